"""Models, migrations and databases are one truth."""

from __future__ import annotations

import multiprocessing
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from spacetimeline import paths
from spacetimeline.database import migrations, revisions
from spacetimeline.database.engine import make_engine, writing
from spacetimeline.database.migrations import (
    COMPARING,
    downgrade_schema,
    make_ready,
    require_head,
    state,
    upgrade_schema,
    view_statements,
)
from spacetimeline.database.target import Target
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


def test_down_and_up_again(empty: Engine) -> None:
    make_ready(empty, fill)
    downgrade_schema(empty, "base")
    assert inspect(empty).get_table_names() == ["alembic_version"]
    assert inspect(empty).get_view_names() == []
    assert state(empty) == "empty"
    assert make_ready(empty, fill)
    assert differences(empty) == []


def test_one_step_down_and_up_again_keeps_every_row(empty: Engine) -> None:
    make_ready(empty, fill)

    def kept() -> dict[str, list[Any]]:
        with empty.connect() as connection:
            return {
                table: connection.execute(text(f"SELECT * FROM {table} ORDER BY 1")).all()
                for table in ("record", "name", "launch", "spacecraft")
            }

    before = kept()
    assert all(before.values())
    downgrade_schema(empty, "0002")
    assert "name_word" not in inspect(empty).get_table_names()
    assert kept() == before
    upgrade_schema(empty)
    assert kept() == before
    assert differences(empty) == []


def test_the_views_are_those_of_the_files(empty: Engine) -> None:
    upgrade_schema(empty)
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
from spacetimeline.database.target import Target

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
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        made = pool.map(_make_ready_at, [str(tmp_path / "new.db")] * 4)
    assert sorted(made) == [False, False, False, True]


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
