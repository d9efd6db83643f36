"""On PostgreSQL a load comes to the same rows as on SQLite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from servers import Server
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import IntegrityError

from spacetimeline.database.engine import close_engine, make_engine, writing
from spacetimeline.database.migrations import make_ready
from spacetimeline.database.target import target_of
from spacetimeline.errors import DatabaseError
from spacetimeline.packs import loader, tables
from spacetimeline.packs.pack import Pack

from .conftest import plain

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
def server(postgresql: Server) -> Iterator[Engine]:
    name = postgresql.new()
    engine = make_engine(target_of(postgresql.url(name)))
    yield engine
    close_engine(engine)
    postgresql.drop(name)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(target_of(str(tmp_path / "test.db")))
    yield engine
    close_engine(engine)


def _plain(value: Any) -> Any:
    """A value as SQLite has it; it measures times in days, so seconds come with some dust."""
    value = plain(value)
    return round(value, 3) if isinstance(value, float) else value


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
            found[table] = sorted((tuple(map(_plain, row)) for row in rows), key=repr)
    return found


def test_both_databases_come_to_the_same_rows(
    server: Engine, file: Engine, base: Pack, write: Callable[..., Path]
) -> None:
    for engine in (server, file):
        make_ready(engine, lambda connection: loader.rebuild(connection, [base]))
    assert content(server) == content(file)
    first = content(server, numbers=False)

    path = write(MINE)
    reports = [loader.load(each, path) for each in (server, file)]
    assert reports[0] == reports[1]
    assert reports[0].added > 8
    assert content(server, numbers=False) == content(file, numbers=False)
    assert loader.load(server, path).unchanged == reports[0].added + reports[0].changed

    reports = [loader.unload(each, "mine") for each in (server, file)]
    assert reports[0] == reports[1]
    assert content(server, numbers=False) == first


def test_few_rows_and_many_come_to_the_same(
    server: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By statements and by COPY: tabs, newlines, backslashes, None, Unicode, instants, bytes."""
    rows = [
        (1, "tab\tnew\nline \\N \\. back\\slash", None, "2006-06-17T22:44:05.123Z", True, b"\x00\xff", 0.1),
        (2, "", "Байқоңыр 🚀 'quoted\" ", None, False, None, 1e300),
    ]  # fmt: skip
    columns = ("id", "a", "b", "at", "flag", "raw", "number")
    with server.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE t (id int, a text, b text, at timestamptz, flag bool, raw bytea, number float8)"
        )
        for least in (1, 1_000):
            monkeypatch.setattr(tables, "_COPIED", least)
            tables.insert(connection, "t", columns, rows)
        one, other, *more = zip(
            *[iter(tables.fetch(connection, "SELECT * FROM t"))] * 2, strict=True
        )
        assert one == other
        assert more == []
        assert [tuple(map(plain, row)) for row in one] == rows


def test_rows_that_contradict_each_other_are_the_same_error_by_copy(server: Engine) -> None:
    with server.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (id int PRIMARY KEY)")
    with pytest.raises(IntegrityError, match="duplicate key"), writing(server) as connection:
        tables.insert(connection, "t", ("id",), [(1,)] * 50)
    with server.connect() as connection:
        assert tables.fetch(connection, "SELECT COUNT(*) FROM t") == [(0,)]


def test_a_second_load_waits_on_the_server_and_says_so(
    server: Engine, base: Pack, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from functools import partial

    make_ready(server, lambda connection: loader.rebuild(connection, [base]))
    monkeypatch.setattr(loader, "writing", partial(writing, patience=0.2))
    with writing(server), pytest.raises(DatabaseError, match="is locked: another load is running"):
        loader.load(server, write(MINE))
    assert loader.load(server, write(MINE)).added > 8
