"""What cannot be of dockings: two craft at one port, one craft at two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacetimeline.names import fold_word
from spacetimeline.packs.checks.certain import overlaps, surely_before
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from collections.abc import Hashable

    from spacetimeline.packs.world import MergedRecord, World


def check(world: World) -> None:
    """Note what cannot be of dockings."""
    ports: dict[Hashable, list[MergedRecord]] = {}
    crafts: dict[Hashable, list[MergedRecord]] = {}
    for docking in world.of(RecordKind.DOCKING).values():
        values = docking.values
        craft, target = values.get("craft"), values.get("target")
        if craft is not None and craft == target:
            world.problem(
                docking, ("target",), f"{craft} cannot dock to itself", "write what it docked to"
            )
            continue
        _there(world, docking, craft, "craft")
        _there(world, docking, target, "target")
        if "docked" in values and target is not None and "port" in values:
            ports.setdefault((target, fold_word(values["port"])), []).append(docking)
        if "docked" in values and craft is not None:
            crafts.setdefault(craft, []).append(docking)
    for dockings in ports.values():
        _one_at_a_port(world, dockings)
    for dockings in crafts.values():
        _at_one_port(world, dockings)


def _one_at_a_port(world: World, dockings: list[MergedRecord]) -> None:
    for first, second in overlaps(dockings, "docked", "undocked"):
        one, other = first.values.get("craft"), second.values
        if one != other.get("craft"):  # one craft docked twice is told on its own
            world.problem(
                second,
                ("port",),
                f"the port {other['port']} of {other['target']} is held by {one} ({_time(first)}) "
                f"when this docks ({other['docked']})",
                "check the port and the times of both",
            )


def _at_one_port(world: World, dockings: list[MergedRecord]) -> None:
    for first, second in overlaps(dockings, "docked", "undocked"):
        values = second.values
        world.problem(
            second,
            ("docked",),
            f"{values['craft']} is still docked to {first.values.get('target')} "
            f"({_time(first)}) when it docks here ({values['docked']})",
            "check the times of both",
        )


def _time(docking: MergedRecord) -> str:
    until = docking.values.get("undocked")
    return f"{docking.key}, from {docking.values['docked']}" + (f" to {until}" if until else "")


def _there(world: World, docking: MergedRecord, key: str | None, way: str) -> None:
    """Nothing docks before its launch, or after it was gone."""
    craft = world.get(RecordKind.SPACECRAFT, key)
    if craft is None:
        return
    launch = world.get(RecordKind.LAUNCH, craft.values.get("launch"))
    launched = launch.values.get("date") if launch is not None else None
    gone = craft.values.get("gone")
    for field in ("docked", "undocked"):
        date = docking.values.get(field)
        if surely_before(date, launched):
            message = f"{craft.name} was launched {launched}, after this ({date})"
        elif surely_before(gone, date):
            message = f"{craft.name} was gone ({gone}) before this ({date})"
        else:
            continue
        world.problem(docking, (field,), message, f"check the date, and the {way}")
        break
