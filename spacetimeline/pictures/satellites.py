"""The lives of satellites: launch, work, the time in orbit after it, the end."""

from __future__ import annotations

from collections import Counter

from matplotlib.patches import Patch

from spacetimeline.output.words import date_text
from spacetimeline.pictures.lanes import DENSE, Bar, Beside, doubt_key, draw_bars, open_key
from spacetimeline.pictures.sheet import (
    BLUE,
    GREEN,
    GREY,
    LINE,
    ORANGE,
    PURPLE,
    QUIET,
    Sheet,
    fitted,
    many,
    shown,
    text_width,
)
from spacetimeline.pictures.times import Life, bounds, date_axis, day, place, place_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacetimeline.pictures.asked import Asked
    from spacetimeline.pictures.picture import Picture

    Row = dict[str, Any]

MOST_NAMED = 60
"""So many have a row with their name; of more, each is a thin line."""
_ROW, _CROWD = 0.25, 5.2
COLOURS = {"LEO": BLUE, "MEO": GREEN, "GEO": ORANGE}
OTHER, UNKNOWN = "other orbits", "orbit not known"


def draw(asked: Asked) -> Picture:
    """Draw it."""
    lived = [row for row in asked.rows if row["launched"] is not None]
    notes = []
    if len(lived) < len(asked.rows):
        missing = len(asked.rows) - len(lived)
        notes.append(f"{missing:,} not launched, or without a date of launch, not drawn")
    told = [many(len(lived), asked.question)]
    title = (
        "The lives of satellites" if asked.question == "satellites" else "The lives of spacecraft"
    )
    named = len(lived) <= MOST_NAMED
    body = 0.8 + (_ROW * max(len(lived), 3) if named else _CROWD)
    sheet = Sheet(asked, title, body, told=told, notes=notes)
    if not lived:
        return sheet.empty()
    lived.sort(key=lambda row: (row["launched_earliest"], row["key"]))
    known = asked.known_until()
    ends = [
        place(row[f"{date}_before"])
        for row in lived
        for date in ("launched", "ended", "gone")
        if row[date] is not None
    ]
    low = min(place(row["launched_earliest"]) for row in lived)
    horizon = max(ends) if known is None else max(*ends, place_of(known))
    span = max(horizon - low, 1.0)
    bars = [bar for lane, row in enumerate(lived) for bar in _bars(row, lane)]
    points = 72 * (_ROW if named else _CROWD / len(lived))
    axes = sheet.axes
    begin, high = low - span * 0.015, horizon + span * 0.015
    left = 0.6
    if named:
        names = [fitted(shown(row["name"]), 0.3 * sheet.inches) for row in lived]
        left = max(map(text_width, names)) + 0.15
        wide = sheet.inches - left - 0.1
        spans = [(place(row["launched_earliest"]), _last(row, horizon)) for row in lived]
        beside = Beside(spans, [_fate(row) for row in lived], wide)
        begin, high = beside.low, beside.high
        beside.write(sheet)
        sheet.rows(names, range(len(lived)))
    else:
        axes.set_yticks([])
        axes.set_ylabel("each line one, in order of launch")
    doubt = draw_bars(
        axes, bars, horizon, high - begin, thickness=0.62 if named else 1.0, points=points
    )
    axes.set_ylim(len(lived) - 0.4, -0.6)
    axes.grid(axis="x", color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    date_axis(axes, begin, high, sheet.inches - left)
    _key(sheet, lived, bars, doubt=doubt, dense=points < DENSE, horizon=horizon)
    return sheet.done(_alt(lived, title, horizon, named=named))


def _bars(row: Row, lane: int) -> list[Bar]:
    """The time of work, and that after it, thin."""
    launched, ended, gone = (bounds(row, date) for date in ("launched", "ended", "gone"))
    assert launched is not None  # noqa: S101 - for the type checker: those without are left out
    colour = COLOURS.get(row["orbit"], PURPLE if row["orbit"] else GREY)
    if row["status"] == "active":
        return [Bar(Life(launched, ended), lane, colour, open=ended is None)]
    if ended is None and gone is None:
        # It no longer works, or nobody knows: when it ceased is not known either.
        return [
            Bar(
                Life(launched, launched if row["status"] == "gone" else None),
                lane,
                colour,
                thin=True,
            )
        ]
    bars = [Bar(Life(launched, ended or gone), lane, colour)]
    if ended is not None and row["status"] != "unknown":
        after = Life((ended[1], ended[1]), gone)
        still = gone is None and row["status"] != "gone"
        if still or (after.over is not None and after.over > ended[1]):
            bars.append(Bar(after, lane, colour, thin=True))
    return bars


def _last(row: Row, horizon: float) -> float:
    """Where the drawing of a life ends."""
    ended, gone = bounds(row, "ended"), bounds(row, "gone")
    last = [end[1] for end in (ended, gone) if end is not None]
    if (gone is None and row["status"] in {"active", "inactive"}) or not last:
        return horizon
    return max(last)


def _fate(row: Row) -> str:
    """What became of it, in the words and dates of its record."""
    parts = []
    if row["ended"] is not None:
        parts.append(f"worked until {date_text(row['ended'])}")
    if row["gone"] is not None:
        parts.append(f"{row['gone_how'] or 'gone'} {date_text(row['gone'])}")
    if not parts:
        parts.append("" if row["status"] == "active" else str(row["status"] or ""))
    return shown(", ".join(parts))


def _key(
    sheet: Sheet, rows: list[Row], bars: list[Bar], *, doubt: bool, dense: bool, horizon: float
) -> None:
    orbits = Counter(
        row["orbit"] if row["orbit"] in COLOURS else OTHER if row["orbit"] else UNKNOWN
        for row in rows
    )
    colours = {**COLOURS, OTHER: PURPLE, UNKNOWN: GREY}
    keys: list[tuple[Any, str]] = [
        (Patch(facecolor=colours[orbit]), f"{orbit} ({orbits[orbit]:,})")
        for orbit in colours
        if orbits[orbit]
    ]
    if any(bar.thin for bar in bars):
        keys.append((Patch(facecolor=QUIET, alpha=0.4), "in orbit, work over or not known"))
    if doubt and not dense:
        keys.append((doubt_key(), "date not known better"))
    if any(bar.open for bar in bars) and not dense:
        keys.append((open_key(), f"at work on {day(horizon - 1e-6)}, as far as is known"))
    sheet.legend([one for one, _ in keys], [label for _, label in keys])


def _alt(rows: list[Row], title: str, horizon: float, *, named: bool) -> str:
    first = date_text(rows[0]["launched"])[:10]
    said = f"{title}: {len(rows):,} bars from launch to end, {first} to {day(horizon)}"
    if not named:
        return f"{said}, in order of launch, coloured by orbit."
    lives = "; ".join(
        f"{shown(row['name'])}, launched {date_text(row['launched'])[:10]}, "
        f"{_fate(row) or 'at work'}"
        for row in rows
    )
    return f"{said}: {lives}."
