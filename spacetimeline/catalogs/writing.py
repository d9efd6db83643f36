"""Items into the tables: new records, more about known ones, and claims where they disagree."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from spacetimeline.catalogs.adding import Additions, Numbers
from spacetimeline.catalogs.comparing import disagreements
from spacetimeline.catalogs.known import FEW, Known
from spacetimeline.catalogs.matching import Matcher
from spacetimeline.packs.columns import ITSELF, own_columns
from spacetimeline.packs.local_time import local_text
from spacetimeline.packs.tables import DATE_PARTS, date_columns, date_values, insert, update
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from spacetimeline.catalogs.items import Item, Ref
    from spacetimeline.catalogs.kinds import Catalog

# What stands for a value that nobody knows.
EMPTY = frozenset((None, "unknown"))


class Writer:
    """Writes what a catalogue tells into a database, inside the transaction of a connection.

    Args:
        connection: inside a transaction.
        catalog: whose items they are.
        pack: its number in the database.
        source: the number of the source that its records cite.
        numbers: of records that were here before and shall have their numbers again.
    """

    def __init__(
        self,
        connection: Connection,
        catalog: Catalog,
        pack: int,
        source: int,
        numbers: Mapping[tuple[str, str], int],
    ) -> None:
        self.connection = connection
        self.catalog = catalog
        self.pack = pack
        self.known = Known(connection, catalog.scheme, pack)
        self.matcher = (catalog.matcher or Matcher)(self.known)
        self._numbers = Numbers(connection, numbers)
        self.additions = Additions(connection, catalog, pack, source, self._numbers)
        self.counts: dict[str, list[int]] = {}
        self._parents: list[tuple[str, str, int, Ref]] = []

    def write(self, items: Sequence[Item]) -> list[bool]:
        """Write items of one kind; whether each made a record of its own."""
        if not items:
            return []
        kind = items[0].kind
        self._mention(items)
        # Of the few kinds one may be known by another of the same batch.
        one_by_one = kind in FEW
        found = [None] * len(items) if one_by_one else self.matcher.match(kind, items)
        made: list[bool] = []
        new: list[tuple[int, Item]] = []
        there: list[tuple[int, Item]] = []
        by_ref: dict[str, int] = {}
        for item, match in zip(items, found, strict=True):
            number = self.matcher.match(kind, [item])[0] if one_by_one else match
            number = by_ref.get(item.ref) if number is None else number  # twice in one batch
            made.append(number is None)
            if number is None:
                number = self._number(item)
                new.append((number, item))
            else:
                there.append((number, item))
            by_ref[item.ref] = number
            if kind in FEW:
                self.known.add(item, number)
        launches = self._launches(kind, items)
        self._add(kind, new, launches)
        self._meet(kind, there, launches)
        counts = self.counts.setdefault(kind.section, [0, 0])
        counts[0] += len(new)
        counts[1] += len(there)
        return made

    def begin_list(self) -> None:
        """A list of the catalogue begins."""
        self.known.begin_list()

    def take_refused(self) -> list[tuple[str, str]]:
        """Rows of the last lists that tell what cannot be: the key of each, and why."""
        return []

    def finish(self) -> None:
        """What can only be written once all records are there: bodies that are parts of others."""
        self.additions.write()
        for table, column, number, ref in self._parents:
            parent = self.known.find(ref)
            if parent is not None and parent != number:
                update(self.connection, table, ("id", column), [(number, parent)])
        self._parents.clear()

    # ------------------------------------------------------------ numbers and references

    def _number(self, item: Item) -> int:
        if item.kind in FEW:
            item.key = self.known.free_key(item.kind, item.key, self.catalog.name)
        return self._numbers.take(item.kind.value, item.key)

    def _mention(self, items: Sequence[Item]) -> None:
        """Make a record of whatever items refer to that is in no list, as far as it is told."""
        missing: dict[tuple[RecordKind, str], Item] = {}
        own = ITSELF.get(items[0].kind)
        ids, find = self.known.ids, self.known.find
        for item in items:
            refs = [ref for column, ref in item.refs.items() if column != own]
            for ref in (*refs, *[term.who for term in item.operators]):
                which = ref[:2]
                if which in ids or ref.kind not in FEW or which in missing:
                    continue
                if find(ref) is None:
                    missing[which] = self.catalog.mention(ref)
        for kind in FEW:
            some = [item for item in missing.values() if item.kind is kind]
            self.write(some)

    def _launches(
        self, kind: RecordKind, items: Sequence[Item]
    ) -> dict[str, tuple[int, tuple[Any, ...]]]:
        """The launches that craft refer to: by tag the number and the columns of the date."""
        if kind is not RecordKind.SPACECRAFT:
            return {}
        tags = {item.refs["launch_id"].ref.lower() for item in items if "launch_id" in item.refs}
        numbers = self.known.with_keys(RecordKind.LAUNCH, tags)
        columns = ("id", *date_columns("date"))
        dates = {
            row[0]: row[1:] for row in self.known.rows_of("launch", columns, "id", numbers.values())
        }
        return {tag: (number, dates[number]) for tag, number in numbers.items()}

    def _refs(self, item: Item, launches: Mapping[str, tuple[int, Any]]) -> dict[str, int]:
        """The records that an item refers to, by column."""
        found: dict[str, int] = {}
        for column, ref in item.refs.items():
            if ITSELF.get(item.kind) == column:
                continue  # it may come later: see `_note_parent`
            if ref.kind is RecordKind.LAUNCH:
                launch = launches.get(ref.ref.lower())
                target = None if launch is None else launch[0]
            else:
                target = self.known.find(ref)
            if target is not None:
                found[column] = target
        return found

    def _note_parent(self, number: int, item: Item) -> None:
        """What a record of our own is part of, which may come after it."""
        column = ITSELF.get(item.kind)
        if column is not None and column in item.refs:
            self._parents.append((item.kind.value, column, number, item.refs[column]))

    def _own(
        self, item: Item, refs: Mapping[str, int], launches: Mapping[str, tuple[int, Any]]
    ) -> dict[str, Any]:
        """The columns of an item's own table that it fills."""
        row: dict[str, Any] = {**item.values, **refs}
        for prefix, date in item.dates.items():
            row.update(zip(_date_columns(prefix), date_values(date), strict=True))
        if item.kind is RecordKind.LAUNCH:
            vehicle, site = refs.get("vehicle_id"), refs.get("site_id")
            row["family_id"] = self.known.families.get(vehicle) if vehicle else None
            zone = self.known.zones.get(site) if site else None
            if zone and "date" in item.dates:
                row["date_local"] = local_text(item.dates["date"], zone)
        elif item.kind is RecordKind.SPACECRAFT and "launch_id" in item.refs:
            launch = launches.get(item.refs["launch_id"].ref.lower())
            if launch is not None:
                row.update(zip(_date_columns("launched"), launch[1], strict=True))
        return row

    # ------------------------------------------------------------ new records

    def _add(
        self,
        kind: RecordKind,
        new: Sequence[tuple[int, Item]],
        launches: Mapping[str, tuple[int, Any]],
    ) -> None:
        if not new:
            return
        owns: list[dict[str, Any]] = []
        told: set[str] = set()
        find, record = self.known.find, self.additions.record
        for number, item in new:
            refs = self._refs(item, launches)
            self._note_parent(number, item)
            own = self._own(item, refs, launches)
            owns.append(own)
            told.update(own)
            if kind is RecordKind.VEHICLE:
                self.known.families[number] = refs.get("family_id")
            record(number, item)
            if item.operators:
                whos = [(find(term.who), term) for term in item.operators]
                self.additions.operators(
                    number, [(who, term) for who, term in whos if who is not None]
                )
        if "payload_position" in told:
            self._number_payloads(owns)
        self.additions.write_records()
        # Columns of which nothing is told cost as much as the others.
        columns = [column for column in own_columns(kind) if column in told]
        insert(
            self.connection,
            kind.value,
            ("id", "key", "name", *columns),
            [
                (number, item.key, item.name, *map(own.get, columns))
                for (number, item), own in zip(new, owns, strict=True)
            ],
        )
        self.additions.write()

    def _number_payloads(self, owns: Sequence[dict[str, Any]]) -> None:
        """Give craft their places among the payloads of their launch, after those there are."""
        payloads = [own for own in owns if own.get("payload_position") is not None]
        places = self.known.payload_counts(own.get("launch_id") for own in payloads)
        for own in payloads:
            launch = own.get("launch_id")
            if launch is None:
                own["payload_position"] = None
                continue
            own["payload_position"] = place = places.get(launch, 0)
            places[launch] = place + 1

    # ------------------------------------------------------------ known records

    def _meet(
        self,
        kind: RecordKind,
        there: Sequence[tuple[int, Item]],
        launches: Mapping[str, tuple[int, Any]],
    ) -> None:
        """More of records that are there: what is mine is filled up, other people's is left."""
        if not there:
            return
        columns = own_columns(kind)
        numbers = [number for number, _ in there]
        rows = {
            row[0]: dict(zip(columns, row[1:], strict=True))
            for row in self.known.rows_of(kind.value, ("id", *columns), "id", numbers)
        }
        owners = dict(self.known.rows_of("record", ("id", "pack_id"), "id", numbers))
        filled: dict[int, dict[str, Any]] = {}
        for number, item in there:
            refs = self._refs(item, launches) if owners[number] == self.pack else {}
            if owners[number] == self.pack:
                self._note_parent(number, item)
                told = self._own(item, refs, launches)
                row = filled.get(number, rows[number])
                gaps = {
                    column: value
                    for column, value in told.items()
                    if value is not None and row.get(column) in EMPTY and value != row.get(column)
                }
                if gaps:
                    filled[number] = {**row, **gaps}
            else:
                self._compare(kind, number, item, rows[number], launches)
            self.additions.more(number, item, mine=owners[number] == self.pack)
        update(
            self.connection,
            kind.value,
            ("id", *columns),
            [(number, *map(row.get, columns)) for number, row in filled.items()],
        )
        self.additions.write_more()

    def _compare(
        self,
        kind: RecordKind,
        number: int,
        item: Item,
        row: Mapping[str, Any],
        launches: Mapping[str, tuple[int, Any]],
    ) -> None:
        refs = self._refs(item, launches)
        for each in disagreements(kind, row, item.values, item.dates, refs, self._name_of):
            self.additions.claim(number, item, each)

    def _name_of(self, number: int) -> str:
        name = self.known.names_of.get(number)
        if name is None:
            name = str(self.known.rows_of("record", ("name",), "id", [number])[0][0])
            self.known.names_of[number] = name
        return name


@lru_cache(maxsize=64)
def _date_columns(prefix: str) -> tuple[str, ...]:
    return tuple(f"{prefix}_{part}" for part in DATE_PARTS)
