"""What a pack's `coverage` may speak of: the questions, and the filters that each takes.

The questions themselves lie further right than this room may import, so their
filters stand here a second time, by the kind of value that they take; a test
holds the two against each other.
"""

from __future__ import annotations

from spacetimeline import vocabularies as v
from spacetimeline.vocabularies import RecordKind, Vocabulary

COUNTRY = (RecordKind.COUNTRY,)
CRAFT = (RecordKind.SPACECRAFT,)
ORGANIZATION = (RecordKind.ORGANIZATION,)
PERSON = (RecordKind.PERSON,)
ANY = tuple(RecordKind)
FREE: tuple[RecordKind, ...] = ()
"""Text or a number that is no record: a serial, a bus."""

Takes = tuple[RecordKind, ...] | type[Vocabulary]

_COMMON: dict[str, Takes] = {"country": COUNTRY, "source": (RecordKind.SOURCE,), "name": FREE}
_TIME: dict[str, Takes] = {"year": FREE, "since": FREE, "until": FREE, "during": FREE}
_VEHICLE = (RecordKind.VEHICLE, RecordKind.FAMILY)

_SPACECRAFT: dict[str, Takes] = {
    "operator": ORGANIZATION,
    "manufacturer": ORGANIZATION,
    "bus": FREE,
    "orbit": v.Orbit,
    "status": v.SpacecraftStatus,
    "vehicle": _VEHICLE,
    "launch": (RecordKind.LAUNCH,),
}

_OWN: dict[str, dict[str, Takes]] = {
    "launches": {
        "vehicle": _VEHICLE,
        "family": (RecordKind.FAMILY,),
        "site": (RecordKind.SITE,),
        "pad": (RecordKind.PAD,),
        "platform": (RecordKind.PLATFORM,),
        "outcome": v.Outcome,
        "provider": ORGANIZATION,
        "operator": ORGANIZATION,
        "payload": CRAFT,
        "person": PERSON,
        "orbit": v.Orbit,
        "crewed": FREE,
        "status": v.LaunchStatus,
        "category": v.LaunchCategory,
        "serial": FREE,
        "provider_country": COUNTRY,
        "payload_country": COUNTRY,
        "crew_country": COUNTRY,
        "site_country": COUNTRY,
    },
    "flights": {
        "person": PERSON,
        "craft": CRAFT,
        "station": CRAFT,
        "vehicle": _VEHICLE,
        "outcome": v.FlightOutcome,
        "boundary": v.Boundary,
    },
    "stays": {
        "person": PERSON,
        "station": CRAFT,
        "flight": (RecordKind.FLIGHT,),
        "ongoing": FREE,
        "boundary": v.Boundary,
    },
    "people": {
        "flown": FREE,
        "agency": ORGANIZATION,
        "flight": (RecordKind.FLIGHT,),
        "station": CRAFT,
        "boundary": v.Boundary,
    },
    "spacecraft": {"kind": v.SpacecraftKind, **_SPACECRAFT},
    "satellites": _SPACECRAFT,
    "events": {"kind": v.EventKind, "about": ANY, "party": ANY, "status": v.EventStatus},
    "timeline": {"kind": v.EntryKind, "about": ANY},
    "dockings": {"craft": CRAFT, "station": CRAFT},
    "spacewalks": {"person": PERSON, "station": CRAFT},
    "expeditions": {
        "station": CRAFT,
        "number": FREE,
        "kind": v.ExpeditionKind,
        "person": PERSON,
    },
    "vehicles": {"family": (RecordKind.FAMILY,), "manufacturer": ORGANIZATION},
    "pads": {"site": (RecordKind.SITE,)},
    "claims": {"about": ANY, "attribute": FREE, "verdict": v.Verdict},
    "sources": {"about": ANY, "publisher": FREE},
    "families": {"family": (RecordKind.FAMILY,)},
    "sites": {},
    "organizations": {},
    "countries": {},
    "programmes": {},
    "in space": {"boundary": v.Boundary},
    "population": {"boundary": v.Boundary},
}

SUBJECTS: dict[str, dict[str, Takes]] = {
    subject: {**own, **_COMMON, **_TIME} for subject, own in _OWN.items()
}
"""Each subject of coverage with its filters, and what their values are: kinds of
records (none: free), or a vocabulary."""

YES_OR_NO = ("crewed", "ongoing", "flown")
"""Filters whose value is true or false."""
