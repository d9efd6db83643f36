"""A real browser: Debian's chromium, driven by Playwright; skipped, saying so, without them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

REQUIRED = "SPACETIMELINE_REQUIRE_BROWSER"
"""Set to 1, a missing browser fails instead."""

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _missing(what: str) -> None:
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{what}, and {REQUIRED}=1 asks for a browser")
    pytest.skip(f"{what}: pages are not tried in a browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The browser."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        _missing("There is no chromium (apt-get install chromium)")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("There is no playwright (pip install playwright)")
    if find_spec("vl_convert") is None:
        _missing('There is no vl-convert (pip install "spacetimeline[page]")')
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield running
        running.close()


class Sheet:
    """A page opened in the browser, as a user has it before them."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.said.append("a dialog"), dialog.dismiss()))
        page.on("request", lambda request: self.asked.append(request.url))

    def text(self, id_: str) -> str:
        """The text of an element."""
        found: str = self.page.text_content(f"#{id_}")
        return found.strip()

    def count(self) -> int:
        """How many entries pass the filters, as the page says."""
        return int(self.text("summary").split()[0].replace(",", ""))

    def in_view(self) -> int:
        """How many of them are in the window of time, as the list says."""
        return int(self.text("listed").split()[0].replace(",", ""))

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait; not with Playwright's own function, which the page's policy refuses."""
        for _ in range(400):
            if holds():
                return
            self.page.wait_for_timeout(25)
        pytest.fail("the page did not come to it in ten seconds")

    def narrowed(self, act: Callable[[], object]) -> int:
        """How many entries are left after a filter was set."""
        done = "performance.getEntriesByName('filter').length"
        before = self.page.evaluate(done)
        act()
        self.until(lambda: self.page.evaluate(done) > before)
        return self.count()

    def moved(self, act: Callable[[], object]) -> str:
        """What part of time is shown after something that changes it."""
        before = self.text("when")
        act()
        self.until(lambda: self.text("when") != before)
        return self.text("when")

    def go(self, date: str) -> str:
        """Go to a date."""
        self.page.fill("#goto", date)
        return self.moved(lambda: self.page.press("#goto", "Enter"))

    def option(self, select: str, name: str) -> None:
        """Choose an option by its name, which is followed by its count."""
        value = self.page.evaluate(
            "([id, name]) => [...document.getElementById(id).options]"
            ".find((one) => one.dataset.name === name).value",
            [select, name],
        )
        self.page.select_option(f"#{select}", value)


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Sheet]]:
    """Opens files; at the end none of them may have complained or asked for anything else."""
    sheets: list[tuple[Sheet, str]] = []
    contexts = []

    def opens(path: Path, **options: Any) -> Sheet:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
        )
        contexts.append(context)
        sheet = Sheet(context.new_page())
        address = path.absolute().as_uri()
        sheets.append((sheet, address))
        sheet.page.goto(address)
        sheet.page.wait_for_selector("html[data-ready]")
        return sheet

    yield opens
    for context in contexts:
        context.close()
    for sheet, address in sheets:
        assert sheet.said == []
        assert sheet.asked == [address]
