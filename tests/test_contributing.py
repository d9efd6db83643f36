"""What contributors are told is so: the map, the versions, the templates."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import spacetimeline as st

TOP = Path(__file__).parent.parent
HOUSE = runpy.run_path(str(TOP / "tests" / "test_house.py"))
GUIDE = (TOP / "CONTRIBUTING.md").read_text("utf-8")


def test_the_map_has_every_room() -> None:
    rooms = GUIDE.partition("## The rooms")[2].partition("## Mend")[0]
    for room in {HOUSE["room_of"](path) for path in HOUSE["files"]()} - {"__init__", "__main__"}:
        assert re.search(rf"`{room}(/|\.py|`)", rooms), room


def test_the_arrow_is_the_one_that_is_tested() -> None:
    (drawn,) = re.findall(r"^    errors, .*\n.*", GUIDE, re.MULTILINE)
    stops = [stop.strip().split(", ") for stop in drawn.replace("\n", " ").split("←")]
    assert len(stops) == len(HOUSE["ARROW"])
    for stop, rooms in zip(stops, HOUSE["ARROW"], strict=True):
        assert set(stop) <= rooms


def test_one_version_stands_everywhere() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]
    citation = yaml.safe_load((TOP / "CITATION.cff").read_text("utf-8"))
    assert project["version"] == st.__version__ == citation["version"]
    assert re.search(
        rf"^## {re.escape(st.__version__)}", (TOP / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )


def test_the_changelog_keeps_data_beside_the_rest() -> None:
    text = (TOP / "CHANGELOG.md").read_text("utf-8")
    kinds = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert "Data" in kinds
    assert kinds <= {"Added", "Changed", "Fixed", "Removed", "Deprecated", "Data"}


def _settings(path: str) -> Any:
    return yaml.safe_load((TOP / path).read_text("utf-8"))


def test_whoever_reports_a_fact_is_asked_for_sources() -> None:
    fields = {one.get("id"): one for one in _settings(".github/ISSUE_TEMPLATE/fact.yml")["body"]}
    assert fields["sources"]["validations"]["required"] is True
    assert "sources" in (TOP / ".github/pull_request_template.md").read_text("utf-8").lower()


@pytest.mark.parametrize("tool", ["ruff", "mypy", "spacetimeline check fixtures/"])
def test_what_is_run_before_a_commit(tool: str) -> None:
    hooks = _settings(".pre-commit-config.yaml")["repos"][0]["hooks"]
    assert any(tool in hook["entry"] for hook in hooks)


def test_the_tasks_that_the_guide_names_are_there() -> None:
    tasks = set(re.findall(r"^def (\w+)\(", (TOP / "noxfile.py").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"nox -s (\w+)", GUIDE)) <= tasks


def test_every_extra_that_the_documents_name_is_there() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]
    extras = set(project["optional-dependencies"])
    for page in [TOP / "README.md", TOP / "CONTRIBUTING.md", *(TOP / "docs").glob("*.md")]:
        for named in re.findall(r"(?:\.|spacetimeline)\[([a-z,]+)\]", page.read_text("utf-8")):
            assert set(named.split(",")) <= extras, (page.name, named)
