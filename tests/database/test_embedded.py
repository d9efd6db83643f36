"""The embedded database: built when it is needed, whole or not at all, found again at once."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import platformdirs
import pytest
import small_world

from spacetimeline.database.reader import SqliteReader
from spacetimeline.errors import DatabaseError, FixtureError
from spacetimeline.packs import building, embedded, found, pack

# The bundled packs are replaced by a small one, save where they matter: they take seconds.
ASK = """
import os, sys
from spacetimeline import paths
if "TEST_PACKS" in os.environ:
    paths.fixtures = lambda: os.environ["TEST_PACKS"]
from spacetimeline.packs.embedded import embedded_path
from spacetimeline.database.reader import SqliteReader
path = embedded_path()
people = SqliteReader(path, immutable=True).rows("SELECT COUNT(*) FROM person")[0][0]
slow = sorted({"sqlalchemy", "yaml", "platformdirs", "hashlib", "typing"} & set(sys.modules))
print(path, people > 0, *slow, sep="\\n")
"""

PACK = """
title: My own
sources:
  notes-{name}: {{title: My notes}}
people:
  ada-{name}: {{name: Ada {name}, sources: [notes-{name}]}}
"""

Ask = Callable[..., list[str]]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A folder for the built file, which is not there yet."""
    return tmp_path / "cache"


@pytest.fixture
def environment(cache: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a process that starts with nothing."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SPACETIMELINE_")}
    small = tmp_path / "bundled"
    small.mkdir()
    (small / "small.yaml").write_text(PACK.format(name="zero"))
    return {
        **kept,
        "SPACETIMELINE_CACHE": str(cache),
        "TMPDIR": str(tmp_path),
        "TEST_PACKS": str(small),
    }


@pytest.fixture
def really_bundled(environment: dict[str, str]) -> None:
    """With the packs that are shipped."""
    del environment["TEST_PACKS"]


@pytest.fixture
def ask(environment: dict[str, str]) -> Ask:
    """Ask in a fresh process: the path of the file, whether it answers, and what was imported."""

    def asked(**changed: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", ASK],
            env={**environment, **changed},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.split("\n")[:-1]

    return asked


@pytest.fixture
def here(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], str]]:
    """Ask in this process, which has imported everything: the path of the file."""
    monkeypatch.setenv("SPACETIMELINE_CACHE", str(cache))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    small = tmp_path / "bundled_here"
    small.mkdir()
    (small / "small.yaml").write_text(PACK.format(name="zero"))

    def asked() -> str:
        path = embedded.embedded_path()
        assert SqliteReader(path, immutable=True).rows("SELECT COUNT(*) > 0 FROM person") == [(1,)]
        return path

    with small_world.bundled(small):
        yield asked


def built(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.db"))


def test_it_is_built_once_and_found_at_once(ask: Ask, cache: Path) -> None:
    path, answers, *slow = ask()
    assert answers == "True"
    assert "sqlalchemy" in slow
    assert built(cache) == [Path(path)]
    made = os.stat(path)
    assert ask() == [path, "True"]  # nothing slow was imported
    assert os.stat(path).st_mtime_ns == made.st_mtime_ns
    leftovers = {each.suffix for each in cache.iterdir()} - {".db", ".sum", ".stamp", ".lock"}
    assert leftovers == set()


def test_the_file_is_ready_to_be_read() -> None:
    path = embedded.embedded_path()
    with pytest.raises(DatabaseError, match="can only be read"):
        SqliteReader(path, immutable=True).rows("DELETE FROM launch")
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)  # immutable ignores a log
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("SELECT COUNT(*) > 20 FROM sqlite_stat1").fetchone() == (1,)
    assert db.execute("PRAGMA freelist_count").fetchone() == (0,)
    article = "SELECT start, kind, record_kind, record_key FROM timeline WHERE date = :date"
    assert db.execute(article, {"date": "2006-06-17T22:44:05Z"}).fetchall() == [
        ("2006-06-17T22:44:05.000Z", "launch", "launch", "2006-022")
    ]
    db.close()


@pytest.mark.usefixtures("really_bundled")
def test_the_same_packs_give_the_same_bytes(environment: dict[str, str], tmp_path: Path) -> None:
    """In another process, with other hashes, in another folder."""
    build = (
        "import sys; from spacetimeline.packs.building import build_file; build_file(sys.argv[1])"
    )
    subprocess.run(
        [sys.executable, "-c", build, str(tmp_path / "one.db")],
        env={**environment, "PYTHONHASHSEED": "1"},
        check=True,
    )
    assert (tmp_path / "one.db").read_bytes() == Path(embedded.embedded_path()).read_bytes()


def test_ten_processes_at_once_all_answer(environment: dict[str, str], cache: Path) -> None:
    gate, opened = os.pipe()
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", "import os; os.read(0, 1)\n" + ASK],
            env=environment,
            stdin=gate,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(10)
    ]
    os.close(gate)
    os.close(opened)  # nobody begins before all have been started
    for process in processes:
        out, err = process.communicate()
        assert process.returncode == 0, err
        assert out.split("\n")[1] == "True"
    assert len(built(cache)) == 1
    assert list(cache.glob("*.new")) == []


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(20_000)
        file.write(b"\xff" * 4096)


DAMAGE: list[tuple[str, Callable[[Path], object]]] = [
    ("overwritten in the middle", _overwrite),
    ("cut off", lambda path: os.truncate(path, 10_000)),
    ("emptied", lambda path: os.truncate(path, 0)),
    ("something else", lambda path: path.write_text("not a database")),
    ("gone", lambda path: path.unlink()),
]


def test_a_damaged_file_is_built_again(here: Callable[[], str]) -> None:
    path = Path(here())
    whole = path.read_bytes()
    for what, damage in DAMAGE:
        damage(path)
        assert here() == str(path), what
        assert path.read_bytes() == whole, what
        made = os.stat(path)
        assert here() == str(path), what
        assert (os.stat(path).st_ino, os.stat(path).st_mtime_ns) == (made.st_ino, made.st_mtime_ns)


def test_a_damaged_stamp_is_written_again(
    here: Callable[[], str], cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = here()
    (stamp,) = cache.glob("*.stamp")
    right = stamp.read_text()
    for content in ("", "nonsense\n", "spacetimeline stamp 1\n"):
        stamp.write_text(content)
        assert here() == path, content
        assert stamp.read_text() == right, content
    monkeypatch.setattr(building, "build_embedded", None)
    assert here() == path  # found at once


# -------------------------------------------------------------------- packs


def test_another_pack_gives_another_file(
    here: Callable[[], str], cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(PACK.format(name="one"))
    bundled = here()
    monkeypatch.setenv("SPACETIMELINE_PACKS", str(mine))
    first = here()
    assert first != bundled
    assert here() == first
    mine.write_text(PACK.format(name="two"))
    second = here()
    assert second != first
    names = SqliteReader(second).rows("SELECT key FROM person ORDER BY key")
    assert names == [("ada-two",), ("ada-zero",)]
    monkeypatch.delenv("SPACETIMELINE_PACKS")
    with monkeypatch.context() as patched:
        patched.setattr(building, "build_embedded", None)
        assert here() == bundled  # each environment finds its own at once
    assert len(built(cache)) == 3


def test_a_pack_may_come_into_a_folder(
    here: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    monkeypatch.setenv("SPACETIMELINE_PACKS", str(folder))
    (folder / "one.yaml").write_text(PACK.format(name="one"))
    first = here()
    (folder / "two.yaml").write_text(PACK.format(name="two"))
    assert here() != first


def test_a_pack_that_is_installed_is_found(ask: Ask, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "my_pack").mkdir(parents=True)
    bundled = ask(PYTHONPATH=str(site))[0]
    (site / "my_pack" / "pack.yaml").write_text("pack: mine\ntitle: My own\n")
    (site / "my_pack" / "people.yaml").write_text(
        PACK.format(name="one").split("title: My own\n")[1]
    )
    info = site / "my_pack-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: my-pack\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[spacetimeline.packs]\nmine = my_pack\n")
    path = ask(PYTHONPATH=str(site))[0]
    assert path != bundled
    assert SqliteReader(path).rows("SELECT key FROM person WHERE key = 'ada-one'") == [("ada-one",)]
    (site / "my_pack" / "people.yaml").unlink()
    assert ask(PYTHONPATH=str(site))[0] not in (path, bundled)


def test_a_broken_pack_tells_all_and_keeps_nothing(
    here: Callable[[], str], cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("people:\n  ada:\n    nam: Ada\n  bob:\n    name: Bob\n    born: never\n")
    monkeypatch.setenv("SPACETIMELINE_PACKS", str(bad))
    for _ in range(2):
        with pytest.raises(FixtureError) as caught:
            here()
        assert "bad.yaml:3: people.ada.nam" in str(caught.value)
        assert "bad.yaml:6: people.bob.born" in str(caught.value)
        assert built(cache) == []
        assert list(cache.glob("*.stamp")) == []


def test_looking_for_changes_agrees_with_reading_packs() -> None:
    assert building.GROUP == found.GROUP
    assert building.PACK_FILE == pack.PACK_FILE


# ------------------------------------------------------------------ folders


def test_the_folder_is_the_platforms(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Our own rule, which costs no import, says what platformdirs says."""
    monkeypatch.delenv("SPACETIMELINE_CACHE")
    for xdg in (None, "", str(tmp_path / "x d g")):
        if xdg is None:
            monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
        else:
            monkeypatch.setenv("XDG_CACHE_HOME", xdg)
        assert embedded.cache_folder() == platformdirs.user_cache_dir(
            "spacetimeline", appauthor=False
        )


def test_a_cache_that_cannot_be_written(ask: Ask, cache: Path, tmp_path: Path) -> None:
    """As with a read-only home. (Tests may run as root, so something stands in the way instead.)"""
    cache.write_text("no folder")
    path = ask()[0]
    assert Path(path).parent == tmp_path / f"spacetimeline-{os.getuid()}"
    assert Path(path).parent.stat().st_mode & 0o077 == 0
    assert ask() == [path, "True"]  # found there again at once


def test_nowhere_to_keep_it(environment: dict[str, str], cache: Path, tmp_path: Path) -> None:
    cache.write_text("no folder")
    (tmp_path / f"spacetimeline-{os.getuid()}").write_text("no folder either")
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=False
    )
    assert "DatabaseError: The embedded database can be kept nowhere" in done.stderr
    assert "Set SPACETIMELINE_CACHE to a folder that can be written." in done.stderr


def test_a_temporary_folder_of_somebody_else_is_not_trusted(
    environment: dict[str, str], cache: Path, tmp_path: Path
) -> None:
    cache.write_text("no folder")
    planted = tmp_path / f"spacetimeline-{os.getuid()}"
    planted.mkdir()
    planted.chmod(0o777)
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=False
    )
    assert "belongs to somebody else" in done.stderr


def test_old_files_are_tidied_away_but_not_those_in_use(tmp_path: Path) -> None:
    old = time.time() - 40 * 24 * 3600
    for number in range(8):
        path = tmp_path / f"{number}.db"
        path.write_text("x")
        (tmp_path / f"{number}.db.sum").write_text("x")
        os.utime(path, (old - number, old - number))
    young = tmp_path / "young.db"
    young.write_text("x")
    (tmp_path / ".killed.new").write_text("x")
    os.utime(tmp_path / ".killed.new", (old, old))
    (tmp_path / ".running.new").write_text("x")
    building._tidy(str(tmp_path), str(tmp_path / "7.db"))
    left = {path.name for path in tmp_path.glob("*.db")}
    assert left == {"young.db", "0.db", "1.db", "2.db", "7.db"}
    assert not (tmp_path / "5.db.sum").exists()
    assert {path.name for path in tmp_path.glob(".*.new")} == {".running.new"}
