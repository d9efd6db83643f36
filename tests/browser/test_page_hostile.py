"""Names that would be code, and many of them, are data on a page."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacetimeline as st

Opens = Callable[..., Any]

ENDS = "</script><script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(2)> & 'quotes' \"double\""
PACK = f"""
pack: hostile
vehicles:
  odd: {{name: {ENDS!r}, sources: [odd]}}
launches:
  odd-1:
    name: "{ENDS}\\u2028<!--<script>"
    date: 2026-03
    vehicle: odd
    outcome: failure
    failure_cause: |-
      {IMAGE}
    sources: [odd, bad]
sources:
  odd: {{title: {ENDS!r}}}
  bad: {{title: plain, url: "https://example.org/?a=1&b=<2>"}}
"""


def test_a_name_with_code_is_a_name(tmp_path: Path, packs_file: Path, opened: Opens) -> None:
    (tmp_path / "hostile.yaml").write_text(PACK, "utf-8")
    shutil.copy(packs_file, tmp_path / "own.db")
    with st.connect(tmp_path / "own.db") as db:
        db.load(tmp_path / "hostile.yaml")
        path = db.launches(vehicle="odd").page(tmp_path / "odd.html", title=ENDS)
    sheet = opened(path)
    assert sheet.text("title") == ENDS == sheet.page.title()
    assert sheet.page.locator("#rows button").first.text_content().startswith(ENDS)
    sheet.page.locator("#rows button").first.click()
    card = sheet.text("card-body")
    assert IMAGE in card
    assert ENDS in card
    assert sheet.page.locator("img, #card script").count() == 0
    links = sheet.page.locator("#card a")
    assert [link.get_attribute("href") for link in links.all()] == [
        "https://example.org/?a=1&b=<2>"
    ]
    sheet.page.keyboard.press("Escape")
    assert sheet.narrowed(lambda: sheet.page.fill("#words", "<script>")) == 1


def test_a_script_that_gets_in_does_not_run(tmp_path: Path, browser: Any) -> None:
    path = st.timeline(country="KZ")[:3].page(tmp_path / "page.html")
    text = path.read_text("utf-8").replace(
        "</main>",
        "</main><script>window.ran = 1</script><img src='https://example.org/x.png'"
        " onerror='window.ran = 2'>",
    )
    (tmp_path / "broken.html").write_text(text, "utf-8")
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto((tmp_path / "broken.html").as_uri())
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate("window.ran") is None
    fetched = "fetch('https://example.org/').then(() => 'came', () => 'refused')"
    assert page.evaluate(fetched) == "refused"
    assert all("Content Security Policy" in text for text in refused)
    assert len(refused) >= 3
    page.close()


def test_seven_thousand_launches_are_all_there(tmp_path: Path, opened: Opens) -> None:
    from spacetimeline.pictures.page import page_text, vega

    day = 86_400_000
    data = {
        "title": "Many", "question": "", "notes": [], "version": "", "kinds": ["launch"],
        "countries": [["AA", "Even"], ["BB", "Odd"]],
        "subjects": [["Heavy", "vehicle", ""], ["Light", "vehicle", ""]],
        "sources": [["A log", "javascript:alert(3)", ""]],
        "records": [
            [f"launch:{n}", f"Launch {n}", [["outcome", "success"]], "", "", [0], []]
            for n in range(7000)
        ],
        "entries": [
            [(n - 3500) * day, (n - 3500) * day + (60_000 if n % 3 else day), f"day {n}", int(n % 3 == 0),
             0, f"Launch {n} on {'Heavy' if n % 7 else 'Light'}", n, [n % 2], [0 if n % 7 else 1]]
            for n in range(7000)
        ],
    }  # fmt: skip
    path = tmp_path / "many.html"
    path.write_text(page_text(data, vega()), "utf-8")
    sheet = opened(path)
    assert sheet.count() == sheet.in_view() == 7000
    assert sheet.page.locator("#rows tr").count() == 50
    assert sheet.narrowed(lambda: sheet.option("country", "Odd")) == 3500
    assert sheet.narrowed(lambda: sheet.option("vehicle", "Light")) == 500
    assert sheet.narrowed(lambda: sheet.page.fill("#words", "launch 6993")) == 1
    assert sheet.narrowed(lambda: sheet.page.click("#reset")) == 7000
    assert sheet.page.locator("body *").count() < 700
    sheet.page.locator("#rows button").first.click()
    assert "A log" in sheet.text("card-body")
    assert sheet.page.locator("#card a").count() == 0  # no address of the web
