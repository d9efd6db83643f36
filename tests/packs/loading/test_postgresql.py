"""On PostgreSQL a load comes to the same rows as on SQLite."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect

from spacetimeline.database.engine import close_engine, make_engine, where_of
from spacetimeline.database.migrations import make_ready
from spacetimeline.database.target import target_of
from spacetimeline.dates import to_db
from spacetimeline.errors import DatabaseError
from spacetimeline.packs import loader
from spacetimeline.packs.pack import Pack

URL = os.environ.get("SPACETIMELINE_TEST_POSTGRESQL", "")
pytestmark = pytest.mark.skipif(
    not URL, reason="SPACETIMELINE_TEST_POSTGRESQL names no server for tests"
)

MINE = """
    pack: mine
    families:
      aaa: {name: A, parent: zzz, sources: [book]}
      zzz: {name: Z, sources: [book]}
    organizations:
      aaa: {name: A, parent: zzz, country: KZ, sources: [book]}
      zzz: {name: Z, sources: [book]}
    vehicles:
      kestrel-1: {name: Kestrel-1, family: aaa, manufacturer: aaa, sources: [book]}
    launches:
      1996-901: {name: Pipit, date: 1996-05-01T10:00Z, vehicle: kestrel-1, outcome: success, payloads: [aaa, zzz], sources: [book]}
    spacecraft:
      aaa: {name: A, kind: satellite, released: {date: 1996-05-02, from: zzz}, sources: [book]}
      zzz: {name: Z, kind: other, operator: aaa, sources: [book]}
      mir: {names: [Peace], identifiers: {wikidata: Q1}, sources: [paper]}
    people:
      someone: {name: Some One, citizenships: [KZ], agency: aaa, sources: [book]}
    flights:
      soyuz-tm-13: {crew: [{person: someone, up: true}], sources: [book]}
    claims:
      - {about: mir, attribute: mass, value: "1", source: paper, verdict: disputed}
    coverage: [{subject: stays, since: 1990, until: 1999}]
    overrides:
      launches:
        1991-034: {vehicle: kestrel-1, outcome: failure, sources: [paper]}
"""


@pytest.fixture
def server() -> Iterator[Engine]:
    engine = make_engine(target_of(URL))
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    yield engine
    close_engine(engine)


def plain(value: Any) -> Any:
    """A value as SQLite has it."""
    if isinstance(value, datetime):
        return to_db(value)
    return bytes(value) if isinstance(value, memoryview) else value


def content(engine: Engine, *, numbers: bool = True) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables; without the numbers that only the database gives."""
    found = {}
    with engine.connect() as connection:
        inspector = inspect(connection)
        for table in inspector.get_table_names():
            columns = [column["name"] for column in inspector.get_columns(table)]
            keys = {
                key
                for each in inspector.get_foreign_keys(table)
                for key in each["constrained_columns"]
            }
            if (
                not numbers
                and "id" in columns
                and "id" not in keys
                and table not in ("record", "pack")
            ):
                columns.remove("id")
            names = ", ".join(f'"{column}"' for column in columns)
            rows = connection.exec_driver_sql(f'SELECT {names} FROM "{table}"')
            found[table] = sorted((tuple(map(plain, row)) for row in rows), key=repr)
    return found


def test_both_databases_come_to_the_same_rows(
    server: Engine, engine: Engine, base: Pack, write: Callable[..., Path]
) -> None:
    make_ready(server, lambda connection: loader.rebuild(connection, [base]))
    with engine.begin() as connection:
        loader.rebuild(connection, [base])
    assert content(server) == content(engine)
    first = content(server, numbers=False)

    path = write(MINE)
    reports = [loader.load(each, path) for each in (server, engine)]
    assert reports[0] == reports[1]
    assert reports[0].added > 8
    assert content(server, numbers=False) == content(engine, numbers=False)
    assert loader.load(server, path).unchanged == reports[0].added + reports[0].changed

    reports = [loader.unload(each, "mine") for each in (server, engine)]
    assert reports[0] == reports[1]
    assert content(server, numbers=False) == first


def test_a_second_load_waits_on_the_server_too(
    server: Engine, base: Pack, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from functools import partial

    from spacetimeline.database.engine import writing

    make_ready(server, lambda connection: loader.rebuild(connection, [base]))
    monkeypatch.setattr(loader, "writing", partial(writing, patience=0.2))
    with writing(server), pytest.raises(DatabaseError, match="is locked: another load is running"):
        loader.load(server, write(MINE))
    assert where_of(server)
    assert loader.load(server, write(MINE)).added > 8
