"""Questions on databases of 1, 10 and 100 times the real launch log, side by side.

    python benchmarks/scale.py FOLDER [TIMES …]        1, 10 and 100 unless told otherwise

writes the databases into FOLDER where they are not there yet (100×: 5 GB, some minutes), asks,
prints a Markdown table, and keeps it in the README beside this file. The same filter in raw
sqlite3, and on pandas, polars and duckdb frames that are in memory already, stands beside.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import raw
import worlds

import spacetimeline as st

README = Path(__file__).parent / "README.md"
TURNS, AT_LEAST = 7, 0.03
INSTANT = "2015-09-05T12:00Z"

FAMILY = """
WITH RECURSIVE below(id) AS (
    SELECT id FROM family WHERE key = 'r-7'
    UNION SELECT f.id FROM family f JOIN below b ON f.parent_id = b.id
)
SELECT f.id, f.name FROM below JOIN family f ON f.id = below.id
"""

QUESTIONS: dict[str, Callable[[st.Database], Any]] = {
    'search("aimbetow")': lambda db: db.search("aimbetow").to_dicts(),
    'search("Bajkonur")': lambda db: db.search("Bajkonur").to_dicts(),
    'search("starlnik")': lambda db: db.search("starlnik").to_dicts(),
    'search("soyuz tma18m")': lambda db: db.search("soyuz tma18m").to_dicts(),
    "a name that nothing has": lambda db: refused(db),  # noqa: PLW0108 - defined below
    'get("Aimbetov")': lambda db: db.get("Aimbetov").name,
    "in_space(an instant), how many": lambda db: db.in_space(INSTANT).count(),
    "in_space(an instant), as dicts": lambda db: db.in_space(INSTANT).to_dicts(),
    'launches(year=2015, family="R-7")': lambda db: r7(db).to_dicts(),
    "… limit(20)": lambda db: r7(db).limit(20).to_dicts(),
    "launches().limit(50)": lambda db: db.launches().limit(50).to_dicts(),
    'launches(vehicle="Proton").limit(50)': (
        lambda db: db.launches(vehicle="Proton").limit(50).to_dicts()
    ),
    'launches(orbit="GEO").limit(50)': lambda db: db.launches(orbit="GEO").limit(50).to_dicts(),
    'launches(country="KZ").limit(50)': lambda db: db.launches(country="KZ").limit(50).to_dicts(),
    "launches(crewed=True).limit(50)": lambda db: db.launches(crewed=True).limit(50).to_dicts(),
    "timeline(year=2015).limit(50)": lambda db: db.timeline(year=2015).limit(50).to_dicts(),
    'timeline(about="Baikonur").limit(50)': (
        lambda db: db.timeline(about="Baikonur").limit(50).to_dicts()
    ),
}


def r7(db: st.Database) -> Any:
    """The question that everybody's tools are asked, too."""
    return db.launches(year=2015, family="R-7")


def refused(db: st.Database) -> str:
    """What a name costs that nothing has: the nearest are suggested."""
    try:
        db.get("Aimbbbetof")
    except st.NotFound as error:
        return str(error)
    raise AssertionError


def best(work: Callable[[], object]) -> float:
    """The least processor seconds of several turns, each long enough for the clock.

    What else the machine does would be in the time on the wall.
    """
    work()
    begun = time.process_time()
    work()
    often = max(1, round(AT_LEAST / (time.process_time() - begun)))
    seconds = []
    for _ in range(TURNS):
        begun = time.process_time()
        for _ in range(often):
            work()
        seconds.append((time.process_time() - begun) / often)
    return min(seconds)


def grown(paths: dict[int, Path]) -> str:
    """The table of our own questions at each size."""
    opened = {many: st.connect(path, read_only=True) for many, path in paths.items()}
    head = " | ".join(f"{many}×" for many in opened)
    lines = [
        f"| milliseconds | {head} | {max(opened)}× : 1× |",
        "|---|" + "--:|" * (len(opened) + 1),
    ]
    for what, ask in QUESTIONS.items():
        took = [best(lambda ask=ask, db=db: ask(db)) for db in opened.values()]  # type: ignore[misc]
        cells = " | ".join(f"{1000 * seconds:.2f}" for seconds in took)
        lines.append(f"| `{what}` | {cells} | {took[-1] / took[0]:.1f} |")
    for db in opened.values():
        db.close()
    return "\n".join(lines)


def beside(path: Path) -> str:
    """The table of one question by every tool, on the smallest database."""
    with st.connect(path, read_only=True) as db:
        ours = best(lambda: r7(db).to_dicts())
        records = best(lambda: list(r7(db)))
        took = {"spacetimeline, as dicts": ours, "spacetimeline, as records": records}
        took |= others(path, db)
    lines = ['| `launches(year=2015, family="R-7")` | ms | beside sqlite3 |', "|---|--:|--:|"]
    plain = took["raw sqlite3, the same fields"]
    lines += [
        f"| {what} | {1000 * seconds:.2f} | {seconds / plain:.1f} |"
        for what, seconds in took.items()
    ]
    return "\n".join(lines)


def others(path: Path, db: st.Database) -> dict[str, float]:
    """What else somebody would use."""
    import duckdb
    import pandas as pd
    import polars as pl
    import sqlalchemy as sa
    from sqlalchemy.orm import Session, selectinload

    from spacetimeline.models import Launch

    connection = raw.opened(str(path))
    found = [tuple(row) for row in connection.execute(FAMILY)]
    ids, names = [id_ for id_, _ in found], [name for _, name in found]
    sql = raw.LAUNCHES.replace(
        "ORDER BY", f"AND l.family_id IN ({', '.join(map(str, ids))}) ORDER BY"
    )

    def by_hand() -> list[dict[str, Any]]:
        since, until = "2015-01-01", "2016-01-01"
        return listed(connection, sql, since, until)

    engine = sa.create_engine(f"sqlite:///{path}")

    def orm() -> list[Launch]:
        wanted = (
            sa.select(Launch)
            .where(sa.text("launch.date_start >= '2015' AND launch.date_start < '2016'"))
            .where(Launch.family_id.in_(ids), Launch.status == "flown")
            .where(Launch.category.in_(["orbital", "deep space"]))
            .order_by(sa.text("launch.date_start, launch.date_end, launch.key"))
            .options(selectinload(Launch.vehicle), selectinload(Launch.payloads))
        )
        with Session(engine) as session:
            return list(session.scalars(wanted))

    rows = db.launches().to_dicts()
    for row in rows:
        row["year"] = int(row["date_earliest"][:4])
    pandas = pd.DataFrame(rows)
    polars = pl.DataFrame(rows, infer_schema_length=None, strict=False)
    duck = duckdb.connect()
    duck.register("launches", polars.to_arrow())
    asked = "SELECT * FROM launches WHERE year = 2015 AND list_contains(?, family)"
    return {
        "raw sqlite3, the same fields": best(by_hand),
        "SQLAlchemy by hand, the same relations": best(orm),
        "pandas, a frame in memory": best(
            lambda: pandas[(pandas.year == 2015) & pandas.family.isin(names)]
        ),
        "polars, a frame in memory": best(
            lambda: polars.filter((pl.col("year") == 2015) & pl.col("family").is_in(names))
        ),
        "polars, as dicts": best(
            lambda: polars.filter(
                (pl.col("year") == 2015) & pl.col("family").is_in(names)
            ).to_dicts()
        ),
        "duckdb, on Arrow in memory": best(lambda: duck.execute(asked, [names]).fetchall()),
    }


def listed(db: sqlite3.Connection, sql: str, since: str, until: str) -> list[dict[str, Any]]:
    """Launches with their lists, as `raw.launches` has them."""
    rows = [dict(row) for row in db.execute(sql, {"since": since, "until": until})]
    by_id = {row["id"]: row for row in rows}
    for name, select in raw.LISTS.items():
        for row in rows:
            row[name] = []
        for number, *values in db.execute(select.format(",".join("?" * len(by_id))), [*by_id]):
            by_id[number][name].append(values)
    return rows


def main() -> None:
    """Make what is missing, measure, print, and keep the tables."""
    times = [int(word) for word in sys.argv[2:]] or [1, 10, 100]
    load = os.getloadavg()[0]
    paths = worlds.write(Path(sys.argv[1]), times)
    sizes = ", ".join(
        f"{many}× {path.stat().st_size / 1e6:,.0f} MB" for many, path in paths.items()
    )
    tables = f"{grown(paths)}\n\n{beside(paths[min(paths)])}"
    print(tables)
    about = (
        f"Measured on {dt.date.today():%Y-%m-%d}: {os.cpu_count()} cores, {platform.system()} "
        f"{platform.machine()}, CPython {platform.python_version()}, SQLite "
        f"{sqlite3.sqlite_version}; invented databases of {sizes}; processor time, the best of {TURNS} turns; "
        f"load before it {load:.1f}."
    )
    kept = f"<!-- scale -->\n{about}\n\n{tables}\n<!-- end of scale -->"
    text = README.read_text("utf-8")
    README.write_text(
        re.sub(r"<!-- scale -->.*<!-- end of scale -->", lambda _: kept, text, flags=re.DOTALL),
        "utf-8",
    )


if __name__ == "__main__":
    main()
