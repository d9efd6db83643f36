"""What cannot be: each check is reached, and says where, what, why and what to write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spacetimeline.packs.checks.certain import cycles
from spacetimeline.packs.examine import check

if TYPE_CHECKING:
    from spacetimeline.errors import FixtureProblem
    from spacetimeline.packs.pack import Pack
    from spacetimeline.packs.world import World

Problems = Callable[[str], "list[FixtureProblem]"]
MakeWorld = Callable[..., "World"]
Write = Callable[..., Path]

# What it shows, the pack, then: line, record, field, a part of the message, a part of the hint.
Case = tuple[str, str, int, str, str, str, str]

COMPLETE: list[Case] = [
    ("no name", "vehicles:\n  x: {sources: [book]}\n",
     2, "vehicles.x", "", "`name` is missing", "add `name: …`"),
    ("no name, and nearly another's key", "vehicles:\n  soyuz-u3: {sources: [book]}\n",
     2, "vehicles.soyuz-u3", "", "`name` is missing", "to add to a record of another pack write its key (did you mean soyuz-u2?)"),
    ("no source", "vehicles:\n  x: {name: X}\n",
     2, "vehicles.x", "", "nothing is without a source, and this has none", "add `sources: [key]`"),
    ("no title", "sources:\n  x: {date: 2001}\n",
     2, "sources.x", "", "`title` is missing", "add `title: …`"),
    ("no date", "launches:\n  x: {name: X, vehicle: soyuz-u2, outcome: success, sources: [book]}\n",
     2, "launches.x", "", "a launch that has flown has a date, and none is given", "or `status: planned`"),
    ("no vehicle", "launches:\n  x: {name: X, date: 2001, status: flown, sources: [book]}\n",
     2, "launches.x", "", "a launch that has flown has a vehicle, and none is given", "add `vehicle: …`"),
    ("no craft", "flights:\n  x: {sources: [book]}\n",
     2, "flights.x", "", "`craft` is missing", "add `craft: …`"),
    ("no kind", "events:\n  x: {name: X, sources: [book]}\n",
     2, "events.x", "", "`kind` is missing", "add `kind: …`"),
    ("no site", "pads:\n  x: {name: X, sources: [book]}\n",
     2, "pads.x", "", "`site` is missing", "add `site: …`"),
    ("no target", "dockings:\n  x: {craft: soyuz-tm-12, sources: [book]}\n",
     2, "dockings.x", "", "`target` is missing", "add `target: …`"),
    ("nobody outside", "spacewalks:\n  x: {craft: mir, sources: [book]}\n",
     2, "spacewalks.x", "", "`people` is missing", "add `people: …`"),
    ("ends before it begins", "organizations:\n  x:\n    name: X\n    start: 1991\n    end: 1990-12\n    sources: [book]\n",
     5, "organizations.x", "end", "it ends before it begins: 1990-12 is before 1991", "check both dates"),
    ("dies before birth", "people:\n  x: {name: X, born: 1950, died: 1940s, sources: [book]}\n",
     2, "people.x", "died", "nobody dies before birth: 1940s is before 1950", "check both"),
    ("read before it is published", "sources:\n  x: {title: X, date: 2020-02, accessed: 2020-01}\n",
     2, "sources.x", "accessed", "it is read before it is published", "check both"),
    ("due before it was set", "events:\n  x: {name: X, kind: plan, date: 2004, due: 2003, sources: [book]}\n",
     2, "events.x", "due", "what is due lies before the event that set it: 2003 is before 2004", ""),
    ("a term that ends before it begins", "sites:\n  x: {name: X, countries: [SU, {country: KZ, since: 1991, until: 1990}], sources: [book]}\n",
     2, "sites.x", "countries[1].until", "it ends before it begins", ""),
    ("a name's time", "people:\n  x: {name: X, names: [{text: Y, since: 1991, until: 1990}], sources: [book]}\n",
     2, "people.x", "names", "the name 'Y' ends (1990) before it begins (1991)", "check `since` and `until`"),
    ("a circle of states", "countries:\n  AA: {name: A, predecessors: [BB], sources: [book]}\n  BB: {name: B, predecessors: [CC], sources: [book]}\n  CC: {name: C, predecessors: [AA], sources: [book]}\n",
     2, "countries.AA", "predecessors", "it comes from itself: AA → BB → CC → AA", "take one step of this circle out of `predecessors`"),
    ("a family inside itself", "families:\n  x: {name: X, parent: x, sources: [book]}\n",
     2, "families.x", "parent", "it is part of itself: x → x", ""),
    ("a module of its module", "spacecraft:\n  x: {name: X, part_of: y, sources: [book]}\n  y: {name: Y, part_of: [x], sources: [book]}\n",
     2, "spacecraft.x", "part_of", "it is part of itself: x → y → x", ""),
    ("an event that resolves itself", "events:\n  x: {name: X, kind: plan, resolved_by: x, sources: [book]}\n",
     2, "events.x", "resolved_by", "it is resolved by itself", ""),
]  # fmt: skip

LAUNCHES: list[Case] = [
    ("a time zone", "sites:\n  x: {name: X, timezone: Asia/Baikonur, sources: [book]}\n",
     2, "sites.x", "timezone", "there is no time zone 'Asia/Baikonur'", "Asia/Qyzylorda"),
    ("a time zone that is a path", "sites:\n  x: {name: X, timezone: ../../etc/passwd, sources: [book]}\n",
     2, "sites.x", "timezone", "there is no time zone", ""),
    ("an outcome before the launch", "launches:\n  x: {name: X, status: planned, outcome: success, sources: [book]}\n",
     2, "launches.x", "outcome", "a launch that is planned has no outcome yet", "leave one of the two out"),
    ("a grade before the launch", "launches:\n  x: {name: X, success_fraction: 0.5, sources: [book]}\n",
     2, "launches.x", "success_fraction", "a launch that is planned has no success fraction yet", ""),
    ("a pad elsewhere", "launches:\n  x: {name: X, pad: baikonur-1-5, site: kourou, sources: [book]}\n",
     2, "launches.x", "site", "the pad baikonur-1-5 stands at baikonur, not at kourou", "leave `site` out"),
    ("a tag that is none", "launches:\n  x: {name: X, cospar: 2006/22, sources: [book]}\n",
     2, "launches.x", "cospar", "'2006/22' is no launch's designation", "write it as 2006-022 or 1969-F03"),
    ("a piece as a tag", "launches:\n  x: {name: X, cospar: 2006-022A, sources: [book]}\n",
     2, "launches.x", "cospar", "'2006-022A' is no launch's designation", "without a piece's letter"),
    ("a tag that is not the key", "launches:\n  2006-022: {name: X, cospar: 2006-023, sources: [book]}\n",
     2, "launches.2006-022", "cospar", "2006-023 is not the designation that is its key", "make the key 2006-023"),
    ("a tag of another year", "launches:\n  2006-022: {name: X, date: 2007-01-02, vehicle: soyuz-u2, outcome: success, sources: [book]}\n",
     2, "launches.2006-022", "date", "2006-022 is a designation of 2006, and the date is 2007-01-02", "check both"),
    ("a tag twice", "launches:\n  x: {name: X, cospar: 1991-034, sources: [book]}\n",
     2, "launches.x", "cospar", "the designation 1991-034 is that of 1991-034 already", "or they are one record"),
    ("a payload twice", "launches:\n  x: {name: X, payloads: [y, y], sources: [book]}\nspacecraft:\n  y: {name: Y, sources: [book]}\n",
     2, "launches.x", "payloads[1]", "y is listed twice", "keep one of the two"),
    ("a payload of two launches", "launches:\n  x: {name: X, payloads: [mir], sources: [book]}\n",
     2, "launches.x", "payloads[0]", "mir cannot be put up twice: it belongs to the launch 1986-017 too", "with the same `vessel`"),
    ("released before its launch", "spacecraft:\n  y: {name: Y, launch: 1991-034, released: {date: 1990, from: mir}, sources: [book]}\n",
     2, "spacecraft.y", "released.date", "it is released before its launch: 1990 is before 1991-05-18", ""),
    ("released by what was gone", "spacecraft:\n  y: {name: Y, released: {date: 2002, from: mir}, sources: [book]}\n",
     2, "spacecraft.y", "released.date", "Mir was gone (2001-03-23) before it could let this go (2002)", "check both dates"),
    ("ends before its launch", "spacecraft:\n  y: {name: Y, launch: 1991-034, ended: 1990, sources: [book]}\n",
     2, "spacecraft.y", "ended", "its service ends before its launch", ""),
    ("gone before its launch", "spacecraft:\n  y: {name: Y, launch: 1991-034, gone: 1991-05-17, sources: [book]}\n",
     2, "spacecraft.y", "gone", "it is gone before its launch", ""),
    ("gone before its service ends", "spacecraft:\n  y: {name: Y, ended: 2010, gone: 2009, sources: [book]}\n",
     2, "spacecraft.y", "ended", "it is gone before its service ends", ""),
    ("an orbit upside down", "spacecraft:\n  y: {name: Y, perigee: 400, apogee: 300, sources: [book]}\n",
     2, "spacecraft.y", "perigee", "its perigee (400 km) is above its apogee (300 km)", "swap them"),
    ("active and gone", "spacecraft:\n  y: {name: Y, status: active, gone: 2009, sources: [book]}\n",
     2, "spacecraft.y", "status", "it is active, yet `gone` says 2009", "leave one of the two out"),
    ("a piece that is none", "spacecraft:\n  y: {name: Y, cospar: 2006 022 A, sources: [book]}\n",
     2, "spacecraft.y", "cospar", "'2006 022 A' is no piece of a launch", "write it as 2006-022A"),
    ("the tag of a failed launch as a piece", "spacecraft:\n  y: {name: Y, cospar: 1969-F03, sources: [book]}\n",
     2, "spacecraft.y", "cospar", "'1969-F03' is no piece of a launch", "that is the launch's own designation"),
    ("a piece of another launch", "spacecraft:\n  y: {name: Y, launch: 1991-034, cospar: 1991-033B, sources: [book]}\n",
     2, "spacecraft.y", "cospar", "1991-033B is a piece of the launch 1991-033, but it was put up by 1991-034 (Soyuz TM-12)", "released: {from: …}"),
    ("a piece twice", "spacecraft:\n  y: {name: Y, cospar: 1986-017A, sources: [book]}\n",
     2, "spacecraft.y", "cospar", "the piece 1986-017A is that of mir already", "one of mir and y"),
    ("a catalogue number twice", "spacecraft:\n  y: {name: Y, norad: 16609, sources: [book]}\n",
     2, "spacecraft.y", "norad", "the catalogue number 16609 is that of mir already", ""),
    ("a catalogue number twice, as an identifier", "spacecraft:\n  y:\n    name: Y\n    identifiers: {norad: [16609, 16610]}\n    sources: [book]\n",
     4, "spacecraft.y", "identifiers", "the catalogue number 16609 is that of mir already", ""),
]  # fmt: skip

FLIGHTS: list[Case] = [
    ("a craft that has flown", "flights:\n  x: {craft: soyuz-tm-12, sources: [book]}\n",
     2, "flights.x", "craft", "soyuz-tm-12 has made the flight soyuz-tm-12 already", "with the same `vessel`"),
    ("another launch than its craft's", "flights:\n  soyuz-tm-13: {launch: 1991-034}\n",
     2, "flights.soyuz-tm-13", "launch", "its craft soyuz-tm-13 was put up by the launch 1991-069, not by 1991-034", "leave `launch` out"),
    ("in the crew twice", "flights:\n  soyuz-tm-13:\n    crew:\n      - {person: x, up: true}\n      - {person: x, role: pilot, down: true}\npeople:\n  x: {name: X, sources: [book]}\n",
     5, "flights.soyuz-tm-13", "crew[1].person", "x is in the crew twice", "join the two entries"),
    ("neither up nor down", "flights:\n  soyuz-tm-13:\n    crew:\n      - {person: x, role: pilot}\npeople:\n  x: {name: X, sources: [book]}\n",
     4, "flights.soyuz-tm-13", "crew[0]", "x is in the crew, but neither went up nor came down", "add `up: true`"),
    ("down and lost", "flights:\n  soyuz-tm-13:\n    crew:\n      - {person: x, up: true, down: true, lost: true}\npeople:\n  x: {name: X, sources: [book]}\n",
     4, "flights.soyuz-tm-13", "crew[0]", "x came down and was lost", "did not come down"),
    ("two citizenships", "flights:\n  soyuz-tm-13:\n    crew:\n      - {person: x, up: true, down: true}\npeople:\n  x: {name: X, citizenships: [RU, KZ], sources: [book]}\n",
     4, "flights.soyuz-tm-13", "crew[0]", "x was then a citizen of RU and KZ, so whom did they represent?", "add `represented: RU`"),
]  # fmt: skip

DOCKINGS: list[Case] = [
    ("to itself", "dockings:\n  x: {craft: mir, target: mir, sources: [book]}\n",
     2, "dockings.x", "target", "mir cannot dock to itself", "write what it docked to"),
    ("leaves before it docks", "dockings:\n  x: {craft: soyuz-tm-13, target: mir, docked: 1991-10-04, undocked: 1991-10-03, sources: [book]}\n",
     2, "dockings.x", "undocked", "it leaves before it has docked: 1991-10-03 is before 1991-10-04", ""),
    ("before its launch", "dockings:\n  x: {craft: soyuz-tm-13, target: mir, docked: 1991-10-01, sources: [book]}\n",
     2, "dockings.x", "docked", "Soyuz TM-13 was launched 1991-10-02T05:59:38Z, after this (1991-10-01)", "check the date, and the craft"),
    ("after it was gone", "dockings:\n  x: {craft: soyuz-tm-13, target: mir, undocked: 1992-03-26, sources: [book]}\n",
     2, "dockings.x", "undocked", "Soyuz TM-13 was gone (1992-03-25T08:51:22Z) before this (1992-03-26)", "and the craft"),
    ("to what was gone", "launches:\n  2002-001: {name: L, date: 2002-01-01, vehicle: soyuz-u2, payloads: [y], outcome: success, sources: [book]}\nspacecraft:\n  y: {name: Y, sources: [book]}\ndockings:\n  x: {craft: y, target: mir, docked: 2002-01-03, sources: [book]}\n",
     6, "dockings.x", "docked", "Mir was gone (2001-03-23) before this (2002-01-03)", "and the target"),
    ("a port that is held", "dockings:\n  x: {craft: soyuz-tm-13, target: mir, port: Front, docked: 1991-10-04, sources: [book]}\n",
     2, "dockings.x", "port", "the port Front of mir is held by soyuz-tm-12 (soyuz-tm-12-mir, from 1991-05-20T14:31Z to 1991-10-10T00:55Z) when this docks (1991-10-04)", "check the port and the times"),
    ("at two ports", "dockings:\n  x: {craft: soyuz-tm-12, target: mir, port: back, docked: 1991-06, undocked: 1991-07, sources: [book]}\n",
     2, "dockings.x", "docked", "soyuz-tm-12 is still docked to mir (soyuz-tm-12-mir, from", "check the times of both"),
]  # fmt: skip

CLAIMS: list[Case] = [
    ("a field that does not exist", "claims:\n  - {about: mir, attribute: orbits, value: LEO, source: book, verdict: adopted}\n",
     2, "claims[0]", "attribute", "a spacecraft has no attribute 'orbits'", "did you mean orbit"),
    ("a field of the other of two", "claims:\n  - {about: soyuz-tm-12, attribute: mass, value: 7, source: book, verdict: adopted}\n",
     2, "claims[0]", "attribute", "a flight has no attribute 'mass'", "write `about: spacecraft:soyuz-tm-12`"),
    ("nothing like a field", "claims:\n  - {about: KZ, attribute: zzzz, value: 7, source: book, verdict: adopted}\n",
     2, "claims[0]", "attribute", "a country has no attribute 'zzzz'", "leave `attribute` out where no field holds the value; known: "),
    ("no number", "claims:\n  - {about: mir, attribute: mass, value: heavy, source: book, verdict: disputed}\n",
     2, "claims[0]", "value", "'heavy' is not a number (kg)", "write it plain, without unit or thousands separator; or leave `attribute` out"),
    ("no word of a vocabulary", "claims:\n  - {about: mir, attribute: orbit, value: XYZ, source: book, verdict: superseded}\n",
     2, "claims[0]", "value", "'XYZ'", "or leave `attribute` out"),
    ("no date", "claims:\n  - {about: soyuz-tm-12, attribute: landing.date, value: in autumn, source: book, verdict: adopted}\n",
     2, "claims[0]", "value", "'in autumn'", "such as 2006-06-17T22:44:05Z"),
    ("adopted against the record", "claims:\n  - {about: 'launch:1991-034', attribute: outcome, value: Failed, source: paper, verdict: adopted}\n",
     2, "claims[0]", "value", "this is adopted, but the record says success", "make it `verdict: disputed`"),
    ("a date adopted against the record", "claims:\n  - {about: soyuz-tm-12, attribute: landing.date, value: 1991-10-11, source: paper, verdict: adopted}\n",
     2, "claims[0]", "value", "this is adopted, but the record says 1991-10-10T04:12:19Z", ""),
    ("a subject", "coverage:\n  - {subject: lanches}\n",
     2, "coverage[0]", "subject", "nobody can ask for 'lanches'", "did you mean launches"),
    ("a filter", "coverage:\n  - {subject: launches, filters: {famly: soyuz}}\n",
     2, "coverage[0]", "filters.famly", "launches takes no filter 'famly'", "did you mean family? known: vehicle, family"),
    ("a filter's record", "coverage:\n  - {subject: launches, filters: {family: sovuz}}\n",
     2, "coverage[0]", "filters.family", "there is no family 'sovuz'", "did you mean soyuz"),
    ("one of a filter's records", "coverage:\n  - {subject: launches, filters: {site: [baikonur, moon]}}\n",
     2, "coverage[0]", "filters.site", "there is no site 'moon'", ""),
    ("a filter's word", "coverage:\n  - {subject: launches, filters: {outcome: sucess}}\n",
     2, "coverage[0]", "filters.outcome", "'sucess' is no outcome; did you mean 'success'?", ""),
    ("a filter's yes or no", "coverage:\n  - {subject: launches, filters: {crewed: yes}}\n",
     2, "coverage[0]", "filters.crewed", "`crewed` is true or false, not 'yes'", ""),
    ("a filter's value", "coverage:\n  - {subject: launches, filters: {family: {a: b}}}\n",
     2, "coverage[0]", "filters.family", "the value of `family` is text", ""),
    ("ends before it begins", "coverage:\n  - {subject: launches, since: 2000, until: 1990}\n",
     2, "coverage[0]", "until", "it ends before it begins: 1990 is before 2000", "check both dates"),
]  # fmt: skip

ALL = [*COMPLETE, *LAUNCHES, *FLIGHTS, *DOCKINGS, *CLAIMS]


@pytest.mark.parametrize("case", ALL, ids=[case[0] for case in ALL])
def test_what_cannot_be(problems: Problems, case: Case) -> None:
    _, text, line, record, field, message, hint = case
    found = problems(text)
    assert len(found) == 1, found
    (problem,) = found
    assert (problem.line, problem.record, problem.field) == (line, record, field)
    assert message in problem.message
    assert hint in problem.hint
    assert problem.hint or "did you mean" in problem.message


# What looks alike and can be, because it is vague, or because that is how it is.
POSSIBLE = [
    ("begins and ends in one day", "organizations: {x: {name: X, start: 1991-05-18, end: 1991-05-18, sources: [book]}}"),
    ("an end that may be later", "organizations: {x: {name: X, start: 1991-05, end: 1991, sources: [book]}}"),
    ("an end in doubt", "organizations: {x: {name: X, start: 1991-05, end: 1991-04?, sources: [book]}}"),
    ("a tag of the year before, by the clock", "launches: {2006-022: {name: X, date: 2007?, vehicle: soyuz-u2, outcome: success, sources: [book]}}"),
    ("a craft let go by a station is a piece of its launch",
     "spacecraft: {y: {name: Y, launch: 1991-034, cospar: 1986-017X, released: {from: mir}, sources: [book]}}"),
    ("a port free in the same minute",
     "dockings: {x: {craft: soyuz-tm-13, target: mir, port: front, docked: 1991-10-10T00:55Z, sources: [book]}}"),
    ("a port perhaps free", "dockings: {x: {craft: soyuz-tm-13, target: mir, port: front, docked: 1991-10, sources: [book]}}"),
    ("another port", "dockings: {x: {craft: soyuz-tm-13, target: mir, port: back, docked: 1991-10-04, sources: [book]}}"),
    ("two citizenships, and it is said",
     "flights: {soyuz-tm-13: {crew: [{person: x, up: true, represented: KZ}]}}\npeople: {x: {name: X, citizenships: [RU, KZ], sources: [book]}}"),
    ("no citizenship", "flights: {soyuz-tm-13: {crew: [{person: x, up: true}]}}\npeople: {x: {name: X, sources: [book]}}"),
    ("a coverage by name", "coverage: [{subject: launches, filters: {family: Soyuz, site: Байконур}}]\nsites: {baikonur: {names: [Байконур]}}"),
    ("a coverage of every kind", "coverage: [{subject: launches, filters: {category: all, year: 1991}}, {subject: In Space}]"),
    ("a dotted attribute", "claims: [{about: soyuz-tm-12, attribute: landing.date, value: 1992?, source: book, verdict: disputed}]"),
    ("adopted, less precisely", "claims: [{about: soyuz-tm-12, attribute: landing.date, value: 1991, source: book, verdict: adopted}]"),
    ("in words, of no attribute", "claims: [{about: soyuz-tm-12, value: It landed in autumn., source: book, verdict: adopted}]"),
    ("text as one likes", "claims: [{about: soyuz-tm-12, attribute: landing.place, value: the steppe, source: book, verdict: disputed}]"),
    ("a list in words", "claims: [{about: soyuz-tm-12, attribute: crew, value: two, source: book, verdict: disputed}]"),
    ("adopted, where nothing stands", "claims: [{about: mir, attribute: orbit, value: LEO, source: book, verdict: adopted}]"),
    ("an attribute worked out", "claims: [{about: toktar-aubakirov, attribute: time_in_space, value: x, source: book, verdict: disputed}]"),
]  # fmt: skip


@pytest.mark.parametrize("case", POSSIBLE, ids=[case[0] for case in POSSIBLE])
def test_what_can_be(problems: Problems, case: tuple[str, str]) -> None:
    assert problems(case[1]) == []


def test_heights_that_a_flight_did_not_reach(problems: Problems) -> None:
    def flight(reached: str, apogee: float) -> list[FixtureProblem]:
        return problems(f"""
            flights: {{y: {{craft: y, reached: {reached}, apogee: {apogee}, sources: [book]}}}}
            spacecraft: {{y: {{name: Y, kind: crewed ship, sources: [book]}}}}
        """)

    for reached, apogee in (("100km", 107.9), ("80km", 89.9), ("none", 0.7), ("orbit", 300)):
        assert flight(reached, apogee) == []
    for reached, apogee in (("100km", 99.9), ("80km", 100), ("80km", 79), ("none", 86)):
        (problem,) = flight(reached, apogee)
        assert problem.field == "reached"
        assert f"with an apogee of {apogee:g} km it did not reach {reached}" in problem.message
        assert "100km from 100 km on" in problem.hint


def test_landings_that_cannot_be(problems: Problems) -> None:
    text = """
        launches:
          1999-001: {{name: L, date: 1999-02-01, vehicle: soyuz-u2, payloads: [y], {}, sources: [book]}}
        spacecraft:
          y: {{name: Y, {} sources: [book]}}
        flights:
          y: {{craft: y, landing: {{date: {}}}, sources: [book]}}
    """
    assert problems(text.format("outcome: success", "", "1999-02-01")) == []
    (problem,) = problems(text.format("outcome: success", "", "1999-01-31"))
    assert problem.message == "it lands before its launch: 1999-01-31 is before 1999-02-01"
    (problem,) = problems(text.format("status: planned", "", "1999-03-01"))
    assert problem.message == "it lands, but its launch 1999-001 is planned"
    (problem,) = problems(text.format("outcome: success", "gone: 1999-03-01,", "1999-03-02"))
    assert problem.message.startswith("its craft is gone before it lands")
    assert (problem.line, problem.record, problem.field) == (6, "flights.y", "landing.date")


def test_circles_are_found_once_and_long_chains_are_no_trouble() -> None:
    chain = {str(number): [str(number + 1)] for number in range(50_000)}
    assert cycles(chain) == []
    chain["50000"] = ["49998"]
    assert cycles(chain) == [["49998", "49999", "50000"]]
    assert cycles({"a": ["b", "c"], "b": ["a"], "c": ["a"]}) == [["a", "b"], ["a", "c"]]


def test_ten_mistakes_are_ten_problems_in_order_of_file_and_line(base: Pack, write: Write) -> None:
    first = write(
        """
        launches:
          2015-043: {name: L, date: 2015-13-43, vehicle: soyuz-u2, outcome: success, sources: [book]}
          2015-044: {name: L, date: 2015-09-02, vehicle: soyuz-u9, outcome: success, sources: [book]}
          2015-045: {name: L, date: 2015-09-02, vehicle: soyuz-u2, outcome: sucess, sources: [book]}
          2015-046: {name: L, vehicle: soyuz-u2, outcome: success, sources: [book]}
          2015-047: {name: L, date: 2014, vehicle: soyuz-u2, outcome: success, sources: [book]}
          2015-048: {date: 2015, vehicle: soyuz-u2, outcome: success, sources: [book]}
          2015-049: {name: L, date: 2015, vehicle: soyuz-u2, outcome: success}
          2015-050: {nam: L, name: L, date: 2015, vehicle: soyuz-u2, outcome: success, sources: [book]}
          2015-050: {name: L, date: 2015, vehicle: soyuz-u2, outcome: success, sources: [book]}
          2015-051: {name: L, date: 2015, vehicle: soyuz-u2, outcome: success, payloads: [mir], sources: [book]}
        """,
        "a.yaml",
    )
    second = write("vehicles:\n  x: {name: X}\n", "b.yaml")
    found = check([second, first], base=[base])
    assert [(each.file, each.line) for each in found] == [
        *((str(first), line) for line in range(2, 12)),
        (str(second), 2),
    ]
    assert all(each.message and each.record for each in found)
