"""Who was in space, or aboard a station, at a time."""

from __future__ import annotations

from spacetimeline.dates import VagueDate, to_db
from spacetimeline.queries.fields import Column, Date, Ref
from spacetimeline.queries.filters import Filter, Named, common
from spacetimeline.queries.flown import Boundary, day_of
from spacetimeline.queries.rows import Row
from spacetimeline.queries.subject import Stage, Subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from spacetimeline.models import Person, Spacecraft, Stay
    from spacetimeline.queries.dialects import Params
    from spacetimeline.queries.lookup import Lookup


class Presence(Row):
    """Somebody in space at the time asked for.

    Attributes:
        person: who.
        stay: in which stay.
        craft: the craft that brought the person up.
        station: the station that the person was aboard, or None.
        certain: whether it holds for all of the time asked for; False where a boundary is
            vague, or where the packs do not say how the stay ended.
    """

    __slots__ = ("certain", "craft", "person", "station", "stay")
    person: Person
    stay: Stay
    craft: Spacecraft | None
    station: Spacecraft | None
    certain: bool


class At(Filter):
    """The time asked about: an instant, or any instant of a longer period."""

    repeats = False

    def __init__(self, sql: str) -> None:
        super().__init__(
            "at", sql, "the instant or period asked about; now if left out", '"2015-09-05T12:00Z"'
        )

    def check(self, value: Any) -> tuple[str, str]:
        date = VagueDate.parse(value)
        return to_db(date.earliest), to_db(date.before)

    def bind(self, lookup: Lookup, value: Any, label: str, params: Params) -> str:
        params["at_low"], params["at_high"] = value
        longest = lookup.longest("stay")
        began = None if longest is None else longest.began(value[0], earliest=True)
        params["at_from"] = began or FIRST
        return self.sql


FIRST = "0001-01-01T00:00:00.000Z"
"""The first instant that there is."""

_HERE = (
    "a.stay_id = stay.id AND a.start_earliest < :at_high "
    "AND (a.end_text IS NULL OR a.end_before > :at_low)"
)
_STATION = (
    f"(SELECT a.station_id FROM aboard AS a WHERE {_HERE} "
    "ORDER BY a.start_start DESC, a.id LIMIT 1)"
)
_CRAFT = "(SELECT fc.craft_id FROM flight AS fc WHERE fc.id = stay.flight_up_id)"
_SURELY_HERE = (
    "EXISTS (SELECT 1 FROM aboard AS a WHERE a.stay_id = stay.id AND a.station_id = "
    "{station} AND a.start_before <= :at_low "
    "AND (a.end_earliest >= :at_high OR a.end_text IS NULL))"
)
_SURELY_UP = (
    "stay.start_before <= :at_low AND (stay.end_earliest >= :at_high OR (stay.end_text IS NULL "
    "AND stay.status = 'up' AND stay.known_until >= :at_high))"
)
# Whoever is up has been for no longer than the longest stay; end_before is in the index, too.
_UP = (
    "stay.start_earliest > :at_from AND stay.start_earliest < :at_high "
    "AND (stay.end_before IS NULL OR stay.end_before > :at_low)"
)


_UNKNOWN_SINCE = "CASE WHEN stay.end_text IS NULL THEN stay.known_until END"


class Presences(Subject):
    """A question whose answer says of whom it is not sure, and since when."""

    def left_out(self, lookup: Lookup, stages: Sequence[Stage]) -> str:
        """Who was below orbit; who is only possibly there, since nobody says when they came down."""
        below = super().left_out(lookup, stages)
        certain = next(field for field in self.fields if field.name == "certain")
        parts = [Column("since", _UNKNOWN_SINCE), certain]
        ends: dict[str, int] = {}
        for _, row in self.numbered(lookup, stages, parts):
            if row["since"] is not None and not row["certain"]:
                ends[row["since"]] = ends.get(row["since"], 0) + 1
        if not ends:
            return below
        # Of many the last are told: there the newest crews are.
        last = sorted(ends.items(), reverse=True)[:MOST]
        told = [f"{number} since {day_of(end)}" for end, number in last]
        if earlier := sum(ends.values()) - sum(number for _, number in last):
            told.append(f"{earlier} since earlier")
        told[0] = told[0].replace(" since", " not vouched for since", 1)
        possible = f"only possible: {', '.join(told)}"
        return f"{below}; {possible}" if below else possible


class Stays(Subject):
    """The stays, some of which have no known end."""

    def left_out(self, lookup: Lookup, stages: Sequence[Stage]) -> str:
        """Those below orbit; of those still going on, the ones of which that is not known."""
        below = super().left_out(lookup, stages)
        asked = stages[0].criteria
        if ("ongoing", True) not in asked:
            return below
        rest = [(keyword, value) for keyword, value in asked if keyword != "ongoing"]
        statement = self.statement(lookup, [Stage((*rest, ("ongoing", False)))])
        sql = (
            "SELECT COUNT(*), MAX(stay.known_until) FROM stay "
            f"WHERE {statement.where} AND stay.end_text IS NULL"
        )
        number, known = lookup.rows(sql, statement.params)[0]
        if not number:
            return below
        until = f", vouched for until {day_of(known)}" if known else ""
        unknown = (
            f"{number} more without a known end{until}: st.in_space() gives them as only possible"
        )
        return f"{below}; {unknown}" if below else unknown


MOST = 3
"""So many ends of knowledge are told one by one."""


def _fields(certain: str) -> list[Any]:
    return [
        Ref("person", "person", "stay.person_id"),
        Ref("stay", "stay", "stay.id"),
        Ref("craft", "spacecraft", _CRAFT),
        Ref("station", "spacecraft", _STATION),
        Column("certain", f"CASE WHEN {certain} THEN 1 ELSE 0 END", bool),
        Date("up", "stay.start"),
        Date("down", "stay.end"),
    ]


def _presence(row: dict[str, Any], records: list[Any]) -> Presence:
    person, stay, craft, station = records
    return Presence(person=person, stay=stay, craft=craft, station=station, certain=row["certain"])


_NEEDS = [
    ("person", "stay.person_id"),
    ("stay", "stay.id"),
    ("spacecraft", _CRAFT),
    ("spacecraft", _STATION),
]
_PERSON = Named(
    "person", "stay.person_id {any}", "whether this person was", '"Aimbetov"', kind="person"
)
_COUNTRY = [one for one in common("stay", "stay", None) if one.keyword == "country"]

IN_SPACE = Presences(
    "in_space",
    kind=None,
    table="stay",
    fields=_fields(_SURELY_UP),
    filters=[At(_UP), Boundary("stay.reached {any}", default="orbit"), _PERSON, *_COUNTRY],
    order=["stay.start_start", "stay.start_end", "stay.key"],
    shown=["person", "craft", "station", "up", "certain"],
    make=_presence,
    needs=_NEEDS,
)

ABOARD = Presences(
    "aboard",
    kind=None,
    table="stay",
    fields=_fields(f"{_SURELY_UP} AND {_SURELY_HERE.replace('{station}', _STATION)}"),
    filters=[
        At(f"{_UP} AND EXISTS (SELECT 1 FROM aboard AS a WHERE {_HERE})"),
        Named(
            "station",
            f"stay.id IN (SELECT a.stay_id FROM aboard AS a WHERE {_HERE} AND a.station_id {{any}})",
            "the station",
            '"Mir"',
            kind="station",
        ),
        _PERSON,
        *_COUNTRY,
    ],
    order=["stay.start_start", "stay.start_end", "stay.key"],
    shown=["person", "craft", "station", "up", "certain"],
    base="stay.reached = 'orbit'",
    make=_presence,
    needs=_NEEDS,
)
