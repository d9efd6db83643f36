"""Until when a stay that nobody ended is vouched for: what the packs' coverage says of it.

A pack declares what it holds completely, from when to when. Somebody who went
up in that time and has no way down is therefore up until it ends; after that,
and where nobody declares anything, it is not known.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from spacetimeline.dates import to_db
from spacetimeline.names import fold, fold_word
from spacetimeline.packs.tables import fetch, instant

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

COVERAGE = """
SELECT c.filters, c.since_start, c.until_end, c.subject
FROM coverage c JOIN pack p ON p.id = c.pack_id
ORDER BY c.since_start IS NOT NULL, c.since_start, c.id
"""

SUBJECTS = frozenset({"flights", "stays", "in space", "population"})
"""What a declaration must be about to vouch for who is up."""

REACHED = {"orbit": 2, "100km": 1, "80km": 0}
"""How far up a flight got, as numbers that compare."""

NAMES = """
SELECT r.kind, n.folded, n.record_id FROM name_form n JOIN record r ON r.id = n.record_id
WHERE r.kind IN ('country', 'person')
"""


class Vouchers:
    """The declarations that speak of people in space, whole ones and those of some people."""

    def __init__(self, connection: Connection) -> None:
        self._windows: list[tuple[dict[str, Any], datetime | None, datetime | None]] = []
        for filters, since, until, subject in fetch(connection, COVERAGE):
            if fold_word(subject) in SUBJECTS:
                self._windows.append(
                    (
                        json.loads(filters or "{}"),
                        instant(since) if since is not None else None,
                        instant(until) if until is not None else None,
                    )
                )
        self._names: dict[tuple[str, str], set[int]] = {}
        if any({"country", "person"} & set(filters) for filters, _, _ in self._windows):
            for kind, folded, record in fetch(connection, NAMES):
                self._names.setdefault((kind, folded), set()).add(record)

    def until(
        self, start: Any, reached: str, person: int, represented: int | None
    ) -> tuple[bool, str | None]:
        """Whether anybody vouches for a stay that began then, and the end of that (None: none).

        Windows that follow each other without a gap count as one.
        """
        moment = instant(start)
        end: datetime | None = None
        for filters, since, until in self._windows:
            if not self._speaks_of(filters, reached, person, represented):
                continue
            # In time order, so the first one that begins after a gap ends the search.
            if since is not None and since > (end or moment):
                break
            if until is None:
                return True, None
            if until > moment and (end is None or until > end):
                end = until
        return (False, None) if end is None else (True, to_db(end))

    def _speaks_of(
        self, filters: dict[str, Any], reached: str, person: int, represented: int | None
    ) -> bool:
        """Whether a declaration's filters let a stay through; one that we do not know does not."""
        for keyword, value in filters.items():
            values = value if isinstance(value, list) else [value]
            if keyword == "boundary":
                limits = [REACHED.get(fold_word(str(each)), 3) for each in values]
                if REACHED.get(reached, -1) < min(limits):
                    return False
            elif keyword in ("country", "person"):
                wanted = represented if keyword == "country" else person
                if not any(
                    wanted in self._names.get((keyword, fold(str(each))), ()) for each in values
                ):
                    return False
            else:
                return False
        return True
