"""Engines: how SQLAlchemy reaches a database, with the traps of each one closed.

Each setting here was measured or reproduced; see the comment beside it.
"""

from __future__ import annotations

import os
import sqlite3
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from spacetimeline.database.target import Target, check_file, file_uri, without_password
from spacetimeline.database.trouble import CLOSED, explain, translated
from spacetimeline.errors import DatabaseError, MissingExtra

if TYPE_CHECKING:
    from sqlalchemy.engine import ExceptionContext

PATIENCE = 30.0
"""Seconds to wait for another process that is writing at this moment."""

_WRITE_LOCK = 0x73706163  # "spac": our advisory lock on PostgreSQL, one a database
_BEGIN = "spacetimeline_begin"
_READS = "spacetimeline_reads"

_engines: weakref.WeakSet[Engine] = weakref.WeakSet()
_closed: weakref.WeakSet[Engine] = weakref.WeakSet()


def make_engine(target: Target, *, read_only: bool = False, immutable: bool = False) -> Engine:
    """An engine for a database, which it does not open yet.

    Args:
        target: what `target_of` read.
        read_only: nothing may be changed through it.
        immutable: of a SQLite file that nobody can ever write (the embedded database).

    Raises:
        DatabaseError: nothing can be there.
        MissingExtra: PostgreSQL is asked for and psycopg is not installed.
    """
    if target.dialect == "postgresql":
        engine = _postgresql(target, read_only=read_only)
    else:
        engine = _sqlite(target, read_only=read_only or immutable, immutable=immutable)
    where = str(target)

    # Whoever uses the engine, ORM or our own code, is told in our words.
    @event.listens_for(engine, "handle_error", retval=True)
    def tell(context: ExceptionContext) -> BaseException | None:
        if context.is_pre_ping:
            return None  # a connection that died idle is replaced without a word
        return explain(context.sqlalchemy_exception or context.original_exception, where)

    _engines.add(engine)
    return engine


def close_engine(engine: Engine) -> None:
    """Let a database go for good: what is asked through the engine later is a `DatabaseError`.

    A statement that is under way is still answered.
    """
    _closed.add(engine)
    engine.dispose()


def where_of(engine: Engine) -> str:
    """What a database is called in a sentence: its path, or its URL without password."""
    return str(engine.get_execution_options().get("spacetimeline_where", engine.url))


def _refuse_if_closed(engine: Engine, target: Target) -> None:
    if engine in _closed:
        raise DatabaseError(CLOSED.format(where=target))


# ----------------------------------------------------------------- SQLite


def _sqlite(target: Target, *, read_only: bool, immutable: bool) -> Engine:
    if target.path is None:
        uri = "file::memory:"
        # One connection *is* the database, so threads take turns with it.
        pool: dict[str, Any] = {"pool_size": 1, "max_overflow": 0, "pool_timeout": 2 * PATIENCE}
    else:
        exists = check_file(target.path, read_only=read_only)
        # Not mode=ro, even to read: see reader.py.
        mode = "ro" if immutable else "rw" if exists else "rwc"
        # In text form, a path with a space, #, %, ? or é would not be found.
        uri = file_uri(target.path, mode=mode, immutable=immutable)
        pool = {"pool_size": 8, "max_overflow": 24, "pool_timeout": PATIENCE}

    def connect() -> sqlite3.Connection:
        _refuse_if_closed(engine, target)
        connection = sqlite3.connect(
            uri,
            uri=True,
            timeout=PATIENCE,
            # Without this, sqlite3 commits before DDL and never rolls it back.
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA foreign_keys = ON")
        if read_only and not immutable:
            connection.execute("PRAGMA query_only = ON")
        # A load that outgrows the page cache would lock readers out long
        # before it commits; it may use memory instead.
        connection.execute("PRAGMA cache_spill = OFF")
        if target.path is None:
            connection.execute("PRAGMA temp_store = MEMORY")  # it shall need no disk at all
        return connection

    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        execution_options={"spacetimeline_where": str(target)},
        **pool,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "checkin", _allow_again)
    return engine


def set_query_only(connection: Connection) -> None:
    """Have a connection to SQLite refuse to write until it is given back."""
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA query_only = ON")
    connection.info[_READS] = True


def _allow_again(driver: Any, record: Any) -> None:
    if driver is not None and record.info.pop(_READS, False):
        driver.execute("PRAGMA query_only = OFF")


def _begin(connection: Connection) -> None:
    # sqlite3 no longer begins transactions (isolation_level above), so we do; not
    # through SQLAlchemy, for which it would be one more statement to log and count.
    driver: Any = connection.connection.driver_connection
    driver.execute(connection.get_execution_options().get(_BEGIN, "BEGIN"))


# ------------------------------------------------------------- PostgreSQL


def _postgresql(target: Target, *, read_only: bool) -> Engine:
    try:
        import psycopg  # noqa: F401 - only whether it is there
    except ImportError as error:
        msg = (
            "PostgreSQL needs psycopg, which is not installed. "
            'Type: pip install "spacetimeline[postgres]"'
        )
        raise MissingExtra(msg, extra="postgres") from error
    url = target.url or ""
    try:
        engine = create_engine(
            url,
            pool_size=8,
            max_overflow=24,
            pool_timeout=PATIENCE,
            pool_pre_ping=True,  # survives a server that was restarted, or a killed backend
            execution_options={"spacetimeline_where": str(target)},
        )
    except (ArgumentError, ValueError) as error:
        msg = f"{without_password(url)!r} is no URL of a PostgreSQL database."
        raise DatabaseError(msg) from error

    event.listen(engine, "do_connect", lambda *_: _refuse_if_closed(engine, target))

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # The SQL view shows instants as text, which must not depend on the server's zone.
        connection.autocommit = True
        connection.execute("SET TIME ZONE 'UTC'")
        if read_only:
            connection.execute("SET default_transaction_read_only = on")
        connection.autocommit = False

    return engine


# ---------------------------------------------------------------- writing


@contextmanager
def writing(
    engine: Engine,
    *,
    patience: float = PATIENCE,
    bulk: bool = False,
    derived: Sequence[str] = (),
    spill: bool = False,
) -> Iterator[Connection]:
    """A transaction that nobody else writes beside: all of the block, or nothing.

    On SQLite foreign keys are checked at its end, so that rows may come in any order.

    Args:
        engine: of the database.
        patience: seconds to wait for whoever is writing now.
        bulk: many rows are written, and none is left to go with a record that goes: on SQLite
            foreign keys are checked table by table at the end, for half the time.
        derived: tables that hold nothing but what a bulk selects from others, which are checked.
        spill: it may be more than fits into memory; on SQLite readers then wait until its end.

    Raises:
        DatabaseError: it is locked for longer than that, or cannot be written.
    """
    with (
        translated(where_of(engine)),
        engine.connect() as connection,
        _set(connection, foreign_keys=not bulk, cache_spill=spill),
        exclusive(connection, patience=patience),
    ):
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        yield connection
        if bulk and connection.dialect.name == "sqlite":
            _check_references(connection, derived)


@contextmanager
def _set(connection: Connection, **settings: bool) -> Iterator[None]:
    """Settings of a connection to SQLite that hold for one transaction, and must be made before."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    for name, value in settings.items():
        driver.execute(f"PRAGMA {name} = {int(value)}")
    try:
        yield
    finally:
        if not connection.invalidated:  # as Ctrl-C in the middle of a statement does
            driver.execute("PRAGMA foreign_keys = ON")
            driver.execute("PRAGMA cache_spill = OFF")


def _check_references(connection: Connection, derived: Sequence[str]) -> None:
    """Refuse rows that refer to nothing, as the database would have done row by row."""
    for table in inspect(connection).get_table_names():
        if table in derived:
            continue
        wrong = connection.exec_driver_sql(f'PRAGMA foreign_key_check("{table}")').first()
        if wrong is not None:
            msg = f"A row of {table!r} would refer to a {wrong[2]!r} that is not there; nothing was changed."
            raise DatabaseError(msg)


@contextmanager
def exclusive(connection: Connection, *, patience: float = PATIENCE) -> Iterator[None]:
    """The one writing transaction of a database, on a connection without one."""
    if connection.dialect.name == "sqlite":
        # A plain BEGIN would find out only at its first write that it lost the
        # race, when waiting no longer helps.
        connection.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
        driver: Any = connection.connection.driver_connection
        driver.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
        try:
            with connection.begin():
                yield
        finally:
            if not connection.invalidated:
                connection.execution_options(**{_BEGIN: "BEGIN"})
                driver.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
    else:
        with connection.begin():
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(patience * 1000)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})")
            connection.exec_driver_sql("SET LOCAL lock_timeout = DEFAULT")
            yield


# ------------------------------------------------------------------ forks


def _forget_inherited() -> None:
    """In a forked child: leave the parent's connections alone and make new ones."""
    for engine in list(_engines):
        # The copy of a database in memory is the child's own, and all there is of it.
        if engine.dialect.name != "sqlite" or engine.pool.size() > 1:  # type: ignore[attr-defined]
            engine.dispose(close=False)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_inherited)
