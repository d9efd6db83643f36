"""Stays: who was in space from when to when, worked out from who went up and who came down.

In time order, each flight that took a person to orbit opens a stay; the next on
which the person came down, alive or not, closes it. Often that is another one:
Toktar Aubakirov went up on Soyuz TM-13 and came down on Soyuz TM-12. A flight
below orbit makes a stay of its own, which only who asks for it sees.
"""

# ruff: noqa: S608 - SQL is put together from our own constants; values travel beside it

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from spacetimeline.dates import VagueDate
from spacetimeline.names import word_key
from spacetimeline.packs.coverages import Vouchers
from spacetimeline.packs.tables import (
    NO_DATE,
    Row,
    date_columns,
    date_list,
    delete,
    fetch,
    insert,
    instant,
    next_id,
    update,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection

JOURNEYS = f"""
SELECT c.person_id, p.key, p.name, f.id, f.name, f.reached, f.outcome,
       c.up AND COALESCE(l.status, 'flown') = 'flown', c.down, c.lost, c.represented_id,
       {date_list("f", "launched")}, {date_list("f", "landing")}
FROM crew c
JOIN flight f ON f.id = c.flight_id
JOIN person p ON p.id = c.person_id
LEFT JOIN launch l ON l.id = f.launch_id
WHERE f.reached <> 'none'
ORDER BY p.key, f.launched_start IS NULL, f.launched_start, f.key, c.position
"""

CITIZENSHIPS = """
SELECT person_id, country_id, since, until FROM citizenship ORDER BY person_id, position
"""

COLUMNS = (
    "id", "key", "name", "person_id", "flight_up_id", "flight_down_id",
    *date_columns("start"), *date_columns("end"),
    "known_until", "status", "reached", "represented_id",
)  # fmt: skip

CITATIONS = """
INSERT INTO citation (record_id, source_id, position)
SELECT s.id, c.source_id,
       MIN(CASE WHEN c.record_id = s.flight_up_id THEN c.position ELSE 1000 + c.position END)
FROM stay s JOIN citation c ON c.record_id IN (s.flight_up_id, s.flight_down_id)
GROUP BY s.id, c.source_id
ORDER BY 1, 3, 2
"""

FIRST_LAUNCH = """
UPDATE person SET first_launch =
    (SELECT MIN(start_start) FROM stay WHERE stay.person_id = person.id)
"""


@dataclass(frozen=True, slots=True)
class Journey:
    """One person on one flight, with the columns that matter here."""

    flight: int
    name: str
    reached: str
    outcome: str | None
    up: bool
    down: bool
    lost: bool
    represented: int | None
    launched: Row
    landing: Row

    @property
    def goes_up(self) -> bool:
        """Whether it took the person up, at a time that is known."""
        return self.up and self.launched[1] is not None

    @property
    def came_down(self) -> bool:
        """Whether the person's time in space ended with this flight."""
        return self.down or self.lost


@dataclass(frozen=True, slots=True)
class Pair:
    """A way up and, where one is known, the way down that belongs to it."""

    up: Journey
    down: Journey | None
    followed: bool = False
    """Whether the person went up again, so that the stay is over, though nobody says when."""


def derive_stays(connection: Connection) -> None:
    """Make the table of stays; one that was there before keeps its number."""
    vouchers = Vouchers(connection)
    citizenships = _Citizenships(connection)
    rows: list[Row] = []
    for (person, key, name), journeys in _people(connection):
        for number, pair in enumerate(pairs(journeys), 1):
            up, down = pair.up, pair.down
            represented = (
                up.represented
                or (down.represented if down else None)
                or citizenships.held(person, up.launched[1])
            )
            end, status, known_until = _state(pair, vouchers, person, represented)
            rows.append(
                (
                    f"{key}-{number}", _name(name, pair), person,
                    up.flight, down.flight if down else None,
                    *up.launched, *end, known_until, status, up.reached, represented,
                )
            )  # fmt: skip
    _write(connection, rows)


def pairs(journeys: Iterable[Journey]) -> list[Pair]:
    """Which way down belongs to which way up, for one person; in time order of the ways up."""
    found: list[Pair] = []
    steps: list[tuple[_Moment, Journey, bool]] = []
    for journey in journeys:
        if journey.reached == "orbit":
            steps += _steps(journey)
        elif journey.goes_up:
            # Nobody changes craft below orbit.
            found.append(Pair(journey, journey if journey.came_down else None))
    opened: Journey | None = None
    for _, journey, is_up in sorted(steps, key=lambda step: step[0]):
        if opened is not None:
            found.append(Pair(opened, None if is_up else journey, followed=is_up))
        opened = journey if is_up else None
    if opened is not None:
        found.append(Pair(opened, None))
    found.sort(key=lambda pair: pair.up.launched[1])
    return found


_Moment = tuple[bool, Any, int]
"""Whether the instant is unknown, the instant, and what goes first if two are equal."""


def _steps(journey: Journey) -> Iterator[tuple[_Moment, Journey, bool]]:
    """When a flight took its person up, and when it brought them down."""
    began, ended = journey.launched[1], journey.landing[1]
    if journey.goes_up:
        yield (False, began, 2), journey, True
        if journey.came_down:
            # A landing known only to the day begins before the launch of the same flight.
            yield (False, began if ended is None else max(began, ended), 3), journey, False
    elif journey.came_down:
        yield (ended is None, "" if ended is None else ended, 1), journey, False


def _state(
    pair: Pair, vouchers: Vouchers, person: int, represented: int | None
) -> tuple[Row, str, Any]:
    """The end of a stay, its status, and until when an open one is vouched for."""
    up, down = pair.up, pair.down
    start = up.launched[1]
    if down is not None:
        status = "lost" if down.lost else "landed"
        # Known to be over, but not since when: from the launch on it is only possible.
        return down.landing, status, start if down.landing[1] is None else None
    if not pair.followed:
        vouched, until = vouchers.until(start, up.reached, person, represented)
        if vouched:
            return NO_DATE, "up", until
    return NO_DATE, "unknown", start


def _name(person: str, pair: Pair) -> str:
    up, down = pair.up, pair.down
    if down is None or down.flight == up.flight:
        return f"{person}: {up.name}"
    return f"{person}: {up.name} to {down.name}"


def _people(connection: Connection) -> Iterator[tuple[Row, list[Journey]]]:
    """Each person who flew (id, key, name), with the flights."""
    rows = fetch(connection, JOURNEYS)
    for person, group in groupby(rows, key=lambda row: row[:3]):
        journeys: dict[int, Journey] = {}
        for row in group:
            _, _, _, flight, name, reached, outcome, up, down, lost, represented = row[:11]
            journey = Journey(
                flight, name, reached, outcome, bool(up), bool(down), bool(lost), represented,
                row[11:18], row[18:],
            )  # fmt: skip
            if (before := journeys.get(flight)) is not None:
                journey = replace(
                    before,
                    up=before.up or journey.up,
                    down=before.down or journey.down,
                    lost=before.lost or journey.lost,
                    represented=before.represented or journey.represented,
                )
            journeys[flight] = journey
        yield person, list(journeys.values())


class _Citizenships:
    """Whose citizen a person was at a time."""

    def __init__(self, connection: Connection) -> None:
        self._of: dict[int, list[tuple[int, datetime | None, datetime | None]]] = {}
        for person, country, since, until in fetch(connection, CITIZENSHIPS):
            first = VagueDate.parse(since).nominal_earliest if since else None
            last = VagueDate.parse(until).nominal_before if until else None
            self._of.setdefault(person, []).append((country, first, last))

    def held(self, person: int, when: Any) -> int | None:
        """The one citizenship that the person held; None where there were more, or none."""
        moment = instant(when)
        held = {
            country
            for country, first, last in self._of.get(person, ())
            if (first is None or first <= moment) and (last is None or moment < last)
        }
        return held.pop() if len(held) == 1 else None


def _write(connection: Connection, rows: list[Row]) -> None:
    """Put the stays and their rows in the registry; who was there keeps the id."""
    known: dict[str, int] = dict(
        fetch(connection, "SELECT key, id FROM record WHERE kind = 'stay'")
    )
    if known:
        delete(connection, "citation", "record_id", known.values())
        delete(connection, "name", "record_id", known.values())
    keys = {row[0] for row in rows}
    delete(connection, "record", "id", [number for key, number in known.items() if key not in keys])
    new = [row for row in rows if row[0] not in known]
    first = next_id(connection, "record")
    ids = known | {row[0]: first + count for count, row in enumerate(new)}
    insert(
        connection,
        "record",
        ("id", "kind", "key", "name"),
        [(ids[row[0]], "stay", row[0], row[1]) for row in new],
    )
    update(
        connection,
        "record",
        ("id", "name"),
        [(ids[row[0]], row[1]) for row in rows if row[0] in known],
    )
    insert(
        connection,
        "name",
        ("record_id", "position", "text", "kind", "word_key"),
        [(ids[row[0]], 0, row[1], "alias", word_key(row[1])) for row in rows],
    )
    insert(connection, "stay", COLUMNS, [(ids[row[0]], *row) for row in rows])
    connection.exec_driver_sql(CITATIONS)
    connection.exec_driver_sql(FIRST_LAUNCH)
