"""The timeline: which entries there are, in which order, under which titles."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from spacetimeline.packs.report import LoadReport
from spacetimeline.vocabularies import EntryKind, EventKind, GoneHow

if TYPE_CHECKING:
    from sqlalchemy import Engine

Load = Callable[..., LoadReport]
RowsOf = Callable[..., list[tuple[Any, ...]]]

TIMELINE = "SELECT date_text, kind, title FROM entry WHERE date_start >= ? ORDER BY id"


def test_the_small_world(database: Engine, rows: RowsOf) -> None:
    assert rows(TIMELINE, "1986-01-01") == [
        ("1986-02-19T21:28Z", "launch", "Mir on Soyuz-U2"),
        ("1991-05-18T12:50:28Z", "launch", "Soyuz TM-12 (Artsebarsky) on Soyuz-U2, Baikonur"),
        ("1991-05-20T14:31Z", "docking", "Soyuz TM-12 at Mir (front)"),
        ("1991-10-02T05:59:38Z", "launch", "Soyuz TM-13 (Aubakirov) on Soyuz-U2"),
        ("1991-10-10T00:55Z", "undocking", "Soyuz TM-12 from Mir (front)"),
        (
            "1991-10-10T04:12:19Z",
            "landing",
            "Soyuz TM-12 (Artsebarsky, Aubakirov), near Arkalyk",
        ),
        ("1992-03-25T08:51:22Z", "landing", "Soyuz TM-13"),
        ("2001-03-23", "decay", "Mir deorbited"),
    ]
    # The view for any SQL tool is the same.
    assert rows(
        "SELECT date, kind, title, record_kind || ':' || record_key FROM timeline "
        "ORDER BY start, record_key, kind LIMIT 1"
    ) == [("1986-02-19T21:28Z", "launch", "Mir on Soyuz-U2", "launch:1986-017")]


def test_one_entry_for_each_dated_thing(load: Load, rows: RowsOf) -> None:
    load(
        """
        pack: mine
        organizations: {builder: {name: Builder, sources: [book]}}
        platforms: {barge: {name: Ocean Barge, sources: [book]}}
        vehicles: {big: {name: Big-1, sources: [book]}}
        spacecraft:
          mir: {names: [{text: MIR, kind: short, lang: en}], sources: [book]}
          kvant: {name: Kvant, kind: station module, part_of: mir, sources: [book]}
          salyut: {name: Great Space Laboratory, kind: station, names: [GSL], sources: [book]}
          one: {name: One, kind: satellite, ended: 2010-02, ended_how: The batteries failed., gone: 2012, gone_how: decayed, sources: [book]}
          two: {name: Two, kind: satellite, ended: 2010-03, gone: 2010-04, gone_how: graveyard, sources: [book]}
          three: {name: Three, kind: probe, gone: 2010-05, gone_how: landed, sources: [book]}
          four: {name: Four, kind: satellite, gone: 2010-06, gone_how: lost, sources: [book]}
          five: {name: Five, kind: satellite, gone: 2010-07, sources: [book]}
          fairing: {name: Fairing, kind: component, sources: [book]}
          stage: {name: Stage, kind: rocket stage, sources: [book]}
          late: {name: Late, kind: satellite, gone: 2010-08-01, gone_how: lost, sources: [book]}
          tug: {name: Tug, kind: cargo ship, sources: [book]}
          ship: {name: Ship, kind: crewed ship, sources: [book]}
        launches:
          2009-001: {name: Many, date: 2009-01-01, vehicle: big, platform: barge, outcome: success, payloads: [fairing, one, two, three, four, five], sources: [book]}
          2009-002: {name: Test stage, date: 2009-01-02, vehicle: big, outcome: partial failure, payloads: [stage], sources: [book]}
          2010-f01: {name: Late, date: 2010-08-01, vehicle: big, outcome: failure, payloads: [late], sources: [book]}
          2010-009: {name: Ship, date: 2010-09-01T10:00Z, vehicle: big, pad: baikonur-1-5, outcome: success, payloads: [ship], sources: [book]}
          next: {name: Next, date: 2030, vehicle: big, sources: [book]}
          never: {name: Never, date: 2011, status: cancelled, sources: [book]}
          sometime: {name: Sometime, status: requested, sources: [book]}
        flights:
          ship: {craft: ship, partial: true, outcome: lost, landing: {date: 2010-10-01}, crew: [{person: liu-yang, up: true, lost: true}], sources: [book]}
        people:
          liu-yang: {name: Liu Yang, family_name: Liu, sources: [book]}
        dockings:
          tug-1: {craft: tug, target: mir, port: front, docked: 1990-01-01T10:00Z, undocked: 1990-01-02T10:00Z, sources: [book]}
          tug-2: {craft: tug, target: kvant, docked: 1990-01-02T11:00Z, undocked: 1990-02-01, sources: [book]}
          tug-3: {craft: tug, target: salyut, docked: 1990-02-01, undocked: 1990-03-01, sources: [book]}
          tug-4: {craft: tug, target: salyut, docked: 1990-04-01, sources: [book]}
          ship-ship: {craft: ship, target: tug, docked: 2010-09-02, sources: [book]}
        spacewalks:
          walk-1: {people: [toktar-aubakirov], craft: mir, start: 1991-10-05T10:00Z, end: 1991-10-05T15:06Z, sources: [book]}
          walk-2: {people: [toktar-aubakirov], craft: mir, where: inside, start: 1991-10-06, end: 1991-10-06, sources: [book]}
          walk-3: {people: [toktar-aubakirov], start: 1991-10-07T10:00Z, end: 1991-10-07T10:40Z, sources: [book]}
          walk-4: {people: [toktar-aubakirov], where: Moon, start: 1991-10-08T10:00Z, sources: [book]}
          walk-5: {people: [toktar-aubakirov], craft: mir, sources: [book]}
        events:
          deal: {name: A deal, kind: agreement, date: 2004-01-09, sources: [book]}
          rumour: {name: A rumour, kind: statement, sources: [book]}
        """
    )
    found = rows(TIMELINE, "1990-01-01")
    for date, kind, title in [
        ("1990-01-01T10:00Z", "docking", "Tug at MIR (front)"),
        ("1990-01-02T11:00Z", "relocation", "Tug at MIR: front to Kvant"),
        ("1990-02-01", "undocking", "Tug from MIR (Kvant)"),
        ("1990-02-01", "docking", "Tug at GSL"),
        # A month away is no relocation.
        ("1990-03-01", "undocking", "Tug from GSL"),
        ("1990-04-01", "docking", "Tug at GSL"),
        ("1991-10-05T10:00Z", "spacewalk", "Aubakirov from MIR, 5 h 6 min"),
        ("1991-10-06", "spacewalk", "Aubakirov inside MIR"),
        ("1991-10-07T10:00Z", "spacewalk", "Aubakirov, 40 min"),
        ("1991-10-08T10:00Z", "spacewalk", "Aubakirov on the Moon"),
        ("2004-01-09", "agreement", "A deal"),
        ("2009-01-01", "launch", "One, Two, Three and 2 more on Big-1, Ocean Barge"),
        ("2009-01-02", "launch", "Test stage on Big-1: partial failure"),
        ("2010-02", "end", "One: The batteries failed"),
        ("2010-03", "end", "Two: end of service"),
        ("2010-04", "end", "Two moved to a graveyard orbit"),
        ("2010-05", "landing", "Three landed"),
        ("2010-06", "loss", "Four lost"),
        ("2010-07", "end", "Five left its orbit"),
        # Its loss is what the failed launch tells.
        ("2010-08-01", "launch", "Late on Big-1: failure"),
        ("2010-09-01T10:00Z", "launch", "Ship (Liu, …) on Big-1, Baikonur"),
        ("2010-09-02", "docking", "Ship at Tug"),
        ("2010-10-01", "loss", "Ship lost (Liu, …)"),
        ("2011", "launch", "cancelled: Never"),
        ("2012", "decay", "One decayed"),
        ("2030", "launch", "planned: Next on Big-1"),
    ]:
        assert (date, kind, title) in found
        found.remove((date, kind, title))
    # Nothing else, save what was there before.
    assert {title for _, _, title in found} == {
        title for _, _, title in found if "Soyuz" in title
    } | {"Mir deorbited"}
    # In time order, by their numbers too.
    keys = rows("SELECT date_start, date_end, key, kind FROM entry ORDER BY id")
    assert keys == sorted(keys)
    assert rows("SELECT MIN(id), MAX(id), COUNT(*) FROM entry") == [(1, len(keys), len(keys))]


def test_every_kind_of_end_has_a_word() -> None:
    from spacetimeline.packs import titles
    from spacetimeline.packs.derive_entries import GONE_KINDS

    assert set(titles.GONE) == {how.value for how in GoneHow}
    assert set(GONE_KINDS.values()) <= {kind.value for kind in EntryKind}
    assert {kind.value for kind in EventKind} <= {kind.value for kind in EntryKind}
