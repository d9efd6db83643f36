"""Launch Library's answers into a database: one world, curated facts first, nothing impossible."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import answers as made
import pytest

import spacetimeline as st
from spacetimeline.errors import CatalogError
from spacetimeline.library import Database


@pytest.fixture
def db(request: pytest.FixtureRequest, packs_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A database of one's own; with `own_url` beside it on both kinds."""
    if "own_url" in request.fixturenames:
        url = request.getfixturevalue("own_url")
    else:
        url = str(shutil.copy(packs_file, tmp_path / "db.db"))
    with st.connect(url) as database:
        yield database


@pytest.fixture
def load(db: Database, tmp_path: Path) -> Callable[..., Any]:
    """Import objects as one answer."""

    def load(*objects: Any, **options: Any) -> Any:
        return db.import_catalog(
            "launch-library", made.write(tmp_path / "answers", made.listed(*objects)), **options
        )

    return load


@pytest.fixture
def held(db: Database) -> Callable[[], dict[str, Any]]:
    """What questions answer, to be compared."""

    def held() -> dict[str, Any]:
        return {
            name: getattr(db, name)(**filters).to_dicts()
            for name, filters in (
                ("launches", {"category": "all", "status": "all"}), ("people", {}), ("stays", {}),
                ("flights", {}), ("dockings", {}), ("spacecraft", {}), ("pads", {}),
                ("organizations", {}), ("claims", {}), ("expeditions", {}), ("events", {}),
            )
        } | {"up": [row["person"] for row in db.in_space("2015-09-05").to_dicts()]}  # fmt: skip

    return held


def later(up: tuple[Any, ...], down: tuple[Any, ...] = (), **changed: Any) -> dict[str, Any]:
    """A launch with people after the time for which the packs speak."""
    launch = made.flown(2, "2026-10-20T08:10:12Z", name="Soyuz 2.1a | Soyuz MS-99", slug="soyuz-ms-99",
                        mission={"id": 1, "name": "Soyuz MS-99"})  # fmt: skip
    launch["rocket"]["spacecraft_stage"] = [made.craft(up=up, down=down, **changed)]
    return launch


def test_a_later_flight_brings_its_people_to_space(db: Database, load: Callable[..., Any]) -> None:
    ada, oleg = made.person(), made.person(2, "Oleg Kononenko", date_of_birth="1964-06-21")
    before = len(db.get("Oleg Kononenko").stays)
    load(later((ada, oleg)))
    assert {"Ada Testova", "Oleg Kononenko"} <= {
        row["person"] for row in db.in_space("2026-10-21").to_dicts()
    }
    assert len(db.get("Oleg Kononenko").stays) == before + 1
    flight = db.flights(person="Ada Testova").one()
    assert (flight.launch.name, flight.craft.name, flight.reached) == (
        "Soyuz MS-99",
        "Soyuz MS-99",
        "orbit",
    )
    assert [member.role for member in flight.crew] == ["commander", "commander"]
    assert list(db.audit()) == []
    landed = later(
        (ada, oleg),
        (oleg, ada),
        mission_end="2027-04-01T10:00:00Z",
        landing={"id": 1, "success": True},
    )
    landed["last_updated"] = "2027-04-02T00:00:00Z"
    load(landed)
    stay = db.stays(person="Ada Testova").one()
    assert (str(stay.end), stay.status) == ("2027-04-01T10:00Z", "landed")
    assert list(db.audit()) == []


def test_nobody_goes_up_twice(db: Database, load: Callable[..., Any]) -> None:
    up = db.in_space("2026-07-01").to_dicts()[0]["person"]
    born = db.get(up).born
    report = load(later((made.person(1, up, date_of_birth=str(born)),)))
    assert "is up since" in str(report.problems[-1])
    assert list(db.audit()) == []


def test_stop_stops_at_what_cannot_be(
    db: Database, load: Callable[..., Any], held: Callable[[], Any]
) -> None:
    before = held()
    with pytest.raises(CatalogError, match="before it docked.*Nothing was imported"):
        load(
            made.docking(1, "Progress X-1", "2015-04-01T00:00:01Z", "2015-03-01T00:00:01Z"),
            on_error="stop",
        )
    assert held() == before


# ------------------------------------------------------------ in and out


def world() -> tuple[Any, ...]:
    return (
        made.launch(), made.flown(5, "2015-09-02T05:37:43Z", launch_designator="2015-043"),
        made.person(), later((made.person(3, "Bo Tester"),)), made.pad(33, "90/18"),
        made.docking(1, "Soyuz TMA-16M", "2015-03-27T01:33:00Z", None),
        made.docking(2, "Progress X-1", "2012-01-28T00:09:00Z", "2012-04-19T11:04:00Z", "Pirs nadir"),
    )  # fmt: skip


@pytest.mark.usefixtures("own_url")
def test_twice_changes_nothing_and_unload_takes_all_out(
    db: Database, load: Callable[..., Any], held: Callable[[], Any]
) -> None:
    before = held()
    load(*world())
    after = held()
    again = load(*world())
    assert (again.added, again.changed, again.matched, held()) == (0, 0, len(world()), after)
    assert after != before
    db.unload("launch-library")
    assert held() == before


def test_a_newer_answer_counts_and_an_older_one_does_not(
    db: Database, load: Callable[..., Any]
) -> None:
    newer = made.launch(net="2027-05-04T10:00:00Z", last_updated="2026-11-01T00:00:00Z",
                        net_precision={"id": 1, "name": "Minute", "abbrev": "MIN"})  # fmt: skip
    for objects in ((made.launch(),), (newer,), (made.launch(),)):
        load(*objects)
    assert str(db.get("Testovy 1").date) == "2027-05-04T10:00Z"


def test_wrong_objects_are_told_by_file_and_number(db: Database, load: Callable[..., Any]) -> None:
    report = load(made.launch(), made.launch(2, pad="31/6"), {"id": 1, "what": 2}, made.launch(3, net=None),
                  made.person())  # fmt: skip
    assert (report.read, report.added, report.rejected) == (5, 2, 3)
    assert [(note.file, note.row, note.column) for note in report.problems] == [
        ("answer.json", 2, "pad"), ("answer.json", 3, ""), ("answer.json", 4, "net"),
    ]  # fmt: skip


def test_a_truncated_file_loses_nothing(db: Database, tmp_path: Path) -> None:
    path = made.write(tmp_path / "a", made.listed(made.launch(), made.person()))
    path.write_text(path.read_text()[:-400])
    report = db.import_catalog("launch-library", path)
    assert (report.added, report.rejected) == (1, 1)
    assert "ends in the middle" in str(report.problems[0])
    assert db.get("Testovy 1")
