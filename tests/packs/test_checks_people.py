"""Nobody is in two places, comes down without having gone up, or flies before birth."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from spacetimeline.packs.examine import check

if TYPE_CHECKING:
    from spacetimeline.errors import FixtureProblem
    from spacetimeline.packs.pack import Pack

Problems = Callable[[str], "list[FixtureProblem]"]


def journeys(*flights: str, person: str = "", more: str = "") -> str:
    """A pack of flights: ``"a 2001-01..2001-03 up down"``; `..` without an end: still up."""
    launches, crafts, told = [], [], []
    for flight in flights:
        name, time, *rest = flight.split()
        start, end = time.split("..")
        legs = ", ".join(f"{word}: true" for word in rest if word != "partial")
        partial = "partial: true, " if "partial" in rest else ""
        landing = f"landing: {{date: {end}}}, " if end else ""
        launches.append(
            f"  l-{name}: {{name: L, date: {start}, vehicle: soyuz-u2, payloads: [{name}], outcome: success, sources: [book]}}"
        )
        crafts.append(f"  {name}: {{name: {name.upper()}, kind: crewed ship, sources: [book]}}")
        told.append(
            f"  {name}: {{craft: {name}, {landing}{partial}crew: [{{person: x, {legs}}}], sources: [book]}}"
        )
    return "\n".join(
        ["launches:", *launches, "spacecraft:", *crafts, "flights:", *told,
         f"people:\n  x: {{name: X Y, {person} sources: [book]}}", more]
    )  # fmt: skip


# Comment, flights: what can be.
POSSIBLE = [
    ("one flight", ["a 2001-01..2001-03 up down"]),
    ("up on one, down on another", ["a 2001-01..2001-03 up", "b 2001-02..2001-04 down"]),
    ("Kozeyev's way down that no pack holds", ["a 2001-01.. up"]),
    ("still up", ["a 2001-01..2001-02 up down", "b 2002-01.. up"]),
    ("down with a flight of which only some people are entered", ["a 2001-01..2001-02 down partial"]),
    ("the same, and up again later", ["a 2001-01..2001-02 down partial", "b 2002..2003 up down"]),
    ("down and up within a day", ["a 2001-01-01..2001-02-01 up down", "b 2001-02-01..2001-03-01 up down"]),
    ("lost", ["a 2001-01..2001-02 up down", "b 2003-01-16..2003-02-01 up lost"]),
    ("lost on the way down with another craft", ["a 2001-01..2001-03 up", "b 2001-02..2001-04 lost"]),
    ("two flights somewhen in one year", ["a 2001..2001 up down", "b 2001..2001 up down"]),
    ("the second perhaps after the first", ["a 2001..2001 up down", "b 2001-06-01..2001-06-02 up down"]),
    ("perhaps before", ["a 2001-01..2001-03? up down", "b 2001-02..2001-06 up down"]),
    ("up in a year, down in its month", ["a 2001..2001-05 up down"]),
    ("up on one craft and down on another in a vague order", ["a 2001..2002 up", "b 2001..2001-05 down"]),
    ("a landing that is not known", ["a 2001-01.. up down", "b 2005-01..2005-02 up down"]),
]  # fmt: skip


@pytest.mark.parametrize("case", POSSIBLE, ids=[case[0] for case in POSSIBLE])
def test_possible(problems: Problems, case: tuple[str, list[str]]) -> None:
    assert problems(journeys(*case[1])) == []


# Comment, flights, and of each problem: flight, leg, a part of the message.
IMPOSSIBLE = [
    ("down without up", ["a 2001-01..2001-02 down"],
     [("a", "down", "X Y comes down (2001-02), but did not go up before")]),
    ("twice down", ["a 2001-01..2001-02 up down", "b 2001-01..2001-05 down"],
     [("b", "down", "X Y comes down (2001-05), but is down already, with A (2001-02), and did not go up")]),
    ("twice up", ["a 2001-01..2001-02 up", "b 2001-03..2001-04 up down"],
     [("b", "up", "X Y cannot be in two places: up on A since 2001-01, and going up on B at 2001-03")]),
    ("two flights that overlap", ["a 2001-01..2001-03 up down", "b 2001-02..2001-04 up down"],
     [("b", "up", "up on A since 2001-01 until 2001-03, and going up on B at 2001-02")]),
    ("one flight inside another", ["a 2001-01..2001-06 up down", "b 2001-02..2001-04 up down"],
     [("b", "up", "up on A since 2001-01 until 2001-06, and going up on B at 2001-02")]),
    ("two at the same second", ["a 2001-01-01..2001-02-01 up down", "b 2001-01-01..2001-02-02 up down"],
     [("b", "up", "cannot be in two places")]),
    ("up again before coming down elsewhere", ["a 2001-01..2001-06 up", "b 2001-02..2001-07 up", "c 2000-12..2001-08 down"],
     [("b", "up", "going up on B at 2001-02")]),
    ("three at once", ["a 2001-01..2001-06 up down", "b 2001-02..2001-07 up down", "c 2001-03..2001-08 up down"],
     [("b", "up", "going up on B"), ("c", "up", "going up on C")]),
    ("up after having been lost", ["a 2001-01..2001-02 up lost", "b 2002-01..2002-02 up down"],
     [("b", "up", "X Y was lost with A (2001-02) and cannot go up again (2002-01)")]),
    ("certain for all its vagueness", ["a 2001..2003 up down", "b 2002-02..2002-03 up down"],
     [("b", "up", "cannot be in two places")]),
]  # fmt: skip


@pytest.mark.parametrize("case", IMPOSSIBLE, ids=[case[0] for case in IMPOSSIBLE])
def test_impossible(
    problems: Problems, case: tuple[str, list[str], list[tuple[str, str, str]]]
) -> None:
    _, flights, expected = case
    found = problems(journeys(*flights))
    # The line of the flight: the launches, the crafts, their headings.
    lines = {
        flight.split()[0]: 2 * len(flights) + 4 + number for number, flight in enumerate(flights)
    }
    assert [(each.record, each.field, each.line) for each in found] == [
        (f"flights.{flight}", f"crew[0].{leg}", lines[flight]) for flight, leg, _ in expected
    ]
    for problem, (_, _, message) in zip(found, expected, strict=True):
        assert message in problem.message
        assert problem.hint


def test_the_hints_say_what_to_write(problems: Problems) -> None:
    (twice,) = problems(journeys("a 2001-01..2001-02 up", "b 2001-03..2001-04 up down"))
    assert "`- {person: x, down: true}`" in twice.hint
    assert "add it with `partial: true`" in twice.hint
    (never,) = problems(journeys("a 2001-01..2001-02 down"))
    assert "`- {person: x, up: true}`" in never.hint
    assert "`partial: true`" in never.hint


def test_beside_the_flights_of_another_pack(problems: Problems) -> None:
    """Aubakirov goes up on TM-13 and comes down on TM-12; a user puts him elsewhere too."""
    text = journeys("a 1991-10-05..1991-10-07 up down").replace(
        "person: x", "person: toktar-aubakirov"
    )
    (problem,) = problems(text)
    assert problem.record == "flights.a"
    assert "Toktar Aubakirov cannot be in two places: up on Soyuz TM-13" in problem.message


def test_planned_flights_take_nobody_up(problems: Problems) -> None:
    text = journeys("a 2001-01..2001-03 up down", "b 2001-02..2001-04 up down")
    text = text.replace("payloads: [b], outcome: success", "payloads: [b], status: planned")
    found = problems(text)
    assert [each.message for each in found] == ["it lands, but its launch l-b is planned"]


@pytest.mark.parametrize(
    ("person", "message"),
    [
        ("born: 2001-05,", "X Y was born 2001-05, after this flight (2001-01)"),
        ("died: 1999,", "X Y died 1999, before this flight (2001-01)"),
    ],
)
def test_lifetimes(problems: Problems, person: str, message: str) -> None:
    (problem,) = problems(journeys("a 2001-01..2001-03 up down", "b 2002..2003 up", person=person))
    assert (problem.record, problem.field) == ("flights.a", "crew[0].person")
    assert problem.message == message
    assert "check who flew" in problem.hint


@pytest.mark.parametrize("person", ["born: 2001,", "died: 2001-01,", "died: 2001-02,"])
def test_lifetimes_that_can_be(problems: Problems, person: str) -> None:
    assert problems(journeys("a 2001-01..2001-03 up down", person=person)) == []


def test_whoever_died_aboard_comes_down(problems: Problems) -> None:
    assert problems(journeys("a 1971-06-06..1971-06-30 up down", person="died: 1971-06-29,")) == []


@pytest.mark.parametrize(
    ("more", "record", "field", "message"),
    [
        ("spacewalks:\n  w: {people: [x, x], sources: [book]}", "spacewalks.w", "people[1]", "x is listed twice"),
        ("spacewalks:\n  w: {people: [x], start: 1940, sources: [book]}", "spacewalks.w", "people[0]", "X Y was born 1950, after this"),
        ("spacewalks:\n  w: {people: [x], start: 2021, sources: [book]}", "spacewalks.w", "people[0]", "X Y died 2020, before this"),
        ("spacewalks:\n  w: {people: [x], craft: mir, start: 1986-01, sources: [book]}", "spacewalks.w", "start",
         "Mir was launched 1986-02-19T21:28Z, after this (1986-01)"),
        ("spacewalks:\n  w: {people: [x], craft: mir, start: 2002, sources: [book]}", "spacewalks.w", "start",
         "Mir was gone (2001-03-23) before this (2002)"),
        ("spacewalks:\n  w: {people: [x], start: 2001-01-02T10:00Z, end: 2001-01-02T12:00Z, sources: [book]}\n  v: {people: [x], start: 2001-01-02T11:00Z, sources: [book]}", "spacewalks.v", "people",
         "x is still outside on w (until 2001-01-02T12:00Z) when this begins (2001-01-02T11:00Z)"),
        ("expeditions:\n  e: {name: E, station: mir, members: [x, {person: x, role: pilot}], sources: [book]}",
         "expeditions.e", "members[1]", "x is listed twice"),
        ("expeditions:\n  e: {name: E, station: mir, start: 2021, members: [], sources: [book]}",
         "expeditions.e", "start", "Mir was gone (2001-03-23) before it began (2021)"),
        ("expeditions:\n  e: {name: E, station: mir, end: 1940, members: [x], sources: [book]}",
         "expeditions.e", "members[0]", "X Y was born 1950, after this"),
    ],
)  # fmt: skip
def test_what_people_take_part_in(
    problems: Problems, more: str, record: str, field: str, message: str
) -> None:
    (problem,) = problems(journeys(person="born: 1950, died: 2020,", more=more).replace(
        "launches:\nspacecraft:\nflights:\n", ""
    ))  # fmt: skip
    assert (problem.record, problem.field, problem.message) == (record, field, message)
    assert problem.hint


@pytest.mark.parametrize(
    ("person", "message"),
    [
        ("family_name: Z,", "'Z' is no part of the name 'X Y'"),
        ("names: [{text: Икс Игрек, family: Зет}],", "'Зет' is no part of the name 'Икс Игрек'"),
    ],
)
def test_family_names(problems: Problems, person: str, message: str) -> None:
    (problem,) = problems(journeys("a 2001-01..2001-03 up down", person=person))
    assert problem.message == message
    assert problem.hint.startswith("write it as it stands")


def test_a_person_of_many_vague_flights_is_no_trouble(base: Pack, problems: Problems) -> None:
    """What is too vague to be put in order is not certainly impossible, and costs little."""
    vague = [f"f{number} 2000s..2000s up down" for number in range(18)]
    assert problems(journeys(*vague)) == []
    assert check([], base=[base]) == []


def test_order_of_the_file_does_not_matter(problems: Problems) -> None:
    flights = [f"f{year} {year}-01..{year}-06 up down" for year in range(2000, 2020)]
    random.Random(1).shuffle(flights)
    assert problems(journeys(*flights)) == []
    (problem,) = problems(journeys(*flights, "g 2010-03..2010-04 up down"))
    assert (
        "up on F2010 since 2010-01 until 2010-06, and going up on G at 2010-03" in problem.message
    )
