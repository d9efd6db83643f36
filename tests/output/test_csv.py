"""CSV: nothing in it runs in a spreadsheet, and it reads back to the same records."""

from __future__ import annotations

import csv
import doctest
from io import StringIO
from typing import Any

import pandas as pd
import pytest
from kestrels import DATES

import spacetimeline as st
from spacetimeline.library import Database
from spacetimeline.output import files, schema
from spacetimeline.output.files import armed, csv_text, defused
from spacetimeline.queries.query import Query


def read_back(query: Query[Any]) -> list[dict[str, Any]]:
    """The rows of a query's CSV, by the rule and the types that the documentation tells."""
    types = query._subject.types()
    return [
        {name: _value(armed(cell), types[name]) for name, cell in row.items()}
        for row in csv.DictReader(StringIO(query.to_csv()))
    ]


def _value(cell: str, kind: str) -> Any:
    if kind == schema.TEXTS:
        return cell.split("; ") if cell else []
    if cell == "":
        return None
    if kind in {schema.NUMBER, schema.WHOLE}:
        return float(cell)
    return cell == "true" if kind == schema.TRUTH else cell


@pytest.mark.parametrize(
    "question", ["launches", "flights", "stays", "people", "sites", "timeline", "events"]
)
def test_csv_reads_back_to_the_same_records(world: Database, question: str) -> None:
    query = getattr(world, question)()
    rows = query.to_dicts()
    for row in rows:  # a list whose entries hold "; " themselves cannot be told from a longer one
        for name, value in row.items():
            if isinstance(value, list):
                row[name] = "; ".join(value).split("; ") if value else []
    assert read_back(query) == rows


@pytest.mark.parametrize("key", DATES)
def test_a_date_is_as_vague_as_it_was(world: Database, key: str) -> None:
    query = world.launches(name=f"Kestrel {key}")
    (row,) = read_back(query)
    assert (row["date"], row["date_precision"]) == DATES[key]
    assert st.VagueDate.parse(row["date"]) == query.one().date


def test_no_cell_begins_a_formula(world: Database) -> None:
    query = world.launches(year=2092, family="Kestrel family")
    cells = [cell for row in csv.reader(StringIO(query.to_csv())) for cell in row]
    assert "'=cmd|' /C calc'!A0" in cells
    assert "'+1; -2" in cells
    assert '\'=HYPERLINK("http://example.org") <b>notes</b>' in cells
    assert "-51.6" in cells  # a number does no harm, and stays one
    assert not [cell for cell in cells if cell[:1] in set("=+@\t\r\n")]


@pytest.mark.parametrize("sign", "=+-@\t\r\n＝＋－＠")
@pytest.mark.parametrize("quotes", ["", "'", "''"])
def test_every_sign_that_begins_a_formula_is_defused_and_comes_back(sign: str, quotes: str) -> None:
    text = f"{quotes}{sign}SUM(A1)"
    assert defused(text) == f"'{text}"
    assert armed(defused(text)) == text
    (row,) = csv.DictReader(StringIO(csv_text([{"name": text}], ["name"]), newline=""))
    assert armed(row["name"]) == text


@pytest.mark.parametrize("text", ["'tis", "'", "", "a=b", " =x", "-51.6", "+7", "-1e5", "O'Brien"])
def test_what_begins_none_stays_as_it_is(text: str) -> None:
    assert defused(text) == text
    assert armed(defused(text)) == text


@pytest.mark.parametrize("text", ["-1+cmd()", "--1", "-", "+", "-1 ", "１"])
def test_only_a_whole_number_is_one(text: str) -> None:
    assert defused(text) == (f"'{text}" if text[0] in "+-" else text)


def test_numbers_are_numbers_for_pandas(world: Database) -> None:
    frame = pd.read_csv(StringIO(world.sites().to_csv()))
    assert frame["longitude"].dtype.kind == "f"
    assert frame.loc[frame["key"] == "alcantara", "longitude"].item() < 0


def test_the_examples_of_the_code() -> None:
    assert doctest.testmod(files).failed == 0
