"""Generated bad input: whatever comes, an answer or an error of ours, and nothing else."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import spacetimeline as st
from spacetimeline import paths
from spacetimeline.dates import VagueDate
from spacetimeline.library import Database
from spacetimeline.names import fold
from spacetimeline.packs import found
from spacetimeline.packs.examine import examine
from spacetimeline.packs.pack import pack_from_texts
from spacetimeline.packs.reader import read_text

STRESS = 200_000

DATES = [
    "2006-06-17T22:44:05Z", "2008-06?", "1970s", "2024-11-27/2024-11-28", "2006 Jun 17 2244:05",
    "1961 Aug 17?", "2016 Q2", "21C", "17 June 2006", "March 2026?", "1957-10-04", "1957H1",
    "2006-W24", "-", "19xx", "1991~", "2000%", "+05:00", "Z", "/", "..", "BC",
]  # fmt: skip
NAMES = [
    "Soyuz TMA-18M",
    "Аимбетов",
    "Aïmbetov",
    "2006-022A",
    "29230",
    "launch:2015-043",
    "S.",
    "-",
]
YAML = [
    "launches:", "  2001-001: {", "name: X", "date: 2001", "sources: [b]", "}", "[", "]", "- ", "? ",
    ": ", "&a ", "*a", "!!python/object/apply:os.system", "<<: ", "|\n", ">\n", "'", '"', "---\n",
    "...", "#", "\t", "overrides:", "people:", "claims:", "\n", "  ", "{", "}", ",", "%YAML 9\n", "!<x>",
]  # fmt: skip
ODD = [
    "\0",
    "\ud800",
    "\udfff",
    "\u202e",
    "\ufeff",
    "\u2028",
    "\u0301",
    "🚀",
    "ﷺ",
    "\x1b",
    "\x85",
    "İ",
]


def spoilt(luck: random.Random, pieces: list[str]) -> str:
    """A few pieces of good input, cut, doubled, and mixed with odd characters."""
    text = "".join(luck.choice(pieces) for _ in range(luck.randint(1, 6)))
    for _ in range(luck.randint(0, 4)):
        at = luck.randint(0, len(text))
        way = luck.random()
        if way < 0.4:
            text = text[:at] + luck.choice(ODD + list(string.printable)) + text[at:]
        elif way < 0.7:
            text = text[:at] + text[at + luck.randint(1, 4) :]
        else:
            text = text[:at] + text[max(at - luck.randint(1, 5), 0) :]
    return text


def read_date(text: str) -> None:
    date = VagueDate.parse(text)
    assert VagueDate.parse(str(date)) == date


def read_pack(text: str) -> None:
    for problem in read_text(text, "x.yaml")[1]:
        assert problem.message
    for problem in examine([pack_from_texts("x", "", {"pack.yaml": text})]).problems.sorted():
        assert problem.message


def asking(db: Database) -> dict[str, Callable[[str], object]]:
    return {
        "get": db.get,
        "vehicle": lambda text: db.launches(vehicle=text).count(),
        "name": lambda text: db.satellites(name=text).count(),
        "since": lambda text: db.launches(since=text).limit(1).count(),
        "at": lambda text: db.in_space(text).count(),
    }


def all_parsers(db: Database) -> dict[str, tuple[Callable[[str], object], list[str]]]:
    return {
        "dates": (read_date, DATES),
        "names": (fold, NAMES),
        "packs": (read_pack, YAML),
        **{name: (ask, DATES + NAMES) for name, ask in asking(db).items()},
    }


# How often each is given one of the inputs: a question costs a hundred times what a date costs.
SHARES = {
    "dates": 120,
    "names": 60,
    "packs": 8,
    "get": 1,
    "vehicle": 1,
    "name": 1,
    "since": 1,
    "at": 1,
}


@pytest.mark.parametrize("count", [500, pytest.param(STRESS, marks=pytest.mark.stress)])
def test_generated_inputs_raise_nothing_foreign(
    embedded: Database, count: int, tell: Callable[[str], None]
) -> None:
    luck = random.Random(20261122)
    parsers = all_parsers(embedded)
    refused = 0
    made: dict[str, int] = dict.fromkeys(SHARES, 0)
    for _ in range(count):
        (name,) = luck.choices(list(SHARES), list(SHARES.values()))
        parse, pieces = parsers[name]
        text = spoilt(luck, pieces)
        made[name] += 1
        try:
            parse(text)
        except st.SpacetimelineError:
            refused += 1
        except BaseException as error:
            error.add_note(f"{name}: {text!r}")
            raise
    tell(f"{count:,} bad inputs, {refused:,} refused, none foreign: {made}")


anything = some.text(alphabet=some.characters(codec=None), max_size=80)


@settings(max_examples=100, deadline=None)
@given(anything | some.sampled_from(DATES).flatmap(lambda date: anything.map(date.__add__)))
def test_any_text_as_a_date(text: str) -> None:
    try:
        read_date(text)
    except st.InvalidDate as error:
        assert str(error)


@settings(max_examples=35, deadline=None)
@given(text=anything)
def test_any_text_as_a_name(text: str) -> None:
    from spacetimeline.library import default

    for ask in asking(default()).values():
        try:
            ask(text)
        except st.SpacetimelineError as error:
            assert str(error)


@settings(max_examples=100, deadline=None)
@given(some.lists(some.sampled_from(YAML) | anything, max_size=15).map("".join))
def test_any_text_as_a_pack(text: str) -> None:
    read_pack(text)


# ------------------------------------------------------------------ files of packs


GOOD = ["~root", "\u202e", "{}", "%s"]
"""Odd, but they go nowhere."""


NAMES_OF_PACKS = [
    "../../etc/passwd", "..", ".", "/etc/passwd", "a/b", "a\\b", "\0", "C:x", "~root", "x" * 5_000,
    "'; DROP TABLE pack; --", "<script>", "\u202e", " ", "-rf", "$(id)", "{}", "%s",
]  # fmt: skip


def test_a_pack_cannot_be_called_like_a_path(embedded: Database, tmp_path: Path) -> None:
    wrong = []
    for number, name in enumerate(NAMES_OF_PACKS):
        path = tmp_path / f"{number}.yaml"
        quoted = '"' + name.translate({92: "\\\\", 0: "\\0", 0x202E: "\\u202e"}) + '"'
        path.write_text(f"pack: {quoted}\nsources: {{n{number}: {{title: N}}}}\n")
        if name not in GOOD:
            wrong.append(str(path))
    # All at once: each check reads the packs that ship, which takes most of its time.
    assert {problem.file for problem in embedded.check(tmp_path)} == set(wrong)


def test_a_file_with_an_odd_name_is_told(embedded: Database, tmp_path: Path) -> None:
    odd = [name for name in NAMES_OF_PACKS if name not in (".", "..")]
    paths = [one for name in odd for one in (name, f"{tmp_path}/{name}"[:4_000])]
    for problem in embedded.check(*paths):
        assert len(str(problem)) < 10_000


@pytest.mark.parametrize("name", NAMES_OF_PACKS)
def test_no_pack_is_unloaded_by_a_path(embedded: Database, name: str) -> None:
    with pytest.raises(st.SpacetimelineError):
        embedded.unload(name)


BOMBS = {
    "aliases that explode": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12)
    ),
    "an alias to itself": "a: &a [*a]\n",
    "merge keys": "a: &a {x: 1}\nb: {<<: *a, <<: *a}\n",
    "an object of Python": "!!python/object/apply:os.system ['echo hacked']\n",
    "a deep nest": "a: " + "[" * 100_000,
    "deep flow maps": "a: " + "{b: " * 50_000,
    "a huge scalar": "launches: {x: {name: '" + "n" * 5_000_000 + "'}}",
    "a huge key": "k" * 5_000_000 + ": 1",
    "keys without end": "".join(f"k{n}: 1\n" for n in range(50_000)),
    "documents without end": "---\n" * 200_000,
    "half a character": 'launches: {x: {name: "\\ud800"}}',
    "a NUL": 'launches: {x: {name: "a\\0b"}}',
}


NO_TEXT = [b"\xff\xfe\x00a", b"\xef\xbb\xbf\xff", b"\x80abc", b"\0" * 100, b"PK\x03\x04" * 10]


def test_bombs_and_what_is_no_text_are_told(embedded: Database, tmp_path: Path) -> None:
    contents = {**{name: bomb.encode() for name, bomb in BOMBS.items()},
                **{f"no text {number}": content for number, content in enumerate(NO_TEXT)}}  # fmt: skip
    for name, content in contents.items():
        (tmp_path / f"{name}.yaml").write_bytes(content)
    paths = {name: tmp_path / f"{name}.yaml" for name in contents}
    endless = paths.pop("keys without end")  # more problems than are told at once
    # All others at once: each check reads the packs that ship, which takes most of its time.
    problems = embedded.check(*paths.values())
    assert {problem.file for problem in problems} == set(map(str, paths.values()))
    problems += embedded.check(endless)
    assert {problem.file for problem in problems} > set(map(str, paths.values()))
    assert all(problem.message for problem in problems)


def test_what_is_too_long_for_a_server_is_told_in_our_words(
    new_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its indexes hold 2,704 bytes; a file holds all that a pack may say."""
    text = "".join(random.Random(3).choices(string.ascii_lowercase + "жщ", k=15_000))
    # A small world: what ships takes longer to load than this is worth.
    small = tmp_path / "packs"
    small.mkdir()
    (small / "small.yaml").write_text("title: Small\nsources: {book: {title: A book}}\n")
    for module in (paths, found):
        monkeypatch.setattr(module, "fixtures", lambda: str(small))
    monkeypatch.setenv("SPACETIMELINE_CACHE", str(tmp_path / "cache"))
    with st.connect(new_url) as db:
        for field, value in (("bus", text), ("names", f"[{text}]")):
            path = tmp_path / f"{field}.yaml"
            path.write_text(
                f"pack: {field}\nsources: {{n-{field}: {{title: N}}}}\nspacecraft:\n"
                f"  {field}-1: {{name: X, kind: satellite, {field}: {value}, sources: [n-{field}]}}\n"
            )
            try:
                assert db.load(path).added == 2
            except st.DatabaseError as error:
                assert "too long to be kept on a server" in str(error)
                assert new_url.startswith("postgresql")
                assert field not in [pack["name"] for pack in db.info()["packs"]]
