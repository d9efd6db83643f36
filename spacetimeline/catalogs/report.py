"""What an import did, row by row and in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_TOLD = 100_000
"""Rows of which a report remembers what was wrong; the others are only counted."""


@dataclass(frozen=True, slots=True)
class RowNote:
    """What was repaired in a row, or why it was rejected.

    Attributes:
        file: the file's name.
        row: the line in it, from 1.
        column: the field; empty for a whole row.
        message: what was wrong, and what was made of it.
        text: the field, or the beginning of the row, as it was read.
    """

    file: str
    row: int
    column: str
    message: str
    text: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.row}: " + (f"{self.column}: " if self.column else "")
        return f"{where}{self.message}" + (f" ({self.text!r})" if self.text else "")


@dataclass(slots=True)
class FileCounts:
    """What became of the rows of one file: each was added, matched or rejected.

    Attributes:
        file: the file's name.
        section: which file of the catalogue it is: launchlog, sites …
        edition: when it was updated, as it says itself; empty where it does not.
        read: rows that it has.
        added: rows that brought a record of their own.
        matched: rows that tell of a record that was there.
        repaired: rows in which a slip was mended; they are added or matched too.
        rejected: rows that could not be read.
        unchanged: rows that were imported before, just so.
        changed: rows that were imported before, and told something else.
        removed: rows of an earlier edition that this one no longer has.
        kept: such rows that are kept, since the file is not whole.
        whole: whether the file has its header and its end, and no row was rejected.
        mentioned: records beside its rows' own of which it tells something new.
        rows: the numbers of its rows, by list and key, where a row may be refused later.
    """

    file: str
    section: str
    edition: str = ""
    read: int = 0
    added: int = 0
    matched: int = 0
    repaired: int = 0
    rejected: int = 0
    unchanged: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0
    whole: bool = True
    mentioned: int = 0
    rows: dict[tuple[str, str], int] = field(default_factory=dict, repr=False, compare=False)

    def __str__(self) -> str:
        told = [f"{self.read:,} rows read", f"{self.added:,} added", f"{self.matched:,} matched"]
        told += [f"{self.repaired:,} repaired", f"{self.rejected:,} rejected"]
        told += [
            f"{number:,} {word}"
            for word in ("changed", "removed")
            if (number := getattr(self, word))
        ]
        if self.kept:
            told.append(f"{self.kept:,} no longer there but kept, since the file is not whole")
        return f"{self.file}: {', '.join(told)}"


@dataclass(slots=True)
class ImportReport:
    """What an import of a catalogue did.

    Every row that was read was added, matched or rejected. `added`, `matched` and the others
    count rows; `records` counts the records that they made or joined, kind by kind.

    Attributes:
        catalog: the catalogue's name, which `unload` takes.
        files: the same numbers for each file.
        skipped: files that were not read, and why.
        records: of each kind (``launches``, ``spacecraft`` …) how many were added and matched.
        claims: how often the catalogue says something else than what we hold to.
        repairs: what was mended, by file and row.
        problems: what could not be read, by file and row.
    """

    catalog: str
    files: list[FileCounts] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    records: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    claims: int = 0
    repairs: list[RowNote] = field(default_factory=list)
    problems: list[RowNote] = field(default_factory=list)

    def _sum(self, word: str) -> int:
        return sum(getattr(file, word) for file in self.files)

    @property
    def read(self) -> int:
        """Rows read."""
        return self._sum("read")

    @property
    def added(self) -> int:
        """Rows that brought a record of their own."""
        return self._sum("added")

    @property
    def matched(self) -> int:
        """Rows that tell of a record that was there."""
        return self._sum("matched")

    @property
    def repaired(self) -> int:
        """Rows in which a slip was mended."""
        return self._sum("repaired")

    @property
    def rejected(self) -> int:
        """Rows that could not be read."""
        return self._sum("rejected")

    @property
    def changed(self) -> int:
        """Rows that an earlier edition told differently."""
        return self._sum("changed")

    @property
    def removed(self) -> int:
        """Rows of an earlier edition that are gone."""
        return self._sum("removed")

    @property
    def unchanged(self) -> int:
        """Rows that were imported before, just so."""
        return self._sum("unchanged")

    def __str__(self) -> str:
        numbers = (
            f"{getattr(self, word):,} {said}"
            for word, said in (
                ("read", "rows read"), ("added", "added"), ("matched", "matched"),
                ("repaired", "repaired"), ("rejected", "rejected"),
            )
        )  # fmt: skip
        lines = [f"{self.catalog}: {', '.join(numbers)}"]
        lines += [f"  {file}" for file in self.files]
        lines += [f"  not read: {reason}" for reason in self.skipped]
        if self.records:
            told = (f"{kind} {a:,} new, {m:,} known" for kind, (a, m) in self.records.items())
            lines.append(f"  records: {'; '.join(told)}")
        if self.claims:
            lines.append(f"  claims: {self.claims:,}, where it tells something else (conflicts())")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return (
            f"<ImportReport {self.catalog}: {self.read} read, {self.added} added, "
            f"{self.matched} matched, {self.repaired} repaired, {self.rejected} rejected>"
        )
