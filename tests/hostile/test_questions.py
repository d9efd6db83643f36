"""Whatever is typed into a filter: an answer, an empty answer, or an error of ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import spacetimeline as st
from spacetimeline.errors import MAX_MESSAGE
from spacetimeline.library import Database
from spacetimeline.queries.all import QUESTIONS

Steps = Callable[[Callable[[], object]], int]

SQL = [
    "'; DROP TABLE launch; --",
    '"; DROP TABLE launch; --',
    "1 OR 1=1",
    "x') OR 1=1 --",
    "' UNION SELECT key, name FROM record --",
    ":name",
    "%(name)s",
    "{any}",
    "%s ? $1 \\",
    "Robert'); DELETE FROM record;--",
]
ODD = [
    "",
    " ",
    "\0",
    "KazSat\0-1",
    "\ud800",
    "KazSat\udfff",
    "\u202eKazSat",  # right to left from here
    "\u200f\u2066x",
    "%",
    "_",
    "*",
    "\\",
    "🚀" * 50,
    "a\u0301" * 200,
    "-1",
    "1e999",
    "99999999999999999999",
    "9" * 5_000,
    "NaN",
    "-0",
    "0001-01-01",
    "10000-01-01",
    "-4713",
    "2006-02-31",
    "2006-06-17T25:61:61Z",
]
VALUES: list[Any] = [
    -1, 0, 10**30, -(10**30), 2**63, 1.5, float("nan"), float("inf"), True, b"bytes", b"\xff",
    object(), {"a": 1}, {}, [[]], [None], ["x", 3, None], (), set(), range(0), range(3), type, ...,
]  # fmt: skip
"""What no terminal can type, but Python can."""


LONGEST = MAX_MESSAGE + 100
FEW = 16
EACH = pytest.mark.parametrize(
    "share", [FEW, pytest.param(1, marks=pytest.mark.stress)], ids=["some", "all"]
)
"""An unknown name costs its suggestions, so usually each filter gets another part of the values."""


def told(name: str) -> dict[str, Any]:
    """What a question cannot do without."""
    return {
        "aboard": {"station": "Mir", "at": "1991-10-05T12:00Z"},
        "in_space": {"at": "1991-10-05T12:00Z"},
    }.get(name, {})


def ask(db: Database, name: str, keyword: str, value: Any) -> object:
    """Rows, or an error of ours; anything else fails the test."""
    filters = {**told(name), keyword: value}
    try:
        return getattr(db, name)(**filters).limit(3).to_dicts()
    except st.SpacetimelineError as error:
        assert len(str(error)) < LONGEST, f"{name}({keyword}={value!r:.60}) says too much"
        return error


def keywords(name: str) -> list[str]:
    return [one.keyword for one in getattr(QUESTIONS[name], "filters", {}).values()]


@EACH
@pytest.mark.parametrize("name", [name for name in sorted(QUESTIONS) if keywords(name)])
def test_sql_in_every_filter_is_a_name_that_nobody_has(db: Database, name: str, share: int) -> None:
    for place, keyword in enumerate(keywords(name)):
        for text in SQL if share == 1 else [SQL[place % len(SQL)]]:
            answer = ask(db, name, keyword, text)
            if answer != []:  # no conflict is about this
                assert isinstance(answer, (st.NotFound, st.InvalidDate)), (keyword, text, answer)
    # And nothing has happened.
    assert db.launches(payload="KazSat-1").count() == 1


@EACH
@pytest.mark.parametrize("name", [name for name in sorted(QUESTIONS) if keywords(name)])
def test_odd_values_in_every_filter(db: Database, name: str, share: int) -> None:
    for place, keyword in enumerate(keywords(name)):
        for value in [*ODD, *VALUES][place % share :: share]:
            ask(db, name, keyword, value)


@pytest.mark.parametrize("text", [*SQL, *ODD])
def test_odd_names_to_get_and_search(db: Database, text: str) -> None:
    for question in (
        lambda: db.get(text),
        lambda: db.get(text, kind=text),
        lambda: db.get(f"launch:{text}"),
        lambda: db.search(text).to_dicts(),
        lambda: db.search(text, kind=text).to_dicts(),
        lambda: db.sources(text).to_dicts(),
        lambda: db.conflicts(text).to_dicts(),
        lambda: db.statistics(by=text).to_dicts(),
        lambda: db.statistics(by="year", vehicle=text).to_dicts(),
        lambda: db.launches().order_by(text).limit(1).to_dicts(),
        lambda: db.launches(**{text: 1}).limit(1).to_dicts(),
        lambda: db.launches().where(**{text: text}).limit(1).to_dicts(),
    ):
        try:
            question()
        except st.SpacetimelineError as error:
            str(error).encode("utf-8", "backslashreplace")
            assert len(str(error)) < LONGEST


@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value)[:20])
def test_odd_things_to_get_and_search(db: Database, value: Any) -> None:
    for question in (
        lambda: db.get(value),
        lambda: db.search(value).to_dicts(),
        lambda: db.search("kazsat", limit=value).to_dicts(),
        lambda: db.get("KazSat-1", kind=value),
        lambda: db.launches().limit(value),
        lambda: db.launches()[value] if isinstance(value, int) else None,
        lambda: db.in_space(value).to_dicts(),
        lambda: db.aboard(value, "1991").to_dicts(),
        lambda: db.aboard("Mir", value).to_dicts(),
        lambda: db.statistics(by=value).to_dicts(),
        lambda: db.launches().order_by(value),
    ):
        try:
            question()
        except (st.SpacetimelineError, IndexError) as error:
            assert len(str(error)) < LONGEST


# ------------------------------------------------------------------ size and time


LONG = {
    "letters": "a",
    "words": "ab ",
    "dashes": "-",
    "digits": "1",
    "digits and dashes": "1-",
    "blanks": " ",
    "accents": "e\u0301",
    "ligatures": "\ufdfa",
    "Cyrillic": "ж",
    "question marks": "?",
    "slashes": "2006/",
    "quotes": "'",
    "brackets": "(",
}


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG.keys())
@pytest.mark.parametrize("keyword", ["vehicle", "name", "since", "serial", "outcome"])
def test_work_grows_no_faster_than_a_long_value(
    embedded: Database, steps: Steps, keyword: str, piece: str
) -> None:
    def work(size: int) -> int:
        text = (piece * size)[:size]
        return steps(lambda: ask(embedded, "launches", keyword, text))

    work(10)
    small, large = work(1_000), work(8_000)
    assert large < 9 * small + 10_000


@pytest.mark.parametrize("piece", ["a", "ab ", "1-", "ж"])
def test_a_name_of_ten_megabytes_is_answered(embedded: Database, piece: str) -> None:
    text = piece * (10_000_000 // len(piece.encode()))
    for question in (
        lambda: embedded.get(text),
        lambda: embedded.search(text).to_dicts(),
        lambda: embedded.launches(vehicle=text).to_dicts(),
        lambda: embedded.launches(name=text).to_dicts(),
        lambda: embedded.launches(since=text).to_dicts(),
        lambda: st.VagueDate.parse(text),
    ):
        try:
            question()
        except st.SpacetimelineError as error:
            assert len(str(error)) < LONGEST
