"""Flat rows and records are two ways out of one question: they must agree, field by field."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from spacetimeline.dates import VagueDate, iso
from spacetimeline.library import Database
from spacetimeline.models import Citizenship, CrewMember, ExpeditionMember, PartOf, SiteCountry
from spacetimeline.models.places import Operation
from spacetimeline.queries.all import PLURALS

# Fields whose attribute on the record has another name or place.
ELSEWHERE = {
    "title": lambda record: record.name,
    "landing": lambda record: record.landing and record.landing.date,
    "landing_place": lambda record: record.landing and record.landing.place,
    "landing_latitude": lambda record: record.landing and record.landing.latitude,
    "landing_longitude": lambda record: record.landing and record.landing.longitude,
    "duration_seconds": lambda record: record.duration,
    "time_in_space_seconds": lambda record: record.time_in_space,
    "launched": lambda record: record.launched,
}


def text(value: Any) -> Any:
    """A value of a record as flat rows have it."""
    if isinstance(value, timedelta):
        seconds = value.total_seconds()
        return int(seconds) if seconds.is_integer() else seconds
    if isinstance(value, VagueDate):
        return str(value)
    if isinstance(value, (CrewMember, ExpeditionMember)):
        return value.person.name
    if isinstance(value, (Citizenship, SiteCountry)):
        return value.country.name
    if isinstance(value, Operation):
        return value.organization.name
    if type(value).__name__ == "Identifier":
        return f"{value.scheme}:{value.value}"
    if type(value).__name__ == "Name":
        return value.text
    return getattr(value, "name", value) if hasattr(value, "__kind__") else value


def flat(record: Any, field: str) -> Any:
    """What a flat row should have in a field, worked out from the record alone."""
    value = ELSEWHERE[field](record) if field in ELSEWHERE else getattr(record, field)
    if isinstance(value, list):
        if field == "part_of":
            return [entry.whole.name for entry in value]
        if field == "modules":
            return sorted(entry.part.name for entry in value if isinstance(entry, PartOf))
        return [text(entry) for entry in value]
    return text(value)


@pytest.mark.parametrize("name", sorted(PLURALS))
def test_both_ways_agree(db: Database, dialect: str, name: str) -> None:
    query = getattr(db, name)()
    if dialect == "postgresql":
        # That all of its rows are those of SQLite is shown elsewhere.
        query = query.limit(150)
    rows = query.to_dicts()
    records = list(query)
    assert rows, f"no {name} to compare"
    assert [row["key"] for row in rows] == [record.key for record in records]
    fields = [field.name for field in PLURALS[name].fields]
    for row, record in zip(rows, records, strict=True):
        for field in fields:
            ours = row[field]
            theirs = flat(record, field)
            if field in {"modules", "events", "stays", "expeditions", "spacewalks", "flights"}:
                ours, theirs = sorted(ours), sorted(theirs)
            assert ours == theirs, (record, field)


def test_the_bounds_of_a_date_agree(db: Database) -> None:
    for row, launch in zip(db.launches().to_dicts(), db.launches(), strict=True):
        assert launch.date is not None
        assert row["date_earliest"] == iso(launch.date.earliest)
        assert row["date_before"] == iso(launch.date.before)
        assert row["date_precision"] == str(launch.date.precision)
