"""Who was in space, where dates are vague and where knowledge ends; time in space at an instant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

import spacetimeline as st
from spacetimeline.library import Database


@pytest.fixture(scope="module")
def later(kites: str) -> Iterator[Database]:
    with st.connect(kites, read_only=True) as db:
        yield db


def there(db: Database, at: str, **filters: str) -> dict[str, bool]:
    """Who was in space, each with whether that is certain."""
    return {row.person.name: row.certain for row in db.in_space(at, **filters)}


# Fay's launch is known to be on 1 October 2090 and her landing on 20 October, no more.
@pytest.mark.parametrize(
    ("at", "certain"),
    [
        ("2090-09-30T23:59:59Z", None),
        ("2090-10-01T00:00:00Z", False),
        ("2090-10-01T23:59:59Z", False),
        ("2090-10-02T00:00:00Z", True),
        ("2090-10-19T23:59:59Z", True),
        ("2090-10-20T00:00:00Z", False),
        ("2090-10-20T23:59:59Z", False),
        ("2090-10-21T00:00:00Z", None),
        # A question about a longer time is about any instant of it; certain is what holds for all.
        ("2090-10-10", True),
        ("2090-10-10/2090-10-19", True),
        ("2090-10-20", False),
        ("2090-10", False),
        ("2090-11", None),
    ],
)
def test_on_the_day_of_a_landing_known_to_the_day_somebody_is_only_possible(
    later: Database, at: str, certain: bool | None
) -> None:
    assert there(later, at, person="Fay Fern").get("Fay Fern") is certain


def test_after_the_end_of_coverage_an_open_stay_is_only_possible(later: Database) -> None:
    assert there(later, "2090-12-31T23:59:59Z")["Gus Gray"] is True
    assert there(later, "2091-01-01T00:00:00Z")["Gus Gray"] is False
    assert there(later, "2095")["Gus Gray"] is False
    assert there(later, "2090-11-30").get("Gus Gray") is None


def test_the_repr_says_since_when_knowledge_ends(later: Database) -> None:
    note = "1 not vouched for since 2091-01-01"
    assert note in " ".join(repr(later.in_space("2095", person="gus")).split())
    assert "not vouched for" not in repr(later.in_space("2090-12-15", person="gus"))
    # Where only the dates are vague there is nobody who is not vouched for.
    assert "not vouched for" not in repr(later.in_space("2090-10-20", person="fay"))


def test_the_same_on_the_command_line(kites: str) -> None:
    from click.testing import CliRunner

    from spacetimeline.cli.group import cli

    words = ["who", "--at", "2095", "--person", "gus", "--url", kites]
    text = " ".join(CliRunner().invoke(cli, words).output.split())
    assert "Gus Gray Finch" in text
    assert "only possible: 1 not vouched for since 2091-01-01" in text


def test_who_came_home_in_another_craft_is_aboard_all_the_time(later: Database) -> None:
    assert [row.craft.name for row in later.aboard("Nest", "2090-06-01") if row.craft] == [
        *["Heron 1", "Heron 2"]
    ]
    certain = [name for name, sure in there(later, "2090-05-01T12:00Z").items() if sure]
    assert certain == ["Cyd Cane", "Dee Dorn", "Eve Else"]
    aboard = {row.person.name for row in later.aboard("Nest", "2090-05-01T12:00Z")}
    assert aboard == {"Cyd Cane", "Eve Else"}  # Dee is on her way home


def test_below_orbit_somebody_is_in_space_only_for_who_asks(db: Database) -> None:
    flight = db.flights(person="Alan Shepard").first()
    assert flight is not None
    assert flight.launched is not None
    at = flight.launched.nominal_earliest + timedelta(minutes=5)
    assert not db.in_space(at, person="Alan Shepard")
    assert db.in_space(at, boundary="100km", person="Alan Shepard")


# -- time in space at an instant ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("2090-01-31", 0),
        ("2090-02-01T00:00:00Z", 0),
        ("2090-02-03", 2),  # the start of the day
        ("2090-02-03T12:00Z", 2.5),
        ("2090-08-01", 181),
        ("2090-08-02", 182),
        ("2100", 182),
    ],
)
def test_time_in_space_at_an_instant(later: Database, when: str, days: float) -> None:
    assert later.get("Cyd Cane").time_in_space_at(when) == timedelta(days=days)


def test_time_in_space_adds_stays_up(db: Database) -> None:
    volkov = db.get("Sergei Volkov")
    first, second, third = volkov.stays
    between = volkov.time_in_space_at(third.start.nominal_earliest - timedelta(days=1))
    assert between == first.duration + second.duration
    week = third.start.nominal_earliest + timedelta(days=7)
    assert volkov.time_in_space_at(week) == between + timedelta(days=7)
    assert volkov.time_in_space_at("2020") == volkov.time_in_space
    with pytest.raises(st.InvalidDate):
        volkov.time_in_space_at("03/04/2006")
