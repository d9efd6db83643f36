"""Databases to load the small world into."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from spacetimeline.database.engine import close_engine, make_engine, where_of, writing
from spacetimeline.database.migrations import make_ready
from spacetimeline.database.target import target_of
from spacetimeline.packs import loader
from spacetimeline.packs.pack import Pack, read_pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from spacetimeline.packs.report import LoadReport

Dump = dict[str, list[tuple[Any, ...]]]

# Numbers that nothing refers to, and that a list gets anew when it is written again.
UNSTABLE = (
    "citizenship", "coverage", "crew", "identifier", "name", "operation", "part_of",
    "site_country",
)  # fmt: skip


@pytest.fixture(scope="session")
def _ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ready") / "ready.db"
    engine = make_engine(target_of(str(path)))
    make_ready(engine, lambda _: None)
    close_engine(engine)
    return path


@pytest.fixture(scope="session")
def _loaded(_ready: Path, _base_file: Path) -> Path:
    path = _ready.with_name("loaded.db")
    shutil.copy(_ready, path)
    engine = make_engine(target_of(str(path)))
    with writing(engine) as connection:
        loader.rebuild(connection, [read_pack(str(_base_file))])
    close_engine(engine)
    return path


@pytest.fixture
def engine(_ready: Path, tmp_path: Path) -> Iterator[Engine]:
    """A database at head without a pack."""
    path = tmp_path / "test.db"
    shutil.copy(_ready, path)
    engine = make_engine(target_of(str(path)))
    yield engine
    close_engine(engine)


@pytest.fixture
def rebuild(engine: Engine) -> Callable[..., LoadReport]:
    """Make the database hold these found packs."""

    def rebuild(*packs: Pack) -> LoadReport:
        with writing(engine) as connection:
            return loader.rebuild(connection, packs)

    return rebuild


@pytest.fixture
def database(engine: Engine, _loaded: Path) -> Engine:
    """A database that holds the small world."""
    shutil.copy(_loaded, where_of(engine))
    return engine


@pytest.fixture
def load(database: Engine, write: Callable[..., Path]) -> Callable[..., LoadReport]:
    """Load a pack of one file beside the small world."""

    def load(text: str, name: str = "mine.yaml") -> LoadReport:
        return loader.load(database, write(text, name))

    return load


@pytest.fixture
def rows(engine: Engine) -> Callable[..., list[tuple[Any, ...]]]:
    """What a statement gives."""

    def rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(statement, values)]

    return rows


@pytest.fixture
def change(engine: Engine) -> Callable[..., None]:
    """Do something to the database behind our back."""

    def change(*statements: str) -> None:
        with writing(engine) as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    return change


@pytest.fixture
def dump(rows: Callable[..., list[tuple[Any, ...]]]) -> Callable[[], Dump]:
    """All that the database holds."""

    def dump() -> Dump:
        tables = [
            name
            for (name,) in rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if not name.startswith("sqlite_")
        ]
        return {
            table: sorted(
                (row[1:] if table in UNSTABLE else row for row in rows(f'SELECT * FROM "{table}"')),
                key=repr,
            )
            for table in tables
        }

    return dump
