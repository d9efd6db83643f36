"""What one module works out at the end of each load; questions about time and states read it."""

from __future__ import annotations

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from spacetimeline.dates import VagueDate
from spacetimeline.models.base import Base, Instant, Ordered, Word, link_table, vague_date
from spacetimeline.models.records import Record
from spacetimeline.vocabularies import EntryKind


class EntryRow(Base):
    """One dated thing: a launch, a landing, a docking, an agreement … with its title."""

    __tablename__ = "entry"
    __table_args__ = (
        Index("ix_entry_time", "date_start", "date_end", "key", "kind"),
        Index("ix_entry_kind_time", "kind", "date_start", "date_end", "key"),
    )
    id: Mapped[int] = mapped_column(primary_key=True, comment="number in this database")
    record_id: Mapped[int] = mapped_column(
        ForeignKey("record.id", ondelete="CASCADE"), index=True, comment="of which record"
    )
    key: Mapped[str] = mapped_column(Ordered, comment="the record's key (orders equal times)")
    kind: Mapped[EntryKind] = mapped_column(
        Word(EntryKind), comment="launch, landing, docking …, or an event's kind"
    )
    title: Mapped[str] = mapped_column(comment="one legible line")
    date: Mapped[VagueDate] = vague_date("date", "when")
    record: Mapped[Record] = relationship(viewonly=True)


# The states that an entry has to do with.
Table(
    "entry_country",
    Base.metadata,
    Column(
        "country_id",
        ForeignKey("country.id", ondelete="CASCADE"),
        primary_key=True,
        comment="the state",
    ),
    Column("start", Instant, primary_key=True, comment="the entry's nominal start"),
    Column(
        "entry_id",
        ForeignKey("entry.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        comment="the entry",
    ),
)


# The states that a record has to do with: the filter `country`.
link_table("record_country", "country_id", "country", "record_id", "record")


# What a record of the timeline, or an event, concerns: the filter `about` (subject_id is asked for).
link_table("record_subject", "subject_id", "record", "record_id", "record")


# What `search` finds by. Both are emptied and filled as a whole, so they need no foreign keys.
Table(
    "name_word",
    Base.metadata,
    Column("word", Ordered, primary_key=True, comment="a word of a name, folded"),
    Column(
        "record_id",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="of which record",
    ),
)
Table(
    "word_trigram",
    Base.metadata,
    Column("trigram", Ordered, primary_key=True, comment="three letters; a space is a word's edge"),
    Column("word", Ordered, primary_key=True, comment="the word that they are in"),
)


# Where to begin to look for what was in progress at some time.
Table(
    "longest",
    Base.metadata,
    Column("what", String, primary_key=True, comment="the table that the figures are of"),
    Column(
        "lead",
        Double,
        nullable=False,
        comment="how long before its nominal start something begins at most (s)",
    ),
    Column(
        "lag",
        Double,
        nullable=False,
        comment="how long after its nominal start it has begun at most (s)",
    ),
    Column(
        "lasting",
        Double,
        nullable=False,
        comment="how long after its nominal start it is over at most, if it is (s)",
    ),
    Column(
        "open_since", Instant, comment="the first nominal start of what is not known to be over"
    ),
)
