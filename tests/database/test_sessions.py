"""Records stay walkable after their query, its thread and its session are gone from sight."""

from __future__ import annotations

import gc
import pickle
import shutil
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session, joinedload, selectinload

from spacetimeline.database.engine import close_engine, make_engine
from spacetimeline.database.migrations import make_ready
from spacetimeline.database.sessions import read_session, user_session
from spacetimeline.database.target import Target
from spacetimeline.errors import DatabaseError, SpacetimelineError
from spacetimeline.models import Base, Event, Launch, ReadOnlyRecord, Spacecraft, Vehicle

from .conftest import LAUNCHES, VEHICLES, fill

Statements = Callable[[], list[str]]


def launches(session: Session) -> list[Launch]:
    return list(session.scalars(select(Launch).order_by(Launch.key)))


def test_records_hold_their_session(engine: Engine) -> None:
    answer = launches(read_session(engine))
    gc.collect()
    assert answer[3].vehicle is not None
    assert answer[3].vehicle.family is not None
    assert answer[3].vehicle.family.name == "Soyuz"


def test_no_connection_is_held_between_statements(engine: Engine) -> None:
    answer = launches(read_session(engine))
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    assert answer[1].vehicle is not None
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_records_and_session_are_freed_together(engine: Engine) -> None:
    answer = launches(read_session(engine))
    assert answer[1].site is not None
    session = weakref.ref(answer[1].__dict__["_session"])
    del answer
    gc.collect()
    assert session() is None


def test_a_walk_asks_once_a_relation_whatever_the_number(
    engine: Engine, statements: Statements
) -> None:
    answer = launches(read_session(engine))
    assert len(answer) == LAUNCHES
    statements()
    for launch in answer:
        assert launch.vehicle is not None
    assert len(statements()) == 1  # a relation to one record
    for launch in answer:
        assert len(launch.payloads) == int(launch.name[1:]) % 3
    assert len(statements()) == 2  # to many: keys, then what belongs to them
    for launch in answer:
        for payload in launch.payloads:
            assert payload.launch is launch
            assert payload.operator is launch.provider
    assert len(statements()) == 1  # the launches are here already
    for launch in answer:
        assert [name.text for name in launch.names] == [launch.name]
        assert [source.key for source in launch.sources] == ["gcat"]
    assert len(statements()) == 5  # record; names; citations with their sources


def test_references_to_any_record_ask_once_a_kind(engine: Engine, statements: Statements) -> None:
    events = list(read_session(engine).scalars(select(Event).order_by(Event.key)))
    statements()
    assert [[party.key for party in event.parties] for event in events] == [["KZ", "kazcosmos"]] * 3
    assert len(statements()) == 4  # two for the relation, one each for countries and organizations
    assert [event.about[0].key for event in events] == ["v0", "v1", "v2"]
    assert len(statements()) == 3
    assert [event.resolved_by for event in events] == [None] * 3


def test_what_a_load_has_removed_is_told(filled_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.db"
    shutil.copy(filled_file, path)
    engine = make_engine(Target("sqlite", path=str(path)))
    talks = read_session(engine).scalars(select(Event)).first()
    assert talks is not None
    assert [row.key for row in talks.party_records] == ["KZ", "kazcosmos"]
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.execute(text("UPDATE organization SET country_id = NULL"))
        connection.execute(text("DELETE FROM site"))
        connection.execute(text("UPDATE launch SET site_id = NULL"))
        connection.execute(text("DELETE FROM record WHERE kind = 'country'"))
    with pytest.raises(SpacetimelineError, match="country:KZ is no longer in the database"):
        _ = talks.parties
    engine.dispose()


def test_a_single_record_is_walked_too(engine: Engine) -> None:
    launch = read_session(engine).scalars(select(Launch).where(Launch.name == "L8")).one()
    assert [payload.key for payload in launch.payloads] == ["s8-0", "s8-1"]
    assert launch.pad is None
    assert launch.flight is None


def test_eager_loads_work_as_ever(engine: Engine, statements: Statements) -> None:
    session = read_session(engine)
    eager = select(Launch).options(selectinload(Launch.payloads), joinedload(Launch.vehicle))
    answer = session.scalars(eager).all()
    assert len(statements()) == 2
    assert sum(len(launch.payloads) for launch in answer) == LAUNCHES
    assert {launch.vehicle.name for launch in answer if launch.vehicle} == {
        f"V{n}" for n in range(VEHICLES)
    }
    assert statements() == []
    joined = session.execute(select(Launch).options(joinedload(Launch.payloads))).unique().all()
    assert len(joined) == LAUNCHES


def test_32_threads_walk_the_same_records(engine: Engine) -> None:
    """Each sees whole records and whole lists, never one that another thread is just filling."""
    wrong: list[str] = []

    def walk(answer: list[Launch], start: threading.Barrier) -> None:
        try:
            start.wait()
            for launch in answer:
                k = int(launch.name[1:])
                assert launch.vehicle is not None
                assert launch.vehicle.name == f"V{k % VEHICLES}"
                assert len(launch.payloads) == k % 3
                assert [name.text for name in launch.names] == [launch.name]
                assert all(payload.operator is launch.provider for payload in launch.payloads)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test tells
            wrong.append(repr(error))

    for _ in range(5):
        answer = launches(read_session(engine))
        start = threading.Barrier(32)
        threads = [
            threading.Thread(target=walk, args=(answer[::-1] if n % 2 else answer, start))
            for n in range(32)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_records_of_a_thread_that_ended(engine: Engine) -> None:
    answer: list[Launch] = []
    thread = threading.Thread(target=lambda: answer.extend(launches(read_session(engine))))
    thread.start()
    thread.join()
    assert answer[2].payloads[0].name == "S2-0"


def test_after_close_a_clear_error(engine: Engine) -> None:
    launch = launches(read_session(engine))[1]
    assert launch.vehicle is not None
    close_engine(engine)
    assert launch.vehicle.name == "V1"  # what is loaded stays
    with pytest.raises(DatabaseError, match=r"is closed\. Open it again"):
        _ = launch.payloads


def test_a_database_in_memory_is_gone_when_closed() -> None:
    engine = make_engine(Target("sqlite"))
    make_ready(engine, fill)
    launch = launches(read_session(engine))[1]
    close_engine(engine)
    with pytest.raises(DatabaseError, match="the database in memory is closed"):
        _ = launch.vehicle


# ------------------------------------------------------------------ records


def test_records_are_equal_by_kind_and_key(engine: Engine) -> None:
    one, other = launches(read_session(engine)), launches(read_session(engine))
    assert one == other
    assert one[0] is not other[0]
    assert len({*one, *other}) == LAUNCHES
    assert one[0] != one[1]
    assert one[0] != one[0].vehicle
    assert one[0] != one[0].key


def test_records_are_read_only(engine: Engine) -> None:
    launch = launches(read_session(engine))[0]
    with pytest.raises(ReadOnlyRecord, match="'outcome' cannot be assigned: .* `overrides:`"):
        launch.outcome = None
    with pytest.raises(AttributeError, match="'outcome' cannot be deleted"):
        del launch.outcome
    with pytest.raises(AttributeError, match="'text' cannot be assigned"):
        launch.names[0].text = "x"
    with pytest.raises(AttributeError, match="'key' cannot be assigned"):
        Launch(key="x")


def test_records_pickle_with_what_they_have_loaded(engine: Engine, statements: Statements) -> None:
    launch = launches(read_session(engine))[2]
    assert launch.vehicle is not None
    assert launch.payloads
    copy: Launch = pickle.loads(pickle.dumps(launch))
    close_engine(engine)
    assert copy == launch
    assert copy.date == launch.date
    assert copy.vehicle == launch.vehicle
    assert [payload.name for payload in copy.payloads] == ["S2-0", "S2-1"]
    assert repr(copy) == repr(launch)
    with pytest.raises(
        DatabaseError, match="'site' of <Launch .*> was not loaded before .*pickling"
    ):
        _ = copy.site
    with pytest.raises(SpacetimelineError, match="ask"):
        _ = launch.vehicle.launches


def test_a_record_asks_the_database_it_came_from(engine: Engine) -> None:
    def ask(question: str, **filters: Any) -> Any:
        return question, filters

    vehicle = read_session(engine, ask).scalars(select(Vehicle)).first()
    assert vehicle is not None
    assert vehicle.launches == (
        "launches",
        {"vehicle": vehicle, "category": "all", "status": "all"},
    )


def test_a_repr_loads_nothing(engine: Engine, statements: Statements) -> None:
    session = read_session(engine)
    for mapper in Base.registry.mappers:
        for record in session.scalars(select(mapper.class_).limit(2)):
            statements()
            assert len(repr(record)) < 120
            assert statements() == []


def test_every_relation_can_be_walked(engine: Engine) -> None:
    """Of every model: a mistake in a join shows here."""
    session = read_session(engine)
    for mapper in Base.registry.mappers:
        for record in session.scalars(select(mapper.class_)).all():
            for relation in mapper.relationships:
                getattr(record, relation.key)


# ------------------------------------------------------------- user sessions


def test_a_users_session_reads(engine: Engine) -> None:
    with user_session(engine) as session:
        found = session.scalars(select(Spacecraft).where(Spacecraft.name == "S2-1")).one()
        assert found.launch is not None
        assert found.launch.name == "L2"


def test_a_users_session_never_writes(engine: Engine) -> None:
    for statement in ("DELETE FROM launch", "UPDATE launch SET name = 'x'", "DROP TABLE launch"):
        with (
            user_session(engine) as session,
            pytest.raises(DatabaseError, match="can only be read.*never writes: load a pack"),
        ):
            session.execute(text(statement))
    with user_session(engine) as session:
        session.delete(session.scalars(select(Vehicle)).first())
        with pytest.raises(DatabaseError, match=r"only reads\. To change facts, load a pack"):
            session.commit()
    with engine.connect() as connection:  # the same connection may write again
        connection.execute(text("UPDATE launch SET serial = 'x' WHERE FALSE"))


def test_records_of_a_closed_session_say_so(engine: Engine) -> None:
    with user_session(engine) as session:
        launch = session.scalars(select(Launch)).first()
    assert launch is not None
    with pytest.raises(DatabaseError, match="'vehicle' of <Launch .*> was not loaded before"):
        _ = launch.vehicle
