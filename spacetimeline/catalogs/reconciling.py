"""Where a catalogue's files and a database disagree; the database is only read."""

# ruff: noqa: S608 - SQL is put together from our own constants; values travel beside it

from __future__ import annotations

import os
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from spacetimeline.catalogs.comparing import date_in
from spacetimeline.catalogs.items import Item, RowError
from spacetimeline.catalogs.known import FEW, Known
from spacetimeline.catalogs.matching import Matcher
from spacetimeline.packs.columns import ITSELF, own_columns
from spacetimeline.packs.tables import date_columns, fetch, instant
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from spacetimeline.catalogs.kinds import Catalog, CatalogFile

DIFFERS, HERE, THERE = "differs", "missing here", "missing there"

BATCH = 5_000


class Found(NamedTuple):
    """One difference: `record` is the number of ours, None where we have none."""

    kind: str
    of: str
    name: str
    record: int | None
    attribute: str
    ours: str
    theirs: str
    row: str


@dataclass(slots=True)
class _Scope:
    """What the catalogue has been seen to hold, so that what it lacks can be told."""

    launches: set[int] = field(default_factory=set)
    craft: set[int] = field(default_factory=set)
    first: datetime | None = None
    last: datetime | None = None
    file: str = ""
    has_craft: bool = False

    def see(self, when: datetime) -> None:
        self.first = when if self.first is None else min(self.first, when)
        self.last = when if self.last is None else max(self.last, when)


def reconcile(connection: Connection, catalog: Catalog, path: str) -> list[Found]:
    """Where the files at a path and a database disagree, about launches and what they carried.

    Args:
        connection: of the database, which is only read.
        catalog: whose files they are.
        path: a folder or a file.

    Returns:
        what differs, what is missing here, and what is missing there, each in the order of the
        files, the last by key. A row that cannot be read is told as a difference without a
        record, its ``attribute`` empty.

    Raises:
        CatalogError: nothing there can be read.
    """
    files, _ = catalog.find(path)
    known = Known(connection, catalog.scheme, _pack(connection, catalog))
    work = _Reconciling(known, catalog)
    for file in files:
        work.file(file)
    found = work.found
    order = (DIFFERS, HERE)
    told = [one for kind in order for one in found if one.kind == kind]
    if any(file.is_part for file in files):
        return told  # a part says nothing of what is not in it
    return [*told, *_missing_there(known, work.scope)]


def _pack(connection: Connection, catalog: Catalog) -> int:
    rows = fetch(connection, "SELECT id, name FROM pack")
    return next((number for number, name in rows if name == catalog.name), -1)


class _Reconciling:
    def __init__(self, known: Known, catalog: Catalog) -> None:
        self.known = known
        self.matcher = (catalog.matcher or Matcher)(known)
        self.found: list[Found] = []
        self.scope = _Scope()
        # Launches that only the catalogue has: their payloads need no word of their own.
        self._theirs: set[str] = set()
        self._told: set[tuple[int, str, str]] = set()

    def file(self, file: CatalogFile) -> None:
        """Compare one file, some rows at a time."""
        name = os.path.basename(file.path)
        some: list[tuple[int, Item]] = []
        refused: list[Found] = []

        def refuse(number: int, reason: str, text: str) -> None:
            refused.append(Found(DIFFERS, "row", text, None, "", "", reason, f"{name}:{number}"))

        parts = file.kind.parts(file.columns)
        for number, fields in file.rows(refuse):
            try:
                some += (
                    (number, listing.item(mine, [])) for listing, _, mine in list(parts(fields))
                )
            except RowError as error:
                refuse(number, f"{error.column}: {error.message}", error.text)
            if len(some) >= BATCH:
                self._batch(name, some)
                some = []
        self._batch(name, some)
        self.found += refused

    def _batch(self, name: str, some: Sequence[tuple[int, Item]]) -> None:
        # What others refer to comes first, whatever the order of the rows.
        order = {kind: place for place, kind in enumerate(RecordKind)}
        ordered = sorted(some, key=lambda pair: order[pair[1].kind])
        for kind, group in groupby(ordered, key=lambda pair: pair[1].kind):
            mine = list(group)
            items = [item for _, item in mine]
            numbers = self.matcher.match(kind, items)
            if kind in FEW:
                for item, number in zip(items, numbers, strict=True):
                    if number is not None:
                        self.known.add(item, number)
            elif kind in {RecordKind.LAUNCH, RecordKind.SPACECRAFT}:
                self._compare(kind, name, mine, numbers)

    def _compare(
        self,
        kind: RecordKind,
        name: str,
        mine: Sequence[tuple[int, Item]],
        numbers: Sequence[int | None],
    ) -> None:
        columns = own_columns(kind)
        there = [number for number in numbers if number is not None]
        rows = {
            row[0]: dict(zip(columns, row[1:], strict=True))
            for row in self.known.rows_of(kind.value, ("id", *columns), "id", there)
        }
        names = dict(self.known.rows_of("record", ("id", "name"), "id", there))
        launches = self.known.with_keys(
            RecordKind.LAUNCH,
            {item.refs["launch_id"].ref.lower() for _, item in mine if "launch_id" in item.refs},
        )
        self._note(kind, name, mine, there)
        for (row, item), number in zip(mine, numbers, strict=True):
            where = f"{name}:{row}"
            if number is None:
                self._missing_here(kind, item, where)
                continue
            refs = self._refs(item, launches)
            differences = self.matcher.differences(kind, item, rows[number], refs, self._name)
            for attribute, ours, theirs in differences:
                if (number, attribute, theirs) in self._told:
                    continue  # another answer tells the same
                self._told.add((number, attribute, theirs))
                self.found.append(
                    Found(
                        DIFFERS, kind.value, names[number], number, attribute, ours, theirs, where
                    )
                )

    def _note(
        self, kind: RecordKind, name: str, mine: Iterable[tuple[int, Item]], there: list[int]
    ) -> None:
        if kind is RecordKind.SPACECRAFT:
            self.scope.craft.update(there)
            self.scope.has_craft |= any("payload_position" in item.values for _, item in mine)
            return
        self.scope.launches.update(there)
        self.scope.file = name
        for _, item in mine:
            if "date" in item.dates:
                self.scope.see(item.dates["date"].nominal_earliest)

    def _missing_here(self, kind: RecordKind, item: Item, where: str) -> None:
        if kind is RecordKind.LAUNCH:
            if item.ref in self._theirs:
                return
            self._theirs.add(item.ref)
        elif "launch_id" not in item.refs or item.refs["launch_id"].ref in self._theirs:
            return
        date = item.dates.get("date")
        said = f"{item.name} ({date})" if date else item.name
        self.found.append(Found(HERE, kind.value, item.ref, None, "", "", said, where))

    def _refs(self, item: Item, launches: dict[str, int]) -> dict[str, int | str]:
        found: dict[str, int | str] = {}
        for column, ref in item.refs.items():
            if column == ITSELF.get(item.kind):
                continue
            if ref.kind is RecordKind.LAUNCH:
                found[column] = launches.get(ref.ref.lower(), ref.ref)
            else:
                number = self.known.find(ref)
                found[column] = ref.ref if number is None else number
        return found

    def _name(self, number: int) -> str:
        if number not in self.known.names_of:
            self.known.names_of[number] = str(
                self.known.rows_of("record", ("name",), "id", [number])[0][0]
            )
        return self.known.names_of[number]


# ------------------------------------------------------------------ missing there

_LAUNCHES = (
    f"SELECT l.id, l.name, l.key, {', '.join(f'l.{column}' for column in date_columns('date'))} "
    "FROM launch AS l WHERE l.status = 'flown' AND l.cospar IS NOT NULL AND "
    "l.category IN ('orbital', 'deep space', 'marginal', 'from another body') "
    "AND l.date_start IS NOT NULL ORDER BY l.key"
)
_CRAFT = (
    "SELECT s.id, s.name, s.key, s.launch_id FROM spacecraft AS s WHERE "
    "s.payload_position IS NOT NULL AND s.launch_id IS NOT NULL ORDER BY s.key"
)


def _missing_there(known: Known, scope: _Scope) -> Iterator[Found]:
    """Our launches from the catalogue's first to its last that it lacks, and their payloads."""
    if scope.first is None or scope.last is None:
        return
    file = scope.file
    for row in fetch(known.connection, _LAUNCHES):
        number, name, key = row[:3]
        date = date_in(dict(zip(date_columns("date"), row[3:], strict=True)), "date")
        if number in scope.launches or not scope.first <= instant(row[4]) <= scope.last:
            continue
        yield Found(THERE, "launch", name, number, "", f"{key} ({date})", "", file)
    if not scope.has_craft:
        return
    for number, name, key, launch in fetch(known.connection, _CRAFT):
        if launch in scope.launches and number not in scope.craft:
            yield Found(THERE, "spacecraft", name, number, "", key, "", file)
