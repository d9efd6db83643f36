"""One class per section of a pack: the fields that its records may have.

No field is required here, because a pack may repeat another pack's record only
to add a name to it; what a finished record needs stands in `NEEDED`, and the
merge asks for it when all packs have spoken.
"""

from __future__ import annotations

from typing import Annotated, Any, Required

from pydantic import with_config
from typing_extensions import TypedDict

from spacetimeline.packs.format.parts import (
    CLOSED,
    CountryTerms,
    CrewMembers,
    Landing,
    Members,
    Names,
    OperatorTerms,
    PartTerms,
    Released,
)
from spacetimeline.packs.format.types import (
    AnyKey,
    CatalogueNumber,
    Code,
    CountryKey,
    CraftKey,
    Date,
    FamilyKey,
    Fraction,
    Height,
    Identifiers,
    Inclination,
    Language,
    Latitude,
    LaunchKey,
    Longitude,
    Mass,
    Number,
    OrganizationKey,
    PadKey,
    PartyKey,
    PersonKey,
    PlatformKey,
    SiteKey,
    SourceKey,
    Text,
    Url,
    VehicleKey,
    YesNo,
    one_of,
    says,
)
from spacetimeline.vocabularies import (
    EventKind,
    EventStatus,
    ExpeditionKind,
    FlightOutcome,
    GoneHow,
    LaunchCategory,
    LaunchStatus,
    Orbit,
    Outcome,
    PlatformKind,
    Reached,
    RecordKind,
    SpacecraftKind,
    SpacecraftStatus,
    SpacewalkPlace,
    Verdict,
)

Start = Annotated[Date, says("When it began.")]
End = Annotated[Date, says("When it ended; left out: not yet, or unknown.")]


@with_config(CLOSED)
class Record(TypedDict, total=False):
    """What every record may have."""

    name: Annotated[Code, says("Its usual English name.")]
    names: Names
    identifiers: Annotated[Identifiers, says("{scheme: value or [values]}: gcat, wikidata, lv2 …")]
    sources: Annotated[list[SourceKey], says("Who says so: keys of sources.")]
    note: Annotated[Text, says("Doubts, and why sources differ, in our own words.")]


@with_config(CLOSED)
class Country(Record, total=False):
    """A state, of today or of then; its key is its ISO code, or SU, DD, CS, YU."""

    start: Start
    end: End
    predecessors: Annotated[list[CountryKey], says("The states that it came from.")]


@with_config(CLOSED)
class Organization(Record, total=False):
    """An agency, a company, an institute."""

    country: CountryKey
    start: Start
    end: End
    predecessors: Annotated[
        list[OrganizationKey], says("The organizations that it took over from.")
    ]
    parent: OrganizationKey


@with_config(CLOSED)
class Site(Record, total=False):
    """A launch site."""

    body: Annotated[Text, says("The world it lies on; left out: Earth.")]
    country: Annotated[CountryKey, says("Where it stands today.")]
    countries: Annotated[CountryTerms, says("Where it stood, with the time.")]
    latitude: Latitude
    longitude: Longitude
    timezone: Annotated[Text, says("Its IANA time zone: Asia/Qyzylorda.")]
    operators: OperatorTerms


@with_config(CLOSED)
class Pad(Record, total=False):
    """A launch pad of a site."""

    site: SiteKey
    latitude: Latitude
    longitude: Longitude
    operators: OperatorTerms


@with_config(CLOSED)
class Platform(Record, total=False):
    """A ship, aircraft or submarine that rockets start from."""

    platform_kind: Annotated[PlatformKind, one_of(PlatformKind), says("What it is.")]
    country: CountryKey
    operators: OperatorTerms


@with_config(CLOSED)
class Family(Record, total=False):
    """A family of launch vehicles; families nest."""

    parent: FamilyKey
    manufacturer: OrganizationKey


@with_config(CLOSED)
class Vehicle(Record, total=False):
    """A launch vehicle in the configuration in which it flew: Proton-K/DM-2M."""

    family: FamilyKey
    variant: Annotated[Code, says("What sets it apart in its family.")]
    manufacturer: OrganizationKey


@with_config(CLOSED)
class Launch(Record, total=False):
    """One launch, or one attempt; its key is its tag: 2006-022, 1969-f03."""

    date: Annotated[Date, says("First motion, in UTC.")]
    vehicle: VehicleKey
    pad: PadKey
    site: Annotated[SiteKey, says("Only where the pad is unknown: a pad knows its site.")]
    platform: PlatformKey
    ascent_site: Annotated[SiteKey, says("Where an aircraft let the rocket go.")]
    category: Annotated[LaunchCategory, one_of(LaunchCategory), says("Left out: orbital.")]
    outcome: Annotated[
        Outcome, one_of(Outcome), says("How it went; left out: not yet, or unknown.")
    ]
    success_fraction: Annotated[Fraction, says("0 to 1, where a source grades it.")]
    code: Annotated[Code, says("GCAT's launch code as given: OS, OF40.")]
    failure_cause: Annotated[Text, says("In a few words of our own.")]
    status: Annotated[
        LaunchStatus, one_of(LaunchStatus), says("Left out: flown with an outcome, else planned.")
    ]
    payloads: Annotated[list[CraftKey], says("What it put up, or was to put up.")]
    provider: Annotated[OrganizationKey, says("Who launched.")]
    serial: Annotated[Code, says("The rocket's serial number.")]
    cospar: Annotated[Text, says("2006-022; left out: the key, where that is a tag.")]


@with_config(CLOSED)
class Spacecraft(Record, total=False):
    """One object put up by one launch: satellite, ship, station, module."""

    kind: Annotated[SpacecraftKind, one_of(SpacecraftKind), says("What it is.")]
    launch: Annotated[LaunchKey, says("Usually said by the launch's payloads.")]
    vessel: Annotated[Code, says("The reused craft that it is: Columbia, C206 Endeavour.")]
    bus: Annotated[Code, says("Platform or class: Yakhta, Soyuz TMA-M.")]
    part_of: PartTerms
    released: Annotated[Released, says("When, and from what craft, it was let go.")]
    operator: Annotated[OrganizationKey, says("The only operator, or use `operators`.")]
    operators: OperatorTerms
    manufacturer: OrganizationKey
    mass: Annotated[Mass, says("At launch, kg.")]
    orbit: Annotated[Orbit, one_of(Orbit), says("GCAT's class.")]
    perigee: Annotated[Height, says("Height, km.")]
    apogee: Annotated[Height, says("Height, km.")]
    inclination: Annotated[Inclination, says("Degrees.")]
    longitude: Annotated[Longitude, says("Of a geostationary one: degrees, east positive.")]
    status: Annotated[SpacecraftStatus, one_of(SpacecraftStatus), says("What has become of it.")]
    ended: Annotated[Date, says("End of service.")]
    ended_how: Annotated[Text, says("Why it ended, in words.")]
    gone: Annotated[Date, says("When it left the sky, or its place.")]
    gone_how: Annotated[GoneHow, one_of(GoneHow), says("How it left.")]
    cospar: Annotated[Text, says("Its piece: 2006-022A.")]
    norad: Annotated[CatalogueNumber, says("Its catalogue number: 29230.")]


@with_config(CLOSED)
class Flight(Record, total=False):
    """One craft's flight with people aboard, on the way up, the way down or both."""

    craft: CraftKey
    launch: Annotated[LaunchKey, says("Left out: the craft's.")]
    reached: Annotated[Reached, one_of(Reached), says("Left out: orbit, which is orbit or beyond.")]
    apogee: Annotated[Height, says("Of a flight below orbit: km.")]
    outcome: Annotated[FlightOutcome, one_of(FlightOutcome), says("Left out while up.")]
    landing: Annotated[Landing, says("When and where it came down; of a lost craft, the loss.")]
    call_sign: Annotated[Code, says("The crew's call sign.")]
    partial: Annotated[YesNo, says("Only some of its people are entered.")]
    crew: CrewMembers


@with_config(CLOSED)
class Person(Record, total=False):
    """Someone who flew, or who is party to an event."""

    family_name: Annotated[Text, says("Where it isn't the last word of the name.")]
    born: Annotated[Date, says("Day of birth.")]
    died: Annotated[Date, says("Day of death.")]
    citizenships: Annotated[CountryTerms, says("Countries, with their time: [KZ].")]
    agency: OrganizationKey


@with_config(CLOSED)
class Expedition(Record, total=False):
    """A crew's time aboard a station."""

    station: CraftKey
    number: Annotated[Number, says("44, of ISS Expedition 44.")]
    kind: Annotated[ExpeditionKind, one_of(ExpeditionKind), says("resident or visiting.")]
    start: Start
    end: End
    members: Members


@with_config(CLOSED)
class Docking(Record, total=False):
    """One time of a craft at a port."""

    craft: CraftKey
    target: Annotated[CraftKey, says("The station or craft docked to.")]
    port: Annotated[Code, says("Which port: Zvezda aft.")]
    docked: Annotated[Date, says("When it docked.")]
    undocked: Annotated[Date, says("When it left; left out: not yet, or unknown.")]
    aboard: Annotated[
        list[PersonKey], says("Who left in it, where that is not all who come down on it.")
    ]


@with_config(CLOSED)
class Spacewalk(Record, total=False):
    """One time of people outside."""

    people: Annotated[list[PersonKey], says("Who went out.")]
    craft: Annotated[CraftKey, says("What they left from.")]
    start: Start
    end: End
    where: Annotated[SpacewalkPlace, one_of(SpacewalkPlace), says("Left out: open space.")]


@with_config(CLOSED)
class Programme(Record, total=False):
    """A common undertaking, such as Baiterek."""

    parties: Annotated[list[PartyKey], says("States, organizations, people.")]
    start: Start
    end: End
    status: Annotated[EventStatus, one_of(EventStatus), says("How it stands.")]


@with_config(CLOSED)
class Event(Record, total=False):
    """What happened that is not a launch: agreements, statements, plans."""

    kind: Annotated[EventKind, one_of(EventKind), says("What kind of thing happened.")]
    date: Annotated[Date, says("When; left out: unknown.")]
    parties: Annotated[list[PartyKey], says("States, organizations, people.")]
    about: Annotated[list[AnyKey], says("The records that it concerns.")]
    due: Annotated[Date, says("The deadline that it set, or the end of its term.")]
    status: Annotated[EventStatus, one_of(EventStatus), says("How it stands.")]
    resolved_by: Annotated[AnyKey, says("What did it, or the plan that followed.")]
    summary: Annotated[Text, says("What it says, in our own words.")]


@with_config(CLOSED)
class Source(TypedDict, total=False):
    """A publication that says so; it needs no source of its own."""

    title: Annotated[Code, says("Its title.")]
    name: Annotated[Code, says("The same as `title`; write `title`.")]
    names: Names
    identifiers: Annotated[Identifiers, says("{scheme: value or [values]}: doi, isbn …")]
    note: Annotated[Text, says("What to know about it, in our own words.")]
    publisher: Annotated[Text, says("Who published it.")]
    author: Annotated[Text, says("Who wrote it.")]
    date: Annotated[Date, says("When it was published.")]
    accessed: Annotated[Date, says("When it was read.")]
    url: Annotated[Url, says("Where it can be read.")]
    language: Annotated[Language, says("Its language, BCP 47.")]
    licence: Annotated[Code, says("The licence of its data.")]


@with_config(CLOSED)
class Claim(TypedDict, total=False):
    """One source says that a record's attribute has a value."""

    about: Required[AnyKey]
    attribute: Annotated[
        Text, says("The attribute: orbit, landing.date; left out: the value is a sentence.")
    ]
    value: Required[Annotated[Code, says("What the source says.")]]
    source: Required[SourceKey]
    date: Annotated[Date, says("When it was said; left out: the source's date.")]
    verdict: Required[Annotated[Verdict, one_of(Verdict), says("What we hold of it.")]]
    note: Annotated[Text, says("Why.")]


SECTIONS: dict[RecordKind, Any] = {
    RecordKind.COUNTRY: Country,
    RecordKind.ORGANIZATION: Organization,
    RecordKind.SITE: Site,
    RecordKind.PAD: Pad,
    RecordKind.PLATFORM: Platform,
    RecordKind.FAMILY: Family,
    RecordKind.VEHICLE: Vehicle,
    RecordKind.LAUNCH: Launch,
    RecordKind.SPACECRAFT: Spacecraft,
    RecordKind.FLIGHT: Flight,
    RecordKind.PERSON: Person,
    RecordKind.EXPEDITION: Expedition,
    RecordKind.DOCKING: Docking,
    RecordKind.SPACEWALK: Spacewalk,
    RecordKind.PROGRAMME: Programme,
    RecordKind.EVENT: Event,
    RecordKind.SOURCE: Source,
}
"""The class of each kind of record, in the order in which records refer to each other."""

NEEDED: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.PAD: ("name", "site"),
    RecordKind.SPACECRAFT: ("name", "kind"),
    RecordKind.FLIGHT: ("craft",),
    RecordKind.EXPEDITION: ("name", "station"),
    RecordKind.DOCKING: ("craft", "target"),
    RecordKind.SPACEWALK: ("people",),
    RecordKind.EVENT: ("name", "kind"),
    RecordKind.SOURCE: ("title",),
}
"""What a finished record must have; where nothing is listed, its name."""
