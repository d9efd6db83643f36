"""What things cost, beside what a user would pick instead, in one run and as ratios.

    python benchmarks/run.py            prints a table, and writes it into benchmarks/README.md

Run it with the interpreter of an environment in which spacetimeline is installed,
on a machine that does nothing else. Each number is the median of several fresh processes.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 11
README = Path(__file__).parent / "README.md"

RAW = """
import json, sqlite3, sys
db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro&immutable=1", uri=True)
rows = db.execute(
    "SELECT l.key, l.name, l.date_text, l.date_earliest, l.date_before, l.date_precision, "
    "v.name, v.key, f.name, f.key, p.name, p.key, s.name, s.key, l.category, l.outcome, l.code, "
    "l.status, l.cospar, l.serial, o.name, o.key FROM launch AS l "
    "LEFT JOIN vehicle AS v ON v.id = l.vehicle_id LEFT JOIN family AS f ON f.id = l.family_id "
    "LEFT JOIN pad AS p ON p.id = l.pad_id LEFT JOIN site AS s ON s.id = l.site_id "
    "LEFT JOIN organization AS o ON o.id = l.provider_id "
    "WHERE l.date_start >= '2006' AND l.date_start < '2007' AND l.status = 'flown' "
    "AND l.category IN ('orbital', 'deep space') ORDER BY l.date_start").fetchall()
print(len(rows))
"""
DICTS = "import spacetimeline as st\nprint(len(st.launches(year=2006).to_dicts()))"
RECORDS = (
    "import spacetimeline as st\n"
    "print(sum(len(launch.payloads) for launch in st.launches(year=2006)))"
)
PATH = "import spacetimeline as st\nprint(st.connect().info()['path'])"


def python(code: str, cache: str, *arguments: str) -> tuple[float, str]:
    """Seconds of a fresh process, and what it printed."""
    environment = dict(os.environ, SPACETIMELINE_CACHE=cache)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return time.perf_counter() - begun, done.stdout.strip()


def median(code: str, cache: str, *arguments: str, runs: int = RUNS) -> float:
    """The median of several fresh processes, in seconds."""
    return statistics.median(python(code, cache, *arguments)[0] for _ in range(runs))


def table() -> str:
    """The measurements, as a Markdown table."""
    with tempfile.TemporaryDirectory() as folder:
        python(DICTS, f"{folder}/warm")  # bytecode
        builds = [python(DICTS, f"{folder}/build-{number}")[0] for number in range(5)]
        cache = f"{folder}/warm"
        path = python(PATH, cache)[1]
        raw = median(RAW, cache, path)
        command = "import sys; from spacetimeline.cli import main; sys.argv[1:] = ['launches', '--year', '2006']; main()"
        rows = [
            ("all packs from nothing, and the first answer", statistics.median(builds), None),
            ("a script with sqlite3, launches of 2006", raw, 1.0),
            ("spacetimeline, as dicts", median(DICTS, cache), None),
            ("spacetimeline, as a printed table", median(command, cache), None),
            ("spacetimeline, as records with payloads", median(RECORDS, cache), None),
        ]
    lines = ["| what, each in a fresh process | seconds | beside sqlite3 |", "|---|---|---|"]
    for what, seconds, _ in rows:
        ratio = "" if what.startswith("all packs") else f"{seconds / raw:.1f}"
        lines.append(f"| {what} | {seconds:.3f} | {ratio} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and keep the table in the README beside this file."""
    measured = table()
    print(measured)
    about = (
        f"Measured on {dt.date.today():%Y-%m-%d} with {os.cpu_count()} cores, "
        f"{platform.python_implementation()} {platform.python_version()}, {platform.system()}; "
        f"load before it {os.getloadavg()[0]:.1f}."
    )
    text = README.read_text("utf-8")
    kept = f"<!-- table -->\n{about}\n\n{measured}\n<!-- end -->"
    README.write_text(
        re.sub(r"<!-- table -->.*<!-- end -->", lambda _: kept, text, flags=re.DOTALL), "utf-8"
    )


if __name__ == "__main__":
    main()
