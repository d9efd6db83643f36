"""Flights, dockings, spacewalks, expeditions: which one an item tells of, and what cannot be."""

# ruff: noqa: S608 - SQL is put together from our own constants; values travel beside it

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from spacetimeline.catalogs.comparing import date_in
from spacetimeline.names import fold_word
from spacetimeline.packs.checks.certain import surely_before, surely_overlap
from spacetimeline.packs.tables import date_columns, fetch
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from spacetimeline.catalogs.items import Item
    from spacetimeline.catalogs.known import Known
    from spacetimeline.dates import VagueDate

K = RecordKind

DAYS = timedelta(days=3)
"""Two dockings of one craft with one target, or two starts of one crew, so near are one."""

HOURS = timedelta(hours=3)
"""Two spacewalks so near are one; an event so near to a docking or landing is it."""

_WALKS = frozenset(("eva", "spacewalk"))
_DOCKS = frozenset(("docking", "undocking", "berthing", "unberthing", "release"))


class Row:
    """What there is of one happening."""

    __slots__ = ("dates", "id", "values")

    def __init__(
        self, id_: int | None, values: dict[str, Any], dates: dict[str, VagueDate | None]
    ) -> None:
        self.id = id_
        self.values = values
        self.dates = dates


class Happenings:
    """Finds the records of flights, dockings, spacewalks and expeditions.

    Args:
        known: what there is.
    """

    def __init__(self, known: Known) -> None:
        self.known = known
        self._expected: dict[str, Row] = {}
        self.flights = self._read("flight", ("craft_id", "launch_id"), ("launched", "landing"))
        self.dockings = self._read(
            "docking", ("craft_id", "target_id", "port"), ("docked", "undocked")
        )
        self.walks = self._read("spacewalk", ("craft_id",), ("start", "end"))
        self.expeditions = self._read(
            "expedition", ("station_id", "kind", "number"), ("start", "end")
        )

    def _read(self, table: str, columns: tuple[str, ...], dates: tuple[str, ...]) -> list[Row]:
        wanted = ("id", *columns, *(column for each in dates for column in date_columns(each)))
        names = ", ".join(f'"{name}"' for name in wanted)
        found = []
        for values in fetch(self.known.connection, f'SELECT {names} FROM "{table}" ORDER BY key'):
            row = dict(zip(wanted, values, strict=True))
            own = {column: row[column] for column in columns}
            found.append(Row(row["id"], own, {each: date_in(row, each) for each in dates}))
        return found

    def _ref(self, item: Item, column: str) -> int | None:
        ref = item.refs.get(column)
        return None if ref is None else self.known.find(ref)

    # ------------------------------------------------------------ matching

    def flight(self, item: Item) -> int | None:
        """The flight of a craft."""
        craft, launch = self._ref(item, "craft_id"), self._ref(item, "launch_id")
        for row in self.flights:
            if craft is not None and row.values["craft_id"] == craft:
                return row.id
        of_launch = [
            row.id
            for row in self.flights
            if launch is not None and row.values["launch_id"] == launch
        ]
        return of_launch[0] if len(of_launch) == 1 else None

    def docking(self, item: Item) -> int | None:
        """The docking of a craft with a target that is the nearest in time."""
        craft, target = self._ref(item, "craft_id"), self._ref(item, "target_id")
        if craft is None:
            return None
        fitting = [
            row
            for row in self.dockings
            if row.id is not None
            and row.values["craft_id"] == craft
            and target in {None, row.values["target_id"]}
        ]
        return _nearest(fitting, "docked", item.dates.get("docked"), DAYS)

    def spacewalk(self, item: Item) -> int | None:
        """The spacewalk that began then, from that craft if it is told."""
        craft = self._ref(item, "craft_id")
        fitting = [row for row in self.walks if craft is None or craft == row.values["craft_id"]]
        start = item.dates.get("start")
        return _nearest(fitting, "start", start, HOURS) or _nearest(
            self.walks, "start", start, HOURS
        )

    def expedition(self, item: Item) -> int | None:
        """The expedition of that number, or the one that began and ended then."""
        station = self._ref(item, "station_id")
        kind, number = item.values.get("kind"), item.values.get("number")
        of_station = [row for row in self.expeditions if row.values["station_id"] == station]
        if number is not None:
            numbered = [
                row.id for row in of_station
                if row.values["number"] == number and row.values["kind"] == kind
            ]  # fmt: skip
            if len(numbered) == 1:
                return numbered[0]
        near = [
            row
            for row in of_station
            if (number is None or row.values["number"] is None)
            and _apart(row.dates["end"], item.dates.get("end")) <= DAYS
        ]
        return _nearest(near, "start", item.dates.get("start"), DAYS)

    def of_event(self, item: Any) -> tuple[RecordKind, int] | None:
        """What an event tells of that is a record of its own: a spacewalk, docking, landing."""
        said = (item.told.get("type") or "").lower()
        when = item.dates.get("date")
        ways: tuple[tuple[RecordKind, list[Row], str], ...] = ()
        if said in _WALKS:
            ways = ((K.SPACEWALK, self.walks, "start"),)
        elif said in _DOCKS:
            ways = ((K.DOCKING, self.dockings, "docked"), (K.DOCKING, self.dockings, "undocked"))
        elif said == "landing":
            ways = ((K.FLIGHT, self.flights, "landing"),)
        for kind, rows, column in ways:
            number = _nearest(rows, column, when, HOURS)
            if number is not None:
                return kind, number
        return None

    # ------------------------------------------------------------ what cannot be

    def why_not(self, item: Item, gone: VagueDate | None) -> str | None:
        """Why a docking that we do not have cannot be; None where it can.

        Args:
            item: the docking; its craft and target are known.
            gone: when the craft was gone.
        """
        craft, target = self._ref(item, "craft_id"), self._ref(item, "target_id")
        docked, undocked = item.dates["docked"], item.dates.get("undocked")
        if surely_before(undocked, docked):
            return f"it undocked ({undocked}) before it docked ({docked})"
        flight = next((row for row in self.flights if row.values["craft_id"] == craft), None)
        for when, what in ((docked, "docked"), (undocked, "undocked")):
            if flight is not None and surely_before(when, flight.dates["launched"]):
                return f"it {what} ({when}) before its launch ({flight.dates['launched']})"
            if flight is not None and surely_before(flight.dates["landing"], when):
                return f"it {what} ({when}) after its landing ({flight.dates['landing']})"
            if surely_before(gone, when):
                return f"it {what} ({when}) after its end ({gone})"
        return self._taken(item, craft, target, (docked, undocked))

    def _taken(
        self,
        item: Item,
        craft: int | None,
        target: int | None,
        span: tuple[VagueDate, VagueDate | None],
    ) -> str | None:
        port = item.values.get("port")
        for row in self.dockings:
            since, until = row.dates["docked"], row.dates["undocked"]
            if since is None or not surely_overlap((since, until), span):
                continue
            told = f"{since} to {until or '…'}"
            if row.values["craft_id"] == craft:
                return f"the craft was docked elsewhere then ({told})"
            at = row.values["port"]
            if (
                row.values["target_id"] == target
                and port
                and at
                and fold_word(at) == fold_word(port)
            ):
                return f"another craft was at {port} then ({told})"
        return None

    def station_with(self, port: str | None) -> int | None:
        """The one target that has a port of this name: Zvezda aft."""
        found = {
            row.values["target_id"]
            for row in self.dockings
            if port and row.values["port"] and fold_word(row.values["port"]) == fold_word(port)
        }
        return found.pop() if len(found) == 1 else None

    def expect(self, item: Item) -> None:
        """A docking is about to be made: no other can be at its port then."""
        values = {
            "craft_id": self._ref(item, "craft_id"), "target_id": self._ref(item, "target_id"),
            "port": item.values.get("port"),
        }  # fmt: skip
        dates = {"docked": item.dates.get("docked"), "undocked": item.dates.get("undocked")}
        self._expected[item.ref] = Row(None, values, dates)
        self.dockings.append(self._expected[item.ref])

    def note(self, item: Item, number: int) -> None:
        """A docking was made."""
        if item.ref in self._expected:
            self._expected[item.ref].id = number


def _nearest(rows: list[Row], column: str, when: VagueDate | None, room: timedelta) -> int | None:
    """The row whose date is the nearest, if it is near enough."""
    if when is None:
        return None
    apart = [(_apart(row.dates[column], when), place) for place, row in enumerate(rows)]
    best = min(apart, default=None)
    return rows[best[1]].id if best is not None and best[0] <= room else None


def _apart(one: VagueDate | None, other: VagueDate | None) -> timedelta:
    if one is None or other is None:
        return timedelta.max
    return abs(one.nominal_earliest - other.nominal_earliest)
