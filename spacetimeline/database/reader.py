"""Flat answers from a SQLite file, through ``sqlite3`` alone.

This is on the path of every short-lived process, so it imports next to nothing.
`EngineReader` (`engine_reader.py`) has the same interface for everything else.
"""

from __future__ import annotations

import os
import sqlite3

from spacetimeline.database.target import file_uri
from spacetimeline.database.trouble import CLOSED, explain
from spacetimeline.errors import DatabaseError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType
    from typing import Any, Protocol, Self

    class Reader(Protocol):
        """What both readers are: SQL text with ``:named`` parameters in, plain rows out.

        Rows are the same from every database: an instant is text,
        ``YYYY-MM-DDTHH:MM:SS.mmmZ``, a boolean 0 or 1.
        """

        on_statement: Callable[[str], None] | None

        @property
        def dialect(self) -> str:
            """``sqlite`` or ``postgresql``."""

        def rows(self, sql: str, parameters: Mapping[str, Any] = ...) -> list[tuple[Any, ...]]:
            """Ask one statement."""

        def snapshot(self) -> Snapshot:
            """Several statements that see the same state."""

        def close(self) -> None:
            """Let the database go."""

    class Snapshot(Protocol):
        """A reader for the length of a ``with`` block."""

        def __enter__(self) -> Self:
            """Begin."""

        def __exit__(
            self,
            kind: type[BaseException] | None,
            error: BaseException | None,
            trace: TracebackType | None,
        ) -> None:
            """End."""

        def rows(self, sql: str, parameters: Mapping[str, Any] = ...) -> list[tuple[Any, ...]]:
            """Ask one statement."""


_PATIENCE = 30.0
"""Seconds to wait for another process that is just committing."""

_CACHE = -16_000
"""Kilobytes of the file that a connection may keep (SQLite takes a negative number so)."""

_IDLE = 8
"""How many connections are kept open between questions."""

# Connections that a fork brought along belong to the parent. Using or closing
# them here could drop its locks, so they are only kept from being collected.
_inherited: list[list[sqlite3.Connection]] = []


class SqliteReader:
    """Reads one SQLite file, from any number of threads at once.

    A thread takes an open connection for a statement and gives it back; taking
    and giving are single operations on a list, so there is no lock to inherit
    in a fork.

    Args:
        path: absolute path of the file.
        immutable: nobody can ever write it (the embedded database), so nothing is locked.
    """

    dialect = "sqlite"

    def __init__(self, path: str, *, immutable: bool = False) -> None:
        self.path = path
        self.immutable = immutable
        self.on_statement: Callable[[str], None] | None = None
        self._idle: list[sqlite3.Connection] = []
        self._process = os.getpid()
        self._closed = False

    def rows(self, sql: str, parameters: Mapping[str, Any] = {}) -> list[tuple[Any, ...]]:
        """Ask one statement.

        Raises:
            DatabaseError: the reader is closed, or the file cannot be read.
        """
        connection = self.take()
        try:
            return self.ask(connection, sql, parameters)
        finally:
            self.give(connection)

    def snapshot(self) -> SqliteSnapshot:
        """Several statements that see the same state: ``with reader.snapshot() as view``."""
        return SqliteSnapshot(self)

    def close(self) -> None:
        """Let the file go; what is being asked at this moment is still answered."""
        self._closed = True
        if self._process == os.getpid():
            self._let_go()

    def __del__(self) -> None:
        # Where __init__ failed there is nothing to close.
        if getattr(self, "_idle", None) and self._process == os.getpid():
            self._let_go()

    def __repr__(self) -> str:
        return f"<SqliteReader {self.path}>"

    def _let_go(self) -> None:
        while self._idle:
            try:
                self._idle.pop().close()
            except IndexError:  # another thread took the last one
                break

    def ask(
        self, connection: sqlite3.Connection, sql: str, parameters: Mapping[str, Any]
    ) -> list[tuple[Any, ...]]:
        """Ask one statement on a connection that was taken."""
        if self.on_statement is not None:
            self.on_statement(sql)
        try:
            return connection.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            explained = explain(error, self.path)
            if explained is None:
                raise
            raise explained from error

    def take(self) -> sqlite3.Connection:
        """An open connection, to be given back."""
        if self._process != os.getpid():
            _inherited.append(self._idle)
            self._idle = []
            self._process = os.getpid()
        if self._closed:
            raise DatabaseError(CLOSED.format(where=self.path))
        try:
            return self._idle.pop()
        except IndexError:
            return self._open()

    def give(self, connection: sqlite3.Connection) -> None:
        """Take a connection back."""
        if self._closed or len(self._idle) >= _IDLE:
            connection.close()
        else:
            self._idle.append(connection)

    def _open(self) -> sqlite3.Connection:
        try:
            connection = sqlite3.connect(
                # Not mode=ro: after a killed load, the next reader must be able to
                # roll back what was left half written. SQLite opens a file that
                # is write-protected for reading all the same.
                file_uri(
                    self.path, mode="ro" if self.immutable else "rw", immutable=self.immutable
                ),
                uri=True,
                timeout=_PATIENCE,
                isolation_level=None,
                check_same_thread=False,
            )
            connection.execute(f"PRAGMA cache_size = {_CACHE}")
            if not self.immutable:
                connection.execute("PRAGMA query_only = ON")
            return connection
        except sqlite3.Error as error:
            explained = explain(error, self.path)
            if explained is None:
                raise
            raise explained from error


class SqliteSnapshot:
    """A reader for the length of a ``with`` block: all statements see the same state."""

    __slots__ = ("_connection", "_reader")

    def __init__(self, reader: SqliteReader) -> None:
        self._reader = reader
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        """Begin; a file that nobody can write needs no transaction."""
        self._connection = self._reader.take()
        if not self._reader.immutable:
            self._connection.execute("BEGIN")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End, and give the connection back."""
        connection, self._connection = self._connection, None
        if connection is not None:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            self._reader.give(connection)

    def rows(self, sql: str, parameters: Mapping[str, Any] = {}) -> list[tuple[Any, ...]]:
        """Ask one statement."""
        if self._connection is None:
            msg = "A snapshot answers only inside its `with` block."
            raise DatabaseError(msg)
        return self._reader.ask(self._connection, sql, parameters)
