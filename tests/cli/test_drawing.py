"""The command `plot`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from spacetimeline.pictures.kinds import KINDS

Run = Callable[..., Result]


def test_a_picture_is_written_and_said(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / "mir.svg"
    result = run("plot", "stays", "-o", str(path), "--station", "Mir", "--during", "1991")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == f"{path}: Stays in space: who was up with whom.\n"
    assert "Toktar Aubakirov" in path.read_text("utf-8")


def test_the_kind_may_stand_behind_the_file(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / "a.png"
    looks = ("--width", "4", "--title", "Where", "--country", "KZ")
    result = run("plot", "-o", str(path), "map", *looks)
    assert result.exit_code == 0, result.stderr
    assert result.stderr.endswith(": Where.\n")
    assert path.read_bytes().startswith(b"\x89PNG")


def test_help_lists_the_kinds_and_each_its_filters(run: Run) -> None:
    told = run("plot", "--help").stdout
    assert all(f"  {kind} " in told for kind in KINDS)
    told = run("plot", "stays", "--help").stdout
    assert "--station NAME" in told
    assert ".png, .svg, .pdf, .html" in " ".join(told.split())
    assert "plot" in run("--help").stdout


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("plot", "stayz", "-o", "a.png"), 1, "There is no picture 'stayz'. Did you mean 'stays'?"),
        (("plot", "stays", "-o", "a.gif"), 2, "has the ending '.gif', which names no format"),
        (("plot", "stays"), 2, "Missing option '-o'"),
        (("plot", "stays", "-o", "a.png", "--statoin", "Mir"), 2, "No such option '--statoin'"),
        (("plot", "stays", "-o", "a.png", "--station", "Mirr"), 1, "No station is called 'Mirr'"),
        (("plot", "map", "-o", "a.png", "--width", "900"), 1, "2 to 60 inches"),
    ],
)
def test_what_cannot_be(
    words: tuple[str, ...], status: int, said: str, run: Run, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert result.exit_code == status
    assert said in result.stderr
    assert list(tmp_path.iterdir()) == []
