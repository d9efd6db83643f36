"""The types of flat fields: one list for frames, Parquet, and whatever reads CSV back.

Each field of a question says its type itself, so an answer without rows has the types of
one with rows. A vague date is text (what `str()` of it gives, which parses back to an equal
date), two instants that it lies between, and a precision; it is never an instant of its own.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    Types = Mapping[str, str]
    """For each flat field, in order, its type."""

TEXT = "text"
WORD = "word"
"""Text out of a short list: an outcome, a kind, a precision."""
WHOLE = "whole number"
NUMBER = "number"
TRUTH = "truth"
DATE = "date"
"""The text of a vague date."""
INSTANT = "instant"
"""A point in time, UTC, in ISO 8601 with ``Z``, to the millisecond at most."""
TEXTS = "texts"
"""A list of texts; empty where there are none."""
PAIRS = "pairs"
"""Names with values; JSON text where there is no type for them."""


def types_of(names: Iterable[str], known: Types) -> dict[str, str]:
    """The types of some flat fields, from the names by which dates and lists are known.

    Args:
        names: in order; beside ``date`` stand ``date_earliest``, ``date_before`` and
            ``date_precision``, beside a list ``people`` its ``people_keys``.
        known: those that the names do not tell; whatever else is text.
    """
    names = list(names)
    found = dict.fromkeys(names, TEXT)
    for name in names:
        if name.endswith("_precision"):
            date = name.removesuffix("_precision")
            found |= {date: DATE, f"{date}_earliest": INSTANT, f"{date}_before": INSTANT}
            found[name] = WORD
        elif name.endswith("_keys"):
            found |= {name.removesuffix("_keys"): TEXTS, name: TEXTS}
    return {name: known.get(name, type_) for name, type_ in found.items() if name in names}


def columns(rows: Sequence[Mapping[str, Any]], types: Types) -> dict[str, list[Any]]:
    """The values of each field, as Python has them for its type: instants as datetimes."""
    found: dict[str, list[Any]] = {}
    for name, type_ in types.items():
        convert = _CONVERTED.get(type_, _text)
        values = [row.get(name) for row in rows]
        if type_ == TEXTS:
            found[name] = [_texts(value or ()) for value in values]
        else:
            found[name] = [None if value is None else convert(value) for value in values]
    return found


def _text(value: Any) -> str:
    """Text as it is; a vocabulary's word as plain text; anything else as JSON."""
    if type(value) is str:
        return value
    if isinstance(value, str):
        return str(value)
    import json

    return json.dumps(value, ensure_ascii=False)


def _texts(values: Iterable[Any]) -> list[str]:
    return [_text(one) for one in values]


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) else None  # launches without a year are no year's


def _instant(value: str) -> Any:
    from datetime import datetime

    return datetime.fromisoformat(value)


_CONVERTED: dict[str, Any] = {INSTANT: _instant, WHOLE: _whole, NUMBER: float, TRUTH: bool}
