"""What a database has that a catalogue's rows may mean."""

# ruff: noqa: S608 - SQL is put together from our own constants; values travel beside it

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacetimeline.names import fold
from spacetimeline.packs.forms import OTHER, USUAL
from spacetimeline.packs.tables import fetch, marks
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from spacetimeline.catalogs.items import Item, Ref

FEW = (
    RecordKind.COUNTRY, RecordKind.ORGANIZATION, RecordKind.SITE, RecordKind.PAD,
    RecordKind.PLATFORM, RecordKind.FAMILY, RecordKind.VEHICLE,
)  # fmt: skip
"""Kinds of which there are so few that all are in memory; of the others some at a time."""

_AT_ONCE = 5_000

# So short a name in capitals is one of several bodies' initials.
_INITIALS = 5

# A launch may be known under another key; then its date and vehicle tell.
NEAR = 60
"""Seconds between two dates of one launch."""


class Known:
    """Which records there are, for the rows of one catalogue.

    Args:
        connection: of the database.
        scheme: under which the catalogue's own identifiers are kept.
        pack: the number of the catalogue, whose own records are no one else's.
    """

    def __init__(self, connection: Connection, scheme: str, pack: int) -> None:
        self.connection = connection
        self.scheme = scheme
        self.pack = pack
        self.ids: dict[tuple[RecordKind, str], int] = {}
        self.keys: set[tuple[RecordKind, str]] = set()
        self.families: dict[int, int | None] = {}
        self.zones: dict[int, str] = {}
        self._states: dict[int, int | None] = {}
        self._followed: set[tuple[int, int]] = set()
        self.names_of: dict[int, str] = {}
        self._pads: dict[tuple[int, str], int] = {}
        self._named: dict[tuple[RecordKind, str], set[int]] = {}
        self._others: dict[RecordKind, dict[tuple[str, str], int]] = {}
        self._others_craft: dict[int, list[int]] | None = None
        self.told_before: set[RecordKind] = set()
        self._read()

    def _read(self) -> None:
        few = [kind.value for kind in FEW]
        listed = marks(self.connection, len(few))
        mark = marks(self.connection, 1)
        rows = self._fetch(
            f"SELECT id, kind, key, name FROM record WHERE kind IN ({listed}) ORDER BY id", few
        )
        for number, kind, key, name in rows:
            self.keys.add((RecordKind(kind), key))
            self.names_of[number] = name
            if kind == RecordKind.COUNTRY:
                self.ids[RecordKind.COUNTRY, key] = number
        rows = self._fetch(
            "SELECT r.kind, i.value, r.id FROM identifier AS i JOIN record AS r ON "
            f"r.id = i.record_id WHERE i.scheme = {mark} AND r.kind IN ({listed}) ORDER BY i.id",
            [self.scheme, *few],
        )
        for kind, value, number in rows:
            self.ids[RecordKind(kind), value] = number
        rows = self._fetch(
            "SELECT r.kind, f.folded, r.id FROM name_form AS f JOIN record AS r ON "
            f"r.id = f.record_id WHERE r.kind IN ({listed}) AND f.rank IN ({USUAL}, {OTHER}) AND "
            f"(r.pack_id IS NULL OR r.pack_id <> {mark})",
            [*few, self.pack],
        )
        for kind, form, number in rows:
            self._named.setdefault((RecordKind(kind), form), set()).add(number)
        self.families = dict(self._fetch("SELECT id, family_id FROM vehicle", []))
        self._states = dict(self._fetch("SELECT id, country_id FROM organization", []))
        self._followed = set(self._fetch("SELECT predecessor_id, successor_id FROM succession", []))
        self.zones = dict(
            self._fetch("SELECT id, timezone FROM site WHERE timezone IS NOT NULL", [])
        )
        for (kind, ref), number in list(self.ids.items()):
            if kind is RecordKind.PAD:
                self._note_pad(ref, number)

    def _fetch(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return fetch(self.connection, statement, values)

    # ------------------------------------------------------------ few

    def find(self, ref: Ref) -> int | None:
        """The record of one of the few kinds that a catalogue calls so."""
        number = self.ids.get((ref.kind, ref.ref))
        if number is None and ref.kind is RecordKind.PAD:
            # A site that had two codes has its pads under one of them.
            site, _, pad = ref.ref.partition(" ")
            at = self.ids.get((RecordKind.SITE, site))
            number = None if at is None else self._pads.get((at, pad))
        return number

    def match_few(self, item: Item) -> int | None:
        """The record of one of the few kinds that an item tells of; None: it is new."""
        from spacetimeline.catalogs.items import Ref

        for ref in (item.ref, *item.alike):
            number = self.find(Ref(item.kind, ref))
            if number is not None:
                return number
        if item.kind is RecordKind.PAD:
            return None  # "LC1" is the name of dozens
        found: set[int] = set()
        for text in (item.name, *(name.text for name in item.names)):
            named = self._named.get((item.kind, fold(text)), set())
            if len(text) <= _INITIALS and text.isupper():
                # MAI is a ministry in Beijing and an institute in Moscow.
                named = {number for number in named if not self._is_abroad(item, number)}
            found |= named
        return found.pop() if len(found) == 1 else None

    def _is_abroad(self, item: Item, number: int) -> bool:
        """Whether an organization is of another state than a record, and of none that followed."""
        ref = item.refs.get("country_id")
        mine, its = None if ref is None else self.find(ref), self._states.get(number)
        if item.kind is not RecordKind.ORGANIZATION or mine is None or its is None:
            return False
        return mine != its and not {(mine, its), (its, mine)} & self._followed

    def named(self, kind: RecordKind, text: str) -> set[int]:
        """The records of one of the few kinds, of other packs, that have this name."""
        return self._named.get((kind, fold(text)), set())

    def add(self, item: Item, number: int) -> None:
        """Remember a record under what the catalogue calls it."""
        self.ids[item.kind, item.ref] = number
        self.names_of.setdefault(number, item.name)
        if item.kind is RecordKind.PAD:
            self._note_pad(item.ref, number)

    def _note_pad(self, ref: str, number: int) -> None:
        site, _, pad = ref.partition(" ")
        at = self.ids.get((RecordKind.SITE, site))
        if at is not None:
            self._pads.setdefault((at, pad), number)

    def free_key(self, kind: RecordKind, key: str, suffix: str) -> str:
        """The key, or one like it that no record has."""
        free, count = key, 1
        while (kind, free) in self.keys:
            free = f"{key}-{suffix}" if count == 1 else f"{key}-{suffix}-{count}"
            count += 1
        self.keys.add((kind, free))
        return free

    def without_tag(self) -> list[tuple[int, Any]]:
        """Launches that have no designation but a time: their numbers and dates."""
        return self._fetch(
            "SELECT id, date_start FROM launch WHERE cospar IS NULL AND date_start IS NOT NULL "
            "AND status = 'flown' AND date_precision IN ('second', 'millisecond', 'minute')",
            (),
        )

    # ------------------------------------------------------------ many

    def in_parts(self, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
        """Values, as many at a time as one statement takes."""
        some = tuple(values)
        for start in range(0, len(some), _AT_ONCE):
            yield some[start : start + _AT_ONCE]

    def begin_list(self) -> None:
        """A list of the catalogue begins: what those before it brought may be found."""
        self.told_before = {*self.told_before, *self._others}
        self._others.clear()

    def identified(
        self, kind: RecordKind, wanted: Sequence[tuple[str, str]]
    ) -> Mapping[tuple[str, str], int]:
        """The records that rows of this list may mean, by scheme and value.

        No two rows of a list tell of one thing. So the first list that tells of a kind can only
        mean other people's records, which are few, and are read at once.
        """
        if kind in self.told_before:
            return self.with_identifiers(kind, wanted)
        if kind not in self._others:
            mark = marks(self.connection, 1)
            rows = self._fetch(
                "SELECT i.scheme, i.value, r.id FROM identifier AS i JOIN record AS r ON r.id = "
                f"i.record_id WHERE r.kind = {mark} AND (r.pack_id IS NULL OR r.pack_id <> {mark}) "
                "ORDER BY r.id DESC",
                (kind.value, self.pack),
            )
            self._others[kind] = {(scheme, value): number for scheme, value, number in rows}
        return self._others[kind]

    def others_craft(self, launches: Iterable[int]) -> dict[int, int]:
        """Other people's craft of launches: the launch of each."""
        if self._others_craft is None:
            rows = self._fetch(
                "SELECT s.launch_id, s.id FROM spacecraft AS s JOIN record AS r ON r.id = s.id "
                "WHERE s.launch_id IS NOT NULL AND (r.pack_id IS NULL OR r.pack_id <> "
                f"{marks(self.connection, 1)}) ORDER BY s.id",
                (self.pack,),
            )
            self._others_craft = {}
            for launch, craft in rows:
                self._others_craft.setdefault(launch, []).append(craft)
        there = self._others_craft
        return {craft: launch for launch in launches for craft in there.get(launch, ())}

    def with_keys(self, kind: RecordKind, keys: Iterable[str]) -> dict[str, int]:
        """The records of a kind that have these keys."""
        found: dict[str, int] = {}
        for some in self.in_parts(dict.fromkeys(keys)):
            rows = self._fetch(
                f"SELECT key, id FROM record WHERE kind = {marks(self.connection, 1)} AND key IN "
                f"({marks(self.connection, len(some))})",
                (kind.value, *some),
            )
            found.update(rows)
        return found

    def with_identifiers(
        self, kind: RecordKind, wanted: Iterable[tuple[str, str]]
    ) -> dict[tuple[str, str], int]:
        """The records of a kind that have these identifiers, by scheme and value."""
        schemes: dict[str, dict[str, None]] = {}
        for scheme, value in wanted:
            schemes.setdefault(scheme, {})[value] = None
        found: dict[tuple[str, str], int] = {}
        for scheme, values in schemes.items():
            for some in self.in_parts(values):
                rows = self._fetch(
                    "SELECT i.value, r.id FROM identifier AS i JOIN record AS r ON r.id = "
                    f"i.record_id WHERE i.value IN ({marks(self.connection, len(some))}) AND "
                    f"i.scheme = {marks(self.connection, 1)} AND r.kind = "
                    f"{marks(self.connection, 1)} ORDER BY r.id DESC",
                    (*some, scheme, kind.value),
                )
                found.update(((scheme, value), number) for value, number in rows)
        return found

    def payload_counts(self, launches: Iterable[int | None]) -> dict[int, int]:
        """How many places among the payloads of launches are taken."""
        found: dict[int, int] = {}
        for some in self.in_parts({launch: None for launch in launches if launch is not None}):
            found.update(
                self._fetch(
                    "SELECT launch_id, MAX(payload_position) + 1 FROM spacecraft WHERE launch_id "
                    f"IN ({marks(self.connection, len(some))}) AND payload_position IS NOT NULL "
                    "GROUP BY launch_id",
                    some,
                )
            )
        return found

    def rows_of(
        self, table: str, columns: Sequence[str], column: str, numbers: Iterable[int]
    ) -> list[tuple[Any, ...]]:
        """The rows of a table whose column has one of these numbers."""
        names = ", ".join(f'"{name}"' for name in columns)
        found: list[tuple[Any, ...]] = []
        for some in self.in_parts(dict.fromkeys(numbers)):
            found += self._fetch(
                f'SELECT {names} FROM "{table}" WHERE "{column}" IN '
                f"({marks(self.connection, len(some))})",
                some,
            )
        return found
