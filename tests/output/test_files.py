"""JSON and CSV text, and files written whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import shutil
import stat
from io import StringIO
from pathlib import Path

import pytest

import spacetimeline as st
from spacetimeline.errors import SpacetimelineError
from spacetimeline.output.files import csv_text, json_text, leave

ROWS = [
    {"name": "Аимбетов, Айдын", "stays": ["a; b", "c"], "mass": 3.5, "flown": True, "died": None},
    {"name": 'a "quoted"\nline', "stays": [], "mass": 4, "flown": False, "died": ""},
]
NAMES = ["name", "stays", "mass", "flown", "died"]


def test_json_is_read_back_equal_and_legible_in_any_script() -> None:
    text = json_text(ROWS)
    assert json.loads(text) == ROWS
    assert '    "name": "Аимбетов, Айдын",\n' in text
    assert json_text([]) == "[]\n"


def test_json_for_a_terminal_with_few_letters() -> None:
    text = json_text(ROWS, ascii_only=True)
    assert text.isascii()
    assert json.loads(text) == ROWS


def test_csv_joins_lists_and_quotes_what_needs_it() -> None:
    text = csv_text(ROWS, NAMES)
    assert text == (
        "name,stays,mass,flown,died\n"
        '"Аимбетов, Айдын",a; b; c,3.5,true,\n'
        '"a ""quoted""\nline",,4,false,\n'
    )
    assert [row["name"] for row in csv.DictReader(StringIO(text))] == [row["name"] for row in ROWS]


def test_csv_of_nothing_has_its_heading() -> None:
    assert csv_text([], NAMES) == "name,stays,mass,flown,died\n"


def test_csv_keeps_the_order_of_names_and_misses_nothing() -> None:
    assert csv_text([{"b": 1, "a": {"x": "é"}}], ["a", "b", "c"]) == 'a,b,c\n"{""x"": ""é""}",1,\n'


def test_without_a_path_text_is_text() -> None:
    assert leave("text", None) == "text"


def test_a_path_is_written_and_given_back(tmp_path: Path) -> None:
    for path in (tmp_path / "é #.json", str(tmp_path / "b.json")):
        written = leave("Айдын\n", path)
        assert written == Path(path)
        assert Path(path).read_bytes() == "Айдын\n".encode()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.json", "é #.json"]


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    leave("x", tmp_path / "ours")
    (tmp_path / "theirs").write_text("x")
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("ours", "theirs")}
    assert len(modes) == 1


def test_an_existing_file_keeps_its_permissions_and_a_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    leave("new", link)
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_write_that_fails_leaves_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SpacetimelineError, match="No space left on device"):
        leave("new", path)
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    leave("through\n", pipe)
    assert os.read(reader, 100) == b"through\n"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "no" / "a.csv"
    with pytest.raises(SpacetimelineError) as caught:
        leave("x", path)
    assert isinstance(caught.value, OSError)
    assert str(caught.value) == (
        f"Cannot write {str(path)!r}. There is no folder {str(path.parent)!r}: "
        "make it first, or name another."
    )


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SpacetimelineError) as caught:
        leave("x", tmp_path)
    assert (
        str(caught.value) == f"Cannot write {str(tmp_path)!r}. It is a folder: name a file in it."
    )


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(SpacetimelineError, match=r"Permission denied\. Name a file in a folder"):
        leave("x", tmp_path / "a")


@pytest.mark.parametrize("wrong", [5, 5.0, b"a.csv", True, StringIO()])
def test_what_is_no_path_is_refused(wrong: object) -> None:
    query = st.launches(year=2011)
    for form in ("csv", "json", "ical", "geojson", "html"):
        with pytest.raises(SpacetimelineError, match=r"is no path\. Type the name of a file") as e:
            getattr(query, f"to_{form}")(wrong)
        assert isinstance(e.value, TypeError)
        assert ("file.write" in str(e.value)) is isinstance(wrong, StringIO)


def test_what_is_no_path_is_not_loaded(tmp_path: Path, packs_file: Path) -> None:
    own = shutil.copy(packs_file, tmp_path / "own.db")
    with st.connect(own) as db:
        for wrong in (5, b"a.csv", StringIO()):
            with pytest.raises(TypeError, match="is no path"):
                db.load(wrong)


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    with pytest.raises(SpacetimelineError, match=r"null byte\. Name another file"):
        leave("x", f"{tmp_path}/a\0b")
    with pytest.raises(SpacetimelineError, match="File name too long"):
        leave("x", tmp_path / ("a" * 300))
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(SpacetimelineError, match="Cannot write"):
        leave("x", loop)
    with pytest.raises(SpacetimelineError, match="Cannot write"):
        leave("x", tmp_path / "loop" / "a.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["loop"]


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    leave(b"\x00PAR1\xff", tmp_path / "a.parquet")
    assert (tmp_path / "a.parquet").read_bytes() == b"\x00PAR1\xff"
