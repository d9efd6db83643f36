"""A subject: what the rows of one question hold, and the SQL that fetches them."""

from __future__ import annotations

import re

from spacetimeline.errors import UnknownFilter
from spacetimeline.names import nearest
from spacetimeline.queries.asked import meant
from spacetimeline.queries.dialects import members
from spacetimeline.queries.filters import Keyed, Match, When, Word
from spacetimeline.queries.flown import REACHED, Boundary
from spacetimeline.queries.layout import Layout
from spacetimeline.queries.statement import Statement
from spacetimeline.queries.times import check_together
from spacetimeline.queries.walking import hidden, is_rare, narrow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from spacetimeline.queries.asking import Asker
    from spacetimeline.queries.dialects import Params
    from spacetimeline.queries.fields import Field
    from spacetimeline.queries.filters import Filter
    from spacetimeline.queries.lookup import Lookup

    Criteria = tuple[tuple[str, Any], ...]


_NAMED = re.compile(r"(?<!:):([a-z]\w*)")
"""The parameters that a text names."""


class Stage:
    """Rows that meet some criteria, in some order, from some offset, up to some number.

    A `where` after a `limit` begins a new stage within the rows of the last one.
    """

    __slots__ = ("criteria", "limit", "offset", "sort")

    def __init__(
        self,
        criteria: Criteria = (),
        sort: tuple[str, ...] = (),
        offset: int = 0,
        limit: int | None = None,
    ) -> None:
        self.criteria = criteria
        self.sort = sort
        self.offset = offset
        self.limit = limit

    @property
    def windowed(self) -> bool:
        """Whether it keeps only some of the rows that meet its criteria."""
        return self.offset > 0 or self.limit is not None


class Subject:
    """One question: its table, fields, filters and order.

    Args:
        name: the plural function.
        kind: the kind of record that it answers with; None for rows.
        table: the table whose ids count the rows.
        fields: what a row holds, in order.
        filters: what may be asked.
        order: the columns of the default order, the last one unique.
        shown: the flat fields of the short table.
        base: SQL that all its rows meet.
        timed: the columns whose index goes on with the order, so that one value of them
            gives the rows in order.
        undated: whether rows may lack the first column of the order; they come last.
        make: how a row is made of a flat row and the records it needs; None for records.
        needs: for rows: the kind and the column of the ids of the records they hold.
        entity: the name of one row, for messages.
    """

    def __init__(
        self,
        name: str,
        *,
        kind: str | None,
        table: str,
        fields: Sequence[Field],
        filters: Sequence[Filter],
        order: Sequence[str],
        shown: Sequence[str],
        base: str = "",
        timed: Sequence[str] = (),
        undated: bool = False,
        eager: Sequence[str] = (),
        make: Callable[..., Any] | None = None,
        needs: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.name = name
        self.kind = kind
        self.table = table
        self.fields = list(fields)
        self.filters = {one.keyword: one for one in filters}
        self.order = list(order)
        self.shown = list(shown)
        self.base = base
        self.timed = tuple(f"{table}.{column} = " for column in timed)
        self.undated = undated
        self.eager = tuple(eager)
        self.make = make
        self.needs = tuple(needs)
        self._whole: Layout | None = None

    # -- what is asked ---------------------------------------------------------------------

    def criteria(self, asked: dict[str, Any]) -> Criteria:
        """Check keywords, dates and words; None is as if not given.

        Raises:
            UnknownFilter: no such keyword.
            InvalidDate: a date cannot be read, or `since` is later than `until`.
        """
        checked = []
        for keyword, value in asked.items():
            if keyword not in self.filters:
                raise self.unknown(keyword)
            if value is not None:
                checked.append((keyword, self.filters[keyword].check(value)))
        check_together(asked, self.filters)
        return tuple(checked)

    def unknown(self, keyword: str) -> UnknownFilter:
        """The error for a keyword that this question does not take."""
        known = sorted(self.filters)
        hint = meant(keyword, known)
        msg = f"{self.name} has no filter {keyword!r}.{hint} It takes: {', '.join(known)}."
        return UnknownFilter(msg, keyword=keyword, known=known)

    def defaults(self, stages: Sequence[Stage]) -> list[Word]:
        """The filters whose default applies, since nothing was asked of them."""
        asked = {keyword for stage in stages for keyword, _ in stage.criteria}
        return [
            one
            for one in self.filters.values()
            if isinstance(one, Word) and one.default and one.keyword not in asked
        ]

    # -- what is fetched -------------------------------------------------------------------

    def statement(self, lookup: Lookup, stages: Sequence[Stage]) -> Statement:
        """The SQL of the rows of the last stage.

        Raises:
            NotFound, Ambiguous: a name in the criteria.
        """
        params: Params = {}
        where = ""
        for number, stage in enumerate(stages):
            walking = self._walks(lookup, stage)
            parts = [self.base] if self.base else []
            if number == 0:
                parts += self._defaults(lookup, stages, params)
            if walking:
                parts = [hidden(self.table, part) for part in parts]
            if where:
                parts.append(where)
            parts += self._conditions(lookup, stage, number, params, walking=walking)
            text = " AND ".join(f"({part})" if " OR " in part else part for part in parts)
            dated = any(isinstance(self.filters[keyword], When) for keyword, _ in stage.criteria)
            order = self.order_by(lookup.dialect, stage.sort, dated=dated)
            last = Statement(text, order, stage.offset, stage.limit, params)
            where = (
                f"{self.table}.id IN (SELECT stage_{number}.id FROM "
                f"(SELECT {self.table}.id AS id FROM {self.table}{last.tail()}) AS stage_{number})"
            )
        return last

    def _defaults(self, lookup: Lookup, stages: Sequence[Stage], params: Params) -> list[str]:
        parts = [
            one.sql.replace(
                "{any}", members(lookup.dialect, f"default_{one.keyword}", one.default, params)
            )
            for one in self.defaults(stages)
        ]
        boundary = self.filters.get("boundary")
        asked = any(self._boundary(stage) for stage in stages)
        if isinstance(boundary, Boundary) and boundary.default and not asked:
            parts.append(boundary.bind(lookup, boundary.default, "boundary", params))
        return parts

    def _walks(self, lookup: Lookup, stage: Stage) -> bool:
        """Whether a stage's rows are walked to in the order of time (see `walking`)."""
        if lookup.dialect != "sqlite" or stage.sort not in {(), ("-",)}:
            return False
        asked = [(self.filters[keyword], value) for keyword, value in stage.criteria]
        if narrow([one.window(value) for one, value in asked if isinstance(one, When)]):
            return True
        return stage.windowed and not any(
            self._is_rare(lookup, stage, one, value) for one, value in asked
        )

    def _is_rare(self, lookup: Lookup, stage: Stage, one: Filter, value: Any) -> bool:
        if isinstance(one, (When, Match)) or not one.seeks or value is False:
            return False
        params: Params = {}
        rows = self._reached(stage, one.counting(self.table).bind(lookup, value, "few", params))
        if f" WHERE {self.table}." in rows and rows.partition(" WHERE ")[2].startswith(self.timed):
            return False  # its index gives the order, too
        if set(_NAMED.findall(rows)) - set(params):
            return False  # it cannot be asked without another filter: aboard, at a time
        return rows.startswith("SELECT") and is_rare(lookup, rows, params)

    def _conditions(
        self, lookup: Lookup, stage: Stage, number: int, params: Params, *, walking: bool
    ) -> list[str]:
        """The SQL of one stage's criteria."""
        match = next(
            (value for keyword, value in reversed(stage.criteria) if keyword == "match"), "default"
        )
        parts = []
        for place, (keyword, value) in enumerate(stage.criteria):
            one = self.filters[keyword]
            label = f"{keyword}_{number}_{place}"
            if isinstance(one, When):
                text = one.bind(lookup, value, label, params, match, testing=walking)
                parts.append(self._reached(stage, text))
            elif not isinstance(one, Match):
                chosen = one.testing() if walking else one
                text = self._reached(stage, chosen.bind(lookup, value, label, params))
                if walking and not text.startswith(self.timed):
                    text = hidden(self.table, text)
                if text:
                    parts.append(text)
        return parts

    def _reached(self, stage: Stage, text: str) -> str:
        return text.replace("{boundary}", REACHED[self._boundary(stage) or "orbit"])

    def _boundary(self, stage: Stage) -> str | None:
        found = [value for keyword, value in stage.criteria if keyword == "boundary"]
        return found[-1] if found else None

    def sorts(self, dialect: str) -> dict[str, str]:
        """For each flat field, the SQL to sort by."""
        found: dict[str, str] = {}
        for field in self.fields:
            found.update(field.order(dialect, self.table))
        return found

    def order_by(self, dialect: str, sort: Sequence[str], *, dated: bool) -> str:
        """The ORDER BY: the fields asked for, then the default order.

        Missing values come last, whichever way. `-` before all is the default order reversed.
        """
        backwards = "-" in sort
        parts = []
        known = self.sorts(dialect) if any(field != "-" for field in sort) else {}
        for field in sort:
            if field == "-":
                continue
            down = field.startswith("-") is not backwards
            sql = known[field.removeprefix("-")]
            last = "FIRST" if backwards else "LAST"
            parts.append(f"{sql} {'DESC' if down else 'ASC'} NULLS {last}")
        for place, column in enumerate(self.order):
            missing = self.undated and not dated and place == 0
            nulls = (" NULLS FIRST" if backwards else " NULLS LAST") if missing else ""
            parts.append(f"{column}{' DESC' if backwards else ''}{nulls}")
        return ", ".join(parts)

    def check_sort(self, sort: Sequence[str]) -> None:
        """Check the fields that a user orders by.

        Raises:
            UnknownFilter: no such field.
        """
        known = self.sorts("sqlite")
        for field in sort:
            if field.removeprefix("-") not in known:
                names = self.flat_names()
                near = nearest(field.removeprefix("-"), names, 1)
                hint = f" Did you mean {near[0]!r}?" if near else ""
                msg = (
                    f"{self.name} cannot be ordered by {field!r}.{hint} It has: {', '.join(names)}."
                )
                raise UnknownFilter(msg, keyword=field, known=names)

    def flat_names(self) -> list[str]:
        """The names of all flat fields, in order."""
        return [name for field in self.fields for name in field.flat_names()]

    def types(self) -> dict[str, str]:
        """For each flat field, in order, its type (see `spacetimeline.output.schema`)."""
        return {name: one for field in self.fields for name, one in field.types().items()}

    def rows(self, lookup: Lookup, stages: Sequence[Stage]) -> list[dict[str, Any]]:
        """The flat rows: one statement, and one more for each list."""
        return [row for _, row in self.numbered(lookup, stages, self.fields)]

    def numbered(
        self, lookup: Lookup, stages: Sequence[Stage], fields: Sequence[Field]
    ) -> list[tuple[int, dict[str, Any]]]:
        """Flat rows of some fields, each with its id."""
        sql, params = self.sql(lookup, stages, fields)
        return self._layout(fields).rows(lookup.rows(sql, params), lookup)

    def sql(
        self, lookup: Lookup, stages: Sequence[Stage], fields: Sequence[Field]
    ) -> tuple[str, Params]:
        """The one statement that fetches the id and the fields that are no lists."""
        statement = self.statement(lookup, stages)
        return self._layout(fields).head + statement.tail(), statement.params

    def _layout(self, fields: Sequence[Field]) -> Layout:
        """How these fields are read; that of all fields is kept."""
        if fields is not self.fields:
            return Layout(self.table, fields)
        if self._whole is None:
            self._whole = Layout(self.table, fields)
        return self._whole

    def count(self, lookup: Lookup, stages: Sequence[Stage]) -> int:
        """How many rows there are."""
        statement = self.statement(lookup, stages)
        if stages[-1].windowed:
            inner = f"SELECT {self.table}.id FROM {self.table}{statement.tail()}"
            sql = f"SELECT COUNT(*) FROM ({inner}) AS counted"
        else:
            where = f" WHERE {statement.where}" if statement.where else ""
            sql = f"SELECT COUNT(*) FROM {self.table}{where}"
        found: int = lookup.rows(sql, statement.params)[0][0]
        return found

    def records(self, asker: Asker, stages: Sequence[Stage]) -> list[Any]:
        """The records, or rows, that answer."""
        from spacetimeline.queries.records import records_of, rows_of

        return (records_of if self.make is None else rows_of)(self, asker, stages)

    def row(self, flat: dict[str, Any], records: list[Any]) -> Any:
        """A row of its own kind, made of its flat fields and the records that it holds."""
        return self.make(flat, records) if self.make is not None else flat

    def select(self, lookup: Lookup, stages: Sequence[Stage]) -> Any:
        """The SQLAlchemy select behind a question; for rows, its text with the values bound."""
        from spacetimeline.queries.records import select_of, text_of_rows

        return (select_of if self.make is None else text_of_rows)(self, lookup, stages)

    def left_out(self, lookup: Lookup, stages: Sequence[Stage]) -> str:
        """What the defaults leave out, in one line: ``4 marginal left out: category="all"``."""
        parts = []
        for one in self.defaults(stages):
            column = one.sql.removesuffix(" {any}")
            first = Stage((*stages[0].criteria, (one.keyword, None)))
            statement = self.statement(lookup, [first])
            among = members(lookup.dialect, "usual", one.default, statement.params)
            sql = (
                f"SELECT {column}, COUNT(*) FROM {self.table} WHERE {statement.where or '1 = 1'} "
                f"AND NOT {column} {among} GROUP BY {column} ORDER BY {column}"
            )
            counts = [f"{number} {word}" for word, number in lookup.rows(sql, statement.params)]
            if counts:
                parts.append(f'{", ".join(counts)} left out: {one.keyword}="all"')
        if below := self._below(lookup, stages):
            parts.append(f'{below} below orbit left out: boundary="80km"')
        return "; ".join(parts)

    def _below(self, lookup: Lookup, stages: Sequence[Stage]) -> int:
        """How many more rows there would be, were less than an orbit enough."""
        one = self.filters.get("boundary")
        if not isinstance(one, Boundary) or any(self._boundary(stage) for stage in stages):
            return 0
        if one.sql and not one.default:
            return 0  # without it all are there, as flights are
        first = stages[0].criteria
        lowest = Stage((*first, ("boundary", one.check("80km"))))
        return self.count(lookup, [lowest]) - self.count(lookup, [Stage(first)])

    def keyed(self, lookup: Lookup, key: str) -> dict[str, Any]:
        """The flat row of one record, by its key; empty if there is none."""
        only = Subject(
            self.name,
            kind=self.kind,
            table=self.table,
            fields=self.fields,
            filters=[Keyed(f"{self.table}.key {{any}}")],
            order=self.order,
            shown=self.shown,
        )
        found = only.rows(lookup, [Stage((("key", [key]),))])
        return found[0] if found else {}
