"""Dates as precise as they are known: the field calls them *vague dates*.

A launch is known to the second, a treaty to the day, an old company to the
decade. `VagueDate` keeps what is known and no more. The rules are those of
J. McDowell's General Catalog of Artificial Space Objects (GCAT), joined with
ISO 8601 and EDTF (ISO 8601-2:2019, by the Library of Congress). All times are UTC.
"""

from __future__ import annotations

from datetime import date, datetime

from spacetimeline.dates.forms import read
from spacetimeline.dates.units import (
    END,
    FIRST,
    LENGTHS,
    Precision,
    bounds,
    floor,
    from_db,
    in_utc,
    iso,
    text_of,
    to_db,
    unit_text,
)
from spacetimeline.errors import InvalidDate

__all__ = [
    "END",
    "FIRST",
    "Precision",
    "VagueDate",
    "from_db",
    "in_utc",
    "iso",
    "text_of",
    "to_db",
]

_set = object.__setattr__


class VagueDate:
    """A date as precise as it is known; it does not change and can be a key.

    Make one with `parse`, `from_instant` or `between`. The constructor takes the
    seven values as a database keeps them and trusts them.

    It orders by nominal start, nominal end, earliest, before. Equality and hash
    use the same four, so ``1970s`` and ``1970/1979`` are equal, and ``2006`` comes
    after ``2006-01``. It compares with other vague dates only.

    Attributes:
        text: the date as the source gave it.
        nominal_earliest: its first instant, doubt aside (aware, UTC).
        nominal_before: the first instant that is too late, doubt aside.
        earliest: its first instant, widened where it is in doubt.
        before: the first instant that is too late, widened where it is in doubt.
        precision: how precisely it is known.
        uncertain: whether the source has it in doubt (``?``, ``~``, ``%``).

    The time line has the years 1 to 9999; a date that would reach beyond is cut
    at `FIRST` or `END`.
    """

    __slots__ = (
        "before",
        "earliest",
        "nominal_before",
        "nominal_earliest",
        "precision",
        "text",
        "uncertain",
    )

    text: str
    nominal_earliest: datetime
    nominal_before: datetime
    earliest: datetime
    before: datetime
    precision: Precision
    uncertain: bool

    def __init__(
        self,
        text: str,
        nominal_earliest: datetime = FIRST,
        nominal_before: datetime = FIRST,
        earliest: datetime = FIRST,
        before: datetime = FIRST,
        precision: Precision | str = "",
        uncertain: bool | int = False,
    ) -> None:
        # Text alone, or only some of the bounds: what ends, ends after the first instant that there is.
        if not precision or nominal_before is FIRST or before is FIRST:
            raise InvalidDate(f"a date is read by parse: type VagueDate.parse({text!r:.60})")
        _set(self, "text", text)
        _set(self, "nominal_earliest", nominal_earliest)
        _set(self, "nominal_before", nominal_before)
        _set(self, "earliest", earliest)
        _set(self, "before", before)
        _set(self, "precision", precision if type(precision) is Precision else Precision(precision))
        _set(self, "uncertain", bool(uncertain))

    # ------------------------------------------------------------------- making

    @classmethod
    def parse(cls, x: object) -> VagueDate:
        """Read a date in any form in which one is written.

        - ISO 8601 and EDTF level 1: ``2006-06-17T22:44:05Z``, ``2008-06``, ``2008-06?``,
          ``1970s``, ``197X``, ``2004-XX``, ``2024-W05``, ``2024-11-27/2024-11-28``;
        - GCAT: ``2006 Jun 17 2244:05``, ``1961 Aug 17?``, ``2016 Q2``, ``21C``, and
          ``2026 H1`` in the same way;
        - as people write it: ``17 June 2006``, ``June 17, 2006 22:44 UTC``, ``March 2026?``;
        - an int is a year, a ``date`` a day in UTC, an aware ``datetime`` an instant, to
          the second, or to the millisecond where it has a fraction.

        Text without a zone is UTC, an offset is converted. Finer than a millisecond
        is cut off. ``24:00`` is the start of the next day. Leap seconds are refused.
        ``?``, ``~`` and ``%`` alike widen by one unit of the precision on each side.

        >>> VagueDate.parse("17 June 2006")
        <VagueDate 2006-06-17>
        >>> str(VagueDate.parse("2006 Jun 17 2244:05"))
        '2006-06-17T22:44:05Z'

        Raises:
            InvalidDate: not a date, ambiguous, without a zone (a ``datetime``), or outside
                the years 1 to 9999. *Ongoing* (``*``) and *unknown* (``?``, ``-``) are no dates.
        """
        if isinstance(x, VagueDate):
            return x
        if isinstance(x, str):
            return cls(x, *read(x))
        if isinstance(x, datetime):
            precision = Precision.MILLISECOND if x.microsecond else Precision.SECOND
            return cls.from_instant(in_utc(x), precision, text=x.isoformat())
        if isinstance(x, date):
            return cls.parse(x.isoformat())
        # Not only int: a year that comes out of numpy or pandas is an integer too.
        to_integer = getattr(type(x), "__index__", None)
        if isinstance(x, bool) or to_integer is None:
            raise InvalidDate(
                f"{x!r:.60} is not a date: give a text (2006-06-17), a year as an int, a date, "
                "an aware datetime or a VagueDate"
            )
        year: int = to_integer(x)
        if not 1 <= year <= 9999:
            # Python refuses to print a very long one.
            given = year if abs(year) < 1_000_000 else "that year"
            raise InvalidDate(f"{given} lies outside the years 1 to 9999")
        return cls.from_instant(FIRST.replace(year=year), Precision.YEAR, text=str(year))

    @classmethod
    def from_instant(
        cls,
        instant: datetime,
        precision: Precision | str,
        *,
        uncertain: bool = False,
        text: str | None = None,
    ) -> VagueDate:
        """The second, day, month, decade … in which an instant lies.

        Args:
            instant: an aware datetime of any zone.
            precision: any but ``span``.
            uncertain: whether to widen it by one unit on each side.
            text: what the source says; its ``str()`` if not given.

        Raises:
            InvalidDate: the instant has no zone, or its unit begins before the year 1.
        """
        unit = Precision(precision)
        start = floor(in_utc(instant), unit)
        values = (*bounds(start, unit, uncertain=uncertain), unit, uncertain)
        return cls(str(cls("", *values)) if text is None else text, *values)

    @classmethod
    def between(cls, start: datetime, before: datetime, *, text: str | None = None) -> VagueDate:
        """A span of time: from ``start`` on, up to and without ``before``.

        Both are aware datetimes of any zone, cut to milliseconds.

        Raises:
            InvalidDate: one has no zone, or the span is empty.
        """
        first, end = (
            min(floor(in_utc(moment), Precision.MILLISECOND), END) for moment in (start, before)
        )
        if end <= first:
            raise InvalidDate(
                f"nothing lies between {iso(first)} and {iso(end)}: give the earlier instant first"
            )
        values = (first, end, first, end, Precision.SPAN, False)
        return cls(str(cls("", *values)) if text is None else text, *values)

    # ------------------------------------------------------------------ reading

    @property
    def year(self) -> int | None:
        """The calendar year (UTC), doubt aside; None where it is not in one year."""
        first, last = self.nominal_earliest, self._last
        return first.year if first.year == last.year else None

    @property
    def month(self) -> int | None:
        """The month of the year, 1 to 12; None where it is not in one month."""
        first, last = self.nominal_earliest, self._last
        return first.month if (first.year, first.month) == (last.year, last.month) else None

    @property
    def day(self) -> int | None:
        """The day of the month, 1 to 31; None where it is not in one day."""
        first, last = self.nominal_earliest, self._last
        return first.day if first.date() == last.date() else None

    @property
    def _last(self) -> datetime:
        return self.nominal_before - LENGTHS[Precision.MILLISECOND]

    def contains(self, instant: datetime) -> bool:
        """Whether an instant (an aware datetime) may be meant, doubt included."""
        return self.earliest <= in_utc(instant) < self.before

    def overlaps(self, other: VagueDate) -> bool:
        """Whether both may mean the same instant, doubt included."""
        return self.earliest < other.before and other.earliest < self.before

    def __str__(self) -> str:
        """The date with no more precision than it has; ``parse`` reads it back."""
        start = to_db(self.nominal_earliest)
        if self.precision is not Precision.SPAN:
            return unit_text(start, self.precision, self.uncertain)
        return text_of(
            start,
            to_db(self.nominal_before),
            to_db(self.earliest),
            to_db(self.before),
            self.precision,
            self.uncertain,
        )

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __repr__(self) -> str:
        return f"<VagueDate {self}>"

    # ---------------------------------------------------------------- comparing

    def _key(self) -> tuple[datetime, datetime, datetime, datetime]:
        return self.nominal_earliest, self.nominal_before, self.earliest, self.before

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, VagueDate) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key())

    def __lt__(self, other: object) -> bool:
        return self._key() < other._key() if isinstance(other, VagueDate) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self._key() <= other._key() if isinstance(other, VagueDate) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self._key() > other._key() if isinstance(other, VagueDate) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self._key() >= other._key() if isinstance(other, VagueDate) else NotImplemented

    # ------------------------------------------------------- keeping and copying

    def __composite_values__(
        self,
    ) -> tuple[str, datetime, datetime, datetime, datetime, Precision, bool]:
        """The seven values in the order of the constructor (for SQLAlchemy's composite)."""
        return self.text, *self._key(), self.precision, self.uncertain

    def __reduce__(self) -> tuple[object, ...]:
        return VagueDate, self.__composite_values__()

    def __copy__(self) -> VagueDate:
        return self

    def __deepcopy__(self, memo: object) -> VagueDate:
        return self

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(
            f"a VagueDate does not change: parse another one instead of setting {name}"
        )

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a VagueDate does not change: {name} cannot be deleted")
