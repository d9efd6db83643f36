"""The timeline: one row for each dated thing, of whatever kind, with its title."""

# ruff: noqa: S608 - SQL is put together from our own constants; values travel beside it

from __future__ import annotations

from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING

from spacetimeline.packs import titles
from spacetimeline.packs.tables import (
    Row,
    date_columns,
    date_list,
    fetch,
    insert,
    instant,
    marks,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from sqlalchemy import Connection

    from spacetimeline.packs.docks import Docks, Stop

Entry = tuple[int, str, str, str, Row]
"""Record, its key, kind, title, and the columns of the date."""

COLUMNS = ("id", "record_id", "key", "kind", "title", *date_columns("date"))

LAUNCHES = f"""
SELECT l.id, l.key, l.name, v.name, COALESCE(l.site_id, l.platform_id), l.status, l.outcome,
       {date_list("l", "date")}
FROM launch l
LEFT JOIN vehicle v ON v.id = l.vehicle_id
WHERE l.date_start IS NOT NULL AND l.id > {{mark}}
ORDER BY l.id
LIMIT {{limit}}
"""

# What is only there to carry the others says nothing in a title, nor does a station
# of which the launch took up the first part.
PAYLOADS = """
SELECT launch_id, name FROM spacecraft
WHERE launch_id BETWEEN {mark} AND {mark} AND kind NOT IN ('component', 'rocket stage', 'debris')
  AND NOT (kind = 'station' AND payload_position IS NULL)
ORDER BY launch_id, payload_position IS NULL, payload_position, key
"""

CREWS = """
SELECT c.flight_id, p.name, p.family_name, c.up, c.down, c.lost
FROM crew c JOIN person p ON p.id = c.person_id
ORDER BY c.flight_id, c.position, p.key
"""

FLIGHTS = f"""
SELECT id, key, name, launch_id, outcome, place, partial, {date_list("flight", "landing")}
FROM flight
ORDER BY key
"""

SPACEWALKS = f"""
SELECT w.id, w.key, w.craft_id, w.place, {date_list("w", "start")}, {date_list("w", "end")}
FROM spacewalk w
WHERE w.start_start IS NOT NULL
"""

WALKERS = """
SELECT w.spacewalk_id, p.name, p.family_name
FROM spacewalk_person w JOIN person p ON p.id = w.person_id
ORDER BY w.spacewalk_id, w.position
"""

CRAFT = f"""
SELECT s.id, s.key, s.name, s.ended_how, s.gone_how,
       EXISTS (SELECT 1 FROM flight f WHERE f.craft_id = s.id AND f.landing_start IS NOT NULL),
       l.outcome, {date_list("s", "ended")}, {date_list("s", "gone")}
FROM spacecraft s LEFT JOIN launch l ON l.id = s.launch_id
WHERE (s.ended_start IS NOT NULL OR s.gone_start IS NOT NULL) AND s.id > {{mark}}
ORDER BY s.id
LIMIT {{limit}}
"""

EVENTS = f"""
SELECT id, key, kind, name, {date_list("event", "date")} FROM event WHERE date_start IS NOT NULL
"""

# Of the many craft, those that a title can name beside its own record.
NAMES = """
SELECT id, name FROM spacecraft WHERE id IN (
    SELECT craft_id FROM docking UNION SELECT target_id FROM docking
    UNION SELECT craft_id FROM spacewalk
    UNION SELECT part_id FROM part_of UNION SELECT whole_id FROM part_of)
UNION ALL SELECT id, name FROM site
UNION ALL SELECT id, name FROM platform
"""

OTHER_NAMES = """
SELECT n.record_id, n.text, n.kind
FROM name n JOIN record r ON r.id = n.record_id
LEFT JOIN spacecraft s ON s.id = r.id
WHERE n.position > 0 AND COALESCE(n.language, 'en') = 'en'
  AND (r.kind IN ('site', 'platform') OR s.kind IN ('station', 'station module'))
ORDER BY n.record_id, n.position
"""

GONE_KINDS = {"decayed": "decay", "deorbited": "decay", "landed": "landing", "lost": "loss"}
"""What the timeline calls it; a graveyard orbit is another end of service."""

EXACT = frozenset({"millisecond", "second", "minute"})
"""Precisions between which a duration in minutes means something."""


AT_ONCE = 5_000
"""Launches and craft in memory at a time."""

DRAFT = (
    f"CREATE TEMPORARY TABLE entry_draft AS SELECT {', '.join(COLUMNS[1:])} FROM entry WHERE 0 = 1"
)

NUMBERED = f"""
INSERT INTO entry ({", ".join(COLUMNS)})
SELECT ROW_NUMBER() OVER (
           ORDER BY date_start, date_end, key {{order}}, kind {{order}}, title {{order}}
       ), {", ".join(COLUMNS[1:])}
FROM entry_draft
ORDER BY 1
"""


def derive_entries(connection: Connection, docks: Docks) -> None:
    """Make the table of entries anew, numbered in the order of time."""
    crews = _Crews(connection)
    names = _short_names(connection)
    entries = chain(
        _launches(connection, crews, names),
        _landings(crews),
        _dockings(docks, names),
        _spacewalks(connection, names),
        _fates(connection),
        _events(connection),
    )
    # Sorted by the database, which keeps on disk what does not fit into memory.
    connection.exec_driver_sql(DRAFT)
    while some := list(islice(entries, AT_ONCE)):
        insert(connection, "entry_draft", COLUMNS[1:], [(*entry[:4], *entry[4]) for entry in some])
    order = "" if connection.dialect.name == "sqlite" else 'COLLATE "C"'
    connection.exec_driver_sql(NUMBERED.format(order=order))
    connection.exec_driver_sql("DROP TABLE entry_draft")


def _in_parts(connection: Connection, statement: str) -> Iterator[list[Row]]:
    """The rows of a statement by id, some at a time."""
    last = -1
    statement = statement.format(mark=marks(connection, 1), limit=AT_ONCE)
    while rows := fetch(connection, statement, (last,)):
        yield rows
        last = rows[-1][0]


def _short_names(connection: Connection) -> dict[int, str]:
    """What to call spacecraft and places in a title."""
    others: dict[int, list[tuple[str, str]]] = {}
    for record, text, kind in fetch(connection, OTHER_NAMES):
        others.setdefault(record, []).append((text, kind))
    return {
        record: titles.short_name(name, others[record]) if record in others else name
        for record, name in fetch(connection, NAMES)
    }


class _Crews:
    """Flights, and who was on them, by family name."""

    def __init__(self, connection: Connection) -> None:
        self.flights = fetch(connection, FLIGHTS)
        self.up: dict[int, list[str]] = {}
        self.down: dict[int, list[str]] = {}
        self.survivors: set[int] = set()
        for flight, name, family, up, down, lost in fetch(connection, CREWS):
            short = titles.family_name(name, family)
            for went, into in ((up, self.up), (down or lost, self.down)):
                if went:
                    into.setdefault(flight, []).append(short)
            if down and not lost:
                self.survivors.add(flight)

    def launched(self) -> dict[int, str]:
        """What to call the payload of each launch that took people up: ``Vostok 1 (Gagarin)``."""
        return {
            launch: name + titles.people(self.up[flight], partial=bool(partial))
            for flight, _, name, launch, _, _, partial, *_ in self.flights
            if launch is not None and flight in self.up
        }


def _launches(connection: Connection, crews: _Crews, names: dict[int, str]) -> Iterator[Entry]:
    crewed = crews.launched()
    with_payloads = PAYLOADS.format(mark=marks(connection, 1))
    for rows in _in_parts(connection, LAUNCHES):
        payloads: dict[int, list[str]] = {}
        for launch, name in fetch(connection, with_payloads, (rows[0][0], rows[-1][0])):
            payloads.setdefault(launch, []).append(name)
        for launch, key, name, vehicle, place, status, outcome, *date in rows:
            what = crewed.get(launch) or titles.payload_list(payloads.get(launch, ())) or name
            title = titles.launch(what, vehicle, names.get(place), status, outcome)
            yield launch, key, "launch", title, tuple(date)


def _landings(crews: _Crews) -> Iterator[Entry]:
    for flight, key, name, _, outcome, place, partial, *date in crews.flights:
        if date[1] is None:
            continue
        down = crews.down.get(flight, [])
        crew = titles.people(down, partial=bool(partial))
        if outcome == "lost" or (down and flight not in crews.survivors):
            yield flight, key, "loss", f"{name} lost{crew}", tuple(date)
        else:
            yield flight, key, "landing", titles.landing(name, crew, place, outcome), tuple(date)


def _dockings(docks: Docks, names: dict[int, str]) -> Iterator[Entry]:
    for stops in docks:
        before: Stop | None = None
        for stop, after in pairwise((*stops, None)):
            if stop is None:
                continue
            craft, target = names[stop.craft], names[stop.station or stop.target]
            port = _port(stop, names)
            if before is not None and before.moves_to(stop):
                title = titles.relocation(craft, target, _port(before, names), port)
                yield stop.id, stop.key, "relocation", title, stop.docked
            elif stop.docked[1] is not None:
                yield stop.id, stop.key, "docking", titles.docking(craft, target, port), stop.docked
            if stop.undocked[1] is not None and (after is None or not stop.moves_to(after)):
                title = titles.undocking(craft, target, port)
                yield stop.id, stop.key, "undocking", title, stop.undocked
            before = stop


def _port(stop: Stop, names: dict[int, str]) -> str | None:
    """The port in words; where none is named, the module that it belongs to."""
    if stop.port or stop.station in {None, stop.target}:
        return stop.port
    return names[stop.target]


def _spacewalks(connection: Connection, names: dict[int, str]) -> Iterator[Entry]:
    walkers: dict[int, list[str]] = {}
    for walk, name, family in fetch(connection, WALKERS):
        walkers.setdefault(walk, []).append(titles.family_name(name, family))
    for walk, key, craft, place, *dates in fetch(connection, SPACEWALKS):
        start, end = tuple(dates[:7]), tuple(dates[7:])
        lasted: timedelta | None = None
        if start[5] in EXACT and end[5] in EXACT:
            lasted = instant(end[1]) - instant(start[1])
        title = titles.spacewalk(walkers.get(walk, ()), names.get(craft), place, lasted)
        yield walk, key, "spacewalk", title, start


def _fates(connection: Connection) -> Iterator[Entry]:
    """How spacecraft ended; what a flight or a failed launch already tells is not told again."""
    rows = chain.from_iterable(_in_parts(connection, CRAFT))
    for craft, key, name, ended_how, gone_how, flew, outcome, *dates in rows:
        ended, gone = tuple(dates[:7]), tuple(dates[7:])
        if ended[1] is not None:
            yield craft, key, "end", titles.service_end(name, ended_how), ended
        told = (flew and gone_how in {"landed", "lost", None}) or (
            gone_how == "lost" and outcome == "failure"
        )
        if gone[1] is not None and not told:
            kind = GONE_KINDS.get(gone_how, "end")
            yield craft, key, kind, titles.gone(name, gone_how), gone


def _events(connection: Connection) -> Iterator[Entry]:
    for event, key, kind, name, *date in fetch(connection, EVENTS):
        yield event, key, kind, name, tuple(date)
