"""The changes that catalogues make to a database, each in one transaction."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spacetimeline.catalogs import storing
from spacetimeline.catalogs.all import CATALOGS, catalog_named
from spacetimeline.catalogs.importing import import_into, work_out
from spacetimeline.catalogs.reconciling import reconcile
from spacetimeline.catalogs.removing import take_out
from spacetimeline.database.engine import where_of, writing
from spacetimeline.database.trouble import translated
from spacetimeline.errors import CatalogError
from spacetimeline.packs.collector import collector_paused
from spacetimeline.packs.derive import DERIVED, derive
from spacetimeline.packs.report import LoadReport, report
from spacetimeline.packs.tables import analyze, fetch
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection, Engine

    from spacetimeline.catalogs.importing import Progress
    from spacetimeline.catalogs.reconciling import Found
    from spacetimeline.catalogs.report import ImportReport

__all__ = ["differences", "import_catalog", "put_in", "take_out", "unload"]

REPORT, STOP = "report", "stop"
"""What to do with a row that cannot be read."""

IN_MEMORY = 32_000_000
"""Bytes of files up to which what they change is kept in memory until the end; of larger ones
some goes into the database's file before, and who reads it meanwhile waits."""


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
    files, _ = catalog.find(where)  # before anything is locked
    large = sum(os.path.getsize(file.path) for file in files) > IN_MEMORY
    with (
        collector_paused(),
        writing(engine, bulk=True, derived=DERIVED, spill=large) as connection,
    ):
        return import_into(
            connection, CATALOGS, catalog, where, stop=on_error == STOP, progress=progress
        )


def differences(
    engine: Engine, name: str, path: str | os.PathLike[str]
) -> Callable[[], list[Found]]:
    """Where a catalogue's files and a database disagree, worked out when it is called.

    Raises:
        NotFound: there is no such catalogue.
        CatalogError: there is nothing at the path that can be read.
    """
    catalog = catalog_named(name)
    where = os.path.expanduser(os.fspath(path))
    catalog.find(where)

    def work() -> list[Found]:
        with translated(where_of(engine)), engine.connect() as connection:
            return reconcile(connection, catalog, where)

    return work


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
    analyze(connection)
    return report([name], removed=gone)
