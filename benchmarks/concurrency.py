"""Many people asking one PostgreSQL: how much more sixteen processes get answered than one.

    python benchmarks/concurrency.py

takes the server that ``SPACETIMELINE_TEST_POSTGRESQL`` names, or starts one as the tests do (the
extra ``[test]`` brings the binaries), fills a database with the found packs, and asks.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
README = HERE / "README.md"
ASKERS = (1, 2, 16)
SECONDS = 8.0

sys.path.insert(0, str(HERE.parent / "tests" / "support"))


def ask(url: str, seed: int) -> None:
    """Be one asker: get ready, ask from a word on until it is enough, print how long it took."""
    import spacetimeline as st

    luck = random.Random(seed)  # noqa: S311 - which questions, not which secrets
    took: list[float] = []
    failed = 0
    with st.connect(url) as db:
        questions = [
            lambda: db.launches(year=luck.randint(1961, 2025)).to_dicts(),
            lambda: db.launches(vehicle="Proton", year=luck.randint(1965, 2020)).to_dicts(),
            lambda: db.in_space(f"{luck.randint(1965, 2024)}-07-01T12:00Z").to_dicts(),
            lambda: db.get(luck.choice(["Aimbetov", "KazSat-2", "Soyuz TMA-18M", "Байконур"])),
            lambda: db.timeline(country="KZ", since=luck.randint(1991, 2020)).to_dicts(),
            lambda: db.satellites(country="KZ").count(),
        ]
        for question in questions:  # imports, connections
            question()
        print("ready", flush=True)
        sys.stdin.readline()
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            began = time.perf_counter()
            try:
                luck.choice(questions)()
            except st.SpacetimelineError:
                failed += 1
            took.append(time.perf_counter() - began)
    print(json.dumps([took, failed]))


def crowd(url: str, askers: int) -> tuple[float, float, float, int]:
    """Answers a second, median and 95th percentile in ms, and failures of so many askers."""
    processes = [
        subprocess.Popen(
            [sys.executable, __file__, url, str(seed)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in range(askers)
    ]
    for process in processes:
        process.stdout.readline()
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    took: list[float] = []
    failed = 0
    for process in processes:
        out, _ = process.communicate()
        if process.returncode:
            raise SystemExit(f"an asker ended with {process.returncode}")
        its, wrong = json.loads(out)
        took += its
        failed += wrong
    cuts = statistics.quantiles(took, n=20)
    return len(took) / SECONDS, 1000 * statistics.median(took), 1000 * cuts[18], failed


def main() -> None:
    """Measure, print, and keep the table in the README beside this file."""
    from servers import RUN, drop_all, server

    import spacetimeline as st

    os.environ.setdefault(RUN, str(os.getpid()))
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        here = server(Path(folder))
        url = here.url(here.new())
        st.connect(url).close()
        (version,) = here.ask("SHOW server_version")[0]
        measured = {askers: crowd(url, askers) for askers in ASKERS}
        drop_all()
    alone = measured[1][0]
    lines = [
        "| asking processes | answers a second | beside one | median, ms | 95th percentile, ms | failed |",
        "|--:|--:|--:|--:|--:|--:|",
        *(
            f"| {askers} | {rate:,.0f} | {rate / alone:.2f} | {middle:.1f} | {late:.1f} | {failed} |"
            for askers, (rate, middle, late, failed) in measured.items()
        ),
    ]
    about = (
        f"Measured on {dt.date.today():%Y-%m-%d}: {os.cpu_count()} cores for askers and server "
        f"together, {platform.system()} {platform.machine()}, CPython {platform.python_version()}, "
        f"PostgreSQL {version}, {SECONDS:.0f} s each; load before it {load:.1f}."
    )
    table = f"{about}\n\n" + "\n".join(lines)
    print(table)
    kept = f"<!-- concurrency -->\n{table}\n<!-- end of concurrency -->"
    text = README.read_text("utf-8")
    README.write_text(
        re.sub(
            r"<!-- concurrency -->.*<!-- end of concurrency -->",
            lambda _: kept,
            text,
            flags=re.DOTALL,
        ),
        "utf-8",
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        ask(sys.argv[1], int(sys.argv[2]))
    else:
        main()
