"""Where somebody can have been: who goes from craft to craft does so while they are docked."""

from __future__ import annotations

from collections import defaultdict
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from spacetimeline.dates import END, FIRST

if TYPE_CHECKING:
    from datetime import datetime

    from spacetimeline.queries.auditing.facts import Docking, Facts, Flight

    Contact = tuple[int, datetime, datetime]
    """What is docked, from when and until when at the most."""


class Places:
    """Which craft can be reached from which, and when, by the dockings that are entered."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._flight_of = {flight.craft: flight for flight in facts.flights.values()}
        self._contacts: dict[int, list[Contact]] = defaultdict(list)
        for docking in facts.dockings.values():
            first, last = self.times(docking)
            moment = docking.docked or docking.undocked
            instant = moment.nominal_earliest if moment is not None else None
            one, other = (self.whole(each, instant) for each in (docking.craft, docking.target))
            self._contacts[one].append((other, first, last))
            self._contacts[other].append((one, first, last))
        self._reached: dict[int, dict[int, datetime]] = {}
        self._left: dict[int, dict[int, datetime]] = {}

    def times(self, docking: Docking) -> tuple[datetime, datetime]:
        """From when and until when a craft may have been docked; its own end ends it too."""
        first = docking.docked.earliest if docking.docked is not None else FIRST
        if docking.undocked is not None:
            return first, docking.undocked.before
        flight = self._flight_of.get(docking.craft)
        ends = [
            flight.landing if flight is not None else None,
            self._facts.crafts[docking.craft].gone,
        ]
        return first, min((date.before for date in ends if date is not None), default=END)

    def whole(self, craft: int, instant: datetime | None) -> int:
        """The station that a craft is part of at a time, else itself."""
        seen = {craft}
        while True:
            wholes = [
                whole
                for whole, first, last in self._facts.parts.get(craft, ())
                if instant is None
                or ((first is None or first <= instant) and (last is None or instant < last))
            ]
            if not wholes or wholes[0] in seen:
                return craft
            craft = wholes[0]
            seen.add(craft)

    def reached(self, flight: Flight) -> dict[int, datetime]:
        """The craft that people of a flight could get to, and when at the earliest."""
        if flight.id not in self._reached:
            start = flight.launched.earliest if flight.launched is not None else FIRST
            found: dict[int, datetime] = {}
            ahead = [(start, flight.craft)]
            while ahead:
                at, place = heappop(ahead)
                if place in found:
                    continue
                found[place] = at
                for other, first, last in self._contacts.get(place, ()):
                    if other not in found and max(at, first) < last:
                        heappush(ahead, (max(at, first), other))
            self._reached[flight.id] = found
        return self._reached[flight.id]

    def left(self, flight: Flight) -> dict[int, datetime]:
        """The craft from which people could get to a flight's, and when at the latest."""
        if flight.id not in self._left:
            end = flight.landing.before if flight.landing is not None else END
            found: dict[int, datetime] = {}
            ahead = [(-_number(end), flight.craft, end)]
            while ahead:
                _, place, at = heappop(ahead)
                if place in found:
                    continue
                found[place] = at
                for other, first, last in self._contacts.get(place, ()):
                    if other not in found and first < min(at, last):
                        latest = min(at, last)
                        heappush(ahead, (-_number(latest), other, latest))
            self._left[flight.id] = found
        return self._left[flight.id]

    def can_be_at(
        self, up: Flight, down: Flight | None, craft: int, first: datetime, last: datetime
    ) -> bool:
        """Whether who went up and came down like this can have been in a craft then.

        Args:
            up: the flight up.
            down: the flight down; None where none is known.
            craft: the craft, or a part of a station.
            first: the latest instant at which they must have been there at first.
            last: the earliest instant at which they must have been there at last.
        """
        place = self.whole(craft, first)
        came = self.reached(up).get(place)
        if came is None or came >= first:
            return False
        if down is None:
            return True
        went = self.left(down).get(place)
        return went is not None and went > last


def _number(instant: datetime) -> float:
    return (instant - FIRST).total_seconds()
