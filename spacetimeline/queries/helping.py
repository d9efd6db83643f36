"""What `help` says of a question: its filters, from the table of filters; and that they have names."""

from __future__ import annotations

from functools import wraps

from spacetimeline.errors import UnknownFilter
from spacetimeline.queries.filters import Filter, Named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any


_INDENT = " " * 8
"""As deep as the docstring of a method stands."""


def with_filters(doc: str, filters: Iterable[Filter]) -> str:
    """A method's docstring with its filters after it, each with its meaning and an example."""
    lines = [
        f"{_INDENT}    {one.keyword}: {one.help}; such as ``{one.keyword}={one.example}``"
        for one in filters
    ]
    if not lines:
        return doc
    head = "Filters (keywords; a list means any of them, several keywords mean all of them):"
    text = "\n".join([doc.rstrip(), "", f"{_INDENT}{head}", *lines, ""])
    if "Raises:" in doc:
        return text
    return text + _RAISES


_RAISES = f"""
{_INDENT}Raises:
{_INDENT}    UnknownFilter: no such keyword; the nearest is named, and all that there are.
{_INDENT}    InvalidDate: a date that cannot be read, or `since` later than `until`.
{_INDENT}    NotFound, Ambiguous: a word or name that nothing, or several, have. Words are looked up
{_INDENT}        at the call, names when the answer is first needed.
"""


def by_keyword(
    method: Callable[..., Any], typed: str, filters: Iterable[Filter]
) -> Callable[..., Any]:
    """A method that says how its filters are typed, when one is given without its name.

    Args:
        method: takes a question's filters as keywords.
        typed: how it is called: ``st.launches``.
        filters: those that it takes.
    """
    taken = method.__code__.co_argcount
    known = list(filters)

    @wraps(method)
    def asked(*given: Any, **named: Any) -> Any:
        if len(given) > taken:
            raise nameless(typed, given[taken:], known)
        return method(*given, **named)

    return asked


def nameless(typed: str, values: Sequence[Any], filters: Sequence[Filter]) -> UnknownFilter:
    """The error for values that were given without the filters' names.

    Args:
        typed: how the question is called.
        values: what was given.
        filters: those that it takes.
    """
    shown = ", ".join(map(repr, values))
    if not filters:
        return UnknownFilter(f"{typed} takes no filters, so it cannot take {shown}.")
    known = sorted(one.keyword for one in filters)
    example = _example(values[0], filters)
    msg = (
        f"{typed} takes its filters as keywords, and {shown} stands without one. "
        f"Type the keyword with it, as in {typed}({example}). It takes: {', '.join(known)}."
    )
    return UnknownFilter(msg, known=known)


def _example(value: Any, filters: Sequence[Filter]) -> str:
    """A filter as it is typed: the year that was meant, or one that takes a name."""
    text = str(value)
    if any(one.keyword == "year" for one in filters) and text.isdecimal() and len(text) == 4:
        return f"year={text}"
    named = [one for one in filters if isinstance(one, Named)]
    one = (named or filters)[0]
    return f"{one.keyword}={one.example}"


def sort_fields(fields: Sequence[Any], known: Sequence[str]) -> tuple[str, ...]:
    """Fields to order by; ``duration`` stands for ``duration_seconds``, where only that exists.

    >>> sort_fields(["-duration", "start"], ["start", "duration_seconds"])
    ('-duration_seconds', 'start')
    """
    found = []
    for field in map(str, fields):
        name = field.removeprefix("-")
        timed = name not in known and f"{name}_seconds" in known
        found.append(f"{field}_seconds" if timed else field)
    return tuple(found)
