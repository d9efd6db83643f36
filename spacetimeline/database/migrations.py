"""Bringing a database's schema to this version's, and nowhere between.

`alembic/` holds the migrations; this is the only code that runs them, for the
embedded database, for users' and in the tests alike. Nothing calls `create_all`.
"""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from alembic import command
from alembic.config import Config

from spacetimeline import paths
from spacetimeline.database import revisions
from spacetimeline.database.engine import exclusive, where_of
from spacetimeline.database.engine_reader import EngineReader
from spacetimeline.database.revisions import head
from spacetimeline.database.trouble import translated
from spacetimeline.errors import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

__all__ = [
    "COMPARING",
    "downgrade_schema",
    "head",
    "make_ready",
    "require_head",
    "revision",
    "state",
    "upgrade_schema",
    "view_statements",
]

COMPARING: dict[str, Any] = {
    "compare_type": True,
    "render_as_batch": True,
    # CHECK constraints are not compared by default.
    "autogenerate_plugins": ["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"],
}
"""How models and database are compared: by `alembic revision --autogenerate` and by the tests."""

_BUILD_PATIENCE = 300.0
"""Seconds to wait while another process makes the same database ready."""

# Alembic keeps what it is working on in module globals (`alembic.op`).
_one_at_a_time = threading.RLock()


def state(engine: Engine) -> revisions.State:
    """How a database stands to this version of the library: see `revisions.state`."""
    return revisions.state(EngineReader(engine))


def revision(engine: Engine) -> str | None:
    """The revision of a database; None where there is none."""
    return revisions.revision(EngineReader(engine))


def require_head(engine: Engine, *, to_type: str | None = None) -> None:
    """Make sure that questions fit the schema.

    Raises:
        DatabaseError: its schema is older, newer or not ours; the text says what to do.
    """
    where = where_of(engine)
    revisions.require_head(EngineReader(engine), where=where, to_type=to_type or where)


def make_ready(engine: Engine, fill: Callable[[Connection], object]) -> bool:
    """Make an empty database ready: schema and content in one transaction.

    Another process that does the same at this moment is waited for; a process
    that is killed leaves it empty.

    Args:
        engine: of the database.
        fill: puts the packs in.

    Returns:
        Whether it was empty, and is ready now.

    Raises:
        DatabaseError: it cannot be written.
    """

    def still_empty(connection: Connection) -> bool:
        return revisions.state(_ConnectionReader(connection)) == "empty"

    return _migrate(engine, "head", only_if=still_empty, then=fill)


def upgrade_schema(
    engine: Engine, to: str = "head", *, then: Callable[[Connection], object] | None = None
) -> None:
    """Bring a database to a newer revision, all or nothing.

    Args:
        engine: of the database.
        to: the revision, newest unless given.
        then: what else to do in the same transaction.

    Raises:
        DatabaseError: it is not ours, made by a newer version, locked, or read-only.
    """

    def ours(connection: Connection) -> bool:
        reader = _ConnectionReader(connection)
        if revisions.state(reader) in ("newer", "foreign"):
            where = where_of(engine)
            revisions.require_head(reader, where=where, to_type=where)
        return True

    _migrate(engine, to, only_if=ours, then=then)


def downgrade_schema(engine: Engine, to: str) -> None:
    """Take a database back to an older revision, ``base`` being none; for developers and tests."""
    _migrate(engine, to, down=True)


def _migrate(
    engine: Engine,
    to: str,
    *,
    down: bool = False,
    only_if: Callable[[Connection], bool] = lambda _: True,
    then: Callable[[Connection], object] | None = None,
) -> bool:
    with _migrating(engine) as connection:
        if not only_if(connection):
            return False
        # A table cannot be rebuilt under a view.
        for name, _ in view_statements():
            connection.exec_driver_sql(f'DROP VIEW IF EXISTS "{name}"')
        (command.downgrade if down else command.upgrade)(_config(connection), to)
        if revisions.revision(_ConnectionReader(connection)) == head():
            _dress(connection)
        if then is not None:
            then(connection)
    return True


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    """The one writing transaction, as a migration needs it."""
    with _one_at_a_time, translated(where_of(engine)), engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            with exclusive(connection, patience=_BUILD_PATIENCE):
                yield connection
            return
        # With them on, the batch rebuild of a table deletes the rows that point
        # to it; they can be switched only outside a transaction.
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with exclusive(connection, patience=_BUILD_PATIENCE):
                yield connection
                _check_foreign_keys(connection, where_of(engine))
        finally:
            if not connection.invalidated:  # as Ctrl-C in the middle of a statement does
                driver.execute("PRAGMA foreign_keys = ON")


def _dress(connection: Connection) -> None:
    """What a schema at head has beside its tables: our views, and on PostgreSQL what columns mean."""
    for _, statement in view_statements():
        connection.exec_driver_sql(statement)
    if connection.dialect.name == "postgresql":
        # They stand in the models, so that a better wording needs no migration.
        from sqlalchemy.schema import SetColumnComment

        from spacetimeline.models import Base

        comments = [
            str(SetColumnComment(column).compile(dialect=connection.dialect)).replace("%%", "%")
            for table in Base.metadata.sorted_tables
            for column in table.columns
            if column.comment
        ]
        connection.exec_driver_sql(";".join(comments))


def view_statements() -> list[tuple[str, str]]:
    """Our SQL views: the name of each and the statement that makes it.

    They are no part of any migration: each stands in a file of ``alembic/views``, is
    dropped before the first migration and made after the last.
    """
    folder = os.path.join(paths.migrations(), "views")
    found = []
    for file in sorted(os.listdir(folder)):
        if file.endswith(".sql"):
            with open(os.path.join(folder, file), encoding="utf-8") as text:
                found.append((file.removesuffix(".sql"), text.read()))
    return found


def _config(connection: Connection) -> Config:
    """Alembic's settings, without its logging and without any file."""
    config = Config()
    # configparser reads % as the start of an interpolation.
    config.set_main_option("script_location", paths.migrations().replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _check_foreign_keys(connection: Connection, where: str) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
    if broken:
        tables = ", ".join(sorted({f"{row[0]} to {row[2]}" for row in broken}))
        msg = f"{where} was left as it was: its references would break ({tables})."
        raise DatabaseError(msg)


class _ConnectionReader(EngineReader):
    """Asks inside a transaction that is under way."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection.engine)
        self._connection = connection

    def rows(self, sql: str, parameters: Any = None) -> list[tuple[Any, ...]]:
        return self.ask(self._connection, sql, parameters)
