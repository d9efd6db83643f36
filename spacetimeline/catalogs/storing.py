"""The rows of catalogues in a database, as they were read, and which edition had them last."""

# ruff: noqa: S608 - SQL is put together from our own constants; values travel beside it

from __future__ import annotations

from typing import TYPE_CHECKING

from spacetimeline.packs.stored import CATALOGUE
from spacetimeline.packs.tables import fetch, insert, marks, next_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from spacetimeline.catalogs.kinds import Catalog

ROW = ("pack_id", "section", "key", "text", "round")

BATCH = 2_000
"""Rows in memory at a time."""


def catalogue_packs(connection: Connection) -> list[tuple[int, str]]:
    """Number and name of each imported catalogue, in the order of their import."""
    rows = fetch(
        connection,
        f"SELECT id, name FROM pack WHERE origin = {marks(connection, 1)} ORDER BY position, id",
        (CATALOGUE,),
    )
    return [(number, name) for number, name in rows]


def pack_of(connection: Connection, catalog: Catalog) -> int:
    """The number of a catalogue in a database, where it is given a place if it has none."""
    for number, name in catalogue_packs(connection):
        if name == catalog.name:
            return number
    number = next_id(connection, "pack")
    last = fetch(connection, "SELECT COALESCE(MAX(position), 0) FROM pack")[0][0]
    insert(
        connection,
        "pack",
        ("id", "name", "title", "licence", "origin", "position", "fingerprint"),
        [(number, catalog.name, catalog.title, catalog.licence, CATALOGUE, last + 1_000, "")],
    )
    return number


def known_rows(
    connection: Connection, pack: int, section: str, keys: Sequence[str]
) -> dict[str, tuple[str, int]]:
    """The text and round of those of these rows that are there."""
    found: dict[str, tuple[str, int]] = {}
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        statement = (
            f"SELECT key, text, round FROM catalogue_row WHERE pack_id = {marks(connection, 1)} "
            f"AND section = {marks(connection, 1)} AND key IN ({marks(connection, len(some))})"
        )
        for key, text, round_ in fetch(connection, statement, (pack, section, *some)):
            found[key] = text, round_
    return found


def stored_rows(connection: Connection, pack: int, section: str) -> Iterator[list[tuple[str, str]]]:
    """All rows of a list, key and text, by key, some at a time."""
    mark = marks(connection, 1)
    statement = (
        f"SELECT key, text FROM catalogue_row WHERE pack_id = {mark} AND section = {mark} "
        f"AND key > {mark} ORDER BY key LIMIT {BATCH}"
    )
    last = ""
    while rows := fetch(connection, statement, (pack, section, last)):
        yield [(key, text) for key, text in rows]
        last = rows[-1][0]


def write_rows(
    connection: Connection,
    pack: int,
    section: str,
    round_: int,
    new: Sequence[tuple[str, str]],
    changed: Sequence[tuple[str, str]],
    seen: Sequence[str],
) -> None:
    """Keep rows: new ones, those that tell something else now, and those that are as before."""
    insert(
        connection,
        "catalogue_row",
        ROW,
        [(pack, section, key, text, round_) for key, text in new],
    )
    mark = marks(connection, 1)
    where = f"WHERE pack_id = {mark} AND section = {mark} AND key = {mark}"
    if changed:
        connection.exec_driver_sql(
            f"UPDATE catalogue_row SET text = {mark}, round = {mark} {where}",
            [(text, round_, pack, section, key) for key, text in changed],
        )
    if seen:
        connection.exec_driver_sql(
            f"UPDATE catalogue_row SET round = {mark} {where}",
            [(round_, pack, section, key) for key in seen],
        )


def unseen(connection: Connection, pack: int, section: str, round_: int) -> int:
    """How many rows of a list the import of this round did not have."""
    mark = marks(connection, 1)
    statement = (
        f"SELECT COUNT(*) FROM catalogue_row WHERE pack_id = {mark} AND section = {mark} "
        f"AND round < {mark}"
    )
    return int(fetch(connection, statement, (pack, section, round_))[0][0])


def remove_unseen(connection: Connection, pack: int, section: str, round_: int) -> None:
    """Forget the rows that the import of this round did not have."""
    mark = marks(connection, 1)
    connection.exec_driver_sql(
        f"DELETE FROM catalogue_row WHERE pack_id = {mark} AND section = {mark} AND round < {mark}",
        (pack, section, round_),
    )


def last_round(connection: Connection, pack: int) -> int:
    """The number of the last import of a catalogue; 0 before the first."""
    mark = marks(connection, 1)
    statement = f"SELECT COALESCE(MAX(round), 0) FROM catalogue_row WHERE pack_id = {mark}"
    return int(fetch(connection, statement, (pack,))[0][0])


def write_file(
    connection: Connection, pack: int, section: str, edition: str, *, whole: bool, rows: int
) -> None:
    """Note which edition of a file is here."""
    mark = marks(connection, 1)
    connection.exec_driver_sql(
        f"DELETE FROM catalogue_file WHERE pack_id = {mark} AND section = {mark}", (pack, section)
    )
    insert(
        connection,
        "catalogue_file",
        ("pack_id", "section", "edition", "whole", "rows"),
        [(pack, section, edition or None, whole, rows)],
    )


def has_rows(connection: Connection, pack: int) -> bool:
    """Whether anything of a catalogue is here."""
    mark = marks(connection, 1)
    return bool(
        fetch(connection, f"SELECT 1 FROM catalogue_row WHERE pack_id = {mark} LIMIT 1", (pack,))
    )


def forget(connection: Connection, pack: int) -> None:
    """Forget a catalogue; nothing may refer to it any more."""
    mark = marks(connection, 1)
    for table, column in (
        ("coverage", "pack_id"),
        ("catalogue_row", "pack_id"),
        ("catalogue_file", "pack_id"),
        ("pack", "id"),
    ):
        connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE "{column}" = {mark}', (pack,))
