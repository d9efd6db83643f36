"""Sources as a list of references: as people read them, and as BibTeX."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}
"""What TeX reads as a command, and how it is told not to."""
_IN_ADDRESS = {"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20", "^": "%5E", '"': "%22"}
"""What would end an address early; the rest of it stands as it is."""


def reference(source: Mapping[str, Any]) -> str:
    """One source as one line: who, when, what, where, read when, under which licence.

    Args:
        source: ``title``, ``author``, ``publisher``, ``date``, ``accessed``, ``url``,
            ``licence``; None or missing where unknown, dates as text.
    """
    who = source.get("author") or source.get("publisher")
    parts = [
        f"{who} ({source.get('date') or 'undated'})" if who else "",
        str(source.get("title") or ""),
        str(source.get("publisher") or "") if source.get("author") else "",
        str(source.get("url") or ""),
        f"Read {source['accessed']}" if source.get("accessed") else "",
        f"Licence {source['licence']}" if source.get("licence") else "",
    ]
    return " ".join(_sentence(_one_line(part)) for part in parts if part)


def _sentence(text: str) -> str:
    """Closed by a full stop; an address is left as it is, so that it can be followed."""
    closed = text.endswith((".", "!", "?", "…")) or "://" in text
    return text if closed else f"{text}."


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def bibtex(sources: Sequence[Mapping[str, Any]]) -> str:
    """Sources as BibTeX entries; each also has its ``key``, and may have a ``note``.

    The text stays in its own script (UTF-8), and what TeX would read as a command is escaped.
    ``date`` and ``urldate`` are what biblatex reads, ``year`` and ``month`` what BibTeX reads.
    """
    return "\n".join(_entry(source) for source in sources)


def _entry(source: Mapping[str, Any]) -> str:
    author, publisher = source.get("author"), source.get("publisher")
    licence = f"Licence: {source['licence']}" if source.get("licence") else ""
    notes = [_escaped(str(note)) for note in (licence, source.get("note")) if note]
    fields = {
        "author": _people(str(author)) if author else _whole(publisher),
        "title": _whole(source.get("title")),
        "publisher": _escaped(str(publisher)) if author and publisher else None,
        **_published(source.get("date")),
        "url": _address(source.get("url")),
        "urldate": _calendar(source.get("accessed")),
        "language": _escaped(str(source["language"])) if source.get("language") else None,
        "note": "; ".join(notes) or None,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(str(source['key']))},", *lines, "}", ""])


def _key(text: str) -> str:
    """A key as BibTeX takes it: a source's own one is."""
    return re.sub(r"[^A-Za-z0-9.:+-]", "-", text)


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(sign, sign) for sign in _one_line(text))


def _whole(text: Any) -> str | None:
    """In braces of its own, so that TeX neither changes its case nor reads it as names."""
    return f"{{{_escaped(str(text))}}}" if text else None


def _people(text: str) -> str:
    """Names as BibTeX reads them; those with a comma in them are kept as they are written."""
    return f"{{{_escaped(text)}}}" if "," in text else _escaped(text)


def _address(url: Any) -> str | None:
    """An address in braces, where only what would end it early has to go."""
    return "".join(_IN_ADDRESS.get(sign, sign) for sign in _one_line(str(url))) if url else None


def _calendar(date: Any) -> str | None:
    """A date that a calendar has, as precise as it is; None for ``2016 Q2`` and the like."""
    found = re.fullmatch(r"(\d{4}(?:-\d\d){0,2})(?:T.*|[?~%])?", str(date or ""))
    return found[1] if found else None


def _published(date: Any) -> dict[str, str | None]:
    if not date:
        return {}
    day = _calendar(date)
    if day is None:
        year_alone = re.match(r"\d{4}(?![\ds])", str(date))
        return {"year": year_alone[0] if year_alone else _escaped(str(date))}
    year, _, rest = day.partition("-")
    return {"date": day, "year": year, "month": str(int(rest[:2])) if rest else None}
