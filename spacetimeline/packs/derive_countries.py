"""The states that a record has to do with: what the filter `country` asks.

Each statement below answers for one kind of record, in the words of the
contract; later ones read what earlier ones found, so that their order matters.
A state and the one that followed it are different states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacetimeline.packs.tables import fetch, insert

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from spacetimeline.packs.docks import Docks

# Each selects country_id, record_id; a part without a state gives no row.
RULES: dict[str, str] = {
    "country": "SELECT id, id FROM country",
    "organization": """
        SELECT country_id, id FROM organization WHERE country_id IS NOT NULL""",
    # A person: a citizenship, or a state represented.
    "person": """
        SELECT country_id, person_id FROM citizenship
        UNION
        SELECT represented_id, person_id FROM crew WHERE represented_id IS NOT NULL
        UNION
        SELECT represented_id, person_id FROM stay WHERE represented_id IS NOT NULL""",
    # A stay: the state represented.
    "stay": """
        SELECT represented_id, id FROM stay WHERE represented_id IS NOT NULL""",
    # A site: where it stands, or stood.
    "site": """
        SELECT country_id, id FROM site WHERE country_id IS NOT NULL
        UNION
        SELECT country_id, site_id FROM site_country""",
    "pad": """
        SELECT c.country_id, p.id FROM pad p JOIN record_country c ON c.record_id = p.site_id""",
    "platform": """
        SELECT country_id, id FROM platform WHERE country_id IS NOT NULL""",
    "family": """
        SELECT o.country_id, f.id
        FROM family f JOIN organization o ON o.id = f.manufacturer_id
        WHERE o.country_id IS NOT NULL""",
    # A vehicle: its maker's, or else its family's maker's.
    "vehicle": """
        SELECT o.country_id, v.id
        FROM vehicle v
        LEFT JOIN family f ON f.id = v.family_id
        JOIN organization o ON o.id = COALESCE(v.manufacturer_id, f.manufacturer_id)
        WHERE o.country_id IS NOT NULL""",
    # A spacecraft: its operators, of any time.
    "spacecraft": """
        SELECT o.country_id, x.record_id
        FROM operation x
        JOIN spacecraft s ON s.id = x.record_id
        JOIN organization o ON o.id = x.organization_id
        WHERE o.country_id IS NOT NULL
        UNION
        SELECT o.country_id, s.id
        FROM spacecraft s JOIN organization o ON o.id = s.operator_id
        WHERE o.country_id IS NOT NULL""",
    # A launch: its provider, a payload's operator, who went up.
    "launch": """
        SELECT o.country_id, l.id
        FROM launch l JOIN organization o ON o.id = l.provider_id
        WHERE o.country_id IS NOT NULL
        UNION
        SELECT c.country_id, s.launch_id
        FROM spacecraft s JOIN record_country c ON c.record_id = s.id
        WHERE s.launch_id IS NOT NULL
        UNION
        SELECT c.country_id, f.launch_id
        FROM flight f
        JOIN crew m ON m.flight_id = f.id
        JOIN record_country c ON c.record_id = m.person_id
        WHERE f.launch_id IS NOT NULL AND m.up""",
    # A flight: the craft's operator, anybody of the crew.
    "flight": """
        SELECT c.country_id, f.id
        FROM flight f JOIN record_country c ON c.record_id = f.craft_id
        UNION
        SELECT c.country_id, m.flight_id
        FROM crew m JOIN record_country c ON c.record_id = m.person_id""",
    "expedition": """
        SELECT c.country_id, m.expedition_id
        FROM expedition_member m JOIN record_country c ON c.record_id = m.person_id""",
    "spacewalk": """
        SELECT c.country_id, w.spacewalk_id
        FROM spacewalk_person w JOIN record_country c ON c.record_id = w.person_id""",
    # An event, a programme: a party, be it a state, an organization or a person.
    "party": """
        SELECT c.country_id, p.record_id
        FROM party p JOIN record_country c ON c.record_id = p.party_id""",
    # A claim: those of what it is about.
    "claim": """
        SELECT c.country_id, k.id
        FROM claim k JOIN record_country c ON c.record_id = k.about_id""",
}

INSERT = """
WITH found (country_id, record_id) AS ({rule})
INSERT INTO record_country (country_id, record_id)
SELECT DISTINCT country_id, record_id FROM found ORDER BY 1, 2
"""

# A docking has states of its own for the coming and for the leaving: see `_dockings`.
ENTRIES = """
INSERT INTO entry_country (country_id, start, entry_id)
SELECT c.country_id, e.date_start, e.id
FROM entry e JOIN record_country c ON c.record_id = e.record_id
WHERE e.kind NOT IN ('docking', 'relocation', 'undocking')
ORDER BY 1, 2, 3
"""

DOCKED = """
SELECT id, record_id, kind, date_start FROM entry
WHERE kind IN ('docking', 'relocation', 'undocking')
"""

STATES = """
SELECT c.record_id, c.country_id FROM record_country c JOIN record r ON r.id = c.record_id
WHERE r.kind = 'person' OR c.record_id IN (SELECT craft_id FROM docking)
"""

Dockings = dict[int, tuple[set[int], set[int]]]
"""Of each docking, the states that its coming and its leaving have to do with."""


def derive_countries(connection: Connection, docks: Docks) -> Dockings:
    """Make the table of records and their states anew."""
    rules = dict(RULES)
    claims = rules.pop("claim")
    for rule in rules.values():
        connection.exec_driver_sql(INSERT.format(rule=rule))
    dockings = _dockings(connection, docks)
    rows = ((state, id_) for id_, states in dockings.items() for state in states[0] | states[1])
    insert(connection, "record_country", ("country_id", "record_id"), sorted(rows))
    connection.exec_driver_sql(INSERT.format(rule=claims))
    return dockings


def derive_entry_countries(connection: Connection, dockings: Dockings) -> None:
    """Make the table of entries and their states anew; entries must be there."""
    connection.exec_driver_sql(ENTRIES)
    rows = [
        (state, start, entry)
        for entry, docking, kind, start in fetch(connection, DOCKED)
        for state in dockings[docking][kind == "undocking"]
    ]
    insert(connection, "entry_country", ("country_id", "start", "entry_id"), sorted(rows))


def _dockings(connection: Connection, docks: Docks) -> Dockings:
    """A docking: the craft's operator, and who is in it.

    Who is in it when it comes may be others than when it leaves: Soyuz TM-12
    brought nobody of Kazakhstan to Mir, and took Aubakirov home.
    """
    states: dict[int, set[int]] = {}
    for record, country in fetch(connection, STATES):
        states.setdefault(record, set()).add(country)

    def of(*records: int) -> set[int]:
        return {state for record in records for state in states.get(record, ())}

    return {
        stop.id: (of(stop.craft, *stop.comers), of(stop.craft, *stop.leavers))
        for stops in docks
        for stop in stops
    }
