"""Frames, Arrow and Parquet: types that are right, vagueness that is kept, records read back."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from kestrels import DATES

import spacetimeline as st
from spacetimeline.library import Database, default
from spacetimeline.queries.all import QUESTIONS
from spacetimeline.queries.query import Query

Rows = list[dict[str, Any]]
TODAY = "2015-09-05T12:00Z"


def asked(db: Database, question: str) -> Query[Any]:
    """Any question, with what it cannot be asked without."""
    more = {"in_space": {"at": TODAY}, "aboard": {"station": "ISS", "at": TODAY}}
    return getattr(db, question)(**more.get(question, {}))


def instants(rows: Rows) -> Rows:
    """Flat rows as a frame has them: instants as datetimes, dicts as JSON, ints where whole."""
    return [{name: _of_frame(name, value) for name, value in row.items()} for row in rows]


def _of_frame(name: str, value: Any) -> Any:
    if value is not None and name.endswith(("_earliest", "_before")):
        return datetime.fromisoformat(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def of_pandas(frame: pd.DataFrame) -> Rows:
    """The rows of a pandas frame, whatever it has for None as None."""
    rows = frame.astype("object").to_dict("records")
    return [
        {
            name: None if not isinstance(value, list) and pd.isna(value) else _python(value)
            for name, value in row.items()
        }
        for row in rows
    ]


def _python(value: Any) -> Any:
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_rows_of_every_question_come_back_from_every_frame(
    world: Database, question: str, tmp_path: Path
) -> None:
    query = asked(world, question).limit(40)
    rows = instants(query.to_dicts())
    assert query.to_arrow().to_pylist() == rows
    assert query.to_polars().to_dicts() == rows
    assert of_pandas(query.to_pandas()) == rows
    path = query.to_parquet(tmp_path / "rows.parquet")
    assert path == tmp_path / "rows.parquet"
    assert pq.read_table(path).to_pylist() == rows
    assert pl.read_parquet(path).to_dicts() == rows


@pytest.mark.parametrize("question", [*QUESTIONS, "statistics"])
def test_an_empty_answer_has_the_types_of_a_full_one(question: str) -> None:
    query = asked(default(), question).limit(40)
    empty = query.limit(0)
    assert empty.to_arrow().schema.equals(query.to_arrow().schema)
    assert empty.to_polars().schema == query.to_polars().schema
    assert list(map(str, empty.to_pandas().dtypes)) == list(map(str, query.to_pandas().dtypes))
    assert list(empty.to_pandas().columns) == list(query.to_pandas().columns)


def test_the_types_of_launches(world: Database) -> None:
    query = world.launches(family="Kestrel family")
    schema = query.to_arrow().schema
    assert schema.field("date").type == pa.string()
    assert schema.field("date_earliest").type == pa.timestamp("us", tz="UTC")
    assert pa.types.is_dictionary(schema.field("outcome").type)
    assert schema.field("success_fraction").type == pa.float64()
    assert schema.field("payloads").type == pa.list_(pa.string())
    frame = query.to_pandas()
    assert str(frame["date_before"].dtype) == "datetime64[us, UTC]"
    assert str(frame["outcome"].dtype) == "category"
    assert sorted(frame["outcome"].cat.categories) == ["failure", "success"]
    polars = query.to_polars()
    assert polars["date_before"].dtype == pl.Datetime("us", "UTC")
    assert polars["outcome"].dtype == pl.Categorical
    assert polars["sources"].dtype == pl.List(pl.String)


def test_whole_numbers_may_be_missing(world: Database) -> None:
    frame = world.spacecraft(name="KazSat").to_pandas()
    assert str(frame["norad"].dtype) == "Int64"
    assert frame.loc[frame["name"] == "KazSat-1", "norad"].item() == 29230
    assert str(world.stays().to_pandas()["ongoing"].dtype) == "boolean"
    assert world.statistics(year=2006).to_polars()["group"].to_list() == [2006]


@pytest.mark.parametrize("key", DATES)
def test_a_date_is_as_vague_as_it_was(world: Database, key: str, tmp_path: Path) -> None:
    text, precision = DATES[key]
    query = world.launches(name=f"Kestrel {key}")
    date = query.one().date
    rows = [
        query.to_arrow().to_pylist()[0],
        query.to_polars().to_dicts()[0],
        of_pandas(query.to_pandas())[0],
        pq.read_table(query.to_parquet(tmp_path / "one.parquet")).to_pylist()[0],
    ]
    for row in rows:
        assert row["date"] == text
        assert row["date_precision"] == precision
        assert row["date_earliest"] == date.earliest
        assert row["date_before"] == date.before
        assert st.VagueDate.parse(row["date"]) == date
        # Nothing but the two bounds is an instant, so nobody can take a month for a day.
        stamps = {name for name, value in row.items() if isinstance(value, datetime)}
        assert stamps == {"date_earliest", "date_before"}


def test_the_ends_of_the_time_line_are_instants(world: Database) -> None:
    last = world.launches(name="Kestrel end-of-time").to_pandas()
    assert last["date_earliest"].iloc[0] == datetime(9999, 12, 31, tzinfo=UTC)
    frame = world.launches(family="Kestrel family", status="all").to_pandas()
    assert frame["date_before"].dt.year.max() == 9999


def test_ongoing_and_unknown_are_null(world: Database) -> None:
    undated = world.launches(status="planned", name="Hoped for").to_arrow().to_pylist()[0]
    assert [undated[name] for name in undated if name.startswith("date")] == [None] * 5
    still_up = world.stays(person="Gagarin").where(ongoing=False).to_pandas()
    assert len(still_up) == 1
    ends = world.stays().to_polars().filter(pl.col("status").is_in(["up", "unknown"]))
    assert ends["end"].null_count() == ends["end_earliest"].null_count() == len(ends)


def test_the_sources_go_with_the_answer(world: Database, tmp_path: Path) -> None:
    query = world.launches(name="KazSat-1")
    told = query.to_pandas().attrs["spacetimeline"]
    assert "General Catalog of Artificial Space Objects" in {
        one["title"] for one in told["sources"]
    }
    assert told["question"] == "launches"
    assert told["fingerprint"] == query.cite().fingerprint
    arrow = json.loads(query.to_arrow().schema.metadata[b"spacetimeline"])
    query.to_parquet(tmp_path / "one.parquet")
    parquet = pq.read_schema(tmp_path / "one.parquet").metadata[b"spacetimeline"]
    assert arrow == told == json.loads(parquet)
    assert query.to_polars()["sources"].to_list()[0] == query.to_dicts()[0]["sources"]


@pytest.fixture
def hidden(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Makes libraries as if they were not installed."""

    def hide(*names: str) -> None:
        for name in list(sys.modules):
            if name.partition(".")[0] in names:
                monkeypatch.delitem(sys.modules, name)
        for name in names:
            monkeypatch.setitem(sys.modules, name, None)

    return hide


@pytest.mark.parametrize(
    ("method", "library", "extra"),
    [
        ("to_pandas", "pandas", "pandas"),
        ("to_polars", "polars", "polars"),
        ("to_arrow", "pyarrow", "arrow"),
        ("to_parquet", "pyarrow", "arrow"),
    ],
)
def test_a_missing_library_is_named_with_what_to_type(
    method: str, library: str, extra: str, hidden: Any, tmp_path: Path
) -> None:
    hidden(library)
    query = st.launches(name="KazSat-1")
    arguments = [tmp_path / "x.parquet"] if method == "to_parquet" else []
    with pytest.raises(st.MissingExtra) as caught:
        getattr(query, method)(*arguments)
    assert caught.value.extra == extra
    assert f'pip install "spacetimeline[{extra}]"' in str(caught.value)
    assert list(tmp_path.iterdir()) == []
    assert len(json.loads(query.to_json())) == 1  # the rest goes on


def test_nothing_heavy_is_loaded_for_text(hidden: Any) -> None:
    hidden("pandas", "polars", "pyarrow")
    query = st.launches(name="KazSat-1")
    for method in ("to_csv", "to_json", "to_html", "to_ical", "to_geojson"):
        assert "KazSat-1" in getattr(query, method)()


def test_a_query_that_was_pickled_still_leaves(world: Database) -> None:
    import pickle

    query = world.launches(family="Kestrel family")
    rows = query.to_dicts()
    alone = pickle.loads(pickle.dumps(query))
    assert alone.to_arrow().to_pylist() == instants(rows)
    assert alone.to_arrow().schema.equals(query.to_arrow().schema)
