"""The units of vague dates: how long each is, where it begins, how it is written.

All instants are in UTC. A date runs over a half-open range, so its end is the
first instant that is too late. The time line has the years 1 to 9999; what
would reach beyond is cut there.

The precisions are those of J. McDowell's General Catalog of Artificial Space
Objects (GCAT), with ISO's week, a half-year, and a span between any two instants.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from spacetimeline.errors import InvalidDate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = datetime(1, 1, 1, tzinfo=UTC)
# The end of the year 9999 itself is no datetime, and databases keep milliseconds.
END = datetime(9999, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)


class Precision(StrEnum):
    """How precisely a date is known, from fine to coarse; ``span`` has no unit."""

    MILLISECOND = "millisecond"
    SECOND = "second"
    MINUTE = "minute"
    CENTIDAY = "centiday"
    HOUR = "hour"
    TENTH_OF_DAY = "tenth of day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    MILLENNIUM = "millennium"
    SPAN = "span"


LENGTHS = {
    Precision.MILLISECOND: timedelta(milliseconds=1),
    Precision.SECOND: timedelta(seconds=1),
    Precision.MINUTE: timedelta(minutes=1),
    Precision.CENTIDAY: timedelta(days=1) / 100,
    Precision.HOUR: timedelta(hours=1),
    Precision.TENTH_OF_DAY: timedelta(days=1) / 10,
    Precision.DAY: timedelta(days=1),
    Precision.WEEK: timedelta(weeks=1),
}

MONTHS = {
    Precision.MONTH: 1,
    Precision.QUARTER: 3,
    Precision.HALF_YEAR: 6,
    Precision.YEAR: 12,
    Precision.DECADE: 120,
    Precision.CENTURY: 1200,
    Precision.MILLENNIUM: 12000,
}

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# A span is written in the coarsest of these that fits both its ends.
_SPAN_UNITS = (
    Precision.YEAR,
    Precision.MONTH,
    Precision.DAY,
    Precision.HOUR,
    Precision.MINUTE,
    Precision.SECOND,
    Precision.MILLISECOND,
)


# ---------------------------------------------------------------- arithmetic


def step(start: datetime, precision: Precision, count: int = 1) -> datetime:
    """The start of the unit that lies ``count`` units after the one starting here.

    Cut at the ends of the time line (year 1, end of year 9999).
    """
    length = LENGTHS.get(precision)
    if length is not None:
        try:
            return min(start + count * length, END)
        except OverflowError:
            return END if count > 0 else FIRST
    year, month = divmod(start.year * 12 + start.month - 1 + count * MONTHS[precision], 12)
    if year < 1:
        return FIRST
    if year > 9999:
        return END
    return datetime(year, month + 1, 1, tzinfo=UTC)


def floor(instant: datetime, precision: Precision) -> datetime:
    """The start of the unit that holds this instant (UTC).

    A week begins on Monday (ISO 8601). A century and a millennium begin with
    the year 1, as GCAT counts them: 21C is 2001 to 2100.

    Raises:
        InvalidDate: the unit would begin before the year 1, or a span is asked for.
    """
    midnight = datetime(instant.year, instant.month, instant.day, tzinfo=UTC)
    if precision is Precision.WEEK:
        return midnight - timedelta(days=midnight.weekday())
    if precision in LENGTHS:
        length = LENGTHS[precision]
        return midnight + (instant - midnight) // length * length
    if precision not in MONTHS:
        raise InvalidDate(
            "a span is no unit, so none holds an instant: give both its ends, "
            "as in VagueDate.between(start, before)"
        )
    months = MONTHS[precision]
    origin = 12 if months > MONTHS[Precision.DECADE] else 0
    since = instant.year * 12 + instant.month - 1 - origin
    year, month = divmod(since // months * months + origin, 12)
    if year < 1:
        raise InvalidDate(f"the {precision} of the year {instant.year} begins before the year 1")
    return datetime(year, month + 1, 1, tzinfo=UTC)


def bounds(
    start: datetime, precision: Precision, *, uncertain: bool = False
) -> tuple[datetime, datetime, datetime, datetime]:
    """Nominal start and end, earliest and before, of the unit that starts here (UTC).

    Raises:
        InvalidDate: no time is left before the end of the year 9999.
    """
    end = step(start, precision)
    if end <= start:
        raise InvalidDate(
            f"{start.isoformat()} is the last instant of the year 9999, where time ends here: "
            "write 9999 for the year"
        )
    if not uncertain:
        return start, end, start, end
    return start, end, step(start, precision, -1), step(end, precision)


def in_utc(moment: datetime) -> datetime:
    """An aware datetime of any zone and subclass as a plain one in UTC.

    Raises:
        InvalidDate: it has no zone, or lies outside the years 1 to 9999 in UTC.
    """
    if moment.tzinfo is UTC and type(moment) is datetime:
        return moment
    try:
        offset = moment.utcoffset()
    except ValueError:  # pandas' NaT is a datetime that has nothing of one
        raise InvalidDate(f"{moment!r} is not a date: leave it out, or give one") from None
    if offset is None:
        raise InvalidDate(
            f"{moment.isoformat()!r} has no time zone, so it is no instant: if it is UTC, give "
            "moment.replace(tzinfo=datetime.timezone.utc), else its own zone the same way"
        )
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        raise InvalidDate(
            f"{moment.isoformat()!r} lies outside the years 1 to 9999 in UTC"
        ) from None
    if type(moment) is datetime:
        return moment
    # A pandas Timestamp is a datetime too, but adds and compares in its own ways.
    return datetime.combine(moment.date(), moment.time(), UTC)


# ------------------------------------------------- instants as databases keep them


def to_db(instant: datetime) -> str:
    """An aware datetime as 24 characters, ``2006-06-17T22:44:05.000Z``, which sort as time.

    Finer than a millisecond is cut off.

    Raises:
        InvalidDate: the datetime has no zone.
    """
    return in_utc(instant).isoformat(timespec="milliseconds")[:23] + "Z"


def from_db(text: str) -> datetime:
    """The instant (UTC) that ``to_db`` wrote."""
    return datetime.fromisoformat(text)


def iso(instant: datetime | str) -> str:
    """An instant in ISO 8601 with ``Z``, from a datetime or from a database's text.

    Milliseconds only where there are any: ``2006-06-17T22:44:05Z``.
    """
    text = instant if isinstance(instant, str) else to_db(instant)
    return text[:19] + "Z" if text.endswith(".000Z") else text


# ------------------------------------------------------------------- writing


def text_of(
    nominal_earliest: str,
    nominal_before: str,
    earliest: str,
    before: str,
    precision: str,
    uncertain: bool | int,
    _text: str = "",
) -> str:
    """What ``str()`` of a vague date gives, from its columns as SQLite keeps them.

    ISO 8601 or EDTF where they have a form, else GCAT's. Flat answers call it
    for thousands of rows, so it makes no ``VagueDate``.

    Args:
        nominal_earliest: its start, doubt aside, in 24 characters; so the next three.
        nominal_before: its end, doubt aside.
        earliest: its widened start.
        before: its widened end.
        precision: a word of ``Precision``.
        uncertain: true or 1 where the date is in doubt.
        _text: the source's own text: a column too, but what is printed is the same for all.
    """
    if precision == Precision.SPAN:
        return _span_text(*map(from_db, (nominal_earliest, nominal_before, earliest, before)))
    return unit_text(nominal_earliest, precision, uncertain)


def unit_text(start: str, precision: str, uncertain: bool | int) -> str:
    """The text of a date of any precision but ``span``, from its nominal start alone."""
    written = _FORMS[precision](start)
    return written + "?" if uncertain else written


def _hour_text(start: str) -> str:
    if start[14:16] == "00":
        return start[:13] + "Z"
    # Half past, in UTC: an hour given with an offset such as +05:30. Only an
    # offset can say so again.
    return f"{start[:13]}-00:{start[14:16]}"


def _day_fraction_text(start: str, precision: Precision) -> str:
    instant = from_db(start)
    midnight = floor(instant, Precision.DAY)
    part = (instant - midnight) // LENGTHS[precision]
    digits = 2 if precision is Precision.CENTIDAY else 1
    return f"{start[:4]} {MONTH_NAMES[instant.month - 1]} {instant.day:2}.{part:0{digits}}"


def _week_text(start: str) -> str:
    year, week, _ = from_db(start).isocalendar()
    return f"{year:04}-W{week:02}"


def _century_text(start: str) -> str:
    # EDTF's 19XX is 1900 to 1999; GCAT's 20C is 1901 to 2000.
    year = int(start[:4])
    return f"{start[:2]}XX" if year % 100 == 0 else f"{year // 100 + 1}C"


# A decade is 197X in EDTF, and 1970s in GCAT, in this field and in every book.
# The legible one is printed, both are read.
_FORMS: dict[str, Callable[[str], str]] = {
    Precision.MILLISECOND: lambda start: start,
    Precision.SECOND: lambda start: start[:19] + "Z",
    Precision.MINUTE: lambda start: start[:16] + "Z",
    Precision.CENTIDAY: lambda start: _day_fraction_text(start, Precision.CENTIDAY),
    Precision.HOUR: _hour_text,
    Precision.TENTH_OF_DAY: lambda start: _day_fraction_text(start, Precision.TENTH_OF_DAY),
    Precision.DAY: lambda start: start[:10],
    Precision.WEEK: _week_text,
    Precision.MONTH: lambda start: start[:7],
    Precision.QUARTER: lambda start: f"{start[:4]} Q{(int(start[5:7]) + 2) // 3}",
    Precision.HALF_YEAR: lambda start: f"{start[:4]} H{(int(start[5:7]) + 5) // 6}",
    Precision.YEAR: lambda start: start[:4],
    Precision.DECADE: lambda start: start[:4] + "s",
    Precision.CENTURY: _century_text,
    Precision.MILLENNIUM: lambda start: f"{int(start[:4]) // 1000 + 1}M",
}


def _span_text(start: datetime, end: datetime, earliest: datetime, before: datetime) -> str:
    """Both ends of a span, in its coarsest common unit; an end in doubt in its own unit."""
    last_instant = end - LENGTHS[Precision.MILLISECOND]
    common = Precision.MILLISECOND
    for unit in _SPAN_UNITS:
        if floor(start, unit) == start and step(floor(last_instant, unit), unit) == end:
            common = unit
            break
    first = unit_text(to_db(start), common, uncertain=False)
    last = unit_text(to_db(floor(last_instant, common)), common, uncertain=False)
    # Doubt widens an end by one of its own units, so the width tells the unit. The
    # finest that fits, since at the ends of the time line all wider ones are cut alike.
    units = (*LENGTHS, *MONTHS)
    if earliest < start:
        unit = next((unit for unit in units if step(start, unit, -1) == earliest), common)
        first = unit_text(to_db(start), unit, uncertain=True)
    if end < before:
        unit = next((unit for unit in units if step(end, unit) == before), common)
        last = unit_text(to_db(step(end, unit, -1)), unit, uncertain=True)
    return f"{first}/{last}"
