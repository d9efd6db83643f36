"""A whole catalogue into a database: time beside what a user would pick, memory, growth, cold start.

    python benchmarks/importing.py FOLDER [TIMES …] [--python PYTHON]      1 and 10 unless told

FOLDER holds GCAT's files, the launch log among them (else the folder ``gcat`` of
``SPACETIMELINE_REFERENCE``). PYTHON is an interpreter in whose environment spacetimeline is
installed as a user would, with pandas, pyarrow and sqlite-utils; else the one that runs this.
Everything runs in fresh processes, in turns; seconds are processor seconds of the process and its
children, since what else a machine does would be in the time on the wall, which is told beside
them. It prints the tables, and keeps them in the README beside this file.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import re
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
README = HERE / "README.md"
TURNS = int(os.environ.get("TURNS", "5"))
LOG = "launchlog"
TABLES = ("sites", "lp", "lv", "orgs", "platforms")

READY = """
import sys, spacetimeline as st
with st.connect(sys.argv[1]) as db:
    db.upgrade()
"""
IMPORT = """
import sys, spacetimeline as st
with st.connect(sys.argv[1]) as db:
    print(db.import_catalog("gcat", sys.argv[2]).read)
"""
RAW = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
with open(sys.argv[2]) as file:
    header = next(file).rstrip("\\n").lstrip("#").split("\\t")
    db.execute("CREATE TABLE log (%s)" % ", ".join(f'"{name}"' for name in header))
    rows = (line.rstrip("\\n").split("\\t") for line in file if not line.startswith("#"))
    db.executemany("INSERT INTO log VALUES (%s)" % ", ".join("?" * len(header)), rows)
db.commit()
"""
FLOOR = """
import sqlite3, sys, time
new, old = sqlite3.connect(sys.argv[1], isolation_level=None), sqlite3.connect(sys.argv[2])
names = [name for name, in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
rows = {}
for name in names:
    there = set(new.execute(f'SELECT * FROM "{name}"'))
    rows[name] = [row for row in old.execute(f'SELECT * FROM "{name}"') if row not in there]
new.execute("PRAGMA cache_size = -200000")
begun = time.process_time()
new.execute("BEGIN")
for name, some in rows.items():
    if some:
        marks = ", ".join("?" * len(some[0]))
        new.executemany(f'INSERT OR IGNORE INTO "{name}" VALUES ({marks})', some)
new.execute("COMMIT")
print(time.process_time() - begun, sum(map(len, rows.values())))
"""
PANDAS = """
import sqlite3, sys, pandas
frame = pandas.read_csv(sys.argv[2], sep="\\t", dtype=str, quoting=3)
frame[~frame.iloc[:, 0].str.startswith("#")].to_sql("log", sqlite3.connect(sys.argv[1]), index=False)
"""
STAGES = """
import json, sys, time
from spacetimeline.catalogs import adding, importing, matching, storing, writing
from spacetimeline.packs import derive
import spacetimeline as st

spent, inner = {}, [0.0]

def timed(where, name, what):
    work = getattr(where, name)
    def wrapped(*given, **more):
        begun = time.process_time()
        inner.append(0.0)
        try:
            return work(*given, **more)
        finally:
            its = time.process_time() - begun
            spent[what] = spent.get(what, 0.0) + its - inner.pop()
            inner[-1] += its
    setattr(where, name, wrapped)

timed(importing._Reading, "read", "reading, parsing, keeping the rows")
timed(matching.Matcher, "match", "matching")
timed(adding.Additions, "record", "names and their forms")
for module in (writing, adding):
    timed(module, "insert", "inserting")
timed(writing.Writer, "write", "the rest of writing")
timed(importing, "derive", "what is derived")
timed(importing, "analyze", "ANALYZE")
with st.connect(sys.argv[1]) as db:
    begun = time.process_time()
    db.import_catalog("gcat", sys.argv[2])
    whole = time.process_time() - begun
spent["checks of references, commit, all else"] = whole - sum(spent.values())
print(json.dumps(spent))
"""

DICTS = (
    "import sys, spacetimeline as st; len(st.connect(sys.argv[1]).launches(year=2006).to_dicts())"
)
TABLE = (
    "import sys; from spacetimeline.cli import main; "
    "sys.argv[1:] = ['--url', sys.argv[1], 'launches', '--year', '2006']; main()"
)
RECORDS = (
    "import sys, spacetimeline as st; "
    "[launch.payloads for launch in st.connect(sys.argv[1]).launches(year=2006)]"
)
PARQUET = """
import sys, pandas
frame = pandas.read_parquet(sys.argv[1] + ".parquet")
year = frame[(frame.date_start >= "2006-01-01") & (frame.date_start < "2007-01-01")]
{}
"""
ORM = """
import sys
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, configure_mappers, selectinload
from spacetimeline.models import Launch
configure_mappers()
engine = create_engine("sqlite:///" + sys.argv[1])
start = Launch.__table__.c.date_start
with Session(engine) as session:
    wanted = select(Launch).options(selectinload(Launch.payloads)).where(
        start >= "2006-01-01", start < "2007-01-01")
    [launch.payloads for launch in session.scalars(wanted)]
"""
KEEP = """
import sqlite3, sys, pandas
pandas.read_sql_query('''
    SELECT l.*, v.name AS vehicle, f.name AS family, s.name AS site, p.name AS pad, o.name AS provider
    FROM launch l LEFT JOIN vehicle v ON v.id = l.vehicle_id LEFT JOIN family f ON f.id = l.family_id
    LEFT JOIN site s ON s.id = l.site_id LEFT JOIN pad p ON p.id = l.pad_id
    LEFT JOIN organization o ON o.id = l.provider_id''',
    sqlite3.connect(sys.argv[1])).to_parquet(sys.argv[1] + ".parquet")
"""


class Machine:
    """Runs scripts in fresh processes of one interpreter, outside any checkout."""

    def __init__(self, python: str, folder: Path) -> None:
        self.python = python
        self.folder = folder
        self.environment = dict(os.environ, SPACETIMELINE_CACHE=str(folder / "cache"), COLUMNS="80")
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(self, *words: str) -> tuple[float, float, str]:
        """Processor seconds, seconds on the wall, and what was printed."""
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(
            [self.python, *words], env=self.environment, cwd=self.folder, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"{words[:2]} failed:\n{done.stderr[-2000:]}")
        after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - begun
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return used, wall, done.stdout.strip()

    def memory(self, code: str, *words: str) -> float:
        """The most megabytes that a script held."""
        told = "\nimport resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        return int(self.run("-c", code + told, *words)[2].split()[-1]) * 1024 / 1e6


def files_of(folder: Path) -> dict[str, Path]:
    """The newest launch log, and the newest of each table that it refers to."""
    found = {}
    for section in (LOG, *TABLES):
        there = sorted(folder.glob(f"{section}*.tsv"))
        if there:
            found[section] = there[-1]
    if LOG not in found:
        raise SystemExit(f"{folder} holds no {LOG}*.tsv")
    return found


def grown(files: dict[str, Path], into: Path, times: int) -> Path:
    """A folder with the files, the launch log so many times over under other numbers."""
    into.mkdir(parents=True)
    for section, path in files.items():
        if section != LOG:
            shutil.copy(path, into / path.name)
    with files[LOG].open() as source, (into / files[LOG].name).open("w") as target:
        header = source.readline()
        target.write(header)
        columns = header.lstrip("#").rstrip("\n").split("\t")
        tag, piece, jcat = (columns.index(name) for name in ("Launch_Tag", "Piece", "JCAT"))
        lines = [line.rstrip("\n").split("\t") for line in source if not line.startswith("#")]
        launches: dict[tuple[int, str], int] = {}
        for copy in range(times):
            for number, line in enumerate(lines):
                fields = list(line)
                if copy:
                    launch = launches.setdefault((copy, fields[tag]), len(launches))
                    fields[tag] = f"{2100 + launch // 9000}-{1000 + launch % 9000}"
                    fields[piece] = "-"
                    fields[jcat] = f"A{copy * 100_000 + number:09}"
                target.write("\t".join(fields) + "\n")
    return into


def compared(machine: Machine, ready: Path, source: Path, log: Path) -> str:
    """The import beside others that insert the log alone, in turns."""
    ours = "spacetimeline: the log with sites, pads, vehicles, organizations, ready to be asked"
    commands = {
        ours: ("-c", IMPORT, "{db}", str(source)),
        "pandas: `read_csv` and `to_sql` of the log as text": ("-c", PANDAS, "{db}", str(log)),
        "`sqlite-utils insert --tsv` of the log as text": (
            "-m", "sqlite_utils", "insert", "{db}", "log", str(log), "--tsv", "--silent",
        ),
        "raw `sqlite3`: unparsed lines of the log": ("-c", RAW, "{db}", str(log)),
    }  # fmt: skip
    used: dict[str, list[float]] = {what: [] for what in commands}
    wall: dict[str, list[float]] = {what: [] for what in commands}
    for _ in range(TURNS):
        for what, words in commands.items():
            db = machine.folder / "turn.db"
            db.unlink(missing_ok=True)
            if what == ours:
                shutil.copy(ready, db)
            seconds = machine.run(*(word.replace("{db}", str(db)) for word in words))
            used[what].append(seconds[0])
            wall[what].append(seconds[1])
    raw = statistics.median(used["raw `sqlite3`: unparsed lines of the log"])
    lines = ["| a process | processor s | wall s | beside raw |", "|---|--:|--:|--:|"]
    lines += [
        f"| {what} | {statistics.median(some):.2f} | {statistics.median(wall[what]):.2f} "
        f"| {statistics.median(some) / raw:.1f} |"
        for what, some in used.items()
    ]
    return "\n".join(lines)


def floor(machine: Machine, ready: Path, done: Path) -> str:
    """What writing the rows of the import alone takes, all of them made before."""
    db = machine.folder / "floor.db"
    told = []
    for _ in range(TURNS):
        shutil.copy(ready, db)
        seconds, rows = machine.run("-c", FLOOR, str(db), str(done))[2].split()
        told.append(float(seconds))
    return (
        f"The import leaves {int(rows):,} rows more, with their indexes. To write only these with "
        f"raw `sqlite3`, all of them made before, takes {statistics.median(told):.2f} s: less than "
        "that no import into these tables can take."
    )


def stages(machine: Machine, ready: Path, source: Path) -> str:
    """Where the time of an import goes; the clocks themselves take some of it."""
    db = machine.folder / "stages.db"
    shutil.copy(ready, db)
    spent = json.loads(machine.run("-c", STAGES, str(db), str(source))[2])
    whole = sum(spent.values())
    lines = ["| where the time goes | s | % |", "|---|--:|--:|"]
    lines += [
        f"| {what} | {its:.2f} | {100 * its / whole:.0f} |"
        for what, its in sorted(spent.items(), key=lambda each: -each[1])
    ]
    return "\n".join(lines)


def growth(machine: Machine, ready: Path, files: dict[str, Path], times: list[int]) -> str:
    """Time and memory as the log grows."""
    lines = [
        "| the log | rows | s | ms a row | most MB | database MB |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for many in times:
        source = grown(files, machine.folder / f"log-{many}", many)
        db = machine.folder / f"grown-{many}.db"
        shutil.copy(ready, db)
        told = "\nimport resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        used, _, printed = machine.run("-c", IMPORT + told, str(db), str(source))
        rows, most = (int(word) for word in printed.split()[-2:])
        lines.append(
            f"| {many}× | {rows:,} | {used:.1f} | {1000 * used / rows:.2f} | "
            f"{most * 1024 / 1e6:,.0f} | {db.stat().st_size / 1e6:,.0f} |"
        )
        shutil.rmtree(source)
        db.unlink()
    return "\n".join(lines)


def cold(machine: Machine, db: Path) -> str:
    """A fresh process to its first answer, on the imported database."""
    machine.run("-c", KEEP, str(db))
    commands = {
        "the same fields with `sqlite3`": (str(HERE / "raw.py"), str(db)),
        "as dicts": ("-c", DICTS, str(db)),
        "as dicts: pandas, from its own Parquet": (
            "-c",
            PARQUET.format("year.to_dict('records')"),
            str(db),
        ),
        "as a printed table": ("-c", TABLE, str(db)),
        "as a printed table: pandas, from its own Parquet": (
            "-c",
            PARQUET.format("print(year.to_string())"),
            str(db),
        ),
        "as records with their payloads": ("-c", RECORDS, str(db)),
        "as records: an ORM script with the same classes": ("-c", ORM, str(db)),
    }
    used: dict[str, list[float]] = {what: [] for what in commands}
    for _ in range(TURNS):
        for what, words in commands.items():
            used[what].append(machine.run(*words)[0])
    raw = statistics.median(used["the same fields with `sqlite3`"])
    lines = ["| launches of 2006, a fresh process | ms | beside sqlite3 |", "|---|--:|--:|"]
    lines += [
        f"| {what} | {1000 * statistics.median(some):,.0f} | {statistics.median(some) / raw:.1f} |"
        for what, some in used.items()
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and keep the tables."""
    parser = argparse.ArgumentParser(description=__doc__, add_help=True)
    reference = os.environ.get("SPACETIMELINE_REFERENCE")
    parser.add_argument("folder", nargs="?", default=f"{reference}/gcat" if reference else None)
    parser.add_argument("times", nargs="*", type=int)
    parser.add_argument("--python", default=sys.executable)
    given = parser.parse_args()
    if given.folder is None:
        parser.error("which folder has GCAT's files?")
    files = files_of(Path(given.folder))
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        machine = Machine(given.python, Path(name))
        ready, source = machine.folder / "ready.db", machine.folder / "gcat"
        machine.run("-c", READY, str(ready))
        grown(files, source, 1)
        done = machine.folder / "done.db"
        shutil.copy(ready, done)
        most = machine.memory(IMPORT, str(done), str(source))
        base = machine.memory(READY, str(ready))
        tables = "\n\n".join(
            (
                compared(machine, ready, source, source / files[LOG].name),
                floor(machine, ready, done),
                (
                    f"The import held {most:,.0f} MB at most, {base:,.0f} MB of which is a process "
                    "that only brings the database up to date."
                ),
                stages(machine, ready, source),
                growth(machine, ready, files, given.times or [1, 10]),
                cold(machine, done),
            )
        )
    print(tables)
    about = (
        f"Measured on {dt.date.today():%Y-%m-%d}: {os.cpu_count()} cores, {platform.system()} "
        f"{platform.machine()}, CPython {platform.python_version()}, SQLite "
        f"{sqlite3.sqlite_version}; medians of {TURNS} turns; load before it {load:.1f}."
    )
    kept = f"<!-- importing -->\n{about}\n\n{tables}\n<!-- end of importing -->"
    text = README.read_text("utf-8")
    README.write_text(
        re.sub(
            r"<!-- importing -->.*<!-- end of importing -->", lambda _: kept, text, flags=re.DOTALL
        ),
        "utf-8",
    )


if __name__ == "__main__":
    main()
