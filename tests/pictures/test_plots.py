"""Pictures as objects and files, and what cannot be drawn."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

import pytest

import spacetimeline as st
from spacetimeline.output.files import CannotWrite
from spacetimeline.pictures.kinds import FORMATS, KINDS, CannotDraw

MIR = {"station": "Mir", "during": 1991}


def test_a_query_and_its_question_draw_the_same() -> None:
    asked = st.plot("stays", **MIR)
    drawn = st.stays(station="Mir").where(during=1991).plot("Stays")
    assert drawn.rendered("png") == asked.rendered("png")


@pytest.mark.parametrize("form", FORMATS)
def test_drawn_twice_are_the_same_bytes(form: str, tmp_path: Path) -> None:
    first, second = (
        st.plot("satellites", country="KZ").save(tmp_path / f"{name}.{form}") for name in "ab"
    )
    assert first.read_bytes() == second.read_bytes()


def test_each_format_is_what_its_ending_says(tmp_path: Path) -> None:
    picture = st.plot("stays", **MIR)
    begins = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF", "html": b"<!DOCTYPE html>"}
    for form, start in begins.items():
        path = picture.save(str(tmp_path / f"mir.{form.upper()}"))
        assert path == tmp_path / f"mir.{form.upper()}"
        assert path.read_bytes().startswith(start)
    assert [path.name for path in tmp_path.glob(".*")] == []


class Page(HTMLParser):
    """What a browser finds in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_a_page_holds_the_drawing_says_it_in_words_and_asks_the_network_nothing() -> None:
    picture = st.plot("stays", **MIR)
    page = Page(picture.rendered("html").decode())
    (drawing,) = (attributes for tag, attributes in page.tags if tag == "svg")
    assert drawing["role"] == "img"
    assert drawing["aria-label"] == picture.alt
    assert "Toktar Aubakirov, 1991-10-02 to 1991-10-10, up on Soyuz TM-13, down on Soyuz TM-12" in (
        picture.alt
    )
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "link", "iframe"}
    for tag, attributes in page.tags:
        for name in ("src", "href", "xlink:href"):
            assert (attributes.get(name) or "#").startswith(("#", "data:")), (tag, name)


def test_a_notebook_shows_it_with_words_for_whom_it_cannot_be_seen() -> None:
    image, more = st.plot("map")._repr_png_()
    assert image.startswith(b"\x89PNG")
    assert "Baikonur (Kazakhstan)" in more["alt"]


def test_it_can_be_restyled() -> None:
    picture = st.plot("launches-per-year", title="Protons", width=6, height=4, family="Proton")
    assert tuple(picture.get_size_inches()) == (6, 4)
    assert picture.heading == "Protons"
    before = picture.rendered("png")
    picture.axes[0].set_xlim(1990, 2000)
    picture.axes[0].set_ylabel("starts")
    assert picture.rendered("png") != before


def test_threads_draw_what_one_draws() -> None:
    kinds = ["launches-per-year", "stays", "people-in-space", "map"] * 2

    def drawn(kind: str) -> bytes:
        return st.plot(kind, **({} if kind == "map" else {"year": 2015})).rendered("svg")

    alone = [drawn(kind) for kind in kinds[:4]]
    with ThreadPoolExecutor(8) as threads:
        assert [*threads.map(drawn, kinds)] == alone * 2


def test_nothing_of_the_users_matplotlib_is_touched() -> None:
    code = (
        "import matplotlib, sys; before = dict(matplotlib.rcParams)\n"
        "import spacetimeline as st; st.plot('stays', station='Mir', during=1991).rendered('svg')\n"
        "assert dict(matplotlib.rcParams) == before\n"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    env = {"PATH": "/usr/bin", "MPLBACKEND": "TkAgg", **_cache()}
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, env=env)


def _cache() -> dict[str, str]:
    import os

    return {
        name: value
        for name, value in os.environ.items()
        if name.startswith(("SPACETIMELINE", "HOME"))
    }


def test_asking_loads_no_matplotlib() -> None:
    code = (
        "import sys, spacetimeline as st; st.launches(year=2006).to_dicts(); repr(st.plot)\n"
        "assert 'matplotlib' not in sys.modules and 'spacetimeline.pictures' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# -- what cannot be ---------------------------------------------------------------------------


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(
        st.MissingExtra, match=re.escape('pip install "spacetimeline[plot]"')
    ) as told:
        st.plot("map")
    assert told.value.extra == "plot"


def test_an_unknown_kind_names_the_nearest_and_lists_all() -> None:
    with pytest.raises(st.NotFound) as told:
        st.plot("crew-exchnage")
    assert "Did you mean 'crew-exchange'?" in str(told.value)
    assert all(kind in str(told.value) for kind in KINDS)
    assert told.value.suggestions == ["crew-exchange"] or "crew-exchange" in told.value.suggestions
    with pytest.raises(st.NotFound, match="no picture 'pie'"):
        st.launches().plot("pie")


def test_a_wrong_filter_is_that_of_the_question() -> None:
    with pytest.raises(
        st.UnknownFilter, match="stays has no filter 'statoin'. Did you mean station?"
    ):
        st.plot("stays", statoin="Mir")


def test_a_query_that_does_not_fit_says_what_does() -> None:
    with pytest.raises(CannotDraw) as told:
        st.people(country="KZ").plot("launches-per-year")
    assert "'launches-per-year' draws launches, and this is an answer to people" in str(told.value)
    assert "There is no picture of people" in str(told.value)
    with pytest.raises(CannotDraw, match="can be drawn as 'stays'"):
        st.stays().plot("map")
    assert isinstance(told.value, ValueError)


def test_an_unknown_option_and_a_wrong_one() -> None:
    query = st.sites()
    with pytest.raises(CannotDraw, match=re.escape("q.where(country=…)")):
        query.plot("map", country="KZ")
    with pytest.raises(CannotDraw, match="Did you mean width?"):
        query.plot("map", widht=3)
    with pytest.raises(CannotDraw, match="number of inches"):
        query.plot("map", width="wide")
    for size in (0, -1, 1000, float("nan")):
        with pytest.raises(CannotDraw, match="2 to 60 inches"):
            query.plot("map", height=size)


@pytest.mark.parametrize(
    ("name", "said"), [("a.gif", "'.gif'"), ("a", "no ending"), ("a.", "no ending")]
)
def test_an_unknown_ending_lists_what_there_is(name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(CannotDraw, match=said) as told:
        st.plot("map", country="KZ").save(tmp_path / name)
    assert ".png, .svg, .pdf, .html" in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="There is no folder"):
        st.plot("map", country="KZ").save(tmp_path / "none" / "a.png")


def test_names_that_look_like_formulas_or_have_letters_of_no_font(
    tmp_path: Path, packs_file: Path
) -> None:
    shutil.copy(packs_file, tmp_path / "my.db")
    pack = tmp_path / "odd.yaml"
    pack.write_text(
        "pack: odd\nsources: {n: {title: '$x_$ ^{'}}\n"
        "sites:\n"
        "  a: {name: '$\\alpha_$', latitude: 10, longitude: 10, sources: [n]}\n"
        "  b: {name: 'ဗန္ဓုလ 発射場', latitude: 20, longitude: 30, sources: [n]}\n",
        encoding="utf-8",
    )
    with st.connect(tmp_path / "my.db") as db:
        db.load(pack)
        picture = db.sites(source="n").plot("map", title="$_")
        assert picture.rendered("svg").startswith(b"<?xml")
    assert "$\\alpha_$" in [text.get_text() for text in picture.axes[0].texts]
