"""The structure of the code: imports go one way, and no file is too long to read."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "spacetimeline"

# From left to right: a room may import from its own place and from those before it.
ARROW = [
    {"errors", "paths"},
    {"transliteration", "spelling", "folding", "names", "designations"},
    {"dates"},
    {"vocabularies"},
    {"models"},
    {"database"},
    {"packs"},
    {"catalogs"},
    {"output"},
    {"queries"},
    {"pictures"},
    {"opening", "questions"},
    {"library"},
    {"cli", "__main__"},
]
PLACE = {room: place for place, rooms in enumerate(ARROW) for room in rooms}


def files() -> list[Path]:
    """Every code file of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    """The room that a file is in: its folder, or its own name at the top."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def imported(path: Path) -> set[str]:
    """The rooms that a file imports from, inside functions too; type checkers' imports aside."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            skipped.update(inner for part in node.body for inner in ast.walk(part))
    rooms = set()
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module]
            if node.module == "spacetimeline":
                names = [f"spacetimeline.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        rooms.update(name.split(".")[1] for name in names if name.startswith("spacetimeline."))
    return rooms


def test_every_file_has_a_place_on_the_arrow() -> None:
    unplaced = {room_of(path) for path in files()} - set(PLACE) - {"__init__"}
    assert unplaced == set()


def test_imports_go_one_way() -> None:
    backwards = [
        f"{path.relative_to(PACKAGE)} imports {room}"
        for path in files()
        if path.name != "__init__.py" or path.parent != PACKAGE  # the front door sees all
        for room in imported(path)
        if room in PLACE and PLACE[room] > PLACE[room_of(path)]
    ]
    assert backwards == []


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    top = PACKAGE.parent
    code = [*files(), *(top / "tests").rglob("*.py"), *(top / "alembic").rglob("*.py")]
    long = {
        str(path.relative_to(top)): count
        for path in code
        if (count := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}


def test_a_rooms_name_hides_no_public_name() -> None:
    import spacetimeline

    rooms = {room_of(path) for path in files()}
    assert rooms & set(spacetimeline.__all__) == set()


def test_the_alembic_folder_does_not_hide_the_library() -> None:
    assert not (PACKAGE.parent / "alembic" / "__init__.py").exists()
