"""Questions on the command line, as a stranger types them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from click.testing import Result
from rich.cells import cell_len

from spacetimeline.queries.all import PLURALS, QUESTIONS
from spacetimeline.queries.filters import Flag

Run = Callable[..., Result]
Answered = Callable[..., str]
Rows = Callable[..., list[dict[str, Any]]]
Names = Callable[..., list[str]]


# -- help ------------------------------------------------------------------------------------


def test_alone_it_shows_help(answered: Answered) -> None:
    text = answered()
    assert text.startswith("Usage: spacetimeline [OPTIONS] [COMMAND] [ARGS]...")
    assert text == answered("--help") == answered("-h")
    for command in (*PLURALS, "timeline", "who", "aboard", "show", "search", "conflicts"):
        assert f"\n  {command} " in text
    for command in ("coverage", "check", "load", "unload", "schema", "db"):
        assert f"\n  {command} " in text
    assert "spacetimeline timeline --country KZ" in text
    assert max(map(cell_len, text.splitlines())) <= 80


@pytest.mark.parametrize("name", [*PLURALS, "timeline", "coverage"])
def test_every_filter_of_a_question_is_an_option_of_its_command(
    name: str, answered: Answered
) -> None:
    text = answered(name, "--help")
    for keyword, one in QUESTIONS[name].filters.items():
        if keyword == "about" and name == "sources":
            assert "[RECORD]" in text
            continue
        option = f"--{keyword.replace('_', '-')}"
        assert f"  {option}" in text
        if isinstance(one, Flag):
            assert f"{option} / --no-{keyword}" in text
    for option in (
        "--limit N",
        "--order-by FIELD",
        "--url DATABASE",
        "--format [table|json|csv|md]",
    ):
        assert f"  {option}" in text
    assert max(map(cell_len, text.splitlines())) <= 80


def test_an_option_says_what_it_means_and_shows_an_example(answered: Answered) -> None:
    text = " ".join(answered("launches", "--help").split())
    assert "--vehicle NAME a vehicle, its variants, or a whole family; such as Proton-M" in text
    assert "such as 2011 or 2006..2010" in text


def test_version(answered: Answered) -> None:
    from spacetimeline import __version__

    assert answered("--version").startswith(f"spacetimeline {__version__}\n")


# -- asking ----------------------------------------------------------------------------------


def test_a_table_in_eighty_columns(answered: Answered) -> None:
    text = answered("launches", "--year", "2006", "--vehicle", "Proton-K", "--country", "KZ")
    lines = text.splitlines()
    assert lines[0].split() == ["date", "(UTC)", "name", "vehicle", "site", "outcome"]
    assert lines[2].split() == (
        ["2006-06-17", "22:44:05", "KazSat-1", "Proton-K/DM-2M", "Baikonur", "success"]
    )
    assert "1 launch" in lines


@pytest.mark.parametrize("name", [*PLURALS, "timeline", "conflicts", "coverage", "who"])
def test_every_table_is_legible_in_eighty_columns(name: str, answered: Answered) -> None:
    at = ["--at", "2015-09-05T12:00Z"] if name == "who" else []
    text = answered(name, *at)
    assert max(map(cell_len, text.splitlines())) <= 80
    assert "\x1b" not in text


def test_the_timeline_of_kazakhstan_names_its_cosmonauts(answered: Answered) -> None:
    text = answered("timeline", "--country", "KZ", "--since", "1991")
    for name in ("Aubakirov", "Musabayev", "Aimbetov", "KazSat-1", "KazSat-3", "Baiterek"):
        assert name in text


def test_an_option_given_twice_means_either(names: Names) -> None:
    asked = ("--vehicle", "Proton", "--country", "KZ")
    both = names("launches", "--year", "2006", "--year", "2014", *asked)
    assert both == ["KazSat-1", "Luch-5V and KazSat-3"]


def test_a_period_of_years_includes_its_last(names: Names) -> None:
    asked = ("--vehicle", "Proton", "--country", "KZ")
    assert len(names("launches", "--year", "2006..2014", *asked)) == 3
    assert len(names("launches", "--year", "2006..2013", *asked)) == 2
    assert len(names("launches", "--year", "2006-07..2011-07", *asked)) == 1


def test_a_truth_has_two_options(names: Names) -> None:
    flown = names("people", "--country", "KZ", "--flown")
    others = names("people", "--country", "KZ", "--no-flown")
    assert flown == ["Toktar Aubakirov", "Talgat Musabayev", "Aidyn Aimbetov"]
    assert not set(flown) & set(others)
    assert set(flown) | set(others) == set(names("people", "--country", "KZ"))


def test_limit_and_order(rows: Rows, names: Names) -> None:
    first = names("satellites", "--country", "KZ", "--limit", "2")
    assert first == ["KazSat-1", "KazSat-2"]
    assert (
        names("satellites", "--country", "KZ", "--order-by", "-launched", "--limit", "1")
        != first[:1]
    )
    assert names("satellites", "--country", "KZ", "--order-by", "mass", "--order-by", "name")
    assert rows("satellites", "--limit", "0") == []


def test_underscores_are_as_good_as_dashes(rows: Rows) -> None:
    asked = ("launches", "--year", "2011", "--limit", "1")
    assert rows(*asked, "--payload_country", "KZ") == rows(*asked, "--payload-country", "KZ")


def test_who_was_in_space(run: Run, answered: Answered, rows: Rows) -> None:
    assert len(rows("who", "--at", "2015-09-05T12:00Z")) == 9
    text = answered("who", "--at", "1991-10-05T12:00Z")
    assert text.splitlines()[-1].startswith("5 people in space") or "5 people in space\n" in text
    assert rows("who", "--at", "1991-10-05T12:00Z", "--station", "Mir") == rows(
        "aboard", "Mir", "--at", "1991-10-05T12:00Z"
    )
    assert rows("who", "--at", "1991-10-05", "--country", "KZ") == rows(
        "in-space", "--at", "1991-10-05", "--country", "KZ"
    )
    assert run("who").exit_code == 0


def test_aboard_a_station(rows: Rows) -> None:
    aboard = rows("aboard", "Mir", "--at", "1991-10-05")
    assert [row["person"] for row in aboard if row["craft"] == "Soyuz TM-13"] == [
        *["Aleksandr Volkov", "Franz Viehböck", "Toktar Aubakirov"],
    ]


def test_search_forgives_typing(rows: Rows) -> None:
    assert rows("search", "Aimbetof", "--kind", "person")[0]["name"] == "Aidyn Aimbetov"
    assert rows("search", "soyuz", "tma18m", "--limit", "1")[0]["name"] == "Soyuz TMA-18M"
    assert len(rows("search", "Volkov", "--limit", "2")) == 2


def test_sources_and_conflicts_of_a_record(rows: Rows, names: Names) -> None:
    said = names("sources", "KazSat-2")
    assert said
    assert set(said) < set(names("sources"))
    found = rows("conflicts", "KazSat-2")
    assert [(row["attribute"], row["adopted"], row["disputed"]) for row in found] == [
        ("orbit", "GEO", ["LEO"])
    ]
    assert len(rows("conflicts")) > len(found)


# -- formats ---------------------------------------------------------------------------------


def test_csv_and_json_carry_the_same_fields(answered: Answered, rows: Rows) -> None:
    asked = ("launches", "--year", "2011", "--vehicle", "Proton", "--payload-country", "KZ")
    table = list(csv.DictReader(StringIO(answered(*asked, "--format", "csv"))))
    found = rows(*asked)
    assert [list(row) for row in table] == [list(row) for row in found]
    assert table[0]["payloads"] == "; ".join(map(str, found[0]["payloads"]))  # type: ignore[call-overload]
    assert table[0]["date"] == found[0]["date"] == "2011-07-15T23:16:10Z"
    assert table[0]["failure_cause"] == "" and found[0]["failure_cause"] is None  # noqa: PT018


def test_markdown(answered: Answered) -> None:
    text = answered("who", "--at", "1991-10-05T12:00Z", "--format", "md")
    assert text.startswith("| person | craft | station | up (UTC) | certain |\n| --- |")
    assert text.count("\n| ") >= 6


def test_an_empty_answer_is_an_answer(run: Run, answered: Answered) -> None:
    for form, out in (("table", ""), ("md", ""), ("json", "[]\n")):
        result = run("launches", "--year", "1850", "--format", form)
        assert (result.exit_code, result.stdout) == (0, out)
        said = "Nothing answers this question." in result.stderr
        assert said is (form != "json")
    assert answered("launches", "--year", "1850", "--format", "csv").startswith("key,name,date,")


def test_what_the_defaults_leave_out_is_said_as_one_types_it_here() -> None:
    from spacetimeline.cli.wording import note_as_typed

    note = '4 more that are not flown left out: category="all", status="all"'
    assert note_as_typed(note) == (
        "4 more that are not flown left out: --category all --status all"
    )
    assert note_as_typed('site="Cape Canaveral", of "x"') == 'site="Cape Canaveral", of "x"'
