"""Launches by what people know of them: a serial number, a payload, "Proton launch of 1988-07-07"."""

from __future__ import annotations

import re

from spacetimeline.dates import VagueDate, to_db
from spacetimeline.errors import InvalidDate, NotFound
from spacetimeline.queries import resolve
from spacetimeline.queries.dialects import members

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from spacetimeline.queries.dialects import Params
    from spacetimeline.queries.lookup import Lookup

    Found = list[tuple[int, str, str]]  # id, key, name

_LAUNCHES = "SELECT l.id, l.key, l.name FROM launch AS l WHERE "
_OF_A_DATE = re.compile(
    r"(?P<vehicle>\S.{0,80}?) launch (?:of|on) (?P<date>\S.{0,40})", re.IGNORECASE
)
LONGEST = 200
"""A longer text describes no launch."""


def launches(lookup: Lookup, text: str, kinds: Sequence[str] | None) -> Found:
    """The launches that a text describes; none if it is no description."""
    if len(text) > LONGEST or (kinds is not None and "launch" not in kinds):
        return []
    return (
        _by_serial(lookup, text)
        or _by_vehicle_and_date(lookup, text)
        or (_by_payload(lookup, text) if kinds is not None else [])
    )


def _by_serial(lookup: Lookup, text: str) -> Found:
    """Serials are told in parts, ``935-18/99519``; the first is enough."""
    if not any(letter.isdigit() for letter in text):
        return []
    return lookup.rows(
        _LAUNCHES + "l.serial = :text OR (l.serial > :part AND l.serial < :after)",
        {"text": text, "part": f"{text}/", "after": f"{text}0"},
    )


def _by_vehicle_and_date(lookup: Lookup, text: str) -> Found:
    match = _OF_A_DATE.fullmatch(text)
    if match is None:
        return []
    try:
        date = VagueDate.parse(match["date"])
        vehicles = resolve.vehicles(lookup, match["vehicle"])
    except (InvalidDate, NotFound):
        return []
    params: Params = {
        "low": to_db(date.nominal_earliest),
        "high": to_db(date.nominal_before),
    }
    among = members(lookup.dialect, "vehicle", vehicles or [-1], params)
    return lookup.rows(
        f"{_LAUNCHES} l.vehicle_id {among} AND l.date_start >= :low AND l.date_start < :high",
        params,
    )


def _by_payload(lookup: Lookup, text: Any) -> Found:
    """A launch by the name of what it carried, where a launch is asked for."""
    crafts = lookup.hits(text, ("spacecraft",))
    best = [hit.id for hit in crafts if hit.rank == crafts[0].rank]
    if not best:
        return []
    params: Params = {}
    among = members(lookup.dialect, "craft", best, params)
    return lookup.rows(
        f"{_LAUNCHES} l.id IN (SELECT s.launch_id FROM spacecraft AS s WHERE s.id {among})", params
    )
