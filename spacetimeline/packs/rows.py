"""From the merged world to rows: what each record has in its own table and in its lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from spacetimeline.names import word_key
from spacetimeline.packs.columns import OF_KIND, ONCE, OWN, text
from spacetimeline.packs.defaults import citizenship_at
from spacetimeline.packs.forms import name_forms
from spacetimeline.packs.scripts import script_of
from spacetimeline.packs.tables import Row, date_values
from spacetimeline.vocabularies import NameKind, RecordKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from spacetimeline.packs.world import MergedClaim, MergedRecord, Ref, World

# A launch, its craft and its flight often share a name.
_word_key = lru_cache(maxsize=20_000)(word_key)

_OTHER_SCRIPTS = frozenset(
    {"ar", "be", "bg", "el", "fa", "he", "hi", "hy", "ja", "ka", "kk", "ko", "ky", "mk", "mn"}
    | {"ru", "tg", "th", "uk", "ur", "zh"}
)
"""Languages that are not written in Latin letters."""

CLIP = 80
"""A claim's name tells its value up to so many characters."""


@dataclass(slots=True, eq=False)
class Facts:
    """One record as rows.

    Attributes:
        kind: its kind.
        key: its key.
        pack: the pack that it lives in.
        name: its usual name.
        note: doubts and explanations.
        own: the values of its own table's columns.
        lists: of each table of lists its rows, without the record's id.
        forms: works out the rows of ``name_form``, which takes longer than all the rest.
    """

    kind: RecordKind
    key: str
    pack: str
    name: str
    note: str | None
    own: Row
    lists: dict[str, list[Row]] = field(default_factory=dict)
    forms: Callable[[], list[Row]] = list


def claim_keys(claims: Iterable[MergedClaim]) -> list[tuple[str, MergedClaim]]:
    """Each claim with its key: about what, which attribute, who says so.

    What overrides leave behind comes last in a world, so the other claims keep
    their keys when such a pack comes or goes.
    """
    given: dict[str, int] = {}
    keyed = []
    for claim in claims:
        key = f"{claim.about.key}.{claim.attribute or 'says'}.{claim.source}"
        given[key] = count = given.get(key, 0) + 1
        keyed.append((key if count == 1 else f"{key}-{count}", claim))
    return keyed


def keys_of(world: World) -> list[tuple[RecordKind, str]]:
    """Kind and key of every record of a world, claims too, in the order of their ids."""
    found = [(kind, key) for kind in OWN for key in sorted(world.of(kind))]
    found += ((RecordKind.CLAIM, key) for key in sorted(key for key, _ in claim_keys(world.claims)))
    return found


class Rows:
    """Turns a world without problems into rows.

    Args:
        world: the world.
        ids: the id of each record, by kind and key.
        packs: the id of each pack, by name.
    """

    def __init__(
        self,
        world: World,
        ids: Mapping[tuple[RecordKind, str], int],
        packs: Mapping[str, int],
    ) -> None:
        self.world = world
        self._ids = ids
        self._packs = packs
        self.payload_positions: dict[tuple[str | None, str], int] = {
            (launch.key, craft): position
            for launch in world.of(RecordKind.LAUNCH).values()
            for position, craft in enumerate(launch.values["payloads"])
        }
        self._ways_up = _ways_up(world)

    def all(self) -> Iterator[Facts]:
        """All records of the world, kind by kind, each kind by key, claims last."""
        for kind, parts in OWN.items():
            of_kind = OF_KIND.get(kind, ())
            for _, record in sorted(self.world.of(kind).items()):
                own: list[Any] = []
                for part in parts:
                    own += part.values(self, record)
                lists = self._shared(record)
                for table, rows in of_kind:
                    lists[table] = _once(table, rows(self, record))
                note = record.values.get("note")
                forms = partial(_forms, record)
                yield Facts(
                    kind, record.key, record.pack, record.name, note, tuple(own), lists, forms
                )
        for key, claim in sorted(claim_keys(self.world.claims), key=lambda pair: pair[0]):
            yield self._claim(key, claim)

    def id(self, kind: RecordKind, key: str | None) -> int | None:
        """The id of a record; None for no record."""
        return None if key is None else self._ids[kind, key]

    def ref(self, ref: Ref | None) -> int | None:
        """The id of a record of any kind; None for no record."""
        return None if ref is None else self._ids[ref.kind, ref.key]

    def represented(self, flight: MergedRecord, entry: Mapping[str, Any]) -> str | None:
        """The state under whose flag a member of a crew flew.

        Who only came down in this craft represents the state under whose flag
        they went up, whatever became of it meanwhile.
        """
        if "represented" in entry:
            return str(entry["represented"])
        landing = flight.values["landing"].get("date")
        if entry["up"] or landing is None:
            return None
        for launched, represented in reversed(self._ways_up.get(entry["person"], ())):
            if launched <= landing.nominal_earliest:
                return represented
        held = citizenship_at(self.world, entry["person"], landing)
        return held[0] if len(held) == 1 else None

    # ------------------------------------------------------- what every record has

    def _shared(self, record: MergedRecord) -> dict[str, list[Row]]:
        """Names, identifiers and sources."""
        names = [_name(0, record.name, _language(record), self._packs[record.pack])]
        names += (
            (
                position, name.text, name.lang, name.script, name.kind.value, text(name.since),
                text(name.until), _word_key(name.text), self._packs[name.pack],
            )
            for position, name in enumerate(record.names, 1)
        )  # fmt: skip
        return {
            "name": names,
            "identifier": [
                (position, scheme, value, self._packs[pack])
                for position, (scheme, value, pack) in enumerate(record.identifiers)
            ],
            "citation": [
                (self.id(RecordKind.SOURCE, source), position, self._packs[pack])
                for position, (source, pack) in enumerate(record.sources)
            ],
        }

    def _claim(self, key: str, claim: MergedClaim) -> Facts:
        source = self.id(RecordKind.SOURCE, claim.source)
        own = (
            self.ref(claim.about), claim.attribute, claim.value, source,
            *date_values(claim.date), claim.verdict.value, claim.note,
        )  # fmt: skip
        about = self.world.of(claim.about.kind)[claim.about.key].name
        said = claim.value if len(claim.value) <= CLIP else claim.value[: CLIP - 1].rstrip() + "…"
        name = f"{about}: {claim.attribute} {said}" if claim.attribute else f"{about}: {said}"
        pack = self._packs[claim.pack]
        lists: dict[str, list[Row]] = {
            "name": [_name(0, name, None, pack)],
            "citation": [(source, 0, pack)],
        }
        return Facts(RecordKind.CLAIM, key, claim.pack, name, None, own, lists)


def _language(record: MergedRecord) -> str | None:
    """The language of a record's own name: English, but a source keeps the title that it has.

    A title in Latin letters of a source in Russian or Chinese is our translation.
    """
    if record.kind is not RecordKind.SOURCE:
        return "en"
    language: str | None = record.values.get("language")
    if script_of(record.name) not in {None, "Latn"}:
        return language
    if language is None or record.name.startswith("["):
        return "en"
    base, _, more = language.partition("-")
    return "en" if base in _OTHER_SCRIPTS and "Latn" not in more else language


def _name(position: int, name: str, language: str | None, pack: int) -> Row:
    script = script_of(name)
    return (
        position, name, language, script, NameKind.ALIAS.value, None, None, _word_key(name), pack,
    )  # fmt: skip


def _forms(record: MergedRecord) -> list[Row]:
    return sorted(name_forms(record).items())


def _once(table: str, rows: Iterable[Row]) -> list[Row]:
    """A list's rows; where a record may stand only once, its first entry."""
    if table not in ONCE:
        return list(rows)
    first: dict[Any, Row] = {}
    for row in rows:
        first.setdefault(row[0], row)
    return list(first.values())


def _ways_up(world: World) -> dict[str, list[tuple[datetime, str | None]]]:
    """Of each person the launches that took them up, in time order, and for which state."""
    found: dict[str, list[tuple[datetime, str | None]]] = {}
    for flight in world.of(RecordKind.FLIGHT).values():
        launch = world.get(RecordKind.LAUNCH, flight.values.get("launch"))
        if launch is None or "date" not in launch.values:
            continue
        began = launch.values["date"].nominal_earliest
        for entry in flight.values["crew"]:
            if entry["up"]:
                found.setdefault(entry["person"], []).append((began, entry.get("represented")))
    for ways in found.values():
        ways.sort(key=lambda way: way[0])
    return found
