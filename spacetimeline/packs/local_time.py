"""An instant on the clocks of a launch site, with the rules that held there then."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from spacetimeline.dates import Precision, VagueDate

_TIMESPEC = {
    Precision.MILLISECOND: "milliseconds",
    Precision.SECOND: "seconds",
    Precision.MINUTE: "minutes",
    Precision.HOUR: "hours",
}


def local_text(date: VagueDate, timezone: str) -> str | None:
    """A date in a time zone, as text no more precise than it.

    A UTC day, or anything coarser, has no certain local day, and gives None; so
    does an hour where clocks differ from UTC by a part of one.

    >>> local_text(VagueDate.parse("2006-06-17T22:44:05Z"), "Asia/Qyzylorda")
    '2006-06-18T04:44:05+06:00'
    >>> local_text(VagueDate.parse("2006-06-17T22:44Z"), "Asia/Qyzylorda")
    '2006-06-18T04:44+06:00'
    >>> local_text(VagueDate.parse("2006-06-17"), "Asia/Qyzylorda")
    """
    timespec = _TIMESPEC.get(date.precision)
    zone = _zone(timezone)
    if timespec is None or zone is None:
        return None
    try:
        local = date.nominal_earliest.astimezone(zone)
    except OverflowError:
        return None
    if date.precision is Precision.HOUR and (local.utcoffset() or timedelta()) % timedelta(hours=1):
        return None
    return local.isoformat(timespec=timespec) + ("?" if date.uncertain else "")


@cache
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # A machine may have no table of time zones at all; the UTC date stands.
        return None
