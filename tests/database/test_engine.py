"""Engines and the one writing transaction: every trouble is told in our words."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from spacetimeline.database.engine import make_engine, where_of, writing
from spacetimeline.database.target import Target, target_of
from spacetimeline.database.trouble import explain
from spacetimeline.errors import DatabaseError, MissingExtra

from .conftest import LAUNCHES


@pytest.fixture
def own(filled_file: Path, tmp_path: Path) -> Engine:
    """An engine for a copy that may be changed."""
    path = tmp_path / "own.db"
    shutil.copy(filled_file, path)
    return make_engine(Target("sqlite", path=str(path)))


def count(engine: Engine, table: str = "launch") -> int:
    with engine.connect() as connection:
        return int(connection.execute(text(f"SELECT COUNT(*) FROM {table}")).scalar_one())


def test_writing_is_all_or_nothing(own: Engine) -> None:
    with pytest.raises(ValueError, match="stop"), writing(own) as connection:
        connection.execute(text("DELETE FROM name"))
        connection.execute(text("CREATE TABLE half (n)"))
        msg = "stop"
        raise ValueError(msg)
    assert count(own, "name") > 0
    with own.connect() as connection, pytest.raises(Exception, match="no such table"):
        connection.execute(text("SELECT * FROM half"))


def test_rows_may_come_in_any_order_but_must_fit_at_the_end(own: Engine) -> None:
    name = "INSERT INTO name_form VALUES ('x', :record, 0)"
    with writing(own) as connection:
        connection.execute(text(name), {"record": 99_999})
        connection.execute(
            text("INSERT INTO record (id, kind, key, name) VALUES (99999, 'launch', 'x', 'X')")
        )
    with pytest.raises(IntegrityError), writing(own) as connection:
        connection.execute(text(name), {"record": 77_777})
    assert count(own, "name_form") == 1


def test_one_writes_at_a_time(own: Engine) -> None:
    with (
        writing(own),
        pytest.raises(DatabaseError, match=r"own\.db is locked: another process"),
        writing(own, patience=0.05),
    ):
        pass


def test_readers_are_not_kept_waiting_by_a_writer(own: Engine) -> None:
    """Even by one that changes more than fits into SQLite's page cache."""
    with writing(own) as connection:
        connection.execute(text("DELETE FROM name"))
        connection.execute(
            text(
                "INSERT INTO record (kind, key, name) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                "SELECT i + 1 FROM n WHERE i < 60000) SELECT 'launch', 'k' || i, 'N' || i FROM n"
            )
        )
        assert count(own) == LAUNCHES
        assert count(own, "name") > 0
    assert count(own, "name") == 0


def test_a_read_only_engine_refuses(filled_file: Path) -> None:
    engine = make_engine(Target("sqlite", path=str(filled_file)), read_only=True)
    with pytest.raises(DatabaseError, match="can only be read"), writing(engine) as connection:
        connection.execute(text("DELETE FROM launch"))
    assert count(engine) == LAUNCHES
    engine.dispose()


def test_a_constraint_stays_a_mistake_of_ours(own: Engine) -> None:
    with pytest.raises(IntegrityError, match="CHECK constraint failed"), writing(own) as connection:
        connection.execute(text("UPDATE spacecraft SET mass = -1"))


def test_a_full_disk_changes_nothing(own: Engine) -> None:
    with (
        pytest.raises(DatabaseError, match="disk is full.*left as it was"),
        writing(own) as connection,
    ):
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        connection.execute(text("CREATE TABLE big AS SELECT a.* FROM name AS a, name AS b"))
    assert count(own) == LAUNCHES


def test_threads_take_turns_with_a_database_in_memory() -> None:
    engine = make_engine(Target("sqlite"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE launch (n)"))

    def add() -> None:
        for n in range(20):
            with writing(engine) as connection:
                connection.execute(text("INSERT INTO launch VALUES (:n)"), {"n": n})

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(engine) == 160


def test_psycopg_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtra, match=r'pip install "spacetimeline\[postgres\]"') as caught:
        make_engine(target_of("postgresql://example.org/space"))
    assert caught.value.extra == "postgres"


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    engine = make_engine(target_of(f"postgresql://ada:secret@/space?host={tmp_path}"))
    with pytest.raises(
        DatabaseError, match="postgresql.* cannot be reached .*Check the URL"
    ) as caught:
        engine.connect()
    assert "secret" not in str(caught.value)
    assert "secret" not in where_of(engine)


def test_what_is_no_trouble_of_a_database_is_not_explained() -> None:
    assert explain(ValueError("x"), "my.db") is None
    assert explain(sqlite3.ProgrammingError("wrong number of bindings"), "my.db") is None


def test_every_explanation_can_be_said() -> None:
    """No text has a hole that nothing fills."""
    from spacetimeline.database import trouble

    for table in (trouble._SQLITE, trouble._POSTGRESQL):
        for said in table.values():
            assert "my.db" in said.format(where="my.db", error="why")


def test_a_fork_leaves_the_parents_connections_alone(own: Engine) -> None:
    code = """
import os, sys
from sqlalchemy import text
from spacetimeline.database.engine import make_engine
from spacetimeline.database.target import Target
engine = make_engine(Target("sqlite", path=sys.argv[1]))
with engine.connect() as connection:
    connection.execute(text("SELECT 1"))
mine = engine.pool
child = os.fork()
assert (engine.pool is not mine) == (child == 0)
with engine.connect() as connection:
    connection.execute(text("SELECT COUNT(*) FROM launch"))
if child == 0:
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
"""
    subprocess.run([sys.executable, "-c", code, where_of(own)], check=True)
