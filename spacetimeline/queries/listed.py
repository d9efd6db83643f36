"""Questions whose rows are worked out in Python: search, conflicts, coverage."""

from __future__ import annotations

from spacetimeline.errors import UnknownFilter
from spacetimeline.names import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from spacetimeline.queries.asking import Asker
    from spacetimeline.queries.filters import Filter
    from spacetimeline.queries.lookup import Lookup
    from spacetimeline.queries.subject import Criteria, Stage, Subject

    Numbered = tuple[dict[str, Any], list[int | None]]


class Listed:
    """A subject like `Subject`, whose rows one function makes.

    Args:
        name: the function's name.
        names: the flat fields, in order.
        filters: what may be asked.
        shown: the flat fields of the short table.
        produce: from a lookup and the criteria, the flat rows in their order, each with the
            ids of the records that `make` needs.
        make: how a row is made of a flat row and those records.
        needs: the kinds of those records; ``any`` where they differ.
        note: one line under the table.
        counts: the subject and stage whose rows it counts; completeness is theirs.
        raw: keep values as they were asked, for another subject to read.
    """

    def __init__(
        self,
        name: str,
        *,
        names: Sequence[str],
        filters: Sequence[Filter],
        shown: Sequence[str],
        produce: Callable[[Lookup, dict[str, Any]], list[Numbered]],
        make: Callable[[dict[str, Any], list[Any]], Any],
        needs: Sequence[str] = (),
        note: str = "",
        counts: tuple[Subject, Stage] | None = None,
        raw: bool = False,
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

    def criteria(self, asked: dict[str, Any]) -> Criteria:
        """Check keywords and words, as Subject does."""
        checked = []
        for keyword, value in asked.items():
            if keyword not in self.filters:
                known = sorted(self.filters)
                near = nearest(keyword, known, 1)
                hint = f" Did you mean {near[0]}?" if near else ""
                takes = f"It takes: {', '.join(known)}." if known else "It takes none."
                msg = f"{self.name} has no filter {keyword!r}.{hint} {takes}"
                raise UnknownFilter(msg, keyword=keyword, known=known)
            if value is not None:
                read = self.filters[keyword].check(value)
                checked.append((keyword, value if self.raw else read))
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

    def numbered(self, lookup: Lookup, stages: Sequence[Stage]) -> list[Numbered]:
        """The flat rows, each with the ids of its records."""
        rows: list[Numbered] = []
        for number, stage in enumerate(stages):
            found = self.produce(lookup, dict(stage.criteria))
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
            ids = {ids[place] for _, ids in rows}
            found.update(fetched(session, lookup, kind, (id_ for id_ in ids if id_ is not None)))
        return [
            self.make(row, [None if id_ is None else found.get(id_) for id_ in ids])
            for row, ids in rows
        ]

    def select(self, lookup: Lookup, stages: Sequence[Stage]) -> None:
        """There is no select behind it."""

    def left_out(self, lookup: Lookup, stages: Sequence[Stage]) -> str:
        """Nothing is left out by default; the note of this question."""
        return self.note


def _sorted(rows: list[Numbered], field: str) -> list[Numbered]:
    """Rows in the order of one field, stable, missing values last."""
    name = field.removeprefix("-")
    known = [row for row in rows if row[0][name] is not None]
    missing = [row for row in rows if row[0][name] is None]
    known.sort(key=lambda row: row[0][name], reverse=field.startswith("-"))
    return known + missing
