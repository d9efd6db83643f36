"""Packs into a database: all or nothing, and the same again changes nothing."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from spacetimeline.database.engine import where_of, writing
from spacetimeline.errors import DatabaseError, FixtureError
from spacetimeline.packs import loader
from spacetimeline.packs.report import LoadReport

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from spacetimeline.packs.pack import Pack

Load = Callable[..., LoadReport]
RowsOf = Callable[..., list[tuple[Any, ...]]]

MINE = """
    pack: mine
    title: My missions
    families:
      kestrel: {name: Kestrel, sources: [me]}
    vehicles:
      kestrel-1: {name: Kestrel-1, family: kestrel, sources: [me]}
    launches:
      2026-901:
        name: Pipit
        date: 2026-05-01T10:00:00Z
        vehicle: kestrel-1
        pad: baikonur-1-5
        outcome: success
        payloads: [pipit]
        sources: [me]
    spacecraft:
      pipit: {name: Pipit, kind: satellite, sources: [me]}
    sources:
      me: {title: My notes}
"""


def test_a_pack_of_ones_own(load: Load, rows: RowsOf) -> None:
    report = load(MINE)
    assert (report.added, report.changed, report.removed, report.unchanged) == (5, 0, 0, 0)
    assert report.packs == ("mine",)
    assert report.kinds["launches"].added == 1
    assert repr(report) == "<LoadReport mine: 5 added, 0 changed, 0 removed, 0 unchanged>"
    assert str(report) == ("mine: 5 added (1 family, 1 vehicle, 1 launch, 1 spacecraft, 1 source)")
    found = rows(
        "SELECT l.key FROM launch l JOIN vehicle v ON v.id = l.vehicle_id "
        "JOIN family f ON f.id = l.family_id WHERE v.key = 'kestrel-1' AND f.key = 'kestrel' "
        "AND l.date_start >= '2026-01-01' AND l.date_start < '2027-01-01'"
    )
    assert found == [("2026-901",)]
    assert rows("SELECT origin, title, position FROM pack ORDER BY position") == [
        ("found", "A small world", 0),
        ("user", "My missions", 1),
    ]


def test_the_same_pack_twice_changes_nothing(load: Load, dump: Callable[[], Any]) -> None:
    load(MINE)
    before = dump()
    report = load(MINE)
    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 0, 0, 5)
    assert dump() == before


def test_a_pack_that_is_only_written_differently_changes_no_record(
    load: Load, dump: Callable[[], Any]
) -> None:
    load(MINE)
    before = dump()
    report = load("# a remark\n" + textwrap.dedent(MINE))
    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 0, 0, 5)
    after = dump()
    before.pop("pack")
    after.pop("pack")
    assert after == before


def test_a_pack_replaces_the_one_of_its_name(load: Load, rows: RowsOf) -> None:
    load(MINE)
    before: dict[str, int] = dict(rows("SELECT kind || ':' || key, id FROM record"))
    report = load(
        MINE.replace("pipit", "lark").replace("Pipit", "Lark").replace("success", "failure")
    )
    # The launch changed; its satellite is another one.
    assert (report.added, report.changed, report.removed, report.unchanged) == (1, 1, 1, 3)
    after: dict[str, int] = dict(rows("SELECT kind || ':' || key, id FROM record"))
    assert after["launch:2026-901"] == before["launch:2026-901"]
    assert set(before) - set(after) == {"spacecraft:pipit"}
    assert rows("SELECT name, outcome FROM launch WHERE key = '2026-901'") == [("Lark", "failure")]
    assert rows("SELECT title FROM entry WHERE key = '2026-901'") == [
        ("Lark on Kestrel-1, Baikonur: failure",)
    ]
    assert rows("SELECT COUNT(*) FROM pack") == [(2,)]


def test_what_a_pack_adds_to_anothers_record(
    load: Load, database: Engine, rows: RowsOf, dump: Callable[[], Any]
) -> None:
    before = dump()
    report = load(
        """
        pack: more
        spacecraft:
          mir: {names: [Peace], identifiers: {wikidata: Q12345}, sources: [paper]}
        """
    )
    assert (report.added, report.changed) == (0, 1)
    mir = "SELECT id FROM spacecraft WHERE key = 'mir'"
    added = "SELECT p.name FROM {} x JOIN pack p ON p.id = x.pack_id WHERE x.record_id = ({})"
    assert rows(added.format("name", mir) + " AND text = 'Peace'") == [("more",)]
    assert rows(added.format("identifier", mir) + " AND value = 'Q12345'") == [("more",)]
    assert rows(f"SELECT rank FROM name_form WHERE folded = 'q 12345' AND record_id = ({mir})")
    assert rows(
        "SELECT p.name FROM record r JOIN pack p ON p.id = r.pack_id "
        "WHERE r.kind = 'spacecraft' AND r.key = 'mir'"
    ) == [("base",)]
    loader.unload(database, "more")
    assert dump() == before


def test_all_mistakes_are_told_with_file_and_line_and_nothing_is_loaded(
    load: Load, dump: Callable[[], Any]
) -> None:
    before = dump()
    with pytest.raises(FixtureError) as caught:
        load(
            """
            pack: mine
            title: Mistakes
            launches:
              2026-901: {name: One, date: yesterday, vehicle: soyuz-u2, outcome: success, sources: [book]}
              2026-902: {name: Two, date: 2026-01-01, vehicle: soyuz-u22, outcome: success, sources: [book]}
              2026-903: {name: Three, date: 2026-01-01, vehicle: soyuz-u2, outcome: grand, sources: [book]}
            spacecraft:
              three: {name: Three, kind: satellite, mas: 3, sources: [book]}
            """
        )
    problems = caught.value.problems
    assert [problem.line for problem in problems] == [4, 5, 6, 8]
    text = str(caught.value)
    assert text.startswith("4 problems; nothing was loaded:\n")
    assert re.search(r"mine\.yaml:5: launches\.2026-902\.vehicle: .*soyuz-u22", text)
    assert dump() == before


def test_of_several_packs_all_are_loaded_or_none(
    database: Engine, write: Callable[..., Path], dump: Callable[[], Any], rows: RowsOf
) -> None:
    good = write(MINE, "good.yaml")
    bad = write("pack: bad\nlaunches: {2026-999: {name: Nothing}}\n", "bad.yaml")
    before = dump()
    with pytest.raises(FixtureError, match=r"bad\.yaml"):
        loader.load(database, [good, bad])
    assert dump() == before
    other = write(
        MINE.replace("pack: mine", "pack: other").replace("2026-901", "2026-902")
        .replace("pipit", "lark").replace("kestrel", "heron").replace(" me:", " you:")
        .replace("[me]", "[you]"),
        "other.yaml",
    )  # fmt: skip
    assert loader.load(database, [good, str(other)]).packs == ("mine", "other")
    assert rows("SELECT COUNT(*) FROM pack") == [(3,)]


def test_who_is_interrupted_leaves_the_database_as_it_was(
    load: Load, dump: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    before = dump()
    monkeypatch.setattr(loader, "derive", interrupted)
    with pytest.raises(KeyboardInterrupt):
        load(MINE)
    assert dump() == before


def test_who_is_killed_leaves_the_database_as_it_was(
    database: Engine, write: Callable[..., Path], dump: Callable[[], Any]
) -> None:
    before = dump()
    script = """
        import os, sys
        from spacetimeline.database.engine import make_engine
        from spacetimeline.database.target import target_of
        from spacetimeline.packs import loader
        loader.derive = lambda connection: os.kill(os.getpid(), 9)
        loader.load(make_engine(target_of(sys.argv[1])), sys.argv[2])
    """
    arguments = [
        sys.executable,
        "-c",
        textwrap.dedent(script),
        where_of(database),
        str(write(MINE)),
    ]
    assert subprocess.run(arguments, check=False).returncode == -9
    assert dump() == before
    assert loader.load(database, write(MINE)).added == 5


def test_a_second_load_waits_and_then_says_that_the_database_is_locked(
    database: Engine, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(MINE)
    monkeypatch.setattr(loader, "writing", partial(writing, patience=0.1))
    with writing(database), pytest.raises(DatabaseError, match="is locked: another"):
        loader.load(database, path)
    assert loader.load(database, path).added == 5


def test_a_table_that_somebody_has_touched_is_put_right(
    load: Load, database: Engine, change: Callable[..., None], dump: Callable[[], Any]
) -> None:
    load(MINE)
    before = dump()
    change(
        "UPDATE launch SET outcome = 'failure' WHERE key = '1991-034'",
        "DELETE FROM crew",
        "UPDATE record SET name = 'Nobody' WHERE key = 'toktar-aubakirov'",
        "DELETE FROM name WHERE position > 0",
        "UPDATE pack SET fingerprint = '' WHERE name = 'mine'",
    )
    report = load(MINE)
    assert (report.added, report.changed, report.removed) == (0, 4, 0)
    assert dump() == before


def test_a_database_without_packs_can_be_loaded_too(
    engine: Engine, base: Pack, write: Callable[..., Path], rows: RowsOf
) -> None:
    report = loader.load(engine, base.path)
    assert report.added > 20
    assert rows("SELECT origin FROM pack") == [("user",)]
    with pytest.raises(FixtureError, match="there is no vehicle 'soyuz-u9'"):
        loader.load(engine, write(MINE.replace("vehicle: kestrel-1", "vehicle: soyuz-u9")))


def test_check_says_what_load_would_say_and_writes_nothing(
    database: Engine,
    base: Pack,
    write: Callable[..., Path],
    dump: Callable[[], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = dump()
    path = write(MINE.replace("vehicle: kestrel-1", "vehicle: soyuz-u9"), "wrong.yaml")
    with pytest.raises(FixtureError) as caught:
        loader.load(database, path)
    said = [str(problem) for problem in loader.check(database, path)]
    assert said == [str(problem) for problem in caught.value.problems]
    assert len(said) == 1
    assert dump() == before
    assert loader.check(database, write(MINE)) == []
    # Without a database: beside the packs that are found.
    monkeypatch.setattr(loader, "found", lambda: [base])
    assert [str(problem) for problem in loader.check(None, [path])] == said
    assert loader.check(None, write(MINE)) == []


def test_a_file_that_is_not_there(load: Load, database: Engine) -> None:
    with pytest.raises(FixtureError, match=r"/nowhere/at/all\.yaml: there is no such file"):
        loader.load(database, "/nowhere/at/all.yaml")
