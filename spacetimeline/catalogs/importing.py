"""A catalogue into a database: all of it in one transaction, or nothing.

First its rows are read, checked and kept; then, if anything is different, what all catalogues
brought is taken out and worked out again from their rows, over the packs. So the same files
twice change nothing, a newer edition leaves nothing of the older one, and the outcome does not
depend on the order in which packs and editions came.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spacetimeline.catalogs import storing
from spacetimeline.catalogs.covering import cover
from spacetimeline.catalogs.file_reading import FileReading
from spacetimeline.catalogs.items import Item, RowError
from spacetimeline.catalogs.removing import take_out
from spacetimeline.catalogs.report import MAX_TOLD, FileCounts, ImportReport, RowNote
from spacetimeline.catalogs.writing import Writer
from spacetimeline.errors import CatalogError, DatabaseError
from spacetimeline.packs.derive import clear, derive
from spacetimeline.packs.tables import analyze, fetch, marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from spacetimeline.catalogs.kinds import Catalog, CatalogFile, Listing, Mended

    Progress = Callable[[str, int, int], None]

CACHED = 2_000
"""Items kept in memory between reading and writing, so that they need not be made twice."""

MAX_FIELD = 800
"""Bytes of a field that is used: several times the longest that there is. A server's index, in
which names and codes stand, holds 2,704."""

ALL = ""
"""Stands for the keys of all rows of a list that had none before."""


def import_into(
    connection: Connection,
    catalogs: Mapping[str, Catalog],
    catalog: Catalog,
    path: str,
    *,
    stop: bool,
    progress: Progress,
) -> ImportReport:
    """Import files into a database, inside the transaction of a connection.

    Args:
        connection: inside a transaction, which the caller ends.
        catalogs: all that can be imported, by name.
        catalog: the one that is.
        path: a folder or a file.
        stop: whether the first row that cannot be read stops it all.
        progress: is told what is done, how much of it, and of how much.

    Raises:
        CatalogError: nothing there can be read, or `stop` and a row cannot.
    """
    files, skipped = catalog.find(path)
    report = ImportReport(catalog.name, skipped=skipped)
    pack = storing.pack_of(connection, catalog)
    first = not storing.catalogue_packs(connection)[1:] and not storing.has_rows(connection, pack)
    round_ = storing.last_round(connection, pack) + 1
    made: dict[tuple[str, str], Item] = {}
    origins: dict[tuple[str, str], FileCounts] = {}
    for file in files:
        make = catalog.reading or _Reading
        make(connection, pack, file, report, round_, made, origins, stop=stop).read(progress)
    if any(file.added or file.changed or file.removed or file.mentioned for file in report.files):
        numbers = {} if first else take_out(connection)
        if first:
            clear(connection)
        work_out(connection, catalogs, numbers, report=report, made=made, origins=origins,
               progress=progress)  # fmt: skip
        progress("working out stays, states and the timeline", 0, 0)
        derive(connection)
        analyze(connection)
    cover(connection, pack, catalog)
    if stop and any(file.rejected for file in report.files):
        refused = report.problems[-1]  # by the writing; else the reading would have stopped
        msg = f"{refused}. Nothing was imported."
        raise CatalogError(msg, file=refused.file, row=refused.row)
    return report


def work_out(
    connection: Connection,
    catalogs: Mapping[str, Catalog],
    numbers: Mapping[tuple[str, str], int],
    *,
    report: ImportReport | None = None,
    made: dict[tuple[str, str], Item] | None = None,
    origins: Mapping[tuple[str, str], FileCounts] | None = None,
    progress: Progress = lambda *_: None,
) -> None:
    """Work out what every catalogue brings, from its rows; what is derived is not derived yet.

    Args:
        connection: inside a transaction; nothing of any catalogue may be in the records.
        catalogs: all that can be imported, by name.
        numbers: of the records that were taken out, which they get again.
        report: of the import of one of them, to be told what became of its rows.
        made: its items that are made already.
        origins: the file from which each of its new rows came.
        progress: is told what is done.
    """
    # In one order, whichever came first: what matches what does not depend on it.
    order = {name: place for place, name in enumerate(catalogs)}
    packs = sorted(storing.catalogue_packs(connection), key=lambda pack: order.get(pack[1], -1))
    for pack, name in packs:
        catalog = catalogs.get(name)
        if catalog is None:
            msg = f"The catalogue {name!r} was imported by another version of this library."
            raise DatabaseError(msg)
        make = catalog.writer or Writer
        writer = make(connection, catalog, pack, _source(connection, catalog), numbers)
        mine = report is not None and report.catalog == name
        for listing in catalog.listings:
            _put_in_list(connection, writer, pack, listing, made if mine else None,
                         origins if mine else None, report if mine else None, progress)  # fmt: skip
        writer.finish()
        if mine and report is not None:
            report.records = {kind: (new, old) for kind, (new, old) in writer.counts.items()}
            report.claims = writer.additions.claims


def _put_in_list(
    connection: Connection,
    writer: Writer,
    pack: int,
    listing: Listing,
    made: dict[tuple[str, str], Item] | None,
    origins: Mapping[tuple[str, str], FileCounts] | None,
    report: ImportReport | None,
    progress: Progress,
) -> None:
    done = 0
    writer.begin_list()
    for rows in storing.stored_rows(connection, pack, listing.name):
        kept = ((made or {}).pop((listing.name, key), None) for key, _ in rows)
        items = [
            item or listing.item(text.split("\t"), [])
            for item, (_, text) in zip(kept, rows, strict=True)
        ]
        for start, end in _of_one_kind(items):
            was_new = writer.write(items[start:end])
            for (key, _), new in zip(rows[start:end], was_new, strict=True):
                counts = _origin(origins, listing.name, key)
                if counts is not None and not new:
                    counts.added -= 1
                    counts.matched += 1
        for key, reason in writer.take_refused():
            _refused(report, origins, listing.name, key, reason)
        done += len(rows)
        progress(f"{writer.catalog.name}: {listing.name}", done, 0)


def _refused(
    report: ImportReport | None,
    origins: Mapping[tuple[str, str], FileCounts] | None,
    listing: str,
    key: str,
    reason: str,
) -> None:
    """Tell of a row that can be read but cannot be, beside the others."""
    if report is None:
        return
    counts = _origin(origins, listing, key)
    if counts is not None:  # else it stands inside a row that is about something else
        counts.matched -= 1
        counts.rejected += 1
    file = counts or next((each for each in report.files if (listing, key) in each.rows), None)
    if file is not None and len(report.problems) < MAX_TOLD:
        row = file.rows.get((listing, key), 0)
        report.problems.append(RowNote(file.file, row, "", reason, ""))


def _origin(
    origins: Mapping[tuple[str, str], FileCounts] | None, listing: str, key: str
) -> FileCounts | None:
    """The file that a row of a list is new from, None if it was there before."""
    if not origins:
        return None
    return origins.get((listing, ALL)) or origins.get((listing, key))


def _of_one_kind(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    start = 0
    for end in range(1, len(items) + 1):
        if end == len(items) or items[end].kind is not items[start].kind:
            yield start, end
            start = end


def _source(connection: Connection, catalog: Catalog) -> int:
    rows = fetch(
        connection,
        f"SELECT id FROM record WHERE kind = 'source' AND key = {marks(connection, 1)}",  # noqa: S608
        (catalog.source,),
    )
    if not rows:
        msg = (
            f"This database has no source {catalog.source!r}, which the records of {catalog.name} "
            "cite: its packs are older. Type: spacetimeline db upgrade"
        )
        raise DatabaseError(msg)
    return int(rows[0][0])


def _check_length(fields: Sequence[str]) -> None:
    for field in fields:
        length = len(field.strip().encode())
        if length > MAX_FIELD:
            reason = f"a field of {length:,} bytes; at most {MAX_FIELD:,} are read"
            raise RowError("", reason, field.strip()[:60])


class _Reading(FileReading):
    """Reads one file into the table of rows, and notes what is wrong with it."""

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
        self.made = made
        self.is_first = False
        self.main = file.kind.listings[-1].name
        self.waiting: dict[str, dict[str, tuple[int, str, Item]]] = {
            listing.name: {} for listing in file.kind.listings
        }
        self._last = 0

    def read(self, progress: Progress) -> None:
        """All rows; those of an earlier edition that are gone go, if the file is whole."""
        parts = self.file.kind.parts(self.file.columns)
        self.is_first = not storing.unseen(self.connection, self.pack, self.main, self.round)
        size = os.path.getsize(self.file.path)
        for number, fields in self.file.rows(self._reject):
            self.counts.read += 1
            self._row(number, fields, parts)
            if self.counts.read % storing.BATCH == 0:
                self._flush()
                progress(f"reading {self.name}", number, size)
        self._flush()
        self.counts.whole = (
            self.file.is_ended()
            and not self.file.is_part
            and not self.counts.rejected
            and self.counts.read > 0
        )
        for listing in self.file.kind.listings:
            gone = storing.unseen(self.connection, self.pack, listing.name, self.round)
            if gone and self.counts.whole:
                storing.remove_unseen(self.connection, self.pack, listing.name, self.round)
            if listing.name == self.main or (gone and not self.counts.removed):
                if self.counts.whole:
                    self.counts.removed = gone
                else:
                    self.counts.kept = gone
        if not self.file.is_ended():
            self._note(self.report.problems, self._last, "",
                       "the file does not end with a line end: it is perhaps cut off", "")  # fmt: skip
        storing.write_file(
            self.connection, self.pack, self.counts.section, self.counts.edition,
            whole=self.counts.whole, rows=self.counts.read,
        )  # fmt: skip

    def _row(self, number: int, fields: Sequence[str], parts: object) -> None:
        self._last = number
        mended: Mended = []
        try:
            found = [
                (listing, key, "\t".join([field.rstrip() for field in mine]), mine)
                for listing, key, mine in parts(fields)  # type: ignore[operator]
            ]
            for _, _, text, mine in found:
                if len(text) > MAX_FIELD // 4 and len(text.encode()) > MAX_FIELD:
                    _check_length(mine)
            made = [
                (listing, key, text, listing.item(mine, mended))
                for listing, key, text, mine in found
                if listing.name == self.main or not self._is_told(listing, key, text)
            ]
            # Only now, so that nothing is kept of a row that is rejected.
            for listing, key, text, item in made:
                other = self.waiting[listing.name].setdefault(key, (number, text, item))
                if other[2] is not item:
                    self._twice(listing, number, other[0], key)
        except RowError as error:
            self._refuse(number, error.column, error.message, error.text)
            return
        if mended:
            self.counts.repaired += 1
            for column, what, text in dict.fromkeys(mended):
                self._note(
                    self.report.repairs, number, column, f"repaired: {what}", text.strip("\n")
                )

    def _is_told(self, listing: Listing, key: str, text: str) -> bool:
        other = self.waiting[listing.name].get(key)
        return other is not None and other[1] == text

    def _twice(self, listing: Listing, number: int, other: int, key: str) -> None:
        if listing.name == self.main:
            raise RowError("", f"{key} stands twice; first in row {other}", "")
        self._note(
            self.report.problems, number, "",
            f"{key} is told otherwise in row {other}, which is kept", "",
        )  # fmt: skip

    def _flush(self) -> None:
        """Compare what was read with what is there, and keep it."""
        for name, waiting in self.waiting.items():
            if not waiting:
                continue
            there = storing.known_rows(self.connection, self.pack, name, list(waiting))
            new, changed, seen = [], [], []
            main = name == self.main
            for key, (number, text, item) in waiting.items():
                known = there.get(key)
                if known is None:
                    new.append((key, text))
                elif known[1] == self.round:
                    self._again(number, key, main=main, same=known[0] == text)
                    continue
                elif known[0] == text:
                    seen.append(key)
                else:
                    changed.append((key, text))
                if main and known is None:
                    self.origins[name, ALL if self.is_first else key] = self.counts
                if len(self.made) < CACHED:
                    self.made[name, key] = item
            storing.write_rows(self.connection, self.pack, name, self.round, new, changed, seen)
            waiting.clear()
            if main:
                self.counts.added += len(new)
                self.counts.matched += len(changed) + len(seen)
                self.counts.changed += len(changed)
                self.counts.unchanged += len(seen)

    def _again(self, number: int, key: str, *, main: bool, same: bool) -> None:
        """A row of which an earlier batch had another."""
        if main:
            self._refuse(number, "", f"{key} stands twice in this file", "")
        elif not same:
            what = f"{key} is told otherwise in an earlier row, which is kept"
            self._note(self.report.problems, number, "", what, "")

    def _reject(self, number: int, reason: str, text: str) -> None:
        self._last = number
        super()._reject(number, reason, text)
