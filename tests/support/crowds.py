"""Seven thousand of everything, long after ours: rows written straight into a database's file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

MANY = 7_000
FROM = 2100
"""The first year of theirs."""

_NUMBERS = f"WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < {MANY - 1}) "


def day(prefix: str, days: str, long: int = 1) -> dict[str, str]:
    """The columns of a date of so many days' doubt, `days` after the first of January."""
    start = f"strftime('%Y-%m-%dT00:00:00.000Z', '{FROM}-01-01', '+' || ({days}) || ' days')"
    end = f"strftime('%Y-%m-%dT00:00:00.000Z', '{FROM}-01-01', '+' || ({days} + {long}) || ' days')"
    return {
        f"{prefix}_text": f"substr({start}, 1, 10)",
        f"{prefix}_start": start,
        f"{prefix}_end": end,
        f"{prefix}_earliest": start,
        f"{prefix}_before": end,
        f"{prefix}_precision": "'day'" if long == 1 else "'span'",
        f"{prefix}_uncertain": "0",
    }


def crowd(path: Path) -> None:
    """Put them into the database of this file: launches, satellites, flights, stays and sites."""
    with sqlite3.connect(path) as connection:
        ids: dict[str, int] = {}

        def clone(table: str, like: str, changes: dict[str, str]) -> None:
            """As many rows as `like`, with other values in some columns."""
            base = 1 + connection.execute("SELECT MAX(id) FROM record").fetchone()[0]
            ids[table] = base
            own = {"id": f"{base} + n", "key": f"'many-{table}-' || n", "name": f"'{table} ' || n"}
            connection.execute(
                f"{_NUMBERS} INSERT INTO record (id, kind, key, name) "
                f"SELECT {base} + n, '{table}', {own['key']}, {own['name']} FROM numbers"
            )
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            taken = ", ".join({**own, **changes}.get(name, f"x.{name}") for name in columns)
            connection.execute(
                f"{_NUMBERS} INSERT INTO {table} ({', '.join(columns)}) "
                f"SELECT {taken} FROM numbers, {table} AS x WHERE x.key = '{like}'"
            )
            assert connection.execute("SELECT changes()").fetchone()[0] == MANY

        def nth(table: str) -> str:
            """The ids of what there is, in turn."""
            connection.execute(
                f"CREATE TEMP TABLE some_{table} AS "
                f"SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM {table}"
            )
            connection.execute(f"CREATE INDEX temp.place_{table} ON some_{table} (place)")
            (many,) = connection.execute(f"SELECT COUNT(*) FROM some_{table}").fetchone()
            return f"(SELECT s.id FROM some_{table} AS s WHERE s.place = numbers.n % {many})"

        outcome = "CASE n % 10 WHEN 0 THEN 'failure' WHEN 1 THEN 'partial failure' WHEN 2 THEN NULL ELSE 'success' END"
        clone(
            "launch",
            "2006-022",
            {"cospar": "NULL", "serial": "NULL", "outcome": outcome, "family_id": nth("family"), **day("date", "n * 3")},
        )  # fmt: skip
        nothing = {"cospar": "NULL", "norad": "NULL"}
        launch = {"launch_id": f"{ids['launch']} + n"}
        clone(
            "spacecraft",
            "kazsat-1",
            {
                **nothing,
                **launch,
                "orbit": "CASE n % 3 WHEN 0 THEN 'LEO' WHEN 1 THEN 'GEO' ELSE NULL END",
                **day("launched", "n * 3"),
                **day("ended", "n * 3 + 900", 400),
                **day("gone", "n * 3 + 2000 + n % 700"),
            },
        )
        clone(
            "flight",
            "soyuz-tma-18m",
            {"craft_id": f"{ids['spacecraft']} + n", **launch, **day("launched", "n * 3"), **day("landing", "n * 3 + 40")},
        )  # fmt: skip
        clone(
            "stay",
            "aidyn-aimbetov-1",
            {
                "person_id": nth("person"),
                "flight_up_id": f"{ids['flight']} + n",
                "flight_down_id": f"{ids['flight']} + n + CASE n % 2 WHEN 0 THEN 1 ELSE -1 END",
                "represented_id": nth("country"),
                **day("start", "n * 3"),
                **day("end", "n * 3 + 40"),
            },
        )
        clone(
            "site",
            "baikonur",
            {"latitude": "n % 140 - 70.5", "longitude": "(n * 37) % 360 - 179.5"},
        )
    connection.close()
