"""Launch sites on a map: a plain grid of latitudes and longitudes."""

from __future__ import annotations

import math

from matplotlib.ticker import FuncFormatter, MultipleLocator

from spacetimeline.pictures.sheet import (
    BLUE,
    FAINT,
    LINE,
    QUIET,
    SMALL,
    Sheet,
    many,
    shown,
    text_width,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacetimeline.pictures.asked import Asked
    from spacetimeline.pictures.picture import Picture

    Row = dict[str, Any]
    Box = tuple[float, float, float, float]

MOST_NAMED = 80
"""More places than this have no names: they would hide each other."""
_TALL = 0.17
_SMALL = 6.0


def draw(asked: Asked) -> Picture:
    """Draw it."""
    placed = [
        row
        for row in asked.rows
        if row["latitude"] is not None and row["longitude"] is not None and row["body"] == "Earth"
    ]
    notes = []
    if len(placed) < len(asked.rows):
        left = many(len(asked.rows) - len(placed), asked.question)
        notes.append(f"{left} without a place on Earth that is known not drawn")
    told = [many(len(placed), asked.question)]
    title = "Launch sites" if asked.question == "sites" else "Launch pads"
    if not placed:
        return Sheet(asked, title, 2.5, told=told, notes=notes).empty()
    west, east, south, north = _frame(placed, 10.0 if asked.question == "sites" else 0.05)
    middle = math.radians((south + north) / 2) if east - west < 300 else 0.0
    stretch = 1 / max(math.cos(middle), 0.15)
    wide = asked.inches - 0.75
    degree = wide / (east - west)  # inches of a degree of longitude
    named = len(placed) <= MOST_NAMED
    # Where names stand is worked out before the sheet, which says how many found no room.
    spots = [
        ((row["longitude"] - west) * degree, (row["latitude"] - south) * degree * stretch)
        for row in placed
    ]
    tall = (north - south) * degree * stretch
    labels = _labels(spots, [shown(row["name"]) for row in placed], wide, tall) if named else {}
    if len(labels) < len(placed):
        notes.append(f"{len(placed) - len(labels):,} names left out for want of room")
    sheet = Sheet(asked, title, tall + 0.35, told=told, notes=notes)
    axes = sheet.axes
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(stretch)
    _grid(sheet, east - west)
    axes.scatter(
        [row["longitude"] for row in placed],
        [row["latitude"] for row in placed],
        30 if named else 12,
        color=BLUE,
        edgecolors="white",
        linewidths=0.7 if named else 0.2,
        zorder=4,
    )
    for number, (x, y, side) in labels.items():
        row = placed[number]
        spot = spots[number]
        at = (west + x / degree, south + y / degree / stretch)
        if math.hypot(x - spot[0], y - spot[1]) > 0.16:
            axes.plot(
                [row["longitude"], at[0]], [row["latitude"], at[1]], color=FAINT, linewidth=0.6
            )
        text = sheet.write(
            *at, shown(row["name"]), data=True, ha=side, fontsize=SMALL - 0.5, zorder=5
        )
        text.set_bbox({"facecolor": "white", "alpha": 0.75, "linewidth": 0, "pad": 0.4})
    said = "; ".join(
        f"{shown(row['name'])} ({row['country'] or 'no state'}), "
        f"{_degrees(row['latitude'], 'N', 'S')} {_degrees(row['longitude'], 'E', 'W')}"
        for row in placed[:MOST_NAMED]
    )
    more = f"; and {len(placed) - MOST_NAMED:,} more" if len(placed) > MOST_NAMED else ""
    return sheet.done(f"A map of {many(len(placed), asked.question)}: {said}{more}.")


def _frame(rows: list[Row], least: float) -> Box:
    """West, east, south, north: the whole world, or what is around places that are near."""
    longitudes = [row["longitude"] for row in rows]
    latitudes = [row["latitude"] for row in rows]
    span = max(max(longitudes) - min(longitudes), 2 * (max(latitudes) - min(latitudes)), 0.05)
    if span > 120:
        return -180.0, 180.0, max(min(latitudes) - 14, -90.0), min(max(latitudes) + 12, 90.0)
    x, y = (max(longitudes) + min(longitudes)) / 2, (max(latitudes) + min(latitudes)) / 2
    reach = max(span * 0.7, least)
    high = reach * 0.5 * max(math.cos(math.radians(y)), 0.15)
    return x - reach, x + reach, max(y - high, -90.0), min(y + high, 90.0)


def _grid(sheet: Sheet, span: float) -> None:
    """Meridians and parallels, the equator a little stronger."""
    axes = sheet.axes
    steps = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60)
    step = next((one for one in steps if span / one <= max(4, sheet.inches * 1.3)), 60)
    axes.xaxis.set_major_locator(MultipleLocator(step))
    axes.yaxis.set_major_locator(MultipleLocator(min(step, 30)))
    places = max(0, -math.floor(math.log10(step)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: _degrees(x, "E", "W", places)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: _degrees(y, "N", "S", places)))
    axes.grid(color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelcolor=QUIET)
    low, high = axes.get_ylim()
    if low < 0 < high:
        axes.axhline(0, color=FAINT, linewidth=0.9, zorder=1)
    for spine in axes.spines.values():
        spine.set(visible=True, color=LINE)


def _degrees(value: float, positive: str, negative: str, places: int = 1) -> str:
    """Degrees as on a map: ``45.9° N``."""
    text = f"{abs(value):.{places}f}"
    if float(text) == 0:
        return "0°"
    return f"{text}° {positive if value > 0 else negative}"


def _labels(
    spots: list[tuple[float, float]], names: list[str], wide: float, tall: float
) -> dict[int, tuple[float, float, str]]:
    """Where each name stands, in inches, and its side: as near as it hides nothing else.

    A name with no room anywhere near is left out.
    """
    taken: list[Box] = [(x - 0.06, x + 0.06, y - 0.06, y + 0.06) for x, y in spots]
    found: dict[int, tuple[float, float, str]] = {}
    crowd = [sum(math.hypot(x - a, y - b) < 0.8 for a, b in spots) for x, y in spots]
    # On a slide those in a crowd choose first, and lines lead to their names; on a phone lines
    # would hide the map, and those who stand alone choose first.
    small = wide < _SMALL
    around = [one for one in _around() if math.hypot(one[0], one[1]) < (0.3 if small else 1)]
    turn = 1 if small else -1
    for number in sorted(range(len(spots)), key=lambda one: (turn * crowd[one], -spots[one][1])):
        x, y = spots[number]
        long = text_width(names[number], SMALL - 0.5) + 0.04
        for dx, dy, side in around:
            at = (x + dx, y + dy)
            left = at[0] if side == "left" else at[0] - long
            box = (left, left + long, at[1] - _TALL / 2, at[1] + _TALL / 2)
            inside = box[0] >= 0 and box[1] <= wide and box[2] >= 0 and box[3] <= tall
            if inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                found[number] = (*at, side)
                break
    return found


def _around() -> list[tuple[float, float, str]]:
    """Places for a name around a spot, the nearest first."""
    places = [(0.09, 0.0, "left"), (-0.09, 0.0, "right")]
    for reach in (0.14, 0.22, 0.32, 0.44, 0.58, 0.74, 0.92):
        for angle in (35, 145, -35, -145, 60, 120, -60, -120, 0, 180, 85, -85):
            dx, dy = reach * math.cos(math.radians(angle)), reach * math.sin(math.radians(angle))
            places.append((dx, dy, "left" if dx >= 0 else "right"))
    return places


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
