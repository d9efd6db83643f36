"""The changes that catalogues make to a database, each in one transaction."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spacetimeline.catalogs import storing
from spacetimeline.catalogs.all import CATALOGS, catalog_named
from spacetimeline.catalogs.importing import import_into, work_out
from spacetimeline.catalogs.removing import take_out
from spacetimeline.catalogs.report import ImportReport
from spacetimeline.database.engine import writing
from spacetimeline.errors import CatalogError
from spacetimeline.packs.collector import collector_paused
from spacetimeline.packs.derive import derive
from spacetimeline.packs.report import LoadReport, report
from spacetimeline.packs.tables import fetch
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Engine

    from spacetimeline.catalogs.importing import Progress

__all__ = ["import_catalog", "put_in", "take_out", "unload"]

REPORT, STOP = "report", "stop"
"""What to do with a row that cannot be read."""


def import_catalog(
    engine: Engine,
    name: str,
    path: str | os.PathLike[str],
    on_error: str = REPORT,
    progress: Progress = lambda *_: None,
) -> ImportReport:
    """Import a catalogue: all of it, or nothing.

    Args:
        engine: of the database.
        name: ``gcat`` …
        path: a folder or a file.
        on_error: ``report`` a row that cannot be read and go on, or ``stop``.
        progress: is told what is done.

    Raises:
        NotFound: there is no such catalogue.
        CatalogError: it cannot be read; nothing was imported.
        DatabaseError: the database cannot be changed.
    """
    catalog = catalog_named(name)
    if on_error not in {REPORT, STOP}:
        msg = f"on_error is {REPORT!r} or {STOP!r}, not {on_error!r}."
        raise CatalogError(msg)
    where = os.path.expanduser(os.fspath(path))
    catalog.find(where)  # before anything is locked
    with collector_paused(), writing(engine) as connection:
        return import_into(
            connection, CATALOGS, catalog, where, stop=on_error == STOP, progress=progress
        )


def put_in(connection: Connection, numbers: Mapping[tuple[str, str], int]) -> None:
    """Work out again what catalogues brought, over the packs as they are now."""
    work_out(connection, CATALOGS, numbers)


def unload(connection: Connection, name: str) -> LoadReport:
    """Take a catalogue out of a database, in the transaction of a connection."""
    packs = {its: number for number, its in storing.catalogue_packs(connection)}
    rows = fetch(connection, "SELECT kind, key, pack_id FROM record WHERE pack_id IS NOT NULL")
    gone = [(RecordKind(kind), key) for kind, key, pack in rows if pack == packs[name]]
    numbers = take_out(connection)
    storing.forget(connection, packs[name])
    work_out(connection, CATALOGS, numbers)
    derive(connection)
    connection.exec_driver_sql("ANALYZE")
    return report([name], removed=gone)
