"""What files need of rows beside their flat fields: who says so, and where it was."""

from __future__ import annotations

from spacetimeline.queries.dialects import members

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from spacetimeline.queries.dialects import Params
    from spacetimeline.queries.lookup import Lookup
    from spacetimeline.queries.versions import Version

    Rows = Sequence[dict[str, Any]]
    Place = tuple[float, float, str]

_SOURCES = """
SELECT r.kind, r.key, s.name FROM record AS r
JOIN citation AS c ON c.record_id = r.id JOIN source AS s ON s.id = c.source_id
WHERE r.kind {kind} AND r.key {key} ORDER BY c.position
"""

_OF_STAYS = (("flight", "flight_up_key"), ("flight", "flight_down_key"))
"""A stay is worked out from flights, and it is they that somebody vouches for."""


def sources_of(lookup: Lookup, question: str, rows: Rows) -> list[list[str]]:
    """For each row the names of the sources of the record that it is, or that it holds."""
    if not rows or "sources" in rows[0]:
        return [row["sources"] for row in rows]
    pairs = [_holds(question, row) for row in rows]
    wanted: dict[str, set[str]] = {}
    for kind, key in (one for some in pairs for one in some):
        wanted.setdefault(kind, set()).add(key)
    found: dict[tuple[str, str], list[str]] = {}
    for kind, keys in wanted.items():
        params: Params = {}
        sql = _SOURCES.replace("{kind}", members(lookup.dialect, "kind", [kind], params))
        sql = sql.replace("{key}", members(lookup.dialect, "key", sorted(keys), params))
        for _, key, name in lookup.rows(sql, params):
            found.setdefault((kind, key), []).append(name)
    return [
        list(dict.fromkeys(name for one in some for name in found.get(one, ()))) for some in pairs
    ]


def _holds(question: str, row: dict[str, Any]) -> list[tuple[str, str]]:
    """Kind and key of the records that a row holds."""
    if question == "stays":
        return [(kind, row[name]) for kind, name in _OF_STAYS if row[name]]
    if question == "claims":
        return [("claim", row["key"]), ("source", row["source_key"])]
    if question == "sources":
        return [("source", row["key"])]
    found = [
        (row[f"{name}_kind"], row[f"{name}_key"])
        for name in ("record", "holder")
        if row.get(f"{name}_key") and row.get(f"{name}_kind")
    ]
    found += [("person", key) for key in row.get("people_keys") or ()]
    if row.get("person_key"):
        found.append(("person", row["person_key"]))
    return found


def edition(version: Version) -> dict[str, Any]:
    """The library and the data, as plain values."""
    packs = [
        {"name": one.name, "version": one.version, "licence": one.licence} for one in version.packs
    ]
    return {"library": version.library, "data": version.data, "packs": packs}


# ------------------------------------------------------------------------ places


PLACED = {
    "sites": ("site",),
    "pads": ("pad", "site"),
    "launches": ("ascent_site", "pad", "site"),
    "flights": ("landing",),
}
"""Questions whose rows have places: the first that is known is a row's."""

_PLACES = {
    "pad": "SELECT p.key, p.latitude, p.longitude, si.body FROM pad AS p "
    "JOIN site AS si ON si.id = p.site_id WHERE p.key {any}",
    "site": "SELECT si.key, si.latitude, si.longitude, si.body FROM site AS si WHERE si.key {any}",
}
_EARTH = "Earth"


def places_of(
    lookup: Lookup, question: str, rows: Rows
) -> tuple[list[dict[str, Any]], list[Place | None]]:
    """The rows that lie on Earth, or whose place is not known, and for each where it is."""
    ways = PLACED[question]
    if ways == ("landing",):
        return list(rows), [
            _at(row["landing_latitude"], row["landing_longitude"], "landing") for row in rows
        ]
    known = {way: _known(lookup, way, _keys(question, way, rows)) for way in ways}
    kept: list[dict[str, Any]] = []
    places: list[Place | None] = []
    for row in rows:
        found = [known[way].get(_key(question, way, row)) for way in ways]
        if any(one is not None and one[2] != _EARTH for one in found):
            continue  # from another body: maps leave it out
        kept.append(row)
        at = (_at(one[0], one[1], way) for one, way in zip(found, ways, strict=True) if one)
        places.append(next((place for place in at if place is not None), None))
    return kept, places


def _key(question: str, way: str, row: dict[str, Any]) -> Any:
    return row["key"] if question == f"{way}s" else row.get(f"{way}_key")


def _keys(question: str, way: str, rows: Rows) -> list[str]:
    return sorted({key for row in rows if (key := _key(question, way, row)) is not None})


def _known(lookup: Lookup, way: str, keys: list[str]) -> dict[str, tuple[Any, Any, str]]:
    if not keys:
        return {}
    params: Params = {}
    sql = _PLACES["pad" if way == "pad" else "site"]
    sql = sql.replace("{any}", members(lookup.dialect, "key", keys, params))
    return {
        key: (latitude, longitude, body)
        for key, latitude, longitude, body in lookup.rows(sql, params)
    }


def _at(latitude: float | None, longitude: float | None, of: str) -> Place | None:
    return None if latitude is None or longitude is None else (latitude, longitude, of)
