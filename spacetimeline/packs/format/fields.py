"""The schema as a table: of each kind of record its fields, and what they hold.

Made from the section classes, so there is no second list to keep. The merge
reads from it which fields are lists, mappings or references.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import typing_extensions

from spacetimeline.packs.format.header import Header
from spacetimeline.packs.format.sections import SECTIONS, Claim
from spacetimeline.packs.format.types import Refers
from spacetimeline.vocabularies import RecordKind


@dataclass(frozen=True, slots=True)
class Field:
    """What one field may hold.

    Attributes:
        name: the field.
        kinds: the kinds of record that it refers to; empty if it is no reference.
        is_list: whether it holds a list.
        parts: of a mapping, or of a list of mappings, the fields of the mapping.
    """

    name: str
    kinds: tuple[RecordKind, ...] = ()
    is_list: bool = False
    parts: dict[str, Field] = field(default_factory=dict)

    @property
    def many_kinds(self) -> bool:
        """Whether a value is a `Ref` after the merge, because several kinds may be meant."""
        return len(self.kinds) > 1

    @property
    def refers(self) -> bool:
        """Whether there is a reference in it, at the top or in its parts."""
        return bool(self.kinds) or any(part.kinds for part in self.parts.values())


def _field(name: str, hint: Any) -> Field:
    kinds: tuple[RecordKind, ...] = ()
    is_list = False
    while True:
        origin = typing_extensions.get_origin(hint)
        if origin in (typing_extensions.Required, typing_extensions.NotRequired):
            hint = typing_extensions.get_args(hint)[0]
        elif origin is typing.Annotated:
            for mark in hint.__metadata__:
                if isinstance(mark, Refers):
                    kinds = mark.kinds
            hint = hint.__origin__
        elif origin is list:
            is_list = True
            hint = typing_extensions.get_args(hint)[0]
        else:
            break
    parts = _fields(hint) if typing_extensions.is_typeddict(hint) else {}
    return Field(name, kinds, is_list, parts)


def _fields(section: Any) -> dict[str, Field]:
    hints = typing_extensions.get_type_hints(section, include_extras=True)
    return {name: _field(name, hint) for name, hint in hints.items()}


@cache
def fields(kind: RecordKind) -> dict[str, Field]:
    """The fields of a kind of record, by name."""
    return _fields(Claim if kind is RecordKind.CLAIM else SECTIONS[kind])


@cache
def referring_fields(kind: RecordKind) -> tuple[tuple[str, Field], ...]:
    """Those of them that refer to other records."""
    return tuple((name, field) for name, field in fields(kind).items() if field.refers)


@cache
def header_fields() -> dict[str, Field]:
    """The fields of what a pack says of itself."""
    return _fields(Header)
