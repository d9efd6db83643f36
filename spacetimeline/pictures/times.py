"""Vague dates on an axis of time: where they begin and end at most, and how they are drawn.

Places on the axis are matplotlib's days since 1970, in UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import partial

from matplotlib.dates import (
    ConciseDateFormatter,
    DayLocator,
    HourLocator,
    MinuteLocator,
    MonthLocator,
    YearLocator,
)

from spacetimeline.pictures.sheet import QUIET, SMALL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from matplotlib.axes import Axes

_YEAR = re.compile(r"\d{4}")
_DAY = 86_400.0
FIRST, END = -719_162.0, 2_932_896.0
"""The years 1 to 9999, the longest time that an axis has."""


def place(text: str) -> float:
    """The place of an instant, from its text in a flat row."""
    return place_of(datetime.fromisoformat(text))


def place_of(instant: datetime) -> float:
    """The place of an instant."""
    return (instant - _EPOCH).total_seconds() / _DAY


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def bounds(row: dict[str, Any], name: str) -> tuple[float, float] | None:
    """Between which places a date of a flat row lies, doubt included; None where there is none."""
    if row[name] is None:
        return None
    return place(row[f"{name}_earliest"]), place(row[f"{name}_before"])


class Life:
    """Something that lasted, between two vague dates.

    Attributes:
        earliest: before which it surely had not begun.
        begun: from which it surely had begun.
        ending: until which it surely lasted; None where no end is known.
        over: from which it surely was over; None where no end is known.
    """

    __slots__ = ("begun", "earliest", "ending", "over")

    def __init__(self, start: tuple[float, float], end: tuple[float, float] | None) -> None:
        self.earliest, self.begun = start
        self.ending: float | None = None if end is None else end[0]
        self.over: float | None = None if end is None else end[1]

    def sure(self, horizon: float) -> tuple[float, float] | None:
        """The time in which it surely went on, up to a horizon where no end is known."""
        end = horizon if self.ending is None else self.ending
        return (self.begun, end) if self.begun < end else None

    def doubtful(self) -> list[tuple[float, float]]:
        """The times in which it may have gone on, or not."""
        if self.ending is None or self.over is None:
            return [(self.earliest, self.begun)]
        if self.begun >= self.ending:
            return [(self.earliest, self.over)]
        return [(self.earliest, self.begun), (self.ending, self.over)]


def date_axis(axes: Axes, low: float, high: float, inches: float) -> None:
    """Make the x axis one of time (UTC), with as many ticks as such a width has room for."""
    low, high = max(low, FIRST), min(high, END)
    if high - low < 1 / 24:  # an instant has no width: an hour around it
        low, high = low - 1 / 48, high + 1 / 48
    axes.set_xlim(low, high)
    most = max(6, int(inches * 1.5))
    locator = next(make() for days, make in _TICKS if (high - low) / days <= most)
    axes.xaxis_date(tz=UTC)
    axes.xaxis.set_major_locator(locator)
    short = high - low < 700
    ticks: Any = _Ticks
    axes.xaxis.set_major_formatter(ticks(locator, tz=UTC, show_offset=short))
    axes.xaxis.get_offset_text().set(color=QUIET, fontsize=SMALL)
    if high - low < 30:
        axes.set_xlabel("UTC")


class _Ticks(ConciseDateFormatter):
    """Labels as short as they can be, of which the first one always says its year."""

    def format_ticks(self, values: Any) -> list[str]:
        """The labels of the ticks."""
        shorter: Any = super()  # matplotlib gives no types of it
        labels: list[str] = shorter.format_ticks(values)
        if labels and not shorter.get_offset() and not any(map(_YEAR.search, labels[:1])):
            labels[0] += f" {(_EPOCH + timedelta(days=float(values[0]))).year}"
        return labels


_TICKS: list[tuple[float, Callable[[], Any]]] = [
    *((n / 1440, partial(MinuteLocator, byminute=range(0, 60, n), tz=UTC)) for n in (5, 10, 30)),
    *((n / 24, partial(HourLocator, byhour=range(0, 24, n), tz=UTC)) for n in (1, 3, 6, 12)),
    (1, partial(DayLocator, tz=UTC)),
    (2, partial(DayLocator, bymonthday=range(1, 30, 2), tz=UTC)),
    (5, partial(DayLocator, bymonthday=(1, 6, 11, 16, 21, 26), tz=UTC)),
    (10, partial(DayLocator, bymonthday=(1, 11, 21), tz=UTC)),
    *((30.4 * n, partial(MonthLocator, bymonth=range(1, 13, n), tz=UTC)) for n in (1, 2, 3, 6)),
    *(
        (365.2 * n, partial(YearLocator, n, tz=UTC))
        for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
    ),
]
"""How far ticks are apart, in days, and what places them so."""


def day(place: float) -> str:
    """The day of a place: ``2015-09-02``."""
    return (_EPOCH + timedelta(days=place)).date().isoformat()
