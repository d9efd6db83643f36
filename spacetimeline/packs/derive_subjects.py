"""What a record concerns or took part in: what the filter `about` asks.

Every pair has two columns: the one asked for, and a record that concerns it.
Only what is named here counts, and nothing is followed further: an agreement
about a site is not about each launch from there. Records are those of the
timeline, and events: nothing else is asked so, and catalogues have many more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacetimeline.packs.tables import fetch, insert

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from spacetimeline.packs.docks import Docks

# Each selects subject_id, record_id.
PAIRS: dict[str, str] = {
    "itself": "SELECT id, id FROM record",
    # What is said and agreed.
    "event": "SELECT subject_id, event_id FROM subject",
    "party": "SELECT party_id, record_id FROM party",
    "resolved by": "SELECT resolved_by_id, id FROM event",
    "resolved": """
        SELECT e.id, e.resolved_by_id FROM event e
        JOIN event r ON r.id = e.resolved_by_id""",
    # A launch: how, from where, by whom, with what.
    "vehicle": "SELECT vehicle_id, id FROM launch",
    "family": "SELECT a.ancestor, l.id FROM launch l JOIN above a ON a.id = l.family_id",
    "pad": "SELECT pad_id, id FROM launch",
    "site": "SELECT site_id, id FROM launch",
    "ascent site": "SELECT ascent_site_id, id FROM launch",
    "platform": "SELECT platform_id, id FROM launch",
    "provider": "SELECT provider_id, id FROM launch",
    "payload": "SELECT id, launch_id FROM spacecraft",
    "crew up": """
        SELECT m.person_id, f.launch_id FROM crew m JOIN flight f ON f.id = m.flight_id
        WHERE m.up""",
    "launched flight": "SELECT id, launch_id FROM flight",
    "launched expedition": """
        SELECT x.expedition_id, f.launch_id
        FROM flight_expedition x
        JOIN flight f ON f.id = x.flight_id
        WHERE EXISTS (
            SELECT 1 FROM stay_expedition y JOIN stay s ON s.id = y.stay_id
            WHERE y.expedition_id = x.expedition_id AND s.flight_up_id = f.id)""",
    # A flight: its craft and launch, who was aboard, where it was docked.
    "craft of flight": "SELECT craft_id, id FROM flight",
    "launch of flight": "SELECT launch_id, id FROM flight",
    # Its entry is the landing: who only went up has the launch.
    "crew down": "SELECT person_id, flight_id FROM crew WHERE down OR lost",
    "expedition of flight": "SELECT expedition_id, flight_id FROM flight_expedition",
    # A spacecraft: what put it up, who runs it and made it, what it is part of.
    "launch of craft": "SELECT launch_id, id FROM spacecraft",
    "flight of craft": "SELECT id, craft_id FROM flight",
    "operator": """
        SELECT o.organization_id, s.id
        FROM operation o JOIN spacecraft s ON s.id = o.record_id""",
    "last operator": "SELECT operator_id, id FROM spacecraft",
    "manufacturer": "SELECT manufacturer_id, id FROM spacecraft",
    "whole": "SELECT whole_id, part_id FROM part_of",
    "part": "SELECT part_id, whole_id FROM part_of",
    "released from": "SELECT released_from_id, id FROM spacecraft",
    # A docking: both sides, and the flight.
    "docked craft": "SELECT craft_id, id FROM docking",
    "target": "SELECT target_id, id FROM docking",
    "docked flight": """
        SELECT f.id, d.id FROM docking d JOIN flight f ON f.craft_id = d.craft_id""",
    # A spacewalk: the people and the place.
    "walker": "SELECT person_id, spacewalk_id FROM spacewalk_person",
    "craft left": "SELECT craft_id, id FROM spacewalk",
}

# A launch concerns its vehicle's family and all families around it.
INSERT = """
WITH RECURSIVE above (id, ancestor) AS (
    SELECT id, id FROM family
    UNION
    SELECT a.id, f.parent_id FROM above a JOIN family f ON f.id = a.ancestor
    WHERE f.parent_id IS NOT NULL
),
pair (subject_id, record_id) AS ({pairs})
INSERT INTO record_subject (subject_id, record_id)
SELECT subject_id, record_id FROM pair
WHERE subject_id IS NOT NULL
    AND record_id IN (SELECT record_id FROM entry UNION ALL SELECT id FROM event)
ORDER BY 1, 2
ON CONFLICT DO NOTHING
"""
# Sorted once and put in, those that are there left out: no set of all pairs beside the table.

FLIGHTS = "SELECT craft_id, id FROM flight"


def derive_subjects(connection: Connection, docks: Docks) -> None:
    """Make the table of records and what they concern anew; entries must be there."""
    found = sorted({*_stations(connection, docks), *_people(docks)})
    insert(connection, "record_subject", ("subject_id", "record_id"), found)
    connection.exec_driver_sql(INSERT.format(pairs=" UNION ALL ".join(PAIRS.values())))


def _people(docks: Docks) -> set[tuple[int, int]]:
    """Who came or left in the craft of each docking; the timeline tells the two apart."""
    return {
        (person, stop.id)
        for stops in docks
        for stop in stops
        for person in stop.comers | stop.leavers
    }


def _stations(connection: Connection, docks: Docks) -> set[tuple[int, int]]:
    """The station of each docking, and of each flight that was docked there.

    A port is often a module's, and which station that belonged to depends on the time.
    """
    flights: dict[int, list[int]] = {}
    for craft, flight in fetch(connection, FLIGHTS):
        flights.setdefault(craft, []).append(flight)
    found: set[tuple[int, int]] = set()
    for stops in docks:
        for stop in stops:
            if stop.station is not None:
                found.add((stop.station, stop.id))
                found.update((stop.station, flight) for flight in flights.get(stop.craft, ()))
    return found
