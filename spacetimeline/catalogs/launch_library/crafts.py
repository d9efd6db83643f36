"""Which craft an item tells of: by its launch, its name, when it docked and when it landed."""

# ruff: noqa: S608 - SQL is put together from our own constants; values travel beside it

from __future__ import annotations

import json
import re
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from spacetimeline.catalogs import storing
from spacetimeline.catalogs.adding import BESIDE
from spacetimeline.catalogs.launch_library import shapes
from spacetimeline.catalogs.launch_library.fields import moment
from spacetimeline.names import fold
from spacetimeline.packs.forms import OTHER, USUAL
from spacetimeline.packs.tables import fetch, instant, marks

if TYPE_CHECKING:
    from datetime import datetime

    from spacetimeline.catalogs.items import Item
    from spacetimeline.catalogs.known import Known

NAMES = f"{USUAL}, {OTHER}, {USUAL + BESIDE}, {OTHER + BESIDE}"
"""The ranks of whole names, those that catalogues added too."""

_STATION = re.compile(r"\s+(space station|station)(\s+in\s.*)?$", re.IGNORECASE)

DOCKED = timedelta(minutes=90)
LANDED = timedelta(minutes=5)
"""Two dockings, or landings, so near are one, if there is but one."""

LIFE = timedelta(days=400)
"""So far two ends of one craft may be told apart."""


class Crafts:
    """Finds the records of craft and stations.

    Args:
        known: what there is.
    """

    def __init__(self, known: Known) -> None:
        self.known = known
        self._taken: set[int] = set()

    def find(self, item: Item) -> int | None:
        """The record of a craft or station; None: new."""
        if item.ref.startswith(f"{shapes.STATION}/"):
            return self.station(item.name)
        for number in (
            self._of_launch(item),
            self._named(item),
            self._docked(item),
            self._landed(item),
        ):
            if number is not None and number not in self._taken:
                self._taken.add(number)
                return number
        return None

    # ------------------------------------------------------------ stations

    def station(self, name: str) -> int | None:
        """A station by its name: Mir Space Station, Skylab Station in Low Earth Orbit."""
        for text in (name, _STATION.sub("", name)):
            found = self._stations.get(fold(text), set())
            if len(found) == 1:
                return next(iter(found))
        return None

    @cached_property
    def _stations(self) -> dict[str, set[int]]:
        mark = marks(self.known.connection, 1)
        rows = fetch(
            self.known.connection,
            "SELECT f.folded, s.id FROM spacecraft s JOIN record r ON r.id = s.id JOIN name_form f "
            f"ON f.record_id = s.id WHERE s.kind = 'station' AND f.rank <= {OTHER} AND "
            f"(r.pack_id IS NULL OR r.pack_id <> {mark})",
            (self.known.pack,),
        )
        found: dict[str, set[int]] = {}
        for form, number in rows:
            found.setdefault(form, set()).add(number)
        return found

    # ------------------------------------------------------------ ships

    def _of_launch(self, item: Item) -> int | None:
        """The one craft of its launch that carried people or docks, or has its name."""
        ref = item.refs.get("launch_id")
        launch = None if ref is None else self.known.find(ref)
        if launch is None:
            return None
        rows = self.known.rows_of(
            "spacecraft", ("id", "name", "kind", "vessel"), "launch_id", [launch]
        )
        wanted = fold(item.name)
        named = [
            number for number, name, _, vessel in rows
            if fold(name) == wanted or (vessel and fold(vessel) in wanted)
        ]  # fmt: skip
        ships = [number for number, _, kind, _ in rows if kind in {"crewed ship", "cargo ship"}]
        for found in (named, ships):
            if len(found) == 1:
                return int(found[0])
        return None

    def _named(self, item: Item) -> int | None:
        """The one craft of its name, if its end does not speak against it."""
        mark = marks(self.known.connection, 1)
        rows = fetch(
            self.known.connection,
            "SELECT DISTINCT s.id, s.gone_start, f.landing_start FROM name_form n JOIN spacecraft s "
            "ON s.id = n.record_id JOIN record r ON r.id = s.id LEFT JOIN flight f ON f.craft_id = "
            f"s.id WHERE n.folded = {mark} AND n.rank IN ({NAMES}) AND "
            f"(r.pack_id IS NULL OR r.pack_id <> {mark}) AND s.kind NOT IN "
            "('debris', 'rocket stage', 'component', 'station', 'station module')",
            (fold(item.name), self.known.pack),
        )
        ended = item.dates.get("gone")
        found = {
            number
            for number, gone, landed in rows
            if ended is None
            or (landed or gone) is None
            or abs(instant(landed or gone) - ended.nominal_earliest) <= LIFE
        }
        return found.pop() if len(found) == 1 else None

    def _docked(self, item: Item) -> int | None:
        """The craft that docked when this one did."""
        found = {
            craft
            for said in self._said.get(item.ref, ())
            for craft, docked in self._dockings
            if abs(docked - said) <= DOCKED
        }
        return found.pop() if len(found) == 1 else None

    def _landed(self, item: Item) -> int | None:
        """The craft that came down when this one did."""
        ended = item.dates.get("gone")
        if ended is None:
            return None
        found = {
            craft for craft, landed in self._landings
            if abs(landed - ended.nominal_earliest) <= LANDED
        }  # fmt: skip
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _said(self) -> dict[str, list[datetime]]:
        """When craft docked, as the answers tell it."""
        found: dict[str, list[datetime]] = {}
        for rows in storing.stored_rows(self.known.connection, self.known.pack, shapes.DOCKING):
            for _, text in rows:
                for _, fields in json.loads(text.partition("\t")[2]):
                    when = moment("docking", fields.get("docked"))
                    if when is not None and fields.get("craft"):
                        found.setdefault(f"{shapes.CRAFT}/{fields['craft']}", []).append(when)
        return found

    @cached_property
    def _dockings(self) -> list[tuple[int, datetime]]:
        rows = fetch(
            self.known.connection,
            "SELECT craft_id, docked_start FROM docking WHERE docked_start IS NOT NULL",
        )
        return [(craft, instant(docked)) for craft, docked in rows]

    @cached_property
    def _landings(self) -> list[tuple[int, datetime]]:
        rows = fetch(
            self.known.connection,
            "SELECT craft_id, landing_start FROM flight WHERE landing_start IS NOT NULL",
        )
        return [(craft, instant(landed)) for craft, landed in rows]
