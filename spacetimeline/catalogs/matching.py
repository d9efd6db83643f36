"""Which record an item of a catalogue tells of: by identifier first, then by name, date, kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacetimeline.catalogs.comparing import disagreements
from spacetimeline.catalogs.known import FEW, NEAR, Known
from spacetimeline.names import fold
from spacetimeline.packs.tables import instant
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from spacetimeline.catalogs.comparing import Disagreement
    from spacetimeline.catalogs.items import Item

PARTS = frozenset(("component", "rocket stage", "debris"))
"""Kinds of what came off a craft: a space suit of the Apollo is no Apollo."""

TEMPORARY = "T"
"""GCAT's catalogue whose numbers are used again from edition to edition."""


class Matcher:
    """Finds the records that items tell of.

    Args:
        known: what there is.
    """

    def __init__(self, known: Known) -> None:
        self.known = known
        self._untagged: dict[datetime, list[int]] | None = None

    def differences(
        self,
        kind: RecordKind,
        item: Item,
        row: Mapping[str, Any],
        refs: Mapping[str, int | str],
        name_of: Callable[[int], str],
    ) -> list[Disagreement]:
        """Where an item tells something else than the columns of the record that it means."""
        return disagreements(kind, row, item.values, item.dates, refs, name_of)

    def match(self, kind: RecordKind, items: Sequence[Item]) -> list[int | None]:
        """The record of each item, None where it is new; all items are of one kind."""
        if kind in FEW:
            return [self.known.match_few(item) for item in items]
        if kind is RecordKind.LAUNCH:
            return self._launches(items)
        found = self._identified(kind, items)
        if kind is RecordKind.SPACECRAFT:
            self._named_with_launch(items, found)
        return found

    def _identified(self, kind: RecordKind, items: Sequence[Item]) -> list[int | None]:
        scheme = self.known.scheme
        wanted = [(scheme, item.ref) for item in items]
        wanted += (each for item in items for each in item.identifiers)
        there = self.known.identified(kind, wanted)
        found: list[int | None] = []
        launches = self._launches_of(kind, items, there)
        for item in items:
            number = None
            for each in ((scheme, item.ref), *item.identifiers):
                number = there.get(each)
                if number is not None and not self._is_reused(item, number, each, launches):
                    break
                number = None
            found.append(number)
        if kind not in self.known.told_before:
            self._same_keys(kind, items, found)
        return found

    def _same_keys(self, kind: RecordKind, items: Sequence[Item], found: list[int | None]) -> None:
        """What a row before this one told of already, should a list tell of one thing twice."""
        keys = [item.key for item, number in zip(items, found, strict=True) if number is None]
        there = self.known.with_keys(kind, keys)
        if there:
            for place, item in enumerate(items):
                if found[place] is None:
                    found[place] = there.get(item.key)

    def _launches_of(
        self, kind: RecordKind, items: Sequence[Item], there: Mapping[tuple[str, str], int]
    ) -> dict[int, str | None]:
        """The tags of the launches of craft that were found by temporary numbers."""
        if kind is not RecordKind.SPACECRAFT or self.known.scheme != "gcat":
            return {}
        numbers = [
            there["gcat", item.ref]
            for item in items
            if item.ref[:1] == TEMPORARY and ("gcat", item.ref) in there
        ]
        if not numbers:
            return {}
        rows = self.known.rows_of("spacecraft", ("id", "launch_id"), "id", numbers)
        keys = dict(
            self.known.rows_of("launch", ("id", "key"), "id", {row[1] for row in rows if row[1]})
        )
        return {number: keys.get(launch) for number, launch in rows}

    def _is_reused(
        self, item: Item, number: int, by: tuple[str, str], launches: dict[int, str | None]
    ) -> bool:
        """Whether a temporary number means another object of another launch by now."""
        if by[1] != item.ref or item.ref[:1] != TEMPORARY or number not in launches:
            return False
        ref = item.refs.get("launch_id")
        return ref is not None and launches[number] not in {None, ref.ref.lower()}

    # ------------------------------------------------------------ launches

    def _launches(self, items: Sequence[Item]) -> list[int | None]:
        there = self.known.with_keys(RecordKind.LAUNCH, (item.key for item in items))
        found = [there.get(item.key) for item in items]
        rest = [item for item, number in zip(items, found, strict=True) if number is None]
        wanted = [(self.known.scheme, item.ref) for item in rest]
        wanted += (each for item in rest for each in item.identifiers)
        named = self.known.identified(RecordKind.LAUNCH, wanted)
        by_date = self._without_tag()
        for place, item in enumerate(items):
            if found[place] is not None:
                continue
            number = next(
                (
                    named[each]
                    for each in ((self.known.scheme, item.ref), *item.identifiers)
                    if each in named
                ),
                None,
            )
            if number is None and by_date:
                number = self._at_that_time(item, by_date)
            found[place] = number
        return found

    def _without_tag(self) -> dict[datetime, list[int]]:
        """Launches that have no designation, by the minute: the date and vehicle must tell."""
        if self._untagged is None:
            self._untagged = {}
            for number, start in self.known.without_tag():
                minute = instant(start).replace(second=0, microsecond=0)
                self._untagged.setdefault(minute, []).append(number)
        return self._untagged

    def _at_that_time(self, item: Item, by_date: dict[datetime, list[int]]) -> int | None:
        date = item.dates.get("date")
        if date is None or (date.nominal_before - date.nominal_earliest).total_seconds() > NEAR:
            return None
        vehicle = item.refs.get("vehicle_id")
        mine = None if vehicle is None else self.known.find(vehicle)
        at = date.nominal_earliest.replace(second=0, microsecond=0)
        rows = self.known.rows_of("launch", ("id", "vehicle_id"), "id", by_date.get(at, ()))
        fitting = [number for number, its in rows if mine is None or its in {None, mine}]
        return fitting[0] if len(fitting) == 1 else None

    # ------------------------------------------------------------ spacecraft

    def _named_with_launch(self, items: Sequence[Item], found: list[int | None]) -> None:
        """Craft of the same launch and the same name, where it is a launch of somebody else's."""
        tags = {
            item.refs["launch_id"].ref.lower()
            for item, number in zip(items, found, strict=True)
            if number is None and "launch_id" in item.refs
        }
        launches = self.known.with_keys(RecordKind.LAUNCH, tags)
        if not launches:
            return
        foreign = self.known.others_craft(launches.values())
        if not foreign:
            return
        kinds = dict(self.known.rows_of("spacecraft", ("id", "kind"), "id", foreign))
        names: dict[tuple[int, bool, str], set[int]] = {}
        for craft, text in self.known.rows_of("name", ("record_id", "text"), "record_id", foreign):
            which = foreign[craft], kinds[craft] in PARTS, fold(text)
            names.setdefault(which, set()).add(craft)
        taken = {number for number in found if number is not None}
        for place, item in enumerate(items):
            ref = item.refs.get("launch_id")
            if found[place] is not None or ref is None:
                continue
            launch = launches.get(ref.ref.lower())
            if launch is None:
                continue
            hits: set[int] = set()
            is_part = item.values.get("kind") in PARTS
            for text in (item.name, *(name.text for name in item.names)):
                hits |= names.get((launch, is_part, fold(text)), set())
            hits -= taken
            if len(hits) == 1:
                found[place] = hits.pop()
                taken.add(found[place])  # type: ignore[arg-type]  # just set
