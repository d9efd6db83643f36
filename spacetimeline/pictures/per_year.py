"""Launches of each year, stacked by outcome."""

from __future__ import annotations

from collections import Counter

from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from spacetimeline.pictures.launched import OUTCOMES, outcome_of, shown_outcomes, year_of
from spacetimeline.pictures.sheet import LINE, Sheet, many

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacetimeline.pictures.asked import Asked
    from spacetimeline.pictures.picture import Picture


def draw(asked: Asked) -> Picture:
    """Draw it."""
    dated = [row for row in asked.rows if row["date"] is not None]
    undated = len(asked.rows) - len(dated)
    notes = [f"{many(undated, 'launches')} without a date not drawn"] if undated else []
    told = [many(len(dated), "launches")]
    sheet = Sheet(asked, "Launches per year, by outcome", 3.9, told=told, notes=notes)
    if not dated:
        return sheet.empty()
    counts = Counter((year_of(row), outcome_of(row)) for row in dated)
    years = range(min(year for year, _ in counts), max(year for year, _ in counts) + 1)
    axes = sheet.axes
    floor = [0] * len(years)
    for outcome in shown_outcomes(dated):
        heights = [counts[year, outcome] for year in years]
        colour, hatch = OUTCOMES[outcome]
        axes.bar(
            years, heights, 0.82, floor, color=colour, hatch=hatch, edgecolor="white", linewidth=0,
            label=outcome,
        )  # fmt: skip
        floor = [low + height for low, height in zip(floor, heights, strict=True)]
    axes.set_xlim(years[0] - 0.8, years[-1] + 0.8)
    axes.xaxis.set_major_locator(
        MaxNLocator(nbins=max(3, int(sheet.inches * 1.4)), steps=[1, 2, 5, 10], integer=True)
    )
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10], integer=True))
    axes.set_ylim(0, max(floor) * 1.04)
    axes.grid(axis="y", color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    axes.set_ylabel("launches a year")
    outcomes = shown_outcomes(dated)
    keys = [
        Patch(facecolor=OUTCOMES[one][0], hatch=OUTCOMES[one][1], edgecolor="white")
        for one in outcomes
    ]
    totals = Counter(map(outcome_of, dated))
    sheet.legend(keys, [f"{one} ({totals[one]:,})" for one in outcomes])
    most = max(floor)
    busiest = [str(year) for year, height in zip(years, floor, strict=True) if height == most]
    said = ", ".join(f"{totals[one]:,} {one}" for one in outcomes)
    return sheet.done(
        f"Stacked bars of {many(len(dated), 'launches')} from {years[0]} to {years[-1]}: {said}. "
        f"Most in {' and '.join(busiest[:3])}: {most:,}."
    )
