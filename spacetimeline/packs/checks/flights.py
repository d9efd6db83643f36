"""What cannot be of flights and their crews, taken one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacetimeline.packs.checks.certain import check_span
from spacetimeline.packs.defaults import citizenship_at
from spacetimeline.vocabularies import LaunchStatus, Reached, RecordKind

if TYPE_CHECKING:
    from spacetimeline.packs.world import MergedRecord, World

_HEIGHTS = {
    Reached.KARMAN_LINE: (100.0, None),
    Reached.FIFTY_MILES: (80.0, 100.0),
    Reached.NONE: (None, 80.0),
}
"""From and up to which height (km) a flight below orbit counts as having reached it."""


def check(world: World) -> None:
    """Note what cannot be of flights."""
    flown: dict[str, MergedRecord] = {}
    for flight in world.of(RecordKind.FLIGHT).values():
        _flight(world, flight)
        _crew(world, flight)
        craft = flight.values.get("craft")
        if craft is not None and flown.setdefault(craft, flight) is not flight:
            world.problem(
                flight,
                ("craft",),
                f"{craft} has made the flight {flown[craft].key} already",
                "a craft is put up once; a reused one is a craft of its own with the same `vessel`",
            )


def _flight(world: World, flight: MergedRecord) -> None:
    values = flight.values
    craft = world.get(RecordKind.SPACECRAFT, values.get("craft"))
    launch = world.get(RecordKind.LAUNCH, values.get("launch"))
    if craft is not None and craft.values.get("launch", values.get("launch")) != values.get(
        "launch"
    ):
        world.problem(
            flight,
            ("launch",),
            f"its craft {craft.key} was put up by the launch {craft.values['launch']}, not by {values['launch']}",
            "leave `launch` out: the craft knows its launch",
        )
    landed = values["landing"].get("date")
    if launch is not None and landed is not None:
        status = launch.values.get("status")
        launched = launch.values.get("date")
        way = ("landing", "date")
        if status in (None, LaunchStatus.FLOWN):
            check_span(world, flight, way, launched, landed, why="it lands before its launch")
        else:
            world.problem(
                flight,
                ("landing", "date"),
                f"it lands, but its launch {launch.key} is {status}",
                "add the launch's `outcome`, or leave the landing out",
            )
    if craft is not None and landed is not None:
        gone = craft.values.get("gone")
        check_span(
            world,
            flight,
            ("landing", "date"),
            landed,
            gone,
            why="its craft is gone before it lands",
        )
    apogee, reached = values.get("apogee"), values.get("reached")
    low, high = _HEIGHTS.get(reached, (None, None)) if reached else (None, None)
    if apogee is not None and (
        (low is not None and apogee < low) or (high is not None and apogee >= high)
    ):
        world.problem(
            flight,
            ("reached",),
            f"with an apogee of {apogee:g} km it did not reach {reached!s}, no more and no less",
            "100km from 100 km on, 80km from 80 km on, none below",
        )


def _crew(world: World, flight: MergedRecord) -> None:
    values = flight.values
    launch = world.get(RecordKind.LAUNCH, values.get("launch"))
    date = launch.values.get("date") if launch is not None else None
    seen: set[str] = set()
    for index, entry in enumerate(values["crew"]):
        key = entry["person"]
        if key in seen:
            world.problem(
                flight,
                ("crew", index, "person"),
                f"{key} is in the crew twice",
                "join the two entries: {up: true, down: true}",
            )
        seen.add(key)
        if "crew" in flight.broken:
            continue
        if not (entry["up"] or entry["down"] or entry["lost"]):
            world.problem(
                flight,
                ("crew", index),
                f"{key} is in the crew, but neither went up nor came down",
                "add `up: true`, `down: true` or both",
            )
        if entry["down"] and entry["lost"]:
            world.problem(
                flight,
                ("crew", index),
                f"{key} came down and was lost",
                "whoever was lost with the craft did not come down",
            )
        if entry["up"] and "represented" not in entry and date is not None:
            held = citizenship_at(world, key, date)
            if len(held) > 1:
                world.problem(
                    flight,
                    ("crew", index),
                    f"{key} was then a citizen of {' and '.join(held)}, so whom did they represent?",
                    f"add `represented: {held[0]}`",
                )
