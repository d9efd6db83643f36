"""What cannot be of people: in two places at once, down without up, before birth.

A person's journeys are put into the order of time: up, down, up, down … Where
dates are vague, any order that they allow will do, so a journey is a problem
only if there is none in which it fits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacetimeline.dates import END, FIRST
from spacetimeline.packs import limits
from spacetimeline.packs.checks.certain import overlaps, surely_before
from spacetimeline.vocabularies import LaunchStatus, RecordKind

if TYPE_CHECKING:
    from datetime import datetime

    from spacetimeline.dates import VagueDate
    from spacetimeline.packs.reader import Path
    from spacetimeline.packs.world import MergedRecord, World


@dataclass(slots=True, eq=False)
class _Leg:
    """A person's way up or down on one flight, at some instant of ``[earliest, before)``."""

    flight: MergedRecord
    index: int
    up: bool
    lost: bool
    date: VagueDate | None
    nominal: datetime
    earliest: datetime
    before: datetime

    @property
    def free(self) -> bool:
        """Whether coming down needs no way up: not all of the flight's people are entered."""
        return not self.up and bool(self.flight.values["partial"])

    @property
    def when(self) -> str:
        return str(self.date) if self.date is not None else "at an unknown time"


def check(world: World) -> None:
    """Note what cannot be of people."""
    for key, legs in _journeys(world).items():
        person = world.of(RecordKind.PERSON)[key]
        _lifetime(world, person, legs)
        _places(world, person, legs)
    for person in world.of(RecordKind.PERSON).values():
        _family_name(world, person)
    _expeditions(world)
    _spacewalks(world)


def _journeys(world: World) -> dict[str, list[_Leg]]:
    """Each person's ways up and down, in nominal order."""
    people: dict[str, list[_Leg]] = {}
    for flight in world.of(RecordKind.FLIGHT).values():
        launch = world.get(RecordKind.LAUNCH, flight.values.get("launch"))
        if launch is not None and launch.values.get("status") is not LaunchStatus.FLOWN:
            continue  # nobody has gone up yet
        start = launch.values.get("date") if launch is not None else None
        end = flight.values["landing"].get("date")
        known = [each for each in (start, end) if each is not None]
        nominal = known[0].nominal_earliest if known else FIRST
        for index, entry in enumerate(flight.values["crew"]):
            legs = people.setdefault(entry["person"], [])
            if entry["up"]:
                legs.append(
                    _Leg(
                        flight, index, True, False, start,
                        nominal,
                        start.earliest if start is not None else FIRST,
                        start.before if start is not None else END,
                    )
                )  # fmt: skip
            if entry["down"] or entry["lost"]:
                legs.append(
                    _Leg(
                        flight, index, False, entry["lost"], end,
                        end.nominal_earliest if end is not None else nominal,
                        end.earliest if end is not None else (start.earliest if start is not None else FIRST),
                        end.before if end is not None else END,
                    )
                )  # fmt: skip
    for legs in people.values():
        # Of one instant: first whoever comes down somewhere else, then up, then down.
        own = {leg.flight.key for leg in legs if leg.up}
        legs.sort(key=lambda leg: (leg.nominal, 1 if leg.up else 2 if leg.flight.key in own else 0))
    return people


def _lifetime(world: World, person: MergedRecord, legs: list[_Leg]) -> None:
    born, died = person.values.get("born"), person.values.get("died")
    for leg in legs:
        if surely_before(leg.date, born):
            world.problem(
                leg.flight,
                ("crew", leg.index, "person"),
                f"{person.name} was born {born}, after this flight ({leg.when})",
                "check who flew, and the date of birth",
            )
            break
    for leg in legs:
        # Whoever died aboard still comes down; nobody goes up after death.
        if leg.up and surely_before(died, leg.date):
            world.problem(
                leg.flight,
                ("crew", leg.index, "person"),
                f"{person.name} died {died}, before this flight ({leg.when})",
                "check who flew, and the date of death",
            )
            break


def _places(world: World, person: MergedRecord, legs: list[_Leg]) -> None:
    """Nobody is in two places, and nobody comes down who did not go up."""
    if _alternate(legs) or _can_be(legs):
        return
    aboard: _Leg | None = None
    landed: _Leg | None = None
    lost: _Leg | None = None
    excess = 0
    for leg in legs:
        where = ("crew", leg.index, "up" if leg.up else "down")
        if leg.up:
            if lost is not None:
                world.problem(
                    leg.flight,
                    where,
                    f"{person.name} was lost with {lost.flight.name} ({lost.when}) and cannot go up again ({leg.when})",
                    "check who flew",
                )
            elif aboard is not None:
                excess += 1
                world.problem(leg.flight, where, *_two_places(person, aboard, leg, legs))
            aboard = leg
        else:
            if aboard is None and not leg.free:
                if excess:
                    excess -= 1  # has been told where the person was in two places
                else:
                    world.problem(leg.flight, where, *_not_up(person, leg, landed))
            aboard = None
            landed = leg
            lost = leg if leg.lost else lost


def _two_places(
    person: MergedRecord, first: _Leg, second: _Leg, legs: list[_Leg]
) -> tuple[str, str]:
    down = next((leg for leg in legs if not leg.up and leg.flight is first.flight), None)
    until = f" until {down.when}" if down is not None else ""
    message = (
        f"{person.name} cannot be in two places: up on {first.flight.name} since {first.when}{until}, "
        f"and going up on {second.flight.name} at {second.when}"
    )
    hint = (
        f"say on which flight they came down between the two: `- {{person: {person.key}, down: true}}`; "
        "if no pack has that flight, add it with `partial: true`"
    )
    return message, hint


def _not_up(person: MergedRecord, leg: _Leg, landed: _Leg | None) -> tuple[str, str]:
    """The problem of somebody who comes down without being up, maybe for the second time."""
    hint = (
        f"say on which flight they went up: `- {{person: {person.key}, up: true}}`; "
        "or say here `partial: true` if only some of its people are entered"
    )
    if landed is None:
        return f"{person.name} comes down ({leg.when}), but did not go up before", hint
    message = (
        f"{person.name} comes down ({leg.when}), but is down already, with {landed.flight.name} "
        f"({landed.when}), and did not go up again"
    )
    return message, f"check on which of the two they came down; else {hint}"


def _alternate(legs: list[_Leg]) -> bool:
    """Whether up and down take turns in nominal order."""
    is_up = False
    lost = False
    for leg in legs:
        if leg.up == is_up and not leg.free:
            return False
        if leg.up and lost:
            return False
        is_up, lost = leg.up, lost or leg.lost
    return True


def _can_be(legs: list[_Leg]) -> bool:
    """Whether there is any order, within the vagueness of the dates, that can be."""
    tries = 0

    def follow(rest: frozenset[int], now: datetime, is_up: bool) -> bool:
        nonlocal tries
        if not rest:
            return True
        tries += 1
        if tries > limits.MAX_TRIES:
            return True  # too vague to tell, so not certainly impossible
        last_call = min(legs[number].before for number in rest)
        for number in sorted(rest, key=lambda each: legs[each].before):
            leg = legs[number]
            at = max(now, leg.earliest)
            if at >= last_call or (leg.up == is_up and not leg.free):
                continue
            others = rest - {number}
            if leg.lost and any(legs[other].up for other in others):
                continue
            if not leg.up and any(
                legs[other].up and legs[other].flight is leg.flight for other in others
            ):
                continue
            if follow(others, at, leg.up):
                return True
        return False

    if len(legs) > limits.MAX_LEGS:
        return False  # nobody has travelled so often; the nominal order speaks
    return follow(frozenset(range(len(legs))), FIRST, False)


def _family_name(world: World, person: MergedRecord) -> None:
    family = person.values.get("family_name")
    if family is not None and family.casefold() not in person.name.casefold():
        world.problem(
            person,
            ("family_name",),
            f"{family!r} is no part of the name {person.name!r}",
            "write it as it stands in `name`",
        )
    for name in person.names:
        if name.family is not None and name.family.casefold() not in name.text.casefold():
            world.problem(
                person,
                ("names",),
                f"{name.family!r} is no part of the name {name.text!r}",
                "write it as it stands there",
            )


def _expeditions(world: World) -> None:
    for expedition in world.of(RecordKind.EXPEDITION).values():
        start, end = expedition.values.get("start"), expedition.values.get("end")
        seen: set[str] = set()
        for index, entry in enumerate(expedition.values["members"]):
            key = entry["person"]
            if key in seen:
                world.problem(
                    expedition, ("members", index), f"{key} is listed twice", "keep one of the two"
                )
            seen.add(key)
            _alive(world, expedition, ("members", index), key, start=start, end=end)
        station = world.get(RecordKind.SPACECRAFT, expedition.values.get("station"))
        gone = station.values.get("gone") if station is not None else None
        if station is not None and surely_before(gone, start):
            world.problem(
                expedition,
                ("start",),
                f"{station.name} was gone ({gone}) before it began ({start})",
                "check both dates",
            )


def _alive(
    world: World,
    record: MergedRecord,
    way: Path,
    key: str,
    *,
    start: VagueDate | None,
    end: VagueDate | None,
) -> None:
    """Nobody takes part before birth or after death."""
    person = world.of(RecordKind.PERSON)[key]
    born, died = person.values.get("born"), person.values.get("died")
    if surely_before(end or start, born):
        world.problem(record, way, f"{person.name} was born {born}, after this", "check who it was")
    elif surely_before(died, start):
        world.problem(record, way, f"{person.name} died {died}, before this", "check who it was")


def _spacewalks(world: World) -> None:
    """Nobody is on two spacewalks at once, or out from a craft that is not there."""
    outside: dict[str, list[MergedRecord]] = {}
    for walk in world.of(RecordKind.SPACEWALK).values():
        start, end = walk.values.get("start"), walk.values.get("end")
        _from_what_is_there(world, walk, start)
        seen: set[str] = set()
        for index, key in enumerate(walk.values.get("people", ())):
            if key in seen:
                world.problem(
                    walk, ("people", index), f"{key} is listed twice", "keep one of the two"
                )
                continue
            seen.add(key)
            _alive(world, walk, ("people", index), key, start=start, end=end)
            if start is not None:
                outside.setdefault(key, []).append(walk)
    for key, walks in outside.items():
        for first, second in overlaps(walks, "start", "end"):
            world.problem(
                second,
                ("people",),
                f"{key} is still outside on {first.key} (until {first.values.get('end')}) "
                f"when this begins ({second.values['start']})",
                "check the times of both",
            )


def _from_what_is_there(world: World, walk: MergedRecord, start: VagueDate | None) -> None:
    craft = world.get(RecordKind.SPACECRAFT, walk.values.get("craft"))
    if craft is None:
        return
    launch = world.get(RecordKind.LAUNCH, craft.values.get("launch"))
    launched = launch.values.get("date") if launch is not None else None
    gone = craft.values.get("gone")
    if surely_before(start, launched):
        message = f"{craft.name} was launched {launched}, after this ({start})"
    elif surely_before(gone, start):
        message = f"{craft.name} was gone ({gone}) before this ({start})"
    else:
        return
    world.problem(walk, ("start",), message, "check both dates")
