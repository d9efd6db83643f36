"""How far somebody got, for how long, and whether they are still up."""

from __future__ import annotations

from spacetimeline.dates import to_db
from spacetimeline.errors import NotFound
from spacetimeline.output.schema import NUMBER, TRUTH
from spacetimeline.queries.dialects import seconds_between
from spacetimeline.queries.fields import Field, Many, seconds
from spacetimeline.queries.filters import Filter, Flag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from spacetimeline.queries.dialects import Params
    from spacetimeline.queries.lookup import Lookup

REACHED = {
    "orbit": "IN ('orbit')",
    "100km": "IN ('orbit', '100km')",
    "80km": "IN ('orbit', '100km', '80km')",
}
"""For each boundary, what a flight reached that got at least so far."""


class Boundary(Filter):
    """How far something got at least: orbit, 100km (Kármán line), 80km (50 miles)."""

    repeats = False

    def __init__(self, sql: str, help: str = "", *, default: str = "") -> None:
        super().__init__(
            "boundary", sql, help or "what got at least so far: orbit, 100km, 80km", '"100km"'
        )
        self.default = default

    def check(self, value: Any) -> str:
        text = str(value).casefold().replace(" ", "")
        if text not in REACHED:
            msg = (
                f"boundary={value!r}: it takes 'orbit', '100km' (the Kármán line) or '80km' "
                "(50 miles, the line of the United States)."
            )
            raise NotFound(msg, asked=str(value), suggestions=tuple(REACHED))
        return text

    def bind(self, lookup: Lookup, value: Any, label: str, params: Params) -> str:
        return self.sql.replace("{any}", REACHED[value])


class TimeInSpace(Many):
    """The sum of a person's finished stays in orbit, in seconds."""

    def __init__(self) -> None:
        super().__init__(
            "time_in_space_seconds",
            "stay AS ys WHERE ys.reached = 'orbit' AND ys.end_start IS NOT NULL",
            "ys.person_id",
            "ys.start_start",
            "ys.start_start",
            key="ys.end_start",
        )

    def fill(self, row: dict[str, Any], found: list[tuple[Any, Any]]) -> None:
        row[self.name] = sum(seconds(start, end) for start, end in found)

    def flat_names(self) -> list[str]:
        return [self.name]

    def types(self) -> dict[str, str]:
        return {self.name: NUMBER}

    def order(self, dialect: str, table: str) -> dict[str, str]:
        span = seconds_between(dialect, "ys.start_start", "ys.end_start")
        return {
            self.name: f"COALESCE((SELECT SUM({span}) FROM {self.body} "
            f"AND {self.owner} = {table}.id), 0)"
        }


class Ongoing(Field):
    """Whether a stay still goes on, as far as coverage vouches."""

    def columns(self) -> list[str]:
        return ["stay.status", "stay.known_until"]

    def read(self, values: Iterator[Any], row: dict[str, Any]) -> None:
        status, known_until = next(values), next(values)
        row[self.name] = status == "up" and (known_until is None or now() < known_until)

    def types(self) -> dict[str, str]:
        return {self.name: TRUTH}

    def order(self, dialect: str, table: str) -> dict[str, str]:
        return {self.name: "stay.status"}


class StillUp(Flag):
    """Whether a stay still goes on, as far as coverage vouches."""

    def bind(self, lookup: Lookup, value: Any, label: str, params: Params) -> str:
        params[label] = now()
        sql = f"stay.status = 'up' AND (stay.known_until IS NULL OR stay.known_until > :{label})"
        return sql if value else f"NOT ({sql})"


def now() -> str:
    """This instant, as databases store it."""
    from datetime import UTC, datetime

    return to_db(datetime.now(UTC))


def day_of(instant: str) -> str:
    """An instant in words: the day alone where it is the start of one.

    >>> day_of("2026-01-01T00:00:00.000Z"), day_of("1991-05-18T12:50:28.000Z")
    ('2026-01-01', '1991-05-18 12:50 UTC')
    """
    midnight = instant[11:] == "00:00:00.000Z"
    return instant[:10] if midnight else f"{instant[:10]} {instant[11:16]} UTC"
