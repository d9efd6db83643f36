"""Fields of objects: their types checked, their times made into dates as vague as they are."""

from __future__ import annotations

import calendar
import math
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from spacetimeline.catalogs.items import RowError
from spacetimeline.dates import VagueDate
from spacetimeline.errors import InvalidDate

Fields = dict[str, Any]

MAX_TEXT = 500
"""Characters of a name; nothing that is used is longer."""

# JSON can write the halves of a character one by one; alone, neither can be kept.
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _refuse(name: str, message: str, value: object) -> RowError:
    return RowError(name, message, str(value)[:60])


def text(of: Fields, name: str) -> str | None:
    """A text, None where it is empty or not there."""
    value = of.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _refuse(name, "must be text", value)
    if len(value) > MAX_TEXT or _NO_TEXT.search(value):
        what = f"must be a text of at most {MAX_TEXT} characters, no NUL, no half of a character"
        raise _refuse(name, what, value)
    return " ".join(value.split()) or None


def number(of: Fields, name: str) -> float | None:
    """A number; versions 2.1 and 2.2 write some as text."""
    value = of.get(name)
    if value is None or value == "":
        return None
    try:
        found = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        raise _refuse(name, "must be a number", value) from None
    if not math.isfinite(found):
        raise _refuse(name, "must be a finite number", value)
    return found


def inside(of: Fields, name: str) -> Fields | None:
    """An object inside another."""
    value = of.get(name)
    if value is None:
        return None
    if not isinstance(value, dict):
        raise _refuse(name, "must be an object { … }", value)
    return value


def listed(of: Fields, name: str) -> list[Fields]:
    """A list of objects; none where it is not there, and one object counts as a list of it."""
    value = of.get(name)
    if value is None:
        return []
    if isinstance(value, dict):
        return [value]  # a list since version 2.3
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise _refuse(name, "must be a list of objects", value)
    return value


def whole(of: Fields, name: str) -> int | None:
    """The number of a record."""
    value = of.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _refuse(name, "must be a whole number", value)
    return value


def launch_id(of: Fields, name: str = "id") -> str | None:
    """The identifier of a launch: a UUID."""
    value = of.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or not _UUID.fullmatch(value.lower()):
        raise _refuse(name, "must be a UUID, as launches have", value)
    return value.lower()


def word(of: Fields, name: str) -> str | None:
    """A text, or the name of an object that stands for it: types and states."""
    value = of.get(name)
    return text(value, "name") if isinstance(value, dict) else text(of, name)


# ------------------------------------------------------------ dates

# The calendar period that contains the time, by the abbreviation of the precision.
_UNITS = {
    "SEC": "{0:%Y-%m-%dT%H:%M:%SZ}", "MIN": "{0:%Y-%m-%dT%H:%MZ}", "HR": "{0:%Y-%m-%dT%HZ}",
    "DAY": "{0:%Y-%m-%d}", "WK": "{1}-W{2:02}", "M": "{0:%Y-%m}", "Y": "{0:%Y}",
    "H1": "{0:%Y} H1", "H2": "{0:%Y} H2", "Q1": "{0:%Y} Q1", "Q2": "{0:%Y} Q2",
    "Q3": "{0:%Y} Q3", "Q4": "{0:%Y} Q4", "DEC": "{3}0s",
}  # fmt: skip
_BY_NAME = {
    "second": "SEC", "minute": "MIN", "hour": "HR", "morning": "AM", "afternoon": "PM",
    "day": "DAY", "week": "WK", "month": "M", "quarter 1": "Q1", "quarter 2": "Q2",
    "quarter 3": "Q3", "quarter 4": "Q4", "year half 1": "H1", "year half 2": "H2", "year": "Y",
    "fiscal year": "FY", "decade": "DEC",
}  # fmt: skip


def precision(of: Fields, name: str) -> str | None:
    """The abbreviation of a precision; None where none is stated."""
    value = inside(of, name)
    if value is None:
        return None
    said = text(value, "abbrev")
    if said is None:
        said = _BY_NAME.get((text(value, "name") or "").lower())
    return said.upper() if said else None


def moment(name: str, said: str | None) -> datetime | None:
    """A time as the API writes it, with Z; a day alone is its beginning."""
    if said is None:
        return None
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        raise _refuse(name, "is no time such as 2024-10-04T10:00:00Z", said) from None
    if found.tzinfo is None:
        return found.replace(tzinfo=UTC)
    try:
        return found.astimezone(UTC)
    except OverflowError:
        raise _refuse(name, "is not in the years 1 to 9999 of UTC", said) from None


def date(name: str, said: str | None) -> VagueDate | None:
    """A time without a precision beside it: it is as exact as the figures that it shows.

    Midnight stands for a day, full minutes for minutes; nothing is exact that may not be.
    """
    when = moment(name, said)
    if when is None or said is None:
        return None
    return _parsed(name, _shown(when, said), said)


def dated(
    name: str, said: str | None, unit: str | None, *, planned: bool, rough: bool
) -> VagueDate | None:
    """A time with a precision: the calendar period around it.

    Args:
        name: of the field, for what is told.
        said: the time.
        unit: the abbreviation of its precision; None where it is not stated, so that the date
            is as exact as its figures, and in doubt.
        planned: whether it is still to come.
        rough: whether it holds the place of a date that is to be determined.
    """
    when = moment(name, said)
    if when is None or said is None:
        return None
    if unit is None:
        return _parsed(name, _unstated(when, said, planned=planned, rough=rough), said)
    if unit in {"AM", "PM"}:
        # Half a day in local time, which may begin on the day before or end on the next.
        try:
            first, last = when - timedelta(hours=12), when + timedelta(hours=11)
        except OverflowError:
            raise _refuse(name, "is at the end of what calendars hold", said) from None
        return _parsed(name, f"{first:%Y-%m-%dT%HZ}/{last:%Y-%m-%dT%HZ}", said)
    if unit == "FY":
        # The fiscal year of the United States begins in the October before.
        year = when.year + (when.month >= 10)
        return _parsed(name, f"{year - 1:04}-10-01/{year:04}-09-30", said)
    form = _UNITS.get(unit)
    if form is None:
        return _parsed(name, _unstated(when, said, planned=planned, rough=True), said)
    calendar_year, week, _ = when.isocalendar()
    shown = form.format(when, calendar_year, week, when.year // 10)
    return _parsed(name, shown if when.year >= 1000 else f"{when.year:04}", said)


def _unstated(when: datetime, said: str, *, planned: bool, rough: bool) -> str:
    if not rough:
        return _shown(when, said) + "?"
    # Places are held on the last day of a month, or of the year.
    last = when.day == calendar.monthrange(when.year, when.month)[1]
    if last and when.month == 12 and planned:
        return f"{when:%Y}?"
    return f"{when:%Y-%m}?"


def _shown(when: datetime, said: str) -> str:
    if "T" not in said and " " not in said:
        return f"{when:%Y-%m-%d}"
    if (when.hour, when.minute, when.second, when.microsecond) == (0, 0, 0, 0):
        return f"{when:%Y-%m-%d}"
    return f"{when:%Y-%m-%dT%H:%M:%SZ}" if when.second else f"{when:%Y-%m-%dT%H:%MZ}"


def _parsed(name: str, shown: str, said: str) -> VagueDate:
    try:
        return VagueDate.parse(shown)
    except InvalidDate as error:
        raise _refuse(name, str(error), said) from None
