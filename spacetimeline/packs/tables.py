"""Rows in and out of tables, as plain tuples: the fastest way that both databases share.

Everything here speaks SQL as text through SQLAlchemy's connection, so the same
code writes SQLite and PostgreSQL, and building a database needs no ORM.
"""

# ruff: noqa: S608 - SQL is put together from our own constants; values travel beside it

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from spacetimeline.dates import VagueDate, from_db, to_db

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

Row = tuple[Any, ...]

DATE_PARTS = ("text", "start", "end", "earliest", "before", "precision", "uncertain")
"""The columns of a vague date, in the order of VagueDate's own fields."""

NO_DATE: Row = (None,) * len(DATE_PARTS)
"""The columns of a date that is not there."""

# SQLite takes at most 32,766 values in one statement; PostgreSQL 65,535.
_BATCH = 500

# From so many rows on PostgreSQL's COPY is faster than statements (a tenth of the time for many).
_COPIED = 20


def date_columns(prefix: str) -> tuple[str, ...]:
    """The seven columns of a vague date: ``date_text``, ``date_start`` and so on."""
    return tuple(f"{prefix}_{part}" for part in DATE_PARTS)


def date_list(alias: str, prefix: str) -> str:
    """Those columns as they stand in a SELECT: ``f.landing_text, f.landing_start`` …, by commas."""
    return ", ".join(f"{alias}.{column}" for column in date_columns(prefix))


def date_values(date: VagueDate | None) -> Row:
    """A vague date as the values of its seven columns."""
    if date is None:
        return NO_DATE
    start, end = to_db(date.nominal_earliest), to_db(date.nominal_before)
    if not date.uncertain and (date.earliest, date.before) == (
        date.nominal_earliest,
        date.nominal_before,
    ):
        return date.text, start, end, start, end, str(date.precision), False
    return (
        date.text,
        start,
        end,
        to_db(date.earliest),
        to_db(date.before),
        str(date.precision),
        date.uncertain,
    )


def instant(value: str | datetime) -> datetime:
    """An instant as a database gives it: text from SQLite, a datetime from PostgreSQL."""
    return value if isinstance(value, datetime) else from_db(value)


def marks(connection: Connection, count: int) -> str:
    """Placeholders for so many values, in the way of this database's driver."""
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    return ", ".join([mark] * count)


def insert(
    connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Put rows into a table, in their order; each has the values of ``columns``."""
    rows = [tuple(row) for row in rows]
    if not rows:
        return
    names = ", ".join(f'"{column}"' for column in columns)
    if connection.dialect.name == "postgresql" and len(rows) >= _COPIED:
        _copy(connection, f'COPY "{table}" ({names}) FROM STDIN', rows)
        return
    values = marks(connection, len(columns))
    connection.exec_driver_sql(f'INSERT INTO "{table}" ({names}) VALUES ({values})', rows)


def _copy(connection: Connection, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Send rows as one stream, in the transaction that is under way."""
    driver: Any = connection.connection.driver_connection
    errors: Any = connection.dialect.dbapi
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except errors.IntegrityError as error:
        from sqlalchemy.exc import IntegrityError  # here: flat answers read this module too

        # As SQLAlchemy would have put it.
        raise IntegrityError(statement, None, error) from error


def delete(
    connection: Connection, table: str, column: str, values: Iterable[Any], *, also: str = ""
) -> None:
    """Remove the rows whose column has one of the values, and for which `also` holds."""
    wanted = list(values)
    for start in range(0, len(wanted), _BATCH):
        some = tuple(wanted[start : start + _BATCH])
        where = f'"{column}" IN ({marks(connection, len(some))})' + (f" AND {also}" if also else "")
        connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE {where}', some)


def update(
    connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Change rows; each begins with the id of the row to change, the first of ``columns``."""
    rows = [(*row[1:], row[0]) for row in rows]
    if rows:
        mark = marks(connection, 1)
        values = ", ".join(f'"{column}" = {mark}' for column in columns[1:])
        connection.exec_driver_sql(
            f'UPDATE "{table}" SET {values} WHERE "{columns[0]}" = {mark}', rows
        )


def fetch(connection: Connection, statement: str, values: Sequence[Any] = ()) -> list[Row]:
    """All rows of a statement, as tuples."""
    result = (
        connection.exec_driver_sql(statement, tuple(values))
        if values
        else (connection.exec_driver_sql(statement))
    )
    return [tuple(row) for row in result.all()]


def next_id(connection: Connection, table: str) -> int:
    """The first number that no row of a table has yet; ids are given by us, so that they are stable."""
    return int(fetch(connection, f'SELECT COALESCE(MAX(id), 0) + 1 FROM "{table}"')[0][0])


def analyze(connection: Connection) -> None:
    """Have the database look at its tables, so that it plans well; a sample of each is enough."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
        connection.exec_driver_sql("ANALYZE")
        return
    # Only ours: the server's own are as many again.
    names = fetch(connection, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    connection.exec_driver_sql("ANALYZE " + ", ".join(f'"{name}"' for (name,) in names))
