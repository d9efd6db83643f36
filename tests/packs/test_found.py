"""Which packs there are, and in what order they come."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from spacetimeline import paths
from spacetimeline.packs import found as module
from spacetimeline.packs.found import found, installed, order, pack_paths, packs_at
from spacetimeline.packs.pack import Pack, read_pack

Write = Callable[..., Path]


def test_the_bundled_packs_are_found() -> None:
    packs = found()
    assert [pack.name for pack in packs][:1] == ["core"]
    assert all(pack.bundled for pack in packs)


def test_the_folders_of_a_checkout() -> None:
    root = Path(__file__).parents[2]
    assert Path(paths.fixtures()) == root / "fixtures"
    assert Path(paths.migrations()) == root / "alembic"


def test_the_folders_of_a_wheel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "alembic").mkdir()  # the library of that name, in site-packages
    package = tmp_path / "spacetimeline"
    monkeypatch.setattr(paths, "_HERE", str(package))
    assert paths.migrations() == str(package / "_alembic")
    assert paths.fixtures() == str(package / "_fixtures")


def test_paths_costs_nothing() -> None:
    assert not {"pathlib", "importlib.resources"} & set(vars(paths))


def test_packs_that_a_variable_names(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, write: Write
) -> None:
    write("title: One\nsources: {a: {title: A}}", "one.yaml")
    write("title: Two\npack: second", "packs/two/pack.yaml")
    write("title: Three", "packs/three.yml")
    write("no: pack", "packs/notes/other.yaml")
    write("nothing", "packs/.hidden.yaml")
    monkeypatch.setenv(
        "SPACETIMELINE_PACKS",
        os.pathsep.join([str(tmp_path / "one.yaml"), "", str(tmp_path / "packs"), "/no/such"]),
    )
    packs = {pack.name: pack for pack in found() if not pack.bundled}
    assert set(packs) == {"one", "three", "second", "such"}
    (problem,) = packs["such"].problems.sorted()
    assert problem.message == "there is no such file or folder"


def test_a_folder_of_packs_that_holds_none(tmp_path: Path) -> None:
    assert pack_paths(str(tmp_path)) == [str(tmp_path)]
    (pack,) = packs_at(str(tmp_path))
    assert pack.problems.found[0].message == "there is no YAML file in this folder"


def distribution(folder: Path, value: str) -> None:
    """A distribution that brings a pack, as it lies in site-packages."""
    info = folder / "brings_a_pack-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: brings-a-pack\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[spacetimeline.packs]\nmine = {value}\n")


@pytest.mark.parametrize(
    "value", ["a_pack_module", "a_pack_module.inner", "a_pack_module:PATH", "a_pack_module:path"]
)
def test_installed_packs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, write: Write, value: str
) -> None:
    inner = "inner/" if value.endswith("inner") else ""
    write("pack: installed\ntitle: Installed", f"a_pack_module/{inner}pack.yaml")
    write("", "a_pack_module/inner/__init__.py")
    write(
        """
        from pathlib import Path

        PATH = Path(__file__).parent

        def path():
            return str(PATH)
        """,
        "a_pack_module/__init__.py",
    )
    distribution(tmp_path, value)
    monkeypatch.syspath_prepend(str(tmp_path))
    packs = installed()
    assert [(pack.name, pack.problems.found) for pack in packs] == [("installed", [])]
    for name in [name for name in sys.modules if name.startswith("a_pack_module")]:
        monkeypatch.delitem(sys.modules, name)


def test_an_installed_pack_that_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    distribution(tmp_path, "no_such_module_here:path")
    monkeypatch.syspath_prepend(str(tmp_path))
    (pack,) = installed()
    (problem,) = pack.problems.found
    assert "the installed pack 'no_such_module_here:path' cannot be found" in problem.message
    assert "ModuleNotFoundError" in problem.message
    assert "uninstall" in problem.hint
    assert problem.file == "spacetimeline.packs: mine"


def pack(name: str, *depends: str) -> Pack:
    return Pack(name, f"{name}.yaml", depends=depends)


def test_packs_follow_what_they_depend_on() -> None:
    packs = [pack("c", "b"), pack("a"), pack("b", "a"), pack("d", "c", "a")]
    assert [each.name for each in order(packs)] == ["a", "b", "c", "d"]
    assert not any(each.problems.found for each in packs)


def test_long_chains_of_packs_are_no_trouble() -> None:
    packs = [pack(f"p{number}", f"p{number + 1}") for number in range(5000)] + [pack("p5000")]
    assert order(packs)[0].name == "p5000"


def test_a_pack_that_is_missing(write: Write) -> None:
    path = write("title: Mine\ndepends:\n  - core\n  - no-such-pack\n")
    mine = read_pack(str(path))
    order([pack("core"), mine])
    order([pack("core"), mine])  # told once
    (problem,) = mine.problems.sorted()
    assert (problem.file, problem.line, problem.record) == (str(path), 4, "depends[1]")
    assert problem.message == "there is no pack 'no-such-pack'"
    assert "SPACETIMELINE_PACKS; there are: core, mine" in problem.hint


def test_packs_that_depend_on_each_other() -> None:
    packs = [pack("a", "b"), pack("b", "c"), pack("c", "a")]
    assert {each.name for each in order(packs)} == {"a", "b", "c"}
    (problem,) = [found for each in packs for found in each.problems.found]
    assert problem.message == "packs depend on each other: a → b → c → a"
    assert problem.hint


def test_two_packs_of_one_name() -> None:
    packs = [pack("a"), Pack("a", "other.yaml")]
    order(packs)
    (problem,) = packs[1].problems.found
    assert problem.message == "there is a pack 'a' already, at a.yaml"
    assert "pack: …" in problem.hint


def test_the_group_is_the_contracts() -> None:
    assert module.GROUP == "spacetimeline.packs"
    assert module.VARIABLE == "SPACETIMELINE_PACKS"
