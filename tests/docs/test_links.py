"""Every link of the documentation leads somewhere, and every page is in the table of contents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from documented import LINKED, PAGES, TOP, anchors, links


@pytest.mark.parametrize("page", LINKED, ids=lambda page: str(page.relative_to(TOP)))
def test_links_lead_to_files_and_headings_that_are_there(page: Path) -> None:
    broken = []
    for link in links(page.read_text("utf-8")):
        if re.match(r"[a-z]+:", link):
            continue  # another site's
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (
            anchor and target.suffix == ".md" and anchor not in anchors(target.read_text("utf-8"))
        ):
            broken.append(link)
    assert broken == []


def _in_nav(nav: object) -> set[str]:
    if isinstance(nav, str):
        return {nav}
    values = nav.values() if isinstance(nav, dict) else nav
    return {one for value in values for one in _in_nav(value)}  # type: ignore[attr-defined]


def test_every_page_stands_in_the_table_of_contents_and_the_other_way_round() -> None:
    settings = yaml.safe_load((TOP / "mkdocs.yml").read_text("utf-8"))
    pages = {page.name for page in PAGES if page.parent.name == "docs"}
    assert _in_nav(settings["nav"]) == pages


def test_the_documentation_asks_nothing_of_other_sites() -> None:
    settings = yaml.safe_load((TOP / "mkdocs.yml").read_text("utf-8"))
    assert settings["theme"]["font"] is False
    assert settings.get("extra_javascript", []) == []


@pytest.mark.parametrize("page", LINKED, ids=lambda page: str(page.relative_to(TOP)))
def test_no_page_has_the_paths_of_a_machine(page: Path) -> None:
    assert not re.search(r"/(home|tmp|work|root|Users)/", page.read_text("utf-8"))
