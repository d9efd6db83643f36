"""The small mappings inside records: names, terms of office, crews, landings.

Every class here is closed: a field that it does not list is a problem. Where a
list of mappings has one field that matters, a bare word stands for it
(``citizenships: [KZ]`` is ``[{country: KZ}]``), so the merge sees one form.
"""

from __future__ import annotations

from typing import Annotated, Any, Required

from pydantic import BeforeValidator, ConfigDict, with_config
from typing_extensions import TypedDict

from spacetimeline.packs.format.types import (
    CountryKey,
    CraftKey,
    Date,
    Language,
    Latitude,
    Longitude,
    NameKindWord,
    OrganizationKey,
    PersonKey,
    Script,
    Text,
    YesNo,
    one_of,
    says,
    short_form,
)
from spacetimeline.vocabularies import CrewRole

CLOSED = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

Since = Annotated[Date, says("From when; left out: from the beginning, or unknown.")]
Until = Annotated[Date, says("Until when; left out: still, or unknown.")]


@with_config(CLOSED)
class NameEntry(TypedDict, total=False):
    """Another name of a record, in any language and script."""

    text: Required[Annotated[Text, says("The name as written.")]]
    lang: Annotated[Language, says("Language, BCP 47: ru, kk, zh, sr-Latn.")]
    script: Annotated[Script, says("Script, ISO 15924: Cyrl; left out: seen from the text.")]
    kind: NameKindWord
    family: Annotated[
        Text, says("Of a person: the family name's part of the text, if not its last word.")
    ]
    since: Since
    until: Until


@with_config(CLOSED)
class CountryTerm(TypedDict, total=False):
    """A country for a time: a citizenship, or who owned a site."""

    country: Required[CountryKey]
    since: Since
    until: Until


@with_config(CLOSED)
class OperatorTerm(TypedDict, total=False):
    """An operator for a time."""

    organization: Required[OrganizationKey]
    since: Since
    until: Until


@with_config(CLOSED)
class PartTerm(TypedDict, total=False):
    """What a module belonged to for a time."""

    craft: Required[CraftKey]
    since: Since
    until: Until


Released = TypedDict(
    # In this form because `from` is a word of Python's own.
    "Released",
    {
        "date": Annotated[Date, says("When it was let go.")],
        "from": Annotated[CraftKey, says("The craft that let it go.")],
    },
    total=False,
)
with_config(CLOSED)(Released)


@with_config(CLOSED)
class Landing(TypedDict, total=False):
    """When and where a flight came down; of a lost craft, the loss."""

    date: Annotated[Date, says("When it came down, or was lost.")]
    place: Annotated[Text, says("Where, in words: near Zhezkazgan.")]
    latitude: Latitude
    longitude: Longitude


RoleWord = Annotated[CrewRole, one_of(CrewRole), says("What the person was aboard as.")]


@with_config(CLOSED)
class CrewMember(TypedDict, total=False):
    """One person of a flight: who went up in it, came down in it, or both."""

    person: Required[PersonKey]
    role: RoleWord
    up: Annotated[YesNo, says("Went up on this flight.")]
    down: Annotated[YesNo, says("Came down on this flight, alive or not.")]
    lost: Annotated[YesNo, says("Was lost with this flight.")]
    represented: Annotated[
        CountryKey,
        says("The state under whose flag; left out: the one citizenship held at the launch."),
    ]


@with_config(CLOSED)
class Member(TypedDict, total=False):
    """One person of an expedition."""

    person: Required[PersonKey]
    role: RoleWord


@with_config(CLOSED)
class CoverageEntry(TypedDict, total=False):
    """What a pack claims to hold completely."""

    subject: Required[Annotated[Text, says("A plural function: launches, satellites, stays …")]]
    filters: Annotated[dict[str, Any], says("Its keywords: {family: proton}, {country: KZ}.")]
    since: Since
    until: Until
    note: Annotated[Text, says("What exactly is meant, or what is left out.")]


def _or_text(entry: Any, field: str) -> BeforeValidator:
    """A bare word stands for the mapping with only that field."""
    return BeforeValidator(short_form(field), json_schema_input_type=Text | entry)


Names = Annotated[
    list[Annotated[NameEntry, _or_text(NameEntry, "text")]],
    says("Other names: text, or {text, lang, script, kind, family, since, until}."),
]
CountryTerms = list[Annotated[CountryTerm, _or_text(CountryTerm, "country")]]
OperatorTerms = Annotated[
    list[Annotated[OperatorTerm, _or_text(OperatorTerm, "organization")]],
    says("Operators with their time."),
]
CrewMembers = Annotated[
    list[Annotated[CrewMember, _or_text(CrewMember, "person")]],
    says("Who went up, came down or was lost on this flight."),
]
Members = Annotated[
    list[Annotated[Member, _or_text(Member, "person")]], says("Who took part, with their roles.")
]


def _part_terms(value: object) -> object:
    lengthen = short_form("craft")
    return [lengthen(each) for each in (value if isinstance(value, list) else [value])]


_PART_TERMS: Any = Text | PartTerm | list[Text | PartTerm]
PartTerms = Annotated[
    list[PartTerm],
    BeforeValidator(_part_terms, json_schema_input_type=_PART_TERMS),
    says("What it is a module of: a craft's key, or a list of {craft, since, until}."),
]
