"""What `help` says of a question: its filters, from the table of filters."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacetimeline.queries.filters import Filter

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
{_INDENT}    InvalidDate: a date that cannot be read.
{_INDENT}    NotFound, Ambiguous: a word or name that nothing, or several, have. Words are looked up
{_INDENT}        at the call, names when the answer is first needed.
"""
