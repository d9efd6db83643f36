"""People, their stays in space, expeditions and spacewalks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from spacetimeline.dates import VagueDate
from spacetimeline.models.base import (
    Base,
    Instant,
    Recorded,
    VagueText,
    Word,
    link_table,
    other_end,
    span,
    vague_date,
)
from spacetimeline.models.flights import CrewMember, Flight
from spacetimeline.models.launches import Spacecraft
from spacetimeline.models.places import Country, Organization
from spacetimeline.vocabularies import (
    CrewRole,
    ExpeditionKind,
    Reached,
    SpacewalkPlace,
    StayStatus,
)


class Citizenship(Base):
    """A citizenship of a person, and when."""

    __tablename__ = "citizenship"
    id: Mapped[int] = mapped_column(primary_key=True, comment="number in this database")
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True, comment="whose"
    )
    country_id: Mapped[int] = mapped_column(
        ForeignKey("country.id"), index=True, comment="the state"
    )
    position: Mapped[int] = mapped_column(comment="order, oldest first")
    since: Mapped[VagueDate | None] = mapped_column(VagueText, comment="from (vague date)")
    until: Mapped[VagueDate | None] = mapped_column(VagueText, comment="until (vague date)")
    country: Mapped[Country] = relationship(viewonly=True, lazy="joined", innerjoin=True)

    def __repr__(self) -> str:
        return f"<Citizenship {other_end(self, 'country')} {span(self)}>"


class Person(Recorded, Base):
    """A person: who flew, or had a part in what happened on the ground."""

    __tablename__ = "person"
    __kind__ = "person"
    __table_args__ = (Index("ix_person_first_launch", "first_launch", "key"),)
    family_name: Mapped[str | None] = mapped_column(comment="the family name within the name")
    born: Mapped[VagueDate | None] = vague_date("born", "birth", optional=True)
    died: Mapped[VagueDate | None] = vague_date("died", "death", optional=True)
    agency_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id"), index=True, comment="whose astronaut"
    )
    first_launch: Mapped[datetime | None] = mapped_column(
        Instant, comment="start of the first stay (derived; orders people)"
    )
    agency: Mapped[Organization | None] = relationship(viewonly=True)
    citizenships: Mapped[list[Citizenship]] = relationship(
        viewonly=True, order_by="Citizenship.position"
    )
    crewed: Mapped[list[CrewMember]] = relationship(viewonly=True)
    flights: Mapped[list[Flight]] = relationship(
        secondary="crew", viewonly=True, order_by="Flight.launched_start.nulls_last(), Flight.key"
    )
    all_stays: Mapped[list[Stay]] = relationship(
        viewonly=True, order_by="Stay.start_start, Stay.key"
    )
    spacewalks: Mapped[list[Spacewalk]] = relationship(
        secondary="spacewalk_person",
        viewonly=True,
        order_by="Spacewalk.start_start.nulls_last(), Spacewalk.key",
    )

    @property
    def stays(self) -> list[Stay]:
        """Times in orbit or beyond, in time order; below orbit only by `st.stays(boundary=…)`."""
        return [stay for stay in self.all_stays if stay.reached == Reached.ORBIT]

    @property
    def time_in_space(self) -> timedelta:
        """The sum of all finished stays in orbit."""
        return sum((stay.duration or timedelta() for stay in self.stays), timedelta())

    def time_in_space_at(self, when: object) -> timedelta:
        """The time spent in orbit up to an instant (the start of `when`), a current stay included.

        Of a stay that nobody says the end of, only what coverage vouches for counts.

        Args:
            when: whatever reads as a date; UTC.

        Raises:
            InvalidDate: `when` cannot be read.
        """
        instant = VagueDate.parse(when).nominal_earliest
        total = timedelta()
        for stay in self.stays:
            began = stay.start.nominal_earliest
            end = stay.end.nominal_earliest if stay.end is not None else stay.known_until or instant
            total += max(min(end, instant) - began, timedelta())
        return total


class Stay(Recorded, Base):
    """One person's time in space, derived from who went up and who came down."""

    __tablename__ = "stay"
    __kind__ = "stay"
    __table_args__ = (
        Index("ix_stay_span", "reached", "start_earliest", "end_before"),
        Index("ix_stay_time", "start_start", "start_end", "key"),
        Index("ix_stay_person", "person_id", "start_start", "start_end", "key"),
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), comment="who")
    flight_up_id: Mapped[int | None] = mapped_column(
        ForeignKey("flight.id"), index=True, comment="up on which flight"
    )
    flight_down_id: Mapped[int | None] = mapped_column(
        ForeignKey("flight.id"), index=True, comment="down on which flight"
    )
    start: Mapped[VagueDate] = vague_date("start", "launch")
    end: Mapped[VagueDate | None] = vague_date("end", "landing or loss", optional=True)
    known_until: Mapped[datetime | None] = mapped_column(
        Instant, comment="of an open stay: nobody vouches for it from this instant on"
    )
    status: Mapped[StayStatus] = mapped_column(
        Word(StayStatus), comment="up, landed, lost, unknown"
    )
    reached: Mapped[Reached] = mapped_column(Word(Reached), comment="orbit, 100km, 80km")
    represented_id: Mapped[int | None] = mapped_column(
        ForeignKey("country.id"), index=True, comment="the state under whose flag"
    )
    person: Mapped[Person] = relationship(viewonly=True)
    flight_up: Mapped[Flight | None] = relationship(viewonly=True, foreign_keys=flight_up_id)
    flight_down: Mapped[Flight | None] = relationship(viewonly=True, foreign_keys=flight_down_id)
    represented: Mapped[Country | None] = relationship(viewonly=True)
    expeditions: Mapped[list[Expedition]] = relationship(
        secondary="stay_expedition",
        viewonly=True,
        order_by="Expedition.start_start.nulls_last(), Expedition.key",
    )

    @property
    def ongoing(self) -> bool:
        """Whether the person is still up, as far as coverage vouches."""
        if self.status != StayStatus.UP:
            return False
        return self.known_until is None or datetime.now(UTC) < self.known_until

    @property
    def duration(self) -> timedelta | None:
        """From launch to landing, between nominal starts; None while open."""
        if self.end is None:
            return None
        return self.end.nominal_earliest - self.start.nominal_earliest

    def _shown(self) -> str:
        loaded = self.__dict__
        return f"{loaded.get('start')} to {loaded.get('end') or '…'}, {loaded.get('status')}"


class Aboard(Base):
    """When a stay was spent aboard a station (derived from dockings)."""

    __tablename__ = "aboard"
    __table_args__ = (Index("ix_aboard_station", "station_id", "start_earliest"),)
    id: Mapped[int] = mapped_column(primary_key=True, comment="number in this database")
    stay_id: Mapped[int] = mapped_column(
        ForeignKey("stay.id", ondelete="CASCADE"), index=True, comment="the stay"
    )
    station_id: Mapped[int] = mapped_column(ForeignKey("spacecraft.id"), comment="the station")
    start: Mapped[VagueDate] = vague_date("start", "docking of the craft that brought the person")
    end: Mapped[VagueDate | None] = vague_date(
        "end", "undocking of the craft that took the person away", optional=True
    )
    station: Mapped[Spacecraft] = relationship(viewonly=True)


class ExpeditionMember(Base):
    """A member of an expedition."""

    __tablename__ = "expedition_member"
    expedition_id: Mapped[int] = mapped_column(
        ForeignKey("expedition.id", ondelete="CASCADE"), primary_key=True, comment="which"
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, index=True, comment="who"
    )
    position: Mapped[int] = mapped_column(comment="order, the commander first")
    role: Mapped[CrewRole | None] = mapped_column(Word(CrewRole), comment="commander …")
    person: Mapped[Person] = relationship(viewonly=True, lazy="joined", innerjoin=True)

    def __repr__(self) -> str:
        role = self.__dict__.get("role") or "role unknown"
        return f"<ExpeditionMember {other_end(self, 'person')}, {role}>"


class Expedition(Recorded, Base):
    """A crew of a station: resident, or visiting (ISS EP-18)."""

    __tablename__ = "expedition"
    __kind__ = "expedition"
    __table_args__ = (Index("ix_expedition_time", "start_start", "start_end", "key"),)
    station_id: Mapped[int] = mapped_column(
        ForeignKey("spacecraft.id"), index=True, comment="the station"
    )
    number: Mapped[int | None] = mapped_column(comment="its number within its kind")
    kind: Mapped[ExpeditionKind | None] = mapped_column(
        Word(ExpeditionKind), comment="resident or visiting"
    )
    start: Mapped[VagueDate | None] = vague_date("start", "began", optional=True)
    end: Mapped[VagueDate | None] = vague_date("end", "ended", optional=True)
    station: Mapped[Spacecraft] = relationship(viewonly=True)
    members: Mapped[list[ExpeditionMember]] = relationship(
        viewonly=True, order_by="ExpeditionMember.position"
    )


class Spacewalk(Recorded, Base):
    """People outside a craft, or in a part of it that has no air."""

    __tablename__ = "spacewalk"
    __kind__ = "spacewalk"
    __table_args__ = (Index("ix_spacewalk_time", "start_start", "start_end", "key"),)
    craft_id: Mapped[int | None] = mapped_column(
        ForeignKey("spacecraft.id"), index=True, comment="the craft left"
    )
    start: Mapped[VagueDate | None] = vague_date("start", "began", optional=True)
    end: Mapped[VagueDate | None] = vague_date("end", "ended", optional=True)
    where: Mapped[SpacewalkPlace] = mapped_column(
        "place", Word(SpacewalkPlace), comment="open space, Moon, inside"
    )
    craft: Mapped[Spacecraft | None] = relationship(viewonly=True)
    people: Mapped[list[Person]] = relationship(
        secondary="spacewalk_person", viewonly=True, order_by="spacewalk_person.c.position"
    )

    @property
    def duration(self) -> timedelta | None:
        """Between nominal starts; None where either is unknown."""
        if self.start is None or self.end is None:
            return None
        return self.end.nominal_earliest - self.start.nominal_earliest


link_table(
    "spacewalk_person", "spacewalk_id", "spacewalk", "person_id", "person", ordered=True, keep=True
)


# Who left in a docked craft, where that is not all who come down on it.
link_table("docking_aboard", "docking_id", "docking", "person_id", "person", keep=True)


# Derived: the expeditions of a stay, and of a flight those whose members it brought or took home.
link_table("stay_expedition", "stay_id", "stay", "expedition_id", "expedition")


link_table("flight_expedition", "flight_id", "flight", "expedition_id", "expedition")
