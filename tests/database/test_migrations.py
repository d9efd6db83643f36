"""Models, migrations and databases are one truth."""

from __future__ import annotations

import multiprocessing
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import small_world
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

import spacetimeline as st
from spacetimeline import paths
from spacetimeline.database import migrations, revisions
from spacetimeline.database.engine import close_engine, make_engine, writing
from spacetimeline.database.migrations import (
    COMPARING,
    downgrade_schema,
    make_ready,
    require_head,
    state,
    upgrade_schema,
    view_statements,
)
from spacetimeline.database.target import Target, target_of
from spacetimeline.errors import DatabaseError
from spacetimeline.models import Base

from .conftest import fill


def differences(engine: Engine) -> list[Any]:
    """What Alembic would change to make the database what the models say."""
    comparing = {key: value for key, value in COMPARING.items() if key != "render_as_batch"}
    with engine.connect() as connection:
        return list(
            compare_metadata(MigrationContext.configure(connection, opts=comparing), Base.metadata)
        )


def test_models_and_migrations_agree(empty: Engine) -> None:
    upgrade_schema(empty)
    assert differences(empty) == []


def test_a_missing_check_would_be_noticed(empty: Engine) -> None:
    """The comparison above sees CHECK constraints, which Alembic by default does not."""
    upgrade_schema(empty)
    with writing(empty) as connection:
        if empty.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE spacecraft DROP CONSTRAINT ck_spacecraft_mass")
        else:
            connection.exec_driver_sql("PRAGMA writable_schema = ON")
            connection.exec_driver_sql(
                "UPDATE sqlite_master SET sql = replace(sql, "
                "'CONSTRAINT ck_spacecraft_mass CHECK (mass >= 0), ', '') WHERE name = 'spacecraft'"
            )
    empty.dispose()
    assert "ck_spacecraft_mass" in str(differences(empty))


def test_every_column_says_what_it_means() -> None:
    silent = [
        f"{table}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if not column.comment
    ]
    assert silent == []


def content(engine: Engine, tables: set[str] | None = None) -> dict[str, list[str]]:
    """All rows of some tables, but for the time at which a pack was loaded."""
    found = {}
    with engine.connect() as connection:
        inspector = inspect(connection)
        for table in sorted(tables or set(inspector.get_table_names()) - {"alembic_version"}):
            columns = [one["name"] for one in inspector.get_columns(table)]
            names = ", ".join(f'"{name}"' for name in sorted(columns) if name != "loaded")
            rows = connection.exec_driver_sql(f'SELECT {names} FROM "{table}"')
            found[table] = sorted(map(repr, rows.cursor.fetchall()))
    return found


def test_down_and_up_again_with_all_that_ships(own_url: str) -> None:
    """Step by step what an older revision can hold stays; from nothing all comes back."""
    engine = make_engine(target_of(own_url))
    before = content(engine)
    assert sum(map(len, before.values())) > 30_000
    shape = {table: {one["name"] for one in inspect(engine).get_columns(table)} for table in before}
    for older in reversed(revisions.known()[:-1]):
        downgrade_schema(engine, older)
        assert migrations.revision(engine) == older
        with pytest.raises(DatabaseError, match='spacetimeline db upgrade --url "'):
            require_head(engine)
        inspector = inspect(engine)
        same = {
            table
            for table in set(inspector.get_table_names()) & set(before)
            if {one["name"] for one in inspector.get_columns(table)} == shape[table]
        }
        assert {"launch", "record", "name", "crew"} <= same
        kept = {table: before[table] for table in same}
        upgrade_schema(engine)
        assert content(engine, same) == kept  # so it was there in between: nobody else has it
        assert differences(engine) == []
    downgrade_schema(engine, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    assert inspect(engine).get_view_names() == []
    assert state(engine) == "empty"
    close_engine(engine)
    st.connect(own_url).close()
    engine = make_engine(target_of(own_url))
    assert content(engine) == before
    assert differences(engine) == []
    close_engine(engine)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small world's packs."""
    return small_world.written(tmp_path_factory.mktemp("small") / "packs")


@pytest.fixture
def small_url(new_url: str, small: Path) -> Iterator[str]:
    """A database of the small world, which is all that ships meanwhile."""
    with small_world.bundled(small):
        st.connect(new_url).close()
        yield new_url


def test_an_older_database_is_refused_untouched_and_upgrade_works(small_url: str) -> None:
    engine = make_engine(target_of(small_url))
    downgrade_schema(engine, revisions.known()[-2])
    before = content(engine)
    with pytest.raises(DatabaseError, match="made by an older spacetimeline") as caught:
        st.connect(small_url)
    assert "db upgrade --url" in str(caught.value)
    assert content(engine) == before
    close_engine(engine)
    db = st.Database(small_url)
    db.upgrade()
    assert db.launches(payload="KazSat-1").exists()
    db.close()


@pytest.mark.parametrize("how", ["newer", "foreign"])
def test_what_is_not_for_us_is_refused_and_untouched(small_url: str, how: str) -> None:
    engine = make_engine(target_of(small_url))
    with writing(engine) as connection:
        connection.exec_driver_sql(
            "UPDATE alembic_version SET version_num = '9999'"
            if how == "newer"
            else "ALTER TABLE name_form RENAME TO theirs"
        )
    file = Path(small_url)
    before = file.read_bytes() if file.exists() else content(engine)
    close_engine(engine)
    told = "made by a newer" if how == "newer" else "tables that are not ours"
    with pytest.raises(DatabaseError, match=told):
        st.connect(small_url)
    with st.Database(small_url) as db, pytest.raises(DatabaseError, match=told):
        db.upgrade()
    engine = make_engine(target_of(small_url))
    assert (file.read_bytes() if file.exists() else content(engine)) == before
    close_engine(engine)


def test_the_views_are_those_of_the_files(empty: Engine) -> None:
    upgrade_schema(empty)
    if empty.dialect.name == "postgresql":
        assert inspect(empty).get_view_names() == [name for name, _ in view_statements()]
        return  # which keeps what it has understood, not the text
    with empty.connect() as connection:
        kept = dict(
            connection.execute(
                text("SELECT name, sql FROM sqlite_master WHERE type = 'view'")
            ).all()
        )
    written = {name: sql[sql.index("CREATE VIEW") :].strip() for name, sql in view_statements()}
    assert kept == written
    assert set(written) == {"timeline"}


def test_revisions_are_told_without_alembic() -> None:
    config = Config()
    config.set_main_option("script_location", paths.migrations())
    script = ScriptDirectory.from_config(config)
    assert revisions.head() == script.get_current_head()
    assert revisions.known() == [each.revision for each in script.walk_revisions()][::-1]


def test_states(empty: Engine) -> None:
    assert state(empty) == "empty"
    upgrade_schema(empty)
    assert state(empty) == "current"
    assert migrations.revision(empty) == migrations.head()
    require_head(empty)


def test_a_newer_database_is_refused_and_untouched(empty: Engine) -> None:
    upgrade_schema(empty)
    with writing(empty) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert state(empty) == "newer"
    with pytest.raises(DatabaseError, match="made by a newer spacetimeline. Type: pip install"):
        require_head(empty)
    with pytest.raises(DatabaseError, match="newer"):
        upgrade_schema(empty)
    assert migrations.revision(empty) == "9999"


def test_an_older_database_names_the_command(
    empty: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade_schema(empty)
    newer = [*revisions.known(), "9999"]
    monkeypatch.setattr(revisions, "known", lambda: newer)
    assert state(empty) == "older"
    with pytest.raises(DatabaseError) as caught:
        require_head(empty, to_type="my.db")
    assert 'spacetimeline db upgrade --url "my.db"' in str(caught.value)


@pytest.mark.parametrize("version", [None, "0001", "abc"])
def test_somebody_elses_database_is_refused_and_untouched(
    tmp_path: Path, version: str | None
) -> None:
    """Also where they use Alembic themselves, with a revision called like one of ours."""
    path = tmp_path / "theirs.db"
    with sqlite3.connect(path) as theirs:
        theirs.execute("CREATE TABLE customers (name)")
        if version:
            theirs.execute("CREATE TABLE alembic_version (version_num)")
            theirs.execute("INSERT INTO alembic_version VALUES (?)", (version,))
    theirs.close()
    before = path.read_bytes()
    engine = make_engine(Target("sqlite", path=str(path)))
    assert state(engine) == "foreign"
    assert not make_ready(engine, fill)
    for refused in (require_head, upgrade_schema):
        with pytest.raises(DatabaseError, match="holds tables that are not ours"):
            refused(engine)
    engine.dispose()
    assert path.read_bytes() == before


def test_no_database_at_all(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database " * 100)
    engine = make_engine(Target("sqlite", path=str(path)))
    with pytest.raises(DatabaseError, match="notes.txt is not a SQLite database"):
        state(engine)
    engine.dispose()


def test_a_failure_while_filling_leaves_it_empty(empty: Engine) -> None:
    def broken(_: object) -> None:
        msg = "no"
        raise ValueError(msg)

    with pytest.raises(ValueError, match="no"):
        make_ready(empty, broken)
    assert state(empty) == "empty"
    assert make_ready(empty, fill)


def test_references_that_would_break_stop_it(empty: Engine) -> None:
    if empty.dialect.name == "postgresql":
        return  # where they are checked all along

    def orphan(connection: Any) -> None:
        connection.exec_driver_sql("INSERT INTO identifier VALUES (1, 99, 0, 'norad', '1', NULL)")

    with pytest.raises(DatabaseError, match=r"left as it was: .* \(identifier to record\)"):
        make_ready(empty, orphan)
    assert state(empty) == "empty"


def test_a_process_that_is_killed_leaves_it_empty(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    code = f"""
import os, signal
from spacetimeline.database.engine import make_engine
from spacetimeline.database.migrations import make_ready
from spacetimeline.database.target import Target, target_of

def fill(connection):
    connection.exec_driver_sql("INSERT INTO record VALUES (1, 'launch', 'x', 'X', NULL, NULL)")
    os.kill(os.getpid(), signal.SIGKILL)

make_ready(make_engine(Target("sqlite", path={str(path)!r})), fill)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    engine = make_engine(Target("sqlite", path=str(path)))
    assert state(engine) == "empty"
    assert make_ready(engine, fill)
    engine.dispose()


def _make_ready_at(path: str) -> bool:
    engine = make_engine(Target("sqlite", path=path))
    made = make_ready(engine, fill)
    require_head(engine)
    engine.dispose()
    return made


def test_two_processes_at_once_both_end_well(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        made = pool.map(_make_ready_at, [str(tmp_path / "new.db")] * 2, chunksize=1)
    assert sorted(made) == [False, True]


def test_alembic_on_the_command_line_finds_nothing_to_do() -> None:
    """What CONTRIBUTING tells to type, in a checkout."""
    checkout = Path(paths.migrations()).parent
    done = subprocess.run(
        [sys.executable, "-P", "-m", "alembic", "check"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "No new upgrade operations detected" in done.stdout, done.stderr
