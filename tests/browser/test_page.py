"""The page as a reader has it: loads alone, filters, zooms, tells who says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import spacetimeline as st

Opens = Callable[..., Any]

GUTTER = 128  # the names of the lanes, in pixels
LANE = 36  # the middle of the first row of the first lane


@pytest.fixture(scope="module")
def kazakhstan(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return st.timeline(country="KZ").page(tmp_path_factory.mktemp("page") / "kz.html")


@pytest.fixture(scope="module")
def proton(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return st.launches(vehicle="Proton").page(tmp_path_factory.mktemp("page") / "proton.html")


def test_the_page_of_kazakhstan_holds_its_timeline(kazakhstan: Path, opened: Opens) -> None:
    assert kazakhstan.stat().st_size < 1_500_000
    sheet = opened(kazakhstan)
    rows = st.timeline(country="KZ").to_dicts()
    assert sheet.text("title") == "Timeline: country Kazakhstan"
    assert sheet.count() == sheet.in_view() == len(rows)
    shown = sheet.page.locator("#rows button").all_text_contents()
    assert shown == [row["title"] for row in rows[:50]]
    assert sheet.page.locator("canvas").count() == 1


def test_the_filters_narrow_as_the_questions_do(kazakhstan: Path, opened: Opens) -> None:
    sheet = opened(kazakhstan)
    whole = st.timeline(country="KZ")
    left = sheet.narrowed(lambda: sheet.option("country", "Austria"))
    assert 0 < left == whole.where(country="AT").count() < whole.count()
    left = sheet.narrowed(lambda: sheet.page.click("#reset"))
    assert left == whole.count()
    left = sheet.narrowed(lambda: sheet.option("vehicle", "Proton"))
    assert 0 < left == whole.where(about="family:proton").count() < whole.count()
    sheet.narrowed(lambda: sheet.page.click("#reset"))
    left = sheet.narrowed(lambda: sheet.page.dblclick("label[data-kind=agreement]"))
    assert left == whole.where(kind="agreement").count()
    assert sheet.page.locator("#rows .kind").all_text_contents() == ["agreement"] * left


def test_words_are_found_in_any_spelling_and_case(kazakhstan: Path, opened: Opens) -> None:
    sheet = opened(kazakhstan)
    aimbetov = {row["title"] for row in st.timeline(about="Aimbetov", country="KZ").to_dicts()}
    for words in ("Аимбетов", "AÏMBETOV"):
        left = sheet.narrowed(lambda words=words: sheet.page.fill("#words", words))
        shown = set(sheet.page.locator("#rows button").all_text_contents())
        assert aimbetov <= shown
        assert left < 20
    assert sheet.narrowed(lambda: sheet.page.fill("#words", "no such words")) == 0
    assert "No entry" in sheet.text("hint")


def test_it_zooms_from_decades_to_minutes(kazakhstan: Path, opened: Opens) -> None:
    sheet = opened(kazakhstan)
    assert sheet.text("when") == "1990 – 2027"
    assert sheet.go("2015-09") == "1 Sep 2015 – 30 Sep 2015"
    during = st.timeline(country="KZ", during="2015-09", match="possible")
    assert sheet.in_view() == during.count() == 4
    assert sheet.go("2015-09-02T04:37") == "2 Sep 2015 04:07 – 2 Sep 2015 05:06 UTC"
    assert sheet.in_view() == 1
    narrower = sheet.moved(lambda: sheet.page.click("#in"))
    assert narrower == "2 Sep 2015 04:22 – 2 Sep 2015 04:51 UTC"
    sheet.page.focus("#chart")
    assert sheet.moved(lambda: sheet.page.keyboard.press("-")) != narrower
    assert sheet.moved(lambda: sheet.page.keyboard.press("Home")) == "1990 – 2027"
    box = sheet.page.locator("#chart").bounding_box()
    sheet.page.mouse.move(box["x"] + GUTTER + 400, box["y"] + 100)
    assert sheet.moved(lambda: sheet.page.mouse.wheel(0, -800)) != "1990 – 2027"


def test_an_entry_stands_at_its_time_and_opens_its_card(kazakhstan: Path, opened: Opens) -> None:
    sheet = opened(kazakhstan)
    sheet.go("2015-09-02")
    box = sheet.page.locator("#chart").bounding_box()
    (row,) = st.timeline(country="KZ", during="2015-09-02").to_dicts()
    assert row["date"] == "2015-09-02T04:37:43Z"
    part = (4 * 3600 + 37 * 60 + 43.5) / 86400
    x, y = box["x"] + GUTTER + part * (box["width"] - GUTTER), box["y"] + LANE
    sheet.page.mouse.move(x - 60, y)
    assert sheet.page.is_hidden("#tip")
    sheet.page.mouse.move(x, y)
    sheet.page.wait_for_selector("#tip:not([hidden])")
    assert row["title"] in sheet.text("tip")
    sheet.page.mouse.click(x, y)
    sheet.page.wait_for_selector("#card[open]")
    assert sheet.text("card-title") == row["title"]
    card = sheet.text("card-body")
    assert "2015-09-02 04:37:43 UTC" in card
    for source in st.get("launch:2015-043").sources:
        assert source.title in card
        assert sheet.page.locator(f"#card a[href='{source.url}']").count() == bool(source.url)


def test_a_vague_date_is_the_span_of_its_period(kazakhstan: Path, opened: Opens) -> None:
    sheet = opened(kazakhstan)
    row = next(
        row for row in st.timeline(country="KZ").to_dicts() if row["date_precision"] == "month"
    )
    year, month = map(int, row["date"][:7].split("-"))
    sheet.narrowed(lambda: sheet.page.fill("#words", row["title"]))
    sheet.narrowed(lambda: sheet.page.dblclick(f"label[data-kind={row['kind']}]"))
    assert sheet.count() == 1
    sheet.page.fill("#goto", f"{year}-{month:02}")
    sheet.page.press("#goto", "Enter")
    sheet.moved(lambda: sheet.page.click("#out"))  # half a month of nothing on each side
    box = sheet.page.locator("#chart").bounding_box()
    width, y = box["width"] - GUTTER, box["y"] + LANE
    for part, told in ((0.2, False), (0.27, True), (0.5, True), (0.73, True)):
        sheet.page.mouse.move(box["x"] + GUTTER + part * width, y)
        sheet.page.wait_for_timeout(50)
        assert sheet.page.is_visible("#tip") is told, part
    sheet.page.mouse.click(box["x"] + GUTTER + 0.7 * width, y)
    card = sheet.text("card-body")
    assert f"{year}-{month:02}" in card
    assert f"at some time from {row['date_earliest'][:10]} to before" in card


def test_it_is_used_with_keys_alone(kazakhstan: Path, opened: Opens) -> None:
    sheet = opened(kazakhstan)
    rows = st.timeline(country="KZ").to_dicts()
    sheet.page.focus("#chart")
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        sheet.page.keyboard.press(key)
    assert rows[0]["title"] in sheet.text("status")
    sheet.page.keyboard.press("Enter")
    sheet.page.wait_for_selector("#card[open]")
    assert sheet.text("card-title") == rows[0]["title"]
    sheet.page.click("#card-after")
    assert sheet.text("card-title") == rows[1]["title"]
    sheet.page.keyboard.press("Escape")
    sheet.page.wait_for_selector("#card", state="hidden")
    assert sheet.page.evaluate("document.activeElement.id") == "chart"
    sheet.page.locator("#rows button").nth(4).press("Enter")
    assert sheet.text("card-title") == rows[4]["title"]
    unnamed = sheet.page.evaluate(
        "[...document.querySelectorAll('button, input, select')].filter((one) =>"
        " !(one.textContent.trim() || one.ariaLabel || one.labels?.length)).length"
    )
    assert unnamed == 0


def test_every_proton_launch_a_page_of_the_list_at_a_time(proton: Path, opened: Opens) -> None:
    sheet = opened(proton)
    launches = st.launches(vehicle="Proton")
    assert sheet.count() == launches.count()
    assert sheet.page.locator("#rows tr").count() == 50
    sheet.page.click("#after")
    first = sheet.page.locator("#rows button").first.text_content()
    assert launches[50].name in first
    failed = sheet.narrowed(lambda: sheet.page.fill("#words", "failure"))
    assert failed >= launches.where(outcome=("failure", "partial failure")).count() > 0
    sheet.narrowed(lambda: sheet.page.click("#reset"))
    vehicle = launches[200].vehicle
    left = sheet.narrowed(lambda: sheet.option("vehicle", vehicle.name))
    assert left == launches.where(vehicle=f"vehicle:{vehicle.key}").count()
    sheet.page.locator("#rows button").first.click()
    assert sheet.page.locator("#card li").count() > 0


def test_light_and_dark(kazakhstan: Path, opened: Opens) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    light = opened(kazakhstan, color_scheme="light")
    dark = opened(kazakhstan, color_scheme="dark")
    assert light.page.evaluate(colour) == "rgb(255, 255, 255)"
    assert dark.page.evaluate(colour) == "rgb(16, 22, 29)"
    light.page.click("#theme")
    assert light.page.evaluate(colour) == "rgb(16, 22, 29)"
    dark.page.click("#theme")
    assert dark.page.evaluate(colour) == "rgb(255, 255, 255)"


def test_on_a_phone_nothing_is_wider_than_it(kazakhstan: Path, opened: Opens) -> None:
    sheet = opened(kazakhstan, viewport={"width": 375, "height": 812}, has_touch=True)
    wide = "document.documentElement.scrollWidth"
    assert sheet.page.evaluate(wide) == 375
    assert sheet.count() == st.timeline(country="KZ").count()
    sheet.page.locator("#rows button").first.tap()
    sheet.page.wait_for_selector("#card[open]")
    assert sheet.page.evaluate(wide) == 375


def test_nothing_and_one_thing_are_pages_too(tmp_path: Path, opened: Opens) -> None:
    empty = opened(st.timeline(country="KZ", year=1900).page(tmp_path / "none.html"))
    assert empty.text("summary") == "0 entries"
    one = opened(st.timeline(country="KZ")[:1].page(tmp_path / "one.html"))
    assert one.text("summary") == "1 entry"
    one.page.locator("#rows button").click()
    assert one.text("card-title") == st.timeline(country="KZ").first().title
