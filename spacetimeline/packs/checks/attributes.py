"""Which attributes each kind of record has, so that no claim is about one that does not exist.

Beside the fields of the format these are the attributes of the library's
records that it works out: a source may well dispute a duration.
"""

from __future__ import annotations

from functools import cache

from spacetimeline.packs.format.fields import fields
from spacetimeline.vocabularies import RecordKind

_WORKED_OUT: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.COUNTRY: ("successors",),
    RecordKind.ORGANIZATION: ("successors", "launches"),
    RecordKind.SITE: ("pads", "launches"),
    RecordKind.PAD: ("launches", "country"),
    RecordKind.PLATFORM: ("launches",),
    RecordKind.FAMILY: ("first_launch", "last_launch", "launches", "families", "vehicles"),
    RecordKind.VEHICLE: ("first_launch", "last_launch", "launches"),
    RecordKind.LAUNCH: ("family", "flight", "date_local"),
    RecordKind.SPACECRAFT: ("modules", "flight", "dockings"),
    RecordKind.FLIGHT: ("duration", "crew_up", "crew_down", "dockings", "expeditions", "stays"),
    RecordKind.PERSON: ("flights", "stays", "time_in_space", "spacewalks"),
    RecordKind.EXPEDITION: ("duration",),
    RecordKind.DOCKING: ("duration",),
    RecordKind.SPACEWALK: ("duration",),
    RecordKind.PROGRAMME: ("events",),
}
# What is not disputed but only cited.
_NOT_CLAIMED = ("sources", "note", "identifiers")


@cache
def attributes(kind: RecordKind) -> frozenset[str]:
    """The attributes of a kind that a claim can be about: ``orbit``, ``landing.date``."""
    names: set[str] = {"key", "names"}
    for name, field in fields(kind).items():
        if name in _NOT_CLAIMED:
            continue
        names.add(name)
        names.update(f"{name}.{part}" for part in field.parts)
    return frozenset(names.union(_WORKED_OUT.get(kind, ())))
