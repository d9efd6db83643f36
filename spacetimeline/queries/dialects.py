"""The few places where SQLite and PostgreSQL do not read the same SQL."""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Params = dict[str, object]

MANY = 50
"""More values than this travel as one JSON array instead of one parameter each."""


def members(dialect: str, label: str, values: Sequence[int | str], params: Params) -> str:
    """The right side of a comparison with any of `values`: ``= :x`` or ``IN (…)``.

    Values go into `params` under names that begin with `label`, never into the
    text. A single value is an equality, so that an index on (column, time) also
    gives the order.
    """
    if len(values) == 1:
        params[label] = values[0]
        return f"= :{label}"
    if len(values) <= MANY:
        names = [f"{label}_{number}" for number in range(len(values))]
        params.update(zip(names, values, strict=True))
        return f"IN ({', '.join(':' + name for name in names)})"
    return listed(dialect, label, values, params)


def listed(dialect: str, label: str, values: Sequence[int | str], params: Params) -> str:
    """The same for any number of values in one parameter: one text, which is prepared once."""
    params[label] = json.dumps(list(values))
    if dialect == "sqlite":
        return f"IN (SELECT value FROM json_each(:{label}))"
    cast = "bigint" if isinstance(values[0], int) else "text"
    return (
        f"IN (SELECT CAST(member AS {cast}) "
        f"FROM json_array_elements_text(CAST(:{label} AS json)) AS member)"
    )


def seconds_between(dialect: str, start: str, end: str) -> str:
    """SQL for the seconds from one instant's column to another's."""
    if dialect == "sqlite":
        # To the millisecond: the rest is noise, which would put equals into an order.
        return f"ROUND((julianday({end}) - julianday({start})) * 86400.0, 3)"
    return f"EXTRACT(EPOCH FROM ({end} - {start}))"
