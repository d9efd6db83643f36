"""Bars of what lasted, one above the other on an axis of time."""

from __future__ import annotations

from heapq import heappop, heappush

from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.transforms import ScaledTranslation

from spacetimeline.pictures.sheet import GREY, QUIET, SMALL, text_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from matplotlib.axes import Axes

    from spacetimeline.pictures.sheet import Sheet
    from spacetimeline.pictures.times import Life

    _Box = tuple[list[tuple[float, float]], str]
    """The corners of a bar, and its colour."""

VISIBLE = 0.003
"""A doubt about an end is drawn from this share of the axis on."""
SHORTEST = 0.0012
"""No bar is drawn shorter than this share of the axis: it would not be seen."""
DENSE = 5.0
"""Lanes lower than this, in points, have no room for hatches and arrows."""
HEAVY = 1_500
"""More bars than this go into an SVG or PDF as an image: as shapes they would be megabytes."""
HATCH = "/////"


class Bar:
    """One bar.

    Args:
        life: when.
        lane: how high, in lanes.
        colour: its colour.
        open: whether it goes on beyond what is known.
        thin: a bar beside the main one: drawn thinner and paler.
    """

    __slots__ = ("colour", "lane", "life", "open", "thin")

    def __init__(
        self, life: Life, lane: float, colour: str, *, open: bool = False, thin: bool = False
    ) -> None:
        self.life = life
        self.lane = lane
        self.colour = colour
        self.open = open
        self.thin = thin


def draw_bars(
    axes: Axes,
    bars: Sequence[Bar],
    horizon: float,
    span: float,
    *,
    thickness: float = 0.62,
    points: float = 18.0,
) -> bool:
    """Draw bars: sure parts full, doubtful parts hatched, an arrow where one goes on.

    Args:
        axes: where.
        bars: what.
        horizon: the place where those end whose end nobody knows.
        span: the length of the axis, in days.
        thickness: of a bar, in lanes.
        points: the height of a lane. Low ones have no room for hatches and arrows.

    Returns:
        Whether some doubt is drawn.
    """
    dense = points < DENSE
    sure: list[_Box] = []
    doubts: list[_Box] = []
    pale: list[_Box] = []
    for bar in bars:
        half = thickness / (5 if bar.thin and not dense else 2)
        certain = bar.life.sure(max(horizon, bar.life.begun))
        doubtful = [(low, high) for low, high in bar.life.doubtful() if high - low > VISIBLE * span]
        if certain is None and not doubtful:  # too short to see: a line then
            certain = (bar.life.earliest, bar.life.begun)
        if certain is not None:
            low, high = certain[0], max(certain[1], certain[0] + SHORTEST * span)
            (pale if bar.thin else sure).append((_box(low, high, bar.lane, half), bar.colour))
        doubts += [(_box(low, high, bar.lane, half), bar.colour) for low, high in doubtful]
    if dense:
        pale += doubts
    for boxes, alpha in ((pale, 0.25 if dense else 0.4), (sure, 1.0)):
        colours = [colour for _, colour in boxes]
        _add(axes, boxes, facecolors=colours, linewidths=0, alpha=alpha)
    for colour in sorted({colour for _, colour in doubts} if not dense else ()):
        some = [box for box in doubts if box[1] == colour]
        _add(axes, some, facecolors="white", edgecolors=colour, hatch=HATCH, linewidths=0.7)
    if not dense:
        _arrows(axes, [bar for bar in bars if bar.open], horizon, points)
    return bool(doubts)


def _add(axes: Axes, boxes: Sequence[_Box], **looks: Any) -> None:
    bars = PolyCollection([box for box, _ in boxes], **looks)
    bars.set_rasterized(len(boxes) > HEAVY)
    axes.add_collection(bars, autolim=False)


def _arrows(axes: Axes, bars: Sequence[Bar], horizon: float, points: float) -> None:
    size = min(6.0, 0.45 * points)
    beyond = ScaledTranslation((size / 2 + 1) / 72, 0, axes.get_figure(root=True).dpi_scale_trans)  # type: ignore[union-attr]
    for colour in sorted({bar.colour for bar in bars}):
        some = [bar for bar in bars if bar.colour == colour]
        axes.plot(
            [max(horizon, bar.life.begun) for bar in some],
            [bar.lane for bar in some],
            linestyle="",
            marker=">",
            markersize=size,
            markerfacecolor="white",
            markeredgecolor=colour,
            transform=axes.transData + beyond,
            clip_on=False,
        )


class Beside:
    """Words beside bars: behind each, or before it where only there is room.

    Args:
        ends: where each bar begins and ends.
        words: what is said of each; lines are stacked.
        wide: how wide the axes are, in inches.

    Attributes:
        low: where the axis begins.
        high: where it must end, that all words have room.
    """

    def __init__(
        self, ends: Sequence[tuple[float, float]], words: Sequence[str], wide: float
    ) -> None:
        low, last = min(start for start, _ in ends), max(end for _, end in ends)
        span = max(last - low, 1 / 24)
        self._ends = ends
        self._words = words
        self._wide = wide
        most = 1.015
        for (start, end), text in zip(ends, words, strict=True):
            need = min((_wide(text) + 0.25) / wide, 0.55)
            before, after = (start - low) / span, (end - low) / span
            if text and need > 1 - after and need > before:
                most = max(most, after / (1 - need))
        self.low = low - span * 0.015
        self.high = low + span * most

    def write(self, sheet: Sheet) -> None:
        """Write them."""
        inch = (self.high - self.low) / self._wide
        for lane, ((start, end), text) in enumerate(zip(self._ends, self._words, strict=True)):
            need = (_wide(text) + 0.2) * inch
            behind = end + need <= self.high or start - need < self.low
            at, side = (end + 0.15 * inch, "left") if behind else (start - 0.1 * inch, "right")
            sheet.write(at, lane, text, data=True, fontsize=SMALL - 1, color=QUIET, ha=side)


def _wide(text: str) -> float:
    return max(text_width(line, SMALL - 1) for line in text.split("\n"))


def _box(low: float, high: float, lane: float, half: float) -> list[tuple[float, float]]:
    return [(low, lane - half), (high, lane - half), (high, lane + half), (low, lane + half)]


def doubt_key() -> Any:
    """What stands for a doubtful end in a key."""
    return Patch(facecolor="white", edgecolor=QUIET, hatch=HATCH, linewidth=0.7)


def open_key() -> Any:
    """What stands for an open end in a key."""
    return Line2D([], [], linestyle="", marker=">", markerfacecolor="white", markeredgecolor=QUIET)


def mark_key(marker: str, colour: str = GREY) -> Any:
    """What stands for a mark in a key."""
    return Line2D([], [], linestyle="", marker=marker, color=colour, markersize=5)


def packed(lives: Sequence[Life], horizon: float) -> list[int]:
    """A lane for each of some lives in time order, so that none overlap: the lowest that is free."""
    free: list[int] = []
    busy: list[tuple[float, int]] = []
    lanes: list[int] = []
    for life in lives:
        while busy and busy[0][0] <= life.earliest:
            heappush(free, heappop(busy)[1])
        lane = heappop(free) if free else len(busy)
        over = horizon if life.over is None else life.over
        heappush(busy, (max(over, life.begun), lane))
        lanes.append(lane)
    return lanes
