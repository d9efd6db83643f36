"""What the page costs in a browser: to open, and to filter 7,000 launches.

    python benchmarks/page.py [PYTHON]      prints a table for docs/page.md

PYTHON is an interpreter of an environment with ``spacetimeline[page]``, else the one that runs
this, which needs Playwright; the browser is the system's chromium. Times are the browser's own
(`performance.now`): "interactive" from the navigation to the first drawing, "filter" from the
change of a control to the end of drawing, list and counts.
"""

from __future__ import annotations

import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WORDS = ["many 1", "failure", "many 25", "success many", ""]

WRITE = """
import sys, time
import spacetimeline as st
folder = sys.argv[1]
def write(query, name):
    begun = time.perf_counter()
    path = query.page(f"{folder}/{name}.html")
    print(f"{name} {path.stat().st_size} {time.perf_counter() - begun:.2f}")
write(st.timeline(country="KZ"), "first")  # which makes Vega's script, once a process
write(st.timeline(country="KZ"), "kazakhstan")
write(st.launches(vehicle="Proton"), "proton")
with st.connect(f"{folder}/many.db") as db:
    db.load(f"{folder}/many.yaml")
    write(db.launches(source="many"), "many")
"""


def many(path: Path) -> None:
    """A pack of 7,000 launches from 1957 on, one in five with a vague date."""
    rolled = random.Random(7)  # noqa: S311 - the same every time
    lines = ["pack: many", "sources:", "  many: {title: Many launches}", "vehicles:"]
    lines += [f"  many-{n}: {{name: Many {n}, sources: [many]}}" for n in range(40)]
    lines += ["launches:"]
    at = datetime(1957, 10, 4)
    for n in range(7000):
        at += timedelta(minutes=rolled.randint(1, 10_300))
        form = rolled.choice(["%Y-%m-%dT%H:%MZ"] * 8 + ["%Y-%m-%d", "%Y-%m"])
        outcome = rolled.choice(["success"] * 18 + ["failure", "partial failure"])
        lines.append(
            f"  many-{n}: {{name: Many {n}, date: {at:{form}}, vehicle: many-{n % 40}, "
            f"outcome: {outcome}, sources: [many]}}"
        )
    path.write_text("\n".join(lines), "utf-8")


def interactive(page: Page, path: Path) -> float:
    """Milliseconds from the navigation to the page's being ready."""
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    found: float = page.evaluate("performance.getEntriesByName('ready')[0].startTime")
    return found


def filters(page: Page) -> list[float]:
    """Milliseconds of each filter, by words, by vehicle and back."""
    page.wait_for_timeout(1000)
    measured = "performance.getEntriesByName('filter').map((one) => one.duration)"
    first = len(page.evaluate(measured))
    for _ in range(3):
        for words in WORDS:
            page.fill("#words", words)
            page.wait_for_timeout(400)
        for place in (3, 0):
            page.select_option("#vehicle", index=place)
            page.wait_for_timeout(400)
    found: list[float] = page.evaluate(measured)
    return found[first:]


def frames(page: Page) -> float:
    """Milliseconds between two pictures, at the median, while the wheel turns."""
    box = page.locator("#chart").bounding_box()
    if box is None:
        return 0.0
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    page.evaluate(
        "() => { window.at = []; const next = (now) => { at.push(now); requestAnimationFrame(next); };"
        " requestAnimationFrame(next); }"
    )
    for step in range(30):
        page.mouse.wheel(0, -40 if step < 15 else 40)
        page.wait_for_timeout(15)
    found: list[float] = page.evaluate("at.slice(1).map((now, place) => now - at[place])")
    return statistics.median(found)


def main() -> None:
    """Write the pages, open each several times, print a line for each."""
    python = sys.argv[1] if len(sys.argv) > 1 else sys.executable
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        many(Path(folder, "many.yaml"))
        done = subprocess.run(
            [python, "-c", WRITE, folder], capture_output=True, text=True, check=True
        )
        written = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()}
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        print(
            "| page | MB | written in, s | interactive after, ms | filter, ms: median, worst | a frame while zooming, ms |"
        )
        print("|---|--:|--:|--:|--:|--:|")
        for name in ("kazakhstan", "proton", "many"):
            size, seconds = written[name]
            opened = []
            for _ in range(5):
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                opened.append(interactive(page, Path(folder, f"{name}.html")))
                taken = filters(page) if len(opened) == 5 else []
                frame = frames(page) if len(opened) == 5 else 0.0
                page.close()
            print(
                f"| {name} | {int(size) / 1e6:.2f} | {seconds} | {statistics.median(opened):.0f} "
                f"| {statistics.median(taken):.0f}, {max(taken):.0f} | {frame:.0f} |"
            )
        browser.close()


if __name__ == "__main__":
    main()
