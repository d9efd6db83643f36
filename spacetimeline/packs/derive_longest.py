"""How long things last at most, and how vague their dates are: where to begin to look.

Who was in space at some time began the stay at most as long ago as the longest one lasted. With
that bound a question about an instant reads a small part of an index in time order, however many
rows there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

SPANS = {
    "launch": ("date", "date"),
    "flight": ("launched", "landing"),
    "stay": ("start", "end"),
    "spacecraft": ("launched", "gone"),
    "docking": ("docked", "undocked"),
    "spacewalk": ("start", "end"),
    "expedition": ("start", "end"),
    "event": ("date", "date"),
    "entry": ("date", "date"),
    "claim": ("date", "date"),
    "source": ("date", "date"),
    "programme": ("start", "end"),
}
"""Of each table that is asked by time, the dates at which its rows begin and end."""

BETWEEN = {
    "sqlite": "(julianday({end}) - julianday({start})) * 86400.0",
    "postgresql": "EXTRACT(EPOCH FROM ({end} - {start}))",
}

# Of a date known to the second nothing is wider than a minute, so most rows need no arithmetic.
VAGUE = "{start}_precision NOT IN ('millisecond', 'second', 'minute') OR {start}_uncertain"

FIGURES = """
INSERT INTO longest (what, lead, lag, lasting, open_since)
SELECT '{table}',
       (SELECT COALESCE(MAX({lead}), 0) + 60 FROM {table} WHERE {vague}),
       (SELECT COALESCE(MAX({lag}), 0) + 60 FROM {table} WHERE {vague}),
       (SELECT COALESCE(MAX({lasting}), 0) + 60 FROM {table} WHERE {measured}),
       (SELECT MIN({start}_start) FROM {table} WHERE {end}_text IS NULL)
"""


def derive_longest(connection: Connection) -> None:
    """Make the table of these figures anew."""
    between = BETWEEN[connection.dialect.name]
    for table, (start, end) in SPANS.items():
        vague = VAGUE.format(start=start)
        connection.exec_driver_sql(
            FIGURES.format(
                table=table,
                start=start,
                end=end,
                vague=vague,
                measured=vague if start == end else f"{end}_text IS NOT NULL",
                lead=between.format(start=f"{start}_earliest", end=f"{start}_start"),
                lag=between.format(start=f"{start}_start", end=f"{start}_before"),
                lasting=between.format(start=f"{start}_start", end=f"{end}_before"),
            )
        )
