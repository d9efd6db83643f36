"""Questions in one process, each asked anew; run by `run.py`, which makes a table of it.

python benchmarks/warm.py DATABASE TURNS
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable

import raw

import spacetimeline as st

AT_LEAST = 0.02
"""Seconds that a turn takes at least, so that the clock is fine enough."""


def main() -> None:
    """Print what each question takes, in seconds, and its like in sqlite3, as JSON."""
    path, turns = sys.argv[1], int(sys.argv[2])
    db = raw.opened(path)
    questions: list[tuple[str, Callable[[], object], Callable[[], object] | None]] = [
        (
            "launches of 2006, as dicts",
            lambda: st.launches(year=2006).to_dicts(),
            lambda: raw.launches(db, "2006-01-01", "2007-01-01"),
        ),
        (
            "all launches, as dicts",
            lambda: st.launches().to_dicts(),
            lambda: raw.launches(db, "", "A"),
        ),
        (
            "how many launches of 2006",
            lambda: st.launches(year=2006).count(),
            lambda: db.execute(
                "SELECT COUNT(*) FROM launch WHERE date_start >= '2006' AND date_start < '2007' "
                "AND category IN ('orbital', 'deep space') AND status = 'flown'"
            ).fetchone(),
        ),
        (
            "Proton launches of 2006, as dicts",
            lambda: st.launches(year=2006, vehicle="Proton").to_dicts(),
            None,
        ),
        (
            "launches of 2006, as records with their payloads",
            lambda: [launch.payloads for launch in st.launches(year=2006)],
            None,
        ),
        (
            "who was in space at an instant",
            lambda: st.in_space("2015-09-05T12:00Z").to_dicts(),
            None,
        ),
        (
            "the timeline of Kazakhstan since 1991",
            lambda: st.timeline(country="KZ", since=1991).to_dicts(),
            None,
        ),
        ("a person by name", lambda: st.get("Aimbetov").name, None),
        ("a search with a typing error", lambda: st.search("aimbetow").to_dicts(), None),
        ("success rates by vehicle", lambda: st.statistics(by="vehicle").to_dicts(), None),
    ]
    measured = []
    for what, ask, like in questions:
        seconds = in_turns([ask, like] if like else [ask], turns)
        measured.append((what, seconds[0], seconds[1] if like else None))
    print(json.dumps(measured))


def in_turns(works: list[Callable[[], object]], turns: int) -> list[float]:
    """The median seconds of each piece of work, measured in turns."""
    often = [repeats(work) for work in works]
    seconds: list[list[float]] = [[] for _ in works]
    for _ in range(turns):
        for place, work in enumerate(works):
            begun = time.perf_counter()
            for _ in range(often[place]):
                work()
            seconds[place].append((time.perf_counter() - begun) / often[place])
    return [statistics.median(some) for some in seconds]


def repeats(work: Callable[[], object]) -> int:
    """How often work is done in one turn; it is done once before, to open and import things."""
    work()
    begun = time.perf_counter()
    work()
    return max(1, round(AT_LEAST / (time.perf_counter() - begun)))


if __name__ == "__main__":
    main()
