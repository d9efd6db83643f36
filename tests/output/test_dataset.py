"""The whole database as a dataset: read by other engines as it is, written whole or not at all."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest
from kestrels import DATES

import spacetimeline as st
from spacetimeline.errors import SpacetimelineError
from spacetimeline.library import Database
from spacetimeline.output.dataset import MARK, Part, about_dataset, write_dataset


@pytest.fixture(scope="module")
def folder(world: Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of that world; not to be changed."""
    path = tmp_path_factory.mktemp("dataset") / "all"
    told = world.export_parquet(path)
    assert told == {name: one["rows"] for name, one in about_dataset(path)["tables"].items()}
    return path


def sql(folder: Path, question: str) -> list[tuple[Any, ...]]:
    """What DuckDB answers; ``{name}`` stands for a table of the dataset."""
    tables = {
        name: f"read_parquet('{folder}/{name}/**/*.parquet', hive_partitioning = true)"
        for name in about_dataset(folder)["tables"]
    }
    with duckdb.connect() as connection:
        return connection.sql(question.format(**tables)).fetchall()


def test_every_table_has_all_its_rows_in_every_engine(world: Database, folder: Path) -> None:
    lookup = world._asker.lookup()
    tables = about_dataset(folder)["tables"]
    for name, told in tables.items():
        assert pl.scan_parquet(folder / name).select(pl.len()).collect().item() == told["rows"]
        assert sql(folder, f"SELECT COUNT(*) FROM {{{name}}}") == [(told["rows"],)]
    for name, table in (("launches", "launch"), ("stays", "stay"), ("timeline", "entry"),
                        ("citations", "citation"), ("crews", "crew")):  # fmt: skip
        assert lookup.rows(f"SELECT COUNT(*) FROM {table}") == [(tables[name]["rows"],)]


def test_every_table_of_the_database_is_in_it_or_need_not_be(folder: Path) -> None:
    from spacetimeline import models
    from spacetimeline.queries.all import SUBJECT_OF
    from spacetimeline.queries.exporting import LINKS

    inside = {subject.table for subject in SUBJECT_OF.values()} | {"entry", "coverage"}
    inside |= {link.table for link in LINKS}
    # As lists of keys in the tables of either end.
    inside |= {"succession", "spacewalk_person", "docking_aboard", "stay_expedition"}
    inside |= {"flight_expedition"}
    # Made from the others, to find and to filter.
    worked_out = {"record", "name_form", "entry_country", "record_country", "record_subject"}
    worked_out |= {"name_word", "word_trigram", "longest"}
    theirs = {"catalogue_file", "catalogue_row"}  # catalogues, as they were read
    assert set(models.Base.metadata.tables) - inside - worked_out - theirs == set()
    assert {path.name for path in folder.iterdir()} == {*about_dataset(folder)["tables"], MARK}


def test_launches_are_divided_by_the_year_that_they_belong_to(
    world: Database, folder: Path
) -> None:
    counts = dict(sql(folder, "SELECT year, COUNT(*) FROM {launches} GROUP BY year"))
    assert counts[1988] == len(world.launches(year=1988, category="all", status="all"))
    assert counts[None] == len(world.launches(category="all", status="all").where(name="Hoped"))
    assert counts[9999] == 1
    read = pl.scan_parquet(folder / "launches").group_by("year").len().collect()
    assert dict(read.iter_rows()) == counts
    (undated,) = sql(folder, "SELECT key, date, date_earliest FROM {launches} WHERE year IS NULL")
    assert undated == ("hoped", None, None)


@pytest.mark.parametrize("key", DATES)
def test_a_date_is_as_vague_as_it_was(world: Database, folder: Path, key: str) -> None:
    text, precision = DATES[key]
    date = world.get(f"launch:{key}").date
    read = pl.scan_parquet(folder / "launches").filter(pl.col("key") == key).collect()
    (row,) = read.to_dicts()
    assert (row["date"], row["date_precision"]) == (text, precision)
    assert (row["date_earliest"], row["date_before"]) == (date.earliest, date.before)
    assert row["year"] == date.nominal_earliest.year
    assert sql(folder, f"SELECT date, date_precision FROM {{launches}} WHERE key = '{key}'") == [
        (text, precision)
    ]


def test_tables_join_by_their_keys(world: Database, folder: Path) -> None:
    found = sql(
        folder,
        "SELECT p.name, c.role FROM {crews} AS c JOIN {people} AS p ON p.key = c.person_key "
        "JOIN {flights} AS f ON f.key = c.flight_key WHERE f.name = 'Soyuz TMA-18M' AND c.up "
        "ORDER BY c.position",
    )
    members = world.get("Soyuz TMA-18M", kind="flight").crew
    assert found == [(one.person.name, str(one.role)) for one in members if one.up]
    cited = sql(
        folder,
        "SELECT s.name FROM {citations} AS c JOIN {sources} AS s ON s.key = c.source_key "
        "WHERE c.record_kind = 'launch' AND c.record_key = '2006-022' ORDER BY c.position",
    )
    assert [name for (name,) in cited] == [one.name for one in world.get("2006-022").sources]
    lists = sql(
        folder,
        "SELECT s.name FROM (SELECT UNNEST(payloads_keys) AS key FROM {launches} "
        "WHERE key = '2006-022') AS p JOIN {spacecraft} AS s ON s.key = p.key",
    )
    assert lists == [("KazSat-1",)]


def test_a_question_has_the_same_answer_as_here(world: Database, folder: Path) -> None:
    proton = (
        pl.scan_parquet(folder / "launches")
        .filter(pl.col("family") == "Proton", pl.col("category").cast(pl.String) == "orbital")
        .group_by(pl.col("outcome").cast(pl.String))
        .len()
        .collect()
    )
    here: dict[str | None, int] = {}
    for row in world.launches(family="Proton", category="orbital").to_dicts():
        here[row["outcome"]] = here.get(row["outcome"], 0) + 1
    assert dict(proton.iter_rows()) == here


def test_it_says_what_it_is(world: Database, folder: Path) -> None:
    told = about_dataset(folder)
    assert told["data"] == world.version().data
    assert {pack["name"] for pack in told["packs"]} >= {"core", "crewed", "kestrels"}
    assert told["tables"]["launches"]["fields"]["date_earliest"] == "instant"
    kept = pq.read_schema(folder / "people" / "part-0.parquet").metadata[b"spacetimeline"]
    assert json.loads(kept)["data"] == told["data"]


# ------------------------------------------------------------------------ writing


def part(name: str = "things", rows: int = 2) -> Part:
    """A small table."""
    return Part(name, {"key": "text"}, [[{"key": str(number)} for number in range(rows)]])


def test_an_earlier_dataset_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "all"
    assert write_dataset(target, [part()], {}) == {"things": 2}
    assert write_dataset(target, [part("others")], {}) == {"others": 2}
    assert sorted(path.name for path in target.iterdir()) == [MARK, "others"]
    assert [path.name for path in tmp_path.iterdir()] == ["all"]
    (target / MARK).unlink()
    with pytest.raises(SpacetimelineError, match="It is a folder with other things in it"):
        write_dataset(target, [part()], {})
    assert [path.name for path in target.iterdir()] == ["others"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    write_dataset(tmp_path / "all", [part()], {})
    assert (tmp_path / "all" / MARK).is_file()


def test_a_table_without_rows_has_its_fields(tmp_path: Path) -> None:
    none = Part("none", {"key": "text", "when": "instant"}, [])
    by = Part("by", {"key": "text"}, [], by="year")
    write_dataset(tmp_path / "all", [none, by], {})
    assert pl.read_parquet(tmp_path / "all" / "none").schema == {
        "key": pl.String,
        "when": pl.Datetime("us", "UTC"),
    }
    assert pl.read_parquet(tmp_path / "all" / "by").height == 0


class Interrupted(BaseException):
    """Stands for Ctrl-C."""


@pytest.mark.parametrize("trouble", [OSError(28, "No space left on device"), Interrupted()])
def test_a_write_that_fails_leaves_what_stood_there(tmp_path: Path, trouble: BaseException) -> None:
    target = tmp_path / "all"
    write_dataset(target, [part()], {})

    def failing() -> Iterator[list[dict[str, Any]]]:
        yield [{"key": "1"}]
        raise trouble

    expected = SpacetimelineError if isinstance(trouble, OSError) else Interrupted
    with pytest.raises(expected):
        write_dataset(target, [Part("things", {"key": "text"}, failing())], {})
    assert pl.read_parquet(target / "things").height == 2
    assert [path.name for path in tmp_path.iterdir()] == ["all"]


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(SpacetimelineError, match="It is a file, and a dataset is a folder"):
        write_dataset(tmp_path / "file", [part()], {})
    assert (tmp_path / "file").read_text() == "mine"
    with pytest.raises(SpacetimelineError, match="There is no folder"):
        write_dataset(tmp_path / "no" / "all", [part()], {})
    with pytest.raises(SpacetimelineError, match="null byte"):
        write_dataset(f"{tmp_path}/a\0b", [part()], {})
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(SpacetimelineError, match="Cannot write"):
        write_dataset(loop, [part()], {})


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(SpacetimelineError, match="Permission denied"):
        write_dataset(tmp_path / "all", [part()], {})


def test_without_pyarrow_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "pyarrow"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(st.MissingExtra, match=r'pip install "spacetimeline\[arrow\]"'):
        write_dataset(tmp_path / "all", [part()], {})
    assert list(tmp_path.iterdir()) == []


def test_rows_are_held_some_at_a_time(tmp_path: Path) -> None:
    """A portion is written before the next is made, whatever their number."""
    made: list[int] = []

    def portions() -> Iterator[list[dict[str, Any]]]:
        for number in range(50):
            made.append(number)
            yield [{"key": str(number), "year": 2000 + number // 10}]

    places = Part("things", {"key": "text"}, portions(), by="year").files()
    for number in range(50):
        assert next(places)[0] == f"things/year={2000 + number // 10}"
        assert len(made) == number + 1
    write_dataset(tmp_path / "all", [Part("t", {"key": "text"}, portions(), by="year")], {})
    files = sorted((tmp_path / "all" / "t").rglob("*.parquet"))
    assert [path.parent.name for path in files] == [f"year={year}" for year in range(2000, 2005)]
    assert pq.ParquetFile(files[0]).num_row_groups == 10
