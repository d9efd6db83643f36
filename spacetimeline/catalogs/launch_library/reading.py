"""Answers into the table of rows: each may tell of many records, and none of them is whole.

A page of a list says nothing about what is on the other pages, so nothing is removed by an
import; what is told of one record by several answers is joined.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spacetimeline.catalogs import storing
from spacetimeline.catalogs.file_reading import FileReading
from spacetimeline.catalogs.items import RowError
from spacetimeline.catalogs.launch_library.layers import joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from spacetimeline.catalogs.items import Item
    from spacetimeline.catalogs.kinds import CatalogFile, Listing
    from spacetimeline.catalogs.report import FileCounts, ImportReport

    Progress = Callable[[str, int, int], None]

FLUSH = 500
"""Objects in memory at a time; each brings a dozen records of those inside it."""


class AnswerReading(FileReading):
    """Reads one file of answers into the table of rows; made as `importing` makes its own."""

    def __init__(
        self,
        connection: Connection,
        pack: int,
        file: CatalogFile,
        report: ImportReport,
        round_: int,
        made: dict[tuple[str, str], Item],
        origins: dict[tuple[str, str], FileCounts],
        *,
        stop: bool,
    ) -> None:
        super().__init__(connection, pack, file, report, round_, origins, stop=stop)
        # New in this import, but so far only inside other objects: its own may still come.
        self._mentioned: dict[tuple[str, str], None] = made  # type: ignore[assignment]
        self.listings = {listing.name: listing for listing in file.kind.listings}
        # By list and key: the text, and whether it is what a row of this file is about.
        self._waiting: dict[str, dict[str, tuple[str, int]]] = {}

    def read(self, progress: Progress) -> None:
        """All objects of the file."""
        size = os.path.getsize(self.file.path)
        parts = self.file.kind.parts(self.file.columns)
        for number, fields in self.file.rows(self._reject):
            self.counts.read += 1
            try:
                found = list(parts(fields))
                self._take(number, found)
            except RowError as error:
                self._refuse(number, error.column, error.message, error.text)
            except RecursionError:
                self._refuse(number, "", "is nested too deeply", "")
            if self.counts.read % FLUSH == 0:
                self._flush()
                progress(f"reading {self.name}", number, size)
        self._flush()
        # A page is never all of a list.
        self.counts.whole = False
        if not self.file.is_ended() and not self.counts.rejected:
            self._refuse(self.counts.read + 1, "", "the file ends before its answer does", "")
        storing.write_file(
            self.connection, self.pack, self.counts.section, self.counts.edition,
            whole=False, rows=self.counts.read,
        )  # fmt: skip

    def _take(self, number: int, found: list[tuple[Listing, str, tuple[str, ...]]]) -> None:
        """What an object tells of itself, and of those inside it as far as that can be read."""
        last = len(found) - 1
        for place, (listing, key, mine) in enumerate(found):
            try:
                listing.item(mine, [])
            except RowError as error:
                if place == last:
                    raise
                what = f"of the {listing.name} {key} inside it: {error.message}"
                self._note(self.report.problems, number, error.column, what, error.text)
                continue
            waiting = self._waiting.setdefault(listing.name, {})
            text = mine[1]
            other = waiting.get(key)
            if other is not None:
                text = joined(other[0], text, again=True)
                # A second row about the same record; the first is counted when both are kept.
                self.counts.matched += place == last and other[1] > 0
            main = number if place == last else (other[1] if other else 0)
            waiting[key] = (text, main)
            if place == last:
                self.counts.rows[listing.name, key] = number
            else:
                self.counts.rows.setdefault((listing.name, key), number)

    def _flush(self) -> None:
        """Join what was read with what is there, and keep it."""
        for name, waiting in self._waiting.items():
            there = storing.known_rows(self.connection, self.pack, name, list(waiting))
            new: list[tuple[str, str]] = []
            changed: list[tuple[str, str]] = []
            seen: list[str] = []
            for key, (told, number) in waiting.items():
                known = there.get(key)
                before = "" if known is None else known[0].partition("\t")[2]
                text = told
                if known is not None:
                    text = joined(before, told, again=known[1] == self.round)
                same = text == before
                if same:
                    seen.append(key)
                else:
                    (new if known is None else changed).append((key, f"{key}\t{text}"))
                is_new = known is None or (name, key) in self._mentioned
                self._count(name, key, number, is_new=is_new, same=same)
            storing.write_rows(self.connection, self.pack, name, self.round, new, changed, seen)
        self._waiting.clear()

    def _count(self, name: str, key: str, number: int, *, is_new: bool, same: bool) -> None:
        counts = self.counts
        if number:
            self._mentioned.pop((name, key), None)
            counts.added += is_new
            counts.matched += not is_new
            counts.unchanged += same
            if is_new:
                self.origins[name, key] = counts
            counts.changed += not is_new and not same
        elif is_new or not same:
            counts.mentioned += 1
            if is_new:
                self._mentioned[name, key] = None
