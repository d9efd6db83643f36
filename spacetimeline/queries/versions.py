"""Which library, which data: what an answer was made with, so that it can be made again."""

from __future__ import annotations

from spacetimeline import __version__
from spacetimeline.queries.rows import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacetimeline.queries.lookup import Lookup

SHORT = 12
"""So many digits of a hash tell editions apart, and can still be read out."""


class PackVersion(Row):
    """An edition of a pack or of an imported catalogue.

    Attributes:
        name: of the pack.
        version: as the pack says; None where it says none.
        licence: of its data, or None.
        origin: ``found`` (bundled, installed or in SPACETIMELINE_PACKS), ``user`` or ``catalogue``.
        fingerprint: SHA-256 of its content, as 64 hexadecimal digits.
    """

    __slots__ = ("fingerprint", "licence", "name", "origin", "version")
    name: str
    version: str | None
    licence: str | None
    origin: str
    fingerprint: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}" if self.version else self.name


class Version(Row):
    """What answers: the library, the packs, the database.

    Its `str` is one line. Two databases with equal `data` hold the same facts.

    Attributes:
        library: version of spacetimeline.
        data: fingerprint of all packs together: 12 hexadecimal digits, the same on every machine.
        packs: each a `PackVersion`, in the order in which they are merged.
        schema: revision of the database's schema.
        database: the engine and its version: ``SQLite 3.40.1``.
    """

    __slots__ = ("data", "database", "library", "packs", "schema")
    library: str
    data: str
    packs: tuple[PackVersion, ...]
    schema: str
    database: str

    def __str__(self) -> str:
        packs = ", ".join(map(str, self.packs))
        return (
            f"spacetimeline {self.library}, data {self.data} ({packs}), schema {self.schema}, "
            f"{self.database}"
        )


_PACKS = "SELECT p.name, p.version, p.licence, p.origin, p.fingerprint FROM pack AS p ORDER BY p.position, p.name"
_ENGINE = {
    "sqlite": ("SQLite", "SELECT sqlite_version()"),
    "postgresql": ("PostgreSQL", "SHOW server_version"),
}


def version_of(lookup: Lookup) -> Version:
    """The version of a database."""
    names = ("name", "version", "licence", "origin", "fingerprint")
    packs = [PackVersion(**dict(zip(names, row, strict=True))) for row in lookup.rows(_PACKS)]
    engine, ask = _ENGINE[lookup.dialect]
    ((number,),) = lookup.rows(ask)
    ((schema,),) = lookup.rows("SELECT version_num FROM alembic_version")
    return Version(
        library=__version__,
        data=short_hash("\n".join(sorted(f"{one.name} {one.fingerprint}" for one in packs))),
        packs=tuple(packs),
        schema=str(schema),
        database=f"{engine} {number}",
    )


def short_hash(text: str) -> str:
    """The first digits of a text's SHA-256."""
    from hashlib import sha256

    return sha256(text.encode("utf-8", "replace")).hexdigest()[:SHORT]
