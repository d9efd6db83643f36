"""A record's card: all that is known of it, and who says so."""

from __future__ import annotations

from spacetimeline.output.words import UNITS, date_text, has_time, is_date, label, safe, value_text

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
            ``title``) with its number ``timeline_total``, ``stays``, ``claims`` and
            ``sources`` (flat rows).
        width: in cells.
        colour: whether it goes to a terminal that shows bold and faint.
    """
    from spacetimeline.output.widths import labelled

    row = facts["row"]
    typed = f"{facts['kind']}:{row['key']}"
    bold, dim, plain = ("\x1b[1m", "\x1b[2m", "\x1b[0m") if colour else ("", "", "")
    head = _folded(value_text("name", row["name"]), width)
    lines = [*(f"{bold}{line}{plain}" for line in head), f"{dim}{typed}{plain}"]
    for title, part in (
        ("", labelled(own_fields(row, facts), width)),
        ("", _folded(safe(facts.get("note") or ""), width)),
        ("names", _names(facts.get("names") or (), width)),
        ("stays (UTC)", _stays(facts.get("stays") or (), width)),
        ("in the timeline (UTC)", _timeline(facts, typed, width)),
        ("claims", _claims(facts.get("claims") or (), width)),
        ("sources", _sources(facts.get("sources") or (), width)),
    ):
        if any(part):
            lines += ["", *([f"{bold}{title}{plain}"] if title else []), *part]
    return "\n".join(lines)


def markdown_card(facts: Facts) -> str:
    """The same for a document: a heading, a table, the sources as links."""
    from spacetimeline.output.tables import markdown, markdown_table

    row = facts["row"]
    pairs = [{"field": name, "value": value} for name, value in own_fields(row, facts)]
    lines = [f"# {markdown(row['name'])}", "", markdown_table(("field", "value"), pairs)]
    if facts.get("note"):
        lines += [markdown(safe(facts["note"])), ""]
    for one in facts.get("sources") or ():
        told = markdown(cited(one))
        address = safe(one.get("url") or "").replace(" ", "%20").replace(")", "%29")
        lines.append(f"- [{told}]({address})" if address else f"- {told}")
    return "\n".join(lines)


def own_fields(row: dict[str, Any], facts: Facts) -> list[tuple[str, str]]:
    """The record's own fields that say something, each as a label and a value."""
    pairs = []
    for name, value in row.items():
        if name in _ELSEWHERE or name.endswith(("_key", "_keys", *_PARTS_OF_DATES)):
            continue
        if value in (None, "", [], {}, False) or (name.endswith("_seconds") and not value):
            continue
        if (name == "stays" and facts.get("stays")) or value == [row.get(name.removesuffix("s"))]:
            continue  # told in a place of its own; the one operator that is the operator
        text = value_text(name, value, dated=is_date(name, row))
        if name == "partial":
            text = "yes: only some of its people are entered"
        if facts.get("kind") == "vehicle" and name in {"first_launch", "last_launch"}:
            text += " (of exactly this configuration)"
        unit = UNITS.get(name, "")
        utc = " UTC" if is_date(name, row) and has_time(value) else ""
        pairs.append((label(name), f"{text}{utc}{unit}"))
    told = {str(row[name]) for name in ("cospar", "norad") if row.get(name) is not None}
    others = [one for one in facts.get("identifiers") or () if str(one["value"]) not in told]
    if others:
        listed = ", ".join(f"{one['scheme']} {one['value']}" for one in others)
        pairs.append(("identifiers", safe(listed)))
    return pairs


def html_card(facts: Facts) -> str:
    """The same for a notebook; everything that comes from data is escaped."""
    from html import escape

    row = facts["row"]
    typed = f"{facts['kind']}:{row['key']}"
    wide = 10_000  # a browser breaks the lines
    lines = [f"<h3>{escape(safe(row['name']))}</h3>", f"<p><code>{escape(typed)}</code></p>"]
    pairs = "".join(
        f'<tr><th style="text-align:start">{escape(name)}</th>'
        f'<td style="text-align:start" dir="auto">{escape(value)}</td></tr>\n'
        for name, value in own_fields(row, facts)
    )
    lines += [f"<table>\n{pairs}</table>" if pairs else ""]
    lines += [f"<p>{escape(safe(facts['note']))}</p>" if facts.get("note") else ""]
    for title, part in (
        ("names", _names(facts.get("names") or (), wide)),
        ("stays (UTC)", _stays(facts.get("stays") or (), wide)),
        ("in the timeline (UTC)", _timeline(facts, typed, wide)),
        ("claims", _claims(facts.get("claims") or (), wide)),
    ):
        if any(part):
            # What is indented further belongs to the line before it.
            items = "\n".join(part).replace("\n    ", "\0").split("\n")
            listed = "".join(
                f"<li>{escape(item.strip()).replace(chr(0), '<br>')}</li>\n" for item in items
            )
            lines.append(f"<h4>{title}</h4>\n<ul>\n{listed}</ul>")
    sources = "".join(f"<li>{_link(one)}</li>\n" for one in facts.get("sources") or ())
    lines += [f"<h4>sources</h4>\n<ul>\n{sources}</ul>" if sources else ""]
    return f"<div>\n{chr(10).join(line for line in lines if line)}\n</div>"


def _link(source: dict[str, Any]) -> str:
    """A source as a link, where it has an address of the web."""
    from html import escape

    told, address = escape(safe(cited(source))), safe(source.get("url") or "")
    if not address.startswith(("https://", "http://")):
        return told
    return f'<a href="{escape(address)}">{told}</a>'


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


def _stays(stays: Sequence[dict[str, Any]], width: int) -> list[str]:
    """A person's times in space: from when to when, how long, up and down with what."""
    lines: list[str] = []
    for one in stays:
        end = date_text(one["end"]) if one.get("end") else one["status"]
        told = [f"{date_text(one['start'])} to {end}"]
        if one.get("duration_seconds"):
            told.append(value_text("duration_seconds", one["duration_seconds"]))
        told.append(f"up on {one['flight_up']}")
        if one.get("flight_down"):
            told.append(f"down on {one['flight_down']}")
        if one.get("represented"):
            told.append(f"for {one['represented']}")
        lines += _indented(", ".join(told), width)
    return lines


def _timeline(facts: Facts, typed: str, width: int) -> list[str]:
    from spacetimeline.output.widths import labelled

    entries = facts.get("timeline") or ()
    pairs = [(date_text(one["date"]), safe(f"{one['kind']}: {one['title']}")) for one in entries]
    lines = [f"  {line}" for line in labelled(pairs, width - 2)]
    more = facts.get("timeline_total", len(entries)) - len(entries)
    if more > 0:
        lines += _indented(f"… and {more:,} more: spacetimeline timeline --about {typed}", width)
    return lines


def _claims(claims: Sequence[dict[str, Any]], width: int) -> list[str]:
    """What single sources say, and what we hold of it."""
    lines: list[str] = []
    for one in claims:
        said = f"{one['attribute']}: {one['value']}" if one.get("attribute") else one["value"]
        when = f", {date_text(one['date'])}" if one.get("date") else ""
        lines += _indented(f"{said} [{one['verdict']}]", width)
        lines += _indented(f"{one['source']}{when}", width, 4)
        if one.get("note"):
            lines += _indented(one["note"], width, 4)
    return lines


def _sources(sources: Sequence[dict[str, Any]], width: int) -> list[str]:
    lines: list[str] = []
    for one in sources:
        lines += _indented(cited(one), width)
        if one.get("url"):
            # Whole, however long: a folded address cannot be followed.
            lines.append(f"    {safe(one['url'])}")
    return lines


def cited(source: dict[str, Any]) -> str:
    """A source in one line: publisher, author, title, date."""
    said = [source.get("publisher"), source.get("author"), source["name"], source.get("date")]
    return ", ".join(dict.fromkeys(str(part) for part in said if part))


def _indented(text: str, width: int, by: int = 2) -> Iterable[str]:
    return [f"{' ' * by}{line}" for line in _folded(safe(text), width - by)]


def _folded(text: str, width: int) -> list[str]:
    from spacetimeline.output.widths import fold

    return fold(text, max(width, 12), most=None) if text else []
