"""Flights with people aboard, and who was on them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from spacetimeline.dates import VagueDate
from spacetimeline.models.base import Base, Recorded, Word, vague_date
from spacetimeline.models.launches import Docking, Launch, Spacecraft
from spacetimeline.models.places import Country
from spacetimeline.vocabularies import CrewRole, FlightOutcome, Reached

if TYPE_CHECKING:
    from spacetimeline.models.people import Expedition, Person


class Landing:
    """How a flight came back (or was lost): when and where."""

    __slots__ = ("date", "latitude", "longitude", "place")

    def __init__(
        self,
        date: VagueDate | None,
        place: str | None,
        latitude: float | None,
        longitude: float | None,
    ) -> None:
        self.date = date
        self.place = place
        self.latitude = latitude
        self.longitude = longitude

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Landing):
            return NotImplemented
        return (self.date, self.place, self.latitude, self.longitude) == (
            other.date,
            other.place,
            other.latitude,
            other.longitude,
        )

    def __hash__(self) -> int:
        return hash((self.date, self.place, self.latitude, self.longitude))

    def __repr__(self) -> str:
        return f"<Landing {self.date or 'date unknown'}{', ' + self.place if self.place else ''}>"


class CrewMember(Base):
    """One person on one flight: the way up, the way down, or both."""

    __tablename__ = "crew"
    __table_args__ = (Index("ix_crew_person", "person_id", "flight_id"),)
    id: Mapped[int] = mapped_column(primary_key=True, comment="number in this database")
    flight_id: Mapped[int] = mapped_column(
        ForeignKey("flight.id", ondelete="CASCADE"), index=True, comment="the flight"
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), comment="who")
    position: Mapped[int] = mapped_column(comment="order, the commander first")
    role: Mapped[CrewRole | None] = mapped_column(
        Word(CrewRole), comment="commander, flight engineer …"
    )
    up: Mapped[bool] = mapped_column(comment="went up on it")
    down: Mapped[bool] = mapped_column(comment="came down on it, alive")
    lost: Mapped[bool] = mapped_column(comment="died on it")
    represented_id: Mapped[int | None] = mapped_column(
        ForeignKey("country.id"), index=True, comment="the state under whose flag"
    )
    person: Mapped[Person] = relationship(viewonly=True, lazy="joined", innerjoin=True)
    flight: Mapped[Flight] = relationship(viewonly=True)
    represented: Mapped[Country | None] = relationship(viewonly=True)

    def __repr__(self) -> str:
        person = self.__dict__.get("person")
        who = person.__dict__.get("name") if person is not None else f"person {self.person_id}"
        way = "/".join(word for word in ("up", "down", "lost") if self.__dict__.get(word))
        return f"<CrewMember {who}, {self.role or 'role unknown'}, {way}>"


class Flight(Recorded, Base):
    """One craft's flight from Earth with people aboard on the way up, the way down or both."""

    __tablename__ = "flight"
    __kind__ = "flight"
    __table_args__ = (
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 360", name="longitude"),
        Index("ix_flight_time", "launched_start", "launched_end", "key"),
        Index("ix_flight_craft", "craft_id", "key"),
        Index("ix_flight_launch", "launch_id", "key"),
    )
    craft_id: Mapped[int] = mapped_column(ForeignKey("spacecraft.id"), comment="the craft")
    launch_id: Mapped[int | None] = mapped_column(ForeignKey("launch.id"), comment="its launch")
    launched: Mapped[VagueDate | None] = vague_date(
        "launched", "its launch's date, here so that one index serves", optional=True
    )
    reached: Mapped[Reached] = mapped_column(
        Word(Reached),
        comment="orbit (or beyond), 100km, 80km, none",
        info={"defined": "Boundaries of space"},
    )
    apogee: Mapped[float | None] = mapped_column(
        comment="km, of a flight below orbit", info={"unit": "km"}
    )
    outcome: Mapped[FlightOutcome | None] = mapped_column(
        Word(FlightOutcome), comment="landed, ascent abort, pad abort, lost; null while up"
    )
    landed: Mapped[VagueDate | None] = vague_date(
        "landing", "landing, or loss of a lost craft", optional=True
    )
    place: Mapped[str | None] = mapped_column(comment="where it landed, in words")
    latitude: Mapped[float | None] = mapped_column(
        comment="of the landing: degrees, north positive", info={"unit": "degree"}
    )
    longitude: Mapped[float | None] = mapped_column(
        comment="of the landing: degrees, east positive", info={"unit": "degree"}
    )
    call_sign: Mapped[str | None] = mapped_column(comment="the crew's call sign")
    partial: Mapped[bool] = mapped_column(comment="only some of its people are entered")

    craft: Mapped[Spacecraft] = relationship(viewonly=True)
    launch: Mapped[Launch | None] = relationship(viewonly=True)
    crew: Mapped[list[CrewMember]] = relationship(viewonly=True, order_by="CrewMember.position")
    expeditions: Mapped[list[Expedition]] = relationship(
        secondary="flight_expedition",
        viewonly=True,
        order_by="Expedition.start_start.nulls_last(), Expedition.key",
    )
    dockings: Mapped[list[Docking]] = relationship(
        viewonly=True,
        primaryjoin="Flight.craft_id == foreign(Docking.craft_id)",
        order_by="Docking.docked_start.nulls_last(), Docking.key",
    )

    @property
    def landing(self) -> Landing | None:
        """When and where it came down (of a lost craft: the loss); None while up or unknown."""
        landing = Landing(self.landed, self.place, self.latitude, self.longitude)
        return None if landing == Landing(None, None, None, None) else landing

    @property
    def duration(self) -> timedelta | None:
        """From launch to landing, between nominal starts; None where either is unknown."""
        if self.launched is None or self.landed is None:
            return None
        return self.landed.nominal_earliest - self.launched.nominal_earliest

    @property
    def crew_up(self) -> list[Person]:
        """Who went up on it."""
        return [member.person for member in self.crew if member.up]

    @property
    def crew_down(self) -> list[Person]:
        """Who came down on it; those who were lost with it did not."""
        return [member.person for member in self.crew if member.down]

    def _shown(self) -> str:
        loaded = self.__dict__
        text = f"{loaded.get('launched') or '?'} to {loaded.get('landed') or '…'}"
        return text + (" (partial)" if loaded.get("partial") else "")
