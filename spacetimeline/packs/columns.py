"""Which field of a record goes into which column: one line a column, one table a kind.

Each kind has its own table; what a record has several of hangs on it in lists,
one table a list. What is kept twice so that one index serves (a launch's family,
a craft's launch date) is copied here, from the merged world, and only here.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from spacetimeline.packs.local_time import local_text
from spacetimeline.packs.tables import Row, date_columns, date_values
from spacetimeline.vocabularies import RecordKind as K

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacetimeline.dates import VagueDate
    from spacetimeline.packs.rows import Rows
    from spacetimeline.packs.world import MergedRecord, Ref


class Part(NamedTuple):
    """Some columns of a table, and how a record fills them."""

    columns: tuple[str, ...]
    values: Callable[[Rows, MergedRecord], Row]


class ListPart(NamedTuple):
    """A table that holds a list of a record, and how the record fills it."""

    table: str
    rows: Callable[[Rows, MergedRecord], Iterable[Row]]


# ------------------------------------------------------------ kinds of columns


def plain(value: Any) -> Any:
    """A value as databases take it: a word of a vocabulary as its text."""
    return value.value if isinstance(value, Enum) else value


def text(date: VagueDate | None) -> str | None:
    """A date that only qualifies an entry of a list, as it is kept."""
    return None if date is None else str(date)


def value(*names: str) -> Part:
    """Fields that go as they are into columns of the same names."""
    return Part(names, lambda _, record: tuple(plain(record.values.get(name)) for name in names))


def date(name: str, prefix: str | None = None) -> Part:
    """A vague date, in its seven columns."""
    return Part(
        date_columns(prefix or name), lambda _, record: date_values(record.values.get(name))
    )


def ref(kind: K, name: str, column: str | None = None) -> Part:
    """A reference to a record of one kind."""
    return Part(
        (f"{column or name}_id",), lambda rows, record: (rows.id(kind, record.values.get(name)),)
    )


def inside(name: str, *parts: str) -> Part:
    """Parts of a mapping: the place of a landing."""
    return Part(
        parts, lambda _, record: tuple(record.values.get(name, {}).get(part) for part in parts)
    )


def made(column: str, make: Callable[[Rows, MergedRecord], Any]) -> Part:
    """A column that is worked out."""
    return Part((column,), lambda rows, record: (make(rows, record),))


def made_date(prefix: str, find: Callable[[Rows, MergedRecord], VagueDate | None]) -> Part:
    """A date that stands elsewhere."""
    return Part(date_columns(prefix), lambda rows, record: date_values(find(rows, record)))


# ------------------------------------------------------------ what stands elsewhere


def _launch_date(rows: Rows, record: MergedRecord) -> VagueDate | None:
    launch = rows.world.get(K.LAUNCH, record.values.get("launch"))
    return launch.values.get("date") if launch else None


def _local(rows: Rows, launch: MergedRecord) -> str | None:
    site = rows.world.get(K.SITE, launch.values.get("site"))
    when, zone = launch.values.get("date"), site.values.get("timezone") if site else None
    return local_text(when, zone) if when and zone else None


def _family(rows: Rows, launch: MergedRecord) -> int | None:
    vehicle = rows.world.get(K.VEHICLE, launch.values.get("vehicle"))
    return rows.id(K.FAMILY, vehicle.values.get("family") if vehicle else None)


def _position(rows: Rows, craft: MergedRecord) -> int | None:
    return rows.payload_positions.get((craft.values.get("launch"), craft.key))


OWN: dict[K, tuple[Part, ...]] = {
    K.COUNTRY: (date("start"), date("end")),
    K.ORGANIZATION: (
        ref(K.COUNTRY, "country"), ref(K.ORGANIZATION, "parent"), date("start"), date("end"),
    ),
    K.SITE: (
        value("body"), ref(K.COUNTRY, "country"), value("latitude", "longitude", "timezone"),
    ),
    K.PAD: (ref(K.SITE, "site"), value("latitude", "longitude")),
    K.PLATFORM: (value("platform_kind"), ref(K.COUNTRY, "country")),
    K.FAMILY: (ref(K.FAMILY, "parent"), ref(K.ORGANIZATION, "manufacturer")),
    K.VEHICLE: (
        ref(K.FAMILY, "family"), value("variant"), ref(K.ORGANIZATION, "manufacturer"),
    ),
    K.LAUNCH: (
        date("date"), made("date_local", _local), ref(K.VEHICLE, "vehicle"),
        made("family_id", _family), ref(K.PAD, "pad"), ref(K.SITE, "site"),
        ref(K.PLATFORM, "platform"), ref(K.SITE, "ascent_site"),
        value("category", "outcome", "success_fraction", "code", "failure_cause", "status",
              "cospar"),
        ref(K.ORGANIZATION, "provider"), value("serial"),
    ),
    K.SPACECRAFT: (
        value("kind"), ref(K.LAUNCH, "launch"), made("payload_position", _position),
        made_date("launched", _launch_date), value("vessel", "bus"),
        made_date("released", lambda _, craft: craft.values.get("released", {}).get("date")),
        made("released_from_id",
             lambda rows, craft: rows.id(K.SPACECRAFT, craft.values.get("released", {}).get("from"))),
        ref(K.ORGANIZATION, "operator"), ref(K.ORGANIZATION, "manufacturer"),
        value("mass", "orbit", "perigee", "apogee", "inclination", "longitude", "status"),
        date("ended"), value("ended_how"), date("gone"), value("gone_how", "cospar", "norad"),
    ),
    K.PERSON: (value("family_name"), date("born"), date("died"), ref(K.ORGANIZATION, "agency")),
    K.FLIGHT: (
        ref(K.SPACECRAFT, "craft"), ref(K.LAUNCH, "launch"), made_date("launched", _launch_date),
        value("reached", "apogee", "outcome"),
        made_date("landing", lambda _, flight: flight.values["landing"].get("date")),
        inside("landing", "place", "latitude", "longitude"), value("call_sign", "partial"),
    ),
    K.EXPEDITION: (
        ref(K.SPACECRAFT, "station"), value("number", "kind"), date("start"), date("end"),
    ),
    K.DOCKING: (
        ref(K.SPACECRAFT, "craft"), ref(K.SPACECRAFT, "target"), value("port"), date("docked"),
        date("undocked"),
    ),
    K.SPACEWALK: (
        ref(K.SPACECRAFT, "craft"), date("start"), date("end"),
        made("place", lambda _, walk: plain(walk.values["where"])),
    ),
    K.PROGRAMME: (date("start"), date("end"), value("status")),
    K.EVENT: (
        value("kind"), date("date"), date("due"), value("status"),
        made("resolved_by_id", lambda rows, event: rows.ref(event.values.get("resolved_by"))),
        value("summary"),
    ),
    K.SOURCE: (
        value("publisher", "author"), date("date"), date("accessed"),
        value("url", "language", "licence"),
    ),
}  # fmt: skip
"""Each kind's own table, beside ``id``, ``key`` and ``name``, in an order in which nothing
is referred to before it is there."""

CLAIM = (
    "about_id", "attribute", "value", "source_id", *date_columns("date"), "verdict", "why",
)  # fmt: skip


# ------------------------------------------------------------ lists


def terms(table: str, name: str, what: str, kind: K) -> ListPart:
    """Records with their time: operators, citizenships, what a module was part of."""
    return ListPart(
        table,
        lambda rows, record: (
            (rows.id(kind, term[what]), position, text(term.get("since")), text(term.get("until")))
            for position, term in enumerate(record.values.get(name, ()))
        ),
    )


def refs(table: str, name: str) -> ListPart:
    """Records of any kind, in their order."""

    def row(rows: Rows, position: int, each: Ref) -> Row:
        return rows.ref(each), position

    return ListPart(
        table,
        lambda rows, record: (
            row(rows, position, each) for position, each in enumerate(record.values.get(name, ()))
        ),
    )


def keys(table: str, name: str, kind: K, *, ordered: bool = True) -> ListPart:
    """Records of one kind, in their order where it means something."""
    return ListPart(
        table,
        lambda rows, record: (
            (rows.id(kind, key), position) if ordered else (rows.id(kind, key),)
            for position, key in enumerate(record.values.get(name, ()))
        ),
    )


def _crew(rows: Rows, flight: MergedRecord) -> Iterable[Row]:
    for position, entry in enumerate(flight.values["crew"]):
        yield (
            rows.id(K.PERSON, entry["person"]), position, plain(entry.get("role")), entry["up"],
            entry["down"], entry["lost"], rows.id(K.COUNTRY, rows.represented(flight, entry)),
        )  # fmt: skip


def _members(rows: Rows, expedition: MergedRecord) -> Iterable[Row]:
    for position, entry in enumerate(expedition.values["members"]):
        yield rows.id(K.PERSON, entry["person"]), position, plain(entry.get("role"))


OPERATORS = terms("operation", "operators", "organization", K.ORGANIZATION)
PARTIES = refs("party", "parties")

OF_KIND: dict[K, tuple[ListPart, ...]] = {
    K.COUNTRY: (keys("succession", "predecessors", K.COUNTRY, ordered=False),),
    K.ORGANIZATION: (keys("succession", "predecessors", K.ORGANIZATION, ordered=False),),
    K.SITE: (OPERATORS, terms("site_country", "countries", "country", K.COUNTRY)),
    K.PAD: (OPERATORS,),
    K.PLATFORM: (OPERATORS,),
    K.SPACECRAFT: (OPERATORS, terms("part_of", "part_of", "craft", K.SPACECRAFT)),
    K.PERSON: (terms("citizenship", "citizenships", "country", K.COUNTRY),),
    K.FLIGHT: (ListPart("crew", _crew),),
    K.EXPEDITION: (ListPart("expedition_member", _members),),
    K.DOCKING: (keys("docking_aboard", "aboard", K.PERSON, ordered=False),),
    K.SPACEWALK: (keys("spacewalk_person", "people", K.PERSON),),
    K.PROGRAMME: (PARTIES,),
    K.EVENT: (PARTIES, refs("subject", "about")),
}
"""The lists that only some kinds have."""

_TERM = ("position", "since", "until")

LISTS: dict[str, tuple[str, ...]] = {
    "name": (
        "record_id", "position", "text", "language", "script", "kind", "since", "until",
        "word_key", "pack_id",
    ),
    "name_form": ("record_id", "folded", "rank"),
    "identifier": ("record_id", "position", "scheme", "value", "pack_id"),
    "citation": ("record_id", "source_id", "position", "pack_id"),
    "succession": ("successor_id", "predecessor_id"),
    "operation": ("record_id", "organization_id", *_TERM),
    "site_country": ("site_id", "country_id", *_TERM),
    "citizenship": ("person_id", "country_id", *_TERM),
    "part_of": ("part_id", "whole_id", *_TERM),
    "crew": ("flight_id", "person_id", "position", "role", "up", "down", "lost", "represented_id"),
    "expedition_member": ("expedition_id", "person_id", "position", "role"),
    "docking_aboard": ("docking_id", "person_id"),
    "spacewalk_person": ("spacewalk_id", "person_id", "position"),
    "party": ("record_id", "party_id", "position"),
    "subject": ("event_id", "subject_id", "position"),
}  # fmt: skip
"""The columns of each list's table; the first is the record that the list hangs on."""

ONCE = frozenset(
    {"succession", "expedition_member", "docking_aboard", "spacewalk_person", "party", "subject"}
)
"""Lists in which a record may stand only once."""

ITSELF = {K.ORGANIZATION: "parent_id", K.FAMILY: "parent_id", K.SPACECRAFT: "released_from_id"}
"""Columns by which a record refers to others of its own kind."""


def own_columns(kind: K) -> tuple[str, ...]:
    """The columns of a kind's own table beside ``id``, ``key`` and ``name``."""
    if kind is K.CLAIM:
        return CLAIM
    return tuple(column for part in OWN[kind] for column in part.columns)
