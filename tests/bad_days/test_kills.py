"""kill -9 at random points: the old state or the new one stands, and the next run succeeds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from victims import Nursery, Tally, kill_at_random

from spacetimeline.database import revisions

from .conftest import Place

FEW = 2
MANY = 90
times = pytest.mark.parametrize(
    "times", [FEW, pytest.param(MANY, marks=pytest.mark.stress)], ids=["few", "many"]
)
Told = Callable[[str], None]
total = {"killed": 0, "finished": 0}


def judge(tally: Tally, allowed: dict[str, str], tell: Told) -> None:
    """Only the old and the new state were found, and somebody was killed at all."""
    total["killed"] += tally.killed
    total["finished"] += tally.finished
    line = str(tally)
    for digest, word in allowed.items():
        line = line.replace(digest, word)
    tell(f"{line} (of this run so far: {total['killed']} killed, {total['finished']} finished)")
    assert set(tally.states) <= set(allowed)
    assert tally.killed


@times
def test_loads(place: Place, victims: Nursery, world: Path, times: int, tell: Told) -> None:
    task = ("load", place.url, str(world.parent / "many.yaml"))
    old = place.state()
    assert victims.run(*task)
    new = place.state()
    assert old != new
    tally = kill_at_random(victims, task, times, seed=1, back=place.back, state=place.state)
    judge(tally, {old: "old", new: "new"}, tell)
    assert victims.run(*task)
    assert place.state() == new


@times
def test_unloads(place: Place, victims: Nursery, world: Path, times: int, tell: Told) -> None:
    load = ("load", place.url, str(world.parent / "many.yaml"))
    task = ("unload", place.url, "many")
    old = place.state()

    def back() -> None:
        place.back()
        assert victims.run(*load)

    back()
    new = place.state()
    tally = kill_at_random(victims, task, max(1, times // 3), seed=8, back=back, state=place.state)
    judge(tally, {old: "without it", new: "with it"}, tell)
    back()
    assert victims.run(*task)
    assert place.state() == old


@times
def test_upgrades(place: Place, victims: Nursery, times: int, tell: Told) -> None:
    older = revisions.known()[-2]
    new = place.state()
    assert victims.run("older", place.url, older)
    old = place.state()
    assert old != new

    def back() -> None:
        place.back()
        assert victims.run("older", place.url, older)

    task = ("upgrade", place.url)
    tally = kill_at_random(victims, task, times, seed=3, back=back, state=place.state)
    judge(tally, {old: "old", new: "new"}, tell)
    assert victims.run(*task)
    assert place.state() == new


@times
def test_imports(
    place: Place, victims: Nursery, editions: tuple[str, str], times: int, tell: Told
) -> None:
    task = ("import_catalog", place.url, "gcat", editions[0])
    old = place.state()
    assert victims.run(*task)
    new = place.state()
    assert old != new
    tally = kill_at_random(victims, task, times, seed=9, back=place.back, state=place.state)
    judge(tally, {old: "old", new: "new"}, tell)
    place.back()  # an edition that is there already would only be noted as seen again
    assert victims.run(*task)
    assert place.state() == new


@times
def test_imports_of_a_newer_edition(
    place: Place, victims: Nursery, editions: tuple[str, str], times: int, tell: Told
) -> None:
    older, newer = (("import_catalog", place.url, "gcat", edition) for edition in editions)

    def back() -> None:
        place.back()
        assert victims.run(*older)

    back()
    old = place.state()
    assert victims.run(*newer)
    new = place.state()
    assert old != new
    tally = kill_at_random(victims, newer, max(1, times // 3), seed=7, back=back, state=place.state)
    judge(tally, {old: "older", new: "newer"}, tell)
    back()
    assert victims.run(*newer)
    assert place.state() == new


@times
def test_new_databases(nothing: Place, victims: Nursery, times: int, tell: Told) -> None:
    task = ("connect", nothing.url)
    nothing.back()
    assert victims.run(*task)
    new = nothing.state()
    tally = kill_at_random(victims, task, times, seed=4, back=nothing.back, state=nothing.state)
    judge(tally, {"empty": "empty", new: "ready"}, tell)
    assert victims.run(*task)
    assert nothing.state() == new


@times
def test_builds_of_the_cache(victims: Nursery, tmp_path: Path, times: int, tell: Told) -> None:
    cache = tmp_path / "cache"

    def back() -> None:
        for file in cache.glob("*") if cache.is_dir() else ():
            file.unlink()

    def state() -> str:
        for path in cache.glob("*.db"):
            with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert db.execute("SELECT COUNT(*) FROM launch").fetchone() == (1,)
            db.close()
            return "whole"
        return "nothing"

    task = ("build", str(cache))
    tally = kill_at_random(victims, task, times, seed=10, back=back, state=state)
    judge(tally, {"nothing": "nothing", "whole": "whole"}, tell)
    assert victims.run(*task)
    assert state() == "whole"
