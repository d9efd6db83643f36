"""While a catalogue is imported: who asks is answered from before; Ctrl-C leaves all as it was."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

import spacetimeline as st
from spacetimeline.catalogs import front, importing, storing
from spacetimeline.library import Database

from .conftest import Place, log_of

FIRST = "launch:1960-901"
"""A launch that only the catalogue has."""


def answers(db: Database) -> list[Any]:
    """A flat answer, records with what they refer to, a long one, and a state at a time."""
    return [
        db.launches().count(),
        [launch.vehicle.name for launch in db.launches(country="KZ", year=2011)],
        db.search("Kestrel 0").to_dicts(),
        len(db.timeline(since=1957, until=1961).to_dicts()),
        db.in_space("1991-10-05T12:00Z").to_dicts(),
    ]


Seen = tuple[int, str]


def named(answers: list[Any]) -> set[Seen]:
    """Each answer beside the number of its question: an import may end between two of them."""
    return {(number, repr(answer)) for number, answer in enumerate(answers)}


def told(*words: str) -> str:
    """What the command line answers, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "spacetimeline", *words],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


@pytest.fixture
def kestrels(tmp_path: Path) -> str:
    return str(log_of(tmp_path / "kestrels", 60))


def test_who_asks_during_an_import_is_answered_from_before(own_url: str, kestrels: str) -> None:
    flat = ("launches", "--until", "1960", "--format", "csv", "--url", own_url)
    shown = told(*flat)
    with st.connect(own_url) as writer, st.connect(own_url) as reader:
        before = answers(reader)
        stages = []
        elsewhere: list[str] = []  # a process costs more than all other askers

        def look(what: str, done: int, of: int) -> None:
            # On SQLite what reads must not stand in the way of the commit afterwards either.
            assert answers(reader) == before
            assert answers(writer) == before
            stages.append(what)

        def look_from_elsewhere(what: str, done: int, of: int) -> None:
            look(what, done, of)
            if what.startswith("working out") and not elsewhere:
                elsewhere.append(told(*flat))

        report = writer.import_catalog("gcat", kestrels, progress=look_from_elsewhere)
        assert report.added == 60
        assert len(stages) >= 3
        assert elsewhere == [shown]
        after = answers(reader)
        assert after == answers(writer)
        assert [old == new for old, new in zip(before, after, strict=True)] == [
            False, True, False, False, True,
        ]  # fmt: skip
        assert after[0] == before[0] + 60
        assert told(*flat).count("\n") > shown.count("\n")


def _asked_all_the_time(url: str, work: Callable[[], object]) -> tuple[set[Seen], int]:
    """What several readers are answered while something is done, and how often."""
    seen: set[Seen] = set()
    wrong: list[BaseException] = []
    asked = 0
    done = threading.Event()

    def read() -> None:
        nonlocal asked
        try:
            with st.connect(url) as db:
                while not done.wait(0.02):  # as people ask, who read an answer first
                    seen.update(named(answers(db)))
                    asked += 1
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test tells
            wrong.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        work()
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert wrong == []
    return seen, asked


def test_every_answer_is_of_one_state(own_url: str, kestrels: str) -> None:
    """Readers in threads that ask all the time, while an import comes and goes."""
    with st.connect(own_url) as writer:
        before = named(answers(writer))
        seen, asked = _asked_all_the_time(own_url, lambda: writer.import_catalog("gcat", kestrels))
        after = named(answers(writer))
    assert seen & (before - after)
    assert seen <= before | after
    assert asked >= 2


@pytest.mark.stress
def test_readers_keep_answering_while_a_whole_catalogue_is_imported(
    own_url: str, tell: Callable[[str], None]
) -> None:
    reference = os.environ.get("SPACETIMELINE_REFERENCE")
    if reference is None or not (Path(reference) / "gcat").is_dir():
        pytest.skip("SPACETIMELINE_REFERENCE names no folder of catalogues")
    counts: list[int] = []
    during = 0
    with st.connect(own_url) as writer, st.connect(own_url) as reader:
        before = answers(reader)

        def look(what: str, done: int, of: int) -> None:
            nonlocal during
            assert answers(reader) == before
            during += 1

        def work() -> None:
            report = writer.import_catalog("gcat", Path(reference) / "gcat", progress=look)
            counts.append(report.added + report.matched)

        seen, asked = _asked_all_the_time(own_url, work)
        assert seen <= named(before) | named(answers(reader))
        assert reader.launches().count() > 6_000
    assert counts[0] > 20_000
    assert during > 10
    tell(f"{counts[0]:,} rows imported; answered meanwhile: {5 * (during + asked):,} questions")


def test_a_reader_of_large_files_waits_and_is_answered(
    packs_file: Path, tmp_path: Path, kestrels: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite, where what is changed may not fit into memory: later, but never wrongly."""
    path = tmp_path / "own.db"
    path.write_bytes(packs_file.read_bytes())
    monkeypatch.setattr(front, "IN_MEMORY", 0)
    whole = front.import_into

    def spilling(connection: Any, *args: Any, **more: Any) -> Any:
        connection.exec_driver_sql("PRAGMA cache_size = 10")
        return whole(connection, *args, **more)

    monkeypatch.setattr(front, "import_into", spilling)
    with st.connect(path) as writer:
        before = named(answers(writer))
        seen, _ = _asked_all_the_time(str(path), lambda: writer.import_catalog("gcat", kestrels))
        assert seen <= before | named(answers(writer))


# ------------------------------------------------------------------ Ctrl-C


def test_ctrl_c_at_each_stage_of_an_import_leaves_the_database_as_it_was(
    own_url: str, kestrels: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "BATCH", 20)  # so that there are stages in the reading too
    stages: list[str] = []
    with st.connect(own_url) as db:
        before, info = answers(db), db.info()
        # Counted by an import that is given up at its very end.
        monkeypatch.setattr(
            importing, "analyze", lambda _: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        with pytest.raises(KeyboardInterrupt):
            db.import_catalog("gcat", kestrels, progress=lambda what, *_: stages.append(what))
        monkeypatch.undo()
        monkeypatch.setattr(storing, "BATCH", 20)
        assert len(stages) > 8
        assert (answers(db), db.info()) == (before, info)
        for stop in range(0, len(stages), 6):
            left = stop

            def interrupt(what: str, done: int, of: int) -> None:
                nonlocal left
                if left == 0:
                    raise KeyboardInterrupt
                left -= 1

            with pytest.raises(KeyboardInterrupt):
                db.import_catalog("gcat", kestrels, progress=interrupt)
            assert (answers(db), db.info()) == (before, info), stages[stop]
        # Nothing is locked, nothing is left: the same connection imports, another one sees it.
        assert db.import_catalog("gcat", kestrels).added == 60
        with st.connect(own_url) as other:
            assert other.get(FIRST).vehicle.name == "Sputnik 8K71PS"


@pytest.mark.parametrize(
    "step", [70, pytest.param(3, marks=pytest.mark.stress)], ids=["few", "many"]
)
def test_ctrl_c_in_the_middle_of_a_statement(own_url: str, kestrels: str, step: int) -> None:
    """It is Ctrl-C that comes out, whatever the driver makes of it, and the next import works."""
    left = -1
    with st.connect(own_url) as db:
        before = answers(db)
        engine = db._opened.engine()

        def interrupt(*_: object) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise KeyboardInterrupt

        for name in ("do_execute", "do_executemany", "do_execute_no_params"):
            event.listen(engine, name, interrupt)
        first = interrupted = 0
        while True:
            first += step if interrupted else 1
            left = first
            try:
                assert db.import_catalog("gcat", kestrels).added == 60
                break
            except KeyboardInterrupt:
                interrupted += 1
            left = -1
            assert answers(db) == before, first
    assert interrupted > 2
    with st.connect(own_url) as other:
        assert other.get(FIRST).vehicle.name == "Sputnik 8K71PS"


COMMAND = """
import sys, time
from spacetimeline import paths
world, at = sys.argv.pop(), sys.argv.pop()
paths.fixtures = lambda: world
from spacetimeline.catalogs import importing
from spacetimeline.cli import main
work_out = importing.work_out

def begun():
    print('begun', flush=True)

def in_the_middle(*args, **more):
    work_out(*args, **more)  # all is written, nothing is committed
    begun()
    while True:
        time.sleep(0.01)  # no pause(): a signal just before it would be slept over

if at == 'the middle':
    importing.work_out = in_the_middle
elif at == 'random':
    begun()
main()
"""


def _command(place: Place, world: Path, edition: str, at: str) -> list[str]:
    where = ["--url", place.url, at, str(world)]
    return [sys.executable, "-c", COMMAND, "import", "gcat", edition, *where]


@pytest.mark.parametrize(
    "times", [1, pytest.param(40, marks=pytest.mark.stress)], ids=["few", "many"]
)
def test_a_real_ctrl_c_to_the_command(
    place: Place, world: Path, editions: tuple[str, str], times: int
) -> None:
    """Once in the middle, then anywhere: exit 130 and no traceback; what was imported before stands as it was."""
    old = place.state()
    luck = random.Random(11)
    longest = 0.3 if times == 1 else 2.5
    interrupted = 0
    for at in ["the middle", *["random"] * times]:
        process = subprocess.Popen(
            _command(place, world, editions[0], at),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(0 if at == "the middle" else luck.uniform(0, longest))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
        # The last is a Ctrl-C after all is done, when Python has put its own handling away.
        assert process.returncode in (0, 130, -signal.SIGINT), err
        assert "Traceback" not in err
        if process.returncode == 130:
            interrupted += 1
            assert place.state() == old, out
        else:
            assert place.state() != old
            place.back()
    assert interrupted
    whole = subprocess.run(
        _command(place, world, editions[0], ""), capture_output=True, text=True, check=False
    )
    assert whole.returncode == 0, whole.stderr
    assert place.state() != old
