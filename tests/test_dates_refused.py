"""Vague dates: what is refused, and whether the message says what to do instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest

from spacetimeline.dates import VagueDate
from spacetimeline.dates.slips import repair
from spacetimeline.errors import InvalidDate

# What is refused, a word that the message must have, and why.
REFUSED = [
    ("", "not known", "nothing is no date"),
    ("  ", "not known", "blanks neither"),
    ("-", "there is none", "GCAT's none"),
    ("?", "unknown", "GCAT's unknown"),
    ("*", "ongoing", "GCAT's ongoing"),
    ("03/04/2006", "write 2006-03-04 for 04 March, or 2006-04-03 for 03 April", "two orders"),
    ("3.4.2006", "ambiguous", "with dots too"),
    ("BC 44", "outside the years 1 to 9999", "before the year 1"),
    ("44 BC", "outside the years 1 to 9999", "in the other order"),
    ("-0044-03-15", "outside the years 1 to 9999", "ISO's negative year"),
    ("0000", "outside the years 1 to 9999", "there is no year 0"),
    ("0000s", "outside the years 1 to 9999", "a decade with a year 0"),
    ("0C", "outside the years 1 to 9999", "no century 0"),
    ("101C", "outside the years 1 to 9999", "a century beyond"),
    ("10000", "outside the years 1 to 9999", "five digits"),
    ("Y170002", "outside the years 1 to 9999", "EDTF's long year"),
    ("0000-W01", "outside the years 1 to 9999", "a week of the year 0"),
    ("0001-01-01T00:00+05:00", "outside the years 1 to 9999", "in UTC it is the year 0"),
    ("9999-12-31T24:00Z", "outside the years 1 to 9999", "that is the year 10000"),
    ("9999-12-31T23:59:59.999Z", "the last instant", "nothing comes after it"),
    ("22", "four digits", "1922, 2022 or 22?"),
    ("22 Feb 27", "four digits", "which is the year?"),
    ("2006-13", "month must be", "no such month"),
    ("2006-06-31", "not a date: day", "no such day"),
    ("2007-366", "no day 366", "no leap year"),
    ("2025-W53", "week", "2025 has 52 weeks"),
    ("2006 Jun  0", "not a date: day", "day 0"),
    ("2006-06-17T25:00", "hour must be", "no such hour"),
    ("2006-06-17T24:01", "hour must be", "a day ends at 24:00"),
    ("2006-06-17T22:60", "minute must be", "no such minute"),
    ("2016-12-31T23:59:60Z", "leap second", "no place for it"),
    ("2006-06-17T22:44+26:00", "+26:00 is none", "no such offset"),
    ("2001-21", "season", "spring, on which half of the Earth?"),
    ("Spring 2026", "season", "in words too"),
    ("2008/", "without an end", "an open span"),
    ("2008/..", "without an end", "EDTF's open span"),
    ("2008/*", "ongoing", "ongoing"),
    ("2008/2006", "ends before it begins", "the wrong way round"),
    ("2024-11-27/28", "read as a span", "ISO's short span is a trap"),
    ("06/2006", "read as a span", "a month and a year?"),
    ("Monday", "needs one year", "no date"),
    ("June 17", "needs one year", "no year"),
    ("June 2006 Saturday", "day of the month", "dateutil would choose one"),
    ("Monday 17 June 2006", "Saturday", "it was another weekday"),
    ("1991-10..1991-12", "write 1991-10/1991-12", "the dots of a shell"),
    ("June 2006 to July 2006", "write June 2006/July 2006", "in words"),
    ("today", "write the day itself", "it changes"),
    ("circa 2008", "write 2008~", "about a year"),
    ("~2008", "write 2008~", "the mark in front"),
    ("c. June 2008", "write June 2008~", "short"),
    ("early 1991", "1991 Q1", "which months?"),
    ("end of 1991", "leaves open which months: write", "which months?"),
    ("22:44", "none of the forms", "no day"),
    ("June 2006 22:44", "needs its day", "no day"),
    ("17 June 2006 13 pm", "hours are 1 to 12", "no such hour"),
    ("17 June 2006 22:44 EST", "'EST'", "a zone by letters"),
    ("17 June 2006 22:44 UTC+6", "'UTC+6' is no zone that is read", "which way?"),
    ("2011-07-16T02:16 Europe/Moscow", "'Europe/Moscow' is no zone", "a place, no span"),
    ("2011-07-16T02:16+3", "'+3' is no zone that is read: write the time in UTC", "a short one"),
    ("17 juin 2006", "'juin'", "French"),
    ("yesterday", "'yesterday'", "a word"),
    ("6 June 7 2006", "at most one day", "two days"),
    ("17-18 June 2006", "at most one day", "a span is written a/b"),
    ("0022 June 5", "taken for a day", "dateutil takes 22 for the day"),
    ("1989 Nov  24", "blanks", "a slip, which repair mends"),
    ("2019 JUn 25", "'JUn'", "a slip"),
    ("2015 Feb ?", "blanks", "a slip"),
    ("2023 Mar 19 0048??", "none of the forms", "a slip"),
    ("2002 Jan 16 0705s", "'s'", "a slip"),
    ("1974 Nov 6:", "none of the forms", "a slip"),
    ("2006\N{EN DASH}2008", "plain digits", "a dash that is no hyphen"),
    ("\N{FULLWIDTH DIGIT TWO}006", "plain digits", "digits of another script"),
    ("\ud800", "'\\\\ud800'", "half a character"),
    ("2006\x00", "none of the forms", "a NUL"),
    ("2006" * 51, "at most 200", "too long"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says", "comment"), REFUSED)
def test_refused(text: str, says: str, comment: str) -> None:
    with pytest.raises(InvalidDate) as caught:
        VagueDate.parse(text)
    assert says in str(caught.value).replace("\\", "\\\\"), comment
    str(caught.value).encode()  # so that it can be printed


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (True, "True is not a date"),
        (2006.0, "2006.0 is not a date"),
        (None, "None is not a date"),
        (b"2006", "b'2006' is not a date"),
        (0, "0 lies outside the years 1 to 9999"),
        pytest.param(10**5000, "that year lies outside the years 1 to 9999", id="huge"),
        (
            datetime.fromisoformat("2006-06-17T22:44"),
            "moment.replace(tzinfo=datetime.timezone.utc)",
        ),
        (datetime.max.replace(tzinfo=UTC), "the last instant"),
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=5))), "outside the years 1 to 9999"),
    ],
)
def test_values_refused(value: object, says: str) -> None:
    with pytest.raises(InvalidDate) as caught:
        VagueDate.parse(value)
    assert says in str(caught.value)


class _NoZoneAtAll(tzinfo):
    def dst(self, _when: datetime | None) -> timedelta | None:
        return None

    def tzname(self, _when: datetime | None) -> str | None:
        return None

    def utcoffset(self, _when: datetime | None) -> timedelta | None:
        raise ValueError("as pandas' NaT does")


def test_a_datetime_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidDate, match="leave it out"):
        VagueDate.parse(datetime(2006, 6, 17, tzinfo=_NoZoneAtAll()))


def test_no_text_takes_long(steps: Callable[[Callable[[], object]], int]) -> None:
    def refuse(text: str) -> None:
        with pytest.raises(InvalidDate):
            VagueDate.parse(text)

    VagueDate.parse("17 June 2006")  # imports what reads it
    for part in ("0", "1 ", "00:", "a ", "A", "-", "+00", "2006", "BC", " ,", "th", "12 am ", "Q1"):
        for text in (part * 100, "2006-" + part * 60, "17 June 2006 " + part * 60, part * 60 + "!"):
            assert steps(lambda text=text: refuse(text[:200])) < 1000
            assert steps(lambda text=text: repair(text)) < 200


def test_the_constructor_reads_no_text() -> None:
    with pytest.raises(InvalidDate, match=r"type VagueDate\.parse\('2008-06'\)"):
        VagueDate("2008-06")
