"""The longest, the most, the youngest: what stands out among stays, flights and spacewalks."""

from __future__ import annotations

from datetime import timedelta

from spacetimeline.dates import VagueDate
from spacetimeline.output.schema import NUMBER, WORD
from spacetimeline.queries.fields import DATE_PARTS, Date, seconds
from spacetimeline.queries.flown import now
from spacetimeline.queries.listed import Listed
from spacetimeline.queries.people import FLIGHTS, SPACEWALKS, STAYS
from spacetimeline.queries.population import only, steps, ups, within
from spacetimeline.queries.rows import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from spacetimeline.models import Flight, Person, Spacewalk
    from spacetimeline.queries.listed import Numbered
    from spacetimeline.queries.lookup import Lookup
    from spacetimeline.queries.population import Columns, Up
    from spacetimeline.queries.subject import Criteria


class Superlative(Row):
    """What stands out, and who or what it is.

    Attributes:
        title: what it is: ``longest stay in orbit``.
        holder: the person, flight or spacewalk; where several share it, there is a row for
            each, in time order. Of many the first alone, and the title says of how many.
        value: a duration, or a number.
        date: when the stay, flight or spacewalk began that made it (UTC).
    """

    __slots__ = ("date", "holder", "title", "value")
    title: str
    holder: Person | Flight | Spacewalk
    value: timedelta | int
    date: VagueDate


SECONDS = "s"
"""The unit of durations; flat rows have the number of seconds."""

MOST_HOLDERS = 5
"""If more share a superlative, only the first is named."""

PLACES = {"orbit": "in orbit", "100km": "above 100 km", "80km": "above 80 km"}

_FLIGHTS = (
    "SELECT flight.id, flight.name, flight.key, "
    + ", ".join(f"flight.{end}_{part}" for end in ("launched", "landing") for part in DATE_PARTS)
    + ", (SELECT COUNT(*) FROM crew AS cr WHERE cr.flight_id = flight.id AND cr.up), "
    "COALESCE((SELECT l.status FROM launch AS l WHERE l.id = flight.launch_id), 'flown') "
    "FROM flight"
)
_WALKS = (
    "SELECT spacewalk.id, spacewalk.name, spacewalk.key, "
    + ", ".join(f"spacewalk.{end}_{part}" for end in ("start", "end") for part in DATE_PARTS)
    + " FROM spacewalk"
)
_WALKERS = (
    "SELECT sp.spacewalk_id, p.id, p.name, p.key "
    "FROM spacewalk_person AS sp JOIN person AS p ON p.id = sp.person_id"
)


class Holder:
    """A record that may hold a superlative: its kind, id, name, key."""

    __slots__ = ("id", "key", "kind", "name")

    def __init__(self, kind: str, id: int, name: str, key: str) -> None:
        self.kind = kind
        self.id = id
        self.name = name
        self.key = key


class Entrant:
    """Somebody or something with a value, and the date of what made it."""

    __slots__ = ("date", "holder", "value")

    def __init__(self, holder: Holder, value: float, date: Columns) -> None:
        self.holder = holder
        self.value = value
        self.date = date


def precise(date: Columns) -> bool:
    """Whether a date is known to the minute, so that hours can be compared."""
    return date[0] is not None and not date[6] and seconds(date[1], date[2]) <= 60


def to_the_day(date: Columns) -> bool:
    """Whether a date is known to the day, which is enough for months and ages."""
    return date[0] is not None and not date[6] and seconds(date[1], date[2]) <= 86_400


def span(start: Columns, end: Columns) -> float:
    """Seconds between two dates' nominal starts."""
    return seconds(start[1], end[1])


def _person(stay: Up) -> Holder:
    return Holder("person", stay.person, stay.name, stay.key)


def _best(
    title: str, unit: str, entrants: Iterable[Entrant], *, least: bool = False
) -> Iterable[tuple[str, str, Entrant]]:
    """The entrants with the greatest value, or the least, in time order."""
    ranked = list(entrants)
    if not ranked:
        return []
    top = (min if least else max)(one.value for one in ranked)
    first = sorted(
        (one for one in ranked if one.value == top), key=lambda one: (one.date[1], one.holder.key)
    )
    if len(first) > MOST_HOLDERS:
        return [(f"{title} (first of {len(first)})", unit, first[0])]
    return [(title, unit, one) for one in first]


def _of_stays(stays: Sequence[Up], place: str) -> Iterable[tuple[str, str, Entrant]]:
    over = [stay for stay in stays if stay.end[0] is not None]
    known = [stay for stay in over if to_the_day(stay.start) and to_the_day(stay.end)]
    yield from _best(f"longest stay {place}", SECONDS, map(_length, known))
    # A landing known to the day may be said to be hours too early: too much for the shortest.
    brief = [stay for stay in known if stay.status == "landed" and _to_the_minute(stay)]
    yield from _best(f"shortest stay {place}", SECONDS, map(_length, brief), least=True)
    yield from _best(
        f"longest total time {place}",
        SECONDS,
        _totals(over, lambda stay: span(stay.start, stay.end)),
    )
    yield from _best(f"most stays {place}", "stays", _totals(stays, lambda _: 1))
    ages = [
        Entrant(_person(stay), span(stay.born, stay.start), stay.start)
        for stay in stays
        if to_the_day(stay.born) and to_the_day(stay.start)
    ]
    yield from _best(f"youngest {place}", SECONDS, ages, least=True)
    yield from _best(f"oldest {place}", SECONDS, ages)


def _to_the_minute(stay: Up) -> bool:
    return precise(stay.start) and precise(stay.end)


def _length(stay: Up) -> Entrant:
    return Entrant(_person(stay), span(stay.start, stay.end), stay.start)


def _totals(stays: Sequence[Up], worth: Callable[[Up], float]) -> Iterable[Entrant]:
    """What each person's stays are worth together; the last one made it."""
    found: dict[int, Entrant] = {}
    for stay in stays:
        one = found.setdefault(stay.person, Entrant(_person(stay), 0, stay.start))
        one.value += worth(stay)
        one.date = stay.start
    return found.values()


def _of_population(
    stays: Sequence[Up], criteria: Criteria, place: str, flights: dict[int, Holder]
) -> Iterable[tuple[str, str, Entrant]]:
    """The most people at once, and the longest time with somebody up; the launch holds both."""
    crowds, runs = [], []
    began: Any = None
    for step in steps(stays):
        flight = _arrival(step.ups, step.instant, flights)
        if step.ups and flight is not None and within(criteria, step.instant):
            crowds.append(Entrant(flight, len(step.ups), step.date))
        if step.ups and began is None:
            began = (step, flight)
        elif not step.ups and began is not None:
            start, flight = began
            began = None
            if flight is not None and within(criteria, start.instant):
                runs.append(Entrant(flight, span(start.date, step.date), start.date))
    if began is not None:  # somebody is up, and vouched for without an end
        start, flight = began
        if flight is not None and within(criteria, start.instant):
            runs.append(Entrant(flight, seconds(start.instant, now()), start.date))
    yield from _best(f"most people {place} at once", "people", crowds)
    yield from _best(f"longest time with people {place} without a break", SECONDS, runs)


def _arrival(stays: Sequence[Up], instant: str, flights: dict[int, Holder]) -> Holder | None:
    """The flight that brought somebody at this instant; the last one up where only some left."""
    last = stays[-1] if stays else None
    return flights.get(last.flight) if last is not None and last.start[1] == instant else None


def _of_flights(rows: Sequence[Any], place: str) -> Iterable[tuple[str, str, Entrant]]:
    flown = [
        (Holder("flight", *row[:3]), row[3:10], row[10:17], row[17])
        for row in rows
        if row[18] == "flown" and row[3] is not None
    ]
    lengths = [
        Entrant(holder, span(launched, landed), launched)
        for holder, launched, landed, _ in flown
        if to_the_day(launched) and to_the_day(landed)
    ]
    yield from _best(f"longest flight of a craft with people {place}", SECONDS, lengths)
    crews = [Entrant(holder, people, launched) for holder, launched, _, people in flown if people]
    yield from _best("most people launched in one craft", "people", crews)


def _of_walks(
    walks: Sequence[Any], walkers: dict[int, list[Holder]]
) -> Iterable[tuple[str, str, Entrant]]:
    lengths: list[Entrant] = []
    numbers: dict[int, Entrant] = {}
    totals: dict[int, Entrant] = {}
    for row in walks:
        start, end = row[3:10], row[10:17]
        if start[0] is None or not walkers.get(row[0]):
            continue
        length = span(start, end) if precise(start) and precise(end) else None
        if length is not None:
            lengths.append(Entrant(Holder("spacewalk", *row[:3]), length, start))
        for person in walkers[row[0]]:
            _add(numbers, person, 1, start)
            # A doubt of minutes does not matter to a sum of days; leaving the walk out would.
            _add(totals, person, span(start, end) if end[0] is not None else 0, start)
    yield from _best("longest spacewalk", SECONDS, lengths)
    yield from _best("most spacewalks", "spacewalks", numbers.values())
    timed = [one for one in totals.values() if one.value]
    yield from _best("longest total time on spacewalks", SECONDS, timed)


def _add(found: dict[int, Entrant], person: Holder, value: float, date: Columns) -> None:
    one = found.setdefault(person.id, Entrant(person, 0, date))
    one.value += value
    one.date = date


def _walks(
    lookup: Lookup, criteria: Criteria, stays: Sequence[Up]
) -> tuple[Sequence[Any], dict[int, list[Holder]]]:
    """The spacewalks asked for, and of their people those who count."""
    statement = SPACEWALKS.statement(lookup, only(SPACEWALKS, criteria, TIMES))
    walks = lookup.rows(_WALKS + statement.tail(), statement.params)
    starts = {row[0]: row[4] for row in walks}
    state = any(keyword == "country" for keyword, _ in criteria)
    spans: dict[int, list[Up]] = {}
    for stay in stays:
        spans.setdefault(stay.person, []).append(stay)
    walkers: dict[int, list[Holder]] = {}
    for walk, id_, name, key in lookup.rows(_WALKERS):
        start = starts.get(walk)
        # Whose state was asked for: of a mixed pair only those who represented it count.
        if start is not None and (not state or _is_up(spans.get(id_, ()), start)):
            walkers.setdefault(walk, []).append(Holder("person", id_, name, key))
    return walks, walkers


def _is_up(stays: Iterable[Up], instant: str) -> bool:
    return any(
        stay.start[1] <= instant and (stay.over is None or instant < stay.over) for stay in stays
    )


TIMES = ("year", "since", "until")
_DATE = Date("date", "")


def _produce(lookup: Lookup, criteria: Criteria) -> list[Numbered]:
    everyone = ups(lookup, criteria)
    stays = [stay for stay in everyone if within(criteria, stay.start[1])]
    boundary = dict(criteria).get("boundary", "orbit")
    place = PLACES[boundary]
    (stage,) = only(FLIGHTS, criteria, (*TIMES, "country"))
    stage.criteria += (("boundary", boundary),)
    statement = FLIGHTS.statement(lookup, [stage])
    rows = lookup.rows(_FLIGHTS + statement.tail(), statement.params)
    flights = {row[0]: Holder("flight", *row[:3]) for row in rows}
    found = [
        *_of_stays(stays, place),
        *_of_population(everyone, criteria, place, flights),
        *_of_flights(rows, place),
        *_of_walks(*_walks(lookup, criteria, everyone)),
    ]
    return [(_flat(*one), [one[2].holder.id]) for one in found]


def _flat(title: str, unit: str, one: Entrant) -> dict[str, Any]:
    whole = float(one.value).is_integer()
    row: dict[str, Any] = {
        "title": title,
        "holder": one.holder.name,
        "holder_key": one.holder.key,
        "holder_kind": one.holder.kind,
        "value": int(one.value) if whole else one.value,
        "unit": unit,
    }
    _DATE.read(iter(one.date), row)
    return row


def _superlative(row: dict[str, Any], records: list[Any]) -> Superlative:
    value = timedelta(seconds=row["value"]) if row["unit"] == SECONDS else row["value"]
    return Superlative(
        title=row["title"], holder=records[0], value=value, date=VagueDate.parse(row["date"])
    )


SUPERLATIVES = Listed(
    "superlatives",
    names=["title", "holder", "holder_key", "holder_kind", "value", "unit", *_DATE.flat_names()],
    filters=[STAYS.filters[keyword] for keyword in (*TIMES, "country", "boundary")],
    shown=["title", "holder", "value", "date"],
    produce=_produce,
    make=_superlative,
    needs=["any"],
    types={"value": NUMBER, "unit": WORD, "holder_kind": WORD},
    counts=lambda stages: [
        (subject, [one for stage in stages for one in only(subject, stage.criteria, TIMES)])
        for subject in (STAYS, FLIGHTS, SPACEWALKS)
    ],
)
