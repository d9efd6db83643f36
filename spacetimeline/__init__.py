"""The history of spaceflight as a database: who flew what, when, from where, and who says so.

>>> import spacetimeline as st
>>> st.launches(year=2011, vehicle="Proton-M").count()
9

Every public name is found on first use; importing opens nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacetimeline.dates import VagueDate
    from spacetimeline.errors import (
        Ambiguous,
        CatalogError,
        DatabaseError,
        FixtureError,
        InvalidDate,
        MissingExtra,
        NotFound,
        SpacetimelineError,
        SpacetimelineWarning,
        UnknownFilter,
    )
    from spacetimeline.library import Database, connect, default
    from spacetimeline.queries.query import Query

    aboard = default().aboard
    audit = default().audit
    claims = default().claims
    conflicts = default().conflicts
    countries = default().countries
    coverage = default().coverage
    dockings = default().dockings
    events = default().events
    expeditions = default().expeditions
    families = default().families
    flights = default().flights
    get = default().get
    in_space = default().in_space
    launches = default().launches
    organizations = default().organizations
    pads = default().pads
    page = default().page
    people = default().people
    plot = default().plot
    population = default().population
    programmes = default().programmes
    satellites = default().satellites
    search = default().search
    sites = default().sites
    sources = default().sources
    spacecraft = default().spacecraft
    spacewalks = default().spacewalks
    statistics = default().statistics
    stays = default().stays
    superlatives = default().superlatives
    timeline = default().timeline
    vehicles = default().vehicles
    version = default().version

__version__ = "0.1.0"

__all__ = [
    "Ambiguous",
    "CatalogError",
    "Database",
    "DatabaseError",
    "FixtureError",
    "InvalidDate",
    "MissingExtra",
    "NotFound",
    "Query",
    "SpacetimelineError",
    "SpacetimelineWarning",
    "UnknownFilter",
    "VagueDate",
    "aboard",
    "audit",
    "claims",
    "conflicts",
    "connect",
    "countries",
    "coverage",
    "dockings",
    "events",
    "expeditions",
    "families",
    "flights",
    "get",
    "in_space",
    "launches",
    "organizations",
    "pads",
    "page",
    "people",
    "plot",
    "population",
    "programmes",
    "satellites",
    "search",
    "sites",
    "sources",
    "spacecraft",
    "spacewalks",
    "statistics",
    "stays",
    "superlatives",
    "timeline",
    "vehicles",
    "version",
]

# Where the public names live that are no questions of the default database.
_HOMES = {
    **dict.fromkeys(
        [
            "Ambiguous",
            "CatalogError",
            "DatabaseError",
            "FixtureError",
            "InvalidDate",
            "MissingExtra",
            "NotFound",
            "SpacetimelineError",
            "SpacetimelineWarning",
            "UnknownFilter",
        ],
        "spacetimeline.errors",
    ),
    "Database": "spacetimeline.library",
    "Query": "spacetimeline.queries.query",
    "VagueDate": "spacetimeline.dates",
    "connect": "spacetimeline.library",
}


# What one kind of record is called, and the question for several.
_PLURALS = {
    "country": "countries",
    "event": "events",
    "expedition": "expeditions",
    "family": "families",
    "flight": "flights",
    "launch": "launches",
    "organization": "organizations",
    "pad": "pads",
    "person": "people",
    "programme": "programmes",
    "site": "sites",
    "source": "sources",
    "station": "spacecraft",
    "vehicle": "vehicles",
}

# What the commands and other libraries call it; of a slip Python tells the nearest name itself.
_MEANT = {
    "astronauts": "people",
    "cosmonauts": "people",
    "find": "search",
    "missions": "flights",
    "rockets": "vehicles",
    "show": "get",
    "stats": "statistics",
    "who": "in_space",
}


def __getattr__(name: str) -> object:
    # `import spacetimeline` opens nothing: each name is found when it is first used.
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name == "models":
        return import_module("spacetimeline.models")
    if name in {
        "load",
        "unload",
        "check",
        "import_catalog",
        "reconcile",
        "upgrade",
        "info",
        "close",
        "session",
    }:
        # Methods of a database of one's own; the embedded one says what to type.
        return getattr(import_module("spacetimeline.library").default(), name)
    if name in __all__:
        return getattr(import_module("spacetimeline.library").default(), name)
    msg = f"module 'spacetimeline' has no attribute {name!r}"
    if name in _PLURALS:
        plural = _PLURALS[name]
        msg += f'. For one {name} type st.get("…", kind="{name}"), for several st.{plural}(…)'
    elif name in _MEANT:
        msg += f". Did you mean st.{_MEANT[name]}?"
    import sys

    raise AttributeError(msg, name=name, obj=sys.modules[__name__])


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__", "models"])
