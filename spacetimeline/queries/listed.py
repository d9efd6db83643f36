"""Questions whose rows are worked out in Python: search, conflicts, coverage."""

from __future__ import annotations

from spacetimeline.errors import UnknownFilter
from spacetimeline.names import nearest
from spacetimeline.output.schema import types_of
from spacetimeline.queries.asked import meant
from spacetimeline.queries.times import check_together

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from spacetimeline.queries.asking import Asker
    from spacetimeline.queries.filters import Filter
    from spacetimeline.queries.lookup import Lookup
    from spacetimeline.queries.subject import Criteria, Stage, Subject

    Id = int | list[int] | None
    Numbered = tuple[dict[str, Any], list[Id]]
    """A flat row, and the ids of the records that it holds: of one, of several, or of none."""
    Note = str | Callable[[Lookup, Sequence[Stage]], str]
    Counted = Callable[[Sequence[Stage]], list[tuple[Subject, Sequence[Stage]]]]


class Listed:
    """A subject like `Subject`, whose rows one function makes.

    Args:
        name: the function's name.
        names: the flat fields, in order.
        filters: what may be asked.
        shown: the flat fields of the short table.
        produce: from a lookup and the criteria, the flat rows in their order, each with the
            ids of the records that `make` needs.
        make: how a row is made of a flat row and those records; where there was a list of
            ids, with a list of records.
        needs: the kinds of those records; ``any`` where they differ.
        note: one line under the table, or what makes it.
        counts: from the stages asked, the questions whose rows it counts; it is complete where
            all of them are.
        raw: keep values as they were asked, for another subject to read.
        asked: what was asked beside filters, where the question was made for it.
        types: of flat fields whose names do not tell it (see `spacetimeline.output.schema`).
    """

    def __init__(
        self,
        name: str,
        *,
        names: Sequence[str],
        filters: Sequence[Filter],
        shown: Sequence[str],
        produce: Callable[[Lookup, Criteria], list[Numbered]],
        make: Callable[[dict[str, Any], list[Any]], Any],
        needs: Sequence[str] = (),
        note: Note = "",
        counts: Counted | None = None,
        raw: bool = False,
        asked: dict[str, Any] | None = None,
        types: dict[str, str] | None = None,
    ) -> None:
        self.name = name
        self.names = list(names)
        self.filters = {one.keyword: one for one in filters}
        self.shown = list(shown)
        self.produce = produce
        self.make = make
        self.needs = tuple(needs)
        self.note = note
        self.counts = counts
        self.raw = raw
        self.asked = asked or {}
        self.known_types = types or {}

    def criteria(self, asked: dict[str, Any]) -> Criteria:
        """Check keywords and words, as Subject does."""
        checked = []
        for keyword, value in asked.items():
            if keyword not in self.filters:
                known = sorted(self.filters)
                takes = f"It takes: {', '.join(known)}." if known else "It takes none."
                msg = f"{self.name} has no filter {keyword!r}.{meant(keyword, known)} {takes}"
                raise UnknownFilter(msg, keyword=keyword, known=known)
            if value is not None:
                read = self.filters[keyword].check(value)
                checked.append((keyword, value if self.raw else read))
        check_together(asked, self.filters)
        return tuple(checked)

    def check_sort(self, sort: Sequence[str]) -> None:
        """Check the fields that a user orders by, as Subject does."""
        for field in sort:
            if field.removeprefix("-") not in self.names:
                near = nearest(field.removeprefix("-"), self.names, 1)
                hint = f" Did you mean {near[0]!r}?" if near else ""
                msg = (
                    f"{self.name} cannot be ordered by {field!r}.{hint} "
                    f"It has: {', '.join(self.names)}."
                )
                raise UnknownFilter(msg, keyword=field, known=self.names)

    def flat_names(self) -> list[str]:
        """The names of all flat fields, in order."""
        return list(self.names)

    def types(self) -> dict[str, str]:
        """For each flat field, in order, its type."""
        return types_of(self.names, self.known_types)

    def numbered(self, lookup: Lookup, stages: Sequence[Stage]) -> list[Numbered]:
        """The flat rows, each with the ids of its records."""
        rows: list[Numbered] = []
        for number, stage in enumerate(stages):
            found = self.produce(lookup, stage.criteria)
            rows = found if number == 0 else [row for row in rows if row in found]
            for field in reversed([field for field in stage.sort if field != "-"]):
                rows = _sorted(rows, field)
            if "-" in stage.sort:
                rows.reverse()
            stop = None if stage.limit is None else stage.offset + stage.limit
            rows = rows[stage.offset : stop]
        return rows

    def rows(self, lookup: Lookup, stages: Sequence[Stage]) -> list[dict[str, Any]]:
        """The flat rows."""
        return [row for row, _ in self.numbered(lookup, stages)]

    def count(self, lookup: Lookup, stages: Sequence[Stage]) -> int:
        """How many rows there are."""
        return len(self.numbered(lookup, stages))

    def records(self, asker: Asker, stages: Sequence[Stage]) -> list[Any]:
        """The rows, with the records they hold."""
        lookup = asker.lookup()
        rows = self.numbered(lookup, stages)
        if not rows or not self.needs:
            return [self.make(row, []) for row, _ in rows]
        from spacetimeline.queries.records import fetched

        session = asker.session()
        found: dict[int, Any] = {}
        for place, kind in enumerate(self.needs):
            ids = {id_ for _, needed in rows for id_ in _several(needed[place])}
            found.update(fetched(session, lookup, kind, ids))
        return [self.make(row, [_records(id_, found) for id_ in ids]) for row, ids in rows]

    def select(self, lookup: Lookup, stages: Sequence[Stage]) -> None:
        """There is no select behind it."""

    def left_out(self, lookup: Lookup, stages: Sequence[Stage]) -> str:
        """Nothing is left out by default; the note of this question."""
        return self.note if isinstance(self.note, str) else self.note(lookup, stages)

    def counted(self, stages: Sequence[Stage]) -> list[tuple[Subject, Sequence[Stage]]]:
        """The questions that vouch for this one, with what is asked of them."""
        return [] if self.counts is None else self.counts(stages)


def _several(id_: Id) -> list[int]:
    if id_ is None:
        return []
    return id_ if isinstance(id_, list) else [id_]


def _records(id_: Id, found: dict[int, Any]) -> Any:
    """The record of an id, or the records of a list of ids."""
    if isinstance(id_, list):
        return [found[one] for one in id_ if one in found]
    return None if id_ is None else found.get(id_)


def _sortable(value: Any) -> Any:
    return str(sorted(value.items())) if isinstance(value, dict) else value


def _sorted(rows: list[Numbered], field: str) -> list[Numbered]:
    """Rows in the order of one field, stable, missing values last."""
    name = field.removeprefix("-")
    if rows and f"{name}_earliest" in rows[0][0]:
        name = f"{name}_earliest"  # the text of a date does not sort as time
    known = [row for row in rows if row[0][name] is not None]
    missing = [row for row in rows if row[0][name] is None]
    known.sort(key=lambda row: _sortable(row[0][name]), reverse=field.startswith("-"))
    return known + missing
