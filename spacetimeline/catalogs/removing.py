"""What catalogues brought out of a database again, so that the packs alone are left."""

# ruff: noqa: S608 - SQL is put together from our own constants; values travel beside it

from __future__ import annotations

from typing import TYPE_CHECKING

from spacetimeline.catalogs.adding import BESIDE
from spacetimeline.packs.columns import ITSELF, LISTS, OWN
from spacetimeline.packs.derive import clear
from spacetimeline.packs.stored import CATALOGUE
from spacetimeline.packs.tables import fetch
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from sqlalchemy import Connection

PACKS = f"(SELECT id FROM pack WHERE origin = '{CATALOGUE}')"
RECORDS = f"(SELECT id FROM record WHERE pack_id IN {PACKS})"


def take_out(connection: Connection) -> dict[tuple[str, str], int]:
    """Remove everything that catalogues brought; their rows stay, so that it can be put in again.

    Empties what is derived, too.

    Returns:
        the number of each record that went, by kind and key.
    """
    rows = fetch(connection, f"SELECT kind, key, id FROM record WHERE pack_id IN {PACKS}")
    numbers = {(kind, key): number for kind, key, number in rows}
    clear(connection)
    run = connection.exec_driver_sql
    # Of records that packs have: what catalogues added to them.
    run(f"DELETE FROM name_form WHERE rank >= {BESIDE}")
    for table, columns in LISTS.items():
        if "pack_id" in columns:
            run(f"DELETE FROM {table} WHERE pack_id IN {PACKS}")
    # Of their own records: everything.
    for table, columns in LISTS.items():
        run(f'DELETE FROM "{table}" WHERE "{columns[0]}" IN {RECORDS}')
    kinds = (*OWN, RecordKind.CLAIM)
    for kind in reversed(kinds):
        if kind in ITSELF:
            run(f'UPDATE "{kind}" SET "{ITSELF[kind]}" = NULL WHERE id IN {RECORDS}')
        run(f'DELETE FROM "{kind}" WHERE id IN {RECORDS}')
    run(f"DELETE FROM record WHERE pack_id IN {PACKS}")
    return numbers
