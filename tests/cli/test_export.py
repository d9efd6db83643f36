"""The command `export`: answers as files, the whole database as a dataset."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from click.testing import Result
from rich.cells import cell_len

import spacetimeline as st
from spacetimeline.cli.exporting import FORMATS

Run = Callable[..., Result]
Answered = Callable[..., str]

KEYS = ["2006-022"]
TYPED = ("--question", "launches", "--year", "2006", "--country", "KZ")


def keys(path: Path, form: str) -> list[str]:
    """The keys of the launches in a file."""
    if form == "parquet":
        return pl.read_parquet(path)["key"].to_list()
    if form == "arrow":
        with pa.memory_map(str(path)) as source:
            return pa.ipc.open_file(source).read_all()["key"].to_pylist()
    text = path.read_text("utf-8")
    if form == "csv":
        return [row["key"] for row in csv.DictReader(text.splitlines())]
    if form == "json":
        return [row["key"] for row in json.loads(text)]
    if form == "geojson":
        return [one["properties"]["key"] for one in json.loads(text)["features"]]
    marks = {"ical": "UID:launches-{}@", "html": "<td"}
    return [key for key in KEYS if marks[form].format(key) in text]


@pytest.mark.parametrize("form", FORMATS)
def test_an_answer_in_every_format(form: str, answered: Answered, tmp_path: Path) -> None:
    path = tmp_path / "answer"
    said = answered("export", form, str(path), *TYPED)
    assert said == f"{path}: 1 launch\n"
    assert keys(path, form) == KEYS
    assert [one.name for one in tmp_path.iterdir()] == ["answer"]


def test_every_question_is_exported_with_its_own_arguments(
    answered: Answered, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    for words, counted in (
        (("people", "--name", "Aidyn"), "1 person"),
        (("aboard", "Mir", "--at", "1991-10-05"), "5 people aboard"),
        (("who", "--at", "2015-09-05T12:00Z"), "9 people in space"),
        (("in_space", "--at", "2015-09-05T12:00Z"), "9 people in space"),
        (("stats", "--by", "outcome", "--family", "Proton"), "3 groups"),
        (("search", "aimbet", "--limit", "1"), "1 match"),
        (("sources", "KazSat-2", "--limit", "2"), "2 sources"),
        (("launches", "--order-by=-date", "--limit", "3"), "3 launches"),
    ):
        assert answered("export", "csv", str(path), "--question", *words) == f"{path}: {counted}\n"


def test_without_a_question_it_is_what_fits_the_format(answered: Answered, tmp_path: Path) -> None:
    calendar = answered("export", "ical", str(tmp_path / "kz.ics"), "--country", "KZ")
    assert calendar.endswith(f"{len(st.timeline(country='KZ'))} entries\n")
    sites = answered("export", "geojson", str(tmp_path / "map"))
    assert sites.endswith(f"{len(st.sites())} sites\n")


def test_the_whole_database_is_a_dataset(answered: Answered, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "all"
    said = answered("export", "parquet", str(path))
    assert " tables, " in said
    launches = pl.read_parquet(path / "launches")
    assert launches.height == len(st.launches(category="all", status="all"))
    assert answered("export", "parquet", str(path)) == said  # once more, in its place
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    refused = run("export", "parquet", str(tmp_path / "mine"))
    assert refused.exit_code == 1
    assert "It is a folder with other things in it" in refused.stderr
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


def test_standard_output_takes_text(answered: Answered, run: Run) -> None:
    rows = json.loads(answered("export", "json", "-", *TYPED))
    assert [row["key"] for row in rows] == KEYS
    assert answered("export", "ical", "-", *TYPED).startswith("BEGIN:VCALENDAR")
    assert "parquet is no text" in run("export", "parquet", "-", *TYPED).stderr


def test_anniversaries_are_for_calendars(answered: Answered, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    answered("export", "ical", str(path), *TYPED, "--anniversaries")
    assert "RRULE:FREQ=YEARLY" in path.read_text("utf-8")
    refused = run("export", "csv", str(tmp_path / "a.csv"), *TYPED, "--anniversaries")
    assert refused.exit_code == 2
    assert "--anniversaries is for calendars" in refused.stderr


@pytest.mark.parametrize(
    ("words", "said", "status"),
    [
        (["csv", "{}/a", "--question", "launchs"], "Did you mean launches?", 2),
        (["csv", "{}/a", "--question", ""], "There is no question ''", 2),
        (["csv", "{}/a", "--question"], "There is no question ''", 2),
        (["xlsx", "{}/a"], "'xlsx' is not one of 'csv'", 2),
        (["csv"], "Missing argument 'PATH'", 2),
        (["parquet", "{}/a", "--year", "2011"], "such as --question launches", 2),
        (["csv", "{}/a", "--question", "people", "--site", "x"], "No such option", 2),
        (["geojson", "{}/a", "--question", "people"], "Those of sites, pads, launches", 1),
        (["ical", "{}/a", "--question", "sites"], "have no date", 1),
        (["csv", "{}/a", "--question", "launches", "--vehicle", "Krotop"], "Krotop", 1),
        (["csv", "{}/no/a.csv"], "There is no folder", 1),
        (["csv", "{}"], "It is a folder", 1),
        (["parquet", "{}/no/all"], "There is no folder", 1),
        (["csv", "{}/a", "--year", "03/04/2006"], "03/04/2006", 2),
    ],
)
def test_what_cannot_be_exported_is_told(
    words: list[str], said: str, status: int, run: Run, tmp_path: Path
) -> None:
    result = run("export", *(word.format(tmp_path) for word in words))
    assert result.exit_code == status
    assert said in " ".join(result.stderr.split())
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_a_missing_library_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "pyarrow"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for words in (["parquet"], ["parquet", *TYPED], ["arrow", *TYPED]):
        result = run("export", words[0], str(tmp_path / "a"), *words[1:])
        assert result.exit_code == 1
        assert 'pip install "spacetimeline[arrow]"' in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_help_has_the_filters_of_the_question(answered: Answered) -> None:
    text = answered("export", "csv", "x", "--question", "launches", "--help")
    assert "--vehicle NAME" in text
    plain: Any = answered("export", "--help")
    assert "--question NAME" in plain
    assert max(map(cell_len, (text + plain).splitlines())) <= 80
