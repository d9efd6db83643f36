"""Flat answers through SQLAlchemy: from PostgreSQL, and from a database in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, TextClause, bindparam, text
from sqlalchemy.types import NullType

from spacetimeline.database.engine import where_of
from spacetimeline.database.trouble import CLOSED, translated
from spacetimeline.dates import to_db
from spacetimeline.errors import DatabaseError


class EngineReader:
    """Has the interface of `SqliteReader`, and gives the same rows, from any engine.

    It does not own the engine: closing the reader only ends its answers.
    """

    def __init__(self, engine: Engine) -> None:
        # A single statement is its own transaction; asking for one more would
        # cost PostgreSQL two round trips.
        self._engine = engine
        self._single = engine
        if engine.dialect.name == "postgresql":
            self._single = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._where = where_of(engine)
        self._closed = False
        self.on_statement: Callable[[str], None] | None = None

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Ask one statement.

        Raises:
            DatabaseError: the reader is closed, or the database cannot be read.
        """
        self._check_open()
        with translated(self._where), self._single.connect() as connection:
            return self.ask(connection, sql, parameters)

    def snapshot(self) -> EngineSnapshot:
        """Several statements that see the same state: ``with reader.snapshot() as view``."""
        self._check_open()
        engine = self._engine
        if self.dialect == "postgresql":
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        return EngineSnapshot(engine, self._where, self.ask)

    def close(self) -> None:
        """Answer no more."""
        self._closed = True

    def __repr__(self) -> str:
        return f"<EngineReader {self._where}>"

    def _check_open(self) -> None:
        if self._closed:
            raise DatabaseError(CLOSED.format(where=self._where))

    def ask(
        self, connection: Connection, sql: str, parameters: Mapping[str, Any] | None
    ) -> list[tuple[Any, ...]]:
        """Ask one statement on a connection."""
        if self.on_statement is not None:
            self.on_statement(sql)
        found = connection.execute(_statement(sql), dict(parameters or {}))
        return [tuple(map(_plain, row)) for row in found]


class EngineSnapshot:
    """A reader for the length of a ``with`` block: all statements see the same state."""

    def __init__(
        self, engine: Engine, where: str, ask: Callable[..., list[tuple[Any, ...]]]
    ) -> None:
        self._engine = engine
        self._where = where
        self._ask = ask
        self._connection: Connection | None = None

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

    def __enter__(self) -> Self:
        """Begin."""
        with translated(self._where):
            self._connection = self._engine.connect()
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
            connection.close()

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Ask one statement."""
        if self._connection is None:
            msg = "A snapshot answers only inside its `with` block."
            raise DatabaseError(msg)
        return self._ask(self._connection, sql, parameters)


def bound_text(sql: str, parameters: Mapping[str, Any]) -> TextClause:
    """SQL text with its values, to be part of an ORM statement.

    The values have no type of ours: ``text(sql).bindparams(since="2006…")`` would have
    PostgreSQL compare an instant with a VARCHAR, which it refuses.
    """
    untyped = NullType()
    return text(sql).bindparams(
        *(bindparam(name, value, type_=untyped) for name, value in parameters.items())
    )


@lru_cache(maxsize=512)
def _statement(sql: str) -> TextClause:
    # Values come with the execution, so parameters have no type of ours and
    # PostgreSQL gives them that of the column which they are compared with.
    return text(sql)


def _plain(value: Any) -> Any:
    """A value as SQLite would have given it."""
    if value is None or type(value) in (str, int, float):
        return value
    if isinstance(value, datetime):
        return to_db(value)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Decimal):
        # Sums of whole numbers are numeric on PostgreSQL; averages have a fraction.
        return int(value) if value.as_tuple().exponent == 0 else float(value)
    return value
