"""Launch vehicles, as flown, and the families that they belong to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from spacetimeline.models.base import Base, Recorded
from spacetimeline.models.places import Organization


class VehicleFamily(Recorded, Base):
    """A family of launch vehicles; families nest: Soyuz inside R-7."""

    __tablename__ = "family"
    __kind__ = "family"
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("family.id"), index=True, comment="the family that it is part of"
    )
    manufacturer_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id"), index=True, comment="who makes it"
    )
    parent: Mapped[VehicleFamily | None] = relationship(
        viewonly=True, remote_side="VehicleFamily.id"
    )
    families: Mapped[list[VehicleFamily]] = relationship(
        viewonly=True, order_by="VehicleFamily.key"
    )
    vehicles: Mapped[list[Vehicle]] = relationship(viewonly=True, order_by="Vehicle.key")
    manufacturer: Mapped[Organization | None] = relationship(viewonly=True)

    @property
    def launches(self) -> Any:
        """A Query: every launch of the family, of any category and status."""
        return self._asked("launches", family=self, category="all", status="all")

    @property
    def first_launch(self) -> Any:
        """The first Launch that flew, or None."""
        return self._asked("launches", family=self, category="all").first()

    @property
    def last_launch(self) -> Any:
        """The last Launch that flew, or None."""
        return self._asked("launches", family=self, category="all").last()


class Vehicle(Recorded, Base):
    """A launch vehicle in a configuration as flown: Proton-K/DM-2M."""

    __tablename__ = "vehicle"
    __kind__ = "vehicle"
    family_id: Mapped[int | None] = mapped_column(
        ForeignKey("family.id"), index=True, comment="its family"
    )
    variant: Mapped[str | None] = mapped_column(comment="which variant, where the name lacks it")
    manufacturer_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id"), index=True, comment="who makes it"
    )
    family: Mapped[VehicleFamily | None] = relationship(viewonly=True)
    manufacturer: Mapped[Organization | None] = relationship(viewonly=True)

    @property
    def launches(self) -> Any:
        """A Query: every launch of exactly this vehicle, of any category and status."""
        return self._asked("launches", vehicle=self, category="all", status="all")

    @property
    def first_launch(self) -> Any:
        """The first Launch that flew, or None."""
        return self._asked("launches", vehicle=self, category="all").first()

    @property
    def last_launch(self) -> Any:
        """The last Launch that flew, or None."""
        return self._asked("launches", vehicle=self, category="all").last()
