"""How the database finds what is asked: the plan's text, not a clock.

For every filter of every question, from the filter table itself: a new filter is checked, too.
"""

from __future__ import annotations

import ast
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest

import spacetimeline as st
from spacetimeline.library import Database, default
from spacetimeline.queries.all import QUESTIONS
from spacetimeline.queries.query import Query
from spacetimeline.queries.subject import Stage, Subject

# Of these there are some hundred, whatever catalogue is imported; they are read in the order of
# their keys, through its index.
SMALL = {"organizations", "countries"}

# A name that the shipped packs have, where the filter table's example is of another kind.
EXAMPLES = {("launches", "platform"): "nb-52b"}


@pytest.fixture(scope="module")
def db() -> Database:
    """The embedded database: plans are SQLite's."""
    return default()


@pytest.fixture(scope="module")
def raw() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(default().info()["path"])
    yield connection
    connection.close()


def steps(raw: sqlite3.Connection, sql: str, params: dict[str, Any]) -> list[str]:
    return [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {sql}", params)]


def plan(raw: sqlite3.Connection, db: Database, query: Query[Any]) -> list[str]:
    subject, stages = query._subject, query._stages
    return steps(raw, *subject.sql(db._asker.lookup(), stages, subject.fields))


def slow(plan: list[str]) -> list[str]:
    """Steps that read a table from end to end, or sort."""
    return [
        step
        for step in plan
        if (step.startswith("SCAN") and "json_each" not in step) or "TEMP B-TREE" in step
    ]


def dated() -> list[tuple[str, str]]:
    return [
        (name, keyword)
        for name, subject in QUESTIONS.items()
        if isinstance(subject, Subject) and "year" in subject.filters
        for keyword in subject.filters
    ]


@pytest.mark.parametrize("limit", [None, 50])
@pytest.mark.parametrize(("name", "keyword"), dated())
def test_a_filter_and_a_year_are_answered_through_an_index(
    db: Database, raw: sqlite3.Connection, name: str, keyword: str, limit: int | None
) -> None:
    subject = QUESTIONS[name]
    assert isinstance(subject, Subject)
    typed = ast.literal_eval(subject.filters[keyword].example)
    asked = {"year": 2015, keyword: EXAMPLES.get((name, keyword), typed)}
    try:
        stage = Stage(subject.criteria(asked), (), 0, limit)
        sql, params = subject.sql(db._asker.lookup(), [stage], subject.fields)
    except st.NotFound:
        pytest.fail(f"{name}({keyword}={typed!r}): the packs have no such thing to plan with")
    found = steps(raw, sql, params)
    if name in SMALL:
        found = [step for step in found if not step.startswith(f"SCAN {subject.table} USING INDEX")]
    assert slow(found) == [], "\n".join(found)


@pytest.mark.parametrize(
    "asked",
    [
        {"year": (2006, 2010)},
        {"year": range(2009, 2012), "person": "Aimbetov"},
        {"during": "2015-09", "match": "possible"},
        {"year": 2015, "match": "certain", "country": "KZ"},
        {"since": "2015-06", "until": "2016-01", "vehicle": ["Proton", "Soyuz"]},
    ],
)
def test_several_years_and_vague_ones_are_ranges_of_the_index_too(
    db: Database, raw: sqlite3.Connection, asked: dict[str, Any]
) -> None:
    found = plan(raw, db, db.launches(**asked))
    assert slow(found) == []
    assert "date_start>? AND date_start<?" in found[0]


def test_the_first_and_the_last_rows_are_not_sorted_for(
    db: Database, raw: sqlite3.Connection
) -> None:
    for query in (db.launches(), db.people(), db.stays(), db.timeline(), db.satellites()):
        for part in (query.limit(10), query[5:9]):
            assert not [step for step in plan(raw, db, part) if "ORDER BY" in step]


def test_an_instant_among_stays_is_one_look_up_in_an_index(
    db: Database, raw: sqlite3.Connection
) -> None:
    found = plan(raw, db, db.in_space("2015-09-05T12:00Z"))
    assert found[0] == (
        "SEARCH stay USING INDEX ix_stay_span (reached=? AND start_earliest>? AND start_earliest<?)"
    )
    assert not [step for step in found if step.startswith("SCAN")]


def test_a_few_rows_of_many_are_walked_to_and_rare_ones_are_sought(db: Database) -> None:
    """At any size a limited answer reads about as many rows as it has."""
    lookup = db._asker.lookup()

    def where(**asked: Any) -> str:
        subject = QUESTIONS["launches"]
        assert isinstance(subject, Subject)
        return subject.statement(lookup, [Stage(subject.criteria(asked), (), 0, 50)]).where

    assert "launch.id IN (SELECT f.launch_id" in where(person="Aimbetov")
    assert "EXISTS" in where(person="Aimbetov", year=2015)


def test_all_of_one_family_is_in_the_order_of_its_index(
    db: Database, raw: sqlite3.Connection
) -> None:
    found = plan(raw, db, db.launches(family="proton"))
    assert "ix_launch_family_time" in found[0]
    assert slow(found) == []


def test_the_first_launch_of_a_family_is_looked_up(db: Database, raw: sqlite3.Connection) -> None:
    found = plan(raw, db, db.families())
    assert not [step for step in found if "AUTOMATIC" in step or step.startswith("SCAN l")]
