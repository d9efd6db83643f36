"""A small database of made-up launches, and a counter of SQL statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from servers import Server
from sqlalchemy import Connection, Engine, event

from spacetimeline.database.engine import close_engine, make_engine
from spacetimeline.database.migrations import make_ready
from spacetimeline.database.target import Target, target_of
from spacetimeline.dates import VagueDate
from spacetimeline.models import Base
from spacetimeline.models.base import DATE_PARTS

LAUNCHES = 90
VEHICLES = 7


def date_columns(prefix: str, text: str) -> dict[str, Any]:
    """The seven columns of a vague date."""
    values = VagueDate.parse(text).__composite_values__()
    return {
        f"{prefix}_{part}": value for (part, _, _), value in zip(DATE_PARTS, values, strict=True)
    }


def fill(connection: Connection) -> None:
    """Launch number k flew on vehicle k % 7 and put up k % 3 satellites."""
    tables = Base.metadata.tables
    numbers = iter(range(1, 1_000_000))

    def add(kind: str, key: str, name: str, /, **values: Any) -> int:
        number = next(numbers)
        row = {"id": number, "key": key, "name": name}
        connection.execute(tables["record"].insert(), {**row, "kind": kind})
        connection.execute(tables[kind].insert(), {**row, **values})
        connection.execute(
            tables["name"].insert(),
            {
                "record_id": number,
                "position": 0,
                "text": name,
                "kind": "alias",
                "word_key": name.lower(),
            },
        )
        return number

    source = add("source", "gcat", "General Catalog")
    country = add("country", "KZ", "Kazakhstan")
    agency = add("organization", "kazcosmos", "Kazcosmos", country_id=country)
    family = add("family", "soyuz", "Soyuz")
    vehicles = [add("vehicle", f"v{n}", f"V{n}", family_id=family) for n in range(VEHICLES)]
    site = add("site", "baikonur", "Baikonur", body="Earth", country_id=country)
    for k in range(LAUNCHES):
        launch = add(
            "launch",
            f"{1960 + k}-{k:03}",
            f"L{k}",
            vehicle_id=vehicles[k % VEHICLES],
            family_id=family,
            site_id=site,
            provider_id=agency,
            category="orbital",
            status="flown",
            outcome="success",
            **date_columns("date", f"{1960 + k}-05-01T12:00:00Z"),
        )
        connection.execute(
            tables["citation"].insert(),
            {"record_id": launch, "source_id": source, "position": 0},
        )
        for j in range(k % 3):
            add(
                "spacecraft",
                f"s{k}-{j}",
                f"S{k}-{j}",
                kind="satellite",
                status="active",
                launch_id=launch,
                payload_position=j,
                operator_id=agency,
            )
    for n in range(3):
        event = add("event", f"talks-{n}", f"Talks {n}", kind="talks")
        for table, who in (("party", country), ("party", agency), ("subject", vehicles[n])):
            first, second = (
                ("record_id", "party_id") if table == "party" else ("event_id", "subject_id")
            )
            connection.execute(tables[table].insert(), {first: event, second: who, "position": who})


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the made-up launches; not to be changed."""
    path = tmp_path_factory.mktemp("database") / "small.db"
    engine = make_engine(Target("sqlite", path=str(path)))
    make_ready(engine, fill)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def filled_database(postgresql: Server) -> Iterator[str]:
    """The same on the server."""
    name = postgresql.new()
    engine = make_engine(target_of(postgresql.url(name)))
    make_ready(engine, fill)
    close_engine(engine)
    yield postgresql.url(name)
    postgresql.drop(name)


@pytest.fixture
def engine(dialect: str, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine for the made-up launches."""
    where = "filled_file" if dialect == "sqlite" else "filled_database"
    made = make_engine(target_of(str(request.getfixturevalue(where))))
    yield made
    close_engine(made)


@pytest.fixture
def empty(new_url: str) -> Iterator[Engine]:
    """An engine for a new file, or an empty schema."""
    made = make_engine(target_of(new_url))
    yield made
    close_engine(made)


@pytest.fixture
def statements(engine: Engine) -> Callable[[], list[str]]:
    """What was asked through `engine` since the last call."""
    asked: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    def taken() -> list[str]:
        found = list(asked)
        asked.clear()
        return found

    return taken
