"""What exists: the records, as SQLAlchemy models. No questions, no files.

Every record has a row in `record` (`records.py`), which names, identifiers,
citations and claims point to; its own table adds its own facts. Relations are
read-only, and load when they are first walked.
"""

from __future__ import annotations

import gc

# Importing and configuring sixty classes makes many objects and no garbage:
# with the collector paused it takes a third less time.
_collecting = gc.isenabled()
gc.disable()
try:
    from sqlalchemy.orm import configure_mappers

    from spacetimeline.models.anything import fetch_record, fetch_records, model_of
    from spacetimeline.models.base import Base, ReadOnlyRecord, Recorded
    from spacetimeline.models.derived import EntryRow
    from spacetimeline.models.detached import send_nowhere
    from spacetimeline.models.flights import CrewMember, Flight, Landing
    from spacetimeline.models.happenings import Event, Programme
    from spacetimeline.models.launches import Docking, Launch, PartOf, Spacecraft
    from spacetimeline.models.people import (
        Aboard,
        Citizenship,
        Expedition,
        ExpeditionMember,
        Person,
        Spacewalk,
        Stay,
    )
    from spacetimeline.models.places import (
        Country,
        Operation,
        Organization,
        Pad,
        Platform,
        Site,
        SiteCountry,
    )
    from spacetimeline.models.records import (
        CatalogueFile,
        Citation,
        Claim,
        CoverageRow,
        Identifier,
        Name,
        Pack,
        Record,
        Source,
    )
    from spacetimeline.models.vehicles import Vehicle, VehicleFamily

    configure_mappers()
finally:
    if _collecting:
        gc.enable()

__all__ = [
    "Aboard",
    "Base",
    "CatalogueFile",
    "Citation",
    "Citizenship",
    "Claim",
    "Country",
    "CoverageRow",
    "CrewMember",
    "Docking",
    "EntryRow",
    "Event",
    "Expedition",
    "ExpeditionMember",
    "Flight",
    "Identifier",
    "Landing",
    "Launch",
    "Name",
    "Operation",
    "Organization",
    "Pack",
    "Pad",
    "PartOf",
    "Person",
    "Platform",
    "Programme",
    "ReadOnlyRecord",
    "Record",
    "Recorded",
    "Site",
    "SiteCountry",
    "Source",
    "Spacecraft",
    "Spacewalk",
    "Stay",
    "Vehicle",
    "VehicleFamily",
    "fetch_record",
    "fetch_records",
    "model_of",
    "send_nowhere",
]
