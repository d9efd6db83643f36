"""What the numbers say of launches: attempts, outcomes, rates with their intervals."""

from __future__ import annotations

from math import fsum

from spacetimeline.errors import NotFound
from spacetimeline.names import nearest
from spacetimeline.output.schema import NUMBER, WHOLE
from spacetimeline.queries.filters import several
from spacetimeline.queries.launches import LAUNCHES
from spacetimeline.queries.listed import Listed
from spacetimeline.queries.rows import Row
from spacetimeline.queries.subject import Stage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from spacetimeline.queries.lookup import Lookup
    from spacetimeline.queries.subject import Criteria

    Group = str | int

Z = 1.959963984540054
"""The normal quantile of a two-sided interval of 95 %."""

# For each way to group: SQL for the group of a launch, and for its label.
_PROVIDER = "LEFT JOIN organization AS o ON o.id = launch.provider_id"
_PAYLOADS = "LEFT JOIN spacecraft AS p ON p.launch_id = launch.id"
GROUPS = {
    # The text of an instant begins with the year on both databases.
    "year": ("", "CAST(launch.date_start AS TEXT)"),
    "decade": ("", "CAST(launch.date_start AS TEXT)"),
    "vehicle": ("LEFT JOIN vehicle AS g ON g.id = launch.vehicle_id", "g.name"),
    "family": ("LEFT JOIN family AS g ON g.id = launch.family_id", "g.name"),
    "site": ("LEFT JOIN site AS g ON g.id = launch.site_id", "g.name"),
    "pad": ("LEFT JOIN pad AS g ON g.id = launch.pad_id", "g.name"),
    "provider": ("LEFT JOIN organization AS g ON g.id = launch.provider_id", "g.name"),
    "country": (f"{_PROVIDER} LEFT JOIN country AS g ON g.id = o.country_id", "g.name"),
    "operator": (f"{_PAYLOADS} LEFT JOIN organization AS g ON g.id = p.operator_id", "g.name"),
    "orbit": (_PAYLOADS, "p.orbit"),
    "outcome": ("", "launch.outcome"),
}
"""How launches are grouped; by operator and orbit one launch may be in several groups."""

SEVERAL = ("operator", "orbit")
UNKNOWN = "unknown"


class Statistic(Row):
    """What the numbers say of one group of launches.

    Attributes:
        group: the year, vehicle, site …; ``unknown`` where launches have none.
        attempts: launches.
        successes: launches with outcome success.
        partial_failures: launches that a source grades between success and failure.
        failures: launches with outcome failure.
        success_rate: successes over attempts with a known outcome; None where there is none.
        rate_low: lower end of its 95 % interval (Wilson 1927), or None.
        rate_high: upper end, or None.
        graded_rate: mean success fraction, 1 for a success and 0 for a failure that no source
            grades, or None.
    """

    __slots__ = (
        "attempts",
        "failures",
        "graded_rate",
        "group",
        "partial_failures",
        "rate_high",
        "rate_low",
        "success_rate",
        "successes",
    )
    group: Group
    attempts: int
    successes: int
    partial_failures: int
    failures: int
    success_rate: float | None
    rate_low: float | None
    rate_high: float | None
    graded_rate: float | None


SHOWN = ["group", "attempts", "successes", "partial_failures", "failures", "success_rate"]
"""What a table has room for; the rate's interval stands in its cell."""
INTERVAL = "in brackets the 95 % interval of the rate (Wilson)"

NAMES = [
    "group",
    "attempts",
    "successes",
    "partial_failures",
    "failures",
    "success_rate",
    "rate_low",
    "rate_high",
    "graded_rate",
]
TYPES = {name: NUMBER if "rate" in name else WHOLE for name in NAMES[1:]}


def wilson(successes: int, known: int) -> tuple[float, float] | tuple[None, None]:
    """The 95 % interval of a rate by Wilson's score (1927); None twice where nothing is known."""
    if known == 0:
        return None, None
    rate = successes / known
    middle = rate + Z * Z / (2 * known)
    reach = Z * ((rate * (1 - rate) + Z * Z / (4 * known)) / known) ** 0.5
    whole = 1 + Z * Z / known
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def _row(group: Group, launches: list[tuple[Any, ...]]) -> dict[str, Any]:
    """The numbers of one group, from (outcome, success fraction) of each launch."""
    outcomes = [outcome for outcome, _ in launches]
    successes = outcomes.count("success")
    known = len(outcomes) - outcomes.count(None)
    grades = [
        fraction if fraction is not None else {"success": 1.0, "failure": 0.0}.get(outcome)
        for outcome, fraction in launches
    ]
    graded = [grade for grade in grades if grade is not None]
    low, high = wilson(successes, known)
    return {
        "group": group,
        "attempts": len(launches),
        "successes": successes,
        "partial_failures": outcomes.count("partial failure"),
        "failures": outcomes.count("failure"),
        "success_rate": successes / known if known else None,
        "rate_low": low,
        "rate_high": high,
        # Exact, whatever the order in which a database gives the rows.
        "graded_rate": fsum(graded) / len(graded) if graded else None,
    }


def _checked(asked: Iterable[tuple[str, Any]]) -> Criteria:
    """The criteria of launches, from what was asked of statistics; one keyword may come twice."""
    return tuple(one for keyword, value in asked for one in LAUNCHES.criteria({keyword: value}))


def _fetched(lookup: Lookup, by: str, asked: Criteria) -> list[tuple[Any, ...]]:
    """Group, id, outcome and success fraction of the launches that meet some filters."""
    join, label = GROUPS[by]
    stages = [Stage(_checked(asked))]
    statement = LAUNCHES.statement(lookup, stages)
    where = f" WHERE {statement.where}" if statement.where else ""
    sql = (
        f"SELECT DISTINCT {label}, launch.id, launch.outcome, launch.success_fraction "
        f"FROM launch {join}{where}"
    )
    return lookup.rows(sql, statement.params)


def _label(by: str, value: Any) -> Group:
    if value is None:
        return UNKNOWN
    if by == "year":
        return int(str(value)[:4])
    if by == "decade":
        return f"{str(value)[:3]}0s"
    return str(value)


def counted(lookup: Lookup, by: str, asked: Criteria) -> list[dict[str, Any]]:
    """The numbers of each group, years in order, others by number of attempts."""
    groups: dict[Group, list[tuple[Any, ...]]] = {}
    values = dict(asked).get(by)
    listed = isinstance(values, (list, tuple, set, frozenset, range))
    if listed and by not in {"year", "decade"}:
        seen: set[int] = set()
        for value in several(values):
            if by in SEVERAL:
                seen = set()  # once in each group, whatever the number of its payloads there
            launches = groups.setdefault(str(getattr(value, "name", value)), [])
            for _, id_, outcome, fraction in _fetched(lookup, by, (*asked, (by, value))):
                if id_ not in seen:
                    launches.append((outcome, fraction))
                    seen.add(id_)
        return [_row(group, launches) for group, launches in groups.items()]
    for value, _, outcome, fraction in _fetched(lookup, by, asked):
        groups.setdefault(_label(by, value), []).append((outcome, fraction))
    rows = [_row(group, launches) for group, launches in groups.items()]
    if by in {"year", "decade"}:
        return sorted(rows, key=lambda row: str(row["group"]))
    return sorted(rows, key=lambda row: (-row["attempts"], str(row["group"])))


def statistics(by: str, asked: dict[str, Any]) -> Listed:
    """The question for one way of grouping.

    Raises:
        NotFound: launches are not grouped like this.
        UnknownFilter: launches have no such filter.
    """
    by = str(by).casefold()
    if by not in GROUPS:
        near = nearest(str(by), list(GROUPS), 1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        msg = f"Launches are not counted by {by!r}.{hint} There are: {', '.join(GROUPS)}."
        raise NotFound(msg, asked=str(by), suggestions=near)

    first = tuple(asked.items())
    LAUNCHES.criteria(asked)  # what cannot be asked is said at once

    def produce(lookup: Lookup, further: Criteria) -> Any:
        return [(row, []) for row in counted(lookup, by, (*first, *further))]

    return Listed(
        "statistics",
        names=NAMES,
        filters=list(LAUNCHES.filters.values()),
        shown=SHOWN,
        produce=produce,
        make=lambda row, _records: Statistic(**row),
        raw=True,
        asked={"by": by, **asked},
        types=TYPES | ({"group": WHOLE} if by == "year" else {}),
        counts=lambda stages: [
            (LAUNCHES, [Stage(_checked((*first, *stage.criteria))) for stage in stages])
        ],
        note=f"{INTERVAL}; one launch counts under each payload's group"
        if by in SEVERAL
        else INTERVAL,
    )
