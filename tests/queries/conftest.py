"""A database for questions: the shipped packs, in a file of the test run's own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from servers import Server, locked, once

import spacetimeline as st
from spacetimeline.database.engine import close_engine, make_engine
from spacetimeline.database.target import target_of
from spacetimeline.library import Database, default


@pytest.fixture(scope="session")
def db(dialect: str, request: pytest.FixtureRequest) -> Iterator[Database]:
    """The embedded database, as `st.launches(…)` asks it; and one on a server."""
    if dialect == "sqlite":
        yield default()
        return
    with st.connect(request.getfixturevalue("packs_url")) as server:
        yield server


UNGUARDED = {
    "sqlite": "PRAGMA foreign_keys = OFF",
    "postgresql": "SET session_replication_role = replica",
}
"""How a database is told to look away from broken references."""

# A small world long after ours, so that nothing shipped mixes with it: two kites that fly at
# the same time and never meet, two herons that exchange somebody at a nest, a swift whose
# times are known to the day, a finch that nobody brought home.
KITES = """
pack: kites
title: Two kites, two herons and a nest
version: 1.0.0
licence: CC0-1.0
depends: [core]
coverage:
  - {subject: stays, since: 2090-01-01, until: 2090-12-31}
sources:
  notes: {title: Notes of a test}
people:
  ada: {name: Ada Arne, born: 2050-01-01, citizenships: [{country: KZ}], sources: [notes]}
  ben: {name: Ben Bour, born: 2060-01-01, citizenships: [{country: FR}], sources: [notes]}
  cyd: {name: Cyd Cane, born: 2051-01-01, citizenships: [{country: FR}], sources: [notes]}
  dee: {name: Dee Dorn, born: 2040-01-01, citizenships: [{country: FR}], sources: [notes]}
  eve: {name: Eve Else, born: 2052-01-01, citizenships: [{country: KZ}], sources: [notes]}
  fay: {name: Fay Fern, born: 2053-01, citizenships: [{country: FR}], sources: [notes]}
  gus: {name: Gus Gray, citizenships: [{country: FR}], sources: [notes]}
launches:
  kite-1: {name: Kite 1, date: 2090-01-01T00:00:00Z, vehicle: soyuz-fg, outcome: success, sources: [notes]}
  kite-2: {name: Kite 2, date: 2090-01-02T00:00:00Z, vehicle: soyuz-fg, outcome: success, sources: [notes]}
  heron-1: {name: Heron 1, date: 2090-02-01T00:00:00Z, vehicle: soyuz-fg, outcome: success, sources: [notes]}
  heron-2: {name: Heron 2, date: 2090-04-01T00:00:00Z, vehicle: soyuz-fg, outcome: success, sources: [notes]}
  swift: {name: Swift, date: 2090-10-01, vehicle: soyuz-fg, outcome: success, sources: [notes]}
  finch: {name: Finch, date: 2090-12-01T00:00:00Z, vehicle: soyuz-fg, outcome: success, sources: [notes]}
  nest: {name: Nest, date: 2089-01-01, vehicle: soyuz-fg, outcome: success, sources: [notes]}
spacecraft:
  kite-1: {name: Kite 1, kind: crewed ship, launch: kite-1, sources: [notes]}
  kite-2: {name: Kite 2, kind: crewed ship, launch: kite-2, sources: [notes]}
  heron-1: {name: Heron 1, kind: crewed ship, launch: heron-1, sources: [notes]}
  heron-2: {name: Heron 2, kind: crewed ship, launch: heron-2, sources: [notes]}
  swift: {name: Swift, kind: crewed ship, launch: swift, sources: [notes]}
  finch: {name: Finch, kind: crewed ship, launch: finch, sources: [notes]}
  nest: {name: Nest, kind: station, launch: nest, sources: [notes]}
flights:
  kite-1:
    craft: kite-1
    landing: {date: 2090-01-05T00:00:00Z}
    crew: [{person: ada, up: true, down: true}]
    sources: [notes]
  kite-2:
    craft: kite-2
    landing: {date: 2090-01-04T00:00:00Z}
    crew: [{person: ben, up: true, down: true}]
    sources: [notes]
  heron-1:
    craft: heron-1
    landing: {date: 2090-05-02T00:00:00Z}
    crew: [{person: cyd, up: true}, {person: dee, up: true, down: true}]
    sources: [notes]
  heron-2:
    craft: heron-2
    landing: {date: 2090-08-02T00:00:00Z}
    crew: [{person: eve, up: true, down: true}, {person: cyd, down: true}]
    sources: [notes]
  swift:
    craft: swift
    landing: {date: 2090-10-20}
    crew: [{person: fay, up: true, down: true}]
    sources: [notes]
  finch:
    craft: finch
    crew: [{person: gus, up: true}]
    sources: [notes]
dockings:
  heron-1-nest: {craft: heron-1, target: nest, port: fore, docked: 2090-02-02T00:00:00Z, undocked: 2090-05-01T00:00:00Z, sources: [notes]}
  heron-2-nest: {craft: heron-2, target: nest, port: aft, docked: 2090-04-02T00:00:00Z, undocked: 2090-08-01T00:00:00Z, aboard: [cyd, eve], sources: [notes]}
spacewalks:
  out: {people: [cyd, eve], craft: nest, start: 2090-06-01T10:00:00Z, end: 2090-06-01T16:30:00Z, sources: [notes]}
  out-again: {people: [cyd], craft: nest, start: 2090-06-02, sources: [notes]}
expeditions:
  first-watch: {name: First Watch, station: nest, start: 2090-02-02, end: 2090-05-01, members: [{person: cyd}, {person: dee}], sources: [notes]}
  second-watch: {name: Second Watch, station: nest, start: 2090-05-01T00:00:00Z, end: 2090-08-01, members: [{person: cyd}, {person: eve}], sources: [notes]}
"""


@pytest.fixture(scope="session")
def embedded() -> Database:
    """The embedded database alone, for what SQLite does in its own way."""
    return default()


@pytest.fixture(scope="session")
def _kites_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pack: Path = tmp_path_factory.mktemp("kites") / "kites.yaml"
    pack.write_text(KITES, encoding="utf-8")
    return pack


@pytest.fixture(scope="session")
def kites_file(_kites_pack: Path, packs_file: Path, shared_folder: Path) -> Path:
    """The file of a database with that world beside the shipped packs; not to be changed."""

    def make(path: Path) -> None:
        shutil.copy(packs_file, path)
        with st.connect(path) as db:
            db.load(_kites_pack)

    return once(shared_folder, "kites.db", make)


@pytest.fixture(scope="session")
def kites_template(
    _kites_pack: Path, postgresql: Server, packs_template: str, shared_folder: Path
) -> str:
    """The same on the server, to be copied."""
    name = f"{postgresql.run}_kites"
    with locked(shared_folder / "kites.lock"):
        if not postgresql.has(name):
            made = postgresql.new(packs_template)
            with st.connect(postgresql.url(made)) as db:
                db.load(_kites_pack)
            postgresql.ask(f'ALTER DATABASE "{made}" RENAME TO "{name}"')
    return name


@pytest.fixture(scope="session")
def kites(dialect: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with that world beside the shipped packs; not to be changed."""
    if dialect == "sqlite":
        yield str(request.getfixturevalue("kites_file"))
        return
    server: Server = request.getfixturevalue("postgresql")
    name = server.new(request.getfixturevalue("kites_template"))
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def changed(
    dialect: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Database]]:
    """Makes a copy of that database, changed by somebody's SQL."""
    opened: list[Database] = []
    made: list[str] = []

    def copy() -> str:
        if dialect == "sqlite":
            path = tmp_path / f"changed-{len(opened)}.db"
            shutil.copy(request.getfixturevalue("kites_file"), path)
            return str(path)
        server: Server = request.getfixturevalue("postgresql")
        made.append(server.new(request.getfixturevalue("kites_template")))
        return server.url(made[-1])

    def changes(*statements: str) -> Database:
        url = copy()
        engine = make_engine(target_of(url))
        with engine.connect() as connection:
            # Whatever stands in the tables: what the database itself would refuse, too.
            driver: Any = connection.connection.driver_connection
            driver.execute(UNGUARDED[dialect])
            for statement in statements:
                assert connection.exec_driver_sql(statement).rowcount > 0, statement
            connection.commit()
        close_engine(engine)
        opened.append(st.connect(url, read_only=True))
        return opened[-1]

    yield changes
    for database in opened:
        database.close()
    for name in made:
        request.getfixturevalue("postgresql").drop(name)


@pytest.fixture(scope="session")
def sound(kites: str) -> set[str]:
    """What an audit of the unchanged database says."""
    with st.connect(kites, read_only=True) as db:
        return {row["message"] for row in db.audit().to_dicts()}
