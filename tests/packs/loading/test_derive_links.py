"""The states and the subjects of records: what the filters `country` and `about` ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

import spacetimeline as st
from spacetimeline.database.engine import where_of
from spacetimeline.packs.report import LoadReport

Load = Callable[..., LoadReport]
RowsOf = Callable[..., list[tuple[Any, ...]]]

MORE = """
    pack: mine
    organizations:
      telecom: {name: Telecom, country: KZ, sources: [book]}
      nowhere: {name: Nowhere, parent: telecom, sources: [book]}
    families:
      steppe: {name: Steppe, manufacturer: telecom, sources: [book]}
      steppe-light: {name: Steppe Light, parent: steppe, sources: [book]}
    vehicles:
      steppe-1: {name: Steppe-1, family: steppe, sources: [book]}
      steppe-2: {name: Steppe-2, family: steppe-light, manufacturer: agency, sources: [book]}
    platforms:
      barge: {name: Barge, platform_kind: ship, country: KZ, sources: [book]}
    sites:
      baikonur: {countries: [{country: SU, until: 1991}, {country: KZ, since: 1991}], sources: [book]}
    launches:
      1996-022:
        {name: Sat, date: 1996-06-17, vehicle: steppe-2, pad: baikonur-1-5, platform: barge, ascent_site: kourou,
         provider: agency, outcome: success, payloads: [sat], sources: [book]}
    spacecraft:
      sat:
        {name: Sat, kind: satellite, operators: [{organization: agency, until: 1997}, {organization: telecom, since: 1997}],
         manufacturer: energia, part_of: mir, released: {date: 1996-06-18, from: mir}, ended: 1999, sources: [book]}
      soyuz-tm-12: {operator: agency, sources: [book]}
    expeditions:
      mir-9: {name: Mir 9, station: mir, members: [{person: toktar-aubakirov}], sources: [book]}
    spacewalks:
      walk: {people: [anatoly-artsebarsky], craft: mir, start: 1991-06-25, sources: [book]}
    programmes:
      baiterek: {name: Baiterek, parties: [KZ, agency], sources: [book]}
    events:
      deal: {name: A deal, kind: agreement, date: 2004, parties: [telecom], about: [baiterek, sat], resolved_by: event:done, sources: [book]}
      done: {name: Done, kind: milestone, date: 2005, parties: [toktar-aubakirov], sources: [book]}
    claims:
      - {about: sat, attribute: mass, value: "1", source: paper, verdict: disputed}
"""


STATES = {
    "country:KZ": "KZ",
    "organization:agency": "RU",
    # Not through its parent.
    "organization:nowhere": "",
    # A citizenship or a state represented, of any time.
    "person:toktar-aubakirov": "SU KZ",
    "person:anatoly-artsebarsky": "SU RU",
    # Only the state represented.
    "stay:toktar-aubakirov-1": "SU",
    # Where it stands, and stood.
    "site:baikonur": "SU KZ",
    "site:kourou": "",
    "pad:baikonur-1-5": "SU KZ",
    "platform:barge": "KZ",
    "family:steppe": "KZ",
    "family:steppe-light": "",
    "vehicle:steppe-1": "KZ",
    "vehicle:steppe-2": "RU",
    # All operators, of any time, and not the maker.
    "spacecraft:sat": "RU KZ",
    "spacecraft:soyuz-tm-12": "RU",
    # The provider, a payload's operator, who went up; not the site.
    "launch:1996-022": "RU KZ",
    "launch:1991-034": "RU SU",
    "launch:1991-069": "SU KZ",
    # The craft's operator, anybody of the crew.
    "flight:soyuz-tm-12": "RU SU KZ",
    "flight:soyuz-tm-13": "SU KZ",
    "expedition:mir-9": "SU KZ",
    "spacewalk:walk": "SU RU",
    # The operator, who came in it, who left in it.
    "docking:soyuz-tm-12-mir": "RU SU KZ",
    # A state itself, an organization's, a person's.
    "programme:baiterek": "KZ RU",
    "event:deal": "KZ",
    "event:done": "SU KZ",
    "claim:sat.mass.paper": "RU KZ",
    "source:book": "",
}
"""Records, and the states that they have to do with."""

SUBJECTS = {
    "programme:baiterek": "event:deal",
    "organization:telecom": "event:deal spacecraft:sat",
    "organization:agency": "spacecraft:sat launch:1996-022",
    "organization:energia": "spacecraft:sat",
    "event:done": "event:done event:deal",
    "event:deal": "event:deal event:done",
    "person:toktar-aubakirov": "event:done flight:soyuz-tm-12 launch:1991-069 docking:soyuz-tm-12-mir",
    "person:anatoly-artsebarsky": "flight:soyuz-tm-12 launch:1991-034 spacewalk:walk docking:soyuz-tm-12-mir",
    "vehicle:steppe-2": "launch:1996-022",
    "family:steppe-light": "launch:1996-022",
    "family:steppe": "launch:1996-022",
    "pad:baikonur-1-5": "launch:1991-034 launch:1996-022",
    "site:baikonur": "launch:1991-034 launch:1996-022",
    "site:kourou": "launch:1996-022",
    "platform:barge": "launch:1996-022",
    "launch:1996-022": "launch:1996-022 spacecraft:sat",
    "launch:1991-034": "launch:1991-034 flight:soyuz-tm-12",
    "spacecraft:sat": "spacecraft:sat launch:1996-022 event:deal spacecraft:mir",
    "spacecraft:soyuz-tm-12": "launch:1991-034 flight:soyuz-tm-12 docking:soyuz-tm-12-mir",
    "flight:soyuz-tm-12": "flight:soyuz-tm-12 launch:1991-034 docking:soyuz-tm-12-mir",
    "expedition:mir-9": "flight:soyuz-tm-12 flight:soyuz-tm-13 launch:1991-069",
    "spacecraft:mir": "spacecraft:mir launch:1986-017 docking:soyuz-tm-12-mir flight:soyuz-tm-12 spacewalk:walk spacecraft:sat",
    "country:KZ": "",
}  # fmt: skip
"""Records, and what of the timeline and of the events concerns them, itself included."""


@pytest.fixture
def world(load: Load, rows: RowsOf) -> RowsOf:
    load(MORE)
    return rows


def test_states(world: RowsOf) -> None:
    found: dict[str, set[str]] = {name: set() for name in STATES}
    for name, state in world(
        "SELECT r.kind || ':' || r.key, k.key FROM record_country c "
        "JOIN country k ON k.id = c.country_id JOIN record r ON r.id = c.record_id"
    ):
        found.get(name, set()).add(state)
    assert found == {name: set(expected.split()) for name, expected in STATES.items()}


def test_subjects(world: RowsOf) -> None:
    found: dict[str, set[str]] = {name: set() for name in SUBJECTS}
    for name, record in world(
        "SELECT o.kind || ':' || o.key, r.kind || ':' || r.key FROM record_subject s "
        "JOIN record r ON r.id = s.record_id JOIN record o ON o.id = s.subject_id"
    ):
        found.get(name, set()).add(record)
    assert found == {name: set(expected.split()) for name, expected in SUBJECTS.items()}


def entry_states(rows: RowsOf, kind: str, key: str) -> set[str]:
    """The states that an entry has to do with."""
    found = rows(
        "SELECT k.key FROM entry_country c JOIN country k ON k.id = c.country_id "
        "JOIN entry e ON e.id = c.entry_id WHERE e.kind = ? AND e.key = ? AND c.start = e.date_start",
        kind,
        key,
    )
    return {key for (key,) in found}


def test_states_of_entries(world: RowsOf) -> None:
    assert entry_states(world, "launch", "1996-022") == {"RU", "KZ"}
    assert entry_states(world, "landing", "soyuz-tm-12") == {"RU", "SU", "KZ"}
    assert entry_states(world, "agreement", "deal") == {"KZ"}
    # Soyuz TM-12 brought nobody of Kazakhstan, and took Aubakirov home.
    assert entry_states(world, "docking", "soyuz-tm-12-mir") == {"RU", "SU"}
    assert entry_states(world, "undocking", "soyuz-tm-12-mir") == {"RU", "SU", "KZ"}


def test_a_persons_timeline_has_the_craft_that_they_were_in(load: Load, engine: Engine) -> None:
    load(MORE)
    with pytest.warns(st.SpacetimelineWarning, match="other editions"):
        db = st.connect(str(where_of(engine)))
    with db:

        def told(about: str) -> list[tuple[str, str]]:
            return [(str(entry.kind), entry.record.key) for entry in db.timeline(about=about)]

        # Up in Soyuz TM-13, down in Soyuz TM-12, which had come to Mir without him.
        assert told("person:toktar-aubakirov") == [
            ("launch", "1991-069"),
            ("undocking", "soyuz-tm-12-mir"),
            ("landing", "soyuz-tm-12"),
            ("milestone", "done"),
        ]
        assert told("person:anatoly-artsebarsky") == [
            ("launch", "1991-034"),
            ("docking", "soyuz-tm-12-mir"),
            ("spacewalk", "walk"),
            ("undocking", "soyuz-tm-12-mir"),
            ("landing", "soyuz-tm-12"),
        ]
        # Of anything else all is told.
        assert ("docking", "soyuz-tm-12-mir") in told("spacecraft:soyuz-tm-12")
        assert ("docking", "soyuz-tm-12-mir") in told("spacecraft:mir")
