"""The same questions, the same answers, in the same order: on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from question_list import QUESTIONS, ask, asked
from servers import Server

import spacetimeline as st
from spacetimeline.library import Database
from spacetimeline.queries.all import PLURALS
from spacetimeline.queries.all import QUESTIONS as SUBJECTS

# What is answered with nothing, and rightly so.
NOTHING = {
    "audit()", 'search("xyzzy")', 'in_space("1960")', 'launches(status="planned")',
    "stays(ongoing=True)",
}  # fmt: skip
Pair = tuple[Database, Database]


@pytest.fixture(scope="session")
def pair(packs_file: Path, postgresql: Server, packs_template: str) -> Iterator[Pair]:
    """The found packs in both, only to be read."""
    name = postgresql.new(packs_template)
    with st.connect(packs_file) as file, st.connect(postgresql.url(name)) as server:
        yield file, server
    postgresql.drop(name)


@pytest.fixture(scope="session")
def imported(
    packs_file: Path,
    postgresql: Server,
    packs_template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Pair]:
    """The same after a whole catalogue was imported into both."""
    reference = os.environ.get("SPACETIMELINE_REFERENCE")
    if reference is None or not (Path(reference) / "gcat").is_dir():
        pytest.skip("SPACETIMELINE_REFERENCE names no folder of catalogues")
    path: Path = tmp_path_factory.mktemp("imported") / "imported.db"
    shutil.copy(packs_file, path)
    name = postgresql.new(packs_template)
    with st.connect(path) as file, st.connect(postgresql.url(name)) as server:
        reports = [
            db.import_catalog("gcat", Path(reference) / "gcat", on_error="report")
            for db in (file, server)
        ]
        assert str(reports[0]) == str(reports[1])
        yield file, server
    postgresql.drop(name)


@pytest.mark.stress
def test_a_catalogue_that_was_imported_answers_the_same_on_both(imported: Pair) -> None:
    assert imported[0].launches().count() > 6_000
    different = [
        question for question in QUESTIONS if len({repr(ask(db, question)) for db in imported}) != 1
    ]
    assert different == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_the_same_on_both(pair: Pair, question: str) -> None:
    here, there = (ask(db, question) for db in pair)
    assert here == there


def test_there_are_enough_questions_and_they_ask_for_all_there_is() -> None:
    assert len(set(QUESTIONS)) == len(QUESTIONS) >= 60
    asked = {question.partition("(")[0] for question in QUESTIONS}
    assert {*SUBJECTS, "statistics", "search", "get"} <= asked


def test_the_questions_have_answers(pair: Pair) -> None:
    """Two empty answers, or two errors, would be equal too."""
    empty, wrong = [], []
    for question in QUESTIONS:
        try:
            answer = asked(pair[0], question)
            if hasattr(answer, "to_dicts") and not answer:
                empty.append(question)
        except st.Ambiguous:
            pass
        except st.SpacetimelineError:
            wrong.append(question)
    assert set(empty) <= NOTHING, empty
    assert len(wrong) <= 6, wrong


@pytest.mark.parametrize("name", sorted(SUBJECTS))
def test_every_filter_narrows_alike(pair: Pair, name: str) -> None:
    """Each filter of each question, with the value of its own example."""
    told = {
        "in_space": {"at": "1991-10-05T12:00Z"},
        "aboard": {"station": "Mir", "at": "1991-10-05T12:00Z"},
    }.get(name, {})
    for one in getattr(SUBJECTS[name], "filters", {}).values():
        filters: dict[str, Any] = {**told, one.keyword: eval(one.example)}  # written by us
        answers = []
        for db in pair:
            try:
                answers.append(db._ask(name, **filters).to_dicts())
            except st.NotFound as error:  # no vehicle begins with KazSat
                answers.append(str(error))
        assert answers[0] == answers[1], filters


@pytest.mark.parametrize("name", sorted(PLURALS))
def test_every_field_orders_alike(pair: Pair, name: str) -> None:
    """Capitals, accents, Cyrillic, None and equals: no collation of a server shows."""
    subject = PLURALS[name]
    key = [field for field in subject.fields if field.name == "key"]
    for field in subject.sorts("sqlite"):
        for order in (field, f"-{field}"):
            found = []
            for db in pair:
                query = getattr(db, name)().order_by(order)
                sql, values = subject.sql(db._asker.lookup(), query._stages, key)
                found.append([row[-1] for row in db._opened.reader().rows(sql, values)])
            assert found[0] == found[1], order
            assert len(set(found[0])) > 1 or getattr(pair[0], name)().count() == 1, order


def test_the_sql_view_is_the_same_on_both(pair: Pair) -> None:
    """For any SQL tool: text, numbers and all, in time order."""
    statement = "SELECT * FROM timeline ORDER BY start, record_kind, record_key, kind, title"
    here, there = (db._opened.reader().rows(statement) for db in pair)
    assert len(here) > 1000
    assert here == there


def test_info_is_the_same_but_for_the_place(pair: Pair) -> None:
    here, there = ({**db.info(), "where": "", "path": ""} for db in pair)
    assert here == there
