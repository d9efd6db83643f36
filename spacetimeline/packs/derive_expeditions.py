"""Which expeditions a stay and a flight belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

# A member's stay that overlaps the expedition; where one of the dates is unknown
# it cannot speak against it.
STAYS = """
INSERT INTO stay_expedition (stay_id, expedition_id)
SELECT s.id, e.id
FROM expedition_member m
JOIN expedition e ON e.id = m.expedition_id
JOIN stay s ON s.person_id = m.person_id
WHERE s.reached = 'orbit'
  AND (e.start_start IS NULL OR s.end_end IS NULL OR e.start_start < s.end_end)
  AND (e.end_end IS NULL OR e.end_end > s.start_start)
ORDER BY s.key, e.key
"""

# A flight has the expeditions of everybody whom it took up or brought down.
FLIGHTS = """
INSERT INTO flight_expedition (flight_id, expedition_id)
SELECT s.flight_up_id, x.expedition_id
FROM stay s JOIN stay_expedition x ON x.stay_id = s.id
WHERE s.flight_up_id IS NOT NULL
UNION
SELECT s.flight_down_id, x.expedition_id
FROM stay s JOIN stay_expedition x ON x.stay_id = s.id
WHERE s.flight_down_id IS NOT NULL
ORDER BY 1, 2
"""


def derive_expeditions(connection: Connection) -> None:
    """Make the tables of expeditions of stays and flights anew."""
    connection.exec_driver_sql(STAYS)
    connection.exec_driver_sql(FLIGHTS)
