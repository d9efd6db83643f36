"""The folded forms under which `get` finds a record, each with its rank."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from spacetimeline.names import (
    FAMILY_ONLY,
    FAMILY_PART,
    INITIALS,
    PARTS,
    WHOLE,
    designation,
    fold,
    person_forms,
    stored_keys,
)
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacetimeline.packs.world import MergedRecord

USUAL, OTHER, TYPED, FAMILY, PART_OF_FAMILY = range(5)
"""Ranks: the usual name; other names and identifiers; ways to type them; a family name."""

_RANKS = {
    WHOLE: USUAL,
    PARTS: TYPED,
    INITIALS: TYPED,
    FAMILY_ONLY: FAMILY,
    FAMILY_PART: PART_OF_FAMILY,
}

NAMELESS = frozenset((RecordKind.CLAIM, RecordKind.DOCKING, RecordKind.SPACEWALK, RecordKind.STAY))
"""Nobody asks for these by name; their keys are in the registry like all others."""


# A launch, its craft and its flight often share a name.
_keys = lru_cache(maxsize=20_000)(stored_keys)
_person = lru_cache(maxsize=20_000)(person_forms)


def name_forms(record: MergedRecord) -> dict[str, int]:
    """Each folded form of a record's own names and identifiers, with the best rank it has."""
    forms: dict[str, int] = {}
    if record.kind not in NAMELESS:
        for form, rank in (*_of_names(record), *_of_identifiers(record)):
            if form and rank < forms.get(form, rank + 1):
                forms[form] = rank
    return forms


def _of_names(record: MergedRecord) -> Iterator[tuple[str, int]]:
    names = [(record.name, record.values.get("family_name"), USUAL)]
    names += ((name.text, name.family, OTHER) for name in record.names)
    for text, family, best in names:
        if record.kind is RecordKind.PERSON:
            yield from ((form, max(_RANKS[rank], best)) for form, rank in _person(text, family))
        else:
            for place, form in enumerate(_keys(text)):
                yield form, TYPED if place else best


def _of_identifiers(record: MergedRecord) -> Iterator[tuple[str, int]]:
    yield fold(record.key), OTHER
    yield fold(record.values.get("cospar", "")), OTHER
    for scheme, value, _ in record.identifiers:
        # Bare numbers of other catalogues would pass for catalogue numbers.
        if scheme == "norad" or not value.isdecimal():
            yield fold(value), OTHER
            found = designation(value)
            if found is not None:
                yield fold(found.value), OTHER
