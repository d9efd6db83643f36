"""How many people were in space: steps, held against flights and against `in_space`."""

from __future__ import annotations

import json
import pickle
import random
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

import spacetimeline as st
from spacetimeline.dates import VagueDate
from spacetimeline.library import Database

Stay = tuple[datetime, datetime | None, str]


@pytest.fixture(scope="module")
def later(kites: str) -> Iterator[Database]:
    with st.connect(kites, read_only=True) as db:
        yield db


def told(db: Database, **filters: object) -> list[tuple[str, int]]:
    return [(str(step.at), step.number) for step in db.population(since=2089, **filters)]


def test_a_step_at_each_change(later: Database) -> None:
    assert told(later) == [
        ("2090-01-01T00:00:00Z", 1),
        ("2090-01-02T00:00:00Z", 2),
        ("2090-01-04T00:00:00Z", 1),
        ("2090-01-05T00:00:00Z", 0),
        ("2090-02-01T00:00:00Z", 2),
        ("2090-04-01T00:00:00Z", 3),
        ("2090-05-02T00:00:00Z", 2),
        ("2090-08-02T00:00:00Z", 0),
        ("2090-10-01", 1),
        ("2090-10-20", 0),
        ("2090-12-01T00:00:00Z", 1),
        # Nobody says when Gus came down, and nobody vouches for him after 2090.
        ("2091-01-01T00:00:00Z", 0),
    ]
    note = "not counted, as nobody vouches for them: 1 from 2091-01-01 on"
    assert note in " ".join(repr(later.population(year=(2090, 2091))).split())
    assert "not counted" not in repr(later.population(until=2011))


def test_a_step_names_the_people_in_the_order_in_which_they_went_up(later: Database) -> None:
    step = later.population(since="2090-04-01", until="2090-04-01").one()
    assert [person.name for person in step.people] == ["Cyd Cane", "Dee Dorn", "Eve Else"]
    assert step.number == 3
    assert str(step) == (
        "<Population at=2090-04-01T00:00:00Z, number=3, people=[Cyd Cane, Dee Dorn, Eve Else], "
        f"unknown={step.unknown}>"
    )


def test_the_end_of_knowledge_is_not_nobody_in_space(later: Database, db: Database) -> None:
    # Whoever is up when knowledge ends is as many as are no longer known of.
    *_, before, end = db.population()
    assert (end.number, end.unknown) == (0, before.number)
    assert not any(step.unknown for step in db.population()[:-1])
    assert not any(step.unknown for step in later.population(since=2089, country="KZ"))
    # Nobody has said of them since, and of Gus neither.
    steps = later.population(since=2089)
    assert [step.unknown - end.unknown for step in steps] == [0] * 11 + [1]
    assert [row["unknown"] for row in steps.to_dicts()] == [step.unknown for step in steps]
    assert "unknown" in repr(steps).splitlines()[0]


def test_flat_rows_carry_the_bounds_of_the_date(later: Database) -> None:
    row = later.population(since="2090-10-01", until="2090-10-01").to_dicts()[0]
    assert row == {
        "at": "2090-10-01",
        "at_earliest": "2090-10-01T00:00:00Z",
        "at_before": "2090-10-02T00:00:00Z",
        "at_precision": "day",
        "number": 1,
        "unknown": row["unknown"],
        "people": ["Fay Fern"],
        "people_keys": ["fay"],
    }
    csv = later.population(since=2089).to_csv()
    assert csv.splitlines()[0] == ",".join(row)
    assert json.loads(later.population(since=2089).to_json())[5]["people"] == [
        *["Cyd Cane", "Dee Dorn", "Eve Else"]
    ]


def test_rows_and_records_agree(db: Database) -> None:
    query = db.population()
    flat = query.to_dicts()
    assert len(query) == len(flat) == query.count() > 0
    for row, step in zip(flat, query, strict=True):
        assert row["at"] == str(step.at)
        assert row["number"] == step.number == len(step.people)
        assert row["people_keys"] == [person.key for person in step.people]


def test_it_narrows_like_other_questions(later: Database) -> None:
    assert told(later, country="KZ") == [
        ("2090-01-01T00:00:00Z", 1),
        ("2090-01-05T00:00:00Z", 0),
        ("2090-04-01T00:00:00Z", 1),
        ("2090-08-02T00:00:00Z", 0),
    ]
    steps = later.population(since=2089)
    assert [step.number for step in steps.where(until="2090-01-03")] == [1, 2]
    assert [step.number for step in steps.where(until="2090-03").where(until="2090-01")] == [
        *[1, 2, 1, 0]
    ]
    assert str(steps.order_by("-number")[0].at) == "2090-04-01T00:00:00Z"
    assert [str(step.at) for step in steps.order_by("-at")[:2]] == [
        *["2091-01-01T00:00:00Z", "2090-12-01T00:00:00Z"]
    ]
    # What was in force at some time of it: also the step before its first change.
    assert [step.number for step in later.population(during="2090-03")] == [2]
    assert [step.number for step in later.population(during="2090-05")] == [3, 2]
    with pytest.raises(st.UnknownFilter, match=r"no filter 'stat'.*boundary, country, during"):
        later.population(stat="x")


def test_below_orbit_only_if_asked(db: Database) -> None:
    def names(**filters: str) -> list[str]:
        steps = db.population(year=1961, **filters)
        return [step.people[0].name.split()[-1] for step in steps if step.number]

    assert names() == ["Gagarin", "Titov"]
    assert names(boundary="100km") == ["Gagarin", "Shepard", "Grissom", "Titov"]


def test_a_kazakh_in_space(db: Database) -> None:
    steps = db.population(country="KZ", year=2015)
    assert [(str(step.at)[:10], step.number) for step in steps] == [
        *[("2015-09-02", 1), ("2015-09-12", 0)]
    ]


def test_a_step_stays_what_it_is(db: Database) -> None:
    step = db.population().last()
    assert step is not None
    with pytest.raises(AttributeError, match="frozen"):
        step.number = 7
    again = pickle.loads(pickle.dumps(step))
    assert again == step
    assert hash(again) == hash(step)


def test_completeness_is_that_of_stays(later: Database) -> None:
    assert later.population(during="2090-03").complete
    assert not later.population(during="2092").complete
    assert later.population(year=2090).coverage[0].subject == "stays"


@pytest.mark.parametrize(
    ("question", "most"), [("population", 1), ("superlatives", 4), ("audit", 16)]
)
def test_it_costs_a_fixed_number_of_statements(kites: str, question: str, most: int) -> None:
    seen: list[str] = []
    with st.connect(kites, read_only=True) as db:
        db._opened.reader().on_statement = seen.append
        assert getattr(db, question)().to_dicts() is not None
    assert 0 < len(seen) <= most


def test_it_needs_no_orm() -> None:
    script = (
        "import sys, spacetimeline as st\n"
        "for ask in (st.population, st.superlatives, st.audit): ask().to_dicts()\n"
        "heavy = {'sqlalchemy', 'pydantic', 'yaml', 'alembic'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)\n"
    )
    st.population().exists()  # builds the embedded database, which needs them all
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


# -- the same, computed from flights and their crews alone ------------------------------------


def pairs(db: Database) -> Iterator[Stay]:
    """Each person's ways up to orbit, each with the next way down, whatever the flight."""
    ups: dict[str, list[datetime]] = {}
    downs: dict[str, list[datetime]] = {}
    for flight in db.flights():
        if flight.reached != "orbit":
            continue
        for member in flight.crew:
            if member.up and flight.launched is not None:
                launched = flight.launched.nominal_earliest
                ups.setdefault(member.person.key, []).append(launched)
            if (member.down or member.lost) and flight.landed is not None:
                landed = flight.landed.nominal_earliest
                downs.setdefault(member.person.key, []).append(landed)
    for person, starts in ups.items():
        ends = sorted(downs.get(person, []))
        for start in starts:
            yield start, next((end for end in ends if end >= start), None), person


def vouched_from(db: Database, start: datetime) -> datetime:
    """Until when the packs vouch, without a gap, for who went up then; the launch if not at all."""
    parts = [
        (part.since.nominal_earliest, part.until.nominal_before)
        for part in db.coverage()
        if part.subject in {"stays", "flights"} and not part.filters and part.since and part.until
    ]
    until = start
    for since, before in sorted(parts):
        if since <= until:
            until = max(until, before)
    return until


@pytest.fixture(scope="module")
def naive(db: Database) -> list[tuple[datetime, datetime, str]]:
    return [
        (start, vouched_from(db, start) if end is None else end, person)
        for start, end, person in pairs(db)
    ]


def test_a_sweep_of_twenty_thousand_instants(
    db: Database, naive: list[tuple[datetime, datetime, str]]
) -> None:
    steps = list(db.population().to_dicts())
    instants = [VagueDate.parse(row["at"]).nominal_earliest for row in steps]
    numbers = [0, *(row["number"] for row in steps)]
    begins = sorted(start for start, _, _ in naive)
    ends = sorted(end for _, end, _ in naive)
    first, last = datetime(1961, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    length = (last - first) / 20_000
    for number in range(20_000):
        instant = first + number * length
        wanted = bisect_right(begins, instant) - bisect_right(ends, instant)
        assert numbers[bisect_right(instants, instant)] == wanted, instant


def test_the_same_of_who_was_in_space(
    db: Database, naive: list[tuple[datetime, datetime, str]]
) -> None:
    changes = sorted({instant for start, end, _ in naive for instant in (start, end)})
    draw = random.Random(19610412)
    between = [
        one + (two - one) * draw.random()
        for one, two in draw.sample(list(pairwise(changes)), 300)
        if two - one > timedelta(days=2)  # clear of landings known only to the day
    ]
    assert len(between) > 150
    for instant in between:
        found = [row["person_key"] for row in db.in_space(instant).to_dicts() if row["certain"]]
        wanted = [person for start, end, person in naive if start <= instant < end]
        assert sorted(found) == sorted(wanted), instant
