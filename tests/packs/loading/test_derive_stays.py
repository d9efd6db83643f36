"""Stays: which way down belongs to which way up, and until when an open one is vouched for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacetimeline.dates import VagueDate
from spacetimeline.packs.derive_stays import Journey, Pair, pairs
from spacetimeline.packs.report import LoadReport
from spacetimeline.packs.tables import NO_DATE, date_values

if TYPE_CHECKING:
    from sqlalchemy import Engine

Load = Callable[..., LoadReport]
RowsOf = Callable[..., list[tuple[Any, ...]]]

STAYS = """
SELECT s.key, u.key, d.key, s.status, s.start_text, s.end_text, s.known_until
FROM stay s JOIN flight u ON u.id = s.flight_up_id LEFT JOIN flight d ON d.id = s.flight_down_id
WHERE s.key LIKE ? ORDER BY s.key
"""


def journey(
    number: int,
    launched: str | None,
    landing: str | None = None,
    ways: str = "",
    reached: str = "orbit",
) -> Journey:
    """A person on a flight; the ways are some of up, down and lost."""
    return Journey(
        flight=number,
        name=str(number),
        reached=reached,
        outcome=None,
        up="up" in ways,
        down="down" in ways,
        lost="lost" in ways,
        represented=None,
        launched=date_values(VagueDate.parse(launched)) if launched else NO_DATE,
        landing=date_values(VagueDate.parse(landing)) if landing else NO_DATE,
    )


def ways(found: list[Pair]) -> list[tuple[int, int | None]]:
    return [(pair.up.flight, pair.down.flight if pair.down else None) for pair in found]


@pytest.mark.parametrize(
    ("journeys", "expected"),
    [
        # Up and down in one craft.
        ([journey(1, "1961-04-12T06:07Z", "1961-04-12T07:55Z", "up down")], [(1, 1)]),
        # Up in one, down in another that was launched before.
        (
            [
                journey(1, "1991-05-18", "1991-10-10", "down"),
                journey(2, "1991-10-02", "1992-03-25", "up"),
            ],
            [(2, 1)],
        ),
        # A landing known to the day begins before the launch on that day.
        ([journey(1, "1961-04-12T06:07Z", "1961-04-12", "up down")], [(1, 1)]),
        # Even one known to the year.
        ([journey(1, "1961-04-12T06:07Z", "1961", "up down")], [(1, 1)]),
        # Two stays, the first ended by a third flight.
        (
            [
                journey(1, "2000-01-01", "2000-01-20", "up down"),
                journey(2, "2001-01-01", "2001-09-01", "up"),
                journey(3, "2001-03-01", "2001-03-10", "down"),
            ],
            [(1, 1), (2, 3)],
        ),
        # Lost with the craft.
        ([journey(1, "2003-01-16", "2003-02-01", "up lost")], [(1, 1)]),
        # Still up; up again without a known way down.
        ([journey(1, "2000-01-01", None, "up")], [(1, None)]),
        (
            [
                journey(1, "2000-01-01", "2000-02-01", "up"),
                journey(2, "2001-01-01", "2001-01-05", "up down"),
            ],
            [(1, None), (2, 2)],
        ),
        # Down without a way up is no stay, and ends none.
        (
            [
                journey(1, "2000-01-01", "2000-02-01", "down"),
                journey(2, "2001-01-01", "2001-01-05", "up down"),
            ],
            [(2, 2)],
        ),
        # Came down, nobody says when.
        ([journey(1, "2000-01-01", None, "up down")], [(1, 1)]),
        ([journey(1, "2000-01-01", None, "up"), journey(2, "2000-02-01", None, "down")], [(1, 2)]),
        # Below orbit each flight is a stay of its own, also within an open one.
        (
            [
                journey(1, "1961-05-05", "1961-05-05", "up down", "100km"),
                journey(2, "1971-01-31", "1971-02-09", "up down"),
            ],
            [(1, 1), (2, 2)],
        ),
        ([journey(1, "1975-04-05", None, "up", "100km")], [(1, None)]),
        # A flight that has no launch yet opens nothing.
        ([journey(1, None, None, "up")], []),
    ],
)  # fmt: skip
def test_ways_up_and_down(journeys: list[Journey], expected: list[tuple[int, int | None]]) -> None:
    found = pairs(journeys)
    assert ways(found) == expected
    assert ways(pairs(journeys[::-1])) == expected
    # Only a stay that another one follows is known to be over.
    assert all(pair.followed <= (pair.down is None) for pair in found)


@given(st.lists(st.tuples(st.integers(1, 300), st.integers(1, 300), st.booleans()), max_size=8))
def test_any_life_of_flying_is_found_again(spans: list[tuple[int, int, bool]]) -> None:
    journeys, expected, day = [], [], VagueDate.parse("1961-01-01").nominal_earliest.toordinal()
    for number, (on_ground, in_space, changes) in enumerate(spans):
        from datetime import date

        up = date.fromordinal(day + on_ground)
        down = date.fromordinal(up.toordinal() + in_space)
        first, second = 2 * number, 2 * number + 1
        if changes:
            # The craft that takes the person home was launched on any day before.
            launched = date.fromordinal(down.toordinal() - 1)
            journeys.append(
                journey(first, str(up), str(date.fromordinal(down.toordinal() + 9)), "up")
            )
            journeys.append(journey(second, str(launched), str(down), "down"))
            expected.append((first, second))
        else:
            journeys.append(journey(first, str(up), str(down), "up down"))
            expected.append((first, first))
        day = down.toordinal()
    assert ways(pairs(journeys)) == expected


# ------------------------------------------------------------------ in a database

UP = """
    pack: mine
    coverage: [{coverage}]
    launches:
      2000-900: {{name: Up, date: 2000-03-01T10:00Z, vehicle: soyuz-u2, outcome: success, status: {status}, payloads: [up], sources: [book]}}
    spacecraft:
      up: {{name: Up, kind: crewed ship, sources: [book]}}
    flights:
      up: {{craft: up, reached: {reached}, crew: [{{person: someone, up: true}}], sources: [book]}}
    people:
      someone: {{name: Some One, citizenships: [KZ], sources: [book]}}
"""


def test_a_stay_is_derived(database: Engine, rows: RowsOf) -> None:
    assert rows(STAYS, "toktar%") == [
        (
            "toktar-aubakirov-1", "soyuz-tm-13", "soyuz-tm-12", "landed",
            "1991-10-02T05:59:38Z", "1991-10-10T04:12:19Z", None,
        )
    ]  # fmt: skip
    ((name, record, kind, pack),) = rows(
        "SELECT s.name, r.name, r.kind, r.pack_id FROM stay s JOIN record r ON r.id = s.id "
        "WHERE s.key = 'toktar-aubakirov-1'"
    )
    assert name == record == "Toktar Aubakirov: Soyuz TM-13 to Soyuz TM-12"
    assert (kind, pack) == ("stay", None)
    assert rows("SELECT name FROM stay WHERE key = 'anatoly-artsebarsky-1'") == [
        ("Anatoly Artsebarsky: Soyuz TM-12",)
    ]
    # It has a name, and the sources of its flights, like every record.
    assert rows(
        "SELECT n.text, c.position FROM stay s JOIN name n ON n.record_id = s.id "
        "JOIN citation c ON c.record_id = s.id WHERE s.key = 'toktar-aubakirov-1'"
    ) == [(name, 0)]
    assert rows("SELECT first_launch FROM person WHERE key = 'toktar-aubakirov'") == [
        ("1991-10-02T05:59:38.000Z",)
    ]


@pytest.mark.parametrize(
    ("coverage", "status", "known_until"),
    [
        # Nobody vouches for it: up at the launch, and from then on unknown.
        ("", "unknown", "2000-03-01T10:00:00.000Z"),
        ("{subject: launches, until: 2010}", "unknown", "2000-03-01T10:00:00.000Z"),
        ("{subject: stays, since: 2001, until: 2010}", "unknown", "2000-03-01T10:00:00.000Z"),
        ("{subject: stays, since: 1990, until: 1999}", "unknown", "2000-03-01T10:00:00.000Z"),
        # Whole through a day: until its end.
        ("{subject: stays, since: 1990, until: 2000-06-30}", "up", "2000-07-01T00:00:00.000Z"),
        ("{subject: flights, until: 2000-06}", "up", "2000-07-01T00:00:00.000Z"),
        ("{subject: in_space, since: 1990}", "up", None),
        # One window after the other, without a gap and with one.
        (
            "{subject: stays, since: 2000, until: 2000}, {subject: stays, since: 2001, until: 2002}",
            "up", "2003-01-01T00:00:00.000Z",
        ),
        (
            "{subject: stays, since: 2000, until: 2000}, {subject: stays, since: 2002, until: 2003}",
            "up", "2001-01-01T00:00:00.000Z",
        ),
        # Some people's only: whether this one is among them.
        ("{subject: stays, filters: {country: KZ}, until: 2000}", "up", "2001-01-01T00:00:00.000Z"),
        ("{subject: stays, filters: {country: [RU, Kazakhstan]}, until: 2000}", "up", "2001-01-01T00:00:00.000Z"),
        ("{subject: stays, filters: {country: RU}, until: 2000}", "unknown", "2000-03-01T10:00:00.000Z"),
        ("{subject: stays, filters: {person: someone}, until: 2000}", "up", "2001-01-01T00:00:00.000Z"),
        ("{subject: stays, filters: {boundary: 100km}, until: 2000}", "up", "2001-01-01T00:00:00.000Z"),
        ("{subject: stays, filters: {station: mir}, until: 2000}", "unknown", "2000-03-01T10:00:00.000Z"),
    ],
)  # fmt: skip
def test_until_when_an_open_stay_is_vouched_for(
    load: Load, rows: RowsOf, coverage: str, status: str, known_until: str | None
) -> None:
    load(UP.format(coverage=coverage, status="flown", reached="orbit"))
    (stay,) = rows(STAYS, "someone%")
    assert stay[2:4] == (None, status)
    assert stay[5:] == (None, known_until)


def test_coverage_of_orbits_does_not_vouch_for_less(load: Load, rows: RowsOf) -> None:
    coverage = "{subject: stays, filters: {boundary: orbit}, until: 2000}"
    load(UP.format(coverage=coverage, status="flown", reached="100km"))
    assert rows(STAYS, "someone%")[0][3] == "unknown"


@pytest.mark.parametrize(("status", "reached"), [("planned", "orbit"), ("flown", "none")])
def test_what_is_no_stay(load: Load, rows: RowsOf, status: str, reached: str) -> None:
    text = UP.format(coverage="", status=status, reached=reached)
    if status == "planned":
        text = text.replace("outcome: success, ", "")
    load(text)
    assert rows(STAYS, "someone%") == []
    assert rows("SELECT first_launch FROM person WHERE key = 'someone'") == [(None,)]


def test_a_stay_keeps_its_number_and_goes_with_its_flight(
    load: Load, database: Engine, rows: RowsOf
) -> None:
    from spacetimeline.packs import loader

    numbers = "SELECT key, id FROM record WHERE kind = 'stay' ORDER BY key"
    before = rows(numbers)
    load(UP.format(coverage="", status="flown", reached="orbit"))
    assert dict(rows(numbers)).items() >= dict(before).items()
    loader.unload(database, "mine")
    assert rows(numbers) == before


def test_lost_and_unknown_ends(load: Load, rows: RowsOf) -> None:
    load(
        """
        pack: mine
        launches:
          2003-003: {name: Last, date: 2003-01-16T15:39Z, vehicle: soyuz-u2, outcome: success, payloads: [last, more], sources: [book]}
        spacecraft:
          last: {name: Last, kind: crewed ship, sources: [book]}
          more: {name: More, kind: crewed ship, sources: [book]}
        flights:
          last: {craft: last, outcome: lost, landing: {date: 2003-02-01T13:59Z}, crew: [{person: ann-ash, up: true, lost: true}], sources: [book]}
          more: {craft: more, outcome: landed, crew: [{person: bob-bay, up: true, down: true}], sources: [book]}
        people:
          ann-ash: {name: Ann Ash, sources: [book]}
          bob-bay: {name: Bob Bay, sources: [book]}
        """
    )
    assert [row[2:] for row in rows(STAYS, "ann%")] == [
        ("last", "lost", "2003-01-16T15:39Z", "2003-02-01T13:59Z", None)
    ]
    # It is over, and nobody says since when.
    assert [row[2:] for row in rows(STAYS, "bob%")] == [
        ("more", "landed", "2003-01-16T15:39Z", None, "2003-01-16T15:39:00.000Z")
    ]


def test_expeditions_of_stays_and_flights(load: Load, rows: RowsOf) -> None:
    load(
        """
        pack: mine
        expeditions:
          mir-9: {name: Mir 9, station: mir, start: 1991-05-20, end: 1991-10-10, members: [{person: anatoly-artsebarsky}], sources: [book]}
          mir-ep: {name: Mir visit, station: mir, kind: visiting, members: [{person: toktar-aubakirov}], sources: [book]}
          mir-20: {name: Mir 20, station: mir, start: 1995-05-20, end: 1995-10-10, members: [{person: anatoly-artsebarsky}], sources: [book]}
        """
    )
    assert rows(
        "SELECT s.key, e.key FROM stay_expedition x JOIN stay s ON s.id = x.stay_id "
        "JOIN expedition e ON e.id = x.expedition_id ORDER BY 1"
    ) == [("anatoly-artsebarsky-1", "mir-9"), ("toktar-aubakirov-1", "mir-ep")]
    assert rows(
        "SELECT f.key, e.key FROM flight_expedition x JOIN flight f ON f.id = x.flight_id "
        "JOIN expedition e ON e.id = x.expedition_id ORDER BY 1, 2"
    ) == [
        ("soyuz-tm-12", "mir-9"),
        ("soyuz-tm-12", "mir-ep"),
        ("soyuz-tm-13", "mir-ep"),
    ]
