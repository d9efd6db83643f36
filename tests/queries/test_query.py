"""A Query is a lazy, immutable sequence."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence
from pathlib import Path

import pytest

import spacetimeline as st
from spacetimeline.library import Database


def test_it_is_a_sequence(db: Database) -> None:
    query = db.launches(year=1994)
    assert isinstance(query, Sequence)
    rows = list(query)
    assert len(query) == len(rows) == query.count()
    assert query[0] == rows[0] == query.first()
    assert query[-1] == rows[-1] == query.last()
    assert rows[1] in query
    assert list(reversed(query)) == rows[::-1]


@pytest.mark.parametrize("asked_before", [False, True])
def test_places_and_slices_agree_with_the_list(db: Database, asked_before: bool) -> None:
    rows = list(db.launches())
    query = db.launches()
    if asked_before:
        len(query)
    total = len(rows)
    for number in (0, 1, total - 1, -1, -2, -total):
        assert query[number] == rows[number]
    assert list(query[2:5]) == rows[2:5]
    assert list(query[-3:]) == rows[-3:]
    assert list(query[:0]) == []
    assert list(query[total - 1 : total + 5]) == rows[total - 1 :]
    assert list(query[2:10][1:3]) == rows[3:5]
    for number in (total, -total - 1):
        with pytest.raises(IndexError, match=f"there are {total}"):
            query[number]


def test_a_step_is_refused_with_what_to_type(db: Database) -> None:
    with pytest.raises(st.SpacetimelineError, match=r"list\(q\)"):
        db.launches()[::2]


def test_narrowing_gives_new_queries(db: Database) -> None:
    everything = db.launches()
    count = everything.count()
    narrowed = everything.where(vehicle="Proton-M")
    assert narrowed.count() < count
    assert everything.count() == count
    assert list(narrowed) == list(db.launches(vehicle="Proton-M"))


def test_where_after_limit_stays_within_those_rows(db: Database) -> None:
    few = db.launches().limit(10)
    inside = few.where(vehicle="Soyuz")
    assert set(inside) <= set(few)
    assert list(inside) == [launch for launch in few if launch in db.launches(vehicle="Soyuz")]
    assert list(db.launches()[3:8].limit(2)) == list(db.launches())[3:5]


def test_order_by_any_field_turns_round_and_keeps_missing_last(db: Database) -> None:
    masses = [row["mass"] for row in db.spacecraft().order_by("-mass").to_dicts()]
    known = [mass for mass in masses if mass is not None]
    assert known == sorted(known, reverse=True)
    assert masses[: len(known)] == known
    assert [row["key"] for row in db.launches().order_by("-date").to_dicts()][0] == (
        db.launches().last().key  # type: ignore[union-attr]
    )
    for field in ("payloads", "vehicle", "date_before", "names"):
        assert len(db.launches().order_by(field).to_dicts()) == db.launches().count()


def test_last_is_last_in_any_order(db: Database) -> None:
    for query in (db.launches(), db.satellites().order_by("-mass"), db.events(), db.people()):
        assert query.last() == list(query)[-1]


def test_an_unknown_field_names_the_nearest(db: Database) -> None:
    with pytest.raises(st.UnknownFilter, match="Did you mean 'mass'") as caught:
        db.satellites().order_by("mas")
    assert "mass" in caught.value.known


def test_one_wants_exactly_one(db: Database) -> None:
    assert db.launches(payload="KazSat-1").one().key == "2006-022"
    with pytest.raises(st.NotFound, match="nothing answers"):
        db.launches(year=1850).one()
    with pytest.raises(st.Ambiguous, match="several rows answer") as caught:
        db.launches(year=1994).one()
    assert caught.value.candidates


def test_an_empty_answer_is_false_and_says_so(db: Database) -> None:
    query = db.launches(year=1850)
    assert not query
    assert not query.exists()
    assert query.first() is None
    assert query.last() is None
    assert query.count() == 0
    assert query.to_dicts() == []
    assert "launches" in repr(query)


@pytest.mark.parametrize("number", [2.5, "3", None])
def test_a_limit_that_is_no_number_is_refused(db: Database, number: object) -> None:
    with pytest.raises(st.SpacetimelineError, match="whole numbers"):
        db.launches().limit(number)  # type: ignore[arg-type]


def test_a_query_serves_as_a_value(db: Database) -> None:
    three = db.people(country="KZ", flown=True)
    assert db.stays(person=three).count() == 5


def test_a_window_over_what_is_not_whole_is_not_complete(db: Database) -> None:
    assert not db.launches(year=2011)[:3].where(vehicle="Proton").complete
    assert db.launches(year=2011, vehicle="Proton")[:3].complete


def test_a_negative_limit_is_refused(db: Database) -> None:
    with pytest.raises(st.SpacetimelineError, match="cannot be negative"):
        db.launches().limit(-1)


def test_it_leaves_as_json_and_csv(db: Database, tmp_path: Path) -> None:
    query = db.launches(year=2006)
    rows = query.to_dicts()
    assert json.loads(query.to_json()) == json.loads(json.dumps(rows))
    path = query.to_json(tmp_path / "launches.json")
    assert json.loads(path.read_text("utf-8")) == json.loads(query.to_json())
    lines = query.to_csv().splitlines()
    assert lines[0].split(",")[:3] == ["key", "name", "date"]
    assert len(lines) >= len(rows) + 1
    assert query.to_csv(tmp_path / "launches.csv").read_text("utf-8") == query.to_csv()


def test_a_date_goes_out_as_four_fields(db: Database) -> None:
    row = db.launches(payload="KazSat-1").to_dicts()[0]
    assert row["date"] == "2006-06-17T22:44:05Z"
    assert row["date_earliest"] == "2006-06-17T22:44:05Z"
    assert row["date_before"] == "2006-06-17T22:44:06Z"
    assert row["date_precision"] == "second"


def test_dicts_are_the_callers_own(db: Database) -> None:
    query = db.launches(year=2006)
    query.to_dicts()[0]["name"] = "changed"
    assert query.to_dicts()[0]["name"] != "changed"


def test_records_and_rows_pickle(db: Database) -> None:
    launch = db.launches(payload="KazSat-1").one()
    assert launch.vehicle is not None
    copy = pickle.loads(pickle.dumps(launch))
    assert copy == launch
    assert copy.vehicle.name == launch.vehicle.name
    presence = db.in_space("2015-09-05T12:00Z")[0]
    assert pickle.loads(pickle.dumps(presence)) == presence


def test_a_query_pickles_with_what_it_has_loaded(db: Database) -> None:
    query = db.launches(year=2006, country="KZ")
    query.to_dicts()
    assert [launch.name for launch in query] == ["KazSat-1"]
    copy = pickle.loads(pickle.dumps(query))
    assert [launch.name for launch in copy] == ["KazSat-1"]
    assert copy.to_dicts() == query.to_dicts()
    assert len(copy) == 1
    with pytest.raises(st.DatabaseError, match="unpickled without its database"):
        copy.where(vehicle="Proton").count()


def test_a_record_of_another_kind_is_no_answer(db: Database) -> None:
    launch = db.get("launch:2015-043")
    for value in (launch, "launch:2015-043"):
        with pytest.raises(st.NotFound, match="is a launch, where a person is meant"):
            db.launches(person=value).count()
    with pytest.raises(st.NotFound, match="is a launch, where a person is meant"):
        db.get(launch, kind="person")


def test_the_repr_is_short_and_tells_the_total(db: Database) -> None:
    text = repr(db.launches())
    assert str(db.launches().count()) in text
    assert len(text.splitlines()) < 30
    assert "<table" in db.launches()._repr_html_()


def test_none_is_as_if_not_given(db: Database) -> None:
    assert db.launches(year=None, vehicle=None).count() == db.launches().count()


def test_the_statement_is_a_select_of_the_same_rows(db: Database) -> None:
    from sqlalchemy import Select

    query = db.launches(year=2006, vehicle="Proton")
    assert isinstance(query.statement, Select)
    with db.session() as session:
        keys = [launch.key for launch in session.scalars(query.statement)]
    assert keys == [launch.key for launch in query]
    assert db.search("aimbet").statement is None
