"""Text tables, line by line: whatever may be wrong with a file is told by file and row.

Only as much of a file is in memory as one line of it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacetimeline.errors import CatalogError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

MAX_LINE = 1_000_000
"""Bytes; a longer line is rejected. The longest of a real catalogue has some hundreds."""

CLIP = 60
"""So much of a line is shown where it cannot be read."""


@dataclass(slots=True, eq=False)
class TextTable:
    """A table that is being read.

    Attributes:
        path: of the file.
        columns: the names in its header, in their order.
        comments: its other lines that begin with ``#``, as they were found so far.
        ended: whether its last line ended with a line end; known once all rows are read.
    """

    path: str
    columns: list[str]
    comments: list[str] = field(default_factory=list)
    ended: bool = True

    @property
    def name(self) -> str:
        """The file's name, without its folder."""
        return os.path.basename(self.path)


def header_of(path: str) -> list[str] | None:
    """The columns of a tab-separated file with a ``#`` header; None if it has none.

    Raises:
        CatalogError: the file cannot be opened.
    """
    try:
        with open(path, "rb") as file:
            line = file.readline(MAX_LINE + 1)
    except OSError as error:
        raise CatalogError(
            f"{path} cannot be read: {error.strerror or error}.", file=path
        ) from error
    text = line.decode("utf-8-sig", "replace").rstrip("\r\n")
    if not text.startswith("#") or "\t" not in text:
        return None
    return [name.strip() for name in text[1:].split("\t")]


def rows_of(
    table: TextTable, reject: Callable[[int, str, str], None]
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a tab-separated file: the line's number, and its fields as they stand.

    Args:
        table: what is read; its comments and its end are noted there.
        reject: takes the number, the reason and the beginning of each line that is no row.
    """
    count = len(table.columns)
    with open(table.path, "rb") as file:
        number = 0
        for number, line in lines_of(file, table, reject):
            if number == 1:
                continue
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError as error:
                reason = (
                    f"byte {error.start + 1} (0x{line[error.start]:02x}) is no UTF-8: the line is "
                    "perhaps in Latin-1; save the file as UTF-8"
                )
                reject(number, reason, line[:CLIP].decode("latin-1"))
                continue
            text = text.rstrip("\r\n")
            if not text.strip():
                continue
            if text.startswith("#"):
                table.comments.append(text[:1000])
                continue
            if "\0" in text:
                reject(number, f"character {text.index(chr(0)) + 1} is a NUL", text[:CLIP])
                continue
            fields = text.split("\t")
            if len(fields) != count:
                reason = f"{len(fields)} columns, where the header has {count}"
                reject(number, reason, text[:CLIP])
                continue
            yield number, fields


def lines_of(
    file: BinaryIO, table: TextTable, reject: Callable[[int, str, str], None]
) -> Iterator[tuple[int, bytes]]:
    """The lines of a file, each with its number; one that is too long is rejected."""
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        table.ended = line.endswith(b"\n")
        if len(line) > MAX_LINE:
            length = len(line)
            while not line.endswith(b"\n") and (line := file.readline(MAX_LINE)):
                length += len(line)
                table.ended = line.endswith(b"\n")
            reason = f"a line of {length:,} bytes; at most {MAX_LINE:,} are read"
            reject(number, reason, "")
            continue
        yield number, line


def comments_of(path: str) -> list[str]:
    """The comment lines that follow the header."""
    found: list[str] = []
    with open(path, "rb") as file:
        file.readline(MAX_LINE)
        while (line := file.readline(MAX_LINE)).startswith(b"#"):
            found.append(line.decode("utf-8", "replace").strip()[:1000])
    return found
