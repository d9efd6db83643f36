"""A small world in either database, and how it is put back after each bad day."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from gcat_files import SPUTNIK, log
from servers import Server
from sqlalchemy import inspect
from victims import Nursery, nursery

from spacetimeline.database.engine import close_engine, make_engine
from spacetimeline.database.target import target_of

# Small, so that what is ended in the middle is the work and not the reading of packs.
WORLD = """
title: A small world
sources: {book: {title: A book}, gcat: {title: A catalogue}}
countries: {KZ: {name: Kazakhstan, sources: [book]}}
families: {soyuz: {name: Soyuz, sources: [book]}}
vehicles: {soyuz-u2: {name: Soyuz-U2, family: soyuz, sources: [book]}}
launches:
  2001-001: {name: First, date: 2001-01-01, vehicle: soyuz-u2, outcome: success, sources: [book]}
"""
MANY = "pack: many\nsources: {n: {title: N}}\nspacecraft:\n" + "".join(
    f"  craft-{n}: {{name: Craft {n}, kind: satellite, names: [Kite {n}], sources: [n]}}\n"
    for n in range(300)
)


class Place:
    """Where a database is, how it is put back as it was, and what is in it."""

    def __init__(self, url: str, back: Callable[[], object]) -> None:
        self.url = url
        self.back = back

    def state(self) -> str:
        """A name of all that is in it, read as any reader would."""
        engine = make_engine(target_of(self.url))
        try:
            with engine.connect() as connection:
                if engine.dialect.name == "sqlite":
                    assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
                    assert not connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                inspector = inspect(connection)
                content = {}
                keys = inspector.get_multi_foreign_keys()  # of all tables: one question
                for (schema, table), columns in sorted(inspector.get_multi_columns().items()):
                    references = {
                        name for key in keys[schema, table] for name in key["constrained_columns"]
                    }
                    # Not when a pack was loaded, nor numbers that nothing refers to.
                    kept = [
                        one["name"]
                        for one in columns
                        if one["name"] != "loaded"
                        and (one["name"] != "id" or "id" in references or table == "record")
                    ]
                    names = ", ".join(f'"{name}"' for name in kept) or "1"
                    rows = connection.exec_driver_sql(f'SELECT {names} FROM "{table}"')
                    content[table] = sorted(map(repr, rows))
        finally:
            close_engine(engine)
        if not any(content.values()):
            return "empty"
        return hashlib.sha256(repr(content).encode()).hexdigest()[:8]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the bundled packs of that world; beside it a pack to load."""
    folder: Path = tmp_path_factory.mktemp("world") / "packs"
    folder.mkdir()
    (folder / "small.yaml").write_text(WORLD)
    (folder.parent / "many.yaml").write_text(MANY)
    return folder


def log_of(
    folder: Path, number: int, *, called: str = "Kestrel", updated: str = "2024 Jan  1"
) -> Path:
    """A launch log of so many launches that nobody else has, a payload each."""
    rows = [
        {**SPUTNIK, "Launch_Tag": f"{1960 + n // 100}-{n % 100 + 901:03}", "Piece": "-",
         "JCAT": f"A{n + 90_001:05}", "Name": f"{called} {n}", "PLName": f"K-{n}",
         "Launch_Date": f"{1960 + n // 100} May {n % 28 + 1:2} 1200:00"}
        for n in range(number)
    ]  # fmt: skip
    return log(folder, *rows, updated=updated)


@pytest.fixture(scope="session")
def editions(world: Path) -> tuple[str, str]:
    """Two editions of a small launch log: the newer one tells some things otherwise."""
    folder = world.parent
    older = log_of(folder / "older", 300)
    newer = log_of(folder / "newer", 200, called="Merlin", updated="2025 Jan  1")
    return str(older), str(newer)


@pytest.fixture(scope="session")
def victims(world: Path) -> Iterator[Nursery]:
    """Where work is done that can be killed."""
    with nursery(str(world)) as made:
        yield made


@pytest.fixture(scope="session")
def _world_file(victims: Nursery, world: Path) -> Path:
    path = world.parent / "template.db"
    assert victims.run("connect", str(path))
    return path


@pytest.fixture(scope="session")
def _world_template(victims: Nursery, postgresql: Server) -> Iterator[str]:
    name = postgresql.new()
    assert victims.run("connect", postgresql.url(name))
    yield name
    postgresql.drop(name)


@pytest.fixture
def place(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    """A database of the small world, on either."""
    if dialect == "sqlite":
        path, template = tmp_path / "own.db", request.getfixturevalue("_world_file")

        def back() -> None:
            for left in tmp_path.glob("own.db*"):
                left.unlink()
            shutil.copy(template, path)

        back()
        yield Place(str(path), back)
        return
    server: Server = request.getfixturevalue("postgresql")
    template_name, name = request.getfixturevalue("_world_template"), server.new()

    def back_on_server() -> None:
        server.drop(name)
        server.ask(f'CREATE DATABASE "{name}" TEMPLATE "{template_name}" STRATEGY file_copy')

    back_on_server()
    yield Place(server.url(name), back_on_server)
    server.drop(name)


@pytest.fixture
def nothing(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    """A place where there is no database yet."""
    if dialect == "sqlite":
        path = tmp_path / "new.db"

        def back() -> None:
            for left in tmp_path.glob("new.db*"):
                left.unlink()
            sqlite3.connect(path).close()

        back()
        yield Place(str(path), back)
        return
    server: Server = request.getfixturevalue("postgresql")
    name = server.new()

    def back_on_server() -> None:
        server.drop(name)
        server.ask(f'CREATE DATABASE "{name}" TEMPLATE template0 STRATEGY file_copy')

    yield Place(server.url(name), back_on_server)
    server.drop(name)
