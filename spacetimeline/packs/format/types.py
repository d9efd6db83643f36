"""What a single value may be: text, number, date, word of a vocabulary, reference.

The types do three things at once: they check a value as the reader gives it
(text, true, false or nothing), turn it into what the library works with, and
describe it in the JSON Schema that editors complete and check with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    BeforeValidator,
    Field,
    PlainValidator,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from spacetimeline.dates import VagueDate
from spacetimeline.errors import InvalidDate, NotFound
from spacetimeline.packs import limits
from spacetimeline.packs.reader import shape
from spacetimeline.vocabularies import NameKind, RecordKind, Vocabulary, word

if TYPE_CHECKING:
    from collections.abc import Callable


def says(text: str) -> Any:
    """One line about a field, shown by editors."""
    return Field(description=text)


def complaint(message: str, hint: str = "") -> PydanticCustomError:
    """A refusal in our words; `validate` makes a `FixtureProblem` of it."""
    return PydanticCustomError("pack", "{message}", {"message": message, "hint": hint})


# --- Text ---------------------------------------------------------------------

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

# What looks like a number to other YAML readers (a serial 53543, a version 1.10)
# stays text here, and editors must not complain of it.
Code = Annotated[Text, WithJsonSchema({"type": ["string", "number"]})]

LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
Language = Annotated[Text, StringConstraints(pattern=LANGUAGE)]
Script = Annotated[Text, StringConstraints(pattern=r"^[A-Z][a-z]{3}$")]
Url = Annotated[Text, StringConstraints(pattern=r"^https?://\S+$")]

# Only these two words: `yes` is as much text as `NO` is.
YesNo = Annotated[bool, Strict()]

# --- Numbers ------------------------------------------------------------------

_INTEGER = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")


def _read_number(
    value: object, *, whole: bool, low: float | None, high: float | None, unit: str
) -> float | int:
    what = "a whole number" if whole else "a number"
    of = f" ({unit})" if unit else ""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise complaint(f"{what}{of} is expected here, not {shape(value)}")
    text = str(value).strip()
    if len(text) > limits.MAX_NUMBER or not (_INTEGER if whole else _NUMBER).fullmatch(text):
        short = text if len(text) <= limits.MAX_NUMBER else text[: limits.MAX_NUMBER] + "…"
        raise complaint(
            f"{short!r} is not {what}{of}", "write it plain, without unit or thousands separator"
        )
    number = int(text) if whole else float(text)
    if (low is not None and number < low) or (high is not None and number > high):
        if low is None or high is None:
            limit = f"at least {low:g}" if high is None else f"at most {high:g}"
        else:
            limit = f"between {low:g} and {high:g}"
        raise complaint(f"{text} cannot be: it must be {limit}{of}")
    return number


def _number(
    *, whole: bool = False, low: float | None = None, high: float | None = None, unit: str = ""
) -> Any:
    schema: dict[str, Any] = {"type": "integer" if whole else "number"}
    if low is not None:
        schema["minimum"] = low
    if high is not None:
        schema["maximum"] = high
    read = partial(_read_number, whole=whole, low=low, high=high, unit=unit)
    return PlainValidator(read, json_schema_input_type=Annotated[Any, WithJsonSchema(schema)])


# A catalogue number has any size; this is what every database can hold.
_LARGEST = 2**63 - 1

Latitude = Annotated[
    float,
    _number(low=-90, high=90, unit="degrees, north positive"),
    says("Degrees, north positive."),
]
Longitude = Annotated[
    float,
    _number(low=-180, high=180, unit="degrees, east positive"),
    says("Degrees, east positive."),
]
Inclination = Annotated[float, _number(low=0, high=180, unit="degrees")]
Mass = Annotated[float, _number(low=0, high=1e9, unit="kg")]
Height = Annotated[float, _number(low=-7e4, high=1e13, unit="km")]
Fraction = Annotated[float, _number(low=0, high=1)]
Number = Annotated[int, _number(whole=True, low=0, high=1_000_000)]
CatalogueNumber = Annotated[int, _number(whole=True, low=1, high=_LARGEST)]

# --- Dates --------------------------------------------------------------------


@lru_cache(maxsize=20_000)
def _parse_date(text: str) -> VagueDate:
    return VagueDate.parse(text)


def _read_date(value: object) -> VagueDate:
    if isinstance(value, VagueDate):
        return value
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise complaint(
            f"a date is expected here, not {shape(value)}",
            "such as 2006-06-17T22:44:05Z or 2008-06?",
        )
    try:
        return _parse_date(str(value))
    except InvalidDate as error:
        raise complaint(str(error), "such as 2006-06-17T22:44:05Z, 2008-06? or 2016 Q2") from None


DATE_SCHEMA = {
    "type": ["string", "integer"],
    "description": "A date as precise as it is known: 2006-06-17T22:44:05Z, 2008-06, 2008-06?, 1970s, 2016 Q2.",
    "examples": ["2006-06-17T22:44:05Z", "2008-06", "2008-06?", "2016 Q2"],
}

Date = Annotated[
    VagueDate,
    PlainValidator(_read_date, json_schema_input_type=Annotated[Any, WithJsonSchema(DATE_SCHEMA)]),
]

# --- Vocabularies -------------------------------------------------------------


def _read_word(vocabulary: type[Vocabulary], value: object) -> Vocabulary:
    if not isinstance(value, str):
        known = ", ".join(member.value for member in vocabulary)
        raise complaint(f"a word is expected here, not {shape(value)}", f"one of: {known}")
    try:
        return word(vocabulary, value)
    except NotFound as error:
        raise complaint(str(error)) from None


def one_of(vocabulary: type[Vocabulary]) -> Any:
    """A word of a vocabulary, or one of its aliases; editors offer the words."""
    aliases = [alias for member in vocabulary for alias in member.aliases]
    choices: list[dict[str, Any]] = [{"enum": [member.value for member in vocabulary]}]
    if aliases:
        choices.append({"enum": aliases, "description": "Read as the word that it means."})
    schema = {"type": "string", "anyOf": choices}
    return PlainValidator(
        partial(_read_word, vocabulary),
        json_schema_input_type=Annotated[Any, WithJsonSchema(schema)],
    )


# --- References ---------------------------------------------------------------


@dataclass(frozen=True)
class Refers:
    """Marks a field that holds the key of another record.

    With one kind the key stands alone; with several it may have to be written
    as ``kind:key``, and the merge makes a `Ref` of it.
    """

    kinds: tuple[RecordKind, ...]


def key_of(*kinds: RecordKind) -> Any:
    """The mark of a reference to one of these kinds."""
    return Refers(kinds)


CountryKey = Annotated[Text, key_of(RecordKind.COUNTRY), says("A country's code, such as KZ.")]
OrganizationKey = Annotated[Text, key_of(RecordKind.ORGANIZATION), says("An organization's key.")]
SiteKey = Annotated[Text, key_of(RecordKind.SITE), says("A site's key.")]
PadKey = Annotated[Text, key_of(RecordKind.PAD), says("A pad's key.")]
PlatformKey = Annotated[Text, key_of(RecordKind.PLATFORM), says("A platform's key.")]
FamilyKey = Annotated[Text, key_of(RecordKind.FAMILY), says("A vehicle family's key.")]
VehicleKey = Annotated[Text, key_of(RecordKind.VEHICLE), says("A vehicle's key.")]
LaunchKey = Annotated[Text, key_of(RecordKind.LAUNCH), says("A launch's key, such as 2006-022.")]
CraftKey = Annotated[Text, key_of(RecordKind.SPACECRAFT), says("A spacecraft's key.")]
PersonKey = Annotated[Text, key_of(RecordKind.PERSON), says("A person's key.")]
SourceKey = Annotated[Text, key_of(RecordKind.SOURCE), says("A source's key.")]

_NAMED = tuple(kind for kind in RecordKind if kind not in (RecordKind.CLAIM, RecordKind.STAY))
AnyKey = Annotated[
    Text,
    key_of(*_NAMED),
    says("Any record's key; `kind:key` where several kinds have it, such as flight:soyuz-tm-13."),
]
PartyKey = Annotated[
    Text,
    key_of(RecordKind.COUNTRY, RecordKind.ORGANIZATION, RecordKind.PERSON),
    says("A country's, an organization's or a person's key."),
]


# --- Short forms --------------------------------------------------------------


def short_form(field: str) -> Callable[[object], object]:
    """Read a bare word in a list of mappings as the mapping's main field."""

    def lengthen(value: object) -> object:
        return (
            {field: value}
            if isinstance(value, (str, int)) and not isinstance(value, bool)
            else value
        )

    return lengthen


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


NameKindWord = Annotated[NameKind, one_of(NameKind), says("What kind of name this is.")]

IdentifierValues = Annotated[
    list[Text],
    BeforeValidator(
        _as_list,
        json_schema_input_type=Annotated[
            Any,
            WithJsonSchema(
                {
                    "anyOf": [
                        {"type": ["string", "integer"]},
                        {"type": "array", "items": {"type": ["string", "integer"]}},
                    ]
                }
            ),
        ],
    ),
]
Scheme = Annotated[Text, StringConstraints(pattern=r"^[a-z][a-z0-9_.-]*$")]
Identifiers = dict[Scheme, IdentifierValues]
