"""Work in a second process: the same answers, the same errors, and nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_world import IN_PLACE_OF_WHAT_SHIPS, written

from spacetimeline.packs.changes import _MANY

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="one process has to do"
)


def ran(script: str, *arguments: str) -> list[str]:
    """The lines that a script prints, in a process without the threads of the tests."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


BEFORE = """
import os, threading
from spacetimeline.packs.beside import beside

def children():
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return "none"
    return "some"
"""


def test_it_is_another_process_that_works() -> None:
    script = (
        "with beside(os.getpid) as result:\n    print(result() == os.getpid())\nprint(children())"
    )
    assert ran(BEFORE + script) == ["False", "none"]


def test_what_is_not_worth_it_is_done_here() -> None:
    script = "with beside(os.getpid, worth=False) as result:\n    print(result() == os.getpid())"
    assert ran(BEFORE + script) == ["True"]


def test_a_process_with_other_threads_is_not_copied() -> None:
    script = """
go = threading.Event()
threading.Thread(target=go.wait).start()
with beside(os.getpid) as result:
    print(result() == os.getpid())
go.set()
"""
    assert ran(BEFORE + script) == ["True"]


def test_where_no_process_may_be_started_the_work_is_done_here() -> None:
    script = """
def fork():
    raise BlockingIOError("as many as are allowed")
os.fork, before = fork, len(os.listdir("/proc/self/fd"))
with beside(os.getpid) as result:
    print(result() == os.getpid(), len(os.listdir("/proc/self/fd")) == before)
"""
    assert ran(BEFORE + script) == ["True True"]


@pytest.mark.parametrize("end", ["os._exit(3)", "os.kill(os.getpid(), 9)", "1 / 0", "exit()"])
def test_a_second_process_that_ends_without_a_result(end: str) -> None:
    script = f"""
first = os.getpid()
def work():
    if os.getpid() != first:
        {end}
    return "done here"
with beside(work) as result:
    print(result())
print(children())
"""
    assert ran(BEFORE + script) == ["done here", "none"]


def test_what_the_work_raises_is_raised_here() -> None:
    script = """
def work():
    raise LookupError("as it was")
try:
    with beside(work) as result:
        result()
except LookupError as error:
    print(error)
print(children())
"""
    assert ran(BEFORE + script) == ["as it was", "none"]


def test_an_error_meanwhile_ends_the_second_process() -> None:
    script = """
try:
    with beside(threading.Event().wait):
        raise KeyboardInterrupt
except KeyboardInterrupt:
    print(children())
"""
    assert ran(BEFORE + script) == ["none"]


def test_a_database_is_the_same_from_one_process_and_from_two(tmp_path: Path) -> None:
    """Of a world with so many names that a second process is worth while for them too."""
    small = written(tmp_path / "packs")
    (small / "many.yaml").write_text(
        "pack: many\nsources: {m: {title: M}}\nspacecraft:\n"
        + "".join(
            f"  craft-{n}: {{name: Craft {n}, kind: satellite, names: [Kite {n}], sources: [m]}}\n"
            for n in range(_MANY)
        )
    )
    script = f"""{IN_PLACE_OF_WHAT_SHIPS}
import os
cores = sorted(os.sched_getaffinity(0))[: int(sys.argv[2])]
os.sched_setaffinity(0, cores)
from spacetimeline.packs.building import build_file
build_file(sys.argv[1])
"""
    for cores in ("1", "2"):
        ran(script, str(tmp_path / cores), cores, str(small))
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()
