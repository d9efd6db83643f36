"""How many people were in space, from the first launch on: a step at each change."""

from __future__ import annotations

from spacetimeline.dates import VagueDate, from_db, to_db
from spacetimeline.output.schema import WHOLE
from spacetimeline.queries.fields import DATE_PARTS, Date
from spacetimeline.queries.filters import When
from spacetimeline.queries.flown import day_of
from spacetimeline.queries.listed import Listed
from spacetimeline.queries.people import STAYS
from spacetimeline.queries.rows import Row
from spacetimeline.queries.subject import Stage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from spacetimeline.models import Person
    from spacetimeline.queries.listed import Numbered
    from spacetimeline.queries.lookup import Lookup
    from spacetimeline.queries.subject import Criteria, Subject

    Columns = Sequence[Any]


class Population(Row):
    """Who was in space from one change on, until the next.

    Attributes:
        at: when it changed (UTC).
        people: who was in space from then on, by launch; empty where nobody was.
        number: how many.
        unknown: how many more may have been: they went up, and nobody says that they came down,
            or vouches any longer that they did not. Where it is not 0, knowledge has ended.
    """

    __slots__ = ("at", "number", "people", "unknown")
    at: VagueDate
    people: list[Person]
    number: int
    unknown: int


class Up:
    """One stay, as far as counting needs it.

    Attributes:
        person: the person's id.
        name: the person's name.
        key: the person's key.
        flight: the id of the flight that took the person up.
        start: the columns of the launch's date.
        end: the columns of the landing's date; all None where none is known.
        status: up, landed, lost, unknown.
        known_until: until when an open stay is vouched for; None: until now.
        born: the columns of the person's birth.
    """

    __slots__ = ("born", "end", "flight", "key", "known_until", "name", "person", "start", "status")

    def __init__(self, row: Sequence[Any]) -> None:
        self.person, self.name, self.key, self.flight, self.status, self.known_until = row[:6]
        self.start: Columns = row[6:13]
        self.end: Columns = row[13:20]
        self.born: Columns = row[20:27]

    @property
    def over(self) -> Any:
        """The first instant at which nobody counts it any more; None while it goes on."""
        return self.known_until if self.end[0] is None else self.end[1]


_UPS = (
    "SELECT stay.person_id, p.name, p.key, stay.flight_up_id, stay.status, stay.known_until, "
    + ", ".join(f"stay.{end}_{part}" for end in ("start", "end") for part in DATE_PARTS)
    + ", "
    + ", ".join(f"p.born_{part}" for part in DATE_PARTS)
    + " FROM stay JOIN person AS p ON p.id = stay.person_id"
)


def only(subject: Subject, criteria: Criteria, keywords: Sequence[str]) -> list[Stage]:
    """Those of the criteria that have one of these keywords, and that a subject takes."""
    taken = tuple(one for one in criteria if one[0] in keywords and one[0] in subject.filters)
    return [Stage(taken)]


def ups(lookup: Lookup, criteria: Criteria) -> list[Up]:
    """The stays that meet the criteria on state and boundary, by launch: one statement."""
    statement = STAYS.statement(lookup, only(STAYS, criteria, ("country", "boundary")))
    return [Up(row) for row in lookup.rows(_UPS + statement.tail(), statement.params)]


class Step:
    """A change of who is in space: its date's columns, and the stays that go on from then.

    `unknown` counts those of whom nobody says any longer whether they go on.
    """

    __slots__ = ("date", "instant", "unknown", "until", "ups")

    def __init__(self, instant: str, date: Columns, going_on: list[Up], unknown: int) -> None:
        self.instant = instant
        self.date = date
        self.ups = going_on
        self.unknown = unknown
        self.until: str | None = None


def steps(stays: Sequence[Up]) -> list[Step]:
    """Every change, in time order; whoever comes and goes at one instant is one change."""
    coming: dict[str, list[Up]] = {}
    going: dict[str, list[Up]] = {}
    dates: dict[str, list[Columns]] = {}
    for stay in stays:
        start, over = stay.start[1], stay.over
        if over is not None and over <= start:
            continue  # nobody knows for how long, or only the day is known
        coming.setdefault(start, []).append(stay)
        dates.setdefault(start, []).append(stay.start)
        if over is not None:
            going.setdefault(over, []).append(stay)
            dates.setdefault(over, []).append(
                _of_instant(over) if stay.end[0] is None else stay.end
            )
    found: list[Step] = []
    going_on: dict[int, Up] = {}
    unknown: set[int] = set()
    for instant in sorted(dates):
        before = list(going_on)
        for stay in going.get(instant, ()):
            going_on.pop(stay.person, None)
            if stay.end[0] is None:
                unknown.add(stay.person)
        for stay in coming.get(instant, ()):
            going_on[stay.person] = stay
            unknown.discard(stay.person)  # who goes up again had come down
        if before == list(going_on):
            continue
        date = min(dates[instant], key=_width)
        step = Step(instant, date, list(going_on.values()), len(unknown))
        if found:
            found[-1].until = instant
        found.append(step)
    return found


def _width(date: Columns) -> tuple[bool, str]:
    """The most precise of the dates that begin at one instant says when it was."""
    return bool(date[6]), date[2]


def _of_instant(instant: str) -> Columns:
    """The columns of an instant, to the second where it has no more."""
    unit = "second" if instant.endswith(".000Z") else "millisecond"
    date = VagueDate.from_instant(from_db(instant), unit)
    start, end = to_db(date.nominal_earliest), to_db(date.nominal_before)
    return date.text, start, end, start, end, unit, False


def within(criteria: Criteria, instant: str, until: str | None = None) -> bool:
    """Whether an instant meets the criteria on time; with `during`, what lasts until then."""
    for keyword, value in criteria:
        if keyword == "during":
            if not any(instant < high and (until is None or until > low) for low, high in value):
                return False
        elif isinstance(STAYS.filters.get(keyword), When) and not any(
            (low is None or low <= instant) and (high is None or instant < high)
            for low, high in value
        ):
            return False
    return True


_AT = Date("at", "")


def _produce(lookup: Lookup, criteria: Criteria) -> list[Numbered]:
    found: list[Numbered] = []
    for step in steps(ups(lookup, criteria)):
        if not within(criteria, step.instant, step.until):
            continue
        row: dict[str, Any] = {}
        _AT.read(iter(step.date), row)
        row["number"] = len(step.ups)
        row["unknown"] = step.unknown
        row["people"] = [stay.name for stay in step.ups]
        row["people_keys"] = [stay.key for stay in step.ups]
        found.append((row, [[stay.person for stay in step.ups]]))
    return found


def _population(row: dict[str, Any], records: list[Any]) -> Population:
    at = VagueDate.parse(row["at"])
    return Population(at=at, people=records[0], number=row["number"], unknown=row["unknown"])


def _no_longer_known(lookup: Lookup, stages: Sequence[Stage]) -> str:
    """Who is left out where knowledge ends within the time asked for, in one line."""
    criteria = tuple(one for stage in stages for one in stage.criteria)
    ends: dict[str, int] = {}
    for stay in ups(lookup, criteria):
        if stay.end[0] is None and stay.over is not None and within(criteria, stay.over):
            ends[stay.over] = ends.get(stay.over, 0) + 1
    told = [f"{number} from {day_of(instant)} on" for instant, number in sorted(ends.items())]
    return f"not counted, as nobody vouches for them: {', '.join(told)}" if told else ""


POPULATION = Listed(
    "population",
    names=[*_AT.flat_names(), "number", "unknown", "people", "people_keys"],
    filters=[
        STAYS.filters[keyword]
        for keyword in ("year", "since", "until", "during", "country", "boundary")
    ],
    shown=["at", "number", "unknown", "people"],
    produce=_produce,
    make=_population,
    needs=["person"],
    note=_no_longer_known,
    counts=lambda stages: [(STAYS, stages)],
    types={"number": WHOLE, "unknown": WHOLE},
)
