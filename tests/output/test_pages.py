"""Answers as HTML, and cards of records: what is read is what there is, and nothing runs."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from kestrels import DATES

from spacetimeline.library import Database


class Page(HTMLParser):
    """What a browser would see: tags with their attributes, and the texts between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def cells(self) -> list[dict[str, str | None]]:
        """The attributes of all cells."""
        return [attributes for tag, attributes in self.tags if tag == "td"]


ALLOWED = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "div", "table", "thead",
           "tbody", "tr", "th", "td", "p", "ul", "li", "a", "footer"}  # fmt: skip
CARD = {"div", "h3", "h4", "p", "code", "table", "tr", "th", "td", "ul", "li", "a", "br"}


def test_the_document_has_every_row_and_its_sources(world: Database) -> None:
    query = world.launches(year=2006, country="KZ")
    page = Page(query.to_html())
    text = "".join(page.texts)
    assert "1 launch" in text
    assert "KazSat-1" in text
    assert "2006-06-17 22:44:05" in text
    assert "General Catalog of Artificial Space Objects" in text
    assert query.cite().fingerprint in text
    assert ("a", {"href": "https://planet4589.org/space/gcat/"}) in page.tags
    assert {tag for tag, _ in page.tags} <= ALLOWED


def test_all_rows_are_there_not_only_the_first(world: Database) -> None:
    query = world.launches(family="Proton", since=2010)
    assert len(query) > 40
    assert sum(tag == "tr" for tag, _ in Page(query.to_html()).tags) == 1 + len(query)


@pytest.mark.parametrize("key", DATES)
def test_a_date_is_as_vague_as_it_was(world: Database, key: str) -> None:
    query = world.launches(name=f"Kestrel {key}")
    (row,) = query.to_dicts()
    cell = next(one for one in Page(query.to_html()).cells() if "data-precision" in one)
    assert cell["data-precision"] == DATES[key][1]
    assert cell["data-earliest"] == row["date_earliest"]
    assert cell["data-before"] == row["date_before"]
    shown = DATES[key][0].replace("T", " ").removesuffix("Z")
    assert shown in Page(query.to_html()).texts


def test_what_names_hold_is_text_and_never_markup(world: Database) -> None:
    query = world.launches(year=2092, family="Kestrel family")
    for text in (query.to_html(), query._repr_html_()):
        page = Page(text)
        assert "script" not in {tag for tag, _ in page.tags}
        assert "b" not in {tag for tag, _ in page.tags}
        assert "<script>alert('x')</script> & co" in page.texts


def test_an_empty_answer_is_a_document_too(world: Database, tmp_path: Path) -> None:
    query = world.launches(year=2006, vehicle="Kestrel 1")
    path = query.to_html(tmp_path / "none.html")
    assert "0 launches" in "".join(Page(path.read_text("utf-8")).texts)


def card(record: Any) -> Page:
    """A record's card."""
    return Page(record._repr_html_())


def test_the_card_of_a_record_in_a_notebook(world: Database) -> None:
    page = card(world.get("Aimbetov"))
    text = "\n".join(page.texts)
    assert "person:aidyn-aimbetov" in text
    assert "2015-09-02 04:37:43" in text
    assert "Aydyn Aimbetov" in text or "Aidyn Aimbetov" in text
    assert "sources" in text
    assert any(tag == "a" for tag, _ in page.tags)
    assert {tag for tag, _ in page.tags} <= CARD


def test_records_of_every_kind_have_a_card(world: Database) -> None:
    for question in ("stays", "dockings", "spacewalks", "claims", "events", "sources", "pads"):
        record = getattr(world, question)().first()
        assert f"{record.__kind__}:{record.key}" in card(record).texts
    launch = world.launches().where(name="Kestrel").first()
    assert launch is not None
    assert "launch" in "".join(card(launch).texts)


def test_a_card_costs_the_same_however_long_the_life(world: Database) -> None:
    """One statement a part, not one a row."""
    statements: list[str] = []
    reader = world._opened.reader()
    counts = []
    for name in ("Aimbetov", "Sergei Krikalev"):
        record = world.get(name)
        reader.on_statement = statements.append
        assert record._repr_html_()
        reader.on_statement = None
        counts.append(len(statements))
        statements.clear()
    assert counts[0] > 3
    assert abs(counts[0] - counts[1]) <= 2


def test_hostile_names_on_a_card(world: Database) -> None:
    page = card(world.get("launch:script"))
    assert "<script>alert('x')</script> & co" in page.texts
    assert {tag for tag, _ in page.tags} <= CARD
    assert ("a", {"href": "https://example.org/?a=1&b=2"}) in page.tags


def test_a_detached_record_leaves_it_to_its_repr(world: Database) -> None:
    import pickle

    alone = pickle.loads(pickle.dumps(world.get("KazSat-1")))
    assert alone._repr_html_() is None
