"""Full disks, read-only disks, damaged files, wrong clocks, crowds, Ctrl-C."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import spacetimeline as st
from spacetimeline import paths
from spacetimeline.packs import found

from .conftest import MANY, Place

# Of a small world: what ships takes seconds to build.
ASK = """
import os
from spacetimeline import paths
paths.fixtures = lambda: os.environ["WORLD"]
import spacetimeline as st
print(st.launches(vehicle="Soyuz-U2").one().key)
"""


def python(code: str, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def own(packs_file: Path, tmp_path: Path) -> Path:
    """A user's file."""
    path = tmp_path / "own.db"
    shutil.copy(packs_file, path)
    return path


@pytest.fixture
def small(_world_file: Path, world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's file of the small world, here and in the processes that look for it."""
    for module in (paths, found):
        monkeypatch.setattr(module, "fixtures", lambda: str(world))
    monkeypatch.setenv("SPACETIMELINE_CACHE", str(tmp_path / "small-cache"))
    monkeypatch.setenv("WORLD", str(world))
    path = tmp_path / "small.db"
    shutil.copy(_world_file, path)
    return path


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.yaml"
    path.write_text(MANY)
    return path


# ------------------------------------------------------------------ disks

TIGHT = """
import os, resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write then fails, as on a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
import spacetimeline as st
if "WORLD" in os.environ:
    from spacetimeline import paths
    paths.fixtures = lambda: os.environ["WORLD"]
try:
    with st.connect(sys.argv[2]) as db:
        db.load(*sys.argv[3:])
except st.SpacetimelineError as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize("share", [0.5, 1.02], ids=["from the start", "soon"])
def test_a_load_that_finds_no_more_room_changes_nothing(
    small: Path, many: Path, share: float
) -> None:
    before = small.read_bytes()
    done = python(TIGHT, str(int(share * len(before))), str(small), str(many))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("DatabaseError"), done.stdout
    assert str(small) in done.stdout
    with st.connect(small) as db:
        assert db.launches(vehicle="Soyuz-U2").exists()
        assert "many" not in [pack["name"] for pack in db.info()["packs"]]
        assert db.load(many).added == 301


def test_a_cache_without_room_goes_to_the_temporary_folder_or_says_so(
    tmp_path: Path, world: Path
) -> None:
    code = TIGHT.split("import spacetimeline", maxsplit=1)[0] + (
        f"try:\n{textwrap.indent(ASK, '    ')}"
        "except st.SpacetimelineError as error:\n    print(type(error).__name__, error)\n"
    )
    cache = tmp_path / "cache"
    env = {"SPACETIMELINE_CACHE": str(cache), "TMPDIR": str(tmp_path), "WORLD": str(world)}
    done = python(code, "100000", **env)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("DatabaseError The embedded database can be kept nowhere")
    assert "SPACETIMELINE_CACHE" in done.stdout
    left = [path.name for path in cache.glob("*") if path.suffix in (".db", ".new")]
    assert left == []
    done = python(ASK, **env)
    assert done.stdout == "2001-001\n", done.stderr


def _in_a_namespace(script: str, *words: str) -> subprocess.CompletedProcess[str] | None:
    """Run a shell script with mounts of its own; None where nobody may do that."""
    unshare = ["unshare", "--user", "--map-root-user", "--mount"]
    if subprocess.run(
        [*unshare, "sh", "-c", "mount -t tmpfs none /mnt"], capture_output=True, check=False
    ).returncode:
        return None
    return subprocess.run(
        [*unshare, "sh", "-ec", script, "sh", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHON": sys.executable},
    )


def test_a_disk_that_is_really_full(own: Path, many: Path) -> None:
    room = own.stat().st_size + 300_000
    done = _in_a_namespace(
        f"mount -t tmpfs -o size={room} none /mnt; cp $1 /mnt/own.db; cp $1 /mnt/../$2.copy\n"
        f'$PYTHON -c "$3" 1000000000 /mnt/own.db $4; cmp /mnt/own.db $1; '
        '$PYTHON -m spacetimeline --url /mnt/own.db launches --payload KazSat-1 --format csv',
        str(own), str(own), TIGHT, str(many),
    )  # fmt: skip
    if done is None:
        pytest.skip("no user namespaces here: the size limit above stands for it")
    assert done.returncode == 0, done.stderr + done.stdout
    assert "The disk is full, so /mnt/own.db was left as it was" in done.stdout
    assert "2006-022" in done.stdout


def test_a_file_system_that_is_read_only(own: Path, many: Path) -> None:
    done = _in_a_namespace(
        "mount -t tmpfs none /mnt; cp $1 /mnt/own.db; mount -o remount,bind,ro /mnt\n"
        '$PYTHON -m spacetimeline --url /mnt/own.db launches --payload KazSat-1 --format csv\n'
        '$PYTHON -c "$2" 1000000000 /mnt/own.db $3\n'
        'export SPACETIMELINE_CACHE=/mnt/cache TMPDIR=$4; $PYTHON -m spacetimeline show KazSat-1',
        str(own), TIGHT, str(many), str(own.parent),
    )  # fmt: skip
    if done is None:
        pytest.skip("no user namespaces here")
    assert done.returncode == 0, done.stderr + done.stdout
    assert "2006-022" in done.stdout
    assert "DatabaseError /mnt/own.db can only be read" in done.stdout
    assert "KazSat-1" in done.stdout.rpartition("DatabaseError")[2]


# ---------------------------------------------------------------- damage


def _overwritten(path: Path) -> None:
    with path.open("r+b") as file:
        for page in range(2, 400, 3):
            file.seek(4096 * page)
            file.write(b"\xff" * 4096)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "overwritten": _overwritten,
    "cut off": lambda path: os.truncate(path, 20_000),
    "something else": lambda path: path.write_bytes(b"not a database " * 1000),
    "a header alone": lambda path: os.truncate(path, 100),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_database_of_a_user_is_told_and_left_as_it_is(
    own: Path, many: Path, damage: Callable[[Path], object]
) -> None:
    damage(own)
    before = own.read_bytes()
    for use in (
        lambda db: [row.vehicle.name for row in db.launches()] and list(db.timeline()),
        lambda db: db.load(many),
        lambda db: db.upgrade(),
    ):
        db = st.Database(own)
        with pytest.raises(st.DatabaseError, match="damaged|is not a SQLite database") as caught:
            use(db)
        assert "left as it is" in str(caught.value) or "left as it was" in str(caught.value)
        db.close()
        assert own.read_bytes() == before


# ------------------------------------------------------------------ clocks


def test_a_clock_set_back_is_no_trouble(tmp_path: Path, world: Path) -> None:
    """Files of the cache are from the future then; nothing is built again, nothing is stale."""
    cache = tmp_path / "cache"
    env = {"SPACETIMELINE_CACHE": str(cache), "TMPDIR": str(tmp_path), "WORLD": str(world)}
    assert python(ASK, **env).stdout == "2001-001\n"
    (built,) = cache.glob("*.db")
    content = built.read_bytes()
    future = time.time() + 400 * 24 * 3600
    for path in cache.iterdir():
        os.utime(path, (future, future))
    os.utime(cache, (future, future))
    assert python(ASK, **env).stdout == "2001-001\n"
    assert [path.read_bytes() for path in cache.glob("*.db")] == [content]
    assert python(ASK, **env).stdout == "2001-001\n"
    assert [path.name for path in cache.glob("*.db")] == [built.name]


# ------------------------------------------------------------------ crowds


def test_sixteen_processes_building_the_cache_at_once(tmp_path: Path, world: Path) -> None:
    code = (
        "import sys; from spacetimeline import paths; paths.fixtures = lambda: sys.argv[1]\n"
        "import spacetimeline as st; print(st.launches().count())"
    )
    cache = tmp_path / "cache"
    crowd = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(world)],
            env={**os.environ, "SPACETIMELINE_CACHE": str(cache), "TMPDIR": str(tmp_path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(16)
    ]
    for process in crowd:
        out, err = process.communicate()
        assert (process.returncode, out) == (0, "1\n"), err
    assert len(list(cache.glob("*.db"))) == 1
    assert list(cache.glob("*.new")) == []


def test_32_threads_ask_one_database(packs_url: str) -> None:
    wrong: list[str] = []
    with st.connect(packs_url) as db:

        def ask(seed: int) -> None:
            luck = random.Random(seed)
            try:
                for _ in range(2):
                    year = luck.randint(1965, 2020)
                    rows = db.launches(year=year).to_dicts()
                    assert [one.key for one in db.launches(year=year)] == [r["key"] for r in rows]
                    assert len(db.in_space("2015-09-05T12:00Z")) == 9
                    assert db.get("Aimbetov").stays[0].flight_down.name == "Soyuz TMA-16M"
            except BaseException as error:  # noqa: BLE001 - whatever it is, the test tells
                wrong.append(repr(error))

        threads = [threading.Thread(target=ask, args=(seed,)) for seed in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


@pytest.mark.usefixtures("small")
def test_a_reader_goes_on_while_loads_come_and_go(place: Place, many: Path) -> None:
    """Every answer is of one state: before the load, or after it."""
    seen: list[tuple[int, int]] = []
    wrong: list[str] = []
    done = threading.Event()
    with st.connect(place.url) as db, st.connect(place.url) as writer:
        before = db.spacecraft().count()

        def read() -> None:
            try:
                while not done.wait(0.02):  # as people ask, who read an answer first
                    seen.append((len(db.spacecraft().to_dicts()), len(db.spacecraft())))
            except BaseException as error:  # noqa: BLE001 - whatever it is, the test tells
                wrong.append(repr(error))

        reader = threading.Thread(target=read)
        reader.start()
        try:
            writer.load(many)
            writer.unload("many")
        finally:
            done.set()
            reader.join()
    assert wrong == []
    assert len(seen) > 1
    assert {number for pair in seen for number in pair} <= {before, before + 300}


# ------------------------------------------------------------------ Ctrl-C


@pytest.mark.parametrize(
    "times", [1, pytest.param(60, marks=pytest.mark.stress)], ids=["few", "many"]
)
def test_ctrl_c_at_any_time_of_a_load_is_a_clean_end(place: Place, world: Path, times: int) -> None:
    code = (
        "import sys; from spacetimeline import paths; paths.fixtures = lambda: sys.argv.pop()\n"
        "from spacetimeline.cli import main; print('begun', flush=True); main()"
    )
    path = str(world.parent / "many.yaml")
    words = [sys.executable, "-c", code, "load", path, "--url", place.url, str(world)]
    luck = random.Random(9)
    old = place.state()
    began = time.monotonic()
    subprocess.run(words, check=True, capture_output=True)
    whole = time.monotonic() - began
    new = place.state()
    for _ in range(times):
        place.back()
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(luck.uniform(0, 0.8 * whole))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
        assert process.returncode in (0, 130), err
        assert "Traceback" not in err
        assert place.state() == (new if process.returncode == 0 else old), out


def test_a_killed_writer_of_a_file_leaves_no_lock(small: Path, many: Path) -> None:
    code = (
        "import os, sys, spacetimeline as st\nfrom spacetimeline import paths\n"
        "from spacetimeline.packs import loader\npaths.fixtures = lambda: os.environ['WORLD']\n"
        "loader.derive = lambda _: os.kill(os.getpid(), 9)\nst.connect(sys.argv[1]).load(sys.argv[2])"
    )
    assert python(code, str(small), str(many)).returncode == -9
    with sqlite3.connect(small, timeout=0) as raw:
        raw.execute("BEGIN IMMEDIATE")
    raw.close()
    with st.connect(small) as db:
        assert db.load(many).added == 301
