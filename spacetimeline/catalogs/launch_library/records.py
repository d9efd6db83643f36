"""Items out of what the answers tell together of one record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spacetimeline.catalogs.items import Alias, Item, Ref, RowError, Term
from spacetimeline.catalogs.launch_library import codes, shapes
from spacetimeline.catalogs.launch_library.fields import date, dated
from spacetimeline.catalogs.launch_library.layers import flat
from spacetimeline.catalogs.lists import ListedItem, Seat
from spacetimeline.dates import VagueDate
from spacetimeline.designations import DesignationKind, designation
from spacetimeline.names import fold, plain
from spacetimeline.vocabularies import LaunchStatus, NameKind, RecordKind, SpacecraftStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacetimeline.catalogs.kinds import Mended

K = RecordKind

_ASIDE = re.compile(r"\s*\([^()]*\)")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONG = 80


def key_of(text: str) -> str:
    """A key made of a name."""
    for way in (plain, fold):
        key = re.sub(r"[^a-z0-9]+", "-", way(text)).strip("-")[:_LONG].strip("-")
        if key:
            return key
    return "unnamed"


def ref(kind: RecordKind, what: str, key: str | None) -> Ref | None:
    """A record as this catalogue calls it: ``launch/e3df…``, ``agency/44``."""
    return None if key is None else Ref(kind, f"{what}/{key}")


def _item(kind: RecordKind, what: str, key: str, name: str) -> ListedItem:
    return ListedItem(kind, f"{what}/{key}", key_of(name), name)


def _point(item: Item, column: str, target: Ref | None) -> None:
    if target is not None:
        item.refs[column] = target


def _spot(item: Item, of: dict[str, Any]) -> None:
    """Where something stands; 0, 0 stands for places that nobody entered."""
    latitude, longitude = of.get("latitude"), of.get("longitude")
    if latitude is None or longitude is None or (latitude, longitude) == (0, 0):
        return
    if not -90 <= latitude <= 90 or not -180 <= longitude <= 360:
        raise RowError("latitude", "is no place on Earth", f"{latitude}, {longitude}")
    item.values |= {"latitude": float(latitude), "longitude": float(longitude)}


def _aside(name: str) -> list[str]:
    """A name without what stands in brackets, and what stands there."""
    inside = re.findall(r"\(([^()]+)\)", name)
    bare = _ASIDE.sub("", name).strip()
    return [each for each in (*inside, bare) if each and each != name]


def agency(key: str, of: dict[str, Any]) -> Item:
    """An agency, company or other body."""
    item = _item(K.ORGANIZATION, shapes.AGENCY, key, of["name"])
    short = of.get("abbrev")
    if short and short != item.name:
        item.names.append(Alias(short, NameKind.SHORT))
    countries = of.get("countries") or []
    if len(countries) == 1:  # of several none is the one that it belongs to
        item.refs["country_id"] = Ref(K.COUNTRY, countries[0])
    founded = of.get("founded")
    if isinstance(founded, int) and 1000 <= founded <= 9999:
        item.dates["start"] = VagueDate.parse(founded)
    item.alike = _aside(item.name)
    return item


def family(key: str, of: dict[str, Any]) -> Item:
    """A family of vehicles."""
    item = _item(K.FAMILY, shapes.FAMILY, key, of["name"])
    _point(item, "parent_id", ref(K.FAMILY, shapes.FAMILY, of.get("parent")))
    return item


def vehicle(key: str, of: dict[str, Any]) -> Item:
    """A launch vehicle."""
    item = _item(K.VEHICLE, shapes.CONFIG, key, of["name"])
    short = of.get("short")
    if short and short != item.name:
        item.alike = [short]  # Falcon 9, of Falcon 9 Block 5: no name of its own
    item.values["variant"] = of.get("variant")
    families = of.get("families") or []
    if families:
        _point(item, "family_id", ref(K.FAMILY, shapes.FAMILY, families[-1]))
    elif of.get("family"):
        item.refs["family_id"] = Ref(K.FAMILY, f"{shapes.FAMILY}/{of['family']}")
    _point(item, "manufacturer_id", ref(K.ORGANIZATION, shapes.AGENCY, of.get("maker")))
    return item


def location(key: str, of: dict[str, Any]) -> Item:
    """A launch site."""
    item = _item(K.SITE, shapes.LOCATION, key, of["name"])
    first = item.name.split(",")[0].strip()
    if first != item.name:
        item.names.append(Alias(first, NameKind.SHORT))
    item.values |= {"body": of.get("body") or "Earth", "timezone": of.get("timezone")}
    countries = of.get("countries") or []
    if len(countries) == 1:
        item.refs["country_id"] = Ref(K.COUNTRY, countries[0])
    _spot(item, of)
    item.alike = [each.strip() for each in item.name.split(",")[:2]]
    return item


def pad(key: str, of: dict[str, Any]) -> Item:
    """A launch pad."""
    item = _item(K.PAD, shapes.PAD, key, of["name"])
    site = of.get("location")
    if site is None:
        raise RowError("location", "a pad must have its location")
    item.refs["site_id"] = Ref(K.SITE, f"{shapes.LOCATION}/{site}")
    _spot(item, of)
    item.alike = _aside(item.name)
    return item


def launch(key: str, of: dict[str, Any]) -> Item:
    """A launch, flown or planned."""
    status, outcome = codes.status_of(of.get("status"))
    planned = status is LaunchStatus.PLANNED
    net, unit = of.get("net") or (None, None)
    rough = (of.get("status") or "").lower() in codes.ROUGH
    when = dated("net", net, unit, planned=planned, rough=rough)
    if when is None:
        raise RowError("net", "a launch must have its time (NET)")
    mission = of.get("mission") or of["name"].rpartition("|")[2].strip()
    usual = of["name"] if mission.lower().startswith("unknown") else mission or of["name"]
    item = _item(K.LAUNCH, shapes.LAUNCH, key, usual)
    if usual != of["name"]:
        item.names.append(Alias(of["name"]))
    tag = _designator(of.get("designator"))
    slug = of.get("slug") or ""
    item.key = tag.lower() if tag else slug if _SLUG.fullmatch(slug) else key_of(of["name"])
    item.dates["date"] = when
    item.values |= {
        "category": codes.category_of(of.get("orbit")).value, "status": status.value,
        "outcome": outcome and outcome.value, "cospar": tag,
    }  # fmt: skip
    item.told["slug"] = of.get("slug")
    _point(item, "vehicle_id", ref(K.VEHICLE, shapes.CONFIG, of.get("vehicle")))
    _point(item, "pad_id", ref(K.PAD, shapes.PAD, of.get("pad")))
    _point(item, "provider_id", ref(K.ORGANIZATION, shapes.AGENCY, of.get("provider")))
    if planned:
        item.told["planned"] = "yes"
    return item


def _designator(said: str | None) -> str | None:
    if said is None:
        return None
    found = designation(said)
    if found is None or found.kind is not DesignationKind.COSPAR_LAUNCH:
        raise RowError("launch_designator", "is no designation of a launch: 1957-001", said)
    return found.value


def station(key: str, of: dict[str, Any]) -> Item:
    """A space station."""
    item = _item(K.SPACECRAFT, shapes.STATION, key, of["name"])
    status = codes.station_status(of.get("status"))
    item.values |= {"kind": "station", "status": status.value}
    founded, gone = date("founded", of.get("founded")), date("deorbited", of.get("deorbited"))
    if founded is not None:
        item.dates["launched"] = founded
    if gone is not None and status is SpacecraftStatus.GONE:
        item.dates["gone"] = gone
    owners = [Ref(K.ORGANIZATION, f"{shapes.AGENCY}/{each}") for each in of.get("owners") or []]
    item.operators = [Term(each) for each in owners]
    if len(owners) == 1:
        item.refs["operator_id"] = owners[0]
    return item


def craft(key: str, of: dict[str, Any]) -> Item:
    """A spacecraft on one of its flights."""
    crewed = any(of.get(each) for each in ("up", "aboard", "down"))
    item = _item(K.SPACECRAFT, shapes.CRAFT, key, of.get("name") or f"spacecraft flight {key}")
    kind = codes.craft_kind(of.get("config"), of.get("type"), crewed=crewed)
    item.values |= {"kind": kind.value, "bus": of.get("config")}
    if not of.get("single"):
        item.values["vessel"] = of.get("serial")
    ended = date("mission_end", of.get("mission_end"))
    item.values["status"] = (
        SpacecraftStatus.UNKNOWN if ended is None else SpacecraftStatus.GONE
    ).value
    if ended is not None:
        item.dates["gone"] = ended
    _point(item, "launch_id", ref(K.LAUNCH, shapes.LAUNCH, of.get("launch")))
    _point(item, "operator_id", ref(K.ORGANIZATION, shapes.AGENCY, of.get("agency")))
    return item


def flight(key: str, of: dict[str, Any]) -> Item:
    """The flight of people on a craft."""
    seats = [_seat(each, up=True) for each in of.get("up") or []]
    seats += [_seat(each, down=True) for each in of.get("down") or []]
    item = _item(K.FLIGHT, shapes.FLIGHT, key, of.get("name") or f"spacecraft flight {key}")
    item.refs["craft_id"] = Ref(K.SPACECRAFT, f"{shapes.CRAFT}/{key}")
    _point(item, "launch_id", ref(K.LAUNCH, shapes.LAUNCH, of.get("launch")))
    ended = date("mission_end", of.get("mission_end"))
    if ended is not None and of.get("landed") is not False:
        item.dates["landing"] = ended
    landed = of.get("landed") is True and ended is not None
    item.values |= {"reached": "orbit", "outcome": "landed" if landed else None, "partial": False}
    item.seats = seats
    item.told["up"] = "yes" if of.get("up") else None
    item.told["down"] = "yes" if of.get("down") else None
    return item


def _seat(said: Sequence[str | None], *, up: bool = False, down: bool = False) -> Seat:
    who, role = said
    return Seat(Ref(K.PERSON, f"{shapes.PERSON}/{who}"), codes.role_of(role), up, down)


def person(key: str, of: dict[str, Any]) -> Item:
    """A person."""
    item = _item(K.PERSON, shapes.PERSON, key, of["name"])
    for prefix, name in (("born", "date_of_birth"), ("died", "date_of_death")):
        when = date(name, of.get(prefix))
        if when is not None:
            item.dates[prefix] = when
    _point(item, "agency_id", ref(K.ORGANIZATION, shapes.AGENCY, of.get("agency")))
    nations = of.get("nationality")
    found = codes.nations_of(nations) if isinstance(nations, str) else nations or []
    item.citizenships = [Ref(K.COUNTRY, each) for each in found]
    first = date("first_flight", of.get("first_flight"))
    item.told["first"] = None if first is None else str(first)
    item.told["flights"] = " ".join(of.get("flights") or []) or None
    return item


def expedition(key: str, of: dict[str, Any]) -> Item:
    """A crew of a station."""
    item = _item(K.EXPEDITION, shapes.EXPEDITION, key, of["name"])
    if of.get("station") is None:
        raise RowError("spacestation", "an expedition must have its station")
    item.refs["station_id"] = Ref(K.SPACECRAFT, f"{shapes.STATION}/{of['station']}")
    kind, number = codes.expedition_of(of["name"])
    item.values |= {"kind": kind and kind.value, "number": number}
    _span(item, of, "start", "end", ("start", "end"))
    item.seats = [_seat(each) for each in of.get("crew") or []]
    return item


def docking(key: str, of: dict[str, Any]) -> Item:
    """One time of a craft at a port."""
    item = _item(K.DOCKING, shapes.DOCKING, key, of.get("name") or f"docking event {key}")
    if of.get("craft") is None:
        raise RowError("flight_vehicle", "a docking must have its craft: modules are not read")
    item.key = f"ll-{key}"
    item.refs["craft_id"] = Ref(K.SPACECRAFT, f"{shapes.CRAFT}/{of['craft']}")
    target = ref(K.SPACECRAFT, shapes.STATION, of.get("station"))
    _point(item, "target_id", target or ref(K.SPACECRAFT, shapes.CRAFT, of.get("target")))
    item.values["port"] = of.get("port")
    item.told["destination"] = of.get("destination")
    _span(item, of, "docked", "departed", ("docked", "undocked"), strict=False)
    if "docked" not in item.dates:
        raise RowError("docking", "must be told: the time of docking")
    return item


def _span(
    item: Item,
    of: dict[str, Any],
    start: str,
    end: str,
    columns: tuple[str, str],
    *,
    strict: bool = True,
) -> None:
    for name, column in zip((start, end), columns, strict=True):
        when = date(name, of.get(name))
        if when is not None:
            item.dates[column] = when
    first, last = item.dates.get(columns[0]), item.dates.get(columns[1])
    if strict and first is not None and last is not None and last.before <= first.earliest:
        raise RowError(end, f"{last} is before the {start} ({first})", str(of.get(end)))


def spacewalk(key: str, of: dict[str, Any]) -> Item:
    """People outside."""
    item = _item(K.SPACEWALK, shapes.SPACEWALK, key, of["name"])
    item.key = f"ll-{key}"
    craft_ref = ref(K.SPACECRAFT, shapes.STATION, of.get("station"))
    _point(item, "craft_id", craft_ref or ref(K.SPACECRAFT, shapes.CRAFT, of.get("craft")))
    item.values["place"] = "open space"
    _span(item, of, "start", "end", ("start", "end"))
    if "start" not in item.dates:
        raise RowError("start", "must be told: when it began")
    item.seats = [_seat(each) for each in of.get("crew") or []]
    return item


def event(key: str, of: dict[str, Any]) -> Item:
    """Something that happened, or will."""
    item = _item(K.EVENT, shapes.EVENT, key, of["name"])
    item.key = key_of(of.get("slug") or of["name"])
    said, unit = of.get("date") or (None, None)
    when = dated("date", said, unit, planned=False, rough=False)
    if when is not None:
        item.dates["date"] = when
    item.values["kind"] = codes.event_kind(of.get("type")).value
    item.told["type"] = of.get("type")
    item.parties = [
        Ref(K.ORGANIZATION, f"{shapes.AGENCY}/{each}") for each in of.get("agencies") or []
    ]
    for kind, what, names in (
        (K.LAUNCH, shapes.LAUNCH, "launches"), (K.SPACECRAFT, shapes.STATION, "stations"),
        (K.EXPEDITION, shapes.EXPEDITION, "expeditions"), (K.PERSON, shapes.PERSON, "people"),
    ):  # fmt: skip
        item.about += [Ref(kind, f"{what}/{each}") for each in of.get(names) or []]
    return item


MAKERS: dict[str, Callable[[str, dict[str, Any]], Item]] = {
    shapes.AGENCY: agency, shapes.FAMILY: family, shapes.CONFIG: vehicle,
    shapes.LOCATION: location, shapes.PAD: pad, shapes.LAUNCH: launch, shapes.STATION: station,
    shapes.PERSON: person, shapes.CRAFT: craft, shapes.FLIGHT: flight, shapes.EXPEDITION: expedition,
    shapes.DOCKING: docking, shapes.SPACEWALK: spacewalk, shapes.EVENT: event,
}  # fmt: skip


def maker(kind: str) -> Callable[[Sequence[str], Mended], Item]:
    """What makes items of a kind, from the key and the text of a row."""

    def make(fields: Sequence[str], _mended: Mended) -> Item:
        key, text = fields
        return MAKERS[kind](key, flat(text))

    return make
