"""What is not a launch: programmes, and agreements, statements, requests, plans."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from spacetimeline.dates import VagueDate
from spacetimeline.models.anything import fetch_record, fetch_records
from spacetimeline.models.base import Base, Recorded, Word, link_table, vague_date
from spacetimeline.models.records import Record
from spacetimeline.vocabularies import EventKind, EventStatus

# Who takes part in an event or programme: states, organizations, people.
link_table("party", "record_id", "record", "party_id", "record", ordered=True)


# What an event is about: any records.
link_table("subject", "event_id", "record", "subject_id", "record", ordered=True)


class Programme(Recorded, Base):
    """An undertaking that lasts: Baiterek."""

    __tablename__ = "programme"
    __kind__ = "programme"
    __table_args__ = (Index("ix_programme_time", "start_start", "start_end", "key"),)
    start: Mapped[VagueDate | None] = vague_date("start", "began", optional=True)
    end: Mapped[VagueDate | None] = vague_date("end", "ended", optional=True)
    status: Mapped[EventStatus | None] = mapped_column(
        Word(EventStatus), comment="open, in force, done, missed, superseded, cancelled"
    )
    party_records: Mapped[list[Record]] = relationship(
        secondary="party",
        primaryjoin="Programme.id == party.c.record_id",
        secondaryjoin="Record.id == party.c.party_id",
        viewonly=True,
        order_by="party.c.position",
    )
    events: Mapped[list[Event]] = relationship(
        secondary="subject",
        primaryjoin="Programme.id == subject.c.subject_id",
        secondaryjoin="Event.id == subject.c.event_id",
        viewonly=True,
        order_by="Event.date_start.nulls_last(), Event.key",
    )

    @property
    def parties(self) -> list[Recorded]:
        """The states, organizations and people that take part."""
        return fetch_records(self, "party_records")


class Event(Recorded, Base):
    """An agreement, a statement, a request, a plan, a failure …"""

    __tablename__ = "event"
    __kind__ = "event"
    __table_args__ = (Index("ix_event_time", "date_start", "date_end", "key"),)
    kind: Mapped[EventKind] = mapped_column(Word(EventKind), comment="agreement, statement …")
    date: Mapped[VagueDate | None] = vague_date("date", "when it happened", optional=True)
    due: Mapped[VagueDate | None] = vague_date("due", "deadline, or end of a term", optional=True)
    status: Mapped[EventStatus | None] = mapped_column(
        Word(EventStatus), comment="open, in force, done, missed, superseded, cancelled"
    )
    resolved_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("record.id", ondelete="SET NULL"),
        index=True,
        comment="what did it, or the plan that followed",
    )
    summary: Mapped[str | None] = mapped_column(comment="what it says, in our own words")
    resolved_by_record: Mapped[Record | None] = relationship(
        foreign_keys=resolved_by_id, viewonly=True
    )
    party_records: Mapped[list[Record]] = relationship(
        secondary="party",
        primaryjoin="Event.id == party.c.record_id",
        secondaryjoin="Record.id == party.c.party_id",
        viewonly=True,
        order_by="party.c.position",
    )
    subject_records: Mapped[list[Record]] = relationship(
        secondary="subject",
        primaryjoin="Event.id == subject.c.event_id",
        secondaryjoin="Record.id == subject.c.subject_id",
        viewonly=True,
        order_by="subject.c.position",
    )

    @property
    def parties(self) -> list[Recorded]:
        """The states, organizations and people that take part."""
        return fetch_records(self, "party_records")

    @property
    def about(self) -> list[Recorded]:
        """What it concerns."""
        return fetch_records(self, "subject_records")

    @property
    def resolved_by(self) -> Recorded | None:
        """What did it, or the plan that followed."""
        return fetch_record(self, "resolved_by_record")

    def _shown(self) -> str:
        loaded = self.__dict__
        return f"{loaded.get('kind')}, {loaded.get('date') or 'undated'}"
