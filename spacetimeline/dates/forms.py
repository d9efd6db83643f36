"""How dates are written: reading ISO 8601, EDTF and GCAT.

ISO 8601; EDTF (ISO 8601-2:2019, the Extended Date/Time Format of the Library of
Congress) at level 1; the vague dates of J. McDowell's General Catalog of
Artificial Space Objects (GCAT). What has none of these forms is read in
`words` as people write it. Nothing is guessed: what has two readings is refused.

Each form is one row of a table: a pattern and the function that reads it. No
pattern has a repetition inside a repetition and the text is short, so no text
takes long to read.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache

from spacetimeline.dates.units import LENGTHS, MONTH_NAMES, Precision, bounds
from spacetimeline.errors import InvalidDate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    # nominal start and end, widened start and end, precision, in doubt
    Reading = tuple[datetime, datetime, datetime, datetime, Precision, bool]
    Start = tuple[datetime, Precision]
    Reader = Callable[[re.Match[str]], Start]

MAX_LENGTH = 200

_HOW = (
    "write a date like 2006-06-17T22:44Z, 2006-06-17, 2006-06, 2006-06? (in doubt) or 17 June 2006"
)

_NO_DATES = {
    "": "an empty text is no date: leave the date out where it is not known",
    "-": "'-' means that there is none, which is no date: leave the date out",
    "?": "'?' means unknown, which is no date: leave the date out, or put the mark "
    "behind a date in doubt (2008-06?)",
    "*": "'*' means ongoing, which is no date: leave the end out",
}

_MONTH_NUMBER = {name: number for number, name in enumerate(MONTH_NAMES, 1)}


# ------------------------------------------------------------------ the front door


def read(text: str) -> Reading:
    """Read one date or one span ``a/b``.

    A doubt (``?``, ``~`` or ``%`` at the end) widens by one unit on each side; of a
    span, the end that is in doubt, by its own unit.

    Returns:
        nominal start and end, earliest start, latest end (UTC, half-open), the
        precision, and whether it is in doubt.

    Raises:
        InvalidDate: not a date, or with more than one reading.
    """
    if len(text) > MAX_LENGTH:
        raise InvalidDate(
            f"{text[:40]!r} and so on is a text of {len(text)} characters, and a date has at "
            f"most {MAX_LENGTH}; {_HOW}"
        )
    if not text.isascii():
        strange = next(character for character in text if not character.isascii())
        raise InvalidDate(
            f"{text!r} is not a date: it has {strange!r}, and dates are read in plain digits "
            f"and English months; {_HOW}"
        )
    body = text.strip()
    if text[:1] == " ":
        body = _four_columns(text) or body
    if body.count("/") == 1 and not _PLACE.fullmatch(strange_zone(body)):
        return _read_span(body)
    return _read_one(body)


_AFTER_TIME = re.compile(r".*?\d{4}.*[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)? ?([A-Za-z\[+-].*)")
_ZONES_READ = re.compile(r"Z|UTC|GMT|[+-]\d\d(?::?\d\d)?|[AaPp]\.?[Mm]\b.*")
_PLACE = re.compile(r"\[?[A-Z][A-Za-z]+/[A-Z][\w+-]+\]?")  # Europe/Moscow, which is no span


def strange_zone(text: str) -> str:
    """What stands behind the time of day where a zone would; empty where it is one that is read.

    >>> strange_zone("2011-07-16T02:16 Europe/Moscow"), strange_zone("17 June 2006 22:44 UTC")
    ('Europe/Moscow', '')
    """
    found = _AFTER_TIME.fullmatch(text)
    return "" if found is None or _ZONES_READ.fullmatch(found[1]) else found[1]


def _four_columns(text: str) -> str:
    """The text with its year filled up with zeros, where it stands as GCAT sets it.

    GCAT sets years to the right in four columns: `` 927 Jul 12`` is of the year 927.
    Empty where the text does not begin so.
    """
    year = text[:4].lstrip()
    if not year.isdigit() or text[4:5].isdigit():
        return ""
    return year.zfill(4) + text[4:].rstrip()


def _read_one(body: str) -> Reading:
    if body in _NO_DATES:
        raise InvalidDate(_NO_DATES[body])
    uncertain = body[-1] in "?~%"
    plain = body[:-1] if uncertain else body
    try:
        start, precision = _read_start(plain)
    except InvalidDate:
        raise
    except (ValueError, OverflowError) as reason:
        # datetime begins so what it says of the year 0, of 10000 and the like.
        if isinstance(reason, OverflowError) or str(reason).lower().startswith("year "):
            raise InvalidDate(f"{body!r} lies outside the years 1 to 9999") from None
        raise InvalidDate(f"{body!r} is not a date: {reason}; {_HOW}") from None
    return (*bounds(start, precision, uncertain=uncertain), precision, uncertain)


def _read_span(body: str) -> Reading:
    first, last = (part.strip() for part in body.split("/"))
    if {first, last} & {"", ".."}:
        raise InvalidDate(
            f"{body!r} is a span without an end, and a date needs both; where something goes "
            "on still, write its start and leave its end out"
        )
    try:
        start, _, earliest, _, _, first_uncertain = _read_one(first)
        _, end, _, before, _, last_uncertain = _read_one(last)
    except InvalidDate as reason:
        raise InvalidDate(f"{body!r} is read as a span between two dates: {reason}") from None
    if end <= start:
        raise InvalidDate(
            f"{body!r} ends before it begins: write the earlier date first, and both in full, "
            "as in 2024-11-27/2024-11-28"
        )
    return start, end, earliest, before, Precision.SPAN, first_uncertain or last_uncertain


def _read_start(plain: str) -> Start:
    for pattern, reader in _forms():
        match = pattern.fullmatch(plain)
        if match:
            return reader(match)
    # Rarely needed, and dateutil behind it takes longer to import than all of this.
    from spacetimeline.dates.words import read_words

    return read_words(plain)


# ------------------------------------------------------------- instants and zones


def midnight(year: str | int, month: str | int = 1, day: str | int = 1) -> datetime:
    """The first instant of a day, in UTC.

    Raises:
        ValueError: the calendar has no such day, or the year is not one of 1 to 9999.
    """
    return datetime(int(year), int(month), int(day), tzinfo=UTC)


def time_of_day(
    year: str | int,
    month: str | int,
    day: str | int,
    hour: str,
    minute: str | None,
    second: str | None,
    fraction: str | None,
    zone: str | None,
) -> Start:
    """The start of the finest unit given, in UTC; without a zone it is UTC already.

    A fraction of a second counts as milliseconds, finer than that is cut off.
    24:00 is the start of the next day (ISO 8601). A leap second is refused, since
    neither Python nor a database has a place for it.

    Raises:
        ValueError: there is no such time of day.
        OverflowError: it lies outside the years 1 to 9999 in UTC.
    """
    if second == "60":
        raise ValueError("a leap second has no place on this time line, write second 59")
    days = 0
    if hour == "24" and not int(minute or 0) and not int(second or 0) and not int(fraction or 0):
        days, hour = 1, "0"
    start = datetime(
        int(year),
        int(month),
        int(day),
        int(hour),
        int(minute or 0),
        int(second or 0),
        int(fraction.ljust(3, "0")[:3]) * 1000 if fraction else 0,
        UTC,
    )
    if days or zone:
        start += timedelta(days=days) - _offset(zone)
    if fraction:
        return start, Precision.MILLISECOND
    if second:
        return start, Precision.SECOND
    return start, Precision.MINUTE if minute else Precision.HOUR


def _offset(zone: str | None) -> timedelta:
    if not zone or zone[0] not in "+-":  # Z, UTC, GMT
        return timedelta(0)
    digits = zone[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if hours > 23 or minutes > 59:
        raise ValueError(f"an offset from UTC is written +06:00, and {zone} is none")
    offset = timedelta(hours=hours, minutes=minutes)
    return -offset if zone[0] == "-" else offset


# --------------------------------------------------------- one reader for each form


def _gcat(match: re.Match[str]) -> Start:
    year, month, day, decimals, hour, hours, minutes, second, fraction = match.groups()
    number = _MONTH_NUMBER[month]
    if hour or hours:
        return time_of_day(year, number, day, hour or hours, minutes, second, fraction, None)
    if day is None:
        return midnight(year, number), Precision.MONTH
    start = midnight(year, number, day)
    if decimals is None:
        return start, Precision.DAY
    unit = Precision.CENTIDAY if len(decimals) == 2 else Precision.TENTH_OF_DAY
    return start + int(decimals) * LENGTHS[unit], unit


def _iso(match: re.Match[str]) -> Start:
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    if hour is None:
        return midnight(year, month, day), Precision.DAY
    return time_of_day(year, month, day, hour, minute, second, fraction, zone)


def _ordinal_day(match: re.Match[str]) -> Start:
    year, number = match.groups()
    day = midnight(year) + timedelta(days=int(number) - 1)
    if day.year != int(year):
        raise ValueError(f"the year {year} has no day {number}")
    return day, Precision.DAY


def _week(match: re.Match[str]) -> Start:
    year, week, weekday = match.groups()
    day = date.fromisocalendar(int(year), int(week), int(weekday or 1))
    precision = Precision.DAY if weekday else Precision.WEEK
    return midnight(day.year, day.month, day.day), precision


def _month(match: re.Match[str]) -> Start:
    return midnight(*match.groups()), Precision.MONTH


def _part_of_year(months: int, precision: Precision) -> Reader:
    def reader(match: re.Match[str]) -> Start:
        year, number = match["year"], int(match["number"])
        return midnight(year, (number - 1) * months + 1), precision

    return reader


def _year(match: re.Match[str]) -> Start:
    return midnight(match[1]), Precision.YEAR


def _decade(match: re.Match[str]) -> Start:
    return midnight(match[1] + "0"), Precision.DECADE


def _edtf_century(match: re.Match[str]) -> Start:
    return midnight(match[1] + "00"), Precision.CENTURY


def _gcat_century(match: re.Match[str]) -> Start:
    return midnight(int(match[1]) * 100 - 99), Precision.CENTURY


def _millennium(match: re.Match[str]) -> Start:
    return midnight(int(match[1]) * 1000 - 999), Precision.MILLENNIUM


def _refuse(reason: str) -> Reader:
    def reader(_match: re.Match[str]) -> Start:
        raise ValueError(reason)

    return reader


_ZONE = r"([Zz]|[+-]\d\d(?::?\d\d)?)?"
_quarter = _part_of_year(3, Precision.QUARTER)
_half_year = _part_of_year(6, Precision.HALF_YEAR)
_season = _refuse(
    "a season is in other months north and south of the equator: write the months "
    "(2001-06/2001-08) or a quarter (2001 Q2)"
)
_short_year = _refuse("a year has four digits (0022 for the year 22)")
_outside = _refuse("year of five digits, or before the year 1")

# 2006 Jun 17 2244:05.123, 2006 Jun  8.98, 2006 Jun  8 23h, 2006 Jun
_GCAT = (
    rf"(\d{{3,4}}) ({'|'.join(_MONTH_NUMBER)})(?: ( \d|\d\d?)"
    r"(?:\.(\d\d?)| (\d\d)h| (\d\d)(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?)?"
)
# 2006-06-17T22:44:05.123Z, less precise down to the day, a blank for the T
_ISO = (
    r"(\d{4})-(\d\d)-(\d\d)"
    rf"(?:[Tt ](\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?{_ZONE})?"
)
# 20060617T224405Z
_ISO_BASIC = (
    r"(\d{4})(\d\d)(\d\d)"
    rf"(?:[Tt](\d\d)(?:(\d\d)(?:(\d\d)(?:[.,](\d+))?)?)?{_ZONE})?"
)

# The first row that fits the whole text reads it; the commonest come first.
_FORMS: tuple[tuple[str, Reader], ...] = (
    (_GCAT, _gcat),
    (_ISO, _iso),
    (_ISO_BASIC, _iso),
    (r"(\d{3,4})", _year),
    (r"\d{4}-2[1-4]", _season),
    (r"(\d{4})-(\d\d)", _month),
    (r"(\d{4})-?(\d{3})", _ordinal_day),
    (r"(\d{4})-W(\d\d)(?:-(\d))?", _week),
    (r"(\d{4})W(\d\d)(\d)?", _week),
    (r"(?P<year>\d{4})[ -]?Q(?P<number>[1-4])", _quarter),
    (r"Q(?P<number>[1-4])[ -]?(?P<year>\d{4})", _quarter),
    (r"(?P<year>\d{4})[ -]?H(?P<number>[12])", _half_year),
    (r"H(?P<number>[12])[ -]?(?P<year>\d{4})", _half_year),
    (r"(\d{2,3})0s", _decade),
    # EDTF's unspecified digits: a decade, a century, some month, some day
    (r"(\d{3})X", _decade),
    (r"(\d\d)XX", _edtf_century),
    (r"(\d{4})-XX(?:-XX)?", _year),
    (r"(\d{4})-(\d\d)-XX", _month),
    (r"(\d{1,3})C", _gcat_century),
    (r"(\d{1,2})M", _millennium),
    (r"\d{1,2}", _short_year),
    (r"BC.*|.*\d ?BCE?|[+-]\d+.*|Y-?\d+.*|\d{5}(?:-.*)?", _outside),
)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    """The forms with their patterns compiled: at first use, it takes some milliseconds."""
    return tuple((re.compile(pattern), reader) for pattern, reader in _FORMS)
