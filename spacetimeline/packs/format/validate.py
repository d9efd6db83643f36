"""Holds what a file says against the schema, and words what is wrong.

A mistake costs only itself: the field, or the list's entry, in which it stands
is left out and marked as broken, and the rest of the record goes on to the
merge, so one run finds the other mistakes too and none follows from another.
"""

from __future__ import annotations

import copy
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from spacetimeline.errors import FixtureProblem
from spacetimeline.names import nearest
from spacetimeline.packs import limits
from spacetimeline.packs.format.fields import Field, fields, header_fields
from spacetimeline.packs.format.header import Header
from spacetimeline.packs.format.sections import SECTIONS, Claim
from spacetimeline.packs.reader import BROKEN, named, shape
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from spacetimeline.packs.reader import Document, Path

Values = dict[str, Any]

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COUNTRY_KEY = re.compile(r"[A-Z]{2}")

_COMMON_SLIPS = {
    "source": "sources",
    "license": "licence",
    "program": "programme",
    "organisation": "organization",
    "cause": "failure_cause",
    "manned": "crew",
}


@cache
def _adapter(kind: RecordKind | None) -> TypeAdapter[Any]:
    if kind is None:
        return TypeAdapter(Header)
    return TypeAdapter(Claim if kind is RecordKind.CLAIM else SECTIONS[kind])


class Problems:
    """Collects problems, of one check; at most `MAX_PROBLEMS` are kept."""

    def __init__(self) -> None:
        self.found: list[FixtureProblem] = []
        self.more = 0
        self.suggested = 0

    @property
    def full(self) -> bool:
        """Whether more will only be counted: then there is no use in wording them well."""
        return len(self.found) >= limits.MAX_PROBLEMS

    def may_suggest(self) -> bool:
        """Whether there is time to look for the nearest of many keys once more."""
        self.suggested += 1
        return self.suggested <= limits.MAX_SUGGESTIONS and not self.full

    def add(self, document: Document, path: Path, message: str, hint: str = "") -> None:
        """Note a problem of the value at a path in a file."""
        if self.full:
            self.more += 1
            return
        record, field = named(path)
        self.found.append(
            FixtureProblem(document.path, document.line(path), record, field, message, hint)
        )

    def extend(self, problems: list[FixtureProblem]) -> None:
        """Take over problems that were found elsewhere."""
        room = max(0, limits.MAX_PROBLEMS - len(self.found))
        self.found.extend(problems[:room])
        self.more += len(problems[room:])

    def sorted(self) -> list[FixtureProblem]:
        """All of them, in order of file and line."""
        found = sorted(self.found, key=lambda each: (each.file, each.line, each.record, each.field))
        if self.more:
            text = f"{self.more:,} more problems are not listed"
            found.append(FixtureProblem(found[-1].file, 0, "", "", text, "mend these first"))
        return found


def check_key(
    kind: RecordKind, key: str, document: Document, path: Path, problems: Problems
) -> None:
    """A key is lower-case words joined by hyphens; a country's is its code."""
    if kind is RecordKind.COUNTRY:
        if not COUNTRY_KEY.fullmatch(key):
            problems.add(
                document,
                path,
                f"{key[:40]!r} is no key of a country",
                "write its ISO 3166 code of two capital letters, such as KZ (SU, DD, CS, YU for former states)",
            )
    elif len(key) > limits.MAX_KEY:
        problems.add(
            document, path, f"this key has {len(key)} characters", f"use at most {limits.MAX_KEY}"
        )
    elif not KEY.fullmatch(key):
        words = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")
        problems.add(
            document,
            path,
            f"{key!r} is no key",
            "write lower-case letters and digits joined by hyphens"
            + (f": {words}" if words else ""),
        )


class Cleaned(NamedTuple):
    """What is right of a record.

    Attributes:
        values: the fields that are right, as the schema reads them.
        broken: the fields in which something was wrong and is left out.
        positions: of lists that lost entries, where the others stand in the file.
    """

    values: Values
    broken: frozenset[str] = frozenset()
    positions: dict[str, list[int]] = {}


def clean(
    kind: RecordKind | None, raw: object, document: Document, path: Path, problems: Problems
) -> Cleaned | None:
    """What is right of a record; None if it is no record at all.

    Args:
        kind: the kind of record; None for what a pack says of itself.
        raw: what the reader made of it.
        document: the file.
        path: where in the file it stands.
        problems: where to note what is wrong.
    """
    if raw is BROKEN:
        return None
    if not isinstance(raw, dict):
        problems.add(
            document,
            path,
            f"a mapping of fields is expected here, not {shape(raw)}",
            "write the fields below it, indented: `name: …`",
        )
        return None
    table = header_fields() if kind is None else fields(kind)
    # A field that is named and left empty (`outcome:`) is as if left out.
    given = {
        field: value for field, value in raw.items() if value is not None or field not in table
    }
    adapter = _adapter(kind)
    try:
        return Cleaned(adapter.validate_python(given))
    except ValidationError as error:
        errors = error.errors(include_url=False)
    if any(each["input"] is None for each in errors):
        given = {field: _without_nothing(value) for field, value in given.items()}
        try:
            return Cleaned(adapter.validate_python(given))
        except ValidationError as error:
            errors = error.errors(include_url=False)
    for each in errors:
        _report(each, table, document, path, problems)
    return _rest(adapter, given, errors)


def _without_nothing(value: object) -> object:
    """A value whose mappings have no fields that are left empty."""
    if isinstance(value, dict):
        return {name: _without_nothing(each) for name, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_without_nothing(each) for each in value]
    return value


def _rest(adapter: TypeAdapter[Any], given: Values, errors: list[ErrorDetails]) -> Cleaned:
    """What is left of a record without the values that are wrong."""
    broken: set[str] = set()
    given = {field: copy.deepcopy(value) for field, value in given.items()}
    positions = {
        field: list(range(len(value))) for field, value in given.items() if isinstance(value, list)
    }
    for attempt in range(3):
        # Entries go from the back, so that the places of the others still hold;
        # from the second attempt on whole fields go, to be sure of an end.
        places = {_place(error) for error in errors}
        if () in places:
            break  # a field is missing without which nothing is left to go on with
        for place in sorted(places, key=_order, reverse=True):
            broken.add(str(place[0]))
            _remove(given, place if attempt == 0 else place[:1])
            if len(place) == 2 and place[0] in positions:
                del positions[str(place[0])][int(place[1])]
        try:
            values = adapter.validate_python(given)
        except ValidationError as error:
            errors = error.errors(include_url=False)
        else:
            return Cleaned(values, frozenset(broken), positions)
    return Cleaned({}, frozenset(broken) | frozenset(given), {})


def _place(error: ErrorDetails) -> tuple[int | str, ...]:
    """What has to go because of an error: the value, or what lacks one."""
    # Errors of a mapping's keys end in a part that is in no file.
    location = tuple(part for part in error["loc"] if part != "[key]")
    return location[:-1] if error["type"] == "missing" else location


def _order(location: tuple[int | str, ...]) -> list[tuple[bool, int, str]]:
    return [
        (isinstance(part, int), part if isinstance(part, int) else 0, str(part))
        for part in location
    ]


def _remove(given: Any, location: tuple[int | str, ...]) -> None:
    """Take out what stands at a location; where the way to it is lost, the top of it."""
    holder = given
    for part in location[:-1]:
        try:
            holder = holder[part]
        except (LookupError, TypeError):
            given.pop(location[0], None)
            return
    try:
        del holder[location[-1]]
    except (LookupError, TypeError):
        given.pop(location[0], None)


def _report(
    error: ErrorDetails, table: dict[str, Field], document: Document, path: Path, problems: Problems
) -> None:
    """One error of pydantic's as a problem in our words."""
    value = error["input"]
    if value is BROKEN:
        return  # the reader has said why
    if problems.full:
        problems.more += 1
        return
    location = error["loc"]
    if error["type"] == "extra_forbidden":
        known = _siblings(location, table)
        message, hint = _unknown_field(str(location[-1]), known, problems)
    else:
        message, hint = _worded(error, value, location)
    problems.add(document, (*path, *_place(error)), message, hint)


def _worded(error: ErrorDetails, value: object, location: tuple[int | str, ...]) -> tuple[str, str]:
    kind = error["type"]
    if kind == "pack":
        context = error["ctx"]
        return context["message"], context["hint"]
    if kind == "missing":
        return f"`{location[-1]}` is missing", f"add `{location[-1]}: …`"
    if kind == "string_type":
        hint = "put it in quotes if it is meant as text" if isinstance(value, bool) else ""
        return f"text is expected here, not {shape(value)}", hint
    if kind == "string_too_short":
        return "the text is empty", "leave the field out if there is nothing to say"
    if kind == "list_type":
        hint = f"write it in brackets: [{value}]" if isinstance(value, str) else ""
        return f"a list is expected here, not {shape(value)}", hint
    if kind == "dict_type":
        return (
            f"a mapping of fields is expected here, not {shape(value)}",
            "such as {date: 2016-03-02}",
        )
    if kind in ("bool_type", "bool_parsing"):
        return (
            f"true or false is expected here, not {str(value)[:40]!r}",
            "write `true`, or leave the field out",
        )
    if kind == "string_pattern_mismatch":
        return _misshapen(str(value), error["ctx"]["pattern"])
    return f"this cannot be read: {error['msg']}", ""


def _misshapen(text: str, pattern: str) -> tuple[str, str]:
    short = text if len(text) <= 60 else f"{text[:60]}…"
    if "https" in pattern:
        return f"{short!r} is no web address", "begin with https://"
    if "A-Za-z0-9" in pattern:
        return f"{short!r} is no language", "write its BCP 47 code: ru, kk, zh, sr-Latn"
    if "A-Z" in pattern:
        return f"{short!r} is no script", "write its ISO 15924 code: Latn, Cyrl, Hans"
    return f"{short!r} is no scheme of identifiers", "write a lower-case word: gcat, wikidata"


def _siblings(location: tuple[int | str, ...], table: dict[str, Field]) -> list[str]:
    """The fields that exist where an unknown one stands."""
    if len(location) > 1 and location[0] in table:
        return list(table[str(location[0])].parts)
    return list(table)


def _unknown_field(name: str, known: list[str], problems: Problems) -> tuple[str, str]:
    slip = _COMMON_SLIPS.get(name.lower())
    near: list[str] = [slip] if slip in known else []
    if not near and problems.may_suggest():
        near = nearest(name, known)
    hint = f"did you mean `{near[0]}`? " if near else ""
    short = name if len(name) <= 60 else f"{name[:60]}…"
    return f"there is no field {short!r} here", f"{hint}known: {', '.join(known)}"
