"""What a user names as a database."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from spacetimeline.database.reader import SqliteReader
from spacetimeline.database.target import MEMORY, check_file, target_of, without_password
from spacetimeline.errors import DatabaseError

# What is typed, what it is called afterwards; {here} is the working folder.
READ = [
    ("my.db", "{here}/my.db"),  # a path, absolute at once
    (Path("data") / "my.db", "{here}/data/my.db"),
    ("sqlite:///my.db", "{here}/my.db"),  # three slashes: relative
    ("sqlite:////tmp/my.db", "/tmp/my.db"),  # four: absolute
    ("sqlite+pysqlite:////tmp/my.db", "/tmp/my.db"),
    (":memory:", "the database in memory"),
    ("sqlite://", "the database in memory"),
    ("sqlite:///:memory:", "the database in memory"),
    ("postgresql://example.org/space", "postgresql+psycopg://example.org/space"),
    ("postgres://example.org/space", "postgresql+psycopg://example.org/space"),
    ("postgresql+psycopg://a:b@c/d", "postgresql+psycopg://a:***@c/d"),  # no password is shown
    ("postgresql://a:b:@@c/d", "postgresql+psycopg://a:***@c/d"),
    (None, "the embedded database"),
]

REFUSED = [
    ("mysql://example.org/space", "give a path"),
    ("https://example.org/my.db", "give a path"),
    ("postgresql+psycopg2://a:secret@c/d", "psycopg 3"),
    ("postgresql+asyncpg://c/d", "postgresql+psycopg://c/d"),
    ("sqlite://my.db", "three slashes"),
    ("sqlite:///my.db?mode=ro", "read_only=True"),
    ("file:my.db", "without file:"),
    ("", "no path"),
    ("a\0b", "no path"),
    (7, "no database"),
    (b"\0", "no path"),
]


@pytest.mark.parametrize(("given", "called"), READ)
def test_what_is_read(
    given: str | Path | None, called: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SPACETIMELINE_URL", raising=False)
    assert str(target_of(given)) == called.format(here=os.getcwd())


@pytest.mark.parametrize(("given", "said"), REFUSED)
def test_what_is_refused_says_what_to_type(given: object, said: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        target_of(given)  # type: ignore[arg-type]
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)


def test_the_variable_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPACETIMELINE_URL", "sqlite:////tmp/mine.db")
    assert target_of(None).path == "/tmp/mine.db"
    monkeypatch.setenv("SPACETIMELINE_URL", " ")
    assert target_of(None).embedded


def test_home_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    assert target_of("~/my.db").path == "/home/ada/my.db"


def test_where_no_file_can_be(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="is a folder. Give the path of a file in it"):
        check_file(str(tmp_path))
    with pytest.raises(DatabaseError, match="folder .*/missing does not exist"):
        check_file(str(tmp_path / "missing" / "my.db"))
    with pytest.raises(DatabaseError, match="There is no database at .*my.db"):
        check_file(str(tmp_path / "my.db"), read_only=True)
    assert not check_file(str(tmp_path / "my.db"))


@pytest.mark.parametrize("name", ["a b.db", "a#b.db", "a%20b.db", "a?b.db", "é世.db", "a&b=c.db"])
def test_any_path_is_opened(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE t AS SELECT 1 AS one")
    made.close()
    for immutable in (True, False):
        reader = SqliteReader(str(path), immutable=immutable)
        assert reader.rows("SELECT one FROM t") == [(1,)]
        reader.close()
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_memory_is_told() -> None:
    assert target_of(MEMORY).in_memory
    assert target_of(MEMORY).to_type == MEMORY


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ada:hidden@host/db", "postgresql://ada:***@host/db"),
        ("postgresql://ada:hid?den@host/db", "postgresql://ada:***@host/db"),
        ("postgresql://ada:hid@den@host/db", "postgresql://ada:***@host/db"),
        ("postgresql://ada@/db?password=hidden", "postgresql://ada@/db?password=***"),
        ("postgresql:///db?password=hid@den&port=1", "postgresql:///db?password=***&port=1"),
        (
            "postgresql:///db?sslpassword=hid&password=den",
            "postgresql:///db?sslpassword=***&password=***",
        ),
    ],
)
def test_no_password_is_shown_wherever_it_stands(url: str, shown: str) -> None:
    assert without_password(url) == shown
