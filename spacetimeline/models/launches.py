"""Launches, and what they put up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from spacetimeline.dates import VagueDate
from spacetimeline.models.base import (
    Base,
    Ordered,
    Recorded,
    VagueText,
    Word,
    other_end,
    span,
    vague_date,
)
from spacetimeline.models.places import Operation, Organization, Pad, Platform, Site
from spacetimeline.models.vehicles import Vehicle, VehicleFamily
from spacetimeline.vocabularies import (
    GoneHow,
    LaunchCategory,
    LaunchStatus,
    Orbit,
    Outcome,
    SpacecraftKind,
    SpacecraftStatus,
)

if TYPE_CHECKING:
    from spacetimeline.models.flights import Flight
    from spacetimeline.models.people import Person

LAUNCH_CODES = {"defined": "GCAT launch codes"}
"""Where these columns' words are defined, for the data dictionary."""


class Launch(Recorded, Base):
    """One launch, flown or not yet."""

    __tablename__ = "launch"
    __kind__ = "launch"
    __table_args__ = (
        CheckConstraint("success_fraction BETWEEN 0 AND 1", name="success_fraction"),
        Index("ix_launch_time", "date_start", "date_end", "key"),
        Index("ix_launch_vehicle_time", "vehicle_id", "date_start", "date_end", "key"),
        Index("ix_launch_family_time", "family_id", "date_start", "date_end", "key"),
        Index("ix_launch_site_time", "site_id", "date_start", "date_end", "key"),
        Index("ix_launch_pad_time", "pad_id", "date_start", "date_end", "key"),
        Index("ix_launch_provider_time", "provider_id", "date_start", "date_end", "key"),
    )
    date: Mapped[VagueDate | None] = vague_date("date", "first motion", optional=True)
    date_local: Mapped[str | None] = mapped_column(
        comment="the date in the site's time zone, no more precise than it"
    )
    vehicle_id: Mapped[int | None] = mapped_column(
        ForeignKey("vehicle.id"), comment="the vehicle as flown"
    )
    family_id: Mapped[int | None] = mapped_column(
        ForeignKey("family.id"), comment="the vehicle's family, here so that one index serves"
    )
    pad_id: Mapped[int | None] = mapped_column(ForeignKey("pad.id"), comment="from which pad")
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), comment="from which site")
    platform_id: Mapped[int | None] = mapped_column(
        ForeignKey("platform.id"), index=True, comment="from which ship, aircraft, submarine"
    )
    ascent_site_id: Mapped[int | None] = mapped_column(
        ForeignKey("site.id"), index=True, comment="where an aircraft let it go"
    )
    category: Mapped[LaunchCategory] = mapped_column(
        Word(LaunchCategory), comment="orbital, deep space, marginal …", info=LAUNCH_CODES
    )
    outcome: Mapped[Outcome | None] = mapped_column(
        Word(Outcome),
        comment="success, partial failure, failure; null until flown or unknown",
        info=LAUNCH_CODES,
    )
    success_fraction: Mapped[float | None] = mapped_column(
        comment="0 to 1, where a source grades it",
        info={"unit": "1", "defined": "GCAT launch success fractions"},
    )
    code: Mapped[str | None] = mapped_column(
        comment="GCAT's launch code, as given", info=LAUNCH_CODES
    )
    failure_cause: Mapped[str | None] = mapped_column(comment="in a few words of our own")
    status: Mapped[LaunchStatus] = mapped_column(
        Word(LaunchStatus), comment="flown, planned, requested, proposed, cancelled"
    )
    cospar: Mapped[str | None] = mapped_column(
        Ordered, index=True, comment="2006-022", info={"defined": "COSPAR designations"}
    )
    provider_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id"), comment="who launched it"
    )
    serial: Mapped[str | None] = mapped_column(index=True, comment="serial of the vehicle")

    vehicle: Mapped[Vehicle | None] = relationship(viewonly=True)
    family: Mapped[VehicleFamily | None] = relationship(viewonly=True)
    pad: Mapped[Pad | None] = relationship(viewonly=True)
    site: Mapped[Site | None] = relationship(viewonly=True, foreign_keys=site_id)
    platform: Mapped[Platform | None] = relationship(viewonly=True)
    ascent_site: Mapped[Site | None] = relationship(viewonly=True, foreign_keys=ascent_site_id)
    provider: Mapped[Organization | None] = relationship(viewonly=True)
    # A station's launch is its first part's, but that launch carried the part.
    payloads: Mapped[list[Spacecraft]] = relationship(
        viewonly=True,
        primaryjoin="and_(Launch.id == Spacecraft.launch_id, "
        "Spacecraft.payload_position.is_not(None))",
        order_by="Spacecraft.payload_position, Spacecraft.key",
    )
    flight: Mapped[Flight | None] = relationship(viewonly=True, uselist=False)

    def __repr__(self) -> str:
        loaded = self.__dict__
        date = loaded.get("date")
        vehicle = loaded.get("vehicle")
        words = [str(date) if date else "undated"]
        if vehicle is not None:
            words.append(f"{vehicle.__dict__.get('name')} /")
        words.append(str(loaded.get("name")))
        end = loaded.get("outcome") or loaded.get("status")
        return f"<Launch {' '.join(words)}: {end}>"


class PartOf(Base):
    """A spacecraft that is part of another, and when: Kvant-1 of Mir."""

    __tablename__ = "part_of"
    id: Mapped[int] = mapped_column(primary_key=True, comment="number in this database")
    part_id: Mapped[int] = mapped_column(
        ForeignKey("spacecraft.id", ondelete="CASCADE"), index=True, comment="the part"
    )
    whole_id: Mapped[int] = mapped_column(
        ForeignKey("spacecraft.id", ondelete="CASCADE"), index=True, comment="the whole"
    )
    position: Mapped[int] = mapped_column(comment="order, oldest first")
    since: Mapped[VagueDate | None] = mapped_column(VagueText, comment="from (vague date)")
    until: Mapped[VagueDate | None] = mapped_column(VagueText, comment="until (vague date)")
    part: Mapped[Spacecraft] = relationship(
        foreign_keys=part_id, viewonly=True, lazy="joined", innerjoin=True
    )
    whole: Mapped[Spacecraft] = relationship(
        foreign_keys=whole_id, viewonly=True, lazy="joined", innerjoin=True
    )

    def __repr__(self) -> str:
        return f"<PartOf {other_end(self, 'part', 'whole')} {span(self)}>"


class Spacecraft(Recorded, Base):
    """One object put up by one launch (a station: several), or to be put up."""

    __tablename__ = "spacecraft"
    __kind__ = "spacecraft"
    __table_args__ = (
        CheckConstraint("mass >= 0", name="mass"),
        Index("ix_spacecraft_launch", "launch_id", "payload_position"),
        Index("ix_spacecraft_time", "launched_start", "launched_end", "key"),
        Index("ix_spacecraft_operator", "operator_id", "launched_start", "launched_end", "key"),
    )
    kind: Mapped[SpacecraftKind] = mapped_column(
        Word(SpacecraftKind), comment="satellite, crewed ship, station …"
    )
    launch_id: Mapped[int | None] = mapped_column(
        ForeignKey("launch.id"), comment="what put it up; null while none is fixed"
    )
    payload_position: Mapped[int | None] = mapped_column(comment="order among the payloads")
    launched: Mapped[VagueDate | None] = vague_date(
        "launched", "its launch's date, here so that one index serves", optional=True
    )
    vessel: Mapped[str | None] = mapped_column(index=True, comment="the reused craft that it is")
    bus: Mapped[str | None] = mapped_column(index=True, comment="its platform or class")
    released: Mapped[VagueDate | None] = vague_date(
        "released", "let go by another craft", optional=True
    )
    released_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("spacecraft.id"), index=True, comment="the craft that let it go"
    )
    operator_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id"), comment="the last operator"
    )
    manufacturer_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id"), index=True, comment="who built it"
    )
    mass: Mapped[float | None] = mapped_column(comment="kg at launch", info={"unit": "kg"})
    orbit: Mapped[Orbit | None] = mapped_column(
        Word(Orbit),
        index=True,
        comment="GCAT's class: LEO, GEO …",
        info={"defined": "GCAT orbit classes"},
    )
    perigee: Mapped[float | None] = mapped_column(
        comment="km above the surface", info={"unit": "km"}
    )
    apogee: Mapped[float | None] = mapped_column(
        comment="km above the surface", info={"unit": "km"}
    )
    inclination: Mapped[float | None] = mapped_column(comment="degrees", info={"unit": "degree"})
    longitude: Mapped[float | None] = mapped_column(
        comment="degrees, east positive, if geostationary", info={"unit": "degree"}
    )
    status: Mapped[SpacecraftStatus] = mapped_column(
        Word(SpacecraftStatus), comment="requested, planned, active, inactive, gone, unknown"
    )
    ended: Mapped[VagueDate | None] = vague_date("ended", "end of service", optional=True)
    ended_how: Mapped[str | None] = mapped_column(comment="how its service ended")
    gone: Mapped[VagueDate | None] = vague_date("gone", "left its orbit for good", optional=True)
    gone_how: Mapped[GoneHow | None] = mapped_column(
        Word(GoneHow), comment="graveyard, decayed, deorbited, landed, lost"
    )
    cospar: Mapped[str | None] = mapped_column(
        Ordered, index=True, comment="2006-022A", info={"defined": "COSPAR designations"}
    )
    norad: Mapped[int | None] = mapped_column(
        BigInteger,
        index=True,
        comment="catalogue number (US Space Force)",
        info={"defined": "Satellite catalogue"},
    )

    launch: Mapped[Launch | None] = relationship(viewonly=True)
    operator: Mapped[Organization | None] = relationship(viewonly=True, foreign_keys=operator_id)
    manufacturer: Mapped[Organization | None] = relationship(
        viewonly=True, foreign_keys=manufacturer_id
    )
    released_from: Mapped[Spacecraft | None] = relationship(
        viewonly=True, remote_side="Spacecraft.id", foreign_keys=released_from_id
    )
    operators: Mapped[list[Operation]] = relationship(
        viewonly=True,
        primaryjoin="Spacecraft.id == foreign(Operation.record_id)",
        order_by="Operation.position",
    )
    part_of: Mapped[list[PartOf]] = relationship(
        viewonly=True, foreign_keys="PartOf.part_id", order_by="PartOf.position"
    )
    modules: Mapped[list[PartOf]] = relationship(
        viewonly=True, foreign_keys="PartOf.whole_id", order_by="PartOf.id"
    )
    flight: Mapped[Flight | None] = relationship(
        viewonly=True, uselist=False, foreign_keys="Flight.craft_id"
    )
    dockings: Mapped[list[Docking]] = relationship(
        viewonly=True,
        primaryjoin="or_(Spacecraft.id == foreign(Docking.craft_id), "
        "Spacecraft.id == foreign(Docking.target_id))",
        order_by="Docking.docked_start.nulls_last(), Docking.key",
    )

    @property
    def life(self) -> timedelta | None:
        """From launch to end of service, between nominal starts; None where either is unknown."""
        if self.launched is None or self.ended is None:
            return None
        return self.ended.nominal_earliest - self.launched.nominal_earliest

    def _shown(self) -> str:
        loaded = self.__dict__
        return ", ".join(str(loaded[part]) for part in ("kind", "cospar") if loaded.get(part))


class Docking(Recorded, Base):
    """One time of a craft at a port of a station or of another craft."""

    __tablename__ = "docking"
    __kind__ = "docking"
    __table_args__ = (
        Index("ix_docking_time", "docked_start", "docked_end", "key"),
        Index("ix_docking_craft", "craft_id", "docked_start", "docked_end", "key"),
        Index("ix_docking_target", "target_id", "docked_start", "docked_end", "key"),
    )
    craft_id: Mapped[int] = mapped_column(
        ForeignKey("spacecraft.id"), comment="the craft that came"
    )
    target_id: Mapped[int] = mapped_column(
        ForeignKey("spacecraft.id"), comment="the station or craft that it came to"
    )
    port: Mapped[str | None] = mapped_column(comment="the port")
    docked: Mapped[VagueDate | None] = vague_date("docked", "contact", optional=True)
    undocked: Mapped[VagueDate | None] = vague_date("undocked", "separation", optional=True)
    craft: Mapped[Spacecraft] = relationship(viewonly=True, foreign_keys=craft_id)
    target: Mapped[Spacecraft] = relationship(viewonly=True, foreign_keys=target_id)
    aboard: Mapped[list[Person]] = relationship(
        secondary="docking_aboard", viewonly=True, order_by="Person.key"
    )
