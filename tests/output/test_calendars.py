"""Calendars: what a calendar program would read, by the library `icalendar`."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from kestrels import DATES

import spacetimeline as st
from spacetimeline.errors import SpacetimelineError
from spacetimeline.library import Database
from spacetimeline.queries.query import Query


def events(query: Query[Any], **more: Any) -> list[Any]:
    """The events of a query's calendar, read strictly."""
    calendar = icalendar.Calendar.from_ical(query.to_ical(**more))
    assert calendar["VERSION"] == "2.0"
    found = calendar.walk("VEVENT")
    assert not any(event.errors for event in found)
    return list(found)


def span(event: Any) -> tuple[Any, Any]:
    """When an event begins and ends."""
    end = event.get("DTEND")
    return event["DTSTART"].dt, None if end is None else end.dt


DAYS = {
    "day": (date(2090, 5, 7), date(2090, 5, 8)),
    "doubted": (date(2090, 5, 7), date(2090, 5, 10)),  # a day earlier to a day later
    "month": (date(2090, 6, 1), date(2090, 7, 1)),
    "quarter": (date(2090, 7, 1), date(2090, 10, 1)),
    "year": (date(2091, 1, 1), date(2092, 1, 1)),
    "decade": (date(2090, 1, 1), date(2100, 1, 1)),
}


@pytest.mark.parametrize("key", DAYS)
def test_a_vague_date_is_an_event_over_all_its_days(world: Database, key: str) -> None:
    (event,) = events(world.launches(name=f"Kestrel {key}"))
    assert span(event) == DAYS[key]
    assert not isinstance(event["DTSTART"].dt, datetime)
    text = DATES[key][0]
    told = f"Kestrel {key}" if key == "day" else f"Kestrel {key} ({text})"
    assert str(event["SUMMARY"]) == told
    assert f"date: {text}" in str(event["DESCRIPTION"])


def test_an_exact_date_is_an_instant(world: Database) -> None:
    (exact,) = events(world.launches(name="Kestrel exact"))
    assert span(exact) == (datetime(2090, 5, 6, 7, 8, 9, tzinfo=UTC), None)
    (minute,) = events(world.launches(name="Kestrel minute"))
    start = datetime(2090, 5, 6, 7, 8, tzinfo=UTC)
    assert span(minute) == (start, start + timedelta(minutes=1))
    assert str(minute["SUMMARY"]) == "Kestrel minute"


def test_the_last_day_of_all_is_still_a_day(world: Database) -> None:
    (event,) = events(world.launches(name="Kestrel end-of-time"), anniversaries=True)
    assert span(event) == (date(9999, 12, 31), None)


def test_a_stay_lasts_from_launch_to_landing(world: Database) -> None:
    (event,) = events(world.stays(person="Aimbetov"))
    start, end = span(event)
    assert (start, end) == (
        datetime(2015, 9, 2, 4, 37, 43, tzinfo=UTC),
        datetime(2015, 9, 12, 0, 51, 36, tzinfo=UTC),
    )
    assert "sources:" in str(event["DESCRIPTION"])


def test_what_has_no_known_end_has_none(world: Database) -> None:
    still = world.stays().where(ongoing=True).order_by("-start")
    for query in (still, world.flights(year=(2025, 2026))):
        for row, event in zip(query.to_dicts(), events(query), strict=True):
            start, end = span(event)
            known = row["end"] if "end" in row else row["landing"]
            if known is None:
                assert end is None or end - start == timedelta(minutes=1)
            else:
                assert end is not None


def test_an_entry_that_has_no_date_is_left_out_and_told(world: Database) -> None:
    query = world.launches(status="all", family="Kestrel family")
    assert len(events(query)) == len(query) - 1
    assert "1 without a date left out." in query.to_ical().replace("\r\n ", "")


def test_hostile_names_stay_in_their_property(world: Database) -> None:
    found = events(world.launches(year=2092, family="Kestrel family"))
    assert [str(event["SUMMARY"]) for event in found] == [
        "=cmd|' /C calc'!A0",
        "<script>alert('x')</script> & co",
        "One, two; three\\four",
        "-51.6",
    ]


def test_lines_are_short_and_end_as_they_must(world: Database) -> None:
    text = world.timeline(country="KZ").to_ical()
    *lines, rest = text.encode().split(b"\r\n")
    assert rest == b""
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no letter is torn apart


def test_every_event_has_a_name_of_its_own_that_does_not_change(world: Database) -> None:
    for query in (world.timeline(country="KZ"), world.superlatives(), world.population(year=2015)):
        uids = [str(event["UID"]) for event in events(query, anniversaries=True)]
        assert len(set(uids)) == len(uids)
    assert world.launches(year=2015).to_ical() == world.launches(year=2015).to_ical()
    (event,) = events(world.launches(name="KazSat-1"))
    assert str(event["UID"]) == "launches-2006-022@spacetimeline"


def test_when_it_was_written_is_the_day_of_the_newest_source(world: Database) -> None:
    (event,) = events(world.launches(name="Kestrel day"))
    assert event["DTSTAMP"].dt == datetime(2089, 4, 1, tzinfo=UTC)
    assert event["LAST-MODIFIED"].dt == event["DTSTAMP"].dt


def test_anniversaries_are_yearly_events_of_days_that_are_known(world: Database) -> None:
    found = events(world.launches(year=2090, family="Kestrel family"), anniversaries=True)
    again = {str(one["SUMMARY"]): one for one in found if "RRULE" in one}
    assert set(again) == {
        "Anniversary: Kestrel exact (2090-05-06)",
        "Anniversary: Kestrel minute (2090-05-06)",
        "Anniversary: Kestrel day (2090-05-07)",
    }
    event = again["Anniversary: Kestrel exact (2090-05-06)"]
    assert event["DTSTART"].dt == date(2091, 5, 6)
    assert dict(event["RRULE"]) == {"FREQ": ["YEARLY"]}
    assert not [one for one in events(world.launches(name="Kestrel day")) if "RRULE" in one]


def test_the_anniversary_of_a_leap_day_comes_each_year(world: Database) -> None:
    _, again = events(world.launches(name="Kestrel leap-day"), anniversaries=True)
    assert again["DTSTART"].dt == date(2097, 2, 28)
    assert dict(again["RRULE"]) == {"FREQ": ["YEARLY"], "BYMONTH": [2], "BYMONTHDAY": [-1]}


def test_a_person_has_a_birthday(world: Database) -> None:
    born, again = events(world.people(name="Toktar Aubakirov"), anniversaries=True)
    assert str(born["SUMMARY"]) == "Born: Toktar Aubakirov"
    assert born["DTSTART"].dt == date(1946, 7, 27)
    assert again["DTSTART"].dt == date(1947, 7, 27)


def test_questions_without_dates_say_which_have_some() -> None:
    with pytest.raises(SpacetimelineError, match="sites: these rows have no date.*timeline") as it:
        st.sites().to_ical()
    assert isinstance(it.value, TypeError)


def test_a_path_is_written_and_given_back(world: Database, tmp_path: Path) -> None:
    query = world.launches(name="KazSat-1")
    path = query.to_ical(tmp_path / "one.ics")
    assert path == tmp_path / "one.ics"
    assert path.read_bytes() == query.to_ical().encode()
