"""What the documents show is what happens."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import spacetimeline as st

TOP = Path(__file__).parent.parent


def test_the_readmes_own_mission_loads_and_is_found(packs_file: Path, tmp_path: Path) -> None:
    """That it can be unloaded again is among the examples of the page."""
    text = (TOP / "README.md").read_text("utf-8")
    (pack,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "my-missions.yaml").write_text(pack, "utf-8")
    shutil.copy(packs_file, tmp_path / "my.db")
    with st.connect(tmp_path / "my.db") as db:
        db.load(tmp_path / "my-missions.yaml")
        launch = db.launches(year=2026, vehicle="Kestrel 2").one()
        assert (launch.name, str(launch.date)) == ("Kestrel test 1", "2026-03")
        assert db.launches(payload="KazSat-1").exists()


def test_the_two_commands_are_one_line_each() -> None:
    text = (TOP / "README.md").read_text("utf-8")
    commands = [line for line in text.splitlines() if line.startswith("python3 -m venv")]
    assert len(commands) == 2
    assert "timeline --country KZ" in commands[0]
    assert commands[1].rstrip().endswith(".venv/bin/pytest -q")
