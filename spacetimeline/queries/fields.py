"""What a row holds: how a column, a date, a related record or a list leaves the database."""

from __future__ import annotations

from spacetimeline.dates import iso, text_of
from spacetimeline.output.schema import DATE, INSTANT, NUMBER, TEXT, TEXTS, TRUTH, WORD
from spacetimeline.queries.dialects import seconds_between

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

DATE_PARTS = ("text", "start", "end", "earliest", "before", "precision", "uncertain")


class Field:
    """One attribute of a row: the SQL that fetches it, and the flat fields that it becomes."""

    copied = False
    """Whether its columns are its flat fields as they are."""

    def __init__(self, name: str) -> None:
        self.name = name

    def columns(self) -> list[str]:
        """The SQL expressions to select."""
        return []

    def joins(self) -> list[str]:
        """The joins that those expressions need."""
        return []

    def read(self, values: Iterator[Any], row: dict[str, Any]) -> None:
        """Take this field's values off one database row and put its flat fields into `row`."""

    def flat_names(self) -> list[str]:
        """The names of its flat fields."""
        return [self.name]

    def types(self) -> dict[str, str]:
        """For each flat field its type (see `spacetimeline.output.schema`)."""
        return dict.fromkeys(self.flat_names(), TEXT)

    def order(self, dialect: str, table: str) -> dict[str, str]:
        """For each flat field, the SQL to sort by."""
        return {}


class Column(Field):
    """A plain value; `bool` as what converts it makes it a truth."""

    def __init__(self, name: str, sql: str, convert: Any = None, *, type: str = TEXT) -> None:
        super().__init__(name)
        self.sql = sql
        self.convert = convert
        self.copied = convert is None
        self.type = TRUTH if convert is bool else type

    def columns(self) -> list[str]:
        return [self.sql]

    def read(self, values: Iterator[Any], row: dict[str, Any]) -> None:
        value = next(values)
        row[self.name] = self.convert(value) if self.convert and value is not None else value

    def types(self) -> dict[str, str]:
        return {self.name: self.type}

    def order(self, dialect: str, table: str) -> dict[str, str]:
        return {self.name: self.sql}


class Date(Field):
    """A vague date: its text, and its bounds and precision beside it."""

    def __init__(self, name: str, prefix: str) -> None:
        super().__init__(name)
        self.prefix = prefix

    def columns(self) -> list[str]:
        return [f"{self.prefix}_{part}" for part in DATE_PARTS]

    def read(self, values: Iterator[Any], row: dict[str, Any]) -> None:
        text, start, end, earliest, before, precision, uncertain = values
        name = self.name
        if text is None:
            row[name] = row[f"{name}_earliest"] = row[f"{name}_before"] = None
            row[f"{name}_precision"] = None
            return
        row[name] = text_of(start, end, earliest, before, precision, bool(uncertain), text)
        row[f"{name}_earliest"] = iso(earliest)
        row[f"{name}_before"] = iso(before)
        row[f"{name}_precision"] = precision

    def flat_names(self) -> list[str]:
        return [self.name, *(f"{self.name}_{part}" for part in ("earliest", "before", "precision"))]

    def types(self) -> dict[str, str]:
        return dict(zip(self.flat_names(), (DATE, INSTANT, INSTANT, WORD), strict=True))

    def order(self, dialect: str, table: str) -> dict[str, str]:
        prefix = self.prefix
        return {
            self.name: f"{prefix}_start",
            f"{self.name}_earliest": f"{prefix}_earliest",
            f"{self.name}_before": f"{prefix}_before",
            f"{self.name}_precision": f"{prefix}_precision",
        }


class Duration(Field):
    """Seconds between two vague dates' nominal starts; None where either is missing."""

    def __init__(self, start: str, end: str, name: str = "duration_seconds") -> None:
        super().__init__(name)
        self.start = start
        self.end = end

    def columns(self) -> list[str]:
        return [f"{self.start}_start", f"{self.end}_start"]

    def read(self, values: Iterator[Any], row: dict[str, Any]) -> None:
        start, end = next(values), next(values)
        row[self.name] = None if start is None or end is None else seconds(start, end)

    def types(self) -> dict[str, str]:
        return {self.name: NUMBER}

    def order(self, dialect: str, table: str) -> dict[str, str]:
        between = seconds_between(dialect, f"{self.start}_start", f"{self.end}_start")
        return {self.name: between}


def seconds(start: str, end: str) -> float | int:
    """Seconds between two stored instants; whole ones as int."""
    from datetime import datetime

    span = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    value = span.total_seconds()
    return int(value) if value.is_integer() else value


class Ref(Field):
    """A related record: its name, with its key beside it."""

    copied = True

    def __init__(self, name: str, target: str, on: str) -> None:
        super().__init__(name)
        self.alias = f"of_{name}"
        self.target = target
        self.on = on

    def columns(self) -> list[str]:
        return [f"{self.alias}.name", f"{self.alias}.key"]

    def joins(self) -> list[str]:
        return [f"LEFT JOIN {self.target} AS {self.alias} ON {self.alias}.id = {self.on}"]

    def read(self, values: Iterator[Any], row: dict[str, Any]) -> None:
        row[self.name] = next(values)
        row[f"{self.name}_key"] = next(values)

    def flat_names(self) -> list[str]:
        return [self.name, f"{self.name}_key"]

    def order(self, dialect: str, table: str) -> dict[str, str]:
        names = zip(self.flat_names(), ("name", "key"), strict=True)
        return {
            flat: f"(SELECT x.{column} FROM {self.target} AS x WHERE x.id = {self.on})"
            for flat, column in names
        }


class Many(Field):
    """A list: one more statement for all rows, whatever their number.

    Args:
        name: the flat field; with `key` there is a second one, ``{name}_keys``.
        body: what follows FROM.
        owner: the column of `body` that holds the row's id.
        text: SQL for one entry's text.
        key: SQL for one entry's key, where entries are records.
        order: SQL to order the entries of one row.
    """

    def __init__(
        self, name: str, body: str, owner: str, text: str, order: str, key: str | None = None
    ) -> None:
        super().__init__(name)
        self.body = body
        self.owner = owner
        self.text = text
        self.key = key
        self.sorting = order

    def statement(self, members: str) -> str:
        """The statement for the rows whose ids are `members`."""
        key = self.key or "NULL"
        where = "AND" if " WHERE " in self.body else "WHERE"
        return (
            f"SELECT {self.owner}, {self.text}, {key} FROM {self.body} "
            f"{where} {self.owner} {members} ORDER BY {self.owner}, {self.sorting}"
        )

    def fill(self, row: dict[str, Any], found: list[tuple[Any, Any]]) -> None:
        """Put the entries of one row into it."""
        row[self.name] = [text for text, _ in found]
        if self.key:
            row[f"{self.name}_keys"] = [key for _, key in found]

    def flat_names(self) -> list[str]:
        return [self.name, f"{self.name}_keys"] if self.key else [self.name]

    def types(self) -> dict[str, str]:
        return dict.fromkeys(self.flat_names(), TEXTS)

    def order(self, dialect: str, table: str) -> dict[str, str]:
        where = "AND" if " WHERE " in self.body else "WHERE"
        tail = f"FROM {self.body} {where} {self.owner} = {table}.id)"
        sorts = {self.name: f"(SELECT MIN({self.text}) {tail}"}
        if self.key:
            sorts[f"{self.name}_keys"] = f"(SELECT MIN({self.key}) {tail}"
        return sorts


def hanging() -> list[Many]:
    """What hangs on every record: names, identifiers, sources."""
    return [
        Many("names", "name AS n", "n.record_id", "n.text", "n.position"),
        Many(
            "identifiers",
            "identifier AS i",
            "i.record_id",
            "i.scheme || ':' || i.value",
            "i.position",
        ),
        Many(
            "sources",
            "citation AS c JOIN source AS s ON s.id = c.source_id",
            "c.record_id",
            "s.name",
            "c.position",
            key="s.key",
        ),
    ]
