"""Two ways to run one question on SQLite: from its rarest filter, or along the order of time.

A filter that few rows meet is best sought through its own index, and the few are sorted. Where a
short time is asked for, or a few rows of many, it is better to walk along the index of time and
test each row: nothing is sorted, and a limit ends the walk. SQLite's planner cannot tell which
(it does not know how many rows a name stands for), so the text says it: what shall be tested is
written as a correlated EXISTS, or with a ``+`` before the column, which hides it from indexes.
PostgreSQL knows better, and gets the plain text.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacetimeline.queries.dialects import Params
    from spacetimeline.queries.lookup import Lookup
    from spacetimeline.queries.times import Window

NARROW = 3
"""So many years are walked through whatever else is asked."""

RARE = 2000
"""So few rows are sought and sorted rather than walked to."""

_OPEN, _BETWEEN, _CLOSE = "\x01", "\x02", "\x03"


def among(outer: str, inner: str, tables: str, where: str) -> str:
    """SQL for whether a column is among what other tables hold, for a filter's text.

    It stands for both forms: ``outer IN (SELECT inner FROM tables WHERE …)`` to seek by, and
    ``EXISTS (…)`` to test a row with.
    """
    sought = f"{outer} IN (SELECT {inner} FROM {tables} WHERE {where})"
    both = f"({where})" if " OR " in where else where
    tested = f"EXISTS (SELECT 1 FROM {tables} WHERE {inner} = {outer} AND {both})"
    rows = f"SELECT 1 FROM {tables} WHERE {where}"
    return _OPEN + _BETWEEN.join((sought, tested, rows)) + _CLOSE


def forms(sql: str) -> tuple[str, str, str]:
    """The text to seek by, the text to test with, and the rows that are sought (or nothing)."""
    sought = tested = rows = ""
    for place, part in enumerate(sql.split(_OPEN)):
        inside, _, after = part.rpartition(_CLOSE)
        if place and inside:
            first, second, rows = inside.split(_BETWEEN)
            sought, tested = sought + first, tested + second
        sought, tested = sought + after, tested + after
    return sought, tested, rows


def hidden(table: str, sql: str) -> str:
    """The text with the table's columns hidden from indexes."""
    return sql.replace(f"{table}.", f"+{table}.")


def narrow(windows: Sequence[Window]) -> bool:
    """Whether the periods asked for, all together, are short enough to walk through."""
    lows = [low for low, _ in windows if low is not None]
    highs = [high for _, high in windows if high is not None]
    if not lows or not highs:
        return False
    return int(min(highs)[:4]) - int(max(lows)[:4]) <= NARROW


def is_rare(lookup: Lookup, rows: str, params: Params) -> bool:
    """Whether a SELECT gives few rows; it is counted no further than needed."""
    sql = f"SELECT COUNT(*) FROM ({rows} LIMIT {RARE}) AS few"
    return bool(lookup.rows(sql, params)[0][0] < RARE)
