"""What hangs on records: names, identifiers, sources, operators and claims of a catalogue."""

# ruff: noqa: S608 - SQL is put together from our own constants; values travel beside it

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from spacetimeline.designations import designation
from spacetimeline.names import fold, stored_keys, word_key
from spacetimeline.packs.forms import NAMELESS, OTHER, TYPED, USUAL
from spacetimeline.packs.scripts import script_of
from spacetimeline.packs.tables import Row, fetch, insert, marks, next_id
from spacetimeline.vocabularies import NameKind, RecordKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from spacetimeline.catalogs.comparing import Disagreement
    from spacetimeline.catalogs.items import Item, Term
    from spacetimeline.catalogs.kinds import Catalog

# A launch and its payload share a name, and so do many objects of one launch.
_SHARED = 4_096
_keys = lru_cache(maxsize=_SHARED)(stored_keys)


@lru_cache(maxsize=_SHARED)
def _written(text: str) -> tuple[str | None, str]:
    """The script of a name, and its words."""
    return script_of(text), word_key(text)


BESIDE = 10
"""Added to the rank of a name's form that a catalogue gives a record of somebody else's: the
names that its own pack gives it go before, and these can be taken out again."""

FIRST_BESIDE = 1_000
"""The place of the first name or identifier that a catalogue adds to somebody else's record."""

RECORD = ("id", "kind", "key", "name", "note", "pack_id")
NAME = (
    "record_id", "position", "text", "language", "script", "kind", "since", "until", "word_key",
    "pack_id",
)  # fmt: skip
IDENTIFIER = ("record_id", "position", "scheme", "value", "pack_id")
CITATION = ("record_id", "source_id", "position", "pack_id")
FORM = ("folded", "record_id", "rank")
OPERATION = ("record_id", "organization_id", "position", "since", "until")
CLAIM = ("id", "key", "name", "about_id", "attribute", "value", "source_id", "verdict", "why")

NUMBERED = frozenset((RecordKind.LAUNCH, RecordKind.SPACECRAFT))
"""Kinds of which each has a designation. By these, and by keys, whoever looks finds them without
a form: catalogues have tens of thousands."""

BARE = frozenset(("norad", "cospar", "gcat"))
"""Identifiers that are a name by themselves; bare numbers of others would pass for these."""


def identifiers_of(item: Item, scheme: str) -> list[tuple[str, str]]:
    """An item's identifiers, the catalogue's own too, unless its key is that already."""
    own = [] if item.kind is RecordKind.LAUNCH and scheme == "gcat" else [(scheme, item.ref)]
    return list(dict.fromkeys((*own, *item.identifiers)))


def forms_of(item: Item, identifiers: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The folded forms under which an item is found, each with its rank.

    Args:
        item: the record.
        identifiers: what `identifiers_of` gives for it.
    """
    forms: dict[str, int] = {}
    if item.kind in NAMELESS:
        return forms
    best = USUAL
    for text in (item.name, *[name.text for name in item.names]):
        rank = best
        for form in _keys(text):
            if rank < forms.get(form, TYPED + 1):
                forms[form] = rank
            rank = TYPED
        best = OTHER
    for value in _codes(item, identifiers):
        form = value if value.isdecimal() and value.isascii() else fold(value)
        if form and forms.get(form, TYPED) > OTHER:
            forms[form] = OTHER
    return forms


def _codes(item: Item, identifiers: Sequence[tuple[str, str]]) -> Iterator[str]:
    numbered = item.kind in NUMBERED
    if not numbered:
        yield item.key
    for its, value in identifiers:
        if its in BARE:
            if not numbered and value.lower() != item.key:
                yield value
        elif not value.isdecimal():
            yield value
            meant = designation(value)
            if meant is not None:
                yield meant.value


class Additions:
    """Gathers rows, and writes each table at once.

    Args:
        connection: inside a transaction.
        catalog: who adds.
        pack: its number.
        source: the number of its source.
        numbers: gives new records their numbers.
    """

    def __init__(
        self, connection: Connection, catalog: Catalog, pack: int, source: int, numbers: Numbers
    ) -> None:
        self.connection = connection
        self.catalog = catalog
        self.pack = pack
        self.source = source
        self.claims = 0
        self._numbers = numbers
        self._claim_keys: dict[str, int] = {}
        self._records: list[Row] = []
        self._names: list[Row] = []
        self._identifiers: list[Row] = []
        self._citations: list[Row] = []
        self._forms: list[Row] = []
        self._operations: list[Row] = []
        self._more: dict[int, list[tuple[Item, bool]]] = {}
        self._claims: list[tuple[int, Item, Disagreement]] = []

    # ------------------------------------------------------------ of new records

    def record(self, number: int, item: Item) -> None:
        """Everything that a new record has beside its own table."""
        pack = self.pack
        self._records.append((number, item.kind.value, item.key, item.name, item.note, pack))
        self._names.append(self._name(number, 0, item.name, NameKind.ALIAS, None))
        for position, name in enumerate(item.names, 1):
            self._names.append(self._name(number, position, name.text, name.kind, name.language))
        identifiers = identifiers_of(item, self.catalog.scheme)
        self._identifiers += [
            (number, position, scheme, value, pack)
            for position, (scheme, value) in enumerate(identifiers)
        ]
        self._citations.append((number, self.source, 0, pack))
        self._forms += [(form, number, rank) for form, rank in forms_of(item, identifiers).items()]

    def operators(self, number: int, terms: Iterable[tuple[int, Term]]) -> None:
        """Who operates it, in their order."""
        self._operations += [
            (number, who, position, term.since, term.until)
            for position, (who, term) in enumerate(terms)
        ]

    def _name(
        self, number: int, position: int, text: str, kind: NameKind, language: str | None
    ) -> Row:
        script, words = _written(text)
        return (
            number, position, text, language, script, kind.value, None, None, words, self.pack,
        )  # fmt: skip

    def write_records(self) -> None:
        """Write the registry, to which everything else refers."""
        insert(self.connection, "record", RECORD, self._records)
        self._records.clear()

    def write(self) -> None:
        """Write what hangs on the records that are written by now."""
        for table, columns, rows in (
            ("name", NAME, self._names),
            ("identifier", IDENTIFIER, self._identifiers),
            ("citation", CITATION, self._citations),
            ("name_form", FORM, sorted(self._forms)),
            ("operation", OPERATION, self._operations),
        ):
            insert(self.connection, table, columns, rows)
        for rows in (
            self._names, self._identifiers, self._citations, self._forms, self._operations,
        ):  # fmt: skip
            rows.clear()

    # ------------------------------------------------------------ of known records

    def more(self, number: int, item: Item, *, mine: bool) -> None:
        """What an item adds to a record that is there."""
        self._more.setdefault(number, []).append((item, mine))

    def claim(self, number: int, item: Item, difference: Disagreement) -> None:
        """The catalogue tells something else of a record than its pack."""
        self._claims.append((number, item, difference))

    def write_more(self) -> None:
        """Write names, identifiers and sources that known records lack, and the claims."""
        numbers = list(self._more)
        names = self._there("name", "text", numbers)
        identifiers = self._there("identifier", "value", numbers)
        cited = {
            number
            for number, source in self._rows("citation", ("record_id", "source_id"), numbers)
            if source == self.source
        }
        forms: dict[tuple[str, int], int] = {}
        for number, items in self._more.items():
            its_names, its_identifiers = names.get(number, set()), identifiers.get(number, set())
            for item, mine in items:
                place = len(its_names) + (0 if mine else FIRST_BESIDE)
                others = ((item.name, NameKind.ALIAS, None), *item.names)
                for text, kind, language in others:
                    if text not in its_names:
                        its_names.add(text)
                        self._names.append(
                            self._name(number, place, text, NameKind(kind), language)
                        )
                        place += 1
                place = len(its_identifiers) + (0 if mine else FIRST_BESIDE)
                its = identifiers_of(item, self.catalog.scheme)
                for scheme, value in its:
                    if value not in its_identifiers:
                        its_identifiers.add(value)
                        self._identifiers.append((number, place, scheme, value, self.pack))
                        place += 1
                beside = 0 if mine else BESIDE
                for form, alone in forms_of(item, its).items():
                    rank = alone + beside
                    if rank < forms.get((form, number), rank + 1):
                        forms[form, number] = rank
            if number not in cited:
                self._citations.append((number, self.source, FIRST_BESIDE, self.pack))
        self.insert_missing(
            "name_form", FORM, [(*pair, rank) for pair, rank in sorted(forms.items())]
        )
        self._more.clear()
        self.write()
        self._write_claims()

    def _there(self, table: str, column: str, numbers: Sequence[int]) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        for number, text in self._rows(table, ("record_id", column), numbers):
            found.setdefault(number, set()).add(text)
        return found

    def _rows(self, table: str, columns: Sequence[str], numbers: Sequence[int]) -> Iterator[Row]:
        names = ", ".join(columns)
        for start in range(0, len(numbers), 5_000):
            some = numbers[start : start + 5_000]
            yield from fetch(
                self.connection,
                f"SELECT {names} FROM {table} WHERE {columns[0]} IN "
                f"({marks(self.connection, len(some))})",
                some,
            )

    def insert_missing(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Put in those rows that are not there yet."""
        rows = list(rows)
        if rows:
            values = marks(self.connection, len(columns))
            self.connection.exec_driver_sql(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values}) "
                "ON CONFLICT DO NOTHING",
                rows,
            )

    def _write_claims(self) -> None:
        """Claims, unless a pack has told already that this source says so."""
        told = {
            (number, attribute, value)
            for number, source, attribute, value in self._rows(
                "claim",
                ("about_id", "source_id", "attribute", "value"),
                list({number for number, *_ in self._claims}),
            )
            if source == self.source
        }
        registry: list[Row] = []
        own: list[Row] = []
        for about, item, (attribute, ours, theirs) in self._claims:
            if (about, attribute, theirs) in told:
                continue
            told.add((about, attribute, theirs))
            key = self._claim_key(f"{item.kind}.{item.key}.{attribute}.{self.catalog.name}-import")
            number = self._numbers.take(RecordKind.CLAIM.value, key)
            name = f"{item.name}: {attribute} {theirs}"[:120]
            why = f"The imported catalogue says so; held is {ours}."
            registry.append((number, RecordKind.CLAIM.value, key, name, None, self.pack))
            own.append(
                (number, key, name, about, attribute, theirs, self.source,
                 Verdict.DISPUTED.value, why)
            )  # fmt: skip
            self._names.append(self._name(number, 0, name, NameKind.ALIAS, None))
            self._citations.append((number, self.source, 0, self.pack))
        self.claims += len(own)
        insert(self.connection, "record", RECORD, registry)
        insert(self.connection, "claim", CLAIM, own)
        self._claims.clear()
        self.write()

    def _claim_key(self, key: str) -> str:
        self._claim_keys[key] = count = self._claim_keys.get(key, 0) + 1
        return key if count == 1 else f"{key}-{count}"


class Numbers:
    """Gives new records their numbers: those that were here before get theirs back.

    Args:
        connection: of the database.
        before: the numbers of records that were taken out, by kind and key.
    """

    def __init__(self, connection: Connection, before: Mapping[tuple[str, str], int]) -> None:
        self._before = before
        self._next = max(next_id(connection, "record"), max(before.values(), default=0) + 1)

    def take(self, kind: str, key: str) -> int:
        """The number of a record that is new to the database."""
        number = self._before.get((kind, key))
        if number is None:
            number = self._next
            self._next += 1
        return number
