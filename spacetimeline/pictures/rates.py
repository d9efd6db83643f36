"""The share of launches that succeeded, over time, with the interval that few launches leave."""

from __future__ import annotations

from collections import defaultdict

from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator, PercentFormatter

from spacetimeline.pictures.launched import year_of
from spacetimeline.pictures.sheet import BLUE, LINE, QUIET, SKY, Sheet, many, text_width
from spacetimeline.queries.statistics import wilson

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacetimeline.pictures.asked import Asked
    from spacetimeline.pictures.picture import Picture

DECADES_FROM = 15
"""More years than this are drawn decade by decade: a single one has too few launches."""


def draw(asked: Asked) -> Picture:
    """Draw it."""
    known = [row for row in asked.rows if row["date"] is not None and row["outcome"] is not None]
    years = _rates(known, 1)
    several = len(years) > 0 and max(years) - min(years) >= DECADES_FROM
    step = 10 if several else 1
    rates = _rates(known, step)
    told = [many(len(asked.rows), "launches"), f"by {'decade' if several else 'year'}"]
    notes = ["Only full successes count; partial failures do not"]
    if len(known) < len(asked.rows):
        left = many(len(asked.rows) - len(known), "launches")
        notes.append(f"{left} without a known outcome or date not counted")
    sheet = Sheet(asked, "Success rate of launches over time", 3.9, told=told, notes=notes)
    if not known:
        return sheet.empty()
    axes = sheet.axes
    for start, (wins, all_) in rates.items():
        interval: Any = wilson(wins, all_)
        place = (start, start + step) if several else (start - 0.4, start + 0.4)
        axes.fill_between(place, *interval, color=SKY, alpha=0.4, linewidth=0)
        axes.plot(place, [wins / all_] * 2, color=BLUE, linewidth=2.2, gid=str(start))
    keys: list[Any] = [
        Line2D([], [], color=BLUE, linewidth=2.2),
        Patch(facecolor=SKY, alpha=0.4),
    ]
    labels = ["share that succeeded", "its 95 % interval (Wilson)"]
    if several:
        axes.scatter(
            [year + 0.5 for year in years],
            [wins / all_ for wins, all_ in years.values()],
            [10 + 4 * all_ for _, all_ in years.values()],
            color=QUIET,
            alpha=0.35,
            linewidth=0,
            zorder=3,
        )
        keys.append(
            Line2D([], [], color=QUIET, alpha=0.35, marker="o", linestyle="", markeredgewidth=0)
        )
        labels.append("a single year, larger with more launches")
    axes.set_ylim(0, 1.04)
    axes.set_xlim(
        min(rates) - (0.5 if several else 0.7), max(rates) + step - (-0.5 if several else 0.3)
    )
    axes.yaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))
    _groups(sheet, rates, step)
    axes.grid(axis="y", color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    sheet.legend(keys, labels)
    won = sum(wins for wins, _ in rates.values())
    low, high = wilson(won, len(known))
    return sheet.done(
        f"{won:,} of {many(len(known), 'launches')} succeeded, {won / len(known):.1%} "
        f"(95 % interval {low:.1%} to {high:.1%}), {min(years)} to {max(years)}; "
        + "; ".join(
            f"{start}{'s' if several else ''}: {wins} of {all_}"
            for start, (wins, all_) in list(rates.items())[:20]
        )
        + "."
    )


def _groups(sheet: Sheet, rates: dict[int, tuple[int, int]], step: int) -> None:
    """Name each group below the axis, with its numbers; or, where there is no room, some years."""
    words = [
        f"{start}s\n{100 * wins / all_:.0f} %\n{wins} of {all_}"
        if step > 1
        else f"{start}\n{100 * wins / all_:.0f} %\n{wins} of {all_}"
        for start, (wins, all_) in rates.items()
    ]
    groups = (max(rates) - min(rates)) / step + 1
    widest = max(text_width(line) for text in words for line in text.split("\n"))
    if widest + 0.12 < sheet.inches * 0.9 / groups:
        places = [start + (step / 2 if step > 1 else 0) for start in rates]
        sheet.axes.set_xticks(places, words, linespacing=1.4)
        sheet.axes.tick_params(axis="x", length=0)
    else:
        sheet.axes.xaxis.set_major_locator(
            MaxNLocator(nbins=max(3, int(sheet.inches * 1.2)), steps=[1, 2, 5, 10], integer=True)
        )


def _rates(rows: list[dict[str, Any]], step: int) -> dict[int, tuple[int, int]]:
    """For each year, or first year of some: successes, and launches with a known outcome."""
    outcomes: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        outcomes[year_of(row) // step * step].append(row["outcome"])
    return {
        start: (outcomes[start].count("success"), len(outcomes[start]))
        for start in sorted(outcomes)
    }
