"""What things cost, beside what a user would pick instead, in one run and as ratios.

    python benchmarks/run.py [PYTHON]      prints the tables, and writes them into the README

PYTHON is an interpreter of an environment in which spacetimeline is installed, else the one
that runs this. What is compared is measured in turns, so that a machine that slows down slows
down all alike; each number is the median of its turns.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TURNS = 11
HERE = Path(__file__).parent
README = HERE / "README.md"

DICTS = "import spacetimeline as st; len(st.launches(year=2006).to_dicts())"
TABLE = "import sys; from spacetimeline.cli import main; sys.argv[1:] = ['launches', '--year', '2006']; main()"
RECORDS = "import spacetimeline as st; [launch.payloads for launch in st.launches(year=2006)]"
PATH = "import spacetimeline as st; print(st.connect().info()['path'])"


class Machine:
    """Runs code in fresh processes of one interpreter, outside any checkout."""

    def __init__(self, python: str, folder: str) -> None:
        self.python = python
        self.folder = folder

    def run(self, *words: str, cache: str = "cache") -> tuple[float, str]:
        """Seconds of a fresh process, and what it printed."""
        environment = dict(os.environ, SPACETIMELINE_CACHE=f"{self.folder}/{cache}", COLUMNS="80")
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        begun = time.perf_counter()
        done = subprocess.run(
            [self.python, *words],
            env=environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=True,
        )
        return time.perf_counter() - begun, done.stdout.strip()

    def in_turns(self, commands: dict[str, tuple[str, ...]]) -> dict[str, float]:
        """The median of each command, in seconds; a folder for the cache of its own for builds."""
        seconds: dict[str, list[float]] = {what: [] for what in commands}
        for turn in range(TURNS):
            for what, words in commands.items():
                cache = f"build-{turn}" if what.startswith("all packs") else "cache"
                seconds[what].append(self.run(*words, cache=cache)[0])
        return {what: statistics.median(some) for what, some in seconds.items()}


def cold(machine: Machine, path: str) -> str:
    """Fresh processes: from nothing to a database, and from a database to an answer."""
    raw = "a script with sqlite3, the same fields"
    commands = {
        "the interpreter alone": ("-c", "pass"),
        "all packs from nothing, and the first answer": ("-c", DICTS),
        raw: (str(HERE / "raw.py"), path),
        "launches of 2006, as dicts": ("-c", DICTS),
        "launches of 2006, as a printed table": ("-c", TABLE),
        "launches of 2006, as records with their payloads": ("-c", RECORDS),
    }
    seconds = machine.in_turns(commands)
    lines = ["| a fresh process | ms | beside sqlite3 |", "|---|--:|--:|"]
    for what, its in seconds.items():
        compared = what == raw or what.startswith("launches")
        ratio = f"{its / seconds[raw]:.1f}" if compared else ""
        lines.append(f"| {what} | {1000 * its:,.0f} | {ratio} |")
    return "\n".join(lines)


def warm(machine: Machine, path: str) -> str:
    """Questions in a process that has asked before, beside the same in plain sqlite3."""
    measured: list[tuple[str, float, float | None]] = json.loads(
        machine.run(str(HERE / "warm.py"), path, str(TURNS))[1]
    )
    lines = ["| a question, once more | ms | beside sqlite3 |", "|---|--:|--:|"]
    for what, seconds, raw in measured:
        ratio = f"{seconds / raw:.1f}" if raw else ""
        lines.append(f"| {what} | {1000 * seconds:.2f} | {ratio} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and keep the tables in the README beside this file."""
    python = sys.argv[1] if len(sys.argv) > 1 else sys.executable
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        machine = Machine(python, folder)
        machine.run("-c", RECORDS)  # builds the database, and compiles everything
        path = machine.run("-c", PATH)[1]
        versions = (
            "import platform, sqlite3; print(platform.python_version(), sqlite3.sqlite_version)"
        )
        python_version, sqlite_version = machine.run("-c", versions)[1].split()
        size = Path(path).stat().st_size / 1e6
        tables = f"{cold(machine, path)}\n\n{warm(machine, path)}"
    print(tables)
    about = (
        f"Measured on {dt.date.today():%Y-%m-%d}: {os.cpu_count()} cores, {platform.system()} "
        f"{platform.machine()}, CPython {python_version}, SQLite {sqlite_version}, a database of "
        f"{size:.1f} MB; medians of {TURNS} turns; load before it {load:.1f}."
    )
    kept = f"<!-- table -->\n{about}\n\n{tables}\n<!-- end -->"
    text = README.read_text("utf-8")
    README.write_text(
        re.sub(r"<!-- table -->.*<!-- end -->", lambda _: kept, text, flags=re.DOTALL), "utf-8"
    )


if __name__ == "__main__":
    main()
