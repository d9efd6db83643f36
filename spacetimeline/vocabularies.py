"""The words that a fact may be told in: outcomes, kinds, roles, orbits.

Each vocabulary is an enum of its canonical words, stored by value. The other
words that people and catalogues use for the same thing stand beside the word
that they are folded into, on its own line, so adding one is one edit::

    class Outcome(Vocabulary):
        SUCCESS = "success", "succeeded", "successful"

`word` reads any of them, whatever its case, spaces, ``-`` and ``_``; a word
that is in no list is a `NotFound`, never a guess. This module loads nothing
but `enum` and our names: flat answers check their words with it too.
"""

from __future__ import annotations

from enum import StrEnum

from spacetimeline.errors import NotFound
from spacetimeline.names import fold_word, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self, TypeVar

    V = TypeVar("V", bound="Vocabulary")


class Vocabulary(StrEnum):
    """A closed list of words. A member's first word is its value, the others are aliases."""

    _value_: str
    aliases: tuple[str, ...]

    # Equal to its word, a member is found under it too; an enum's own hash is slow, and another.
    __hash__ = str.__hash__

    def __new__(cls, value: str, *aliases: str) -> Self:
        """Make a member that is its first word and remembers the others."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.aliases = aliases
        return member


class Outcome(Vocabulary):
    """How a launch went."""

    SUCCESS = "success", "succeeded", "successful", "launch successful"
    PARTIAL_FAILURE = "partial failure", "partial", "partial success", "partially failed"
    FAILURE = "failure", "failed", "fail", "launch failure"


class LaunchStatus(Vocabulary):
    """How far a launch has come."""

    FLOWN = "flown", "launched", "done"
    PLANNED = "planned", "scheduled"
    REQUESTED = "requested", "ordered"
    PROPOSED = "proposed"
    CANCELLED = "cancelled", "canceled"


class LaunchCategory(Vocabulary):
    """Where a launch was meant to go."""

    ORBITAL = "orbital", "orbit"
    DEEP_SPACE = "deep space", "deep"
    MARGINAL = "marginal", "marginal orbital"
    SUBORBITAL = "suborbital"
    FROM_ANOTHER_BODY = "from another body", "from another world"
    PAD_EXPLOSION = "pad explosion"


class SpacecraftKind(Vocabulary):
    """What a spacecraft is for."""

    SATELLITE = "satellite", "sat"
    CREWED_SHIP = "crewed ship", "crewed", "crewed spacecraft", "crew ship", "manned ship"
    CARGO_SHIP = "cargo ship", "cargo", "cargo spacecraft", "freighter"
    STATION = "station", "space station"
    STATION_MODULE = "station module", "module"
    PROBE = "probe", "space probe", "interplanetary probe"
    COMPONENT = "component", "part"
    ROCKET_STAGE = "rocket stage", "stage", "rocket body"
    DEBRIS = "debris"
    OTHER = "other"


class SpacecraftStatus(Vocabulary):
    """What has become of a spacecraft."""

    REQUESTED = "requested", "ordered"
    PLANNED = "planned", "under construction", "being built"
    ACTIVE = "active", "operational", "working", "in service"
    INACTIVE = "inactive", "dead", "retired", "out of service"
    GONE = "gone", "no longer exists"
    UNKNOWN = "unknown"


class GoneHow(Vocabulary):
    """How a spacecraft left the sky, or the place where it worked."""

    GRAVEYARD = "graveyard", "graveyard orbit", "disposal orbit"
    DECAYED = "decayed", "decay", "reentered", "re-entered"
    DEORBITED = "deorbited", "deorbit"
    LANDED = "landed", "landing"
    LOST = "lost", "destroyed"


class Orbit(Vocabulary):
    """GCAT's classes of orbits, the coarse part: ``LEO/S`` and ``LLEO/I`` are LEO."""

    LEO = (
        "LEO", "low Earth orbit", "LLEO", "SSO", "Sun-synchronous orbit", "ISS",
        "LLEO/E", "LLEO/I", "LLEO/P", "LLEO/S", "LLEO/R",
        "LEO/E", "LEO/I", "LEO/P", "LEO/S", "LEO/R",
    )  # fmt: skip
    MEO = "MEO", "medium Earth orbit"
    GEO = (
        "GEO", "geostationary", "geostationary orbit", "geosynchronous orbit", "GSO",
        "GEO/S", "GEO/I", "GEO/T", "GEO/D", "GEO/ID", "GEO/NS", "GEO/SI",
    )  # fmt: skip
    GTO = "GTO", "geostationary transfer orbit", "geosynchronous transfer orbit"
    HEO = "HEO", "highly elliptical orbit", "HEO/M", "Molniya orbit"
    VHEO = "VHEO", "very high Earth orbit"
    DSO = "DSO", "deep space orbit"
    CLO = "CLO", "cislunar orbit", "translunar orbit"
    EEO = "EEO", "Earth escape orbit"
    HCO = "HCO", "heliocentric orbit"
    PCO = "PCO", "planetocentric orbit"
    SSE = "SSE", "solar system escape"
    SO = "SO", "suborbital"
    TA = "TA", "trans-atmospheric orbit"
    ATM = "ATM", "atmospheric"


class FlightOutcome(Vocabulary):
    """How a flight of people ended."""

    LANDED = "landed", "landing", "splashed down"
    ASCENT_ABORT = "ascent abort", "launch abort"
    PAD_ABORT = "pad abort"
    LOST = "lost", "destroyed"


class Reached(Vocabulary):
    """How far up a flight got; ``orbit`` is orbit or beyond."""

    ORBIT = "orbit", "orbital"
    KARMAN_LINE = "100km", "Kármán line", "Karman line", "100 kilometres"
    FIFTY_MILES = "80km", "50 miles", "80 kilometres"
    NONE = "none", "below"


class Boundary(Vocabulary):
    """Where space begins, for whoever asks: what got at least so far is kept."""

    ORBIT = "orbit", "orbital"
    KARMAN_LINE = "100km", "Kármán line", "Karman line", "100 kilometres", "FAI"
    FIFTY_MILES = "80km", "50 miles", "80 kilometres", "FAA"


class StayStatus(Vocabulary):
    """How a person's stay in space stands."""

    UP = "up", "ongoing", "in space"
    LANDED = "landed"
    LOST = "lost"
    UNKNOWN = "unknown"


class CrewRole(Vocabulary):
    """What a person was aboard as."""

    COMMANDER = "commander", "cdr", "crew commander", "spacecraft commander", "flight commander"
    PILOT = "pilot", "plt"
    FLIGHT_ENGINEER = (
        "flight engineer", "fe", "board engineer",
        "fe-1", "fe-2", "flight engineer 1", "flight engineer 2",
    )  # fmt: skip
    COMMAND_MODULE_PILOT = "command module pilot", "cmp"
    LUNAR_MODULE_PILOT = "lunar module pilot", "lmp"
    SCIENCE_PILOT = "science pilot"
    DOCKING_MODULE_PILOT = "docking module pilot", "dmp"
    MISSION_SPECIALIST = "mission specialist", "ms"
    PAYLOAD_SPECIALIST = "payload specialist", "ps"
    PAYLOAD_COMMANDER = "payload commander"
    RESEARCH_COSMONAUT = "research cosmonaut", "cosmonaut researcher", "researcher"
    PHYSICIAN = "physician", "doctor"
    TEST_ENGINEER = "test engineer"
    SPACEFLIGHT_PARTICIPANT = "spaceflight participant", "sfp", "space tourist"
    MISSION_COMMANDER = "mission commander"
    OPERATOR = "operator"
    ENGINEER = "engineer"
    PASSENGER = "passenger"
    CREW_MEMBER = "crew member", "crew", "member"


class ExpeditionKind(Vocabulary):
    """Whether a crew lived aboard a station or came to see it."""

    RESIDENT = "resident", "long duration", "principal", "main"
    VISITING = "visiting", "visit", "visiting crew"


class EventKind(Vocabulary):
    """What kind of thing happened that is not a launch."""

    AGREEMENT = "agreement", "contract", "treaty"
    DECLARATION = "declaration", "joint declaration"
    TALKS = "talks", "negotiations"
    STATEMENT = "statement"
    REQUEST = "request"
    PLAN = "plan"
    MILESTONE = "milestone"
    FAILURE = "failure"
    VISIT = "visit"


class EventStatus(Vocabulary):
    """How what an event set going stands now."""

    OPEN = "open", "under discussion"
    IN_FORCE = "in force"
    DONE = "done", "fulfilled", "completed"
    MISSED = "missed"
    SUPERSEDED = "superseded", "replaced"
    CANCELLED = "cancelled", "canceled"


class SpacewalkPlace(Vocabulary):
    """Where a spacewalk led; ``inside`` is a module without air."""

    OPEN_SPACE = "open space", "outside"
    MOON = "Moon", "lunar surface"
    INSIDE = "inside"


class Verdict(Vocabulary):
    """What we hold of a source's claim."""

    ADOPTED = "adopted", "accepted"
    DISPUTED = "disputed", "rejected"
    SUPERSEDED = "superseded", "replaced"


class NameKind(Vocabulary):
    """What kind of name a name is."""

    ALIAS = "alias", "also known as", "aka"
    NATIVE = "native"
    SHORT = "short", "abbreviation"
    FULL = "full", "official"
    FORMER = "former", "old"
    NICKNAME = "nickname"
    CALL_SIGN = "call sign"
    TRANSLITERATION = "transliteration"
    CODE = "code"


class PlatformKind(Vocabulary):
    """What a rocket starts from where that is no pad."""

    SHIP = "ship"
    AIRCRAFT = "aircraft", "airplane", "plane"
    SUBMARINE = "submarine"
    BALLOON = "balloon"
    FIXED = "fixed"


class EntryKind(Vocabulary):
    """What an entry of the timeline tells of; an event's kind stands for itself."""

    LAUNCH = "launch"
    LANDING = "landing"
    DOCKING = "docking"
    UNDOCKING = "undocking"
    RELOCATION = "relocation"
    SPACEWALK = "spacewalk", "eva"
    LOSS = "loss"
    DECAY = "decay"
    END = "end"
    AGREEMENT = "agreement", "contract", "treaty"
    DECLARATION = "declaration", "joint declaration"
    TALKS = "talks", "negotiations"
    STATEMENT = "statement"
    REQUEST = "request"
    PLAN = "plan"
    MILESTONE = "milestone"
    FAILURE = "failure"
    VISIT = "visit"


class RecordKind(Vocabulary):
    """What a record is; `section` is the plural that fixtures and questions use."""

    COUNTRY = "country", "state"
    ORGANIZATION = "organization", "organisation", "organisations"
    SITE = "site", "launch site", "cosmodrome", "spaceport"
    PAD = "pad", "launch pad"
    PLATFORM = "platform"
    FAMILY = "family", "vehicle family"
    VEHICLE = "vehicle", "launch vehicle", "rocket"
    LAUNCH = "launch"
    SPACECRAFT = "spacecraft", "craft"
    FLIGHT = "flight"
    PERSON = "person", "astronaut", "cosmonaut"
    EXPEDITION = "expedition"
    DOCKING = "docking"
    SPACEWALK = "spacewalk", "eva"
    PROGRAMME = "programme", "program", "programs"
    EVENT = "event"
    SOURCE = "source"
    CLAIM = "claim"
    STAY = "stay"

    @property
    def section(self) -> str:
        """The plural: the section of a fixture, and the function that asks for all of them."""
        return _IRREGULAR_PLURALS.get(self.value) or f"{self.value}s"


_IRREGULAR_PLURALS = {
    "country": "countries",
    "family": "families",
    "launch": "launches",
    "spacecraft": "spacecraft",
    "person": "people",
}

_TABLES: dict[type[Vocabulary], dict[str, Vocabulary]] = {}


def _table(vocabulary: type[Vocabulary]) -> dict[str, Vocabulary]:
    """Every folded word of a vocabulary with its member, made at the first question."""
    table = _TABLES.get(vocabulary)
    if table is None:
        table = {}
        for member in vocabulary:
            for text in (member.value, *member.aliases):
                table[fold_word(text)] = member
            if isinstance(member, RecordKind):
                table[fold_word(member.section)] = member
        _TABLES[vocabulary] = table
    return table


def word(vocabulary: type[V], text: str) -> V:
    """The member that a text means, whatever its case, spaces, ``-`` and ``_``.

    >>> word(Outcome, "Partial_Failure")
    <Outcome.PARTIAL_FAILURE: 'partial failure'>
    >>> word(Orbit, "LLEO/I")
    <Orbit.LEO: 'LEO'>

    Raises:
        NotFound: the vocabulary has no such word; the text names the nearest and lists all.
    """
    if isinstance(text, vocabulary):
        return text
    table = _table(vocabulary)
    member = table.get(fold_word(str(text)))
    if member is not None:
        return member  # type: ignore[return-value]  # the table holds members of this vocabulary
    near = suggestions(vocabulary, str(text))
    meant = f"; did you mean {near[0]!r}?" if near else "."
    known = ", ".join(member.value for member in vocabulary)
    raise NotFound(
        f"{text!r} is no {title(vocabulary)}{meant} Known: {known}.",
        asked=str(text),
        suggestions=near or tuple(member.value for member in vocabulary),
    )


def suggestions(vocabulary: type[Vocabulary], text: str) -> tuple[str, ...]:
    """The canonical words nearest to a text, best first; empty when nothing is near."""
    table = _table(vocabulary)
    near = nearest(fold_word(text), list(table))
    return tuple(dict.fromkeys(table[each].value for each in near))


def title(vocabulary: type[Vocabulary]) -> str:
    """What a vocabulary is called in a sentence: ``crew role``."""
    name = vocabulary.__name__
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()
