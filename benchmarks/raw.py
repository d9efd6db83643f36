"""The launches of a year with sqlite3 alone: what somebody would write who knows the schema.

    python benchmarks/raw.py DATABASE

The same fields as `st.launches(year=2006).to_dicts()`: names of what a launch refers to, and
its payloads, names, identifiers and sources as lists.
"""

from __future__ import annotations

import sqlite3
import sys
from typing import Any

LAUNCHES = """
SELECT l.id, l.key, l.name, l.date_text, l.date_earliest, l.date_before, l.date_precision,
       l.date_local, v.name AS vehicle, v.key AS vehicle_key, f.name AS family, f.key AS family_key,
       p.name AS pad, p.key AS pad_key, s.name AS site, s.key AS site_key, t.name AS platform,
       t.key AS platform_key, a.name AS ascent_site, a.key AS ascent_site_key, l.category,
       l.outcome, l.success_fraction, l.code, l.failure_cause, l.status, l.cospar,
       o.name AS provider, o.key AS provider_key, l.serial, g.name AS flight, g.key AS flight_key
FROM launch l
LEFT JOIN vehicle v ON v.id = l.vehicle_id
LEFT JOIN family f ON f.id = l.family_id
LEFT JOIN pad p ON p.id = l.pad_id
LEFT JOIN site s ON s.id = l.site_id
LEFT JOIN platform t ON t.id = l.platform_id
LEFT JOIN site a ON a.id = l.ascent_site_id
LEFT JOIN organization o ON o.id = l.provider_id
LEFT JOIN flight g ON g.launch_id = l.id
WHERE l.date_start >= :since AND l.date_start < :until
  AND l.category IN ('orbital', 'deep space') AND l.status = 'flown'
ORDER BY l.date_start, l.date_end, l.key
"""

LISTS = {
    "payloads": """
        SELECT launch_id, name, key FROM spacecraft WHERE launch_id IN ({})
        ORDER BY launch_id, payload_position""",
    "names": "SELECT record_id, text FROM name WHERE record_id IN ({}) ORDER BY record_id, position",
    "identifiers": """
        SELECT record_id, scheme, value FROM identifier WHERE record_id IN ({})
        ORDER BY record_id, position""",
    "sources": """
        SELECT c.record_id, s.name, s.key FROM citation c JOIN source s ON s.id = c.source_id
        WHERE c.record_id IN ({}) ORDER BY c.record_id, c.position""",
}


def opened(path: str) -> sqlite3.Connection:
    """The embedded database."""
    db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    db.row_factory = sqlite3.Row
    return db


def launches(db: sqlite3.Connection, since: str, until: str) -> list[dict[str, Any]]:
    """The launches between two instants, as dicts."""
    rows = [dict(row) for row in db.execute(LAUNCHES, {"since": since, "until": until})]
    by_id = {row["id"]: row for row in rows}
    for name, select in LISTS.items():
        for row in rows:
            row[name] = []
        for number, *values in db.execute(select.format(",".join("?" * len(by_id))), [*by_id]):
            by_id[number][name].append(values)
    return rows


if __name__ == "__main__":
    print(len(launches(opened(sys.argv[1]), "2006-01-01", "2007-01-01")))
