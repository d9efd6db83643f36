"""Dockings, read once for all that is derived from them: at which station, and who left."""

# ruff: noqa: S608 - SQL is put together from our own constants; values travel beside it

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from spacetimeline.dates import VagueDate
from spacetimeline.packs.tables import Row, date_list, fetch, instant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

RELOCATION = timedelta(days=1)
"""Who docks again at the same station within this time only changed ports."""

DOCKINGS = f"""
SELECT d.id, d.key, d.craft_id, d.target_id, d.port,
       {date_list("d", "docked")}, {date_list("d", "undocked")}
FROM docking d
ORDER BY d.craft_id, COALESCE(d.docked_start, d.undocked_start) IS NULL,
         COALESCE(d.docked_start, d.undocked_start), d.key
"""

LEAVERS = "SELECT docking_id, person_id FROM docking_aboard"

CREWS = """
SELECT f.craft_id, c.person_id, c.up, c.down OR c.lost
FROM crew c JOIN flight f ON f.id = c.flight_id
"""

PARTS = "SELECT part_id, whole_id, since, until FROM part_of ORDER BY part_id, position"

STATIONS = "SELECT id FROM spacecraft WHERE kind IN ('station', 'station module')"


@dataclass(frozen=True, slots=True)
class Stop:
    """One time of a craft at a port.

    Attributes:
        station: the station as a whole, also where the port is a module's; None at other craft.
        docked: the columns of the date, as the database has them.
        undocked: likewise; the text is None where it is unknown or did not happen yet.
        comers: who came in the craft.
        leavers: who left in it.
    """

    id: int
    key: str
    craft: int
    target: int
    station: int | None
    port: str | None
    docked: Row
    undocked: Row
    comers: frozenset[int]
    leavers: frozenset[int]

    def moves_to(self, later: Stop) -> bool:
        """Whether the craft only changed ports between this stop and its next."""
        if self.station is None or self.station != later.station:
            return False
        left, came = self.undocked[1], later.docked[1]
        if left is None or came is None:
            return False
        return instant(came) - instant(left) <= RELOCATION


class Wholes:
    """What a module is a part of, at a time."""

    def __init__(self, connection: Connection) -> None:
        self._parts: dict[int, list[tuple[int, datetime | None, datetime | None]]] = {}
        self._stations = {row[0] for row in fetch(connection, STATIONS)}
        for part, whole, since, until in fetch(connection, PARTS):
            first = VagueDate.parse(since).nominal_earliest if since else None
            last = VagueDate.parse(until).nominal_before if until else None
            self._parts.setdefault(part, []).append((whole, first, last))

    def station(self, craft: int, when: Any) -> int | None:
        """The station that a craft is, or is a part of, at an instant of the database's."""
        moment = instant(when) if when is not None else None
        seen = {craft}
        while (whole := self._whole(craft, moment)) is not None and whole not in seen:
            seen.add(whole)
            craft = whole
        return craft if craft in self._stations else None

    def _whole(self, craft: int, moment: datetime | None) -> int | None:
        for whole, first, last in self._parts.get(craft, ()):
            if moment is None or (
                (first is None or first <= moment) and (last is None or moment < last)
            ):
                return whole
        return None


class Docks:
    """All dockings, by craft, in time order."""

    def __init__(self, connection: Connection) -> None:
        wholes = Wholes(connection)
        named: dict[int, set[int]] = {}
        for docking, person in fetch(connection, LEAVERS):
            named.setdefault(docking, set()).add(person)
        went_up: dict[int, set[int]] = {}
        came_down: dict[int, set[int]] = {}
        for craft, person, up, down in fetch(connection, CREWS):
            for went, into in ((up, went_up), (down, came_down)):
                if went:
                    into.setdefault(craft, set()).add(person)
        self._stops: dict[int, list[Stop]] = {}
        self._by_leaver: dict[int, set[int]] = {}
        for docking, key, craft, target, port, *dates in fetch(connection, DOCKINGS):
            docked, undocked = tuple(dates[:7]), tuple(dates[7:])
            station = wholes.station(target, docked[1] if docked[1] is not None else undocked[1])
            stops = self._stops.setdefault(craft, [])
            # Who was in it when it left the port before is in it when it comes to the next.
            comers = stops[-1].leavers if stops else frozenset(went_up.get(craft) or ())
            # Without a list, all who come down in a craft are in it whenever it leaves.
            leavers = frozenset(named.get(docking) or came_down.get(craft) or ())
            stops.append(
                Stop(docking, key, craft, target, station, port, docked, undocked, comers, leavers)
            )
            for person in named.get(docking, ()):
                self._by_leaver.setdefault(person, set()).add(craft)

    def of(self, craft: int) -> list[Stop]:
        """The stops of one craft, in time order."""
        return self._stops.get(craft, [])

    def left_in(self, person: int) -> set[int]:
        """Craft that a person is said to have left in."""
        return self._by_leaver.get(person, set())

    def __iter__(self) -> Iterator[list[Stop]]:
        return iter(self._stops.values())
