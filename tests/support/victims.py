"""Work that is ended at random points, and what is left behind.

A nursery is a process that has imported everything and forks a victim for each task, so that
a kill costs as long as the work takes and not a second of imports. Run as a script this file is
the nursery.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class Tally:
    """What became of the victims of one run, and what was found after them."""

    def __init__(self) -> None:
        self.killed = 0
        self.finished = 0
        self.repeated = 0
        self.states: dict[str, int] = {}

    def __str__(self) -> str:
        states = ", ".join(f"{number} x {state}" for state, number in sorted(self.states.items()))
        return (
            f"{self.killed} killed in the middle, {self.finished} had finished; found after: {states}; "
            f"next runs that succeeded: {self.repeated}"
        )


class Nursery:
    """Starts tasks in processes that can be killed.

    Args:
        fixtures: the folder of the packs that are bundled, for these processes.
    """

    def __init__(self, fixtures: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, fixtures],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, *task: str, after: float | None = None) -> bool:
        """Do a task; kill it after so many seconds. Whether it was done.

        A victim that fails of itself fails the test.
        """
        pipe, answers = self._process.stdin, self._process.stdout
        assert pipe is not None
        assert answers is not None
        pipe.write(json.dumps(task) + "\n")
        pipe.flush()
        pid = int(answers.readline())
        if after is not None:
            time.sleep(after)
            # The nursery has not waited for it yet: the number is still this victim's.
            os.kill(pid, signal.SIGKILL)
        pipe.write("\n")
        pipe.flush()
        status = int(answers.readline())
        assert status in (0, -signal.SIGKILL), f"{task} ended with {status}"
        return status == 0

    def time(self, *task: str) -> float:
        """The seconds that a task takes undisturbed."""
        began = time.monotonic()
        assert self.run(*task)
        return time.monotonic() - began

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(60)


@contextmanager
def nursery(fixtures: str) -> Iterator[Nursery]:
    """A nursery for the length of a block."""
    made = Nursery(fixtures)
    try:
        yield made
    finally:
        made.close()


def kill_at_random(
    made: Nursery,
    task: tuple[str, ...],
    times: int,
    *,
    seed: int,
    back: Callable[[], object],
    state: Callable[[], str],
) -> Tally:
    """Put the old state back, begin a task, kill it at a random point, look: so many times.

    After the first kill, and every tenth, the task is done again on what is left. Where each
    ended before its kill came, more are killed sooner: how fast a machine is changes meanwhile.
    """
    back()
    old = state()
    whole = made.time(*task)
    chance = random.Random(seed)
    tally = Tally()
    turns = 0
    while turns < times or (not tally.killed and turns < times + 8):
        turns += 1
        back()
        latest = 1.05 * whole if turns <= times else whole / 2 ** (turns - times)
        done = made.run(*task, after=chance.uniform(0, latest))
        tally.killed += not done
        tally.finished += done
        found = state()
        tally.states[found] = tally.states.get(found, 0) + 1
        if found == old and tally.killed % 10 == 1:
            assert made.run(*task), "nobody killed it"
            assert state() != old
            tally.repeated += 1
    return tally


# ------------------------------------------------------------------ tasks


def work(what: str, url: str, *more: str) -> None:
    """What a victim does."""
    import spacetimeline as st

    if what == "build":
        os.environ["SPACETIMELINE_CACHE"] = url
        from spacetimeline.packs.embedded import embedded_path

        embedded_path()
        return
    if what == "older":
        from spacetimeline.database.engine import make_engine
        from spacetimeline.database.migrations import downgrade_schema
        from spacetimeline.database.target import target_of

        downgrade_schema(make_engine(target_of(url)), *more)
        return
    db: Any = st.Database(url) if what == "upgrade" else st.connect(url)
    if what in ("upgrade", "load", "unload", "import_catalog"):
        getattr(db, what)(*more)
    db.close()


def serve(fixtures: str) -> None:
    """Be the nursery."""
    from spacetimeline import paths

    if fixtures:
        paths.fixtures = lambda: fixtures
    import spacetimeline.catalogs.front
    import spacetimeline.database.migrations
    import spacetimeline.library
    import spacetimeline.packs.building
    import spacetimeline.packs.loader  # noqa: F401 - so that victims have it

    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            os.close(0)
            os.dup2(2, 1)
            status = 1
            try:
                work(*json.loads(line))
                status = 0
            finally:
                os._exit(status)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        sys.stdin.readline()
        ended = os.waitpid(pid, 0)[1]
        sys.stdout.write(f"{os.waitstatus_to_exitcode(ended)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve(sys.argv[1])
