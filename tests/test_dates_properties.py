"""Vague dates: what must hold for every date, not only for the examples."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacetimeline.dates import END, FIRST, Precision, VagueDate, from_db, iso, text_of, to_db
from spacetimeline.dates.slips import repair
from spacetimeline.errors import InvalidDate

UNITS = [precision for precision in Precision if precision is not Precision.SPAN]


def _start(year: int) -> datetime:
    # Hypothesis wants its limits without a zone.
    return FIRST.replace(year=year, tzinfo=None)


offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
# The decade of the year 9 begins with a year 0, and nothing fits behind the last millisecond.
instants = st.datetimes(_start(10), timezones=st.just(UTC)).filter(
    lambda instant: instant < END - timedelta(milliseconds=1)
)
units = st.builds(VagueDate.from_instant, instants, st.sampled_from(UNITS), uncertain=st.booleans())
# EDTF's centuries and hours with an odd offset, which no instant gives by itself.
others = st.builds("{:02}XX{}".format, st.integers(1, 99), st.sampled_from(["", "?"])) | st.builds(
    "{:%Y-%m-%dT%H}{}{:02}:{:02}{}".format,
    st.datetimes(_start(1900), _start(2100)),
    st.sampled_from("+-"),
    st.integers(0, 14),
    st.integers(0, 59),
    st.sampled_from(["", "?", "~", "%"]),
)
singles = units | others.map(VagueDate.parse)


@st.composite
def spans(draw: st.DrawFn) -> VagueDate:
    first, last = sorted([draw(singles), draw(singles)])
    return VagueDate.parse(f"{first}/{last}")


dates = singles | spans()

# Texts that look like dates, whole or in pieces, and texts that do not.
PIECES = (
    *("2006", "06", "17", "00", "99", "60", "T22", ":44", ":05", ".123", "2244", "24:00", "10000"),
    *("Z", "+06:00", "Jun", "June", "Sat", "pm", "at", "of", "th", "8.98", "23h", "Q2", "H1"),
    *("W05", "XX", "X", "s", "C", "M", "BC", "?", "~", "%", "/", "-", ".", ",", " ", "*", "é"),
    *("\x00", "\uff12", "\ud800"),
)
pieces = st.sampled_from(PIECES)
texts = st.lists(pieces, max_size=8).map("".join) | st.text(max_size=30) | dates.map(str)


@given(dates)
def test_what_is_printed_reads_back(found: VagueDate) -> None:
    again = VagueDate.parse(str(found))
    assert again == found
    assert (again.precision, str(again)) == (found.precision, str(found))


@given(singles)
def test_a_doubt_reads_back(found: VagueDate) -> None:
    assert VagueDate.parse(str(found)).uncertain == found.uncertain


@given(dates)
def test_the_bounds_enclose_one_another(found: VagueDate) -> None:
    assert FIRST <= found.earliest <= found.nominal_earliest
    assert found.nominal_earliest < found.nominal_before <= found.before <= END
    widened = (found.earliest, found.before) != (found.nominal_earliest, found.nominal_before)
    assert widened <= found.uncertain
    assert found.contains(found.nominal_earliest)
    assert found.overlaps(found)


@given(dates)
def test_a_part_is_there_only_where_it_holds_throughout(found: VagueDate) -> None:
    last = found.nominal_before - timedelta(milliseconds=1)
    for part in ("year", "month", "day"):
        value = getattr(found, part)
        if value is not None:
            assert getattr(found.nominal_earliest, part) == getattr(last, part) == value
    assert (found.day is None) >= (found.month is None) >= (found.year is None)


@given(st.lists(dates, min_size=2, max_size=5))
def test_order_equality_and_hash_agree(found: list[VagueDate]) -> None:
    for one, other in pairwise(sorted(found)):
        assert (one < other) + (one == other) == 1
        assert (one <= other, one > other, one >= other) == (True, False, one == other)
        assert one.nominal_earliest <= other.nominal_earliest
        if one == other:
            assert hash(one) == hash(other)


@given(dates)
def test_a_database_keeps_it(found: VagueDate) -> None:
    bounds = (found.nominal_earliest, found.nominal_before, found.earliest, found.before)
    start, end, earliest, before = columns = [to_db(instant) for instant in bounds]
    assert [len(column) for column in columns] == [24] * 4
    assert [from_db(column) for column in columns] == list(bounds)
    precision, uncertain = str(found.precision), int(found.uncertain)
    assert text_of(start, end, earliest, before, precision, uncertain) == str(found)
    assert pickle.loads(pickle.dumps(found)).__composite_values__() == (
        found.__composite_values__()
    )


@given(instants, instants)
def test_instants_as_text_sort_as_time(one: datetime, other: datetime) -> None:
    if to_db(one) != to_db(other):
        assert (to_db(one) < to_db(other)) == (one < other)
    assert VagueDate.parse(iso(one)).contains(one)


@given(instants, st.sampled_from(UNITS), st.booleans())
def test_the_unit_of_an_instant_holds_it(
    instant: datetime, precision: Precision, uncertain: bool
) -> None:
    found = VagueDate.from_instant(instant, precision, uncertain=uncertain)
    assert found.contains(instant)
    assert found.nominal_earliest <= instant < found.nominal_before
    assert found == VagueDate.from_instant(found.nominal_earliest, precision, uncertain=uncertain)


@given(instants, instants)
def test_between_any_two_instants(one: datetime, other: datetime) -> None:
    start, before = sorted([one, other])
    try:
        found = VagueDate.between(start, before)
    except InvalidDate:
        assert to_db(start) == to_db(before)
    else:
        assert VagueDate.parse(str(found)) == found


@given(st.datetimes(_start(2), _start(9999)), offsets)
def test_an_offset_changes_nothing(naive: datetime, offset: timezone) -> None:
    instant = naive.replace(tzinfo=offset)
    assert VagueDate.parse(instant) == VagueDate.parse(instant.astimezone(UTC))
    assert VagueDate.parse(instant) == VagueDate.parse(instant.isoformat())


@given(
    st.dates(date(1000, 1, 1)),
    st.sampled_from(
        ["{0:%d %B %Y}", "{0:%B} {0.day}, {0:%Y}", "{0:%a %d %b %Y}", "{0:%Y %b} {0.day:2}",
         "{0:%Y-%j}", "{0:%G-W%V-%u}", "{0:%Y%m%d}", "{0:%Y/%m/%d}", "{0:%d-%b-%Y}"]
    ),
)  # fmt: skip
def test_a_day_in_any_form_is_the_same_day(day: date, form: str) -> None:
    assert VagueDate.parse(form.format(day)) == VagueDate.parse(day)


@given(texts)
def test_any_text_is_a_date_or_refused(text: str) -> None:
    for given_text in (text, repair(text)[0]):
        message = ""
        try:
            found = VagueDate.parse(given_text)
        except InvalidDate as reason:
            message = str(reason)
        else:
            assert VagueDate.parse(str(found)) == found
        message.encode()  # so that it can be printed


@given(st.integers())
def test_any_integer_is_a_year_or_refused(number: int) -> None:
    if 1 <= number <= 9999:
        assert VagueDate.parse(number) == VagueDate.parse(f"{number:04}")
    else:
        with pytest.raises(InvalidDate, match="1 to 9999"):
            VagueDate.parse(number)
