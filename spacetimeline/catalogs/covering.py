"""What an imported catalogue vouches for: all that a log lists, to the day before its edition."""

# ruff: noqa: S608 - SQL is put together from our own constants; values travel beside it

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from spacetimeline.dates import VagueDate
from spacetimeline.errors import InvalidDate
from spacetimeline.packs.stored import COVERAGE
from spacetimeline.packs.tables import date_values, delete, fetch, insert, marks

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from spacetimeline.catalogs.kinds import Catalog
    from spacetimeline.packs.tables import Row


def cover(connection: Connection, pack: int, catalog: Catalog) -> None:
    """Make the table of coverage hold what a catalogue's files in a database vouch for.

    A log that is whole has every launch from its first through the day before its edition: of
    that day itself some may be missing. A file without an edition vouches for nothing.

    Args:
        connection: inside a transaction; the records must be there.
        pack: the catalogue's number.
        catalog: the catalogue.
    """
    rows: list[Row] = []
    for section, (listing, subject, note) in catalog.covers.items():
        since, until = _first(connection, pack, listing), _last(connection, pack, section)
        if since is not None and until is not None and since.nominal_earliest < until.before:
            span = (*date_values(since), *date_values(until))
            rows.append((pack, len(rows), subject, "{}", *span, note))
    names = ", ".join(COVERAGE)
    mark = marks(connection, 1)
    held = fetch(
        connection,
        f"SELECT {names} FROM coverage WHERE pack_id = {mark} ORDER BY position",
        (pack,),
    )
    texts = [COVERAGE.index(column) for column in ("subject", "since_text", "until_text", "note")]
    if [[row[at] for at in texts] for row in held] != [[row[at] for at in texts] for row in rows]:
        delete(connection, "coverage", "pack_id", [pack])
        insert(connection, "coverage", COVERAGE, rows)


def _first(connection: Connection, pack: int, listing: str) -> VagueDate | None:
    """The day of the first launch in a list, by its designation."""
    mark = marks(connection, 1)
    rows = fetch(
        connection,
        "SELECT l.date_text FROM launch AS l WHERE l.key = (SELECT MIN(key) FROM catalogue_row "
        f"WHERE pack_id = {mark} AND section = {mark}) AND l.date_text IS NOT NULL",
        (pack, listing),
    )
    return _day(VagueDate.parse(rows[0][0])) if rows else None


def _last(connection: Connection, pack: int, section: str) -> VagueDate | None:
    """The day before the edition of a file, if the file was whole."""
    mark = marks(connection, 1)
    rows = fetch(
        connection,
        f"SELECT edition, whole FROM catalogue_file WHERE pack_id = {mark} AND section = {mark}",
        (pack, section),
    )
    if not rows or not rows[0][0] or not rows[0][1]:
        return None
    try:
        return _day(VagueDate.parse(rows[0][0]), before=1)
    except (InvalidDate, OverflowError):  # a file may say anything: there is no day before year 1
        return None


def _day(date: VagueDate, before: int = 0) -> VagueDate:
    """The day on which a date begins, or one before it."""
    return VagueDate.parse((date.nominal_earliest - timedelta(days=before)).date().isoformat())
