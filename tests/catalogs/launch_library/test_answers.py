"""Files of answers: read object by object, and whatever is wrong with them told by its number."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import answers as made
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from spacetimeline.catalogs.items import RowError
from spacetimeline.catalogs.launch_library import answers, shapes
from spacetimeline.catalogs.launch_library.answers import Answers
from spacetimeline.catalogs.launch_library.catalog import LISTINGS, find
from spacetimeline.catalogs.launch_library.fields import date, dated
from spacetimeline.catalogs.launch_library.layers import flat, joined, text_of
from spacetimeline.catalogs.launch_library.shapes import told
from spacetimeline.errors import CatalogError


def read(text: str | bytes, folder: Path) -> tuple[list[Any], list[tuple[int, str]]]:
    """The objects of a file, and what was refused of it: number and reason."""
    path = folder / "answer.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    refused: list[tuple[int, str]] = []
    rows = list(Answers(str(path)).rows(lambda number, why, _: refused.append((number, why))))
    return [fields[0] for _, fields in rows], refused


@pytest.mark.parametrize("wrap", ["envelope", "bare list", "late results"])
def test_lists_in_all_their_shapes(wrap: str, tmp_path: Path) -> None:
    objects = [{"id": number, "name": "ä" * number} for number in range(5)]
    whole: Any = {
        "envelope": {"count": 123, "next": None, "results": objects},
        "bare list": objects,
        "late results": {"results": objects, "count": 5},
    }[wrap]
    assert read(json.dumps(whole), tmp_path) == (objects, [])
    assert read("\ufeff" + json.dumps(whole, indent=2), tmp_path) == (objects, [])


def test_one_object_is_an_answer(tmp_path: Path) -> None:
    assert read('{"id": 1, "results": 2}', tmp_path) == ([{"id": 1, "results": 2}], [])


def test_only_one_object_is_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "CHUNK", 50)
    objects = [{"id": number, "name": "x" * (number % 90)} for number in range(300)]
    assert read(json.dumps({"results": objects, "count": 12345}), tmp_path) == (objects, [])
    longest = 0
    drop = answers._Reader._more

    def more(self: Any) -> None:
        nonlocal longest
        drop(self)
        longest = max(longest, len(self._text))

    monkeypatch.setattr(answers._Reader, "_more", more)
    read(json.dumps(objects), tmp_path)
    assert longest < 1_000


GOOD = '{"id": 1, "name": "a"}'


@pytest.mark.parametrize(
    ("text", "number", "why"),
    [
        (f"[{GOOD}, {GOOD[:12]}", 2, "ends in the middle of this object"),
        (f"[{GOOD}", 2, "ends in the middle"),
        (f'{{"count": 1, "results": [{GOOD}]', 2, "ends in the middle"),
        (f"[{GOOD} {GOOD}]", 2, "a comma"),
        (f"[{GOOD}, {{'id': 2}}]", 2, "is no JSON"),
        (f"[{GOOD}] {GOOD}", 2, "more behind the end"),
        (f"[{GOOD}, 7]", 2, "is no object"),
        (f'[{GOOD}, {{"id": 1, "id": 2}}]', 2, "the key 'id' stands twice"),
        (f'[{GOOD}, {{"a": {{"b": 1, "b": 1}}}}]', 2, "the key 'b' stands twice"),
        ('{"id": 1, "id": 2}', 1, "stands twice"),
        ("#Launch_Tag\tLaunch_Date", 1, "begins neither"),
        ("", 1, "begins neither"),
        (f"[{GOOD}, ".encode() + b'{"name": "\xe9"}]', 1, "byte 36 (0xe9) is no UTF-8"),
        (f'[{GOOD}, {{"name": "a\0b"}}]', 2, "Invalid control character"),
        (f"[{GOOD}, {'[' * 200_000}{']' * 200_000}]", 2, "nested too deeply"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_number(
    text: str | bytes, number: int, why: str, tmp_path: Path
) -> None:
    objects, refused = read(text, tmp_path)
    assert [where for where, _ in refused] == [number]
    assert why in refused[0][1]
    assert len(objects) == number - 1 or "UTF-8" in why  # what came before is read


def test_no_object_may_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MAX_OBJECT", 10_000)
    monkeypatch.setattr(answers, "CHUNK", 1_000)
    _, refused = read(f'[{{"name": "{"x" * 100_000}"}}]', tmp_path)
    assert "no object ends within 10,000 characters" in refused[0][1]


def test_numbers_that_are_none_fit_no_field(tmp_path: Path) -> None:
    objects, refused = read(f'[{{"id": NaN}}, {{"id": {"9" * 5_000}}}, {{"id": 1e999}}]', tmp_path)
    assert (len(objects), refused) == (3, [])
    for each in objects:
        with pytest.raises(RowError, match="must be a whole number"):
            told(made.person() | each)


# ------------------------------------------------------------ objects


@pytest.mark.parametrize(
    ("object_", "kind"),
    [
        (made.launch(), "launch"), (made.person(), "person"), (made.craft(), "craft"),
        (made.pad(), "pad"), (made.agency(), "agency"),
        (made.docking(1, "Progress MS-99", "2026-01-01T00:00:00Z", None), "docking"),
    ],
)  # fmt: skip
def test_an_object_is_known_by_its_content(object_: dict[str, Any], kind: str) -> None:
    assert shapes.kind_of(object_) == kind
    if kind != "agency":  # without an address by its keys
        assert shapes.kind_of({k: v for k, v in object_.items() if k != "url"}) == kind


def test_sentences_of_others_are_left_where_they_are() -> None:
    kept = "".join(text for _, _, text in told(made.launch()))
    assert "words" not in kept
    assert "Testovy 1" in kept


JUNK = some.one_of(
    some.none(), some.booleans(), some.integers(), some.floats(), some.text(max_size=8),
    some.lists(some.integers(), max_size=2), some.dictionaries(some.text(max_size=4), some.none(), max_size=2),
)  # fmt: skip
REAL = (
    made.launch(), made.flown(3), made.person(), made.pad(),
    made.craft(up=(made.person(),), launch_=made.flown(4)),
    made.docking(7, "Soyuz TMA-16", "2009-10-02T08:35:00Z", None),
)  # fmt: skip


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to everything inside an object."""
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [way, *(place for name, each in inner for place in places(each, (*way, name)))]


@given(some.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_stands_anywhere_is_read_or_refused(data: some.DataObject) -> None:
    changed = json.loads(json.dumps(data.draw(some.sampled_from(REAL))))
    for _ in range(data.draw(some.integers(1, 3))):
        way = data.draw(some.sampled_from(places(changed)[1:]))
        within = changed
        for name in way[:-1]:
            within = within[name]
        within[way[-1]] = data.draw(JUNK)
    try:
        for kind, key, text in told(changed):
            LISTINGS[kind].item((key, text), [])
    except RowError as error:
        assert str(error)


# ------------------------------------------------------------ dates


@pytest.mark.parametrize(
    ("net", "unit", "shown", "first", "before"),
    [
        ("2024-10-04T10:00:00Z", "SEC", "2024-10-04T10:00:00Z", "2024-10-04T10:00:00", "2024-10-04T10:00:01"),
        ("2024-10-04T10:00:00.000Z", "MIN", "2024-10-04T10:00Z", "2024-10-04T10:00:00", "2024-10-04T10:01:00"),
        ("2024-10-05T07:43:00Z", "HR", "2024-10-05T07Z", "2024-10-05T07:00:00", "2024-10-05T08:00:00"),
        ("2024-10-05T07:43:00Z", "AM", None, "2024-10-04T19:00:00", "2024-10-05T19:00:00"),
        ("2024-10-05T07:43:00+06:00", "DAY", "2024-10-05", "2024-10-05T00:00:00", "2024-10-06T00:00:00"),
        ("2024-12-31T00:00:00Z", "WK", "2025-W01", "2024-12-30T00:00:00", "2025-01-06T00:00:00"),
        ("2024-10-31T00:00:00Z", "M", "2024-10", "2024-10-01T00:00:00", "2024-11-01T00:00:00"),
        ("2024-12-31T00:00:00Z", "Q4", "2024 Q4", "2024-10-01T00:00:00", "2025-01-01T00:00:00"),
        ("2025-06-30T00:00:00Z", "H1", "2025 H1", "2025-01-01T00:00:00", "2025-07-01T00:00:00"),
        ("2025-12-31T00:00:00Z", "Y", "2025", "2025-01-01T00:00:00", "2026-01-01T00:00:00"),
        ("2025-11-30T00:00:00Z", "FY", None, "2025-10-01T00:00:00", "2026-10-01T00:00:00"),
        ("2029-12-31T00:00:00Z", "DEC", "2020s", "2020-01-01T00:00:00", "2030-01-01T00:00:00"),
        # Not stated: as exact as its own figures, and in doubt.
        ("1957-10-04T19:28:34Z", None, "1957-10-04T19:28:34Z?", "1957-10-04T19:28:33", "1957-10-04T19:28:36"),
        ("1957-11-03T02:30:00Z", None, "1957-11-03T02:30Z?", "1957-11-03T02:29:00", "1957-11-03T02:32:00"),
    ],
)  # fmt: skip
def test_a_precision_makes_a_calendar_period(
    net: str, unit: str | None, shown: str | None, first: str, before: str
) -> None:
    when = dated("net", net, unit, planned=False, rough=False)
    assert when is not None
    assert (f"{when.earliest:%Y-%m-%dT%H:%M:%S}", f"{when.before:%Y-%m-%dT%H:%M:%S}") == (
        first,
        before,
    )
    assert shown is None or str(when) == shown


def test_a_date_that_holds_a_place_is_no_day() -> None:
    month = dated("net", "2022-11-30T00:00:00Z", None, planned=True, rough=True)
    year = dated("net", "2022-12-31T00:00:00Z", None, planned=True, rough=True)
    assert (str(month), str(year)) == ("2022-11?", "2022?")


@pytest.mark.parametrize(
    ("said", "shown"),
    [("2011-01-27T00:00:00Z", "2011-01-27"), ("2009-10-02T08:35:00Z", "2009-10-02T08:35Z"),
     ("1960-08-24", "1960-08-24"), ("1986-03-15T13:38:42Z", "1986-03-15T13:38:42Z")],
)  # fmt: skip
def test_a_time_is_as_exact_as_its_figures(said: str, shown: str) -> None:
    assert str(date("docking", said)) == shown


@pytest.mark.parametrize("said", ["", "yesterday", "2024-13-01T00:00:00Z", "0000-00-00"])
def test_what_is_no_time_is_refused(said: str) -> None:
    with pytest.raises(RowError, match="is no time"):
        date("net", said)


# ------------------------------------------------------------ layers


def test_the_newest_that_tells_a_field_counts_whatever_the_order() -> None:
    old = text_of(("2020-01-01", "2.1.0", 2), {"name": "Old", "serial": "7", "pad": "1"})
    mid = text_of(("2021-01-01", "2.2.0", 1), {"name": "Middle", "serial": "8"})
    new = text_of(("2022-01-01", "2.3.0", 0), {"name": "New", "pad": None})
    orders = [(old, mid, new), (new, mid, old), (mid, new, old), (new, old, mid)]
    results = {joined(joined(a, b, again=False), c, again=False) for a, b, c in orders}
    assert len(results) == 1
    result = results.pop()
    assert flat(result) == {"name": "New", "serial": "8", "pad": None}
    assert {joined(result, each, again=False) for each in (old, mid, new)} == {result}


def test_without_a_date_a_later_import_counts_and_in_one_import_the_first() -> None:
    rank = ("", "2.1.0", 1)
    first, second = text_of(rank, {"name": "A"}), text_of(rank, {"name": "B"})
    assert flat(joined(first, second, again=False)) == {"name": "B"}
    assert flat(joined(first, second, again=True)) == {"name": "A"}


# ------------------------------------------------------------ files


def test_files_are_known_by_what_is_in_them(tmp_path: Path) -> None:
    made.write(tmp_path, made.listed(made.person()), "launches.json")
    made.write(tmp_path, made.listed(), "empty.json")
    (tmp_path / "notes.json").write_text('{"hello": 1}')
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "table.tsv").write_text("#Launch_Tag\tx")
    files, skipped = find(str(tmp_path))
    assert [(file.kind.section, file.edition) for file in files] == [("astronauts", "2.3.0")]
    assert [line.split(":")[0] for line in skipped] == ["broken.json", "empty.json", "notes.json"]


@pytest.mark.parametrize("name", ["nowhere", "table.tsv", "folder"])
def test_a_file_of_another_kind_says_what_is_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "table.tsv").write_text("#Launch_Tag\tLaunch_Date\n")
    (tmp_path / "folder").mkdir()
    with pytest.raises(CatalogError, match="There is no|Launch Library 2"):
        find(str(tmp_path / name))
