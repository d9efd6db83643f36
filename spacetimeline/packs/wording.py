"""Values of a record as the words of a message or of a claim."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from spacetimeline.dates import VagueDate
from spacetimeline.packs.world import Ref

if TYPE_CHECKING:
    from spacetimeline.packs.format.fields import Field
    from spacetimeline.packs.world import World


def value_text(world: World, value: Any, field: Field | None = None) -> str:
    """A value as text: dates as written, records by their names, lists joined by ``; ``.

    Args:
        world: where the names of records are.
        value: the value, as the merge has it.
        field: what it is a value of; without it keys stay keys.
    """
    if isinstance(value, VagueDate):
        return str(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Ref):
        return named(world, value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, list):
        return "; ".join(value_text(world, each, field) for each in value)
    if isinstance(value, dict):
        parts = field.parts if field else {}
        return ", ".join(
            f"{name} {value_text(world, each, parts.get(name))}" for name, each in value.items()
        )
    if field is not None and len(field.kinds) == 1:
        return named(world, Ref(field.kinds[0], value))
    return str(value)


def named(world: World, ref: Ref) -> str:
    """A record's name, or its key if there is no such record."""
    record = world.get(ref.kind, ref.key)
    return record.name if record else ref.key
