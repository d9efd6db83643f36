"""The packs that are in a database, kept as they were read.

A database keeps the text of each pack, so that the world can be merged again
when another one comes or goes, though the pack's files are long gone.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from spacetimeline.packs.pack import Pack, pack_from_texts
from spacetimeline.packs.tables import (
    Row,
    date_columns,
    date_values,
    delete,
    fetch,
    insert,
    next_id,
    update,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from spacetimeline.packs.world import MergedCoverage

FOUND, USER, CATALOGUE = "found", "user", "catalogue"
"""Where a pack comes from: it was found, somebody loaded it, or it is an import."""

COLUMNS = (
    "id", "name", "title", "version", "licence", "origin", "position", "fingerprint", "documents",
)  # fmt: skip

COVERAGE = (
    "pack_id", "position", "subject", "filters", *date_columns("since"), *date_columns("until"),
    "note",
)  # fmt: skip

ALL = "SELECT id, name, origin, position, fingerprint, documents FROM pack ORDER BY position, name"


@dataclass(slots=True, eq=False)
class Stored:
    """A pack as it is, or shall be, in a database.

    Attributes:
        name: what `unload` takes.
        origin: `FOUND`, `USER` or `CATALOGUE`.
        fingerprint: the hash of its content; two packs with the same one are the same.
        texts: the text of each of its files, by path inside the pack.
        path: where a user's pack was read from.
        instead: whether it stands in the place of a found pack of the same name.
        id: its number in the database; None if it is not there yet.
        position: its place in the order in which packs are merged.
    """

    name: str
    origin: str
    fingerprint: str
    texts: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    bundled: bool = False
    instead: bool = False
    id: int | None = None
    position: int = 0
    _pack: Pack | None = None

    @property
    def pack(self) -> Pack:
        """The pack itself, read again from its texts if need be."""
        if self._pack is None:
            self._pack = pack_from_texts(self.name, self.path, self.texts)
            self._pack.bundled = self.bundled
        return self._pack

    def documents(self) -> bytes:
        """What the database keeps of it; the same bytes for the same pack."""
        kept = {
            "texts": dict(self.texts),
            "path": self.path,
            "bundled": self.bundled,
            "instead": self.instead,
        }
        return zlib.compress(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode(), 1)


def to_store(pack: Pack, origin: str) -> Stored:
    """A pack that was just read, as it goes into a database."""
    texts = pack.texts()
    # Where a found pack lay says nothing on another machine, and would change the bytes.
    path = os.path.abspath(pack.path) if origin == USER else ""
    return Stored(
        pack.name, origin, fingerprint(pack.name, texts), texts, path, pack.bundled, _pack=pack
    )


def fingerprint(name: str, texts: Mapping[str, str]) -> str:
    """The hash of a pack's content, wherever it lies."""
    digest = hashlib.sha256(name.encode())
    for file in sorted(texts):
        for part in (file, texts[file]):
            data = part.encode()
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def stored_packs(connection: Connection) -> list[Stored]:
    """The packs of a database, catalogues too, in the order in which they are merged."""
    found = []
    for number, name, origin, position, print_, documents in fetch(connection, ALL):
        kept: dict[str, Any] = json.loads(zlib.decompress(documents)) if documents else {}
        found.append(
            Stored(
                name, origin, print_, kept.get("texts", {}), kept.get("path", ""),
                kept.get("bundled", False), kept.get("instead", False), number, position,
            )
        )  # fmt: skip
    return found


def write_packs(connection: Connection, packs: Iterable[Stored]) -> dict[str, int]:
    """Make the table of packs hold these, in this order, and leave catalogues alone.

    Packs that are no longer wanted stay until `remove_packs`: records refer to them.

    Returns:
        The id of each pack, by name.
    """
    free = next_id(connection, "pack")
    new: list[Row] = []
    known: list[Row] = []
    ids: dict[str, int] = {}
    for position, pack in enumerate(packs):
        number = pack.id if pack.id is not None else free
        free += pack.id is None
        ids[pack.name] = number
        read = pack.pack
        row = (
            number, pack.name, read.title or None, read.version or None, read.licence or None,
            pack.origin, position, pack.fingerprint, pack.documents(),
        )  # fmt: skip
        (new if pack.id is None else known).append(row)
    update(connection, "pack", COLUMNS, known)
    insert(connection, "pack", COLUMNS, new)
    return ids


def write_coverage(
    connection: Connection, coverage: Iterable[MergedCoverage], ids: Mapping[str, int]
) -> None:
    """Make the table of coverage hold what these packs declare, and leave catalogues alone."""
    delete(connection, "coverage", "pack_id", ids.values())
    counts: dict[str, int] = {}
    rows = []
    for each in coverage:
        counts[each.pack] = position = counts.get(each.pack, -1) + 1
        rows.append(
            (
                ids[each.pack], position, each.subject,
                json.dumps(each.filters, sort_keys=True, ensure_ascii=False),
                *date_values(each.since), *date_values(each.until), each.note,
            )
        )  # fmt: skip
    insert(connection, "coverage", COVERAGE, rows)


def remove_packs(connection: Connection, ids: Iterable[int]) -> None:
    """Take packs out, with what they declare; nothing may refer to them any more."""
    ids = list(ids)
    delete(connection, "coverage", "pack_id", ids)
    delete(connection, "pack", "id", ids)
