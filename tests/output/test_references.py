"""Sources leave as lines for people and as BibTeX that TeX can read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st_

from spacetimeline.output.references import bibtex, reference

WOODS = {
    "key": "alsj",
    "title": "50% of R&D: {Apollo} #11_flight",
    "author": "W. David Woods and Frank O'Brien",
    "publisher": "NASA",
    "date": "1969-07",
    "accessed": "2023-11-09",
    "url": "https://example.org/a%20b_c#d~e",
    "licence": "CC-BY-4.0",
}


def test_a_line_has_who_when_what_where_and_licence() -> None:
    assert reference(WOODS) == (
        "W. David Woods and Frank O'Brien (1969-07). 50% of R&D: {Apollo} #11_flight. NASA. "
        "https://example.org/a%20b_c#d~e Read 2023-11-09. Licence CC-BY-4.0."
    )


def test_a_source_without_author_is_its_publishers_and_one_without_both_its_title() -> None:
    assert reference({"title": "Launch", "publisher": "TASS"}) == "TASS (undated). Launch."
    assert reference({"title": "Launch?"}) == "Launch?"


def test_bibtex_escapes_what_tex_would_read_as_a_command() -> None:
    text = bibtex([WOODS])
    assert text.startswith("@misc{alsj,\n")
    assert r"title = {{50\% of R\&D: \{Apollo\} \#11\_flight}}," in text
    assert "author = {W. David Woods and Frank O'Brien}," in text  # two people, to BibTeX too
    assert "url = {https://example.org/a%20b_c#d~e}," in text  # so that it can be followed
    assert "date = {1969-07}," in text
    assert "year = {1969}," in text
    assert "month = {7}," in text
    assert "urldate = {2023-11-09}," in text


@pytest.mark.parametrize(
    ("date", "year", "month"),
    [("1969", "1969", None), ("1969-07-16T13:32Z", "1969", "7"), ("2008-06?", "2008", "6")],
)
def test_a_date_is_no_more_precise_than_it_is_known(
    date: str, year: str, month: str | None
) -> None:
    text = bibtex([{"key": "a", "title": "b", "date": date}])
    assert f"year = {{{year}}}" in text
    assert ("month" in text) == (month is not None)


@pytest.mark.parametrize(("date", "year"), [("2016 Q2", "2016"), ("1970s", "1970s")])
def test_a_date_that_no_calendar_has_leaves_its_year(date: str, year: str) -> None:
    text = bibtex([{"key": "a", "title": "b", "date": date, "accessed": date}])
    assert f"  year = {{{year}}}," in text
    assert "date = {" not in text
    assert "month" not in text


def test_a_body_whose_name_has_a_comma_is_not_read_as_first_and_last_name() -> None:
    assert "author = {{Roscosmos, press}}" in bibtex(
        [{"key": "a", "title": "b", "author": "Roscosmos, press"}]
    )


@given(title=st_.text(), author=st_.text(), url=st_.text(st_.characters(codec="utf-8")))
def test_no_text_breaks_out_of_its_field(title: str, author: str, url: str) -> None:
    text = bibtex([{"key": "a b{c", "title": title, "author": author, "url": url}])
    left = re.sub(r"\\[{}\\%&#_$]", "", text)  # escaped signs stand for themselves
    depth = 0
    for sign in left:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    body = re.sub(r"  url = .*", "", left)
    assert not set(body) & set("~^$&#%")
