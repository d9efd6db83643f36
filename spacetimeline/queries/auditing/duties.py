"""What people took part in: they were up then, and where it was."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from spacetimeline.dates import VagueDate
from spacetimeline.packs.checks.certain import surely_before, surely_overlap
from spacetimeline.queries.auditing.facts import when

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from spacetimeline.queries.auditing.facts import Duty, Facts, Found
    from spacetimeline.queries.auditing.journeys import Span
    from spacetimeline.queries.auditing.places import Places

    Spans = dict[int, list[Span]]

AT_ONCE = timedelta(minutes=1)
"""A crew that leaves in the minute in which the next one's time begins is no part of it."""


def check_walks(facts: Facts, spans: Spans, places: Places) -> Iterator[Found]:
    """A spacewalk lies inside a stay of each who walks, who is aboard what it starts from."""
    outside: dict[int, list[Duty]] = {}
    for walk in facts.walks.values():
        if walk.start is None:
            continue
        last = walk.end or walk.start
        for id_ in walk.people:
            told = f"{walk.name} ({when(walk.start)})"
            yield from _present(
                facts, spans, places, id_, told, [walk.id], walk.craft, walk.start, last,
                walk.start.before, last.earliest,
            )  # fmt: skip
            for other in outside.get(id_, ()):
                if surely_overlap((other.start or walk.start, other.end), (walk.start, walk.end)):
                    yield (
                        f"{facts.people[id_].name} is on {told}, but still on {other.name} "
                        f"({when(other.start)} to {when(other.end)})",
                        [id_, walk.id, other.id],
                    )
            outside.setdefault(id_, []).append(walk)


def check_expeditions(facts: Facts, spans: Spans, places: Places) -> Iterator[Found]:
    """The members of an expedition are in space, and at its station, at some time of it."""
    for expedition in facts.expeditions.values():
        start, end = expedition.start, expedition.end
        if start is None and end is None:
            continue
        for id_ in expedition.people:
            first = start or end
            last = end or start
            if first is None or last is None:
                continue
            told = f"{expedition.name} ({when(start)} to {when(end) if end else 'now'})"
            yield from _present(
                facts, spans, places, id_, told, [expedition.id], expedition.craft, last, first,
                last.before if end else _open(spans, id_, first),
                min(first.earliest + AT_ONCE, max(first.before, first.earliest + AT_ONCE)),
            )  # fmt: skip
