"""The longest, the most, the youngest: against what everybody may look up, and a small world."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from datetime import timedelta

import pytest

import spacetimeline as st
from spacetimeline.library import Database
from spacetimeline.queries.superlatives import Superlative


@pytest.fixture(scope="module")
def later(kites: str) -> Iterator[Database]:
    with st.connect(kites, read_only=True) as db:
        yield db


def held(db: Database, title: str, **filters: object) -> list[Superlative]:
    return [one for one in db.superlatives(**filters) if one.title == title]


def duration(one: Superlative) -> timedelta:
    assert isinstance(one.value, timedelta)
    return one.value


# Title, who holds it, the value, and the day on which it began: NASA's, Roscosmos's and
# CMSA's accounts, to the minute where they give minutes.
MINUTE = timedelta(minutes=1)
TOLD = [
    (
        "longest stay in orbit",
        ["Polyakov"],
        timedelta(days=437, hours=17, minutes=58),
        "1994-01-08",
    ),
    ("shortest stay in orbit", ["Gagarin"], timedelta(minutes=108), "1961-04-12"),
    ("most stays in orbit", ["Ross", "Chang-Díaz"], 7, "2002-04-08"),
    ("youngest in orbit", ["Titov"], timedelta(days=9461), "1961-08-06"),  # 25 years, 329 days
    ("oldest in orbit", ["Glenn"], timedelta(days=28227), "1998-10-29"),  # 77 years, 103 days
    ("most people in orbit at once", ["Soyuz MS-26"], 19, "2024-09-11"),
    ("most people launched in one craft", ["STS-61-A"], 8, "1985-10-30"),
    ("longest spacewalk", ["Cai Xuzhe"], timedelta(hours=9, minutes=6), "2024-12-17"),
    ("most spacewalks", ["Solovyev"], 16, "1998-01-14"),
]


@pytest.mark.parametrize(("title", "holders", "value", "day"), TOLD)
def test_what_everybody_knows(
    db: Database, title: str, holders: list[str], value: timedelta | int, day: str
) -> None:
    found = held(db, title)
    assert len(found) == len(holders)
    for one, name in zip(found, holders, strict=True):
        assert name in one.holder.name
        if isinstance(value, timedelta):
            assert isinstance(one.value, timedelta)
            room = timedelta(days=1) if value.days > 1000 else MINUTE
            assert abs(one.value - value) <= room
        else:
            assert one.value == value
    assert str(found[0].date).startswith(day)


def test_kononenko_has_been_up_longest(db: Database) -> None:
    (one,) = held(db, "longest total time in orbit")
    assert one.holder == db.get("Oleg Kononenko")
    assert one.value == db.get("Oleg Kononenko").time_in_space
    assert timedelta(days=1110) < duration(one) < timedelta(days=1111)


def test_somebody_has_been_up_ever_since_expedition_1_began(db: Database) -> None:
    (one,) = held(db, "longest time with people in orbit without a break")
    assert one.holder.name == "Soyuz TM-31"
    assert str(one.date) == "2000-10-31T07:52:47Z"
    assert duration(one) > timedelta(days=25 * 365)


def test_it_narrows_by_state_and_time(db: Database) -> None:
    (glenn,) = held(db, "longest stay in orbit", until="1962-03")[-1:]
    assert glenn.holder.name == "Gherman Titov"
    (glenn,) = held(db, "longest stay in orbit", until="1962-03", country="US")
    assert glenn.holder.name == "John Glenn"
    (most,) = held(db, "most stays in orbit", country="KZ")
    # Musabayev flew for Russia, Aubakirov for the Soviet Union.
    assert (most.holder.name, most.value) == ("Aidyn Aimbetov", 1)
    first = held(db, "longest spacewalk", until=1965, country="SU")
    assert ["Leonov" in one.holder.name for one in first] == [True]
    assert not held(db, "longest spacewalk", country="KZ")


def test_other_boundaries_have_titles_of_their_own(db: Database) -> None:
    brief = held(db, "shortest stay above 80 km", boundary="80km")
    assert brief
    assert all(duration(one) < timedelta(minutes=20) for one in brief)
    assert not held(db, "shortest stay in orbit", boundary="80km")


def test_a_small_world(later: Database) -> None:
    rows = list(later.superlatives(since=2089))
    found = {one.title: (one.holder.name, one.value) for one in rows[:-1]}
    assert found == {
        "longest stay in orbit": ("Cyd Cane", timedelta(days=182)),
        "shortest stay in orbit": ("Ben Bour", timedelta(days=2)),
        "longest total time in orbit": ("Cyd Cane", timedelta(days=182)),
        # Seven people were up once; one is named.
        "most stays in orbit (first of 7)": ("Ada Arne", 1),
        "youngest in orbit": ("Ben Bour", timedelta(days=10959)),
        "oldest in orbit": ("Dee Dorn", timedelta(days=18294)),
        "most people in orbit at once": ("Heron 2", 3),
        "longest time with people in orbit without a break": ("Heron 1", timedelta(days=182)),
        "longest flight of a craft with people in orbit": ("Heron 2", timedelta(days=123)),
        "most people launched in one craft": ("Heron 1", 2),
        "longest spacewalk": (
            *("Spacewalk from Nest: Cyd Cane, Eve Else", timedelta(hours=6, minutes=30)),
        ),
        "most spacewalks": ("Cyd Cane", 2),
        "longest total time on spacewalks": ("Eve Else", timedelta(hours=6, minutes=30)),
    }
    # Cyd's second walk took nobody knows how long; what is known is the same for both.
    assert rows[-1].title == "longest total time on spacewalks"
    assert (rows[-1].holder.name, rows[-1].value) == ("Cyd Cane", timedelta(hours=6, minutes=30))


def test_flat_rows_have_numbers_with_units(later: Database) -> None:
    query = later.superlatives(since=2089)
    rows = query.to_dicts()
    assert rows[0] == {
        "title": "longest stay in orbit",
        "holder": "Cyd Cane",
        "holder_key": "cyd",
        "holder_kind": "person",
        "value": 182 * 86_400,
        "unit": "s",
        "date": "2090-02-01T00:00:00Z",
        "date_earliest": "2090-02-01T00:00:00Z",
        "date_before": "2090-02-01T00:00:01Z",
        "date_precision": "second",
    }
    assert {row["unit"] for row in rows} == {"s", "stays", "people", "spacewalks"}
    for row, one in zip(rows, query, strict=True):
        value = one.value.total_seconds() if isinstance(one.value, timedelta) else one.value
        assert row["value"] == value
        assert (row["title"], row["date"]) == (one.title, str(one.date))
        assert (row["holder"], row["holder_key"]) == (one.holder.name, one.holder.key)
    assert "182 d" in repr(query)
    text = repr(query[5:])
    assert "2 spacewalks" in text
    assert "50.1 years" in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_row_stays_what_it_is(db: Database) -> None:
    one = db.superlatives()[0]
    assert pickle.loads(pickle.dumps(one)) == one
    with pytest.raises(AttributeError, match="frozen"):
        one.value = 0


def test_completeness_is_that_of_all_it_counts(later: Database) -> None:
    query = later.superlatives(year=2090)
    assert not query.complete  # nobody declares the spacewalks of 2090
    assert any(part.subject == "stays" for part in query.coverage)
