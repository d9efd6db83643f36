"""What people took part in: they were up then, and where it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from spacetimeline.dates import END, FIRST, iso
from spacetimeline.dates.units import LENGTHS, Precision
from spacetimeline.packs.checks.certain import surely_before, surely_overlap
from spacetimeline.queries.auditing.facts import when

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from spacetimeline.dates import VagueDate
    from spacetimeline.queries.auditing.facts import Duty, Facts, Found
    from spacetimeline.queries.auditing.journeys import Span
    from spacetimeline.queries.auditing.places import Places

    Spans = dict[int, list[Span]]

AT_ONCE = timedelta(minutes=1)
"""A crew that leaves in the minute in which the next one's time begins is no part of it."""


@dataclass(slots=True)
class Need:
    """That somebody is up, and at a place.

    Attributes:
        told: what for, with its date.
        records: what for.
        craft: where; None where it is not told.
        by: when they must have gone up by; None: whenever.
        until: before when they cannot have come down; None: whenever.
        first: when they must be there by, at the latest.
        last: until when they must be there, at the least.
    """

    told: str
    records: list[int]
    craft: int | None
    by: VagueDate | None
    until: VagueDate | None
    first: datetime
    last: datetime


def check_walks(facts: Facts, spans: Spans, places: Places) -> Iterator[Found]:
    """A spacewalk lies inside a stay of each who walks, who is aboard what it starts from."""
    outside: dict[int, list[Duty]] = {}
    for walk in facts.walks.values():
        if walk.start is None:
            continue
        last = walk.end or walk.start
        told = f"{walk.name} ({when(walk.start)})"
        need = Need(told, [walk.id], walk.craft, walk.start, last, walk.start.before, last.earliest)
        for id_ in walk.people:
            yield from _present(facts, spans, places, id_, need)
            for other in outside.get(id_, ()):
                if surely_overlap((other.start or walk.start, other.end), (walk.start, walk.end)):
                    yield (
                        (
                            f"{facts.people[id_].name} is on {told}, but still on {other.name} "
                            f"({when(other.start)} to {when(other.end)})"
                        ),
                        [id_, other.id, walk.id],
                    )
            outside.setdefault(id_, []).append(walk)


def check_expeditions(facts: Facts, spans: Spans, places: Places) -> Iterator[Found]:
    """The members of an expedition are in space, and at its station, at some time of it."""
    for expedition in facts.expeditions.values():
        start, end = expedition.start, expedition.end
        until = f" to {when(end)}" if end is not None else ""
        need = Need(
            f"{expedition.name} ({when(start)}{until})",
            [expedition.id],
            expedition.craft,
            end,
            start,
            end.before if end is not None else END,
            _begun(start) if start is not None else FIRST,
        )
        for id_ in expedition.people:
            yield from _present(facts, spans, places, id_, need)


def _begun(start: VagueDate) -> datetime:
    """When an expedition has begun; one that is known to the minute begins with a departure."""
    to_the_minute = LENGTHS.get(Precision(start.precision), 2 * AT_ONCE) <= AT_ONCE
    return start.nominal_earliest + AT_ONCE if to_the_minute else start.earliest


def check_leavers(facts: Facts, spans: Spans, places: Places) -> Iterator[Found]:
    """Who is listed as leaving in a craft is up then, and can be in it."""
    for docking in facts.dockings.values():
        left = docking.undocked
        if left is None:
            continue
        craft = facts.crafts[docking.craft].name
        told = f"the undocking of {craft} ({when(left)})"
        need = Need(told, [docking.id], docking.craft, left, left, left.before, left.earliest)
        for id_ in docking.aboard:
            yield from _present(facts, spans, places, id_, need)


def _present(
    facts: Facts, of_person: Spans, places: Places, id_: int, need: Need
) -> Iterator[Found]:
    """Note that somebody cannot have been where they were needed, by all that they flew."""
    person = facts.people[id_]
    spans = of_person.get(id_, [])
    told = f"{person.name} is listed for {need.told}, but"
    up = [span for span in spans if not surely_before(need.by, span.start)]
    if not spans:
        yield f"{told} is on no flight that is entered", [id_, *need.records]
        return
    if not up:
        flight = spans[0].up
        yield (
            f"{told} went up only on {flight.name} ({when(spans[0].start)})",
            [id_, *need.records, flight.id],
        )
        return
    there = [span for span in up if need.until is None or span.last > need.until.earliest]
    if not there:
        span = up[-1]
        way = span.down or span.up
        came_down = (
            f"came down on {way.name} ({when(span.end)})"
            if span.down is not None
            else f"after {way.name} went up again, so was down by {iso(span.last)}"
        )
        yield f"{told} {came_down}", [id_, *need.records, way.id]
        return
    craft = need.craft
    if craft is None or any(
        places.can_be_at(span.up, span.down, craft, need.first, need.last) for span in there
    ):
        return
    span = there[-1]
    flights = [span.up.id] if span.down in (None, span.up) else [span.up.id, span.down.id]
    yield f"{told} {_elsewhere(facts, span, places, need)}", [id_, *need.records, *flights]


def _elsewhere(facts: Facts, span: Span, places: Places, need: Need) -> str:
    """Where somebody was instead, by the dockings of the craft that took them up and down."""
    craft = need.craft or 0
    place = places.whole(craft, need.first)
    came = places.reached(span.up).get(place)
    went = places.left(span.down).get(place) if span.down is not None else END
    down = f" and came down on {span.down.name} ({when(span.end)})" if span.down else ""
    where = facts.crafts[place].name
    if came is None or went is None:
        bounds = f"and no docking is entered that leads to {where} and back"
    elif came >= need.first:
        bounds = f"so came to {where} at {iso(came)} at the earliest"
    else:
        bounds = f"so left {where} by {iso(went)} at the latest"
    return f"went up on {span.up.name} ({when(span.start)}){down}, {bounds}"
