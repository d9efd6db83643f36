"""How the database finds what is asked: the plan's text, not a clock."""

from __future__ import annotations

import sqlite3

from spacetimeline.library import Database
from spacetimeline.queries.query import Query


def plan(db: Database, query: Query[object]) -> list[str]:
    subject, stages = query._subject, query._stages
    sql, params = subject.sql(db._asker.lookup(), stages, subject.fields)
    with sqlite3.connect(db.info()["path"]) as raw:
        steps = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {sql}", params)]
    raw.close()
    return steps


def test_an_instant_among_stays_is_one_look_up_in_an_index(embedded: Database) -> None:
    steps = plan(embedded, embedded.in_space("2015-09-05T12:00Z"))
    assert steps[0].startswith("SEARCH stay USING INDEX ix_stay_span")
    assert not [step for step in steps if step.startswith("SCAN")]


def test_a_vehicle_and_a_year_are_one_look_up_in_an_index(embedded: Database) -> None:
    steps = plan(embedded, embedded.launches(year=2015, vehicle="Soyuz-FG"))
    assert any("ix_launch_vehicle_time" in step or "ix_launch_time" in step for step in steps)
    assert not [step for step in steps if step.startswith("SCAN")]
