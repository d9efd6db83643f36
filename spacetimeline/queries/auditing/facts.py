"""The rows that an audit reasons from, read once: who flew, docked, walked, served.

They are the rows that packs and people write (`crew`, `flight`, `docking` …); what is derived
from them is read too, but only to be held against them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacetimeline.dates import VagueDate, from_db
from spacetimeline.errors import InvalidDate
from spacetimeline.queries.fields import DATE_PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any

    from spacetimeline.queries.lookup import Lookup

Found = tuple[str, list[int]]
"""A problem: what is wrong, and the ids of the records that it is about."""


@dataclass(slots=True)
class Person:
    """Whoever flew, or had a part in something."""

    id: int
    name: str
    born: VagueDate | None
    died: VagueDate | None
    first_launch: str | None


@dataclass(slots=True)
class Seat:
    """One person on one flight; entries that say it twice are one."""

    person: int
    up: bool
    down: bool
    lost: bool


@dataclass(slots=True)
class Flight:
    """One flight with its seats; `ways` are the columns of its launch and landing."""

    id: int
    name: str
    craft: int
    reached: str
    outcome: str | None
    partial: bool
    flown: bool
    launched: VagueDate | None
    landing: VagueDate | None
    launch_date: VagueDate | None
    ways: tuple[Sequence[Any], Sequence[Any]]
    seats: dict[int, Seat] = field(default_factory=dict)

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self.outcome is not None or self.landing is not None


@dataclass(slots=True)
class Craft:
    """A craft, and when it left its orbit for good."""

    id: int
    name: str
    gone: VagueDate | None


@dataclass(slots=True)
class Docking:
    """One time of a craft at a port, and who is listed as leaving in it."""

    id: int
    name: str
    craft: int
    target: int
    port: str | None
    docked: VagueDate | None
    undocked: VagueDate | None
    aboard: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Duty:
    """Something that people took part in: a spacewalk from a craft, an expedition to a station."""

    id: int
    name: str
    craft: int | None
    start: VagueDate | None
    end: VagueDate | None
    people: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Stay:
    """A stay as it was derived at the last load."""

    id: int
    name: str
    person: int
    up: int | None
    down: int | None
    reached: str
    status: str
    known_until: str | None
    start: VagueDate | None
    end: VagueDate | None


def _columns(alias: str, prefix: str) -> str:
    return ", ".join(f"{alias}.{prefix}_{part}" for part in DATE_PARTS)


_PEOPLE = (
    f"SELECT p.id, p.name, p.first_launch, {_columns('p', 'born')}, {_columns('p', 'died')} "
    "FROM person AS p"
)
_FLIGHTS = (
    "SELECT f.id, f.name, f.craft_id, f.reached, f.outcome, f.partial, "
    f"COALESCE(l.status, 'flown'), {_columns('f', 'launched')}, {_columns('f', 'landing')}, "
    f"{_columns('l', 'date')} "
    "FROM flight AS f LEFT JOIN launch AS l ON l.id = f.launch_id "
    "ORDER BY f.launched_start NULLS LAST, f.key"
)
_CREWS = (
    "SELECT c.flight_id, c.person_id, c.up, c.down, c.lost FROM crew AS c "
    "ORDER BY c.flight_id, c.position, c.id"
)
_CRAFTS = f"SELECT s.id, s.name, s.kind, {_columns('s', 'gone')} FROM spacecraft AS s"
_PARTS = (
    "SELECT pt.part_id, pt.whole_id, pt.since, pt.until FROM part_of AS pt "
    "ORDER BY pt.part_id, pt.position"
)
_DOCKINGS = (
    "SELECT d.id, d.name, d.craft_id, d.target_id, d.port, "
    f"{_columns('d', 'docked')}, {_columns('d', 'undocked')} FROM docking AS d "
    "ORDER BY d.docked_start NULLS LAST, d.key"
)
_LEAVERS = (
    "SELECT da.docking_id, da.person_id FROM docking_aboard AS da "
    "ORDER BY da.docking_id, da.person_id"
)
_WALKS = (
    f"SELECT w.id, w.name, w.craft_id, {_columns('w', 'start')}, {_columns('w', 'end')} "
    "FROM spacewalk AS w ORDER BY w.start_start NULLS LAST, w.key"
)
_WALKERS = (
    "SELECT sp.spacewalk_id, sp.person_id FROM spacewalk_person AS sp "
    "ORDER BY sp.spacewalk_id, sp.position"
)
_EXPEDITIONS = (
    f"SELECT e.id, e.name, e.station_id, {_columns('e', 'start')}, {_columns('e', 'end')} "
    "FROM expedition AS e ORDER BY e.start_start NULLS LAST, e.key"
)
_MEMBERS = (
    "SELECT em.expedition_id, em.person_id FROM expedition_member AS em "
    "ORDER BY em.expedition_id, em.position"
)
_STAYS = (
    "SELECT y.id, y.name, y.person_id, y.flight_up_id, y.flight_down_id, y.reached, y.status, "
    f"y.known_until, {_columns('y', 'start')}, {_columns('y', 'end')} FROM stay AS y "
    "ORDER BY y.start_start, y.key"
)


class Facts:
    """All that an audit reads, a statement a table.

    Attributes:
        unreadable: what is no date, or refers to nothing, where somebody wrote it with SQL.
    """

    def __init__(self, lookup: Lookup) -> None:
        self.unreadable: list[Found] = []
        self.people = {
            row[0]: Person(
                row[0],
                row[1],
                self._date(row[3:10], row[0], f"the birth of {row[1]}"),
                self._date(row[10:17], row[0], f"the death of {row[1]}"),
                row[2],
            )
            for row in lookup.rows(_PEOPLE)
        }
        self.crafts = {
            row[0]: Craft(row[0], row[1], self._date(row[3:10], row[0], f"the end of {row[1]}"))
            for row in lookup.rows(_CRAFTS)
        }
        self.flights: dict[int, Flight] = {}
        for row in lookup.rows(_FLIGHTS):
            if self._there(row[0], row[1], self.crafts, row[2]):
                self.flights[row[0]] = self._flight(row)
        for flight, person, up, down, lost in lookup.rows(_CREWS):
            if flight not in self.flights or not self._there(
                flight, self.flights[flight].name, self.people, person
            ):
                continue
            seats = self.flights[flight].seats
            seat = seats.setdefault(person, Seat(person, up=False, down=False, lost=False))
            seat.up |= bool(up)
            seat.down |= bool(down)
            seat.lost |= bool(lost)
        self.parts: dict[int, list[tuple[int, datetime | None, datetime | None]]] = {}
        for part, whole, since, until in lookup.rows(_PARTS):
            if not all(self._there(part, "A part", self.crafts, id_) for id_ in (part, whole)):
                continue
            first, last = (self._text(part, text) for text in (since, until))
            self.parts.setdefault(part, []).append(
                (whole, first.earliest if first else None, last.before if last else None)
            )
        self.dockings = self._dockings(lookup)
        self.walks = self._duties(lookup, _WALKS, _WALKERS)
        self.expeditions = self._duties(lookup, _EXPEDITIONS, _MEMBERS)
        self.stays = [
            Stay(
                row[0], row[1], row[2], row[3], row[4], str(row[5]), str(row[6]), row[7],
                self._date(row[8:15], row[0], f"the start of the stay {row[1]}"),
                self._date(row[15:22], row[0], f"the end of the stay {row[1]}"),
            )
            for row in lookup.rows(_STAYS)
            if self._there(row[0], row[1], self.people, row[2])
        ]  # fmt: skip

    def _flight(self, row: Sequence[Any]) -> Flight:
        id_, name, craft, reached, outcome, partial, status = row[:7]
        return Flight(
            id_, name, craft, str(reached), outcome, bool(partial), status == "flown",
            self._date(row[7:14], id_, f"the launch of {name}"),
            self._date(row[14:21], id_, f"the landing of {name}"),
            self._date(row[21:28], id_, f"the date of the launch of {name}"),
            (row[7:14], row[14:21]),
        )  # fmt: skip

    def _dockings(self, lookup: Lookup) -> dict[int, Docking]:
        found = {
            row[0]: Docking(
                row[0], row[1], row[2], row[3], row[4],
                self._date(row[5:12], row[0], f"the docking {row[1]}"),
                self._date(row[12:19], row[0], f"the undocking of {row[1]}"),
            )
            for row in lookup.rows(_DOCKINGS)
            if all(self._there(row[0], row[1], self.crafts, craft) for craft in row[2:4])
        }  # fmt: skip
        for id_, person in lookup.rows(_LEAVERS):
            docking = found.get(id_)
            if docking is not None and self._there(id_, docking.name, self.people, person):
                docking.aboard.append(person)
        return found

    def _duties(self, lookup: Lookup, duties: str, people: str) -> dict[int, Duty]:
        found = {
            row[0]: Duty(
                row[0], row[1], row[2],
                self._date(row[3:10], row[0], f"the start of {row[1]}"),
                self._date(row[10:17], row[0], f"the end of {row[1]}"),
            )
            for row in lookup.rows(duties)
            if row[2] is None or self._there(row[0], row[1], self.crafts, row[2])
        }  # fmt: skip
        for id_, person in lookup.rows(people):
            duty = found.get(id_)
            if duty is not None and self._there(id_, duty.name, self.people, person):
                duty.people.append(person)
        return found

    def _there(self, record: int, name: str, among: dict[int, Any], id_: int) -> bool:
        """Whether what a record refers to is there; SQL may have deleted it (SQLite lets it)."""
        if id_ in among:
            return True
        what = "a person" if among is self.people else "a craft"
        self.unreadable.append((f"{name} refers to {what} that is not there ({id_})", [record]))
        return False

    def _text(self, part: int, text: str | None) -> VagueDate | None:
        """A date that is kept as text, of a part of a craft."""
        try:
            return None if text is None else VagueDate.parse(text)
        except InvalidDate as error:
            name = self.crafts[part].name
            self.unreadable.append((f"{name} is a part from or until no date: {error}", [part]))
            return None

    def _date(self, columns: Sequence[Any], record: int, what: str) -> VagueDate | None:
        """A date from its columns; one that cannot be read is a problem, and then unknown."""
        text, start, end, earliest, before, precision, uncertain = columns
        if text is None:
            return None
        try:
            instants = [from_db(str(each)) for each in (start, end, earliest, before)]
            if instants[2] <= instants[0] < instants[1] <= instants[3]:
                low, high, first, last = instants
                return VagueDate(text, low, high, first, last, precision, bool(uncertain))
        except (TypeError, ValueError):
            pass  # told below
        told = ", ".join(f"{part} {value}" for part, value in zip(DATE_PARTS, columns, strict=True))
        self.unreadable.append((f"{what} is no date: {told}", [record]))
        return None


def when(date: VagueDate | None) -> str:
    """A date as a message has it."""
    return "at an unknown time" if date is None else str(date)
