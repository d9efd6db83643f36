"""GCAT's codes: of launches, of objects, of orbits and of what became of objects.

Codes are read by position; a code's blanks count. The meaning of each is GCAT's own, from its
pages on launch codes, object types and status codes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from spacetimeline.catalogs.items import RowError
from spacetimeline.designations import Designation, DesignationKind, designation
from spacetimeline.errors import NotFound
from spacetimeline.vocabularies import (
    GoneHow,
    LaunchCategory,
    Orbit,
    Outcome,
    SpacecraftKind,
    word,
)

_CODE = re.compile(r"([A-Z!-])([SFUE]?)([0-9]{1,2})?")

_CATEGORIES = {
    "O": LaunchCategory.ORBITAL,
    "D": LaunchCategory.DEEP_SPACE,
    "X": LaunchCategory.FROM_ANOTHER_BODY,
    **dict.fromkeys("SMTAHRY", LaunchCategory.SUBORBITAL),
}

_TAG = re.compile(r"([0-9]{4})-([A-Z]?)([0-9]{2,4})")


class LaunchCode(NamedTuple):
    """What a launch code says."""

    category: LaunchCategory
    outcome: Outcome | None
    fraction: float | None


@lru_cache(maxsize=1_000)
def launch_code(code: str, tag: str) -> LaunchCode:
    """Category, outcome and grade of a launch.

    A launch tagged U reached orbit, if at all, only for a moment, whatever its code begins with.

    Args:
        code: ``OS``, ``OF40``, ``DS`` …
        tag: the launch's tag in its normal form, `1958-U01`.

    Raises:
        RowError: there is no such code, or it is a dummy's.
    """
    found = _CODE.fullmatch(code)
    if not found or (found[1] not in _CATEGORIES and found[1] not in "-!"):
        raise RowError("Launch_Code", "is no launch code: OS, OF40, DS, XS …", code[:20])
    if found[1] in "-!":
        raise RowError("Launch_Code", "marks a dummy, no launch", code)
    category = _CATEGORIES[found[1]]
    if category is LaunchCategory.ORBITAL and tag[5:6] == "U":
        category = LaunchCategory.MARGINAL
    result, digits = found[2], found[3]
    if result == "E":
        return LaunchCode(LaunchCategory.PAD_EXPLOSION, Outcome.FAILURE, None)
    if result == "U" or not result:
        return LaunchCode(category, None, None)
    if digits:
        return LaunchCode(category, Outcome.PARTIAL_FAILURE, int(digits) / 100)
    return LaunchCode(category, Outcome.SUCCESS if result == "S" else Outcome.FAILURE, None)


@lru_cache(maxsize=4_096)
def launch_tag(text: str) -> str:
    """A launch tag in its normal form: `1957 ALP` is `1957-001`.

    Raises:
        RowError: it is no tag of a launch.
    """
    text = text.strip()
    found = _TAG.fullmatch(text)
    if found:
        width = 2 if found[2] else 3
        return f"{found[1]}-{found[2]}{found[3]:0>{width}}"
    meant = designation(text)
    if meant is None or meant.kind is not DesignationKind.COSPAR_LAUNCH:
        raise RowError(
            "Launch_Tag", "is no tag of a launch: 2006-022, 1957 ALP, 1969-F03", text[:40]
        )
    return meant.value


def piece(text: str) -> str | None:
    """The designation of a piece in its normal form, None where the field has none.

    The one piece of a launch that Greek letters name has no number: `1958 ALP` is `1958-001A`.
    """
    text = text.strip()
    meant: Designation | None = designation(text)
    if meant is None:
        return None
    if meant.kind is DesignationKind.COSPAR_LAUNCH and "-" not in text:
        return f"{meant.value}A"
    return meant.value if meant.kind is DesignationKind.COSPAR_PIECE else None


@lru_cache(maxsize=1_000)
def kind_of(type_: str, *, probe: bool) -> SpacecraftKind:
    """What an object is, from its type code.

    The first letter is coarse (payload, component, rocket stage, debris); the second says
    whether people were aboard at launch, or whether it is built for them; the sixth which
    sort of craft it is: a module M, a vehicle V.

    Args:
        type_: the code as it stands, its blanks too.
        probe: whether its launch went into deep space.
    """
    code = type_.ljust(12)
    match code[0]:
        case "R":
            return SpacecraftKind.ROCKET_STAGE
        case "D":
            return SpacecraftKind.DEBRIS
        case "C":
            return SpacecraftKind.COMPONENT
        case "P" | "S":
            pass
        case _:
            return SpacecraftKind.OTHER
    match code[1]:
        case "H":
            return SpacecraftKind.CREWED_SHIP
        case "P":
            return SpacecraftKind.STATION_MODULE if code[5] == "M" else SpacecraftKind.OTHER
        case "X":
            return SpacecraftKind.COMPONENT
    return SpacecraftKind.PROBE if probe else SpacecraftKind.SATELLITE


@lru_cache(maxsize=1_000)
def orbit_of(code: str) -> Orbit | None:
    """The class of an orbit, the coarse part of GCAT's; None where the field has none.

    Raises:
        RowError: there is no such class.
    """
    code = code.strip().rstrip("?")
    if code in {"", "-"}:
        return None
    try:
        return word(Orbit, code)
    except NotFound:
        coarse = code.split("/")[0][:40]
    try:
        return word(Orbit, coarse)
    except NotFound as error:
        raise RowError("OpOrbit", str(error), code[:20]) from error


_GONE = {
    "R": GoneHow.DECAYED,
    "D": GoneHow.DEORBITED,
    "L": GoneHow.LANDED,
    "LF": GoneHow.LOST,
    "E": GoneHow.LOST,
    "C": GoneHow.LOST,
    "S": GoneHow.LOST,
    "F": GoneHow.LOST,
}


def gone_how(status: str) -> GoneHow | None:
    """How an object left its orbit, from its status code; None while it is there.

    A prefix A says that it happened while attached to another object, a suffix IN inside one.
    """
    code = status.strip().rstrip("?").removesuffix(" IN").strip()
    if code.startswith("A") and code != "ATT":
        code = code[1:]
    return _GONE.get(code)


def catalogue_number(satcat: str) -> int | None:
    """The US catalogue number; None where the field has a reason instead (``NNA``, ``NSO``)."""
    satcat = satcat.strip()
    return int(satcat) if satcat.isdecimal() and int(satcat) else None
