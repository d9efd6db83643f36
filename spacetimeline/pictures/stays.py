"""Stays: who was up when, and with whom; on which craft each went up and came down."""

from __future__ import annotations

from collections import Counter

from matplotlib.patches import Patch

from spacetimeline.pictures.lanes import (
    Bar,
    Beside,
    doubt_key,
    draw_bars,
    mark_key,
    open_key,
    packed,
)
from spacetimeline.pictures.sheet import (
    CYCLE,
    GREY,
    INK,
    LINE,
    QUIET,
    SMALL,
    TALLEST,
    Sheet,
    fitted,
    many,
    shown,
    text_width,
)
from spacetimeline.pictures.times import Life, bounds, date_axis, day, place_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacetimeline.pictures.asked import Asked
    from spacetimeline.pictures.picture import Picture

MOST_NAMED = 60
"""So many stays have a row of their own, with names; more share rows."""
TITLE = "Stays in space: who was up with whom"
_LANE, _ROW = 0.2, 0.25


def draw(asked: Asked) -> Picture:
    """Draw it."""
    rows = [row for row in asked.rows if row["start"] is not None]
    if not rows:
        return Sheet(asked, TITLE, 2.5, told=[many(0, "stays")]).empty()
    lives = [_life(row) for row in rows]
    known = asked.known_until()
    last = max(life.begun if life.over is None else life.over for life in lives)
    horizon = last if known is None else max(last, place_of(known))
    if all(life.over is not None for life in lives):
        horizon = last
    order = sorted(range(len(rows)), key=lambda number: lives[number].earliest)
    rows, lives = [rows[number] for number in order], [lives[number] for number in order]
    drawn = _named if len(rows) <= MOST_NAMED else _crowded
    return drawn(asked, rows, lives, horizon)


def _life(row: dict[str, Any]) -> Life:
    start = bounds(row, "start")
    assert start is not None  # noqa: S101 - for the type checker: those without are left out
    return Life(start, bounds(row, "end"))


# -- a row for each ---------------------------------------------------------------------------


def _named(asked: Asked, rows: list[dict[str, Any]], lives: list[Life], horizon: float) -> Picture:
    colours = _of_flights(rows)
    width = asked.inches
    names = [fitted(shown(row["person"]), 0.32 * width) for row in rows]
    left = max(text_width(name) for name in names) + 0.15
    words = [_crafts(row, "  ") for row in rows]
    wide = max(width - left - 0.1, 1.0)
    narrow = max(text_width(text, SMALL - 1) for text in words) > 0.45 * wide
    if narrow:
        words = [_crafts(row, "\n") for row in rows]
    body = 0.8 + (1.35 if narrow else 1) * _ROW * max(len(rows), 3)
    sheet = Sheet(asked, TITLE, body, told=[many(len(rows), "stays")])
    ends = [(life.earliest, horizon if life.over is None else life.over) for life in lives]
    beside = Beside(ends, words, wide)
    bars = [
        Bar(life, number, colours.get(row["flight_up_key"], GREY), open=life.over is None)
        for number, (row, life) in enumerate(zip(rows, lives, strict=True))
    ]
    doubt = draw_bars(sheet.axes, bars, horizon, beside.high - beside.low)
    _ends(sheet, rows, lives, colours)
    beside.write(sheet)
    sheet.rows(names, range(len(rows)))
    sheet.axes.set_ylim(len(rows) - 0.4, -0.6)
    sheet.axes.grid(axis="x", color=LINE, linewidth=0.6)
    sheet.axes.set_axisbelow(True)
    date_axis(sheet.axes, beside.low, beside.high, wide)
    keys = [
        (mark_key("^", QUIET), "went up on"),
        (mark_key("v", QUIET), "came down on, in the colour of its own crew"),
    ]
    sheet.legend(*_keyed(keys, rows, doubt=doubt, horizon=horizon))
    return sheet.done(_alt(rows, lives, horizon))


def _of_flights(rows: list[dict[str, Any]]) -> dict[str, str]:
    """A colour for each craft that somebody went up on; neighbours differ."""
    flights = dict.fromkeys(row["flight_up_key"] for row in rows if row["flight_up_key"])
    return {key: CYCLE[number % len(CYCLE)] for number, key in enumerate(flights)}


def _crafts(row: dict[str, Any], between: str) -> str:
    """The craft of both ways: once, where it is the same."""
    up, down = row["flight_up"], row["flight_down"]
    if up is not None and row["flight_up_key"] == row["flight_down_key"]:
        return shown(up)
    return f"▲ {shown(up or '?')}" + (f"{between}▼ {shown(down)}" if down else "")


def _limits(lives: list[Life], horizon: float) -> tuple[float, float]:
    low = min(life.earliest for life in lives)
    span = max(horizon - low, 1 / 24)
    return low - span * 0.015, span * 1.03


def _ends(
    sheet: Sheet, rows: list[dict[str, Any]], lives: list[Life], colours: dict[str, str]
) -> None:
    """Where each went up and came down: marks in the colour of the craft."""
    for number, (row, life) in enumerate(zip(rows, lives, strict=True)):
        looks: dict[str, Any] = {"zorder": 4, "clip_on": False, "linewidths": 0.8}
        up = colours.get(row["flight_up_key"], GREY)
        sheet.axes.scatter(
            life.earliest, number, 34, color=up, marker="^", edgecolors="white", **looks
        )
        if life.over is None:
            continue
        if row["status"] == "lost":
            sheet.axes.scatter(life.over, number, 34, color=INK, marker="x", **looks)
        else:
            down = colours.get(row["flight_down_key"], GREY)
            sheet.axes.scatter(
                life.over, number, 34, color=down, marker="v", edgecolors="white", **looks
            )


# -- rows that are shared ---------------------------------------------------------------------


def _crowded(
    asked: Asked, rows: list[dict[str, Any]], lives: list[Life], horizon: float
) -> Picture:
    lanes = packed(lives, horizon)
    count = max(lanes) + 1
    body = min(0.8 + _LANE * max(count, 10), TALLEST - 2)
    told = [many(len(rows), "stays"), f"at most {count:,} at once"]
    sheet = Sheet(asked, TITLE, body, told=told)
    low, span = _limits(lives, horizon)
    states = Counter(row["represented"] for row in rows if row["represented"])
    ranked = [*states.most_common(len(CYCLE) + 1), *[("", 0)] * len(CYCLE)]
    # One of several with the same number is not more usual than the others.
    usual = [name for name, number in ranked[: len(CYCLE)] if number > ranked[len(CYCLE)][1]]
    colours = dict(zip(usual, CYCLE, strict=False))
    bars = [
        Bar(life, lane, colours.get(row["represented"], GREY), open=life.over is None)
        for row, life, lane in zip(rows, lives, lanes, strict=True)
    ]
    points = (body - 0.8) / count * 72
    doubt = draw_bars(sheet.axes, bars, horizon, span, thickness=0.74, points=points)
    wide = sheet.inches - 0.4
    if points > 8:
        for row, life, lane in zip(rows, lives, lanes, strict=True):
            end = horizon if life.over is None else life.over
            name, room = shown(row["person"]), (end - life.begun) / span * wide - 0.06
            if text_width(name, 6.5) < room:
                middle = (life.begun + end) / 2
                sheet.write(middle, lane, name, data=True, fontsize=6.5, color="white", ha="center")
    axes = sheet.axes
    axes.set_ylim(-0.7, count - 0.3)
    axes.set_yticks([])
    axes.set_ylabel("each bar one stay, beside those that overlap it")
    axes.grid(axis="x", color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    date_axis(axes, low, low + span, wide)
    keys: list[tuple[Any, str]] = [
        (Patch(facecolor=colours[name]), f"{shown(name)} ({states[name]:,})") for name in usual
    ]
    others = len(rows) - sum(states[name] for name in usual)
    if others:
        keys.append((Patch(facecolor=GREY), f"other states, or none ({others:,})"))
    sheet.legend(*_keyed(keys, rows, doubt=doubt, horizon=horizon))
    return sheet.done(_alt(rows, lives, horizon))


# -- both -------------------------------------------------------------------------------------


def _keyed(
    keys: list[tuple[Any, str]], rows: list[dict[str, Any]], *, doubt: bool, horizon: float
) -> tuple[list[Any], list[str]]:
    if doubt:
        keys.append((doubt_key(), "may have been up"))
    if len(rows) <= MOST_NAMED and any(row["status"] == "lost" for row in rows):
        keys.append((mark_key("x", INK), "lost"))
    if any(row["end"] is None for row in rows):
        keys.append((open_key(), f"still up on {day(horizon - 1e-6)}, as far as is known"))
    handles, labels = zip(*keys, strict=True)
    return list(handles), list(labels)


def _alt(rows: list[dict[str, Any]], lives: list[Life], horizon: float) -> str:
    first = day(min(life.earliest for life in lives))
    said = f"Bars of {many(len(rows), 'stays')} in space from {first} to {day(horizon)}"
    if len(rows) > MOST_NAMED:
        return f"{said}, coloured by the state represented."
    told = "; ".join(
        f"{shown(row['person'])}, {row['start'][:10]} to {(row['end'] or 'not known')[:10]}, "
        f"{_crafts(row, ', ').replace('▲', 'up on').replace('▼', 'down on')}"
        for row in rows
    )
    return f"{said}: {told}."
