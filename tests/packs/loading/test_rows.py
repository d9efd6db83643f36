"""What a record's rows hold: copies, local time, names and their forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from spacetimeline.dates import VagueDate
from spacetimeline.models import Base, model_of
from spacetimeline.names import word_key
from spacetimeline.packs.changes import KINDS, REGISTRY
from spacetimeline.packs.columns import LISTS, ONCE, OWN, own_columns
from spacetimeline.packs.derive import DERIVED
from spacetimeline.packs.derive_aboard import COLUMNS as ABOARD
from spacetimeline.packs.derive_entries import COLUMNS as ENTRY
from spacetimeline.packs.derive_stays import COLUMNS as STAY
from spacetimeline.packs.local_time import local_text
from spacetimeline.packs.report import LoadReport
from spacetimeline.packs.stored import COLUMNS as PACK
from spacetimeline.packs.stored import COVERAGE

if TYPE_CHECKING:
    from sqlalchemy import Engine

Load = Callable[..., LoadReport]
RowsOf = Callable[..., list[tuple[Any, ...]]]


# ------------------------------------------------------------------ columns


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_of_a_kind_is_filled(kind: Any) -> None:
    table = model_of(kind).__table__  # type: ignore[attr-defined]
    derived = {"person": {"first_launch"}}.get(kind, set())
    expected = {column.name for column in table.columns} - derived
    columns = ["id", "key", "name", *own_columns(kind)]
    assert sorted(columns) == sorted(expected)


def test_every_table_is_written_by_somebody() -> None:
    tables = Base.metadata.tables
    for name, columns in {
        **LISTS, "record": REGISTRY, "pack": PACK, "coverage": COVERAGE, "stay": STAY,
        "entry": ENTRY, "aboard": ABOARD,
    }.items():  # fmt: skip
        there = {column.name for column in tables[name].columns}
        assert set(columns) | {"id"} == there | {"id"}, name
    others = {"record", "pack", "coverage", "alembic_version", "catalogue_file", "catalogue_row"}
    assert set(tables) - others == {*map(str, KINDS), *LISTS, *DERIVED}


def test_lists_in_which_a_record_stands_once_are_those_with_such_a_key() -> None:
    for name, columns in LISTS.items():
        key = {column.name for column in Base.metadata.tables[name].primary_key.columns}
        own = {columns[0], columns[1]}
        assert (name in ONCE) == (key == own and name not in {"name_form", "citation"}), name


def test_nothing_is_written_before_what_it_refers_to() -> None:
    order = [str(kind) for kind in (*OWN, "claim")]
    for place, kind in enumerate(order):
        for key in Base.metadata.tables[kind].foreign_keys:
            target = key.column.table.name
            if target in order and target != kind:
                assert order.index(target) < place, f"{kind} refers to {target}"


# ------------------------------------------------------------------ local time


@pytest.mark.parametrize(
    ("date", "zone", "expected"),
    [
        ("2006-06-17T22:44:05Z", "Asia/Qyzylorda", "2006-06-18T04:44:05+06:00"),
        ("2006-06-17T22:44Z", "Asia/Qyzylorda", "2006-06-18T04:44+06:00"),
        ("2006-06-17T22Z", "Asia/Qyzylorda", "2006-06-18T04+06:00"),
        ("2006-06-17T22:44:05.123Z", "Asia/Qyzylorda", "2006-06-18T04:44:05.123+06:00"),
        # The rules of that time, not of today.
        ("2024-06-17T22:44:05Z", "Asia/Qyzylorda", "2024-06-18T03:44:05+05:00"),
        ("1961-04-12T06:07Z", "Asia/Qyzylorda", "1961-04-12T11:07+05:00"),
        ("1969-07-16T13:32:00Z", "America/New_York", "1969-07-16T09:32:00-04:00"),
        ("2006-06-17T22:44Z?", "Asia/Qyzylorda", "2006-06-18T04:44+06:00?"),
        # A UTC day, or coarser, has no certain local day.
        ("2006-06-17", "Asia/Qyzylorda", None),
        ("2006-06", "Asia/Qyzylorda", None),
        ("2006 Jun 17.94", "Asia/Qyzylorda", None),
        # An hour of UTC is half of one and half of the next in India.
        ("2006-06-17T22Z", "Asia/Kolkata", None),
        ("2006-06-17T22:00Z", "Asia/Kolkata", "2006-06-18T03:30+05:30"),
        # No such zone, and the first hours of time.
        ("2006-06-17T22:44Z", "Mars/Olympus", None),
        ("0001-01-01T00:00Z", "America/New_York", None),
    ],
)  # fmt: skip
def test_the_clocks_of_a_site(date: str, zone: str, expected: str | None) -> None:
    assert local_text(VagueDate.parse(date), zone) == expected


# ------------------------------------------------------------------ copies


def test_what_is_kept_twice_agrees(database: Engine, rows: RowsOf) -> None:
    launch = rows(
        "SELECT f.key, s.key, l.date_local FROM launch l JOIN family f ON f.id = l.family_id "
        "JOIN site s ON s.id = l.site_id WHERE l.key = '1991-034'"
    )
    assert launch == [("soyuz", "baikonur", "1991-05-18T17:50:28+05:00")]
    for table in ("spacecraft", "flight"):
        copied = rows(
            f"SELECT launched_text, launched_start, launched_before, launched_precision FROM {table} "
            "WHERE key = 'soyuz-tm-12'"
        )
        assert copied == rows(
            "SELECT date_text, date_start, date_before, date_precision FROM launch "
            "WHERE key = '1991-034'"
        )


def test_payloads_keep_their_order_and_a_station_is_none(load: Load, rows: RowsOf) -> None:
    load(
        """
        pack: mine
        launches:
          1998-067: {name: Zarya, date: 1998-11-20, vehicle: soyuz-u2, outcome: success, payloads: [zarya, aaa], sources: [book]}
        spacecraft:
          zarya: {name: Zarya, kind: station module, part_of: iss, sources: [book]}
          aaa: {name: A, kind: satellite, sources: [book]}
          iss: {name: Station, kind: station, launch: 1998-067, sources: [book]}
        """
    )
    assert rows(
        "SELECT key, payload_position FROM spacecraft WHERE launch_id = "
        "(SELECT id FROM launch WHERE key = '1998-067') ORDER BY payload_position IS NOT NULL, payload_position"
    ) == [("iss", None), ("zarya", 0), ("aaa", 1)]
    assert rows("SELECT title FROM entry WHERE key = '1998-067'") == [("Zarya, A on Soyuz-U2",)]


def test_who_came_down_only_represents_whom_they_went_up_for(load: Load, rows: RowsOf) -> None:
    crew = (
        "SELECT p.key, c.up, k.key FROM crew c JOIN flight f ON f.id = c.flight_id "
        "JOIN person p ON p.id = c.person_id LEFT JOIN country k ON k.id = c.represented_id "
        "WHERE f.key = '{}' ORDER BY c.position"
    )
    assert rows(crew.format("soyuz-tm-12")) == [
        ("anatoly-artsebarsky", 1, "SU"),
        ("toktar-aubakirov", 0, "SU"),
    ]
    # Up for the Soviet Union, down when it was gone: still for the Soviet Union.
    load(
        """
        pack: mine
        people:
          sergei-krikalev:
            name: Sergei Krikalev
            citizenships: [{country: SU, until: 1991-12-25}, {country: RU, since: 1991-12-26}]
            sources: [book]
        flights:
          soyuz-tm-12: {crew: [{person: sergei-krikalev, up: true}], sources: [book]}
          soyuz-tm-13: {crew: [{person: sergei-krikalev, down: true}], sources: [book]}
        """
    )
    assert rows(crew.format("soyuz-tm-13"))[-1] == ("sergei-krikalev", 0, "SU")


# ------------------------------------------------------------------ names


def ranks(rows: RowsOf, kind: str, key: str) -> dict[str, int]:
    """The forms under which a record is found."""
    return dict(
        rows(
            "SELECT f.folded, f.rank FROM name_form f JOIN record r ON r.id = f.record_id "
            "WHERE r.kind = ? AND r.key = ?",
            kind,
            key,
        )
    )


def test_names_and_what_they_are_found_by(load: Load, rows: RowsOf) -> None:
    assert rows(
        "SELECT n.position, n.text, n.language, n.script, n.kind, n.word_key FROM name n "
        "JOIN record r ON r.id = n.record_id WHERE r.key = 'toktar-aubakirov' ORDER BY 1"
    ) == [
        (0, "Toktar Aubakirov", "en", "Latn", "alias", word_key("Toktar Aubakirov")),
        (1, "Тоқтар Әубәкіров", "kk", "Cyrl", "native", word_key("Тоқтар Әубәкіров")),
        (2, "Aubakirov", None, "Latn", "alias", word_key("Aubakirov")),
    ]
    found = ranks(rows, "person", "toktar-aubakirov")
    assert found["toktar aubakirov"] == 0
    assert found["aubakirov toktar"] == 2
    assert found["aubakirov"] == 1  # an alias here, and no longer only the family name
    assert ranks(rows, "person", "anatoly-artsebarsky")["artsebarski"] == 3


def test_designations_are_names_too(load: Load, rows: RowsOf) -> None:
    mir = ranks(rows, "spacecraft", "mir")
    assert mir["mir"] == 0
    assert mir["1986 017 a"] == mir["16609"] == 1
    launch = ranks(rows, "launch", "1986-017")
    assert launch["1986 017"] == 1
    # Each is found by its own: the launch has no piece, the craft no tag.
    assert "1986 017 a" not in launch
    assert "1986 017" not in mir
    load(
        """
        pack: mine
        spacecraft:
          mir: {identifiers: {gcat: S16609, harvard: 1957 ALP 2, other: "4711"}, sources: [book]}
        """
    )
    mir = ranks(rows, "spacecraft", "mir")
    assert mir["s 16609"] == 1
    # The greek form is found as everybody writes it today.
    assert mir["1957 001 b"] == 1
    # A bare number of another catalogue would pass for a catalogue number.
    assert "4711" not in mir


def test_countries_are_found_by_their_codes(database: Engine, rows: RowsOf) -> None:
    assert ranks(rows, "country", "KZ")["kz"] == 1


# ------------------------------------------------------------------ claims


def test_claims_have_keys_that_last(load: Load, rows: RowsOf) -> None:
    load(
        """
        pack: mine
        claims:
          - {about: mir, attribute: mass, value: "1", source: book, verdict: disputed, note: too light}
          - {about: mir, attribute: mass, value: "2", source: book, verdict: disputed}
          - {about: mir, value: It was large., source: paper, verdict: adopted}
          - {about: mir, value: It was really very large; so large that nobody can tell how large it was at all., source: book, verdict: adopted}
        """
    )
    assert rows("SELECT key, name, why, date_text FROM claim ORDER BY key") == [
        ("mir.mass.book", "Mir: mass 1", "too light", "2001"),
        ("mir.mass.book-2", "Mir: mass 2", None, "2001"),
        (
            "mir.says.book",
            "Mir: It was really very large; so large that nobody can tell how large it was at all.",
            None,
            "2001",
        ),
        ("mir.says.paper", "Mir: It was large.", None, "2002-03-04"),
    ]
    # A claim cites its one source like any other record.
    assert rows(
        "SELECT s.key FROM citation c JOIN source s ON s.id = c.source_id "
        "JOIN claim k ON k.id = c.record_id WHERE k.key = 'mir.says.paper'"
    ) == [("paper",)]


def test_coverage_is_kept_as_declared(load: Load, rows: RowsOf) -> None:
    load(
        """
        pack: mine
        coverage:
          - {subject: launches, filters: {family: soyuz, country: [KZ, RU]}, since: 1966, until: 2020-06, note: orbital ones}
          - {subject: stays}
        """
    )
    assert rows(
        "SELECT subject, filters, since_start, until_end, note FROM coverage ORDER BY position"
    ) == [
        (
            "launches", '{"country": ["KZ", "RU"], "family": "soyuz"}',
            "1966-01-01T00:00:00.000Z", "2020-07-01T00:00:00.000Z", "orbital ones",
        ),
        ("stays", "{}", None, None, None),
    ]  # fmt: skip


def test_the_forms_of_a_name_change_with_its_family_part(load: Load, rows: RowsOf) -> None:
    text = """
        pack: mine
        people:
          toktar-aubakirov:
            names: [{{text: Tokhtar Ongarbayuly Aubakir{family}}}]
            sources: [paper]
    """
    load(text.format(family=""))
    assert ranks(rows, "person", "toktar-aubakirov").get("ongarbaiuli aubakir") != 3
    report = load(text.format(family=", family: Ongarbayuly Aubakir"))
    assert report.changed == 1
    assert ranks(rows, "person", "toktar-aubakirov")["ongarbaiuli aubakir"] == 3


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ("Новости", "ru", "ru"),
        ("Новости", None, None),
        ("News", None, "en"),
        ("[News]", "ru", "en"),
        ("Wikipedia in Russian", "ru", "en"),
        ("Nachrichten", "de", "de"),
        ("Vesti", "sr-Latn", "sr-Latn"),
    ],
)
def test_the_language_of_a_source_is_that_of_its_title(
    load: Load, rows: RowsOf, title: str, language: str | None, expected: str | None
) -> None:
    said = f", language: {language}" if language else ""
    load(f"sources: {{x: {{title: '{title}'{said}}}}}")
    assert rows(
        "SELECT n.language FROM name n JOIN record r ON r.id = n.record_id "
        "WHERE r.kind = 'source' AND r.key = 'x' AND n.position = 0"
    ) == [(expected,)]
