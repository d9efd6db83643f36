"""Words of the API in our vocabularies: states, orbits, roles, kinds, nationalities."""

from __future__ import annotations

import re

from spacetimeline.errors import NotFound
from spacetimeline.vocabularies import (
    CrewRole,
    EventKind,
    ExpeditionKind,
    LaunchCategory,
    LaunchStatus,
    Outcome,
    SpacecraftKind,
    SpacecraftStatus,
    word,
)

FLOWN = {
    "success": Outcome.SUCCESS, "launch successful": Outcome.SUCCESS,
    "deployed": Outcome.SUCCESS, "payload deployed": Outcome.SUCCESS,
    "failure": Outcome.FAILURE, "launch failure": Outcome.FAILURE,
    "partial failure": Outcome.PARTIAL_FAILURE,
    "launch was a partial failure": Outcome.PARTIAL_FAILURE,
    "in flight": None, "launch in flight": None,
}  # fmt: skip
"""States of a launch that has taken place, with its outcome; all others are planned."""

ROUGH = frozenset(("tbd", "to be determined"))
"""The state of a launch whose date only holds a place."""

# Where a launch goes, by the abbreviation or name of its orbit; everything else is orbital.
_SUBORBITAL = ("sub", "suborbital")
_DEEP = re.compile(r"\b(lo|hco|helio\w*|lunar|moon|mars|venus|mercury|jupiter|asteroid|l1|l2|l-point"
                   r"|lagrange|heliocentric n/a|solar escape|tli)\b")  # fmt: skip

_CARGO = re.compile(r"cargo|resupply|transfer vehicle|^progress|^cygnus|^dragon 1|^tianzhou")

_MILESTONES = frozenset(("press event", "press conference", "farewell ceremony", "announcement"))

# What the older versions write for a nationality.
_NATIONS = {
    "american": "US", "australian": "AU", "austrian": "AT", "belarusian": "BY", "belgian": "BE",
    "brazilian": "BR", "british": "GB", "bulgarian": "BG", "canadian": "CA", "chinese": "CN",
    "cuban": "CU", "czech": "CZ", "czechoslovak": "CS", "danish": "DK", "dutch": "NL",
    "east german": "DD", "emirati": "AE", "french": "FR", "german": "DE", "hungarian": "HU",
    "indian": "IN", "iranian": "IR", "israeli": "IL", "italian": "IT", "japanese": "JP",
    "kazakh": "KZ", "kazakhstani": "KZ", "korean": "KR", "malaysian": "MY", "mexican": "MX",
    "mongolian": "MN", "polish": "PL", "romanian": "RO", "russian": "RU", "saudi": "SA",
    "saudi arabian": "SA", "slovak": "SK", "south african": "ZA", "south korean": "KR",
    "soviet": "SU", "spanish": "ES", "swedish": "SE", "swiss": "CH", "syrian": "SY",
    "turkish": "TR", "ukraine": "UA", "ukrainian": "UA", "vietnamese": "VN", "afghan": "AF",
}  # fmt: skip


def status_of(said: str | None) -> tuple[LaunchStatus, Outcome | None]:
    """How far a launch has come, and how it went."""
    folded = (said or "").lower()
    if folded in FLOWN:
        return LaunchStatus.FLOWN, FLOWN[folded]
    return LaunchStatus.PLANNED, None


def category_of(orbit: str | None) -> LaunchCategory:
    """Where a launch was meant to go."""
    folded = (orbit or "").lower()
    if folded in _SUBORBITAL:
        return LaunchCategory.SUBORBITAL
    if _DEEP.search(folded):
        return LaunchCategory.DEEP_SPACE
    return LaunchCategory.ORBITAL


def craft_kind(config: str | None, type_: str | None, *, crewed: bool) -> SpacecraftKind:
    """What a craft is for."""
    if crewed:
        return SpacecraftKind.CREWED_SHIP
    said = f"{config or ''}|{type_ or ''}".lower()
    return SpacecraftKind.CARGO_SHIP if _CARGO.search(said) else SpacecraftKind.OTHER


def station_status(said: str | None) -> SpacecraftStatus:
    """What has become of a station."""
    return {
        "active": SpacecraftStatus.ACTIVE, "de-orbited": SpacecraftStatus.GONE,
        "deorbited": SpacecraftStatus.GONE, "decommissioned": SpacecraftStatus.INACTIVE,
        "planned": SpacecraftStatus.PLANNED, "under construction": SpacecraftStatus.PLANNED,
    }.get((said or "").lower(), SpacecraftStatus.UNKNOWN)  # fmt: skip


def role_of(said: str | None) -> str | None:
    """What somebody was aboard as; None where it is no word of ours."""
    if said is None:
        return None
    try:
        return word(CrewRole, said).value
    except NotFound:
        return None


def event_kind(said: str | None) -> EventKind:
    """What kind of thing happened: what is said is a statement, all else a milestone."""
    return EventKind.STATEMENT if (said or "").lower() in _MILESTONES else EventKind.MILESTONE


def nations_of(said: str) -> list[str]:
    """The states of a nationality in words: Dutch-American has two."""
    folded = said.strip().lower()
    if folded in _NATIONS:
        return [_NATIONS[folded]]
    parts = [part for part in re.split(r"[-/, ]+", folded) if part]
    return [_NATIONS[part] for part in parts if part in _NATIONS]


_EXPEDITION = re.compile(r"^(?:.* )?(expedition|eo|ep)[ -](\d+)$", re.IGNORECASE)


def expedition_station(name: str) -> str:
    """The station in the name of an expedition: Salyut 6, of Salyut 6 EP-5; empty if none is."""
    return re.split(r"\s+(?:Expedition|EO|EP)\b", name, maxsplit=1, flags=re.IGNORECASE)[0].strip()


def expedition_of(name: str) -> tuple[ExpeditionKind | None, int | None]:
    """The kind and number of an expedition, from its name: Expedition 35, Mir EO-5, EP-3."""
    found = _EXPEDITION.match(name.strip())
    if found is None:
        return None, None
    visiting = found[1].lower() == "ep"
    return (ExpeditionKind.VISITING if visiting else ExpeditionKind.RESIDENT), int(found[2])
