"""Everyone who has been in space, held against counts and totals that others published."""

from __future__ import annotations

import csv
import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

import spacetimeline as st
from spacetimeline.models import Person

REFERENCE = os.environ.get("SPACETIMELINE_REFERENCE")
needs_reference = pytest.mark.skipif(
    REFERENCE is None, reason="SPACETIMELINE_REFERENCE names no folder of catalogues"
)


def test_flights_through_2024() -> None:
    """GCAT's count: 350 launched with people reached orbit, 4 did not, 2 more came down only."""
    everything = [
        flight
        for flight in st.flights(until=2024)
        if flight.launch is not None and flight.launch.category != "suborbital"
    ]
    crewed_up = [flight for flight in everything if flight.crew_up]
    in_orbit = [flight for flight in crewed_up if flight.reached == "orbit"]
    assert len(in_orbit) == 350
    assert sorted(flight.key for flight in crewed_up if flight.reached != "orbit") == [
        "soyuz-18-1",
        "soyuz-ms-10",
        "soyuz-t-10-1",
        "sts-51-l",
    ]
    assert sorted(flight.key for flight in everything if not flight.crew_up) == [
        "soyuz-34",
        "soyuz-ms-23",
    ]
    assert len(everything) == 356


# The most people in orbit at once, and since when: the first day of each record, from the
# population history of J. McDowell (planet4589.org) and NASA's news of the days.
RECORDS = [
    (1, "1961-04-12"),
    (2, "1962-08-12"),
    (3, "1964-10-12"),
    (4, "1965-12-15"),
    (5, "1969-10-12"),
    (7, "1969-10-13"),
    (8, "1984-02-08"),
    (11, "1984-04-06"),
    (12, "1990-12-02"),
    (13, "1995-03-14"),
    (14, "2021-09-16"),
    (17, "2023-05-30"),
    (19, "2024-09-11"),
]


def test_the_record_sequence_of_people_in_space_at_once() -> None:
    found = []
    most = 0
    for stay in st.stays():
        instant = stay.start.nominal_earliest
        number = st.in_space(instant).count()
        if number > most:
            most = number
            found.append((number, str(stay.start)[:10]))
    assert found == RECORDS


@pytest.mark.parametrize(
    ("instant", "number"),
    [
        ("2000-10-30T12:00Z", 0),
        ("2015-10-01T12:00Z", 6),
        ("2021-09-16T12:00Z", 14),
        ("1971-06-29T23:18Z", 0),
        ("1971-07-20T00:00Z", 0),
        ("1961-04-12T06:30Z", 1),
        ("1969-07-20T20:18Z", 3),
    ],
)
def test_instants(instant: str, number: int) -> None:
    assert len(st.in_space(instant)) == number


# Seconds in space, by the durations of flights in J. McDowell's list of astronauts
# (planet4589.org/space/astro, July 2026).
TOTALS = [
    ("Kononenko", 95_958_011),
    ("Padalka", 75_900_602),
    ("Krikalev", 69_413_913),
    ("Valeri Polyakov", 58_638_798),
    ("Whitson", 60_072_595),
]


@pytest.mark.parametrize(("name", "seconds"), TOTALS)
def test_totals_of_those_who_were_longest(name: str, seconds: int) -> None:
    assert abs(st.get(name).time_in_space - timedelta(seconds=seconds)) <= timedelta(minutes=1)


def test_aboard_lists_people_and_the_craft_each_came_with() -> None:
    mir = {(row.person.name, row.craft.name) for row in st.aboard("Mir", "1991-10-05")}
    assert mir == {
        ("Anatoly Artsebarsky", "Soyuz TM-12"),
        ("Sergei Krikalev", "Soyuz TM-12"),
        ("Aleksandr Volkov", "Soyuz TM-13"),
        ("Toktar Aubakirov", "Soyuz TM-13"),
        ("Franz Viehböck", "Soyuz TM-13"),
    }
    iss = {row.craft.name for row in st.aboard("ISS", "2015-09-05")}
    assert iss == {"Soyuz TMA-16M", "Soyuz TMA-17M", "Soyuz TMA-18M"}
    assert len(st.aboard("ISS", "2015-09-05")) == 9


def test_heads_up_are_heads_down_and_lost_and_still_up() -> None:
    crew = [member for flight in st.flights(boundary="orbit") for member in flight.crew]
    up = sum(member.up for member in crew)
    down = sum(member.down for member in crew)
    lost = sum(member.lost and not member.down for member in crew)
    open_stays = sum(stay.end is None for stay in st.stays())
    assert up == down + lost + open_stays


# Whom neither total has right, and why.
EXPLAINED = {
    # flew again, or was still up, after one total, and the other had not counted it all
    **dict.fromkeys(
        [
            "Fei Junlong",
            "Oleg Kononenko",
            "Shane Kimbrough",
            "Megan McArthur",
            "Christopher Cassidy",
            "Aleksandr Skvortsov",
            "Oleg Skripochka",
            "Liu Yang",
            "Luca Parmitano",
            "Wang Yaping",
            "Samantha Cristoforetti",
            "Kathleen Rubins",
            "Sergey Ryzhikov",
            "Thomas Pesquet",
            "Christina Koch",
            "Andrew Morgan",
            "Jessica Meir",
            "Jasmin Moghbeli",
        ],
        "too old",
    ),
    # a total in whole hours or days, or a slip: Sharma has Ryumin's size, Altman a flight too few
    **dict.fromkeys(
        [
            "John Glenn",
            "Rakesh Sharma",
            "Roberta Bondar",
            "Claude Nicollier",
            "Curtis Brown",
            "Ellen Ochoa",
            "Chris Hadfield",
            "Stephen Robinson",
            "Takao Doi",
            "Scott Altman",
            "Dominic Gorie",
            "John Phillips",
            "Michael Good",
            "Liu Wang",
        ],
        "rounded or wrong",
    ),
}


@needs_reference
def test_each_total_is_near_at_least_one_independent_total() -> None:
    """Within 0.1 % of Wikidata's or the list's; who is not is younger than both, or named."""
    assert REFERENCE is not None
    folder = Path(REFERENCE) / "people"
    wikidata: dict[str, float] = {}
    for row in json.loads((folder / "wikidata_2023-11.json").read_text("utf-8")):
        if row.get("time_in_space"):
            wikidata[row["astronaut"].rpartition("/")[2]] = float(row["time_in_space"]) * 60
    hours: dict[str, float] = {}
    with (folder / "stavnichuk_2020.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = row["name"].replace("\u00ad", "")
            hours[name] = float(row["total_hrs_sum"] or 0) * 3600

    listed: dict[Person, float] = {}
    for name, seconds in hours.items():
        try:
            listed[st.get(name, kind="person")] = seconds
        except (st.NotFound, st.Ambiguous):
            continue
    near = 0
    off: dict[str, list[tuple[float, float]]] = {}
    for person in st.people(flown=True, until="2023-10"):
        ours = person.time_in_space_at("2023-11-01").total_seconds()
        then = person.time_in_space_at("2020-01-15").total_seconds()
        ids = [one.value for one in person.identifiers if one.scheme == "wikidata"]
        pairs = [(ours, wikidata[one]) for one in ids if one in wikidata]
        if person in listed:
            pairs.append((then, listed[person]))
        if not pairs:
            continue
        # The list has tenths of an hour, Wikidata minutes.
        if any(abs(mine - other) <= max(0.001 * other, 1800) for mine, other in pairs):
            near += 1
        else:
            off[person.name] = [(mine / 3600, other / 3600) for mine, other in pairs]
    assert near > 500
    assert {name: hours for name, hours in off.items() if name not in EXPLAINED} == {}
