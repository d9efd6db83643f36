"""Work beside the rest, in a second process, where there is a core for it.

It only saves time. Where a second process is not safe, or ends without a
result, the work is done here, so what it gives and what it raises is the same.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


@contextmanager
def beside(work: Callable[[], T], *, worth: bool = True) -> Iterator[Callable[[], T]]:
    """Begin some work in a second process; the function that the block gets waits for its result.

    Args:
        work: gives something that can be pickled, and changes nothing.
        worth: whether it is enough work for a second process.
    """
    started = _start(work) if worth and _is_safe() else None
    if started is None:
        yield work
        return
    process, reading = started
    with os.fdopen(reading, "rb") as pipe:

        def result() -> T:
            try:
                given: T = pickle.load(pipe)  # noqa: S301 - from our own child
            except (EOFError, pickle.UnpicklingError):
                return work()
            return given

        try:
            yield result
        finally:
            with suppress(ChildProcessError):
                if os.waitpid(process, os.WNOHANG) == (0, 0):
                    os.kill(process, signal.SIGKILL)
                    os.waitpid(process, 0)


def _is_safe() -> bool:
    """Whether there is a second core, and this process may be copied.

    Another thread may hold a lock, which in the copy nobody would ever release; and
    on macOS the system's own libraries do not expect to be copied.
    """
    if sys.platform != "linux":
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1 < len(os.sched_getaffinity(0))
    except OSError:
        return False


def _start(work: Callable[[], Any]) -> tuple[int, int] | None:
    """The number of the second process, and where to read its result; None if there cannot be one."""
    try:
        reading, writing = os.pipe()
    except OSError:
        return None
    try:
        process = os.fork()
    except OSError:  # no room, or as many processes as are allowed
        os.close(reading)
        os.close(writing)
        return None
    if process == 0:
        os.close(reading)
        _work(work, writing)
    os.close(writing)
    return process, reading


def _work(work: Callable[[], Any], writing: int) -> None:
    """The second process: do the work, hand it over, and end without a trace."""
    try:
        # Whoever presses Ctrl-C speaks to the first process, which ends this one.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(work(), pipe, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)
