"""Packs out of a database again, brought up to date, and beside imported catalogues."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from spacetimeline.errors import DatabaseError, FixtureError, NotFound
from spacetimeline.packs import loader
from spacetimeline.packs.pack import Pack, read_pack
from spacetimeline.packs.report import LoadReport

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

Load = Callable[..., LoadReport]
RowsOf = Callable[..., list[tuple[Any, ...]]]

OVERRIDE = """
    pack: doubts
    sources:
      me: {title: My notes, date: 2020-05}
    overrides:
      launches:
        1991-034: {outcome: failure, date: 1991-05-18T12:51Z, sources: [me]}
      flights:
        soyuz-tm-12: {landing: {place: near Dzhezkazgan}, sources: [me]}
"""

KESTREL = """
    pack: kestrel
    vehicles:
      kestrel-1: {name: Kestrel-1, sources: [book]}
"""

USER_OF_KESTREL = """
    pack: pipit
    depends: [kestrel]
    launches:
      2026-901: {name: Pipit, date: 2026-05-01, vehicle: kestrel-1, outcome: success, sources: [book]}
"""


# ------------------------------------------------------------------ unload


def test_unloading_gives_back_what_an_override_replaced(
    load: Load, database: Engine, rows: RowsOf, dump: Callable[[], Any]
) -> None:
    before = dump()
    report = load(OVERRIDE)
    assert (report.added, report.changed) == (7, 3)
    outcome = "SELECT outcome, date_text FROM launch WHERE key = '1991-034'"
    assert rows(outcome) == [("failure", "1991-05-18T12:51Z")]
    claims = rows(
        "SELECT c.key, c.value, c.verdict, c.date_text, s.key FROM claim c "
        "JOIN source s ON s.id = c.source_id WHERE attribute = 'outcome' ORDER BY verdict"
    )
    assert claims == [
        ("1991-034.outcome.me", "failure", "adopted", "2020-05", "me"),
        ("1991-034.outcome.book", "success", "superseded", "2001", "book"),
    ]
    # The stay that began with this launch began a little later now.
    assert rows("SELECT start_text FROM stay WHERE key = 'anatoly-artsebarsky-1'") == [
        ("1991-05-18T12:51Z",)
    ]
    report = loader.unload(database, "doubts")
    assert (report.added, report.changed, report.removed) == (0, 3, 7)
    assert report.packs == ("doubts",)
    assert dump() == before


def test_unloading_what_was_never_loaded(load: Load, database: Engine) -> None:
    with pytest.raises(
        NotFound, match=r"No pack or catalogue 'mine' was loaded\. Loaded: none\."
    ) as caught:
        loader.unload(database, "mine")
    assert caught.value.asked == "mine"
    load(KESTREL)
    with pytest.raises(
        NotFound,
        match=r"No pack or catalogue 'kestral' was loaded; did you mean 'kestrel'\? Loaded: kestrel\.",
    ) as caught:
        loader.unload(database, "kestral")
    assert caught.value.suggestions == ("kestrel",)


def test_a_found_pack_cannot_be_unloaded(load: Load, database: Engine) -> None:
    load(KESTREL)
    with pytest.raises(DatabaseError) as caught:
        loader.unload(database, "base")
    assert str(caught.value) == (
        "'base' is a pack that every database has, so it cannot be unloaded. Loaded by you: "
        "kestrel. To change one of its facts, load a pack that has it under `overrides:`."
    )


def test_a_pack_on_which_another_depends_cannot_be_unloaded(
    load: Load, database: Engine, dump: Callable[[], Any]
) -> None:
    load(KESTREL, "kestrel.yaml")
    load(USER_OF_KESTREL, "pipit.yaml")
    before = dump()
    with pytest.raises(FixtureError) as caught:
        loader.unload(database, "kestrel")
    assert str(caught.value) == (
        "1 problem; nothing was unloaded:\n"
        "  pipit.yaml:2: depends: the pack 'pipit' depends on 'kestrel' (unload 'pipit' first)"
    )
    assert dump() == before
    loader.unload(database, "pipit")
    assert loader.unload(database, "kestrel").removed == 1


def test_a_pack_whose_records_another_uses_without_saying_so(load: Load, database: Engine) -> None:
    load(KESTREL, "kestrel.yaml")
    load(USER_OF_KESTREL.replace("depends: [kestrel]", ""), "pipit.yaml")
    with pytest.raises(FixtureError) as caught:
        loader.unload(database, "kestrel")
    text = str(caught.value)
    assert text.startswith(
        "1 problem; nothing was unloaded:\n  pipit.yaml:4: launches.2026-901.veh"
    )
    assert "there is no vehicle 'kestrel-1'" in text


def test_a_record_that_two_packs_have_stays_when_the_first_one_goes(
    load: Load, database: Engine, rows: RowsOf
) -> None:
    load(KESTREL)
    load(KESTREL.replace("pack: kestrel", "pack: falcons"), "falcons.yaml")
    owner = "SELECT r.id, p.name FROM record r JOIN pack p ON p.id = r.pack_id WHERE r.key = ?"
    ((number, pack),) = rows(owner, "kestrel-1")
    assert pack == "kestrel"
    report = loader.unload(database, "kestrel")
    assert (report.changed, report.removed) == (1, 0)
    assert rows(owner, "kestrel-1") == [(number, "falcons")]


def test_a_pack_in_the_place_of_a_found_one_and_back(
    database: Engine,
    base: Pack,
    write: Callable[..., Path],
    rows: RowsOf,
    dump: Callable[[], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = dump()
    text = base.files[0].text
    assert loader.load(database, write(text, "base.yaml")).changed == 0  # the very same
    assert dump() == before
    changed = text.replace("name: Soyuz TM-12, date", "name: Soyuz 12, date")
    assert loader.load(database, write(changed, "base.yaml")).changed == 1
    assert rows("SELECT name, origin FROM pack") == [("base", "user")]
    monkeypatch.setattr(loader, "found", lambda: [base])
    assert loader.unload(database, "base").changed == 1
    assert dump() == before


# ------------------------------------------------------------------ rebuild


def test_rebuilding_with_the_same_packs_changes_nothing(
    database: Engine, rebuild: Callable[..., LoadReport], base: Pack, dump: Callable[[], Any]
) -> None:
    before = dump()
    report = rebuild(base)
    assert (report.added, report.changed, report.removed) == (0, 0, 0)
    assert report.unchanged > 20
    assert report.packs == ("base",)
    assert dump() == before


def test_a_rebuild_takes_newer_packs_and_keeps_the_users(
    load: Load,
    rebuild: Callable[..., LoadReport],
    base: Pack,
    write: Callable[..., Path],
    rows: RowsOf,
) -> None:
    extra = read_pack(
        str(
            write(
                "pack: extra\ntitle: E\nfamilies: {heron: {name: Heron, sources: [book]}}",
                "extra.yaml",
            )
        )
    )
    rebuild(base, extra)
    load(KESTREL)
    newer = write(
        base.files[0].text.replace("title: A small world", "title: A newer world")
        .replace("Gagarin's Start", "Site 1/5"),
        "base.yaml",
    )  # fmt: skip
    report = rebuild(read_pack(str(newer)))
    # The pack that is no longer found goes, with its family; the user's stays.
    assert (report.added, report.changed, report.removed) == (0, 1, 1)
    assert rows("SELECT name, title, origin FROM pack ORDER BY position") == [
        ("base", "A newer world", "found"),
        ("kestrel", None, "user"),
    ]
    assert rows("SELECT name FROM pad") == [("Site 1/5",)]


def test_a_rebuild_that_contradicts_a_users_pack_changes_nothing(
    load: Load,
    rebuild: Callable[..., LoadReport],
    base: Pack,
    write: Callable[..., Path],
    dump: Callable[[], Any],
) -> None:
    load(USER_OF_KESTREL.replace("depends: [kestrel]", "").replace("kestrel-1", "soyuz-u2"))
    before = dump()
    newer = write(base.files[0].text.replace("soyuz-u2", "soyuz-u3"), "base.yaml")
    with pytest.raises(FixtureError, match="there is no vehicle 'soyuz-u2'"):
        rebuild(read_pack(str(newer)))
    assert dump() == before


def test_a_users_pack_stands_in_the_place_of_a_found_one_after_a_rebuild(
    load: Load,
    database: Engine,
    rebuild: Callable[..., LoadReport],
    base: Pack,
    write: Callable[..., Path],
    rows: RowsOf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load(KESTREL)
    now_found = KESTREL.replace("name: Kestrel-1", "name: Kestrel One").replace("    ", "")
    extra = read_pack(str(write(now_found.replace("vehicles:\n", "vehicles:\n  "), "extra.yaml")))
    assert extra.problems.found == []
    rebuild(base, extra)
    assert rows("SELECT name FROM vehicle WHERE key = 'kestrel-1'") == [("Kestrel-1",)]
    monkeypatch.setattr(loader, "found", lambda: [base, extra])
    loader.unload(database, "kestrel")
    assert rows("SELECT name FROM vehicle WHERE key = 'kestrel-1'") == [("Kestrel One",)]
    assert rows("SELECT name, origin FROM pack ORDER BY position") == [
        ("base", "found"),
        ("kestrel", "found"),
    ]


def test_the_same_packs_give_the_same_bytes(
    rebuild: Callable[..., LoadReport], engine: Engine, base: Pack, tmp_path: Path
) -> None:
    from spacetimeline.database.engine import close_engine, make_engine
    from spacetimeline.database.migrations import make_ready
    from spacetimeline.database.target import target_of

    made = []
    for name in ("one.db", "two.db"):
        other = make_engine(target_of(str(tmp_path / name)))
        make_ready(other, lambda connection: loader.rebuild(connection, [base]))
        close_engine(other)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


# ------------------------------------------------------------------ catalogues

CATALOGUE = (
    "INSERT INTO pack (id, name, origin, position, fingerprint) VALUES (900, 'log', 'catalogue', 90, 'x')",
    "INSERT INTO record (id, kind, key, name, pack_id) VALUES (9000, 'launch', '1957-001', 'Sputnik', 900)",
    """
    INSERT INTO launch (id, key, name, category, status, date_text, date_start, date_end,
                        date_earliest, date_before, date_precision, date_uncertain, vehicle_id)
    SELECT 9000, '1957-001', 'Sputnik', 'orbital', 'flown', '1957', '1957-01-01T00:00:00.000Z',
           '1958-01-01T00:00:00.000Z', '1957-01-01T00:00:00.000Z', '1958-01-01T00:00:00.000Z',
           'year', false, id
    FROM vehicle WHERE key = {vehicle}
    """,
)


def test_a_pack_does_not_take_a_catalogues_name(
    load: Load, change: Callable[..., None], dump: Callable[[], Any]
) -> None:
    change(*(each.format(vehicle="'soyuz-u2'") for each in CATALOGUE))
    before = dump()
    with pytest.raises(DatabaseError) as caught:
        load(KESTREL.replace("pack: kestrel", "pack: log"))
    assert str(caught.value) == (
        "'log' is the name of an imported catalogue. Give the pack another name: write "
        "`pack: my-name` at its top."
    )
    assert dump() == before
