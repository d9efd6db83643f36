"""Vague dates as values: made from other values, compared, copied, kept in a database."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from spacetimeline.dates import END, FIRST, Precision, VagueDate, from_db, iso, to_db
from spacetimeline.errors import InvalidDate


def test_values_that_are_dates() -> None:
    assert str(VagueDate.parse(2006)) == VagueDate.parse(2006).text == "2006"
    assert VagueDate.parse(9999) == VagueDate.parse("9999")
    assert VagueDate.parse(date(2006, 6, 17)) == VagueDate.parse("2006-06-17")
    almaty = timezone(timedelta(hours=6))
    assert str(VagueDate.parse(datetime(2006, 6, 18, 4, 44, 5, tzinfo=almaty))) == (
        "2006-06-17T22:44:05Z"
    )
    with_fraction = VagueDate.parse(datetime(2006, 6, 17, 22, 44, 5, 123999, tzinfo=UTC))
    assert str(with_fraction) == "2006-06-17T22:44:05.123Z"
    assert VagueDate.parse(with_fraction) is with_fraction


def test_an_integer_of_numpy_is_a_year() -> None:
    class Int64:
        def __index__(self) -> int:
            return 2011

    assert str(VagueDate.parse(Int64())) == "2011"


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("2006-06-17T22:44Z", 2006, 6, 17),
        ("2006 Jun 17.9", 2006, 6, 17),
        ("2006-06-17?", 2006, 6, 17),
        ("2006-06", 2006, 6, None),
        ("2006 Q2", 2006, None, None),
        ("2006?", 2006, None, None),
        ("1970s", None, None, None),
        ("21C", None, None, None),
        ("2024-W10", 2024, 3, None),
        ("2024-W05", 2024, None, None),
        ("2025-W01", None, None, None),
        ("2024-11-27/2024-11-28", 2024, 11, None),
        ("2024-11-27/2024-11-27", 2024, 11, 27),
        ("2024-12-31/2025-01-01", None, None, None),
        ("9999-12-31", 9999, 12, 31),
    ],
)
def test_year_month_and_day_only_where_they_hold(
    text: str, year: int | None, month: int | None, day: int | None
) -> None:
    found = VagueDate.parse(text)
    assert (found.year, found.month, found.day) == (year, month, day)


def test_order_is_by_nominal_start_then_end_then_widening() -> None:
    # A doubt comes before the same date without it: its earliest is earlier.
    texts = ["1970-01-01T00:00:00Z", "1970-01-01?", "1970-01-01", "1970-01", "1970?", "1970"]
    texts += ["1970s", "1970-02"]
    dates = [VagueDate.parse(text) for text in texts]
    assert [str(found) for found in sorted([*dates[3:], *dates[:3]])] == texts
    first, second, third, *_ = dates
    assert first < second < third
    assert third > second > first
    assert second <= VagueDate.parse("1 January 1970?") <= third
    assert second >= VagueDate.parse("1 January 1970?") >= first


def test_equality_is_of_all_four_bounds() -> None:
    assert VagueDate.parse("1970s") == VagueDate.parse("197X") == VagueDate.parse("1970/1979")
    assert VagueDate.parse("2006") != VagueDate.parse("2006?")
    assert VagueDate.parse("2006") != "2006"
    assert len({VagueDate.parse(text) for text in ("1970s", "197X", "1970/1979", "1970")}) == 2


def test_it_compares_with_vague_dates_only() -> None:
    found = VagueDate.parse("2006")
    for other in ("2006", 2006, datetime(2006, 1, 1, tzinfo=UTC), None):
        assert found != other
        for compare in ("__lt__", "__le__", "__gt__", "__ge__"):
            assert getattr(found, compare)(other) is NotImplemented
    with pytest.raises(TypeError):
        sorted([found, "2006"])  # type: ignore[type-var]


def test_it_does_not_change_and_can_be_copied() -> None:
    found = VagueDate.parse("17 June 2006?")
    with pytest.raises(AttributeError, match="setting text"):
        found.text = "2007"
    with pytest.raises(AttributeError, match="text cannot be deleted"):
        del found.text
    assert not hasattr(found, "__dict__")
    assert copy.copy(found) is copy.deepcopy(found) is found
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(found, protocol))
        assert again == found
        assert again.__composite_values__() == found.__composite_values__()
    assert VagueDate(*found.__composite_values__()) == found


def test_its_text_in_messages_and_tables() -> None:
    found = VagueDate.parse("June 2008?")
    assert repr(found) == "<VagueDate 2008-06?>"
    assert f"{found:>10}|{found}" == "  2008-06?|2008-06?"


@pytest.mark.parametrize(
    ("precision", "written"),
    [
        ("millisecond", "2006-06-17T22:44:05.678Z"),
        ("second", "2006-06-17T22:44:05Z"),
        ("minute", "2006-06-17T22:44Z"),
        ("centiday", "2006 Jun 17.94"),
        ("hour", "2006-06-17T22Z"),
        ("tenth of day", "2006 Jun 17.9"),
        ("day", "2006-06-17"),
        ("week", "2006-W24"),
        ("month", "2006-06"),
        ("quarter", "2006 Q2"),
        ("half-year", "2006 H1"),
        ("year", "2006"),
        ("decade", "2000s"),
        ("century", "21C"),
        ("millennium", "3M"),
    ],
)
def test_from_an_instant_the_unit_it_lies_in(precision: str, written: str) -> None:
    instant = datetime(2006, 6, 17, 22, 44, 5, 678_901, tzinfo=UTC)
    found = VagueDate.from_instant(instant, precision)
    assert (str(found), found.text, found.precision) == (written, written, precision)
    assert found == VagueDate.parse(written)
    assert found.contains(instant)
    doubted = VagueDate.from_instant(instant, precision, uncertain=True, text="about then")
    assert doubted == VagueDate.parse(written + "?")
    assert doubted.text == "about then"


def test_from_an_instant_not_every_unit() -> None:
    with pytest.raises(InvalidDate, match="both its ends"):
        VagueDate.from_instant(FIRST, "span")
    with pytest.raises(InvalidDate, match="decade of the year 1 begins before"):
        VagueDate.from_instant(FIRST, Precision.DECADE)
    with pytest.raises(InvalidDate, match="has no time zone"):
        VagueDate.from_instant(datetime.fromisoformat("2006-06-17"), "day")


def test_between_two_instants() -> None:
    morning = VagueDate.between(
        datetime(2026, 3, 1, 5, tzinfo=timezone(timedelta(hours=5))),
        datetime(2026, 3, 1, 12, tzinfo=UTC),
        text="AM",
    )
    assert (str(morning), morning.text) == ("2026-03-01T00Z/2026-03-01T11Z", "AM")
    assert VagueDate.parse(str(morning)) == morning
    assert str(VagueDate.between(FIRST, END)) == "0001/9999"
    with pytest.raises(InvalidDate, match="earlier instant first"):
        VagueDate.between(END, FIRST)


def test_contains_and_overlaps_count_the_doubt() -> None:
    june = VagueDate.parse("2006-06?")
    assert june.contains(datetime(2006, 7, 31, 23, tzinfo=UTC))
    assert not june.contains(datetime(2006, 8, 1, tzinfo=UTC))
    assert june.overlaps(VagueDate.parse("2006-07"))
    assert not june.overlaps(VagueDate.parse("2006-08"))
    assert not VagueDate.parse("2006-08").overlaps(june)


def test_instants_of_a_database() -> None:
    almaty = timezone(timedelta(hours=6))
    instant = datetime(2006, 6, 18, 4, 44, 5, 678_901, tzinfo=almaty)
    assert to_db(instant) == "2006-06-17T22:44:05.678Z"
    assert to_db(FIRST) == "0001-01-01T00:00:00.000Z"
    assert from_db(to_db(END)) == END
    assert from_db(to_db(END)).tzinfo is UTC
    assert iso(instant) == iso(to_db(instant)) == "2006-06-17T22:44:05.678Z"
    assert iso("2006-06-17T22:44:00.000Z") == "2006-06-17T22:44:00Z"
    with pytest.raises(InvalidDate, match="has no time zone"):
        to_db(datetime.fromisoformat("2006-06-17"))
