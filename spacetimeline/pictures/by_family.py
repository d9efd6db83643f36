"""Launches of each family of vehicles, stacked by outcome."""

from __future__ import annotations

from collections import Counter

from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from spacetimeline.pictures.launched import OUTCOMES, outcome_of, shown_outcomes
from spacetimeline.pictures.sheet import LINE, QUIET, Sheet, fitted, many, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacetimeline.pictures.asked import Asked
    from spacetimeline.pictures.picture import Picture

MOST = 30
"""So many families have a bar of their own."""
NO_FAMILY = "no family"


def draw(asked: Asked) -> Picture:
    """Draw it."""
    families = Counter(row["family"] or NO_FAMILY for row in asked.rows)
    ranked = sorted(families, key=lambda name: (-families[name], name))
    rest = ranked[MOST:] if len(ranked) > MOST + 1 else []
    bars = ranked[: MOST if rest else None]
    others = f"{len(rest)} other families"
    if rest:
        bars.append(others)
    told = [many(len(asked.rows), "launches"), many(len(families), "families")]
    sheet = Sheet(
        asked, "Launches by family of vehicle", 0.75 + 0.25 * max(len(bars), 4), told=told
    )
    if not bars:
        return sheet.empty()
    place = {name: number for number, name in enumerate(bars)}
    counts = Counter(
        (place.get(row["family"] or NO_FAMILY, place.get(others)), outcome_of(row))
        for row in asked.rows
    )
    axes = sheet.axes
    ends = [0] * len(bars)
    outcomes = shown_outcomes(asked.rows)
    for outcome in outcomes:
        widths = [counts[number, outcome] for number in place.values()]
        colour, hatch = OUTCOMES[outcome]
        axes.barh(
            range(len(bars)), widths, 0.72, ends, color=colour, hatch=hatch, edgecolor="white",
            linewidth=0, label=outcome,
        )  # fmt: skip
        ends = [end + width for end, width in zip(ends, widths, strict=True)]
    most = max(ends)
    for number, end in enumerate(ends):
        sheet.write(end + most * 0.008, number, f"{end:,}", data=True, color=QUIET)
    sheet.rows([fitted(shown(name), 0.35 * sheet.inches) for name in bars], range(len(bars)))
    axes.invert_yaxis()
    axes.set_ylim(len(bars) - 0.4, -0.6)
    axes.set_xlim(0, most * 1.1)
    axes.xaxis.set_major_locator(
        MaxNLocator(nbins=max(3, int(sheet.inches * 0.9)), steps=[1, 2, 5, 10], integer=True)
    )
    axes.grid(axis="x", color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_xlabel("launches")
    keys = [
        Patch(facecolor=OUTCOMES[one][0], hatch=OUTCOMES[one][1], edgecolor="white")
        for one in outcomes
    ]
    totals = Counter(map(outcome_of, asked.rows))
    sheet.legend(keys, [f"{one} ({totals[one]:,})" for one in outcomes])
    first = ", ".join(f"{shown(name)} {families[name]:,}" for name in bars[:3] if name in families)
    return sheet.done(
        f"Bars of {many(len(asked.rows), 'launches')} of {many(len(families), 'families')}, "
        f"stacked by outcome. Most: {first}."
    )
