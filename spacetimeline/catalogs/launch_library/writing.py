"""Items of all kinds into the tables: what cannot be is refused, what differs becomes a claim."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from spacetimeline.catalogs.adding import BESIDE
from spacetimeline.catalogs.comparing import Disagreement
from spacetimeline.catalogs.items import Item, Ref
from spacetimeline.catalogs.known import FEW
from spacetimeline.catalogs.launch_library.judging import Judge
from spacetimeline.catalogs.launch_library.records import key_of
from spacetimeline.catalogs.launch_library.shapes import LAUNCH
from spacetimeline.catalogs.lists import ListedItem, list_rows
from spacetimeline.catalogs.writing import Writer
from spacetimeline.names import fold, person_forms
from spacetimeline.packs.columns import ITSELF
from spacetimeline.packs.forms import FAMILY, TYPED, USUAL
from spacetimeline.packs.tables import date_columns, insert
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacetimeline.catalogs.launch_library.matching import AnswerMatcher
    from spacetimeline.packs.tables import Row

K = RecordKind

_RANKS = (USUAL, TYPED, TYPED, FAMILY, FAMILY + 1)
# Of records that are there: what the catalogue calls them is no name of theirs.
_UNNAMED = frozenset((K.DOCKING, K.SPACEWALK))


WRITE, LEAVE, AGAIN = "write", "leave", "again"
"""What becomes of an item."""


class AnswerWriter(Writer):
    """Writes what the answers tell; made and used like `Writer`."""

    matcher: AnswerMatcher

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.judge = Judge(self.matcher)
        self._refused: list[tuple[str, str]] = []
        self._flown: list[tuple[int, ListedItem]] = []

    def take_refused(self) -> list[tuple[str, str]]:
        """Rows of the last list that tell what cannot be: the key of each, and why."""
        found, self._refused = self._refused, []
        return found

    def finish(self) -> None:
        """What people are said to have flown on is held against the crews."""
        rows = self.matcher.happenings.flights
        flights = {row.values["launch_id"]: row.id for row in rows if row.values["launch_id"]}
        for person, item in self._flown:
            for launch in (item.told["flights"] or "").split():
                flight = flights.get(self.known.ids.get((K.LAUNCH, f"{LAUNCH}/{launch}")))
                if flight is not None:
                    self._was_aboard(flight, person)
        self.additions.write_more()
        super().finish()

    def write(self, items: Sequence[Item]) -> list[bool]:
        """Write items of one kind; whether each made a record of its own."""
        if not items:
            return []
        kind = items[0].kind
        for item in items:
            self._prune(item)
        if kind in {K.FAMILY, K.FLIGHT}:
            # Few; and each may be what the next one meets.
            return [made for item in items for made in self._some(kind, [item])]
        return self._some(kind, items)

    def _some(self, kind: RecordKind, items: Sequence[Item]) -> list[bool]:
        """Write those of the items that are records of their own and can be."""
        numbers = self.matcher.match(kind, items) if kind not in FEW or kind is K.PAD else []
        fates = [self._fate(kind, item, number) for item, number in zip_longest(items, numbers)]
        written = [place for place, fate in enumerate(fates) if fate == WRITE]
        again = [place for place, fate in enumerate(fates) if fate == AGAIN]
        self.additions.write_more()
        made = dict(zip(written, super().write([items[place] for place in written]), strict=True))
        for place, is_made in made.items():
            item = items[place]
            number = self.known.ids.get((kind, item.ref))
            if is_made and number is not None:
                self.judge.note(item, number)
            if kind is K.FAMILY and number is not None:
                self.matcher.places.families.setdefault(fold(item.name), number)
        if again:
            later = self._some(kind, [items[place] for place in again])
            made.update(zip(again, later, strict=True))
        return [made.get(place, False) for place in range(len(items))]

    def _fate(self, kind: RecordKind, item: Item, number: int | None) -> str:
        """Whether an item is written, left out, or looked at again once the others are written."""
        if number is None:
            if kind is K.EVENT and self._is_other(item):
                return LEAVE
            if not self._may_be(item):
                return LEAVE
            if kind is K.PERSON and self.judge.is_waiting(item):
                return AGAIN  # the catalogue has some people twice
        if kind is K.PAD:
            self._name_pad(item, number)
        return WRITE

    def _may_be(self, item: Any) -> bool:
        """Whether a new record can be; else it is refused, or becomes a claim."""
        claimed, why = self.judge.verdict(item)
        if claimed is not None:
            craft, ours, theirs = claimed
            self.additions.claim(craft, item, Disagreement("dockings", ours, theirs))
        elif why is not None:
            self._refused.append((item.ref.partition("/")[2], f"{item.name}: {why}"))
        return claimed is None and why is None

    def _name_pad(self, item: Item, number: int | None) -> None:
        """A pad's name has its site's before it: 90 alone is no name, and that of other things."""
        if number is not None:
            self.known.ids[K.PAD, item.ref] = number
        site = self.known.names_of.get(self.known.find(item.refs["site_id"]) or 0, "")
        if site and not item.name.startswith(site):
            item.name = f"{site} {item.name}"
            item.key = key_of(item.name)

    def _prune(self, item: Any) -> None:
        """Leave out what nobody tells more of than its number."""

        def is_told(ref: Ref) -> bool:
            if ref.kind not in FEW or self.known.find(ref) is not None:
                return True
            return ref.kind is not K.COUNTRY and not ref.ref.rpartition("/")[2].isdecimal()

        pad = item.refs.get("pad_id")
        if pad is not None and pad.ref in self.matcher.places.site_of_pad:
            item.values["site_id"] = self.matcher.places.site_of_pad[pad.ref]
        own = ITSELF.get(item.kind)
        item.refs = {
            column: ref for column, ref in item.refs.items() if column == own or is_told(ref)
        }
        item.operators = [term for term in item.operators if is_told(term.who)]
        if isinstance(item, ListedItem):
            item.citizenships = [ref for ref in item.citizenships if is_told(ref)]

    def _is_other(self, item: Item) -> bool:
        """An event that is a record of its own already: one more source of it."""
        found = self.matcher.happenings.of_event(item)
        if found is None:
            return False
        kind, number = found
        name, owner = self.known.rows_of("record", ("name", "pack_id"), "id", [number])[0]
        other = Item(kind, item.ref, item.key, name)
        self.additions.more(number, other, mine=owner == self.pack)
        return True

    # ------------------------------------------------------------ numbers and references

    def _number(self, item: Item) -> int:
        if item.kind not in FEW:
            item.key = self._free(item.kind, item.key)
        return super()._number(item)

    def _free(self, kind: RecordKind, key: str) -> str:
        free, count = key, 1
        while (kind, free) in self.known.keys or self.known.with_keys(kind, [free]):
            free = f"{key}-ll" if count == 1 else f"{key}-ll-{count}"
            count += 1
        self.known.keys.add((kind, free))
        return free

    def _launches(
        self, kind: RecordKind, items: Sequence[Item]
    ) -> dict[str, tuple[int, tuple[Any, ...]]]:
        refs = {ref.ref for item in items for ref in item.refs.values() if ref.kind is K.LAUNCH}
        numbers = {ref: number for ref in refs if (number := self.known.ids.get((K.LAUNCH, ref)))}
        columns = ("id", *date_columns("date"))
        dates = {
            row[0]: row[1:] for row in self.known.rows_of("launch", columns, "id", numbers.values())
        }
        return {ref.lower(): (number, dates[number]) for ref, number in numbers.items()}

    def _refs(self, item: Item, launches: Mapping[str, tuple[int, Any]]) -> dict[str, int]:
        found = super()._refs(item, launches)
        if item.kind is K.LAUNCH:
            site = self.matcher.site_of(item)
            if site is not None:
                found["site_id"] = site
        return found

    def _own(
        self, item: Item, refs: Mapping[str, int], launches: Mapping[str, tuple[int, Any]]
    ) -> dict[str, Any]:
        row = super()._own(item, refs, launches)
        ref = item.refs.get("launch_id")
        launch = launches.get(ref.ref.lower()) if ref is not None else None
        if item.kind is K.FLIGHT and launch is not None:
            row.update(zip(date_columns("launched"), launch[1], strict=True))
        return row

    # ------------------------------------------------------------ new records

    def _add(
        self,
        kind: RecordKind,
        new: Sequence[tuple[int, Item]],
        launches: Mapping[str, tuple[int, Any]],
    ) -> None:
        super()._add(kind, new, launches)
        tables: dict[tuple[str, tuple[str, ...]], list[Row]] = {}
        for number, item in new:
            self.known.ids[kind, item.ref] = number
            if isinstance(item, ListedItem):
                for table, columns, row in list_rows(number, item, self.known.find):
                    tables.setdefault((table, columns), []).append(row)
        for (table, columns), rows in tables.items():
            insert(self.connection, table, columns, rows)
        if kind is K.PERSON:
            self._name_forms(new, beside=0)
            self._note_flights(new)

    def _note_flights(self, people: Sequence[tuple[int, Item]]) -> None:
        self._flown += [
            (number, item)
            for number, item in people
            if isinstance(item, ListedItem) and item.told.get("flights")
        ]

    def _name_forms(self, people: Sequence[tuple[int, Item]], beside: int) -> None:
        """All the ways in which a person's name is typed, as for those of packs."""
        rows = [
            (form, number, _RANKS[rank] + beside)
            for number, item in people
            for form, rank in person_forms(item.name)
        ]
        self.additions.insert_missing("name_form", ("folded", "record_id", "rank"), rows)

    # ------------------------------------------------------------ known records

    def _meet(
        self,
        kind: RecordKind,
        there: Sequence[tuple[int, Item]],
        launches: Mapping[str, tuple[int, Any]],
    ) -> None:
        if not there:
            return
        names = dict(
            self.known.rows_of("record", ("id", "name"), "id", [each for each, _ in there])
        )
        vessels: dict[int, str | None] = {}
        if kind is K.SPACECRAFT:
            vessels = dict(
                self.known.rows_of(
                    "spacecraft", ("id", "vessel"), "id", [each for each, _ in there]
                )
            )
        for number, item in there:
            self.known.ids[kind, item.ref] = number
            vessel = vessels.get(number)
            if kind in _UNNAMED or (vessel and _shares(vessel, item.name)):
                item.name, item.names = names[number], []
        super()._meet(kind, there, launches)
        if kind is K.PERSON:
            self._name_forms(there, beside=BESIDE)
            self._note_flights(there)

    def _compare(
        self,
        kind: RecordKind,
        number: int,
        item: Item,
        row: Mapping[str, Any],
        launches: Mapping[str, tuple[int, Any]],
    ) -> None:
        refs = self._others(self._refs(item, launches))
        for each in self.matcher.differences(kind, item, row, refs, self._name_of):
            self.additions.claim(number, item, each)
        if kind is K.FLIGHT and isinstance(item, ListedItem):
            self._compare_crews(number, item)

    def _others(self, refs: Mapping[str, int]) -> dict[str, int]:
        """Those references that lead to records of others: a name of its own contradicts nobody."""
        owners = dict(self.known.rows_of("record", ("id", "pack_id"), "id", refs.values()))
        return {
            column: number
            for column, number in refs.items()
            if column not in ITSELF.values() and owners.get(number) != self.pack
        }

    def _compare_crews(self, number: int, item: ListedItem) -> None:
        rows = self.known.rows_of(
            "crew", ("person_id", "up", "down", "position"), "flight_id", [number]
        )
        for way, place in (("up", 1), ("down", 2)):
            if not item.told.get(way):
                continue
            ours = [row[0] for row in sorted(rows, key=lambda row: row[3]) if row[place]]
            theirs = [
                found
                for seat in item.seats
                if getattr(seat, way) and (found := self.known.find(seat.who)) is not None
            ]
            if set(ours) != set(theirs):
                said = Disagreement(f"crew_{way}", self._names(ours), self._names(theirs))
                self.additions.claim(number, item, said)

    def _was_aboard(self, flight: int, person: int) -> None:
        """A claim, unless a flight's crew has this person on the way up."""
        rows = self.known.rows_of("crew", ("person_id", "up", "position"), "flight_id", [flight])
        ours = [row[0] for row in sorted(rows, key=lambda row: row[2]) if row[1]]
        owner = self.known.rows_of("record", ("pack_id",), "id", [flight])[0][0]
        if person in ours or owner == self.pack:
            return
        said = Disagreement("crew_up", self._names(ours), self._names([*ours, person]))
        name = self._name_of(flight)
        self.additions.claim(flight, Item(K.FLIGHT, f"flight/{flight}", key_of(name), name), said)

    def _names(self, people: Sequence[int]) -> str:
        return ", ".join(self._name_of(each) for each in people) or "nobody"


def _shares(vessel: str, name: str) -> bool:
    """Whether a name is a vessel's: Space Shuttle Atlantis, Crew Dragon Endeavour."""
    words = set(fold(name).split())
    return any(word in words for word in fold(vessel).split())
