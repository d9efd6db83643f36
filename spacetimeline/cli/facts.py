"""All that a card shows of one record, as plain data, without SQLAlchemy."""

from __future__ import annotations

from spacetimeline.queries.all import SUBJECT_OF
from spacetimeline.queries.lookup import kind_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacetimeline.library import Database
    from spacetimeline.queries.lookup import Lookup

MOST_ENTRIES = 12
"""So many entries of the timeline stand on a card."""

_NAMES = """
SELECT n.text, n.language, n.script, n.kind, n.since, n.until
FROM name AS n WHERE n.record_id = :id ORDER BY n.position
"""
_IDENTIFIERS = """
SELECT i.scheme, i.value FROM identifier AS i WHERE i.record_id = :id ORDER BY i.position
"""
_NOTE = "SELECT r.note FROM record AS r WHERE r.id = :id"


def facts_of(database: Database, name: str, kind: str | None) -> dict[str, Any]:
    """The facts about the record of this name: ``kind``, ``row`` (flat), ``card`` (the rest).

    Raises:
        NotFound: nothing has this name; the nearest names are suggested.
        Ambiguous: several have it; what to type is listed.
    """
    lookup: Lookup = database._asker.lookup()  # noqa: SLF001 - there is no question for this yet
    hit = lookup.one(name, kind_word(kind))
    bound: dict[str, object] = {"id": hit.id}
    entries = database.timeline(about=hit.typed)
    row = SUBJECT_OF[hit.kind].keyed(lookup, hit.key)
    claims = [
        one for one in database.claims(about=hit.typed).to_dicts() if one["about_key"] == hit.key
    ]
    sources = {one["key"]: one for one in database.sources(about=hit.typed).to_dicts()}
    more = {}
    if hit.kind == "person":
        more["stays"] = database.stays(person=hit.typed, boundary="80km").to_dicts()
    card = {
        "note": lookup.rows(_NOTE, bound)[0][0],
        "names": _dicts(
            ("text", "language", "script", "kind", "since", "until"), lookup.rows(_NAMES, bound)
        ),
        "identifiers": _dicts(("scheme", "value"), lookup.rows(_IDENTIFIERS, bound)),
        "timeline": entries.limit(MOST_ENTRIES).to_dicts(),
        "timeline_total": entries.count(),
        **more,
        "claims": claims,
        "sources": [sources[key] for key in row.get("sources_keys") or () if key in sources],
    }
    return {"kind": hit.kind, "row": row, "card": card}


def _dicts(names: tuple[str, ...], rows: list[Any]) -> list[dict[str, Any]]:
    return [dict(zip(names, row, strict=True)) for row in rows]
