"""What a record says by leaving it out: filled in once all packs have spoken.

Also brings what may be said from either side into one form: a launch's payloads
and a craft's launch, one operator and several, a site's country and its history.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spacetimeline.packs.world import MergedIdentifier
from spacetimeline.vocabularies import (
    ExpeditionKind,
    FlightOutcome,
    GoneHow,
    LaunchCategory,
    LaunchStatus,
    Reached,
    RecordKind,
    SpacecraftKind,
    SpacecraftStatus,
    SpacewalkPlace,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacetimeline.packs.world import MergedRecord, World

TAG = re.compile(r"[0-9]{4}-([0-9]{3}|[a-z][0-9]{2,3})")
"""A launch's designation as a key: 2006-022, 1969-f03, 2024-s69."""


def fill(world: World) -> None:
    """Fill in what was left out, kind by kind: later ones look at earlier ones."""
    steps: tuple[tuple[RecordKind, Callable[[World, MergedRecord], None]], ...] = (
        (RecordKind.SITE, _site),
        (RecordKind.LAUNCH, _launch),
        (RecordKind.SPACECRAFT, _craft),
        (RecordKind.FLIGHT, _flight),
        (RecordKind.EXPEDITION, _expedition),
        (RecordKind.DOCKING, _docking),
        (RecordKind.SPACEWALK, _spacewalk),
        (RecordKind.SOURCE, _source),
    )
    for kind, lists in _LISTS.items():
        for record in world.of(kind).values():
            for name in lists:
                record.values.setdefault(name, [])
    _payloads(world)
    for kind, step in steps:
        for record in world.of(kind).values():
            step(world, record)
    _gone(world)


_LISTS: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.COUNTRY: ("predecessors",),
    RecordKind.ORGANIZATION: ("predecessors",),
    RecordKind.SITE: ("operators", "countries"),
    RecordKind.PAD: ("operators",),
    RecordKind.PLATFORM: ("operators",),
    RecordKind.LAUNCH: ("payloads",),
    RecordKind.SPACECRAFT: ("part_of", "operators"),
    RecordKind.FLIGHT: ("crew",),
    RecordKind.PERSON: ("citizenships",),
    RecordKind.EXPEDITION: ("members",),
    RecordKind.PROGRAMME: ("parties",),
    RecordKind.EVENT: ("parties", "about"),
}
"""Lists that every record of a kind has, if need be empty."""


def _site(_world: World, site: MergedRecord) -> None:
    values = site.values
    values.setdefault("body", "Earth")
    countries = values["countries"]
    if "country" in values:
        if not countries:
            countries.append({"country": values["country"]})
            # The one entry stands where the country stands.
            site.items.pop("countries", None)
    else:
        now = [term["country"] for term in countries if "until" not in term]
        if len(now) == 1:
            values["country"] = now[0]


def _launch(world: World, launch: MergedRecord) -> None:
    values = launch.values
    if "status" not in values and "status" not in launch.broken and "outcome" not in launch.broken:
        values["status"] = LaunchStatus.FLOWN if "outcome" in values else LaunchStatus.PLANNED
    values.setdefault("category", LaunchCategory.ORBITAL)
    if "cospar" not in values and TAG.fullmatch(launch.key):
        values["cospar"] = launch.key.upper()
    pad = world.get(RecordKind.PAD, values.get("pad"))
    if pad is not None and "site" in pad.values:
        values.setdefault("site", pad.values["site"])


def _payloads(world: World) -> None:
    """Make a launch's payloads and the crafts' launches say the same."""
    crafts, launches = world.of(RecordKind.SPACECRAFT), world.of(RecordKind.LAUNCH)
    listed: set[tuple[str, str]] = set()
    for launch in launches.values():
        for key in launch.values["payloads"]:
            crafts[key].values.setdefault("launch", launch.key)
            listed.add((key, launch.key))
    # A station's launch is its first part's; it is the part that was put up.
    listed.update(
        (term["craft"], craft.values["launch"])
        for craft in crafts.values()
        if "launch" in craft.values
        for term in craft.values["part_of"]
    )
    for craft in crafts.values():
        put_up_by = world.get(RecordKind.LAUNCH, craft.values.get("launch"))
        if put_up_by is None or (craft.key, put_up_by.key) in listed:
            continue
        if "payloads" not in put_up_by.broken:
            put_up_by.values["payloads"].append(craft.key)
            put_up_by.items.setdefault("payloads", []).append((craft.contributions[0], 0))


def _craft(_world: World, craft: MergedRecord) -> None:
    values = craft.values
    if "kind" not in craft.broken:
        values.setdefault("kind", SpacecraftKind.OTHER)
    operators = values["operators"]
    if "operator" in values and not operators:
        operators.append({"organization": values["operator"]})
        craft.items.pop("operators", None)
    elif operators and "operator" not in values:
        values["operator"] = max(enumerate(operators), key=_latest)[1]["organization"]
    for scheme in ("cospar", "norad"):
        _identifier(craft, scheme)


def _latest(numbered: tuple[int, dict[str, Any]]) -> tuple[bool, Any, int]:
    """Orders terms of office: the one that goes on is the last, then the latest begun."""
    number, term = numbered
    since = term.get("since")
    return (
        "until" not in term,
        since.nominal_earliest.timestamp() if since else float("-inf"),
        number,
    )


def _identifier(craft: MergedRecord, scheme: str) -> None:
    """A piece or catalogue number is a field and an identifier at once."""
    given = [each.value for each in craft.identifiers if each.scheme == scheme]
    if scheme in craft.values:
        value = str(craft.values[scheme])
        if value not in given:
            pack = craft.origin[scheme].pack if scheme in craft.origin else craft.pack
            craft.identifiers.append(MergedIdentifier(scheme, value, pack))
    elif len(given) == 1:
        craft.values[scheme] = given[0] if scheme == "cospar" else int(given[0])


def _flight(world: World, flight: MergedRecord) -> None:
    values = flight.values
    craft = world.get(RecordKind.SPACECRAFT, values.get("craft"))
    if craft is not None:
        values.setdefault("name", craft.name)
        if "launch" in craft.values:
            values.setdefault("launch", craft.values["launch"])
    values.setdefault("reached", Reached.ORBIT)
    values.setdefault("partial", False)
    landing = values.setdefault("landing", {})
    crew = values["crew"]
    for entry in crew:
        for leg in ("up", "down", "lost"):
            entry.setdefault(leg, False)
    if "date" in landing and not any(entry["lost"] for entry in crew):
        values.setdefault("outcome", FlightOutcome.LANDED)
    launch = world.get(RecordKind.LAUNCH, values.get("launch"))
    if launch is not None and "date" in launch.values:
        for entry in crew:
            if entry["up"] and "represented" not in entry:
                held = citizenship_at(world, entry["person"], launch.values["date"])
                if len(held) == 1:
                    entry["represented"] = held[0]


def citizenship_at(world: World, person: str, date: Any) -> list[str]:
    """The countries that a person was a citizen of at a date, by nominal bounds."""
    record = world.of(RecordKind.PERSON)[person]
    at = date.nominal_earliest
    held = [
        term["country"]
        for term in record.values.get("citizenships", ())
        if ("since" not in term or term["since"].nominal_earliest <= at)
        and ("until" not in term or at < term["until"].nominal_before)
    ]
    return list(dict.fromkeys(held))


def _gone(world: World) -> None:
    """A craft is gone with its flight's landing or loss; its status follows from what is known."""
    for flight in world.of(RecordKind.FLIGHT).values():
        craft = world.get(RecordKind.SPACECRAFT, flight.values.get("craft"))
        outcome = flight.values.get("outcome")
        if craft is None or "date" not in flight.values["landing"] or outcome is None:
            continue
        if "gone" not in craft.values and "gone" not in craft.broken:
            craft.values["gone"] = flight.values["landing"]["date"]
            lost = outcome is FlightOutcome.LOST
            craft.values.setdefault("gone_how", GoneHow.LOST if lost else GoneHow.LANDED)
    for craft in world.of(RecordKind.SPACECRAFT).values():
        if "status" not in craft.broken:
            craft.values.setdefault("status", _status(world, craft))


def _status(world: World, craft: MergedRecord) -> SpacecraftStatus:
    if "gone" in craft.values or "gone_how" in craft.values:
        return SpacecraftStatus.GONE
    if "ended" in craft.values:
        return SpacecraftStatus.INACTIVE
    launch = world.get(RecordKind.LAUNCH, craft.values.get("launch"))
    if launch is not None:
        if launch.values.get("status") is LaunchStatus.PLANNED:
            return SpacecraftStatus.PLANNED
        if launch.values.get("status") is LaunchStatus.REQUESTED:
            return SpacecraftStatus.REQUESTED
    return SpacecraftStatus.UNKNOWN


def _expedition(_world: World, expedition: MergedRecord) -> None:
    if "kind" not in expedition.broken:
        expedition.values.setdefault("kind", ExpeditionKind.RESIDENT)


def _source(_world: World, source: MergedRecord) -> None:
    if "title" in source.values:
        source.values.setdefault("name", source.values["title"])


def _docking(world: World, docking: MergedRecord) -> None:
    values = docking.values
    craft = world.get(RecordKind.SPACECRAFT, values.get("craft"))
    target = world.get(RecordKind.SPACECRAFT, values.get("target"))
    if craft is not None and target is not None:
        values.setdefault("name", f"{craft.name} at {target.name}")


def _spacewalk(world: World, walk: MergedRecord) -> None:
    values = walk.values
    values.setdefault("where", SpacewalkPlace.OPEN_SPACE)
    craft = world.get(RecordKind.SPACECRAFT, values.get("craft"))
    people = [world.of(RecordKind.PERSON)[key].name for key in values.get("people", ())]
    whence = f" from {craft.name}" if craft is not None else ""
    values.setdefault("name", f"Spacewalk{whence}" + (f": {', '.join(people)}" if people else ""))
