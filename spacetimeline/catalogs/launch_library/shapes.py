"""Objects of the API: known by their content, and what is used of them, the nested ones too.

Nothing is taken that is somebody's sentence: descriptions, biographies, remarks, pictures.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spacetimeline.catalogs.items import RowError
from spacetimeline.catalogs.launch_library.fields import (
    Fields,
    inside,
    launch_id,
    listed,
    number,
    precision,
    text,
    whole,
    word,
)
from spacetimeline.catalogs.launch_library.layers import Rank, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

AGENCY, FAMILY, CONFIG, LOCATION, PAD = "agency", "family", "vehicle", "location", "pad"
LAUNCH, STATION, CRAFT, PERSON = "launch", "station", "craft", "person"
FLIGHT = "flight"
EXPEDITION, DOCKING, SPACEWALK, EVENT = "expedition", "docking", "spacewalk", "event"

KINDS = (
    AGENCY, FAMILY, CONFIG, LOCATION, PAD, LAUNCH, STATION, PERSON, CRAFT, FLIGHT, EXPEDITION,
    DOCKING, SPACEWALK, EVENT,
)  # fmt: skip
"""What is read, each after what it refers to."""

Told = tuple[str, str, str]
"""Kind, key and text of what one object tells of one record."""

_URL = re.compile(r"/(\d+\.\d+\.\d+)/([a-z_/]+?)/[0-9a-f-]+/?(?:\?.*)?$")
_PATHS = {
    "launch": LAUNCH, "launches": LAUNCH, "agencies": AGENCY, "pad": PAD, "pads": PAD,
    "location": LOCATION, "locations": LOCATION, "config/launcher": CONFIG,
    "launcher_configurations": CONFIG, "spacestation": STATION, "space_stations": STATION,
    "spacecraft/flight": CRAFT, "spacecraft_flights": CRAFT, "astronaut": PERSON,
    "astronauts": PERSON, "expedition": EXPEDITION, "expeditions": EXPEDITION,
    "docking_event": DOCKING, "docking_events": DOCKING, "spacewalk": SPACEWALK,
    "spacewalks": SPACEWALK, "event": EVENT, "events": EVENT,
    "launcher_configuration_families": FAMILY,
}  # fmt: skip
# By which keys an object without an address is known, the most telling first.
_KEYS = (
    (("net", "status"), LAUNCH),
    (("date_of_birth", "status"), PERSON),
    (("docking", "departure"), DOCKING),
    (("mission_end", "spacecraft"), CRAFT),
    (("start", "end", "spacestation"), EXPEDITION),
    (("start", "end", "duration"), SPACEWALK),
    (("founded", "orbit"), STATION),
    (("full_name", "variant"), CONFIG),
    (("latitude", "longitude", "location"), PAD),
    (("timezone_name", "latitude"), LOCATION),
    (("abbrev", "administrator"), AGENCY),
    (("date", "slug", "type"), EVENT),
)
# What some fields are called by the API, where we call them otherwise.
_CALLED = {
    "born": "date_of_birth", "died": "date_of_death", "docked": "docking", "departed": "departure",
    "designator": "launch_designator", "landed": "landing",
}  # fmt: skip
_LEVELS = {"list": 0, "normal": 1, "detailed": 2}


def kind_of(of: Fields) -> str | None:
    """What an object is, by its address, else by its keys; None if it is nothing that is read."""
    url = of.get("url")
    found = _URL.search(url) if isinstance(url, str) else None
    if found is not None:
        return _PATHS.get(found[2])
    return next((kind for keys, kind in _KEYS if all(key in of for key in keys)), None)


def version_of(of: Fields) -> str:
    """The version of the API that an object is from; empty where it does not show."""
    url = of.get("url")
    found = _URL.search(url) if isinstance(url, str) else None
    return found[1] if found is not None else ""


def told(of: Fields) -> list[Told]:
    """What an object tells of records, those that it refers to first, its own last.

    Raises:
        RowError: it cannot be read.
    """
    kind = kind_of(of)
    if kind is None:
        known = ", ".join(KINDS)
        raise RowError("", f"is none of the kinds of objects that are read: {known}")
    found = _Found(version_of(of))
    found.add(kind, of, 1)
    return found.told


class _Found:
    """Gathers what an object and those inside it tell.

    Args:
        version: of the API; those inside have it too.
    """

    def __init__(self, version: str) -> None:
        self.version = version
        self.told: list[Told] = []
        self._updated = ""

    def add(self, kind: str, of: Fields | None, level: int = 0) -> str | None:
        """Take what an object tells; gives its key, None if there is none."""
        if of is None:
            return None
        key = launch_id(of) if kind == LAUNCH else _number(of)
        if key is None:
            if level:
                raise RowError("id", "an object must have its number")
            return None
        if kind == PERSON and (word(of, "type") or "").lower() == "non-human":
            if level:
                raise RowError("type", "is no person", "Non-Human")
            return None
        fields = _SHAPES[kind](self, of)
        mode = text(of, "response_mode")
        rank: Rank = (
            text(of, "last_updated") or "", self.version, _LEVELS.get(mode or "", level)
        )  # fmt: skip
        if fields.get("name") or kind in {DOCKING, CRAFT}:
            if fields.get("up") or fields.get("down"):
                self.told.append((FLIGHT, key, text_of(rank, fields)))
            self.told.append((kind, key, text_of(rank, fields)))
        elif level:
            raise RowError("name", "must not be empty")
        return key

    def all(self, kind: str, objects: list[Fields]) -> list[str]:
        """The keys of several objects."""
        return [key for each in objects if (key := self.add(kind, each)) is not None]


def _number(of: Fields) -> str | None:
    found = whole(of, "id")
    return None if found is None else str(found)


def _given(of: Fields, **fields: Any) -> Fields:
    """Fields without those that an answer leaves out: a null is told, what is missing is not."""
    return {
        name: value
        for name, value in fields.items()
        if value not in (None, []) or _CALLED.get(name, name) in of
    }


# ------------------------------------------------------------ each kind


def _agency(_found: _Found, of: Fields) -> Fields:
    return _given(
        of, name=text(of, "name"), abbrev=text(of, "abbrev"), countries=_countries(of, "country"),
        founded=whole(of, "founding_year") if isinstance(of.get("founding_year"), int) else None,
    )  # fmt: skip


def _countries(of: Fields, name: str) -> list[str]:
    """The codes of countries: two letters since 2.3, before three, several joined by commas."""
    value = of.get(name)
    if isinstance(value, (list, dict)):
        codes = [
            text(each, "alpha_2_code") or text(each, "alpha_3_code") for each in listed(of, name)
        ]
    else:
        codes = [*(text(of, "country_code") or "").split(",")]
    return [code.strip().upper() for code in codes if code and code.strip().isalpha()]


def _family(found: _Found, of: Fields) -> Fields:
    return _given(of, name=text(of, "name"), parent=found.add(FAMILY, inside(of, "parent")))


def _config(found: _Found, of: Fields) -> Fields:
    maker = of.get("manufacturer")
    families = found.all(FAMILY, listed(of, "families"))
    named = text(of, "family") if isinstance(of.get("family"), str) else None
    return _given(
        of, name=text(of, "full_name") or text(of, "name"), short=text(of, "name"),
        variant=text(of, "variant"), families=families, family=named,
        maker=found.add(AGENCY, maker) if isinstance(maker, dict) else None,
    )  # fmt: skip


def _location(_found: _Found, of: Fields) -> Fields:
    body = inside(of, "celestial_body")
    return _given(
        of, name=text(of, "name"), countries=_countries(of, "country"),
        latitude=number(of, "latitude"), longitude=number(of, "longitude"),
        timezone=text(of, "timezone_name"), body=text(body, "name") if body else None,
    )  # fmt: skip


def _pad(found: _Found, of: Fields) -> Fields:
    return _given(
        of, name=text(of, "name"), location=found.add(LOCATION, inside(of, "location")),
        latitude=number(of, "latitude"), longitude=number(of, "longitude"),
    )  # fmt: skip


def _launch(found: _Found, of: Fields) -> Fields:
    mission, rocket = inside(of, "mission") or {}, inside(of, "rocket") or {}
    orbit = inside(mission, "orbit") or {}
    status = inside(of, "status") or {}
    crafts = [
        key
        for each in listed(rocket, "spacecraft_stage")
        if (key := found.add(CRAFT, {**each, "launch": {"id": of.get("id")}})) is not None
    ]
    return _given(
        of, name=text(of, "name"),
        designator=text(of, "launch_designator") or text(mission, "launch_designator"),
        status=text(status, "abbrev") or text(status, "name"),
        net=[text(of, "net"), precision(of, "net_precision")], slug=text(of, "slug"),
        provider=found.add(AGENCY, inside(of, "launch_service_provider")),
        vehicle=found.add(CONFIG, inside(rocket, "configuration")),
        pad=found.add(PAD, inside(of, "pad")),
        mission=text(mission, "name"), orbit=text(orbit, "abbrev") or text(orbit, "name"),
        crafts=crafts,
    )  # fmt: skip


def _station(found: _Found, of: Fields) -> Fields:
    return _given(
        of, name=text(of, "name"), founded=text(of, "founded"), deorbited=text(of, "deorbited"),
        status=word(of, "status"), orbit=word(of, "orbit"), type=word(of, "type"),
        owners=found.all(AGENCY, listed(of, "owners")),
    )  # fmt: skip


def _craft(found: _Found, of: Fields) -> Fields:
    craft = inside(of, "spacecraft") or {}
    config = inside(craft, "spacecraft_config") or {}
    launch = inside(of, "launch")
    landing = inside(of, "landing")
    return _given(
        of, name=text(craft, "name") or text(of, "name"), serial=text(craft, "serial_number"),
        config=text(config, "name"), type=word(config, "type"),
        single=True if word(craft, "status") == "Single Use" else None,
        agency=found.add(AGENCY, inside(config, "agency")),
        launch=_launch_of(found, launch), mission_end=text(of, "mission_end"),
        destination=text(of, "destination"),
        landed=landing.get("success") is True if landing is not None else None,
        up=_seats(found, of, "launch_crew"), aboard=_seats(found, of, "onboard_crew"),
        down=_seats(found, of, "landing_crew"),
    )  # fmt: skip


def _launch_of(found: _Found, launch: Fields | None) -> str | None:
    """The launch of a craft: told of too, where more than its identifier stands there."""
    if launch is None:
        return None
    return found.add(LAUNCH, launch) if "net" in launch else launch_id(launch)


def _seats(found: _Found, of: Fields, name: str) -> list[list[str | None]]:
    """Who was aboard: the person's number and the role."""
    seats: list[list[str | None]] = []
    for each in listed(of, name):
        who = found.add(PERSON, inside(each, "astronaut"))
        if who is not None:
            role = each.get("role")
            seats.append([who, text(role, "role") if isinstance(role, dict) else None])
    return seats


def _person(found: _Found, of: Fields) -> Fields:
    nations = of.get("nationality")
    ups = [key for each in listed(of, "flights") if (key := found.add(LAUNCH, each)) is not None]
    return _given(
        of, name=text(of, "name"), type=word(of, "type"), born=text(of, "date_of_birth"),
        died=text(of, "date_of_death"), first_flight=text(of, "first_flight"),
        nationality=_countries(of, "nationality")
        if isinstance(nations, (list, dict)) else text(of, "nationality"),
        agency=found.add(AGENCY, inside(of, "agency")), flights=ups,
        landings=found.all(CRAFT, listed(of, "landings")),
        spacewalks=found.all(SPACEWALK, listed(of, "spacewalks")),
    )  # fmt: skip


def _expedition(found: _Found, of: Fields) -> Fields:
    return _given(
        of, name=text(of, "name"), start=text(of, "start"), end=text(of, "end"),
        station=found.add(STATION, inside(of, "spacestation")), crew=_seats(found, of, "crew"),
    )  # fmt: skip


def _docking(found: _Found, of: Fields) -> Fields:
    where = inside(of, "docking_location") or {}
    chaser = inside(of, "flight_vehicle_chaser") or inside(of, "flight_vehicle") or {}
    launch = launch_id(of, "launch_id")
    if launch is not None and chaser and "launch" not in chaser:
        chaser = {**chaser, "launch": {"id": launch}}
    station = inside(of, "space_station_target") or inside(where, "spacestation")
    target = inside(of, "flight_vehicle_target")
    return _given(
        of, docked=text(of, "docking"), departed=text(of, "departure"), port=text(where, "name"),
        craft=found.add(CRAFT, chaser or None), station=found.add(STATION, station),
        target=found.add(CRAFT, target), name=text(inside(chaser, "spacecraft") or {}, "name"),
        destination=text(chaser, "destination"),
    )  # fmt: skip


def _spacewalk(found: _Found, of: Fields) -> Fields:
    return _given(
        of, name=text(of, "name"), start=text(of, "start"), end=text(of, "end"),
        station=found.add(STATION, inside(of, "spacestation")),
        craft=found.add(CRAFT, inside(of, "spacecraft_flight")), crew=_seats(found, of, "crew"),
    )  # fmt: skip


def _event(found: _Found, of: Fields) -> Fields:
    return _given(
        of, name=text(of, "name"), type=word(of, "type"), date=[text(of, "date"), precision(of, "date_precision")], slug=text(of, "slug"),
        launches=found.all(LAUNCH, listed(of, "launches")),
        expeditions=found.all(EXPEDITION, listed(of, "expeditions")),
        stations=found.all(STATION, listed(of, "spacestations")),
        agencies=found.all(AGENCY, listed(of, "agencies")),
        people=found.all(PERSON, listed(of, "astronauts")),
    )  # fmt: skip


_SHAPES: dict[str, Callable[[_Found, Fields], Fields]] = {
    AGENCY: _agency, FAMILY: _family, CONFIG: _config, LOCATION: _location, PAD: _pad,
    LAUNCH: _launch, STATION: _station, CRAFT: _craft, PERSON: _person, EXPEDITION: _expedition,
    DOCKING: _docking, SPACEWALK: _spacewalk, EVENT: _event,
}  # fmt: skip
