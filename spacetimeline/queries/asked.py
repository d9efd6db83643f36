"""What every filter is: a keyword, its meaning as SQL, a line of help, an example."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy

from spacetimeline.names import nearest
from spacetimeline.queries.walking import forms
from spacetimeline.vocabularies import RecordKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Self

    from spacetimeline.queries.dialects import Params
    from spacetimeline.queries.lookup import Lookup


def several(value: Any) -> list[Any]:
    """The alternatives in a keyword's value: a list, set, range, Query … means any of them."""
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes, dict)):
        return [_readable(one) for one in value]  # a Query is a sequence too
    return [_readable(value)]


def meant(keyword: str, known: Sequence[str]) -> str:
    """What to say of a keyword that a question does not take; empty where nothing is near.

    >>> meant("person", ["about", "kind"]), meant("yaer", ["about", "year"])
    (' Did you mean about, which takes any record?', ' Did you mean year?')
    """
    if "about" in known and meant_about(keyword):
        return " Did you mean about, which takes any record?"
    near = nearest(keyword, known, 1)
    return f" Did you mean {near[0]}?" if near else ""


def meant_about(keyword: str) -> bool:
    """Whether a keyword names a kind of record, which `about` takes."""
    return keyword in _KINDS


_KINDS = {str(kind) for kind in RecordKind} | {"craft", "payload", "station"}


def _readable(value: Any) -> Any:
    """Text without half characters and NULs, which no database takes; no name has them."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")
    return value


class Filter:
    """One keyword of a question.

    Args:
        keyword: what a user types.
        sql: its meaning.
        help: one line.
        example: a value, as it would be typed in Python.
    """

    repeats = True
    """Whether several values may be given."""

    seeks = True
    """Whether an index answers it alone."""

    def __init__(self, keyword: str, sql: str, help: str, example: str) -> None:
        self.keyword = keyword
        self.sql, self._tested, self._rows = forms(sql)
        self.help = help
        self.example = example

    def check(self, value: Any) -> Any:
        """Read what needs no database (dates, words) at the call; returns it as it is kept.

        Raises:
            NotFound: no such word.
            InvalidDate: the date cannot be read.
        """
        return value

    def testing(self) -> Self:
        """The same, in the form that tests one row after the other (see `walking`)."""
        other = copy(self)
        other.sql = self._tested
        return other

    def counting(self, table: str) -> Self:
        """The same, as a SELECT of the rows that would be sought by it."""
        other = copy(self)
        other.sql = self._rows or f"SELECT 1 FROM {table} WHERE {self.sql}"
        return other

    def bind(self, lookup: Lookup, value: Any, label: str, params: Params) -> str:
        """The SQL for a checked value, its parameters put into `params` under `label`."""
        raise AssertionError(self.keyword)  # every kind of filter has its own
