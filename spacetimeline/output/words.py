"""How a value is written where people read it: in the cell of a table, on a card.

Files (JSON, CSV) carry values as they are; only what is looked at passes through here.
"""

from __future__ import annotations

import re
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_UNSEEN = "\u00ad\u200b\u2060\ufeff"
"""Soft hyphen, zero-width spaces, byte order mark: they mean nothing and spoil the width."""
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Embeddings and overrides of direction: they would turn round what stands beside them."""

_SAFE = str.maketrans(
    {
        **{chr(code): "\ufffd" for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))},
        **dict.fromkeys(_BREAKS, " "),
        **dict.fromkeys(_UNSEEN + _TURNING, ""),
    }
)

_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?)Z")


def safe(text: str) -> str:
    r"""Text that stays in its line and cannot move a terminal's cursor.

    >>> safe("two\nlines"), safe("red \x1b[31m")
    ('two lines', 'red �[31m')
    """
    return text.translate(_SAFE)


_PLAINER = str.maketrans({"─": "-", "…": "~", "·": "-"})
"""Our own signs, where there is only ASCII."""


def within(text: str, encoding: str | None) -> str:
    """Text as it can be shown in an encoding: ``?`` for a letter that it does not have.

    >>> within("Байконур ─", "ascii"), within("Байконур ─", None)
    ('???????? -', 'Байконур ─')
    """
    encoding = encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAINER).encode(encoding, "replace").decode(encoding)
    return text


def printable(text: str) -> str:
    """Text that print() can show on this standard output, instead of failing at a letter."""
    return within(text, getattr(sys.stdout, "encoding", None))


def date_text(text: str, *, utc: str = "") -> str:
    """A date as people write it: ``2015-09-02 04:37:43``; a bare hour gets its ``h``.

    Args:
        text: a date as rows hold it, or a text with dates in it.
        utc: what stands behind a time, where nothing else says that it is UTC.

    >>> date_text("2015-09-02T04:37:43Z"), date_text("2016-06-08T23Z?"), date_text("2016 Q2")
    ('2015-09-02 04:37:43', '2016-06-08 23h?', '2016 Q2')
    >>> date_text("2015-09-02T04:37Z", utc="Z")
    '2015-09-02 04:37Z'
    """
    if "T" not in text:
        return text
    return _TIME.sub(
        lambda found: f"{found[1]} {found[2]}{'' if ':' in found[2] else 'h'}{utc}", text
    )


def has_time(text: str) -> bool:
    """Whether a date's text names a time of day, which is then UTC."""
    return "T" in text and _TIME.search(text) is not None


def duration_text(seconds: float) -> str:
    """A duration as people say it, to the minute; below an hour to the second.

    >>> duration_text(850_443), duration_text(3_900), duration_text(65), duration_text(0)
    ('9 d 20 h 14 min', '1 h 5 min', '1 min 5 s', '0 s')
    """
    sign = "-" if seconds < 0 else ""
    rest = round(abs(seconds))
    if rest < 3600:
        parts = [(rest // 60, "min"), (rest % 60, "s")]
    else:
        minutes = round(rest / 60)
        parts = [(minutes // 1440, "d"), (minutes // 60 % 24, "h"), (minutes % 60, "min")]
    said = " ".join(f"{number} {unit}" for number, unit in parts if number)
    return f"{sign}{said}" if said else "0 s"


def value_text(name: str, value: Any, *, dated: bool = False) -> str:
    """A value of a flat row as one safe line.

    Args:
        name: the flat field's; ``…_seconds`` is a duration.
        value: None is empty, a truth yes or no, a list its entries, `joined`.
        dated: whether it is a date, and its heading says that times are UTC.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return duration_text(value) if name.endswith("_seconds") else _number(value)
    if isinstance(value, dict):
        return ", ".join(f"{key} = {value_text('', one)}" for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return joined([value_text("", one) for one in value])
    return safe(date_text(str(value), utc="" if dated else "Z"))


def joined(texts: Sequence[str]) -> str:
    """Entries of a list with commas, or with semicolons where an entry has a comma itself.

    >>> joined(["Volkov", "Aimbetov"]), joined(["Spacewalk: Volkov, Kononenko", "Spacewalk: Yui"])
    ('Volkov, Aimbetov', 'Spacewalk: Volkov, Kononenko; Spacewalk: Yui')
    """
    return ("; " if any("," in text for text in texts) else ", ").join(texts)


def is_date(name: str, row: dict[str, Any]) -> bool:
    """Whether a flat field is a date: its bounds and precision stand beside it."""
    return f"{name}_precision" in row


def _number(value: float) -> str:
    return repr(value).removesuffix(".0")


UNITS = {
    "apogee": " km",
    "inclination": "°",
    "landing_latitude": "°",
    "landing_longitude": "°",
    "latitude": "°",
    "longitude": "°",
    "mass": " kg",
    "perigee": " km",
}
"""The units of flat fields, as they stand behind a value."""


def label(name: str) -> str:
    """A flat field's name in words.

    >>> label("flight_up"), label("time_in_space_seconds")
    ('flight up', 'time in space')
    """
    return name.removesuffix("_seconds").replace("_", " ")


def heading(name: str, rows: Sequence[dict[str, Any]]) -> str:
    """A flat field's name as a heading, with its unit; times of day are UTC.

    >>> heading("start", [{"start": "1991-10-02T05:59Z", "start_precision": "minute"}])
    'start (UTC)'
    >>> heading("mass", [])
    'mass (kg)'
    """
    words = label(name)
    timed = any(is_date(name, row) and has_time(row[name] or "") for row in rows)
    unit = "UTC" if timed else UNITS.get(name, "").strip()
    return f"{words} ({unit})" if unit else words


_COUNTED = {
    "aboard": ("person aboard", "people aboard"),
    "audit": ("problem", "problems"),
    "coverage": ("part held to be complete", "parts held to be complete"),
    "in_space": ("person in space", "people in space"),
    "launches": ("launch", "launches"),
    "people": ("person", "people"),
    "population": ("change", "changes"),
    "search": ("match", "matches"),
    "spacecraft": ("spacecraft", "spacecraft"),
    "statistics": ("group", "groups"),
    "timeline": ("entry", "entries"),
}


def counted(number: int, plural: str) -> str:
    """So many rows of a question, by its name.

    >>> counted(1, "launches"), counted(6828, "launches"), counted(0, "countries")
    ('1 launch', '6,828 launches', '0 countries')
    """
    if plural in _COUNTED:
        one, several = _COUNTED[plural]
    else:
        one = f"{plural[:-3]}y" if plural.endswith("ies") else plural.removesuffix("s")
        several = plural
    return f"{number:,} {one if number == 1 else several}"


def none_of(plural: str, *, some: bool = False) -> str:
    """That a question has no rows, where the data are complete.

    Args:
        plural: the question.
        some: whether it asks for some of the people only.

    >>> none_of("in_space"), none_of("aboard", some=True)
    ('Nobody was in space then.', 'Nobody asked about was aboard then.')
    >>> none_of("launches")
    'No launches: the data are complete here, so there were none.'
    """
    if plural in {"in_space", "aboard"}:
        who = "Nobody asked about" if some else "Nobody"
        return f"{who} was {plural.replace('_', ' ')} then."
    what = counted(0, plural).removeprefix("0 ")
    return f"No {what}: the data are complete here, so there were none."
