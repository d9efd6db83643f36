"""Catalogues with anything in any field: items, refused rows, a report; nothing foreign."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import answers as made
import pytest
from bad_rows import (
    GCAT,
    SATCAT,
    VALUES,
    gcat_kind,
    good_answers,
    read_answer,
    read_row,
    readers,
    write_spoilt,
)
from gcat_files import SPUTNIK, log
from hypothesis import example, given, settings
from hypothesis import strategies as some

import spacetimeline as st
from spacetimeline.catalogs.celestrak import SATCAT_FILE
from spacetimeline.catalogs.importing import MAX_FIELD
from spacetimeline.errors import MAX_MESSAGE

CATALOGUES = ("gcat", "satcat", "launch-library")
Steps = Callable[[Callable[[], object]], int]

# What can be in a line of a file of UTF-8.
fields = some.text(
    alphabet=some.characters(codec="utf-8", exclude_characters="\0\t\n"), max_size=60
)
anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats()
    | some.text(alphabet=some.characters(codec=None), max_size=30) | some.sampled_from(VALUES),
    lambda inside: some.lists(inside, max_size=3) | some.dictionaries(some.text(max_size=8), inside, max_size=3),
    max_leaves=5,
)  # fmt: skip


def test_good_rows_can_be_read() -> None:
    """Else nothing would be tried but the first refusal."""
    for name, (columns, rows) in GCAT.items():
        for row in rows:
            assert read_row(gcat_kind(name), columns, [row.get(each, "-") for each in columns])
    for row in SATCAT[1]:
        assert read_row(SATCAT_FILE, SATCAT[0], list(row.values()))
    assert all(read_answer(of) for of in good_answers())


@pytest.mark.parametrize("name", GCAT)
@settings(max_examples=25, deadline=None)
@given(told=some.data())
def test_any_text_in_any_field_of_gcat(name: str, told: some.DataObject) -> None:
    columns, rows = GCAT[name]
    row = [told.draw(some.sampled_from(rows)).get(each, "-") for each in columns]
    for place in told.draw(some.sets(some.integers(0, len(row) - 1), min_size=1, max_size=3)):
        row[place] = told.draw(fields | fields.map(row[place].__add__))
    read_row(gcat_kind(name), columns, row)


@settings(max_examples=60, deadline=None)
@given(told=some.data())
def test_any_text_in_any_field_of_satcat(told: some.DataObject) -> None:
    columns, rows = SATCAT
    row = list(told.draw(some.sampled_from(rows)).values())
    for place in told.draw(some.sets(some.integers(0, len(row) - 1), min_size=1, max_size=3)):
        row[place] = told.draw(fields | fields.map(row[place].__add__))
    read_row(SATCAT_FILE, columns, row)


@settings(max_examples=80, deadline=None)
@given(of=some.sampled_from(good_answers()), told=some.data(), value=anything)
def test_anything_in_any_field_of_an_answer(
    of: dict[str, Any], told: some.DataObject, value: Any
) -> None:
    def with_value(inside: Any) -> Any:
        if isinstance(inside, dict) and inside and told.draw(some.booleans()):
            at = told.draw(some.sampled_from(sorted(inside)))
            return {**inside, at: with_value(inside[at])}
        if isinstance(inside, list) and inside:
            return [with_value(inside[0]), *inside[1:]]
        return value

    spoilt = with_value(of)
    if isinstance(spoilt, dict):
        read_answer(spoilt)


ANY_FILE = some.binary(max_size=200) | some.lists(
    some.sampled_from([
        b"#Launch_Tag\tLaunch_Date\tJCAT\tLV_Type\tLaunch_Site\tAgency\n", b"1957 ALP\t1957 Oct  4",
        b"\t", b"\n", b"\r", b"# Updated 2024\n", b"\xef\xbb\xbf", b"\xff", b"\0", b'"', b",", b"{",
        b"OBJECT_NAME,OBJECT_ID,NORAD_CAT_ID,OBJECT_TYPE\n", b"A,1957-001A,1,PAY\n", b"[", b"]",
        b'"results": ', b'{"url": "/2.3.0/astronauts/1/", "id": 1}', b"}", b":", b"1", b"NaN", b'"\\ud800"',
    ]), max_size=14,
).map(b"".join)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(content=ANY_FILE)
@example(b"[" * 50_000)
@example(b'{"a":' * 50_000)
def test_any_bytes_as_a_file(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    from spacetimeline.catalogs.all import CATALOGS

    path = Path(tmp_path_factory.getbasetemp()) / "any-file"
    path.write_bytes(content)
    for catalog in CATALOGS.values():
        try:
            files, _ = catalog.find(str(path))
        except st.CatalogError as error:
            assert len(str(error)) < MAX_MESSAGE + 100
            continue
        told: list[str] = []

        def note(number: int, reason: str, text: str, told: list[str] = told) -> None:
            told.append(reason + text)

        for file in files:
            for _, row in file.rows(note):
                if catalog.name == "launch-library":
                    read_answer(row[0])
                else:
                    read_row(file.kind, file.columns, row)
        assert all(len(one) < 500 for one in told)


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(n, marks=pytest.mark.stress) for n in range(2, 12))]
)
def test_spoilt_files_are_imported_as_far_as_they_can_be_read(
    own_url: str, tmp_path: Path, seed: int
) -> None:
    """What can be read can be kept as well; every row is accounted for; and all goes again."""
    write_spoilt(random.Random(seed), tmp_path, 10 if seed == 1 else 200)
    with st.connect(own_url) as db:
        before = db.launches(status="all", category="all").to_dicts()
        for name in CATALOGUES:
            report = db.import_catalog(name, tmp_path / name)
            assert report.added + report.matched + report.rejected == report.read > 0
            assert report.added
            assert report.rejected <= len(report.problems)
            assert all(len(str(one)) < 1_000 for one in [*report.problems, *report.repairs])
        after = db.launches(status="all", category="all").to_dicts()
        assert len(after) > len(before)
        if seed > 1:
            again = db.import_catalog("gcat", tmp_path / "gcat")
            assert (again.added, again.changed, again.removed) == (0, 0, 0)
            for name in CATALOGUES:
                db.unload(name)
            assert db.launches(status="all", category="all").to_dicts() == before


# ------------------------------------------------------------------ time

LONG = ["a", "1", "-", " ", "/", "?", "1957 ", "1-", "\u0301", "ж", ",:", "()", "+"]


@pytest.mark.parametrize("name", [*GCAT, "celestrak"])
def test_work_on_a_row_grows_no_faster_than_its_fields(name: str, steps: Steps) -> None:
    kind = SATCAT_FILE if name == "celestrak" else gcat_kind(name)
    columns, rows = SATCAT if name == "celestrak" else GCAT[name]
    good = [rows[0].get(column, "-") for column in columns]
    for place in range(len(columns)):
        for piece in LONG[place % 3 :: 3]:

            def work(size: int, place: int = place, piece: str = piece) -> int:
                row = [*good]
                row[place] += (piece * size)[:size]
                return steps(lambda: read_row(kind, columns, row))

            work(10)
            small, large = work(1_000), work(8_000)
            assert large < 9 * small + 5_000, (columns[place], piece)


def deep(depth: int) -> dict[str, Any]:
    """A launch of a craft that tells of a launch of a craft that …"""
    launch = made.flown(0)
    for number in range(1, depth):
        rocket = made.fg() | {"spacecraft_stage": [made.craft(number, launch_=launch)]}
        launch = made.flown(number, rocket=rocket)
    return launch


def wide(number: int) -> dict[str, Any]:
    """Somebody who came down with many."""
    return made.person(landings=[made.craft(n, up=(made.person(n),)) for n in range(number)])


@pytest.mark.parametrize(("build", "small"), [(wide, 50), (deep, 10)])
def test_work_on_an_answer_grows_no_faster_than_it(
    steps: Steps, build: Callable[[int], dict[str, Any]], small: int
) -> None:
    first, second = build(small), build(8 * small)
    assert read_answer(first)
    assert steps(lambda: read_answer(second)) < 9 * steps(lambda: read_answer(first)) + 5_000


def test_an_answer_that_is_nested_too_deeply_is_refused(packs_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.db"
    path.write_bytes(packs_file.read_bytes())
    answer = made.listed(made.pad(), deep(100))
    text = json.dumps(answer)
    folder = tmp_path / "answers"
    folder.mkdir()
    for depth in (100, 3_000):
        inside = '{"launch": ' * depth + "null" + "}" * depth
        (folder / "a.json").write_text(text[:-2] + f', {{"id": 1, "x": {inside}}}]}}')
        with st.connect(path) as db:
            report = db.import_catalog("launch-library", folder)
            assert report.added + report.matched + report.rejected == report.read
            assert report.rejected == 1
            assert db.get("launch/" + made.uuid(99))


def test_a_field_that_is_too_long_is_told_in_its_row(own_url: str, tmp_path: Path) -> None:
    """A server could not keep it in its indexes; so it is refused on both, and alone."""
    letters = "".join(random.Random(4).choices("abcdefghijklmnopqrstuvwxyz ж1", k=40_000))
    most = letters.encode()[:MAX_FIELD].decode(errors="ignore")
    columns = ("Name", "PLName", "LV_Type", "Launch_Site", "Launch_Pad", "Flight_ID", "SatOwner")
    rows = [
        {**SPUTNIK, "Launch_Tag": f"1960-9{n:02}", "Piece": "-", "JCAT": f"A900{n:02}", **changed}
        for n, changed in enumerate(
            [{}, *({column: text} for column in columns for text in (letters, most))]
        )
    ]
    with st.connect(own_url) as db:
        report = db.import_catalog("gcat", log(tmp_path, *rows))
        assert (report.read, report.rejected) == (len(rows), len(columns))
        assert [problem.row for problem in report.problems] == [*range(4, len(rows) + 3, 2)]
        for problem in report.problems:
            assert "bytes; at most 800 are read" in problem.message
        for number in range(0, len(rows), 2):
            assert db.get(f"A900{number:02}").launch.key == f"1960-9{number:02}"


# ------------------------------------------------------------------ many

STRESS = 200_000


@pytest.mark.parametrize("count", [2_000, pytest.param(STRESS, marks=pytest.mark.stress)])
def test_generated_rows_raise_nothing_foreign(count: int, tell: Callable[[str], None]) -> None:
    luck = random.Random(20261122)
    reading = readers(luck)
    told = {name: [0, 0] for name in reading}
    for number in range(count):
        name = CATALOGUES[number % 3]
        state = luck.getstate()
        try:
            told[name][reading[name]()] += 1
        except BaseException as error:
            error.add_note(f"{name}, number {number}, {state[1][:2]}")
            raise
    tell(
        f"{count:,} bad rows, none foreign: "
        + ", ".join(f"{name} {no:,} refused, {yes:,} read" for name, (no, yes) in told.items())
    )
    assert all(no and yes for no, yes in told.values())
