"""Dates as people write them: ``17 June 2006``, ``June 17, 2006 at 10:44 pm``, ``Sept 2015``.

python-dateutil does the reading. It fills in what a text does not say, skips
words it does not know, and prefers the American order: fine for a guess, not
for data that people will trust. So it gets only a date in which every word and
number is accounted for, and is asked three times. What changes with the
defaults is not in the text; what changes with the order is ambiguous.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from spacetimeline.dates.forms import midnight, strange_zone, time_of_day
from spacetimeline.dates.units import Precision
from spacetimeline.errors import InvalidDate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacetimeline.dates.forms import Start

_MONTHS = {
    word
    for name in (
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    )
    for word in (name, name[:3])
} | {"sept"}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_NUMBER = {
    word: number for number, name in enumerate(_WEEKDAYS) for word in (name, name[:3])
}
_SMALL_WORDS = {"of", "at", "on", "st", "nd", "rd", "th"}
_SEASONS = {"spring", "summer", "autumn", "fall", "winter"}

_OTHERWISE = (
    (
        r"(.*\d{4}.*?)(?: ?\.{2,3} ?| to | - | until )(.*\d{4}.*)",
        r"a span of time has a slash between its ends: write \1/\2",
    ),
    (
        r"(today|now|yesterday|tomorrow)\b.*",
        r"what '\1' is changes from day to day: write the day itself (2006-06-17)",
    ),
    (
        r"(?:(?:circa|ca|c|about|around|approx|approximately|roughly)\b[. ]*|~ ?)(.*\d{4}.*)",
        r"that it is about then is said with a mark behind the date: write \1~",
    ),
    (
        r"(early|mid|middle|late|beginning|start|end)\b.*?(\d{4})",
        r"'\1' leaves open which months: write them (\2-01/\2-04), or \2 Q1, or \2 H1",
    ),
)
"""Ways of saying a date that are not read, each with what to write instead."""

# 22:44, 22:44:05.123 UTC, 10:44 pm, 10pm, 22:44 +06:00
_CLOCK = re.compile(
    r"(?<![\w:.])(\d{1,2})(?::(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?(?: ?([AaPp])\.?[Mm]\b\.?)?"
    r"(?: ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?(?![\w:+-])"
)
_DATE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ,./-]*(?<![ ,/-])")

# Two dates that have nothing in common, so that what both readings share was in the text.
_DEFAULT, _OTHER_DEFAULT = datetime(2000, 1, 1, tzinfo=UTC), datetime(2003, 2, 2, tzinfo=UTC)


def read_words(text: str) -> Start:
    """The start and precision of a date as people write it.

    Raises:
        InvalidDate: it can be read in two ways.
        ValueError: it cannot be read; the text says why.
    """
    if "  " in text or text != text.strip():
        raise ValueError("it has blanks too many")
    for pattern, instead in _OTHERWISE:
        found = re.fullmatch(pattern, text, re.IGNORECASE)
        if found:
            raise ValueError(found.expand(instead))
    zone = strange_zone(text)
    if zone:
        raise ValueError(
            f"{zone!r} is no zone that is read: write the time in UTC with a Z behind it "
            "(2011-07-15T23:16Z), or its distance from UTC (2011-07-16T02:16+03:00)"
        )
    # A number alone is not a time of day: it takes minutes, or am or pm.
    clock = next((found for found in _CLOCK.finditer(text) if found[2] or found[5]), None)
    if clock is None:
        return _read_date(text)
    hour, minute, second, fraction, half, zone = clock.groups()
    before, after = text[: clock.start()], text[clock.end() :]
    start, precision = _read_date(f"{before.rstrip(' ,')} {after.lstrip(' ,')}".strip())
    if precision is not Precision.DAY:
        raise ValueError("a time of day needs its day")
    year, month, day = start.year, start.month, start.day
    return time_of_day(year, month, day, _hour_of_24(hour, half), minute, second, fraction, zone)


def _hour_of_24(hour: str, half: str | None) -> str:
    """An hour of 12 with its ``a`` or ``p`` as an hour of 24; 12 am is midnight."""
    if half is None:
        return hour
    if not 1 <= int(hour) <= 12:
        raise ValueError(f"before am and pm the hours are 1 to 12, and {hour} is none")
    return str(int(hour) % 12 + (12 if half in "Pp" else 0))


def _read_date(text: str) -> Start:
    words = re.findall(r"[A-Za-z]+", text)
    numbers = re.findall(r"[0-9]+", text)
    _check(text, words, numbers)
    year = next(number for number in numbers if len(number) == 4)

    from dateutil import parser

    first = parser.parse(text, default=_DEFAULT)
    second = parser.parse(text, default=_OTHER_DEFAULT)
    # Nobody puts the day between year and month, so a year in front settles the order.
    turned = first if text.startswith(year) else parser.parse(text, default=_DEFAULT, dayfirst=True)
    if first != turned:
        raise InvalidDate(
            f"{text!r} is ambiguous: write {first.date()} for {first:%d %B}, "
            f"or {turned.date()} for {turned:%d %B}"
        )
    if first.year != int(year):
        raise ValueError(f"the year {year} can be taken for a day")
    if first.day != second.day:
        return midnight(first.year, first.month), Precision.MONTH
    for word in words:
        if _WEEKDAY_NUMBER.get(word.lower(), first.weekday()) != first.weekday():
            raise ValueError(f"that day was a {_WEEKDAYS[first.weekday()].capitalize()}")
    return midnight(first.year, first.month, first.day), Precision.DAY


def _check(text: str, words: list[str], numbers: list[str]) -> None:
    """Let through only a year in four digits, a month, a day, and words that add nothing."""
    if not _DATE.fullmatch(text):
        raise ValueError("it has none of the forms that are read")
    for word in words:
        folded = word.lower()
        if folded in _SEASONS:
            raise ValueError(
                f"a season such as {word!r} is in other months north and south of the equator: "
                "write the months (2026-03/2026-05) or a quarter (2026 Q2)"
            )
        known = folded in _MONTHS or folded in _WEEKDAY_NUMBER or folded in _SMALL_WORDS
        if not known or word not in (folded, folded.upper(), folded.capitalize()):
            raise ValueError(f"{word!r} is no month, and zones are written Z, UTC or +06:00")
    years = [number for number in numbers if len(number) == 4]
    others = [number for number in numbers if len(number) <= 2]
    if len(years) != 1:
        raise ValueError("it needs one year, in four digits")
    named = sum(word.lower() in _MONTHS for word in words)
    enough = len(others) <= 1 if named == 1 else named == 0 and len(others) == 2
    if not enough or len(years) + len(others) != len(numbers):
        raise ValueError("it needs a year, a month and at most one day")
    if not others and any(word.lower() in _WEEKDAY_NUMBER for word in words):
        raise ValueError("a weekday needs the day of the month")
