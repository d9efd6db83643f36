"""A question costs a fixed number of SQL statements, whatever it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

import spacetimeline as st
from spacetimeline.library import Database
from spacetimeline.queries.all import PLURALS


@pytest.fixture(scope="module")
def own(packs_url: str) -> Iterator[Database]:
    """A database of its own, so that nobody else's statements are counted."""
    with st.connect(packs_url) as db:
        yield db


@contextmanager
def counted(db: Database) -> Iterator[Callable[[], int]]:
    """Counts the statements of flat answers and of records alike."""
    seen: list[str] = []
    reader = db._opened.reader()
    engine = db._opened.engine()

    def remember(*args: Any) -> None:
        seen.append(args[2])

    if reader.dialect == "sqlite":  # elsewhere flat answers come through the engine too
        reader.on_statement = seen.append
    event.listen(engine, "before_cursor_execute", remember)
    try:
        yield lambda: len(seen)
    finally:
        reader.on_statement = None
        event.remove(engine, "before_cursor_execute", remember)


def cost(db: Database, ask: Callable[[], object]) -> int:
    with counted(db) as number:
        ask()
        return number()


@pytest.mark.parametrize("name", sorted(PLURALS))
def test_flat_answers_of_one_and_of_all_cost_the_same(own: Database, name: str) -> None:
    question = getattr(own, name)
    one = cost(own, lambda: question().limit(1).to_dicts())
    everything = cost(own, lambda: question().to_dicts())
    assert one == everything
    assert everything <= 1 + len(PLURALS[name].fields)


@pytest.mark.parametrize("name", sorted(PLURALS))
def test_records_of_one_and_of_all_cost_the_same(own: Database, name: str) -> None:
    question = getattr(own, name)
    one = cost(own, lambda: list(question().limit(1)))
    everything = cost(own, lambda: list(question()))
    assert abs(everything - one) <= 1  # a relation that the one row lacks is not fetched
    assert everything <= 6


def test_walking_a_relation_costs_one_statement_for_all_records(own: Database) -> None:
    launches = list(own.launches())

    def walk() -> None:
        for launch in launches:
            if launch.pad is not None:
                _ = launch.pad.site.name

    assert cost(own, walk) <= 4


def test_presence_and_timeline_cost_the_same_whoever_is_there(own: Database) -> None:
    few = cost(own, lambda: list(own.in_space("1991-10-05T12:00Z")))
    many = cost(own, lambda: list(own.in_space("2015-09-05T12:00Z")))
    assert few == many
    assert cost(own, lambda: list(own.timeline(country="KZ"))) <= 10
