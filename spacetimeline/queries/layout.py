"""How flat rows of some fields leave the database: their SELECT, and how each becomes a dict."""

from __future__ import annotations

from operator import itemgetter

from spacetimeline.queries.dialects import listed
from spacetimeline.queries.fields import Many

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from spacetimeline.queries.dialects import Params
    from spacetimeline.queries.fields import Field
    from spacetimeline.queries.lookup import Lookup

    Numbered = tuple[int, dict[str, Any]]
    """A row's number in its table, and its flat fields."""


class Layout:
    """Some fields of the rows of one table.

    Most columns are fields as they are, and go over together; the others are read one by one.

    Args:
        table: the table.
        fields: the fields, in order.
    """

    def __init__(self, table: str, fields: Sequence[Field]) -> None:
        self.lists = [field for field in fields if isinstance(field, Many)]
        columns, joins = [f"{table}.id"], [table]
        names: list[str] = []
        places: list[int] = []
        self._read: list[tuple[Field, int, int]] = []
        for field in fields:
            if isinstance(field, Many):
                continue
            first = len(columns)
            columns += field.columns()
            joins += field.joins()
            if field.copied:
                names += field.flat_names()
                places += range(first, len(columns))
            else:
                self._read.append((field, first, len(columns)))
        self.head = f"SELECT {', '.join(columns)} FROM {' '.join(joins)}"
        self._empty: dict[str, Any] = dict.fromkeys(
            name for field in fields for name in field.flat_names()
        )
        self._names = names
        # The number is taken along, so that there are always several.
        self._copied: Callable[[Any], Any] = itemgetter(*places, 0, 0)

    def rows(self, found: Sequence[Any], lookup: Lookup) -> list[Numbered]:
        """The rows that the SELECT gave, with their lists: one more statement for each."""
        rows = []
        for values in found:
            row = self._empty.copy()
            row.update(zip(self._names, self._copied(values), strict=False))
            for field, first, last in self._read:
                field.read(iter(values[first:last]), row)
            rows.append((values[0], row))
        if rows:
            self._fill(rows, lookup)
        return rows

    def _fill(self, rows: Sequence[Numbered], lookup: Lookup) -> None:
        params: Params = {}
        among = listed(lookup.dialect, "owner", [id_ for id_, _ in rows], params)
        for field in self.lists:
            found: dict[int, list[tuple[Any, Any]]] = {}
            for owner, text, key in lookup.rows(field.statement(among), params):
                if owner in found:
                    found[owner].append((text, key))
                else:
                    found[owner] = [(text, key)]
            for id_, row in rows:
                field.fill(row, found.get(id_, []))
