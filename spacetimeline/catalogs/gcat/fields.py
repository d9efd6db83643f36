"""Fields of GCAT's rows: blanks, ``-``, numbers, lists and vague dates, with their known dirt."""

from __future__ import annotations

import re
from functools import lru_cache

from spacetimeline.catalogs.items import RowError
from spacetimeline.dates import VagueDate
from spacetimeline.dates.slips import repair
from spacetimeline.errors import InvalidDate

NOTHING = frozenset(("", "-"))
"""No value."""

# What stands in a date's place without being one: none, ongoing, unknown.
NO_DATES = frozenset(("", "-", "*", "?", "*?", "-?"))

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")
_BLANKS = re.compile(r"\s+")


def text_of(field: str) -> str | None:
    """A field's text, None where it has no value."""
    field = field.strip()
    return None if field in NOTHING else field


def code_of(field: str) -> tuple[str | None, bool]:
    """A code without its ``?``, and whether it is doubted; blanks inside do not count."""
    code = field.strip()
    doubted = code.endswith("?")
    if doubted:
        code = code.rstrip("?").rstrip()
    if code in NOTHING:
        return None, doubted
    return (_BLANKS.sub(" ", code) if " " in code else code), doubted


def codes_of(field: str) -> list[tuple[str, bool]]:
    """The codes of a list joined by ``/``, each with whether it is doubted."""
    if "/" not in field:
        code, doubted = code_of(field)
        return [] if code is None else [(code, doubted)]
    found = (code_of(part) for part in field.split("/"))
    return [(code, doubted) for code, doubted in found if code is not None]


def number_of(column: str, field: str) -> float | None:
    """A number, None where there is none; ``Inf`` (an open orbit) is none either.

    Raises:
        RowError: it is not a number.
    """
    field = field.strip()
    if field in NOTHING or field in {"Inf", "?"}:
        return None
    if not _NUMBER.fullmatch(field) or len(field) > 30:
        raise RowError(column, "is no number", field[:60])
    return float(field)


@lru_cache(maxsize=4_096)
def _date(field: str) -> tuple[VagueDate | None, str | None, str | None]:
    """A date, what was repaired, and why it cannot be read."""
    text, repaired = repair(field)
    if text.strip() in NO_DATES:
        return None, repaired, None
    try:
        return VagueDate.parse(text), repaired, None
    except InvalidDate as error:
        return None, repaired, str(error)


def date_of(column: str, field: str, mended: list[tuple[str, str, str]]) -> VagueDate | None:
    """A vague date, None where there is none (or where it is still to come).

    Args:
        column: the column's name, for what is told.
        field: the field as it stands.
        mended: gets the column, what was repaired, and the text, where something was.

    Raises:
        RowError: it is no date.
    """
    date, repaired, reason = _date(field)
    if reason is not None:
        raise RowError(column, reason, field.strip()[:60])
    if repaired is not None:
        mended.append((column, repaired, field))
    return date


def is_ongoing(field: str) -> bool:
    """Whether a date says that something goes on."""
    return field.strip().startswith("*")
