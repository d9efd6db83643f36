"""`spacetimeline new`: a starter pack that is right as it is, and a package that installs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml

import spacetimeline as st

Run = Callable[..., object]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("my-missions.yaml", "my-missions"),
        ("Мои полёты.yml", "moi-polety"),
        ("packs/kestrel", "kestrel"),
        ("2 nd", "2-nd"),
    ],
)
def test_what_new_writes_has_no_problems(
    answered: Callable[..., str], run: Run, path: str, key: str
) -> None:
    said = answered("new", path)
    checked = run("check", path)
    assert (checked.exit_code, checked.stderr) == (0, "0 problems.\n")  # type: ignore[attr-defined]
    assert f"--source {key}-notes" in said


def test_what_it_says_to_type_next_can_be_typed(answered: Callable[..., str]) -> None:
    import shlex

    said = answered("new", "my missions.yaml")
    typed = [shlex.split(line)[1:] for line in said.splitlines() if line.startswith("  space")]
    assert [words[0] for words in typed] == ["check", "load", "launches"]
    for words in typed:
        out = answered(*words)
    assert "Kestrel test 1" in out
    with st.connect("my.db") as db:
        assert str(db.get("Kestrel test 1").date) == "2026-03"
        assert db.get("Птенец-1").mass == 12.5


def test_an_editor_finds_the_schema_and_the_pack_fits_it(answered: Callable[..., str]) -> None:
    answered("new", "--package", "pk", "Kestrel flights")
    inside = Path("pk/src/kestrel_flights")
    for file in inside.glob("*.yaml"):
        text = file.read_text("utf-8")
        (named,) = re.findall(r"\A# yaml-language-server: \$schema=(\S+)$", text, re.MULTILINE)
        schema = json.loads((inside / named).read_text("utf-8"))
        jsonschema.validate(json.loads(json.dumps(yaml.safe_load(text), default=str)), schema)
    assert schema == json.loads(answered("schema"))


def test_the_examples_in_comments_are_right_too(answered: Callable[..., str], run: Run) -> None:
    answered("new", "my.yaml")
    head, _, tail = Path("my.yaml").read_text("utf-8").partition("# More sections")
    opened = re.sub(r"(?m)^# ?", "", tail.partition("\n")[2])
    Path("my.yaml").write_text(head + opened, "utf-8")
    result = run("check", "my.yaml", "--format", "json")
    problems = json.loads(result.stdout)  # type: ignore[attr-defined]
    # What the comments say is to be entered first is all that is missing.
    missing = {re.findall(r"my-(?:ship-1|launch-2)", one["message"])[0] for one in problems}
    assert missing == {"my-ship-1", "my-launch-2"}


def test_folders_that_are_made_around_it_are_told(answered: Callable[..., str]) -> None:
    told = answered("new", "a/b/my.yaml")
    assert told.splitlines()[:2] == ["Made the folder a", "Made the folder a/b"]
    assert "Made" not in answered("new", "a/b/other.yaml")
    assert "Made" not in answered("new", "my-pack")


def test_nothing_is_overwritten(answered: Callable[..., str], run: Run) -> None:
    Path("my.yaml").write_text("mine", "utf-8")
    Path("full").mkdir()
    Path("full/notes.txt").write_text("mine", "utf-8")
    Path("pack.schema.json").write_text("mine", "utf-8")
    for path in ("my.yaml", "full"):
        result = run("new", path)
        assert result.exit_code == 1  # type: ignore[attr-defined]
        assert f"{path} is there already" in result.stderr  # type: ignore[attr-defined]
    answered("new", "other.yaml")
    assert Path("my.yaml").read_text("utf-8") == "mine"
    assert Path("pack.schema.json").read_text("utf-8") == "mine"
    assert os.listdir("full") == ["notes.txt"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("core",), "A pack 'core' ships with spacetimeline"),
        (("!!",), "has no letters"),
        (("--package", "my.yaml"), "A package is a folder"),
        (("file/inside.yaml",), "cannot be written"),
    ],
)
def test_what_cannot_be_is_explained(run: Run, words: tuple[str, ...], said: str) -> None:
    Path("file").write_text("")
    result = run("new", *words)
    assert result.exit_code == 1  # type: ignore[attr-defined]
    assert said in result.stderr  # type: ignore[attr-defined]
    assert os.listdir() == ["file"]


def test_a_package_installs_and_its_launches_are_there_at_once(
    answered: Callable[..., str], tmp_path: Path, packs_file: Path
) -> None:
    answered("new", "--package", "pk", "Kestrel flights")
    shutil.copy(packs_file, "own.db")
    with st.connect("own.db") as db, pytest.raises(st.NotFound):
        db.launches(name="Kestrel").count()
    python = _clean_environment(tmp_path / "clean")
    flags = ("--quiet", "--no-index", "--no-deps", "--no-build-isolation")
    _do(python, "-m", "pip", "install", *flags, "./pk")

    asked = "import spacetimeline as st; print(st.launches(name='Kestrel').one().date)"
    assert _do(python, "-c", asked).strip() == "2026-03"

    own = (
        "import spacetimeline as st\n"
        "db = st.connect('own.db')\n"
        "print(db.upgrade().added)\n"
        "print(db.launches(name='Kestrel').one().payloads[0].name)"
    )
    added, payload = _do(python, "-W", "ignore", "-c", own).splitlines()
    assert (added, payload) == ("4", "Fledgling 1")

    _do(python, "-m", "pip", "uninstall", "--quiet", "--yes", "kestrel-flights")
    count = "import spacetimeline as st; print(len(st.search('Kestrel test 1', kind='launch')))"
    assert _do(python, "-c", f"{count}") == _do(sys.executable, "-c", count)


def _clean_environment(folder: Path) -> Path:
    """An environment of its own that sees the libraries of this one, and needs no network."""
    _do(sys.executable, "-m", "venv", "--without-pip", str(folder))
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = _do(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    ours = sysconfig.get_path("purelib")
    Path(site, "beside.pth").write_text(f"import site; site.addsitedir({ours!r})\n", "utf-8")
    return python


def _do(*words: str | Path) -> str:
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
