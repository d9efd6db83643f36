"""Population, superlatives, statistics and audit on the command line."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from rich.cells import cell_len

import spacetimeline as st
from spacetimeline.queries.all import QUESTIONS
from spacetimeline.queries.statistics import GROUPS

Run = Callable[..., Result]
Answered = Callable[..., str]
Rows = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize("name", ["population", "superlatives"])
def test_every_filter_is_an_option(name: str, answered: Answered) -> None:
    text = answered(name, "--help")
    for keyword in QUESTIONS[name].filters:
        assert f"  --{keyword} " in text
    assert max(map(cell_len, text.splitlines())) <= 80


@pytest.mark.parametrize("name", ["population", "superlatives", "stats"])
def test_every_table_is_legible_in_eighty_columns(name: str, answered: Answered) -> None:
    assert max(map(cell_len, answered(name).splitlines())) <= 80


def test_the_population_while_a_kazakh_was_up(answered: Answered, rows: Rows) -> None:
    asked = ("population", "--country", "KZ", "--year", "2015")
    assert [(row["at"][:10], row["number"], row["people"]) for row in rows(*asked)] == [
        ("2015-09-02", 1, ["Aidyn Aimbetov"]),
        ("2015-09-12", 0, []),
    ]
    text = answered(*asked)
    assert text.splitlines()[0].split() == ["at", "(UTC)", "number", "unknown", "people"]
    assert "\n2 changes" in text


def test_superlatives_have_units(answered: Answered, rows: Rows) -> None:
    (most,) = rows("superlatives", "--country", "KZ", "--until", "2015", "--limit", "1")
    assert (most["title"], most["holder"]) == ("longest stay in orbit", "Aidyn Aimbetov")
    assert most["unit"] == "s"
    assert 850_000 < most["value"] < 851_000
    text = answered("superlatives", "--country", "KZ")
    assert "9 d 20 h" in text
    assert "1 stay " in text


def test_stats_takes_the_filters_of_launches(answered: Answered, rows: Rows) -> None:
    found = rows("stats", "--by", "vehicle", "--year", "2011", "--vehicle", "Proton")
    assert [(row["group"], row["attempts"]) for row in found] == [
        (row.group, row.attempts)
        for row in st.statistics(by="vehicle", year=2011, vehicle="Proton")
    ]
    assert rows("stats", "--family", "Proton") == rows("statistics", "--family", "Proton")
    text = answered("stats", "--help")
    for option in ("--by WORD", "--vehicle NAME", "--outcome WORD", "--format "):
        assert f"  {option}" in text
    assert all(word in text for word in GROUPS)


def test_a_rate_stands_with_its_interval_in_one_cell(answered: Answered) -> None:
    text = answered("stats", "--by", "family", "--family", "Proton", "--until", "2024")
    head, _, row, *below = text.splitlines()
    assert head.split() == [
        *["group", "attempts", "successes", "partial", "failures", "failures", "success", "rate"]
    ]
    (one,) = st.statistics(by="family", family="Proton", until=2024)
    assert one.success_rate is not None
    assert one.rate_low is not None
    assert one.rate_high is not None
    rate, low, high = (100 * each for each in (one.success_rate, one.rate_low, one.rate_high))
    assert row.endswith(f"{one.failures}  {rate:.1f} % ({low:.1f}-{high:.1f})")
    assert "in brackets the 95 % interval of the rate (Wilson)" in below
    # The files have every digit.
    table = answered("stats", "--by", "family", "--family", "Proton", "--format", "csv")
    assert table.splitlines()[0].endswith("success_rate,rate_low,rate_high,graded_rate")


def test_stats_by_what_nobody_counts_by(run: Run) -> None:
    result = run("stats", "--by", "colour")
    assert result.exit_code == 1
    assert "Launches are not counted by 'colour'" in result.stderr


# -- audit -------------------------------------------------------------------------------------


@pytest.fixture
def sound(packs_file: Path, tmp_path: Path) -> Path:
    """A database of one's own, as it should be."""
    path = tmp_path / "sound.db"
    shutil.copy(packs_file, path)
    return path


def test_an_audit_without_problems_says_so(sound: Path, run: Run) -> None:
    result = run("audit", "--url", str(sound))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No problems" in result.stderr
    assert run("audit", "--url", str(sound), "--format", "json").stdout == "[]\n"


def test_an_audit_with_problems_tells_them_and_fails(
    sound: Path, tmp_path: Path, run: Run, answered: Answered
) -> None:
    own = tmp_path / "own.db"
    shutil.copy(sound, own)
    connection = sqlite3.connect(own)
    with connection:
        connection.execute(
            "UPDATE crew SET down = 0 "
            "WHERE flight_id = (SELECT id FROM flight WHERE key = 'soyuz-tma-16m') "
            "AND person_id = (SELECT id FROM person WHERE key = 'aidyn-aimbetov')"
        )
    connection.close()
    result = run("audit", "--url", str(own))
    assert result.exit_code == 1
    assert "Aidyn Aimbetov went up on Soyuz TMA-18M" in " ".join(result.stdout.split())
    assert "problems" in result.stdout
    assert max(map(cell_len, result.stdout.splitlines())) <= 80
    as_json = run("audit", "--url", str(own), "--format", "json")
    assert as_json.exit_code == 1
    assert '"aidyn-aimbetov"' in as_json.stdout
    assert "--limit N" in answered("audit", "--help")
