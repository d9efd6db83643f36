"""What every reading of a catalogue's file has: its counts, and the notes of what is wrong."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spacetimeline.catalogs.report import MAX_TOLD, FileCounts, ImportReport, RowNote
from spacetimeline.errors import CatalogError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from spacetimeline.catalogs.kinds import CatalogFile


class FileReading:
    """Reads one file into the table of rows, and notes what is wrong with it.

    Args:
        connection: inside a transaction.
        pack: the number of the catalogue.
        file: what is read.
        report: of the import, which gets the file's counts.
        round_: the number of this import.
        origins: gets the file from which each new row came.
        stop: whether the first row that cannot be read stops it all.
    """

    def __init__(
        self,
        connection: Connection,
        pack: int,
        file: CatalogFile,
        report: ImportReport,
        round_: int,
        origins: dict[tuple[str, str], FileCounts],
        *,
        stop: bool,
    ) -> None:
        self.connection = connection
        self.pack = pack
        self.file = file
        self.report = report
        self.round = round_
        self.origins = origins
        self.stop = stop
        self.name = os.path.basename(file.path)
        self.counts = FileCounts(self.name, file.kind.section, file.edition)
        report.files.append(self.counts)

    def _reject(self, number: int, reason: str, text: str) -> None:
        """A line that is no row."""
        self.counts.read += 1
        self._refuse(number, "", reason, text)

    def _refuse(self, number: int, column: str, reason: str, text: str) -> None:
        if self.stop:
            where = f"{self.file.path}, row {number}" + (f", {column}" if column else "")
            shown = f" ({text!r})" if text else ""
            msg = f"{where}: {reason}{shown}. Nothing was imported."
            raise CatalogError(msg, file=self.file.path, row=number)
        self.counts.rejected += 1
        self._note(self.report.problems, number, column, reason, text)

    def _note(self, notes: list[RowNote], number: int, column: str, what: str, text: str) -> None:
        if len(notes) < MAX_TOLD:
            notes.append(RowNote(self.name, number, column, what, text))
