"""What a picture needs to know of a query: its rows, and all that is said around them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from spacetimeline.dates import from_db
from spacetimeline.output.words import safe
from spacetimeline.queries.filters import Flag, When, several

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacetimeline.queries.query import Query
    from spacetimeline.queries.subject import Stage, Subject


WIDTH, MARGIN = 10.0, 0.15
"""Of a picture, in inches."""


class Asked:
    """A query, its flat rows and what is said of them.

    Args:
        query: what is drawn.
        options: ``title``, ``width``, ``height``, where given.
    """

    def __init__(self, query: Query[Any], options: dict[str, Any]) -> None:
        self._query = query
        self.options = options
        self.rows = query.to_dicts()

    @property
    def inches(self) -> float:
        """How wide the drawing may be, margins aside."""
        return float(self.options.get("width", WIDTH)) - 2 * MARGIN

    @property
    def question(self) -> str:
        """The name of the question: ``launches`` …"""
        return self._query._subject.name  # noqa: SLF001 - a picture stands beside its query

    @property
    def said(self) -> list[str]:
        """What was asked for, filter by filter, as people say it."""
        subject = self._query._subject  # noqa: SLF001 - "
        words = []
        for stage in self._query._stages:  # noqa: SLF001 - "
            words += [_filter_words(subject, *one) for one in stage.criteria]
            words += _window_words(stage)
        return words

    def notes(self) -> list[str]:
        """What the defaults left out, and what is not complete: a line each."""
        # What to type to lift a default has no place on a slide.
        notes = [
            re.sub(r'( left out): \w+="all"', r"\1", note)
            for note in self._query._notes()  # noqa: SLF001 - "
        ]
        return [note[0].upper() + note[1:] for note in notes]

    def sources(self) -> tuple[list[str], str]:
        """The titles of the sources, those of most records first; and which data answered."""
        cited = self._query.cite()
        edition = f"spacetimeline\xa0{cited.version.library}, data\xa0{cited.version.data}"
        return [safe(source.title) for source in cited.sources], edition

    def known_until(self) -> datetime | None:
        """The instant up to which declarations of packs speak of the answer; None without any."""
        ends = [one.until.nominal_before for one in self._query.coverage if one.until is not None]
        return max(ends, default=None)

    def asked_until(self) -> datetime | None:
        """The end of the time asked about; None where it has none, or where rows are cut off."""
        subject = self._query._subject  # noqa: SLF001 - "
        ends = []
        for stage in self._query._stages:  # noqa: SLF001 - "
            if stage.windowed:
                return None
            for keyword, periods in stage.criteria:
                if isinstance(subject.filters[keyword], When) and all(high for _, high in periods):
                    ends.append(max(high for _, high in periods))
        return from_db(min(ends)) if ends else None

    def ask(self, subject: Subject, *stages: Stage) -> list[dict[str, Any]]:
        """The flat rows of another question to the same database."""
        return self._query._asker.flat(subject, stages)  # noqa: SLF001 - "


def _filter_words(subject: Any, keyword: str, value: Any) -> str:
    """One filter as people say it: ``since 2006``, ``vehicle Proton``, ``not crewed``."""
    one = subject.filters[keyword]
    name = keyword.replace("_", " ")
    if isinstance(one, When):
        periods = " or ".join(period_words(low, high) for low, high in value)
        return periods if keyword in {"year", "since", "until"} else f"{name} {periods}"
    if isinstance(one, Flag):
        return name if value else f"not {name}"
    if value is None:
        return f"{name} all"
    return (
        f"{name} {' or '.join(safe(str(getattr(each, 'name', each))) for each in several(value))}"
    )


def _window_words(stage: Stage) -> list[str]:
    words = []
    if stage.windowed:
        first = stage.offset + 1
        if stage.limit is None:
            words.append(f"from row {first:,} on")
        else:
            words.append(f"rows {first:,} to {stage.offset + stage.limit:,}")
        if stage.sort:
            words.append(f"by {', '.join(stage.sort)}")
    return words


def period_words(low: str | None, high: str | None) -> str:
    """A half-open period, from stored instants, in the largest units that it fits.

    >>> period_words("2006-01-01T00:00:00.000Z", "2011-01-01T00:00:00.000Z")
    '2006 to 2010'
    >>> period_words(None, "2015-01-01T00:00:00.000Z")
    'until 2014'
    >>> period_words("2006-06-01T00:00:00.000Z", None)
    'since 2006-06'
    """
    whole = next(
        unit
        for unit in _UNITS
        if all(bound is None or bound.endswith(unit[1]) for bound in (low, high))
    )
    first = "" if low is None else low[: whole[0]]
    last = "" if high is None else _before(from_db(high))[: whole[0]]
    first, last = first.replace("T", " "), last.replace("T", " ")
    if low is None:
        return f"until {last}"
    if high is None:
        return f"since {first}"
    return first if first == last else f"{first} to {last}"


_UNITS = (
    (4, "-01-01T00:00:00.000Z"),
    (7, "-01T00:00:00.000Z"),
    (10, "T00:00:00.000Z"),
    (16, ":00.000Z"),
    (19, ""),
)
"""How many characters of an instant say a year, month, day, minute, second; how each begins."""


def _before(instant: datetime) -> str:
    """The last moment before an instant."""
    from datetime import timedelta

    return (instant - timedelta(milliseconds=1)).astimezone(UTC).isoformat()
