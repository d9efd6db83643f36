"""All that a card shows of one record, as plain data, without SQLAlchemy."""

from __future__ import annotations

from spacetimeline.queries.all import SUBJECT_OF
from spacetimeline.queries.fields import Column, hanging
from spacetimeline.queries.lookup import kind_word
from spacetimeline.queries.subject import Subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from spacetimeline.queries.lookup import Lookup
    from spacetimeline.queries.query import Query

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


def facts_of(
    ask: Callable[..., Query[Any]], lookup: Lookup, name: Any, kind: str | None
) -> dict[str, Any]:
    """The facts about the record of this name: ``kind``, ``row`` (flat), ``card`` (the rest).

    Raises:
        NotFound: nothing has this name; the nearest names are suggested.
        Ambiguous: several have it; what to type is listed.
    """
    hit = lookup.one(name, kind_word(kind))
    bound: dict[str, object] = {"id": hit.id}
    entries = ask("timeline", about=hit.typed)
    row = fields_of(hit.kind).keyed(lookup, hit.key)
    claims = [
        one for one in ask("claims", about=hit.typed).to_dicts() if one["about_key"] == hit.key
    ]
    sources = {one["key"]: one for one in ask("sources", about=hit.typed).to_dicts()}
    more = {}
    if hit.kind == "person":
        more["stays"] = ask("stays", person=hit.typed, boundary="80km").to_dicts()
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


def fields_of(kind: str) -> Subject:
    """The flat fields of a kind of record; of one without a question those that all have."""
    if kind in SUBJECT_OF:
        return SUBJECT_OF[kind]
    fields = [Column("key", f"{kind}.key"), Column("name", f"{kind}.name"), *hanging()]
    return Subject(kind, kind=kind, table=kind, fields=fields, filters=(), order=["key"], shown=())


def _dicts(names: tuple[str, ...], rows: list[Any]) -> list[dict[str, Any]]:
    return [dict(zip(names, row, strict=True)) for row in rows]
