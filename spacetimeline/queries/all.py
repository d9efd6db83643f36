"""Every question, by name and by kind: one list for library, command line, documentation."""

from __future__ import annotations

from spacetimeline.queries.audit import AUDIT
from spacetimeline.queries.conflicts import CONFLICTS, COVERAGE
from spacetimeline.queries.happenings import CLAIMS, EVENTS, PROGRAMMES, SOURCES
from spacetimeline.queries.launches import LAUNCHES
from spacetimeline.queries.people import EXPEDITIONS, FLIGHTS, PEOPLE, SPACEWALKS, STAYS
from spacetimeline.queries.places import (
    COUNTRIES,
    FAMILIES,
    ORGANIZATIONS,
    PADS,
    SITES,
    VEHICLES,
)
from spacetimeline.queries.population import POPULATION
from spacetimeline.queries.presence import ABOARD, IN_SPACE
from spacetimeline.queries.spacecraft import DOCKINGS, SATELLITES, SPACECRAFT
from spacetimeline.queries.superlatives import SUPERLATIVES
from spacetimeline.queries.timeline import TIMELINE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacetimeline.queries.listed import Listed
    from spacetimeline.queries.subject import Subject

PLURALS = {
    subject.name: subject
    for subject in (
        LAUNCHES,
        FLIGHTS,
        STAYS,
        PEOPLE,
        SPACECRAFT,
        SATELLITES,
        DOCKINGS,
        SPACEWALKS,
        EXPEDITIONS,
        VEHICLES,
        FAMILIES,
        SITES,
        PADS,
        ORGANIZATIONS,
        COUNTRIES,
        PROGRAMMES,
        EVENTS,
        SOURCES,
        CLAIMS,
    )
}
"""The plural functions that answer with records."""

SUBJECT_OF = {subject.kind: subject for name, subject in PLURALS.items() if name != "satellites"}
"""For each kind of record, the question that has its fields."""

QUESTIONS: dict[str, Subject | Listed] = {
    **PLURALS,
    "timeline": TIMELINE,
    "in_space": IN_SPACE,
    "aboard": ABOARD,
    "population": POPULATION,
    "superlatives": SUPERLATIVES,
    "conflicts": CONFLICTS,
    "coverage": COVERAGE,
    "audit": AUDIT,
}
"""Every question that filters narrow."""
