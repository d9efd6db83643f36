"""A record's card: all that is known of it, and who says so."""

from __future__ import annotations

from spacetimeline.output.words import UNITS, label, safe, value_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    Facts = dict[str, Any]

_ELSEWHERE = {"key", "name", "title", "names", "identifiers", "sources", "note"}
"""Fields that a card shows in their own place."""

_PARTS_OF_DATES = ("_earliest", "_before", "_precision")


def card(facts: Facts, width: int, *, colour: bool = False) -> str:
    """The text of a card.

    Args:
        facts: plain data: ``kind``, ``row`` (the record's flat row), and, where there are any,
            ``note``, ``names`` (``text``, ``language``, ``kind``, ``since``, ``until``),
            ``identifiers`` (``scheme``, ``value``), ``timeline`` (``date``, ``kind``,
            ``title``) with its number ``timeline_total``, ``claims`` and ``sources`` (flat
            rows).
        width: in cells.
        colour: whether it goes to a terminal that shows bold and faint.
    """
    row = facts["row"]
    typed = f"{facts['kind']}:{row['key']}"
    bold, dim, plain = ("\x1b[1m", "\x1b[2m", "\x1b[0m") if colour else ("", "", "")
    head = _folded(value_text("name", row["name"]), width)
    lines = [*(f"{bold}{line}{plain}" for line in head), f"{dim}{typed}{plain}"]
    for title, part in (
        ("", _pairs(_own(row, facts), width)),
        ("", _folded(safe(facts.get("note") or ""), width)),
        ("names", _names(facts.get("names") or (), width)),
        ("in the timeline (UTC)", _timeline(facts, typed, width)),
        ("claims", _claims(facts.get("claims") or (), width)),
        ("sources", _sources(facts.get("sources") or (), width)),
    ):
        if any(part):
            lines += ["", *([f"{bold}{title}{plain}"] if title else []), *part]
    return "\n".join(lines)


def _own(row: dict[str, Any], facts: Facts) -> list[tuple[str, str]]:
    """The record's own fields that say something, each as a label and a value."""
    pairs = []
    for name, value in row.items():
        if name in _ELSEWHERE or name.endswith(("_key", "_keys", *_PARTS_OF_DATES)):
            continue
        if value in (None, "", [], {}, False) or (name.endswith("_seconds") and not value):
            continue
        text = value_text(name, value)
        if name == "partial":
            text = "yes: only some of its people are entered"
        unit = UNITS.get(name, "")
        utc = " UTC" if text != str(value) and f"{name}_precision" in row else ""
        pairs.append((label(name), f"{text}{utc}{unit}"))
    told = {str(row[name]) for name in ("cospar", "norad") if row.get(name) is not None}
    others = [one for one in facts.get("identifiers") or () if str(one["value"]) not in told]
    if others:
        listed = ", ".join(f"{one['scheme']} {one['value']}" for one in others)
        pairs.append(("identifiers", safe(listed)))
    return pairs


def _pairs(pairs: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Labels in a column, values beside them."""
    left = max((len(name) for name, _ in pairs), default=0)
    lines: list[str] = []
    for name, value in pairs:
        for number, part in enumerate(_folded(value, width - left - 2)):
            lines.append(f"{name if number == 0 else '':{left}}  {part}")
    return lines


def _names(names: Sequence[dict[str, Any]], width: int) -> list[str]:
    """The other names, each with what is known of it."""
    lines: list[str] = []
    for one in names[1:]:
        kind = one.get("kind")
        about = [one.get("language"), kind if kind not in (None, "alias", "native") else None]
        years = [one.get("since"), one.get("until")]
        if any(years):
            about.append(" to ".join(str(year or "") for year in years).strip())
        told = ", ".join(str(word) for word in about if word)
        lines += _indented(f"{one['text']} ({told})" if told else one["text"], width)
    return lines


def _timeline(facts: Facts, typed: str, width: int) -> list[str]:
    entries = facts.get("timeline") or ()
    if not entries:
        return []
    left = max(len(value_text("date", one["date"])) for one in entries)
    lines: list[str] = []
    for one in entries:
        date = value_text("date", one["date"])
        text = f"{one['kind']}: {one['title']}"
        for number, part in enumerate(_folded(safe(text), width - left - 4)):
            lines.append(f"  {(date if number == 0 else ''):{left}}  {part}")
    more = facts.get("timeline_total", len(entries)) - len(entries)
    if more > 0:
        lines += _indented(f"… and {more:,} more: spacetimeline timeline --about {typed}", width)
    return lines


def _claims(claims: Sequence[dict[str, Any]], width: int) -> list[str]:
    """What single sources say, and what we hold of it."""
    lines: list[str] = []
    for one in claims:
        said = f"{one['attribute']}: {one['value']}" if one.get("attribute") else one["value"]
        when = f", {value_text('date', one['date'])}" if one.get("date") else ""
        lines += _indented(f"{said} [{one['verdict']}]", width)
        lines += _indented(f"{one['source']}{when}", width, 4)
        if one.get("note"):
            lines += _indented(one["note"], width, 4)
    return lines


def _sources(sources: Sequence[dict[str, Any]], width: int) -> list[str]:
    lines: list[str] = []
    for one in sources:
        said = [one.get("publisher"), one.get("author"), one["name"], one.get("date")]
        told = ", ".join(dict.fromkeys(value_text("date", part) for part in said if part))
        lines += _indented(told, width)
        if one.get("url"):
            # Whole, however long: a folded address cannot be followed.
            lines.append(f"    {safe(one['url'])}")
    return lines


def _indented(text: str, width: int, by: int = 2) -> Iterable[str]:
    return [f"{' ' * by}{line}" for line in _folded(safe(text), width - by)]


def _folded(text: str, width: int) -> list[str]:
    from spacetimeline.output.widths import fold

    return fold(text, max(width, 12), most=None) if text else []
