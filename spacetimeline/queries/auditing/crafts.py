"""What cannot be of craft: crews that change in free flight, two at one port, ghosts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from spacetimeline.names import fold_word
from spacetimeline.packs.checks.certain import surely_before, surely_overlap
from spacetimeline.queries.auditing.facts import when

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacetimeline.queries.auditing.facts import Docking, Facts, Flight, Found
    from spacetimeline.queries.auditing.journeys import Span
    from spacetimeline.queries.auditing.places import Places


def check_crews(facts: Facts, spans: dict[int, list[Span]], places: Places) -> Iterator[Found]:
    """A craft's crew changes only while docked: heads up = heads down + lost + who changed."""
    met = {
        craft for docking in facts.dockings.values() for craft in (docking.craft, docking.target)
    }
    for flight in facts.flights.values():
        whole = flight.reached == "orbit" and flight.flown and not flight.partial
        if whole and flight.ended and flight.craft not in met:
            yield from _left_behind(facts, flight)
    for id_, each in spans.items():
        person = facts.people[id_]
        for span in each:
            down = span.down
            if down is None or down is span.up or span.up.reached != "orbit":
                continue
            told = (
                f"{person.name} went up on {span.up.name} ({when(span.start)}) and came down on "
                f"{down.name} ({when(span.end)})"
            )
            records = [id_, span.up.id, down.id]
            came = places.reached(span.up).get(down.craft)
            if came is None or (down.landing is not None and came >= down.landing.before):
                yield f"{told}, but no docking is entered that leads to the other in time", records


def _left_behind(facts: Facts, flight: Flight) -> Iterator[Found]:
    """Who went up in a craft that met no other, and did not come down in it."""
    for seat in flight.seats.values():
        if seat.up and not (seat.down or seat.lost):
            person = facts.people[seat.person]
            yield (
                (
                    f"{person.name} went up on {flight.name} ({when(flight.launched)}), which met no "
                    f"other craft and landed {when(flight.landing)}, but did not come down on it"
                ),
                [person.id, flight.id],
            )


def check_dockings(facts: Facts) -> Iterator[Found]:
    """No port holds two craft, no craft is at two ports, none docks when it does not fly."""
    ports: dict[tuple[int, str], list[Docking]] = defaultdict(list)
    crafts: dict[int, list[Docking]] = defaultdict(list)
    flights = {flight.craft: flight for flight in facts.flights.values()}
    for docking in facts.dockings.values():
        yield from _in_flight(facts, docking, flights.get(docking.craft))
        if docking.docked is not None:
            crafts[docking.craft].append(docking)
            if docking.port is not None:
                ports[docking.target, fold_word(docking.port)].append(docking)
    for dockings in ports.values():
        for first, second in _at_once(dockings):
            if first.craft != second.craft:
                port = f"The port {second.port} of {facts.crafts[second.target].name}"
                told = f"{port} holds two craft: {_held(facts, first)} and {_held(facts, second)}"
                yield told, [first.id, second.id]
    for dockings in crafts.values():
        for first, second in _at_once(dockings):
            name = facts.crafts[first.craft].name
            told = (
                f"{name} is docked twice at once: {_held(facts, first)} and {_held(facts, second)}"
            )
            yield told, [first.id, second.id]


def _in_flight(facts: Facts, docking: Docking, flight: Flight | None) -> Iterator[Found]:
    """A craft docks and undocks between its launch and its end."""
    craft = facts.crafts[docking.craft]
    for date, what in ((docking.docked, "docked"), (docking.undocked, "undocked")):
        told = f"{craft.name} {what} {when(date)}"
        if flight is not None and surely_before(date, flight.launched):
            yield f"{told}, but was launched {when(flight.launched)}", [docking.id, flight.id]
            return
        if flight is not None and surely_before(flight.landing, date):
            yield f"{told}, but landed {when(flight.landing)}", [docking.id, flight.id]
            return
        if surely_before(craft.gone, date):
            yield f"{told}, but was gone {when(craft.gone)}", [docking.id, craft.id]
            return


def _at_once(dockings: Iterable[Docking]) -> Iterator[tuple[Docking, Docking]]:
    """Pairs of dockings that surely share an instant."""
    before: list[Docking] = []
    for second in dockings:
        for first in before:
            if (
                first.docked is not None
                and second.docked is not None
                and surely_overlap((first.docked, first.undocked), (second.docked, second.undocked))
            ):
                yield first, second
        before.append(second)


def _held(facts: Facts, docking: Docking) -> str:
    until = f" to {when(docking.undocked)}" if docking.undocked is not None else ""
    return f"{facts.crafts[docking.craft].name} from {when(docking.docked)}{until}"


def check_launches(facts: Facts) -> Iterator[Found]:
    """A flight's date is its launch's, of which it keeps a copy."""
    for flight in facts.flights.values():
        if flight.launch_date is not None and flight.launched != flight.launch_date:
            yield (
                (
                    f"{flight.name} is entered as launched {when(flight.launched)}, but its launch is "
                    f"dated {when(flight.launch_date)}"
                ),
                [flight.id],
            )
        if flight.flown and surely_before(flight.landing, flight.launched):
            yield (
                (
                    f"{flight.name} landed {when(flight.landing)}, before its launch "
                    f"({when(flight.launched)})"
                ),
                [flight.id],
            )
