"""The registry of all records, and what hangs on every one of them in one way."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from spacetimeline.dates import VagueDate
from spacetimeline.models.anything import fetch_records
from spacetimeline.models.base import Base, Ordered, Recorded, VagueText, Word, vague_date
from spacetimeline.vocabularies import NameKind, RecordKind, Verdict


class Pack(Base):
    """A pack or catalogue whose records are in this database."""

    __tablename__ = "pack"
    id: Mapped[int] = mapped_column(primary_key=True, comment="number in this database")
    name: Mapped[str] = mapped_column(Ordered, unique=True, comment="what `unload` takes")
    title: Mapped[str | None] = mapped_column(comment="in words")
    version: Mapped[str | None] = mapped_column(comment="the pack's own version")
    licence: Mapped[str | None] = mapped_column(comment="licence of the data")
    origin: Mapped[str] = mapped_column(
        comment="found (bundled, installed or named by SPACETIMELINE_PACKS), user, or catalogue"
    )
    position: Mapped[int] = mapped_column(comment="order in which packs are merged")
    fingerprint: Mapped[str] = mapped_column(comment="hash of the pack's content")
    documents: Mapped[bytes | None] = mapped_column(
        LargeBinary,
        comment="the pack as it was read, so that the world can be merged again without it",
    )
    coverage: Mapped[list[CoverageRow]] = relationship(
        viewonly=True, order_by="CoverageRow.position"
    )


class CoverageRow(Base):
    """What a pack claims to hold completely."""

    __tablename__ = "coverage"
    id: Mapped[int] = mapped_column(primary_key=True, comment="number in this database")
    pack_id: Mapped[int] = mapped_column(
        ForeignKey("pack.id", ondelete="CASCADE"), index=True, comment="whose claim it is"
    )
    position: Mapped[int] = mapped_column(comment="order in its pack")
    subject: Mapped[str] = mapped_column(comment="the plural function that answers: launches …")
    filters: Mapped[str] = mapped_column(comment="its keywords, as a JSON object")
    since: Mapped[VagueDate | None] = vague_date("since", "complete from", optional=True)
    until: Mapped[VagueDate | None] = vague_date("until", "complete through", optional=True)
    note: Mapped[str | None] = mapped_column(comment="what it leaves out")


class CatalogueFile(Base):
    """A file of an imported catalogue: which edition of it is in this database."""

    __tablename__ = "catalogue_file"
    __table_args__ = {"sqlite_with_rowid": False}
    pack_id: Mapped[int] = mapped_column(
        ForeignKey("pack.id", ondelete="CASCADE"), primary_key=True, comment="the catalogue"
    )
    section: Mapped[str] = mapped_column(
        Ordered, primary_key=True, comment="which of its files: launchlog, sites …"
    )
    edition: Mapped[str | None] = mapped_column(comment="when it was updated, as the file says")
    whole: Mapped[bool] = mapped_column(
        comment="whether the file was whole, so that what it lacks is gone from the catalogue"
    )
    rows: Mapped[int] = mapped_column(comment="how many rows it had")


# What a catalogue says, row by row: it is told again whenever packs come or go.
Table(
    "catalogue_row",
    Base.metadata,
    Column(
        "pack_id",
        ForeignKey("pack.id", ondelete="CASCADE"),
        primary_key=True,
        comment="the catalogue",
    ),
    Column("section", Ordered, primary_key=True, comment="which of its lists: launches, sites …"),
    Column("key", Ordered, primary_key=True, comment="the row's own key in that list"),
    Column("text", String, nullable=False, comment="its fields as they were read, tab by tab"),
    Column("round", Integer, nullable=False, comment="number of the import that had it last"),
    sqlite_with_rowid=False,
)


class Record(Base):
    """One row for each record of any kind: what names, sources and claims point to."""

    __tablename__ = "record"
    __table_args__ = (UniqueConstraint("kind", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True, comment="number in this database")
    kind: Mapped[RecordKind] = mapped_column(Word(RecordKind), comment="launch, person …")
    key: Mapped[str] = mapped_column(Ordered, comment="stable, readable, unique in its kind")
    name: Mapped[str] = mapped_column(comment="the usual name")
    note: Mapped[str | None] = mapped_column(comment="doubts and explanations, in our words")
    pack_id: Mapped[int | None] = mapped_column(
        ForeignKey("pack.id"), index=True, comment="the pack that it lives in; null if derived"
    )

    names: Mapped[list[Name]] = relationship(viewonly=True, order_by="Name.position")
    identifiers: Mapped[list[Identifier]] = relationship(
        viewonly=True, order_by="Identifier.position"
    )
    citations: Mapped[list[Citation]] = relationship(viewonly=True, order_by="Citation.position")
    claims: Mapped[list[Claim]] = relationship(
        viewonly=True, primaryjoin="Claim.about_id == Record.id", order_by="Claim.key"
    )
    pack: Mapped[Pack | None] = relationship(viewonly=True)

    def __repr__(self) -> str:
        return f"<Record {self.kind}:{self.key}>"


class Name(Base):
    """A name of a record, in one language and script."""

    __tablename__ = "name"
    id: Mapped[int] = mapped_column(primary_key=True, comment="number in this database")
    record_id: Mapped[int] = mapped_column(
        ForeignKey("record.id", ondelete="CASCADE"), index=True, comment="whose name"
    )
    position: Mapped[int] = mapped_column(comment="order; the usual name is 0")
    text: Mapped[str] = mapped_column(comment="the name as written")
    language: Mapped[str | None] = mapped_column(
        comment="BCP 47 tag: ru, kk, zh …", info={"defined": "BCP 47"}
    )
    script: Mapped[str | None] = mapped_column(
        comment="ISO 15924: Latn, Cyrl, Hans …", info={"defined": "ISO 15924"}
    )
    kind: Mapped[NameKind] = mapped_column(Word(NameKind), comment="alias, native, former …")
    since: Mapped[VagueDate | None] = mapped_column(VagueText, comment="used from (vague date)")
    until: Mapped[VagueDate | None] = mapped_column(VagueText, comment="used until (vague date)")
    word_key: Mapped[str] = mapped_column(
        Ordered, index=True, comment="its folded words, for filters by leading words"
    )
    pack_id: Mapped[int | None] = mapped_column(ForeignKey("pack.id"), comment="who added it")

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Name {self.text!r}{' ' + self.language if self.language else ''}>"


# Folded forms under which `get` finds a record: one indexed look-up, any script.
Table(
    "name_form",
    Base.metadata,
    Column("folded", Ordered, primary_key=True, comment="names.fold of it"),
    Column(
        "record_id",
        ForeignKey("record.id", ondelete="CASCADE"),
        primary_key=True,
        comment="what it names",
    ),
    Column(
        "rank",
        Integer,
        nullable=False,
        comment="0 usual name, 1 other name or identifier, 2 a way to type it, 3 family name alone",
    ),
    Index("ix_name_form_record", "record_id"),
)


class Identifier(Base):
    """A number or code of a record in somebody's catalogue."""

    __tablename__ = "identifier"
    __table_args__ = (Index("ix_identifier_value", "value", "scheme"),)
    id: Mapped[int] = mapped_column(primary_key=True, comment="number in this database")
    record_id: Mapped[int] = mapped_column(
        ForeignKey("record.id", ondelete="CASCADE"), index=True, comment="whose identifier"
    )
    position: Mapped[int] = mapped_column(comment="order")
    scheme: Mapped[str] = mapped_column(comment="cospar, norad, gcat, wikidata, iso3 …")
    value: Mapped[str] = mapped_column(comment="as the scheme writes it")
    pack_id: Mapped[int | None] = mapped_column(ForeignKey("pack.id"), comment="who added it")

    def __repr__(self) -> str:
        return f"<Identifier {self.scheme}:{self.value}>"


class Citation(Base):
    """A source that supports a record."""

    __tablename__ = "citation"
    record_id: Mapped[int] = mapped_column(
        ForeignKey("record.id", ondelete="CASCADE"), primary_key=True, comment="what is supported"
    )
    source_id: Mapped[int] = mapped_column(
        ForeignKey("source.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        comment="who says so",
    )
    position: Mapped[int] = mapped_column(comment="order")
    pack_id: Mapped[int | None] = mapped_column(ForeignKey("pack.id"), comment="who cites it")
    source: Mapped[Source] = relationship(viewonly=True, lazy="joined", innerjoin=True)


class Source(Recorded, Base):
    """Who says so: a catalogue, an article, a page. Its name is its title."""

    __tablename__ = "source"
    __kind__ = "source"
    __table_args__ = (Index("ix_source_time", "date_start", "date_end", "key"),)
    publisher: Mapped[str | None] = mapped_column(comment="who published it")
    author: Mapped[str | None] = mapped_column(comment="who wrote it")
    date: Mapped[VagueDate | None] = vague_date("date", "published", optional=True)
    accessed: Mapped[VagueDate | None] = vague_date("accessed", "read by us", optional=True)
    url: Mapped[str | None] = mapped_column(comment="where it is")
    language: Mapped[str | None] = mapped_column(comment="BCP 47 tag", info={"defined": "BCP 47"})
    licence: Mapped[str | None] = mapped_column(
        comment="licence of its data", info={"defined": "SPDX"}
    )

    @property
    def title(self) -> str:
        """Its title, which is its name."""
        return self.name

    def _shown(self) -> str:
        return self.publisher or ""


class Claim(Recorded, Base):
    """One source says that an attribute of a record has a value."""

    __tablename__ = "claim"
    __kind__ = "claim"
    __table_args__ = (
        Index("ix_claim_about", "about_id", "attribute"),
        Index("ix_claim_time", "date_start", "date_end", "key"),
    )
    about_id: Mapped[int] = mapped_column(
        ForeignKey("record.id", ondelete="CASCADE"), comment="of which record"
    )
    attribute: Mapped[str | None] = mapped_column(
        comment="of which attribute (landing.date); null where value is a sentence"
    )
    value: Mapped[str] = mapped_column(comment="what the source says, as text")
    source_id: Mapped[int] = mapped_column(
        ForeignKey("source.id", ondelete="CASCADE"), index=True, comment="who says so"
    )
    date: Mapped[VagueDate | None] = vague_date("date", "when it was said", optional=True)
    verdict: Mapped[Verdict] = mapped_column(
        Word(Verdict), comment="adopted, disputed or superseded"
    )
    why: Mapped[str | None] = mapped_column(
        String, comment="why we hold to it or not (the claim's note)"
    )
    source: Mapped[Source] = relationship(foreign_keys=source_id, viewonly=True)
    about_record: Mapped[Record] = relationship(foreign_keys=about_id, viewonly=True)

    @property
    def about(self) -> Recorded:
        """The record that the claim is about."""
        return fetch_records(self, "about_record")[0]

    @property
    def note(self) -> str | None:
        """Why we hold to it, or do not."""
        return self.why

    @property
    def sources(self) -> list[Source]:
        """The one source that says so, as a list like every record's."""
        return [self.source]

    def _shown(self) -> str:
        return f"{self.attribute or 'says'} = {self.value!r}, {self.verdict}"
