"""Who went up and came down, in the order of time: nobody twice, nobody from nowhere."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from spacetimeline.dates import END, FIRST, from_db, iso
from spacetimeline.packs.checks.certain import surely_before
from spacetimeline.packs.checks.people import _alternate, _can_be
from spacetimeline.packs.derive_stays import Journey, pairs
from spacetimeline.queries.auditing.facts import when

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from typing import Any

    from spacetimeline.dates import VagueDate
    from spacetimeline.queries.auditing.facts import Facts, Flight, Found, Person


@dataclass(slots=True)
class Span:
    """A time in space, from who went up and who came down: what a stay should be.

    Attributes:
        up: the flight up.
        down: the flight down; None where none is known.
        start: the launch.
        end: the landing, or loss; None where it is unknown, or did not happen yet.
        last: the first instant at which it is over for sure.
    """

    person: int
    up: Flight
    down: Flight | None
    start: VagueDate
    end: VagueDate | None
    last: datetime


@dataclass(slots=True, eq=False)
class Leg:
    """A way up or down, as the checks that run at a load look at it.

    They and this one judge by the same rules, so what a load lets pass an audit does too.
    """

    flight: Flight
    up: bool
    lost: bool
    date: VagueDate | None
    nominal: datetime
    earliest: datetime
    before: datetime

    @property
    def free(self) -> bool:
        """Whether coming down needs no way up: not all of the flight's people are entered."""
        return not self.up and self.flight.partial


def spans(facts: Facts) -> dict[int, list[Span]]:
    """The times in space of each person, by the rule that makes stays."""
    journeys: dict[int, list[Journey]] = defaultdict(list)
    for flight in facts.flights.values():
        if flight.reached == "none":
            continue
        launched, landing = flight.ways
        for seat in flight.seats.values():
            journeys[seat.person].append(
                Journey(
                    flight.id, flight.name, flight.reached, flight.outcome,
                    seat.up and flight.flown and flight.launched is not None,
                    seat.down, seat.lost, None, tuple(launched), tuple(landing),
                )
            )  # fmt: skip
    return {person: _spans(facts, person, each) for person, each in journeys.items()}


def _spans(facts: Facts, person: int, journeys: list[Journey]) -> list[Span]:
    found: list[Span] = []
    for pair in pairs(journeys):
        up = facts.flights[pair.up.flight]
        down = facts.flights[pair.down.flight] if pair.down is not None else None
        end = down.landing if down is not None else None
        if up.launched is not None:
            last = end.before if end is not None else END
            found.append(Span(person, up, down, up.launched, end, last))
    for one, following in pairwise(found):
        # Whoever goes up again has come down before, though nobody may say when.
        one.last = min(one.last, max(following.start.before, one.start.before))
    return found


def check(facts: Facts) -> Iterator[Found]:
    """What cannot be of each person's ways up and down."""
    # Which orders can be is judged in one place, the checks of a load; they look only at `Leg`.
    alternate: Callable[[list[Any]], bool] = _alternate
    can_be: Callable[[list[Any]], bool] = _can_be
    for id_, legs in _legs(facts).items():
        person = facts.people[id_]
        yield from _lifetime(person, legs)
        if not (alternate(legs) or can_be(legs)):
            yield from _in_order(person, legs)


def _legs(facts: Facts) -> dict[int, list[Leg]]:
    """Each person's ways up and down, in nominal order."""
    people: dict[int, list[Leg]] = defaultdict(list)
    for flight in facts.flights.values():
        if not flight.flown:
            continue  # nobody has gone up yet
        start, end = flight.launched, flight.landing
        first = next((date.nominal_earliest for date in (start, end) if date is not None), FIRST)
        for seat in flight.seats.values():
            legs = people[seat.person]
            if seat.up:
                legs.append(_leg(flight, start, first, up=True, lost=False))
            if seat.down or seat.lost:
                legs.append(_leg(flight, end, first, up=False, lost=seat.lost))
    for legs in people.values():
        # Of one instant: first whoever comes down somewhere else, then up, then down.
        own = {leg.flight.id for leg in legs if leg.up}
        legs.sort(key=lambda leg: (leg.nominal, 1 if leg.up else 2 if leg.flight.id in own else 0))
    return people


def _leg(flight: Flight, date: VagueDate | None, nominal: datetime, *, up: bool, lost: bool) -> Leg:
    if date is not None:
        return Leg(flight, up, lost, date, date.nominal_earliest, date.earliest, date.before)
    launched = flight.launched
    earliest = FIRST if up or launched is None else launched.earliest
    return Leg(flight, up, lost, None, nominal, earliest, END)


def _lifetime(person: Person, legs: list[Leg]) -> Iterator[Found]:
    """Nobody flies before birth or after death."""
    for leg in legs:
        flight = leg.flight
        way = "went up on" if leg.up else "came down on"
        told = f"{person.name} {way} {flight.name} ({when(leg.date)})"
        if surely_before(leg.date, person.born):
            yield f"{told}, but was born {when(person.born)}", [person.id, flight.id]
        # Whoever died aboard still comes down.
        elif leg.up and surely_before(person.died, leg.date):
            yield f"{told}, but died {when(person.died)}", [person.id, flight.id]


def _in_order(person: Person, legs: list[Leg]) -> Iterator[Found]:
    """What is wrong with ways up and down that cannot take turns."""
    aboard: Leg | None = None
    landed: Leg | None = None
    lost: Leg | None = None
    for leg in legs:
        flight = leg.flight
        told = f"{flight.name} ({when(leg.date)})"
        if leg.up and lost is not None:
            yield (
                (
                    f"{person.name} was lost with {lost.flight.name} ({when(lost.date)}), "
                    f"but went up again on {told}"
                ),
                [person.id, lost.flight.id, flight.id],
            )
        elif leg.up and aboard is not None:
            yield (
                (
                    f"{person.name} went up on {aboard.flight.name} ({when(aboard.date)}) and again "
                    f"on {told}, without coming down between the two"
                ),
                [person.id, aboard.flight.id, flight.id],
            )
        elif not leg.up and aboard is None and not leg.free:
            before = (
                "never went up before"
                if landed is None
                else f"was down since {when(landed.date)} ({landed.flight.name})"
            )
            yield (
                f"{person.name} came down on {told}, but {before}",
                [person.id, *([landed.flight.id] if landed is not None else []), flight.id],
            )
        if leg.up:
            aboard = leg
        else:
            aboard, landed = None, leg
            lost = leg if leg.lost else lost


def check_heads(facts: Facts) -> Iterator[Found]:
    """Heads up = heads down + lost + still up, in all: by the crews, and by the stays."""
    up = down = lost = strangers = 0
    stays = [stay for stay in facts.stays if stay.reached == "orbit"]
    ways_down = {(stay.person, stay.down) for stay in stays}
    for flight in facts.flights.values():
        if flight.reached != "orbit" or not flight.flown:
            continue
        for seat in flight.seats.values():
            went_up = seat.up and flight.launched is not None
            up += went_up
            down += seat.down
            lost += seat.lost and not seat.down
            # Of some flights not all people are entered: whose way up is in no pack is a stranger.
            open_to_all = flight.partial or flight.launched is None
            came_back = (seat.down or seat.lost) and not went_up
            strangers += open_to_all and came_back and (seat.person, flight.id) not in ways_down
    still = sum(stay.down is None for stay in stays)
    if up + strangers != down + lost + still:
        yield (
            (
                f"In all {up} went up to orbit, but {down} came down, {lost} were lost and {still} "
                "are still up by their stays: that does not add up"
            ),
            [],
        )


def check_stays(facts: Facts, of_person: dict[int, list[Span]]) -> Iterator[Found]:
    """Where the stays are not what the crews say: somebody changed the one without the other."""
    derived = defaultdict(list)
    for stay in facts.stays:
        derived[stay.person].append(stay)
    for id_ in sorted({*of_person, *derived}):
        person = facts.people[id_]
        stays = {stay.up: stay for stay in derived.get(id_, ())}
        for span in of_person.get(id_, ()):
            found = stays.pop(span.up.id, None)
            told = f"{person.name} went up on {span.up.name} ({when(span.start)})"
            way = (
                f"came down on {span.down.name} ({when(span.end)})"
                if span.down is not None
                else "is on no crew that came down"
            )
            if found is None:
                yield f"{told} by its crew, but has no stay that begins with it", [id_, span.up.id]
                continue
            other = facts.flights.get(found.down) if found.down is not None else None
            records = [id_, span.up.id, *([span.down.id] if span.down else []), found.id]
            ends = f"ends with {other.name} ({when(found.end)})" if other else "has no way down"
            if (span.down.id if span.down else None) != found.down:
                yield f"{told} and {way}, but the stay {found.name} {ends}", records
            elif (span.start, span.end) != (found.start, found.end):
                yield (
                    (
                        f"{told} and {way}, but the stay {found.name} lasts from {when(found.start)} "
                        f"to {when(found.end)}"
                    ),
                    records,
                )
        for stay in stays.values():
            yield (
                (
                    f"The stay {stay.name} begins {when(stay.start)}, but {person.name} is in no crew "
                    "that went up then"
                ),
                [id_, stay.id],
            )
        first = min(
            (stay.start.nominal_earliest for stay in derived.get(id_, ()) if stay.start),
            default=None,
        )
        kept = from_db(person.first_launch) if person.first_launch is not None else None
        if first != kept:
            yield (
                (
                    f"{person.name} is entered as first launched {iso(kept) if kept else 'never'}, "
                    f"but the first stay begins {iso(first) if first else 'never'}"
                ),
                [id_],
            )
