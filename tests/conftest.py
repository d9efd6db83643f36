"""What all tests share: a cache of their own, and no settings of the machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

import pytest


@pytest.fixture(scope="session")
def steps() -> Callable[[Callable[[], object]], int]:
    """How much some work is, without a clock: how many calls it makes, in Python and in C."""

    def steps(work: Callable[[], object]) -> int:
        made = 0

        def count(_frame: object, event: str, _about: object) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            work()
        finally:
            sys.setprofile(before)
        return made

    return steps


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One embedded database for the whole run, built from this checkout's packs."""
    kept = {
        name: os.environ.pop(name, None)
        for name in ("SPACETIMELINE_URL", "SPACETIMELINE_PACKS", "SPACETIMELINE_CACHE")
    }
    # With pytest-xdist every worker has a folder of its own below one that they share.
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    os.environ["SPACETIMELINE_CACHE"] = str(shared / "cache")
    os.environ["COLUMNS"] = "80"
    yield
    for name, value in kept.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
