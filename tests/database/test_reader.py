"""Flat answers: from a file through sqlite3 alone, and the same through an engine."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from spacetimeline.database.engine_reader import EngineReader
from spacetimeline.database.reader import SqliteReader
from spacetimeline.errors import DatabaseError

from .conftest import LAUNCHES

QUESTION = "SELECT key, date_start, date_uncertain, success_fraction FROM launch WHERE name = :name"


@pytest.fixture(params=["file", "immutable", "engine"])
def reader(request: pytest.FixtureRequest, filled_file: Path, engine: Engine) -> Iterator[Any]:
    made: Any = (
        EngineReader(engine)
        if request.param == "engine"
        else SqliteReader(str(filled_file), immutable=request.param == "immutable")
    )
    yield made
    made.close()


def test_rows_are_plain_values(reader: Any, dialect: str) -> None:
    assert reader.rows(QUESTION, {"name": "L2"}) == [
        ("1962-002", "1962-05-01T12:00:00.000Z", 0, None)
    ]
    assert reader.dialect == ("sqlite" if isinstance(reader, SqliteReader) else dialect)


def test_statements_can_be_counted(reader: Any) -> None:
    asked: list[str] = []
    reader.on_statement = asked.append
    reader.rows(QUESTION, {"name": "L2"})
    with reader.snapshot() as view:
        view.rows("SELECT 1")
    assert asked == [QUESTION, "SELECT 1"]


def test_a_mistake_in_our_sql_stays_what_it_is(reader: Any) -> None:
    with pytest.raises(Exception, match="no such column|does not exist") as caught:
        reader.rows("SELECT nonsense FROM launch")
    assert not isinstance(caught.value, DatabaseError)


def test_after_close_a_clear_error(reader: Any) -> None:
    reader.close()
    for ask in (lambda: reader.rows("SELECT 1"), lambda: reader.snapshot().__enter__()):
        with pytest.raises(DatabaseError, match="is closed. Open it again"):
            ask()


def test_a_snapshot_ends_with_its_block(reader: Any) -> None:
    with reader.snapshot() as view:
        view.rows("SELECT 1")
    with pytest.raises(DatabaseError, match="inside its `with` block"):
        view.rows("SELECT 1")


def test_nothing_can_be_written(filled_file: Path) -> None:
    for immutable in (True, False):
        reader = SqliteReader(str(filled_file), immutable=immutable)
        with pytest.raises(DatabaseError, match="can only be read"):
            reader.rows("DELETE FROM launch")
        reader.close()


def test_threads_share_a_reader(reader: Any) -> None:
    counts: list[int] = []

    def count() -> None:
        for _ in range(20):
            counts.append(reader.rows("SELECT COUNT(*) FROM launch")[0][0])

    threads = [threading.Thread(target=count) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [LAUNCHES] * 320


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_forked_child_asks_too(reader: Any) -> None:
    reader.rows("SELECT 1")
    child = os.fork()
    if child == 0:
        ok = reader.rows("SELECT COUNT(*) FROM launch") == [(LAUNCHES,)]
        os._exit(0 if ok else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert reader.rows("SELECT COUNT(*) FROM launch") == [(LAUNCHES,)]


def test_a_snapshot_sees_one_state(filled_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    shutil.copy(filled_file, path)
    reader = SqliteReader(str(path))
    writer = sqlite3.connect(path, timeout=0, isolation_level=None)
    with reader.snapshot() as view:
        before = view.rows("SELECT COUNT(*) FROM name")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            writer.execute("DELETE FROM name")
        assert view.rows("SELECT COUNT(*) FROM name") == before
    writer.execute("DELETE FROM name")
    assert reader.rows("SELECT COUNT(*) FROM name") == [(0,)]
    writer.close()
    reader.close()


def test_what_a_killed_writer_left_is_rolled_back(filled_file: Path, tmp_path: Path) -> None:
    """The first one who asks afterwards does it, though it only reads."""
    path = tmp_path / "copy.db"
    shutil.copy(filled_file, path)
    code = f"""
import os, signal, sqlite3
db = sqlite3.connect({str(path)!r}, isolation_level=None)
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN")
db.execute("DELETE FROM name")
db.execute("CREATE TABLE filler AS WITH RECURSIVE n(i) AS "
           "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) SELECT i FROM n")
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", code], check=False)
    assert (tmp_path / "copy.db-journal").exists()
    reader = SqliteReader(str(path))
    assert reader.rows("SELECT COUNT(*) FROM launch") == [(LAUNCHES,)]
    assert reader.rows("SELECT COUNT(*) > 0 FROM name") == [(1,)]
    reader.close()


def test_damage_is_told(filled_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.db"
    path.write_bytes(filled_file.read_bytes()[:9000])
    reader = SqliteReader(str(path))
    with pytest.raises(DatabaseError, match=r"broken\.db is damaged .*restore a backup"):
        reader.rows("SELECT * FROM launch")
    path.write_text("no database at all")
    other = SqliteReader(str(path))
    with pytest.raises(DatabaseError, match="is not a SQLite database"):
        other.rows("SELECT * FROM launch")
    gone = SqliteReader(str(tmp_path / "gone.db"))
    with pytest.raises(DatabaseError, match=r"gone\.db cannot be opened"):
        gone.rows("SELECT 1")


def test_it_imports_next_to_nothing() -> None:
    code = """
import sys
before = set(sys.modules)
import spacetimeline.database.reader, spacetimeline.database.revisions
heavy = {"sqlalchemy", "alembic", "typing", "dataclasses", "pathlib", "re", "json", "urllib.parse"}
print(sorted(heavy & (set(sys.modules) - before)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
