"""Real answers, all of them: counted by other means, and nothing of ours is changed by them."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from answered import World, answers_of

import spacetimeline as st

REFERENCE = os.environ.get("SPACETIMELINE_REFERENCE")
pytestmark = pytest.mark.skipif(REFERENCE is None, reason="SPACETIMELINE_REFERENCE is not set")
FOLDER = Path(REFERENCE or "") / "launch-library"


def objects(name: str) -> list[dict[str, Any]]:
    """The objects of a file, read in the plainest way."""
    answer = json.loads((FOLDER / name).read_text("utf-8"))
    if isinstance(answer, list):
        return answer
    return list(answer.get("results", [answer]))


@pytest.fixture(scope="module")
def real(packs_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    path = tmp_path_factory.mktemp("real") / "own.db"
    shutil.copy(packs_file, path)
    with st.connect(path) as db:
        before = answers_of(db)
        yield World(db, before, db.import_catalog("launch-library", FOLDER))


def test_every_object_is_accounted_for(real: World) -> None:
    files = {file.file: file for file in real.report.files}
    assert set(files) == {path.name for path in FOLDER.glob("*.json")}
    for name, file in files.items():
        assert file.read == len(objects(name)) == file.added + file.matched + file.rejected


def test_only_what_cannot_be_is_refused(real: World) -> None:
    by_file: dict[str, list[str]] = {}
    for note in real.report.problems:
        by_file.setdefault(note.file.partition("_")[2], []).append(note.message)
    people = [each for name in ("2.1.0_astronauts.json", "2.2.0_astronauts_active.json")
              for each in objects(name) if each["type"]["name"] == "Non-Human"]  # fmt: skip
    assert sum(len(notes) for name, notes in by_file.items() if "astronaut" in name) == len(people)
    pads = objects("2.1.0_pads.json")
    unnamed = {each["id"] for each in pads if each["name"].lower().startswith("unknown")}
    assert len(by_file["pads.json"]) == len(unnamed)
    backwards = [
        each
        for each in objects("2.1.0_expeditions.json")
        if each["end"] and each["end"] < each["start"]
    ]
    assert len(by_file["expeditions.json"]) == len(backwards) + 1  # and one of another station
    assert len(by_file["docking_events.json"]) == 2


def test_curated_people_are_as_before_and_nothing_is_impossible(real: World) -> None:
    after = answers_of(real.db)
    ours = {key for key, _ in real.before["time"]}
    after["time"] = [pair for pair in after["time"] if pair[0] in ours]
    assert after == real.before
    assert list(real.db.audit()) == []


def test_nobody_is_there_twice(real: World) -> None:
    """Whoever of the real people has flown is one of ours."""
    ours = {key for key, _ in real.before["time"]}
    flown = [
        each
        for each in objects("2.1.0_astronauts.json")
        if each["first_flight"] and each["type"]["name"] != "Non-Human"
    ]
    strangers = {
        each["name"] for each in flown if real.db.get(f"person/{each['id']}").key not in ours
    }
    assert strangers == set()


def test_dockings_of_people_are_ours_as_before(real: World) -> None:
    """Whatever the answers say of a craft with people, its dockings are those of the packs."""
    crewed = {row["craft_key"] for row in real.db.flights().to_dicts()}
    dockings = [row for row in real.db.dockings().to_dicts() if row["craft_key"] in crewed]
    assert {row["key"] for row in dockings if row["key"].startswith("ll-")} == set()
    said = {str(claim.value) for claim in real.db.claims(about="docking:soyuz-tma-16m-iss")}
    assert "2015-03-27T01:33Z" in said
    assert str(real.db.get("docking:soyuz-tma-16m-iss").docked) == "2015-03-28T01:33Z"


@pytest.mark.parametrize(
    ("name", "date", "status"),
    [("Koreasat 6A", "2024-10", "planned"), ("Starlink Group 10-10", "2024-10-05T07Z", "planned"),
     ("OneWeb 15", "2022-11?", "planned"), ("launch/e3df2ecd-c239-472f-95e4-2b89b4f75800",
                                            "1957-10-04T19:28:34Z?", "flown")],
)  # fmt: skip
def test_launches_as_a_user_sees_them(name: str, date: str, status: str, real: World) -> None:
    launch = real.db.get(name)
    assert (str(launch.date), launch.status) == (date, status)


def test_again_changes_nothing(real: World) -> None:
    again = real.db.import_catalog("launch-library", FOLDER)
    assert (again.added, again.changed, sum(file.mentioned for file in again.files)) == (0, 0, 0)
