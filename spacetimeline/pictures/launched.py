"""What pictures of launches share: outcomes and their colours, the year of a launch."""

from __future__ import annotations

from spacetimeline.dates import VagueDate
from spacetimeline.pictures.sheet import BLUE, GREY, ORANGE, VERMILION
from spacetimeline.vocabularies import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

UNKNOWN = "outcome unknown"
OUTCOMES = {
    Outcome.SUCCESS.value: (BLUE, ""),
    Outcome.PARTIAL_FAILURE.value: (ORANGE, "///"),
    Outcome.FAILURE.value: (VERMILION, ""),
    UNKNOWN: (GREY, "..."),
}
"""Colour and hatch of each outcome, in the order in which they are stacked."""


def outcome_of(row: dict[str, Any]) -> str:
    """The outcome of a launch; unknown is one too."""
    return row["outcome"] or UNKNOWN


def shown_outcomes(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The outcomes that there are, in the order in which they are stacked."""
    there = {outcome_of(row) for row in rows}
    return [one for one in OUTCOMES if one in there]


def year_of(row: dict[str, Any]) -> int:
    """The year that a launch belongs to: of the start of its date, doubt aside."""
    if row["date"][-1] in "?~%" or row["date_precision"] == "span":
        return VagueDate.parse(row["date"]).nominal_earliest.year
    return int(row["date_earliest"][:4])
