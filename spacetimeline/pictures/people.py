"""How many people were in space: a step at each change."""

from __future__ import annotations

from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from spacetimeline.pictures.lanes import HEAVY, VISIBLE
from spacetimeline.pictures.sheet import BLUE, LINE, SKY, Sheet, text_width
from spacetimeline.pictures.times import bounds, date_axis, day, place_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacetimeline.pictures.asked import Asked
    from spacetimeline.pictures.picture import Picture

MANY = 150
"""More changes than this are drawn as an area."""


def draw(asked: Asked) -> Picture:
    """Draw it."""
    known = asked.known_until()
    horizon = place_of(known) if known is not None else None
    steps = [(bounds(row, "at"), row["number"], row) for row in asked.rows]
    # Whoever nobody vouches for any more has not come down: the line ends there instead.
    dated = [
        (at, number, row)
        for at, number, row in steps
        if at is not None and (horizon is None or at[0] < horizon)
    ]
    sheet = Sheet(asked, "People in space", 3.7, told=_told(asked, len(dated)))
    if not dated:
        return sheet.empty()
    ends = [one for one in (horizon, _place(asked.asked_until())) if one is not None]
    first, last = dated[0][0][0], dated[-1][0][0]
    end = max(min(ends, default=last), last)
    places = [at[0] for at, _, _ in dated] + [end]
    numbers = [number for _, number, _ in dated]
    numbers.append(numbers[-1])
    axes = sheet.axes
    # Of a thousand changes lines would hide all else.
    if len(dated) > MANY:
        area = axes.fill_between(places, numbers, step="post", color=BLUE, linewidth=0)
        area.set_rasterized(len(dated) > HEAVY)
    else:
        axes.fill_between(places, numbers, step="post", color=SKY, alpha=0.35, linewidth=0)
    (line,) = axes.step(
        places, numbers, where="post", color=BLUE, linewidth=0.2 if len(dated) > MANY else 1.2
    )
    line.set_rasterized(len(dated) > HEAVY)
    vague = _draw_doubts(sheet, dated, max(end - first, 1.0))
    pad = (end - first) * 0.015
    date_axis(axes, first - pad, end + pad, sheet.inches)
    axes.set_ylim(0, max(*numbers, 1) * 1.16)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10], integer=True))
    axes.grid(axis="y", color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    axes.set_ylabel("people at once")
    most = max(numbers)
    at = next(place for place, number in zip(places, numbers, strict=False) if number == most)
    words = f"{most} on {day(at)}"
    share = (at - first) / max(end - first, 1e-9)
    half = text_width(words) / 2 / (sheet.inches * 0.93)
    side = "left" if share < half else "right" if share > 1 - half else "center"
    peak = sheet.write(at, most * 1.03, words, data=True, ha=side, va="bottom")
    peak.set_bbox({"facecolor": "white", "linewidth": 0, "pad": 1})
    keys: list[Any] = [Line2D([], [], color=BLUE, linewidth=1.4)]
    labels = ["people in space"]
    if vague:
        keys.append(Patch(facecolor="white", edgecolor=BLUE, hatch="////", linewidth=0))
        labels.append("time of the change not known better")
        sheet.legend(keys, labels)
    return sheet.done(
        f"Steps of the number of people in space, {day(first)} to {day(end)}: {len(dated):,} "
        f"changes; most at once {most}, first on {day(at)}; {numbers[-1]} at the end."
    )


def _told(asked: Asked, changes: int) -> list[str]:
    return [f"{changes:,} change{'' if changes == 1 else 's'}"] if asked.rows else []


def _place(instant: Any) -> float | None:
    return None if instant is None else place_of(instant)


def _draw_doubts(sheet: Sheet, dated: list[Any], length: float) -> bool:
    """Hatch the changes whose time is not known well enough to be a line."""
    before = 0
    some = False
    for (low, high), number, _ in dated:
        if high - low > VISIBLE * length:
            some = True
            sheet.axes.fill_between(
                [low, high], min(before, number), max(before, number), facecolor="white",
                edgecolor=BLUE, hatch="////", linewidth=0, zorder=3,
            )  # fmt: skip
        before = number
    return some
