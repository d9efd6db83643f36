"""The file of a page: whole, alone, the same for the same data; and what is refused."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import spacetimeline as st
from spacetimeline.output.calendars import NoDates
from spacetimeline.output.files import CannotWrite

pytest.importorskip("vl_convert", reason="the extra [page] is not installed")

INSTANT, VAGUE, LASTING = 0, 1, 2


def data_of(path: Path) -> Any:
    """What a page holds."""
    found = re.search(
        r'<script type="application/json" id="data">(.*?)</script>',
        path.read_text("utf-8"),
        re.DOTALL,
    )
    assert found is not None
    return json.loads(found[1])


class Addresses(HTMLParser):
    """Every address that the browser would fetch by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = {"src", "srcset", "data", "poster", "action"} | (
            {"href"} if tag == "link" else set()
        )
        self.found += [value or "" for name, value in attrs if name in wanted]


def test_every_entry_is_there_in_order(tmp_path: Path) -> None:
    path = st.page(tmp_path / "kz.html", country="KZ")
    assert path == tmp_path / "kz.html"
    data = data_of(path)
    rows = st.timeline(country="KZ").to_dicts()
    assert [entry[5] for entry in data["entries"]] == [row["title"] for row in rows]
    assert [data["kinds"][entry[4]] for entry in data["entries"]] == [row["kind"] for row in rows]
    for entry, row in zip(data["entries"], rows, strict=True):
        record = data["records"][entry[6]]
        assert record[0] == f"{row['record_kind']}:{row['record_key']}"
        told = {data["sources"][place][0] for place in record[5]}
        names = {source["name"] for source in st.sources(about=record[0]).to_dicts()}
        assert all(any(one.endswith(name) or name in one for name in names) for one in told)
        assert told


def test_a_vague_date_keeps_its_whole_period(tmp_path: Path) -> None:
    data = data_of(st.page(tmp_path / "all.html"))
    rows = st.timeline().to_dicts()
    day = 86_400_000
    seen = set()
    for entry, row in zip(data["entries"], rows, strict=True):
        first, before, text, drawn = entry[:4]
        precision = row["date_precision"]
        seen.add(precision)
        assert (drawn == INSTANT) == (
            precision in {"second", "minute"} and before - first <= 60_000
        )
        if precision == "month":
            assert before - first >= 28 * day
            assert re.match(r"\d{4}-\d\d(?!-)", text)
        if precision == "year":
            assert before - first >= 365 * day
    assert {"second", "minute", "day", "month", "year"} <= seen


def test_records_with_a_beginning_and_an_end_last(tmp_path: Path) -> None:
    data = data_of(st.stays(station="Mir", person="Krikalev").page(tmp_path / "stays.html"))
    stays = st.stays(station="Mir", person="Krikalev").to_dicts()
    assert [entry[3] for entry in data["entries"]] == [LASTING] * len(stays)
    assert [entry[2] for entry in data["entries"]][0].startswith("1988-11-26")
    assert all(" to " in entry[2] for entry in data["entries"])


@pytest.mark.parametrize(
    "ask",
    [
        lambda: st.launches(vehicle="Proton"),
        lambda: st.flights(station="Mir"),
        lambda: st.satellites(country="KZ"),
        lambda: st.events(kind="agreement"),
        lambda: st.spacewalks(year=1984),
        lambda: st.expeditions(station="ISS"),
        lambda: st.timeline(country="KZ").where(kind="launch").limit(5),
        lambda: st.launches(year=1900),
    ],
)
def test_any_query_with_dates_has_a_page(ask: Callable[[], Any], tmp_path: Path) -> None:
    query = ask()
    data = data_of(query.page(tmp_path / "page.html"))
    dated = [
        row
        for row in query.to_dicts()
        if next(v for k, v in row.items() if k.endswith("_precision"))
    ]
    assert len(data["entries"]) == len(dated)


def test_it_is_one_file_that_asks_for_nothing(tmp_path: Path) -> None:
    text = st.page(tmp_path / "kz.html", country="KZ").read_text("utf-8")
    addresses = Addresses()
    addresses.feed(text)
    assert addresses.found == ["data:,"]
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]


def test_the_same_data_make_the_same_page(tmp_path: Path) -> None:
    first = st.page(tmp_path / "first.html", country="KZ").read_bytes()
    with st.connect() as again:
        assert again.page(tmp_path / "second.html", country="KZ").read_bytes() == first


def test_both_databases_make_the_same_page(tmp_path: Path, packs_url: str) -> None:
    ours = data_of(st.page(tmp_path / "ours.html", country="KZ"))
    with st.connect(packs_url, read_only=True) as other:
        assert data_of(other.page(tmp_path / "other.html", country="KZ")) == ours
        launches = data_of(other.launches(vehicle="Proton").page(tmp_path / "other.html"))
    assert launches == data_of(st.launches(vehicle="Proton").page(tmp_path / "ours.html"))


def test_what_is_asked_names_the_page(tmp_path: Path) -> None:
    asked = st.timeline(country="KZ", since=1991, until=2014, kind=["launch", "landing"])
    title = (
        "Timeline: kind launch or landing, since 1991-01-01, until 2014-12-31, country Kazakhstan"
    )
    assert data_of(asked.page(tmp_path / "page.html"))["title"] == title
    named = data_of(asked.page(tmp_path / "page.html", title="Ours & <theirs>"))
    assert named["title"] == "Ours & <theirs>"


def test_what_is_not_whole_is_said(tmp_path: Path) -> None:
    launches = st.launches(year=2006)
    assert not launches.complete
    data = data_of(launches.page(tmp_path / "page.html"))
    assert data["notes"] == launches._notes() != []
    assert "core" in data["version"]


def test_rows_without_dates_have_no_page(tmp_path: Path) -> None:
    with pytest.raises(NoDates, match=r"vehicles have no dates.*st\.launches\(vehicle=…\)"):
        st.vehicles().page(tmp_path / "page.html")
    with pytest.raises(NoDates, match="in_space .* Ask timeline"):
        st.in_space(1991).page(tmp_path / "page.html")
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_path_is_told_and_leaves_what_stood_there(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="There is no folder"):
        st.page(tmp_path / "none" / "page.html", country="KZ")
    with pytest.raises(CannotWrite, match="It is a folder"):
        st.page(tmp_path, country="KZ")
    (tmp_path / "page.html").write_text("before")
    with pytest.raises(st.NotFound, match="Atlantis"):
        st.page(tmp_path / "page.html", country="Atlantis")
    with pytest.raises(st.UnknownFilter, match="vehicle"):
        st.page(tmp_path / "page.html", vehicle="Proton")
    assert (tmp_path / "page.html").read_text() == "before"


def test_without_the_extra_it_says_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from spacetimeline.pictures.page import vega

    vega.cache_clear()
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(st.MissingExtra, match=r'pip install "spacetimeline\[page\]"') as caught:
        st.page(tmp_path / "page.html", country="KZ")
    assert caught.value.extra == "page"
    assert list(tmp_path.iterdir()) == []
