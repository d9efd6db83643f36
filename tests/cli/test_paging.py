"""The command `page`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import spacetimeline as st

pytest.importorskip("vl_convert", reason="the extra [page] is not installed")


def test_it_writes_what_the_library_writes(answered: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "kz.html"
    told = answered("page", str(path), "--country", "KZ", "--since", "1991")
    count = st.timeline(country="KZ", since=1991).count()
    assert told == f"{path}: {count} entries\n"
    ours = st.page(tmp_path / "ours.html", country="KZ", since=1991)
    assert path.read_bytes() == ours.read_bytes()


def test_it_takes_a_title_and_a_limit(answered: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    told = answered("page", str(path), "--kind", "launch", "--limit", "3", "--title", "First three")
    assert told.endswith(": 3 entries\n")
    assert "<title>First three</title>" in path.read_text("utf-8")


def test_what_cannot_be_is_told(run: Callable[..., Result], tmp_path: Path) -> None:
    wrong = run("page", str(tmp_path / "none" / "page.html"))
    assert wrong.exit_code == 1
    assert "There is no folder" in wrong.stderr
    unknown = run("page", str(tmp_path / "page.html"), "--country", "Atlantis")
    assert unknown.exit_code == 1
    assert "Atlantis" in unknown.stderr
    assert run("page").exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_page_is_html_and_nothing_else(run: Callable[..., Result], tmp_path: Path) -> None:
    wrong = run("page", str(tmp_path / "kz.png"))
    assert wrong.exit_code == 2
    assert "kz.html" in wrong.stderr
    with pytest.raises(st.SpacetimelineError, match="a page is HTML"):
        st.launches(year=2011).page(tmp_path / "kz.csv")
    assert list(tmp_path.iterdir()) == []
    assert st.page(tmp_path / "KZ.HTM", country="KZ", year=2015).exists()


def test_its_options_are_the_filters_of_timeline(answered: Callable[..., str]) -> None:
    said = answered("page", "--help")
    for option in ("--country", "--about", "--kind", "--since", "--until", "--source", "--match"):
        assert option in said
    assert "--format" not in said
