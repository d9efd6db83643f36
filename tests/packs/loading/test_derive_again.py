"""The shipped packs: what is derived from them, and that deriving again changes nothing."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from spacetimeline.database.engine import close_engine, make_engine, writing
from spacetimeline.database.target import target_of
from spacetimeline.packs.derive import DERIVED, clear, derive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine


@pytest.fixture(scope="module")
def shipped(packs_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with the packs of this checkout."""
    path = tmp_path_factory.mktemp("shipped") / "shipped.db"
    shutil.copy(packs_file, path)
    engine = make_engine(target_of(str(path)))
    yield engine
    close_engine(engine)


def rows(engine: Engine, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement, values)]


def test_deriving_again_changes_nothing(shipped: Engine) -> None:
    tables = [*DERIVED, "record", "name", "citation", "person"]

    def everything() -> dict[str, list[tuple[Any, ...]]]:
        # A stay's name is written again, under another number.
        return {
            table: sorted(
                (
                    row[1:] if table == "name" else row
                    for row in rows(shipped, f'SELECT * FROM "{table}"')
                ),
                key=repr,
            )
            for table in tables
        }

    before = everything()
    assert all(before[table] for table in DERIVED)
    with writing(shipped) as connection:
        derive(connection)
    assert everything() == before
    with writing(shipped) as connection:
        clear(connection)
        for table in set(DERIVED) - {"word_trigram"}:
            count = connection.exec_driver_sql(f'SELECT COUNT(*) FROM "{table}"').scalar()
            assert count == 0
        derive(connection)
    assert everything() == before


def test_trigrams_are_those_of_the_words(packs_file: Path, tmp_path: Path) -> None:
    """Also after names went and came: worked out here once more, by hand."""
    engine = make_engine(target_of(str(shutil.copy(packs_file, tmp_path / "own.db"))))
    before = {word for (word,) in rows(engine, "SELECT DISTINCT word FROM name_word")}
    with writing(engine) as connection:
        connection.exec_driver_sql("DELETE FROM name WHERE text LIKE 'K%'")
        connection.exec_driver_sql("DELETE FROM name_form WHERE folded LIKE 'k%'")
        connection.exec_driver_sql(
            "INSERT INTO name (record_id, position, text, kind, word_key) "
            "SELECT id, 900, 'Xyzzyqueville', 'alias', ' xyzzyqueville ' FROM launch LIMIT 1"
        )
        derive(connection)
    words = {word for (word,) in rows(engine, "SELECT DISTINCT word FROM name_word")}
    assert words - before == {"xyzzyqueville"}
    assert before - words
    expected = {
        (f" {word} "[place : place + 3], word)
        for word in words
        if len(word) > 2 and word >= "a"
        for place in range(len(word))
    }
    assert set(rows(engine, "SELECT trigram, word FROM word_trigram")) == expected
    close_engine(engine)


STAYS = """
SELECT u.name, d.name, s.start_start, s.end_start, k.key FROM stay s
JOIN person p ON p.id = s.person_id JOIN flight u ON u.id = s.flight_up_id
JOIN flight d ON d.id = s.flight_down_id JOIN country k ON k.id = s.represented_id
WHERE p.key = ? ORDER BY s.start_start
"""


def lasted(stay: tuple[Any, ...]) -> timedelta:
    return datetime.fromisoformat(stay[3]) - datetime.fromisoformat(stay[2])


def test_the_cosmonauts_of_kazakhstan(shipped: Engine) -> None:
    minute = timedelta(minutes=1)
    (aimbetov,) = rows(shipped, STAYS, "aidyn-aimbetov")
    assert (aimbetov[0], aimbetov[1], aimbetov[4]) == ("Soyuz TMA-18M", "Soyuz TMA-16M", "KZ")
    assert abs(lasted(aimbetov) - timedelta(days=9, hours=20, minutes=14)) <= minute
    (aubakirov,) = rows(shipped, STAYS, "toktar-aubakirov")
    assert (aubakirov[0], aubakirov[1], aubakirov[4]) == ("Soyuz TM-13", "Soyuz TM-12", "SU")
    assert abs(lasted(aubakirov) - timedelta(days=7, hours=22, minutes=12)) <= minute
    musabayev = rows(shipped, STAYS, "talgat-musabayev")
    assert [stay[:2] for stay in musabayev] == [
        ("Soyuz TM-19", "Soyuz TM-19"),
        ("Soyuz TM-27", "Soyuz TM-27"),
        ("Soyuz TM-32", "Soyuz TM-31"),
    ]
    total = sum(map(lasted, musabayev), timedelta())
    assert abs(total - timedelta(days=341.4)) < timedelta(days=0.05)


def test_nobody_is_in_two_places_and_time_aboard_lies_within_the_stay(shipped: Engine) -> None:
    overlapping = rows(
        shipped,
        "SELECT a.key, b.key FROM stay a JOIN stay b ON b.person_id = a.person_id AND b.id <> a.id "
        "WHERE b.start_start >= a.start_start AND (a.end_start IS NULL OR b.start_start < a.end_start)",
    )
    assert overlapping == []
    outside = rows(
        shipped,
        "SELECT s.key FROM aboard a JOIN stay s ON s.id = a.stay_id WHERE a.start_end <= s.start_start "
        "OR a.start_start >= s.end_end OR a.end_start >= s.end_end OR a.end_end < a.start_start",
    )
    assert outside == []


def test_every_record_is_whole(shipped: Engine, tmp_path: Path) -> None:
    """A row in its own table, a usual name, and sources, whatever its kind."""
    for kind, count in rows(shipped, "SELECT kind, COUNT(*) FROM record GROUP BY kind"):
        own = rows(
            shipped,
            f'SELECT COUNT(*) FROM "{kind}" t JOIN record r ON r.id = t.id AND r.key = t.key '
            "AND r.name = t.name AND r.kind = ?",
            kind,
        )
        assert own == [(count,)], kind
    assert (
        rows(
            shipped,
            "SELECT r.key FROM record r LEFT JOIN name n ON n.record_id = r.id AND n.position = 0 "
            "AND n.text = r.name WHERE n.id IS NULL",
        )
        == []
    )
    assert (
        rows(
            shipped,
            "SELECT r.kind, r.key FROM record r WHERE r.kind <> 'source' AND NOT EXISTS "
            "(SELECT 1 FROM citation c WHERE c.record_id = r.id)",
        )
        == []
    )


def test_titles_are_one_legible_line(shipped: Engine) -> None:
    titles = [title for (title,) in rows(shipped, "SELECT title FROM entry WHERE kind NOT IN "
        "('agreement', 'declaration', 'talks', 'statement', 'request', 'plan', 'milestone', 'failure', 'visit')")]  # fmt: skip
    assert all(title == title.strip() and "\n" not in title for title in titles)
    # A shuttle's crew of seven may be longer.
    assert sum(len(title) > 60 for title in titles) < len(titles) / 10
    assert max(map(len, titles)) < 100
