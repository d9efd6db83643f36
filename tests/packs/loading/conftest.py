"""Databases to load the small world into."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from servers import Server
from sqlalchemy import inspect

from spacetimeline.database.engine import close_engine, make_engine, writing
from spacetimeline.database.migrations import make_ready
from spacetimeline.database.target import target_of
from spacetimeline.dates import to_db
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


def plain(value: Any) -> Any:
    """A value as SQLite has it."""
    if isinstance(value, datetime):
        return to_db(value)
    return bytes(value) if isinstance(value, memoryview) else value


@pytest.fixture(scope="session")
def _ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ready") / "ready.db"
    _filled(str(path), None)
    return path


@pytest.fixture(scope="session")
def _loaded_file(_ready_file: Path, _base_file: Path) -> Path:
    path = _ready_file.with_name("loaded.db")
    _filled(str(path), _base_file)
    return path


@pytest.fixture(scope="session")
def _ready_template(postgresql: Server) -> Iterator[str]:
    name = postgresql.new()
    _filled(postgresql.url(name), None)
    yield name
    postgresql.drop(name)


@pytest.fixture(scope="session")
def _loaded_template(postgresql: Server, _base_file: Path) -> Iterator[str]:
    name = postgresql.new()
    _filled(postgresql.url(name), _base_file)
    yield name
    postgresql.drop(name)


def _filled(url: str, pack: Path | None) -> None:
    engine = make_engine(target_of(url))
    packs = [] if pack is None else [read_pack(str(pack))]
    make_ready(engine, lambda connection: loader.rebuild(connection, packs) if packs else None)
    close_engine(engine)


@pytest.fixture
def copied(
    dialect: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], Engine]]:
    """Makes an engine for a copy of a database: of the ``ready`` one or the ``loaded`` one."""
    engines: list[Engine] = []
    names: list[str] = []

    def copied(which: str) -> Engine:
        if dialect == "sqlite":
            path = tmp_path / "test.db"
            shutil.copy(request.getfixturevalue(f"_{which}_file"), path)
            engines.append(make_engine(target_of(str(path))))
        else:
            server: Server = request.getfixturevalue("postgresql")
            names.append(server.new(request.getfixturevalue(f"_{which}_template")))
            engines.append(make_engine(target_of(server.url(names[-1]))))
        return engines[-1]

    yield copied
    for engine in engines:
        close_engine(engine)
    for name in names:
        request.getfixturevalue("postgresql").drop(name)


@pytest.fixture
def engine(copied: Callable[[str], Engine], request: pytest.FixtureRequest) -> Engine:
    """A database at head: without a pack, or with the small world for who takes `database`."""
    return copied("loaded" if "database" in request.fixturenames else "ready")


@pytest.fixture
def rebuild(engine: Engine) -> Callable[..., LoadReport]:
    """Make the database hold these found packs."""

    def rebuild(*packs: Pack) -> LoadReport:
        with writing(engine) as connection:
            return loader.rebuild(connection, packs)

    return rebuild


@pytest.fixture
def database(engine: Engine) -> Engine:
    """A database that holds the small world."""
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
        if engine.dialect.name == "postgresql":
            statement = statement.replace("%", "%%").replace("?", "%s")
        with engine.connect() as connection:
            found = connection.exec_driver_sql(statement, values)
            return [tuple(map(plain, row)) for row in found]

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
def dump(engine: Engine, rows: Callable[..., list[tuple[Any, ...]]]) -> Callable[[], Dump]:
    """All that the database holds."""

    def dump() -> Dump:
        tables = inspect(engine).get_table_names()
        return {
            table: sorted(
                (row[1:] if table in UNSTABLE else row for row in rows(f'SELECT * FROM "{table}"')),
                key=repr,
            )
            for table in tables
        }

    return dump
