"""Which attributes each kind of record has, so that no claim is about one that does not exist.

Beside the fields of the format these are the attributes of the library's
records that it works out: a source may well dispute a duration.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import typing_extensions
from pydantic import TypeAdapter

from spacetimeline.dates import VagueDate
from spacetimeline.packs.format.fields import fields
from spacetimeline.packs.format.sections import SECTIONS
from spacetimeline.vocabularies import RecordKind, Vocabulary

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


@cache
def plain_value(kind: RecordKind, attribute: str) -> TypeAdapter[Any] | None:
    """What reads the values of an attribute that is a number, a date or a word of a vocabulary.

    None of any other attribute: what stands in text or in a list can be said in many ways.
    """
    hint: Any = SECTIONS[kind]
    for part in attribute.split("."):
        hints = (
            typing_extensions.get_type_hints(hint, include_extras=True)
            if typing_extensions.is_typeddict(hint)
            else {}
        )
        if part not in hints:
            return None
        hint = hints[part]
        while typing_extensions.get_origin(hint) in (
            typing_extensions.Required,
            typing_extensions.NotRequired,
        ):
            hint = typing_extensions.get_args(hint)[0]
        plain = hint
        while hasattr(plain, "__metadata__"):
            plain = plain.__origin__
        if typing_extensions.is_typeddict(plain):
            hint = plain
    is_plain = isinstance(plain, type) and (
        plain in (int, float, VagueDate) or issubclass(plain, Vocabulary)
    )
    return TypeAdapter(hint) if is_plain else None
