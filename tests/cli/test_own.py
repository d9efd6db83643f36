"""One record, packs of one's own, the database itself."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from rich.cells import cell_len

Run = Callable[..., Result]
Answered = Callable[..., str]
Rows = Callable[..., list[dict[str, Any]]]

MINE = """\
pack: my-missions
sources:
  my-notes: {title: My own notes}
families:
  kestrel: {name: Kestrel, sources: [my-notes]}
vehicles:
  kestrel-1: {name: Kestrel-1, family: kestrel, sources: [my-notes]}
launches:
  2026-x01:
    name: First flight
    date: 2026-10-01T12:00Z
    vehicle: kestrel-1
    pad: baikonur-1-5
    outcome: success
    sources: [my-notes]
"""
WRONG = """\
launches:
  2026-x02:
    name: No date
    vehicle: kestral-1
    outcome: splendid
    sources: [nobody]
people:
  ann: {name: Ann, born: soon, sources: [my-notes]}
"""


# -- show ------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [["Aimbetov"], ["Айдын", "Аимбетов"], ["person:aidyn-aimbetov"]])
def test_a_card_by_any_name(answered: Answered, asked: list[str]) -> None:
    text = answered("show", *asked)
    lines = text.splitlines()
    assert lines[:2] == ["Aidyn Aimbetov", "person:aidyn-aimbetov"]
    assert "born           1972-07-27" in lines
    assert "up on Soyuz TMA-18M, down on Soyuz TMA-16M" in " ".join(text.split())
    assert "Айдын Ақанұлы Айымбетов (kk)" in text
    assert "\nsources\n" in text
    assert max(cell_len(line) for line in lines if "https://" not in line) <= 80


def test_zarya_names_the_station_that_it_is_part_of(answered: Answered) -> None:
    for asked in ("Zarya", "Заря", "25544"):
        text = answered("show", asked)
        assert "part of" in text
        assert "International Space Station" in text


def test_a_card_says_where_sources_disagree(answered: Answered) -> None:
    text = answered("show", "KazSat-2")
    assert "orbit: LEO [disputed]" in text
    assert "mass          1330 kg" in text


def test_a_kind_decides_between_namesakes(answered: Answered) -> None:
    assert answered("show", "Soyuz TMA-18M").splitlines()[1] == "flight:soyuz-tma-18m"
    assert (
        answered("show", "Soyuz TMA-18M", "--kind", "launch").splitlines()[1] == "launch:2015-043"
    )


def test_a_card_in_other_formats(answered: Answered) -> None:
    facts = json.loads(answered("show", "KazSat-1", "--format", "json"))
    (row,) = csv.DictReader(StringIO(answered("show", "KazSat-1", "--format", "csv")))
    assert facts["record"] == "spacecraft:kazsat-1"
    assert [name for name in facts if name not in {"record", "card"}] == list(row)
    assert facts["launched"] == row["launched"] == "2006-06-17T22:44:05Z"
    assert {"text": "КазСат-1", "language": "ru"}.items() <= facts["card"]["names"][
        2
    ].items() or any(name["text"] == "КазСат-1" for name in facts["card"]["names"])
    assert all({"name", "url"} <= set(source) for source in facts["card"]["sources"])
    assert answered("show", "KazSat-1", "--format", "md").startswith(
        "# KazSat-1\n\n| field | value"
    )


def test_every_kind_of_record_has_a_card(answered: Answered, rows: Rows) -> None:
    from spacetimeline.queries.all import PLURALS

    for name, subject in PLURALS.items():
        first = rows(name, "--limit", "1")[0]
        assert f"{subject.kind}:{first['key']}" in answered(
            "show", f"{subject.kind}:{first['key']}"
        )


# -- packs -----------------------------------------------------------------------------------


@pytest.fixture
def url(answered: Answered, tmp_path: Path) -> str:
    """A database of one's own; a copy of the embedded one is one too, and quick to make."""
    path = tmp_path / "my own.db"
    shutil.copyfile(answered("db", "path").strip(), path)
    path.chmod(0o644)
    return str(path)


def test_a_pack_is_loaded_asked_and_unloaded(
    run: Run, rows: Rows, answered: Answered, url: str, tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(MINE)
    first = answered("load", str(path), "--url", url)
    assert first == "my-missions: 4 added (1 family, 1 vehicle, 1 launch, 1 source)\n"
    again = answered("load", str(path), "--url", url)
    assert again.startswith("my-missions: 4 unchanged")
    for before in (True, False):
        question = ["launches", "--vehicle", "Kestrel", "--format", "json"]
        words = ["--url", url, *question] if before else [*question, "--url", url]
        assert [row["name"] for row in json.loads(answered(*words))] == ["First flight"]
    assert "my-missions (user)" in answered("db", "info", "--url", url)
    gone = answered("unload", "my-missions", "--url", url)
    assert gone.startswith("my-missions: 4 removed")
    assert run("launches", "--vehicle", "Kestrel", "--url", url).exit_code == 1


def test_all_problems_are_reported_in_order_and_nothing_is_loaded(
    run: Run, answered: Answered, url: str, tmp_path: Path
) -> None:
    wrong, mine = tmp_path / "wrong.yaml", tmp_path / "also wrong.yaml"
    wrong.write_text(WRONG)
    mine.write_text("launches: [")
    before = answered("db", "info", "--url", url)
    result = run("load", str(wrong), str(mine), "--url", url)
    assert result.exit_code == 1
    assert result.stdout == ""
    *problems, last = result.stderr.splitlines()
    assert last == f"Error: {len(problems)} problems; nothing was loaded."
    assert problems[0].startswith(f"{mine}:1: ")
    assert any(line.startswith(f"{wrong}:4: launches.2026-x02.vehicle: ") for line in problems)
    assert any(line.startswith(f"{wrong}:5: launches.2026-x02.outcome: ") for line in problems)
    assert len(problems) >= 6
    assert answered("db", "info", "--url", url) == before
    checked = run("check", str(wrong), str(mine))
    assert checked.exit_code == 1
    assert checked.stdout.splitlines() == problems
    assert checked.stderr == f"{len(problems)} problems.\n"


def test_a_check_in_other_formats(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(WRONG)
    found = json.loads(run("check", str(path), "--format", "json").stdout)
    assert set(found[0]) == {"file", "line", "record", "field", "message", "hint"}
    assert [row["line"] for row in found] == sorted(row["line"] for row in found)
    assert run("check", str(path), "--format", "md").stdout.startswith("| file | line | record |")


def test_a_pack_without_problems_passes(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(MINE)
    result = run("check", str(path))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 problems.\n")


def test_a_pack_that_is_not_there(run: Run, tmp_path: Path) -> None:
    result = run("check", str(tmp_path / "none.yaml"))
    assert result.exit_code == 1
    assert "none.yaml" in result.stdout


def test_the_schema_of_packs(answered: Answered) -> None:
    import jsonschema

    schema = json.loads(answered("schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert {"launches", "flights", "claims", "overrides"} <= set(schema["properties"])


# -- the database itself ---------------------------------------------------------------------


def test_the_path_of_the_default_database_is_a_file(answered: Answered) -> None:
    path = Path(answered("db", "path").strip())
    assert path.read_bytes().startswith(b"SQLite format 3")


def test_what_is_in_the_database(answered: Answered) -> None:
    lines = answered("db", "info").splitlines()
    told = {line[:24].strip(): line[24:].strip() for line in lines}
    assert lines[0].split(maxsplit=1) == ["database", "the embedded database"]
    assert any("core" in line and "kazakhstan" in line for line in lines)
    assert any(line.startswith("records: launch ") for line in lines)
    assert told
    info = json.loads(answered("db", "info", "--format", "json"))
    assert info["records"]["launch"] > 10
    assert [pack["name"] for pack in info["packs"]][0] == "core"
    assert answered("db", "info", "--format", "csv").startswith("what,value\n")
    assert answered("db", "info", "--format", "md").startswith("| what | value |\n")


def test_the_database_alone_shows_help(answered: Answered) -> None:
    text = answered("db")
    assert all(f"\n  {name} " in text for name in ("info", "path", "upgrade"))


def test_a_pack_that_is_not_loaded_cannot_be_unloaded(run: Run, url: str) -> None:
    result = run("unload", "nosuch", "--url", url)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nosuch" in result.stderr


def test_an_upgrade(answered: Answered, url: str) -> None:
    assert "unchanged" in answered("db", "upgrade", "--url", url)
