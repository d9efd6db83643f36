"""Countries and organizations, and the places where things leave the ground."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from spacetimeline.dates import VagueDate
from spacetimeline.models.base import (
    Base,
    Recorded,
    VagueText,
    Word,
    link_table,
    other_end,
    span,
    vague_date,
)
from spacetimeline.vocabularies import PlatformKind

# What came before what: a state or organization and the one that followed.
link_table("succession", "predecessor_id", "record", "successor_id", "record")


class Country(Recorded, Base):
    """A state, present or former."""

    __tablename__ = "country"
    __kind__ = "country"
    start: Mapped[VagueDate | None] = vague_date("start", "founded", optional=True)
    end: Mapped[VagueDate | None] = vague_date("end", "ceased to exist", optional=True)
    predecessors: Mapped[list[Country]] = relationship(
        secondary="succession",
        primaryjoin="Country.id == succession.c.successor_id",
        secondaryjoin="Country.id == succession.c.predecessor_id",
        viewonly=True,
        order_by="Country.key",
    )
    successors: Mapped[list[Country]] = relationship(
        secondary="succession",
        primaryjoin="Country.id == succession.c.predecessor_id",
        secondaryjoin="Country.id == succession.c.successor_id",
        viewonly=True,
        order_by="Country.key",
    )

    @property
    def country(self) -> Country:
        """Itself, so that states and organizations can be asked alike."""
        return self


class Organization(Recorded, Base):
    """An agency, maker, operator or any other body."""

    __tablename__ = "organization"
    __kind__ = "organization"
    country_id: Mapped[int | None] = mapped_column(
        ForeignKey("country.id"), index=True, comment="the state that it belongs to"
    )
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id"), index=True, comment="the body that it is part of"
    )
    start: Mapped[VagueDate | None] = vague_date("start", "founded", optional=True)
    end: Mapped[VagueDate | None] = vague_date("end", "ceased to exist", optional=True)
    country: Mapped[Country | None] = relationship(viewonly=True)
    parent: Mapped[Organization | None] = relationship(viewonly=True, remote_side="Organization.id")
    predecessors: Mapped[list[Organization]] = relationship(
        secondary="succession",
        primaryjoin="Organization.id == succession.c.successor_id",
        secondaryjoin="Organization.id == succession.c.predecessor_id",
        viewonly=True,
        order_by="Organization.key",
    )
    successors: Mapped[list[Organization]] = relationship(
        secondary="succession",
        primaryjoin="Organization.id == succession.c.predecessor_id",
        secondaryjoin="Organization.id == succession.c.successor_id",
        viewonly=True,
        order_by="Organization.key",
    )

    @property
    def launches(self) -> Any:
        """A Query: launches that it provided."""
        return self._asked("launches", provider=self, category="all", status="all")


class Operation(Base):
    """Who operated a site, pad, platform or spacecraft, and when."""

    __tablename__ = "operation"
    id: Mapped[int] = mapped_column(primary_key=True, comment="number in this database")
    record_id: Mapped[int] = mapped_column(
        ForeignKey("record.id", ondelete="CASCADE"), index=True, comment="what is operated"
    )
    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organization.id"), index=True, comment="by whom"
    )
    position: Mapped[int] = mapped_column(comment="order, oldest first")
    since: Mapped[VagueDate | None] = mapped_column(VagueText, comment="from (vague date)")
    until: Mapped[VagueDate | None] = mapped_column(VagueText, comment="until (vague date)")
    organization: Mapped[Organization] = relationship(viewonly=True, lazy="joined", innerjoin=True)

    def __repr__(self) -> str:
        return f"<Operation {other_end(self, 'organization')} {span(self)}>"


class SiteCountry(Base):
    """In which state a site lay, and when."""

    __tablename__ = "site_country"
    id: Mapped[int] = mapped_column(primary_key=True, comment="number in this database")
    site_id: Mapped[int] = mapped_column(
        ForeignKey("site.id", ondelete="CASCADE"), index=True, comment="the site"
    )
    country_id: Mapped[int] = mapped_column(
        ForeignKey("country.id"), index=True, comment="the state"
    )
    position: Mapped[int] = mapped_column(comment="order, oldest first")
    since: Mapped[VagueDate | None] = mapped_column(VagueText, comment="from (vague date)")
    until: Mapped[VagueDate | None] = mapped_column(VagueText, comment="until (vague date)")
    country: Mapped[Country] = relationship(viewonly=True, lazy="joined", innerjoin=True)

    def __repr__(self) -> str:
        return f"<SiteCountry {other_end(self, 'country')} {span(self)}>"


class Site(Recorded, Base):
    """A launch site: a cosmodrome, a range, a base."""

    __tablename__ = "site"
    __kind__ = "site"
    __table_args__ = (
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 360", name="longitude"),
    )
    body: Mapped[str] = mapped_column(comment="the world that it stands on: Earth, Moon")
    country_id: Mapped[int | None] = mapped_column(
        ForeignKey("country.id"), index=True, comment="the state that it lies in today"
    )
    latitude: Mapped[float | None] = mapped_column(
        comment="degrees, north positive", info={"unit": "degree"}
    )
    longitude: Mapped[float | None] = mapped_column(
        comment="degrees, east positive", info={"unit": "degree"}
    )
    timezone: Mapped[str | None] = mapped_column(
        comment="IANA name: Asia/Qyzylorda", info={"defined": "IANA time zones"}
    )
    country: Mapped[Country | None] = relationship(viewonly=True)
    countries: Mapped[list[SiteCountry]] = relationship(
        viewonly=True, order_by="SiteCountry.position"
    )
    operators: Mapped[list[Operation]] = relationship(
        viewonly=True,
        primaryjoin="Site.id == foreign(Operation.record_id)",
        order_by="Operation.position",
    )
    pads: Mapped[list[Pad]] = relationship(viewonly=True, order_by="Pad.key")

    @property
    def launches(self) -> Any:
        """A Query: every launch from here, of any category and status."""
        return self._asked("launches", site=self, category="all", status="all")


class Pad(Recorded, Base):
    """A launch pad, silo or runway of a site."""

    __tablename__ = "pad"
    __kind__ = "pad"
    __table_args__ = (
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 360", name="longitude"),
    )
    site_id: Mapped[int] = mapped_column(
        ForeignKey("site.id"), index=True, comment="the site that it belongs to"
    )
    latitude: Mapped[float | None] = mapped_column(
        comment="degrees, north positive", info={"unit": "degree"}
    )
    longitude: Mapped[float | None] = mapped_column(
        comment="degrees, east positive", info={"unit": "degree"}
    )
    site: Mapped[Site] = relationship(viewonly=True)
    operators: Mapped[list[Operation]] = relationship(
        viewonly=True,
        primaryjoin="Pad.id == foreign(Operation.record_id)",
        order_by="Operation.position",
    )

    @property
    def body(self) -> str:
        """The world that it stands on: its site's."""
        return self.site.body

    @property
    def country(self) -> Country | None:
        """The state that it lies in today: its site's."""
        return self.site.country

    @property
    def countries(self) -> list[SiteCountry]:
        """In which states it lay, and when: its site's."""
        return self.site.countries

    @property
    def timezone(self) -> str | None:
        """IANA name of the time zone: its site's."""
        return self.site.timezone

    @property
    def launches(self) -> Any:
        """A Query: every launch from here, of any category and status."""
        return self._asked("launches", pad=self, category="all", status="all")


class Platform(Recorded, Base):
    """A ship, aircraft or submarine that launches from where it happens to be."""

    __tablename__ = "platform"
    __kind__ = "platform"
    platform_kind: Mapped[PlatformKind | None] = mapped_column(
        Word(PlatformKind), comment="ship, aircraft, submarine …"
    )
    country_id: Mapped[int | None] = mapped_column(
        ForeignKey("country.id"), index=True, comment="the state that it belongs to"
    )
    country: Mapped[Country | None] = relationship(viewonly=True)
    operators: Mapped[list[Operation]] = relationship(
        viewonly=True,
        primaryjoin="Platform.id == foreign(Operation.record_id)",
        order_by="Operation.position",
    )

    @property
    def body(self) -> str:
        """The world that it moves on."""
        return "Earth"

    @property
    def countries(self) -> list[Country]:
        """The state that it belongs to, as a list."""
        return [] if self.country is None else [self.country]

    @property
    def latitude(self) -> None:
        """It has no fixed place."""

    @property
    def longitude(self) -> None:
        """It has no fixed place."""

    @property
    def timezone(self) -> None:
        """It has no fixed place."""

    @property
    def launches(self) -> Any:
        """A Query: every launch from it, of any category and status."""
        return self._asked("launches", platform=self, category="all", status="all")
