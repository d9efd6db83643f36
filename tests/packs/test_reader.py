"""YAML in: values as they are written, and every refusal with its line."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from spacetimeline.packs import limits, reader
from spacetimeline.packs.reader import read, read_text
from spacetimeline.paths import fixtures

Write = Callable[..., Path]


def content(text: str) -> dict[str, object]:
    document, problems = read_text(text, "x.yaml")
    assert problems == []
    return document.content


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),  # Norway
        ("1957-10-04", "1957-10-04"),
        ("1957-10", "1957-10"),
        ("12:30:45", "12:30:45"),
        ("0123", "0123"),
        ("53E10", "53E10"),  # a rocket's serial
        ("1.10", "1.10"),
        ("29230", "29230"),
        ("yes", "yes"),
        ("2006-06-17T22:44:05Z", "2006-06-17T22:44:05Z"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ('"true"', "true"),
        ("'null'", "null"),
        ("Байқоңыр", "Байқоңыр"),
        ("[a, b]", ["a", "b"]),
        ("{a: b}", {"a": "b"}),
        ("|\n  two\n  lines\n", "two\nlines\n"),
    ],
)
def test_scalars_stay_what_is_written(written: str, value: object) -> None:
    assert content(f"x: {written}") == {"x": value}


def test_keys_are_text() -> None:
    assert content("{NO: a, 1969: b, true: c, null: d}") == {
        "NO": "a", "1969": "b", "true": "c", "null": "d",
    }  # fmt: skip


REFUSED = [
    # text, line, field, message, hint
    ("a: 1\nb: &x 2\n", 2, "b", "anchors (`&x`) are not read", "write the value"),
    ("a: {b: 1}\nc: [*x]\n", 2, "c[0]", "aliases (`*x`) are not read", "write the value itself"),
    ("a: &x 1\nc: *x\n", 2, "c", "aliases (`*x`) are not read", "write the value itself"),
    ("a: !!python/object:os.system 1\n", 1, "a", "tags (`tag:yaml.org,2002:python/object:os.system`)", "leave the tag out"),
    ("a: !foo {b: c}\n", 1, "a", "tags (`!foo`) are not read", "leave the tag out"),
    ("l:\n  x:\n    n: 1\n    n: 2\n", 4, "n", "'n' is given twice", "keep one of the two"),
    ("a: 1\na: 2\n", 2, "", "'a' is given twice", "keep one of the two"),
    ("a: [1\nb: 2\n", 2, "", "this is not YAML", "check indentation"),
    ("a: 1\n b: 2\n", 2, "", "this is not YAML: mapping values are not allowed", "check indentation"),
    ("a: 1\n---\nb: 2\n", 2, "", "a second document begins here", "one file is one document"),
    ("? [a, b]\n: c\n", 1, "", "a key is a word", "write `key: value`"),
    ("- a\n- b\n", 0, "", "a pack's file is a mapping of sections, not a list", "`launches:`"),
    ("just text\n", 0, "", "not text", "begin with a section's name"),
    ("", 0, "", "the file is empty", "write a section"),
    ("# nothing\n", 0, "", "the file is empty", "write a section"),
    ('a: "x\\0y"\n', 1, "a", "the character U+0000 is not text", "remove it"),
    ('a:\n- "\\e[31mred"\n', 2, "[0]", "the character U+001B is not text", "remove it"),
    ("a: \x07\n", 1, "", "the character U+0007 is not text", "remove it"),
    ("a: 'it\n", 2, "", "this is not YAML: found unexpected end of stream", "quotes"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "field", "message", "hint"), REFUSED)
def test_refused(text: str, line: int, field: str, message: str, hint: str) -> None:
    _, problems = read_text(text, "x.yaml")
    assert len(problems) >= 1, problems
    told = [each for each in problems if message in each.message]
    assert told, problems
    assert told[0].line == line
    assert hint in told[0].hint
    if field:
        assert ".".join(each for each in (told[0].record, told[0].field) if each).endswith(field)
    assert told[0].file == "x.yaml"


def test_the_same_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_Loader", reader._PurePython)
    assert content("{a: 1966-09?, b: [1970s?], c?: {d: x?}}") == {
        "a": "1966-09?",
        "b": ["1970s?"],
        "c?": {"d": "x?"},
    }
    test_scalars_stay_what_is_written("53E10", "53E10")
    for text, _, _, message, _ in REFUSED:
        _, problems = read_text(text, "x.yaml")
        # The two parsers word syntax differently.
        assert any(message.split(":")[0] in each.message for each in problems)


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="there is no libyaml here")
@pytest.mark.parametrize("path", sorted(Path(fixtures()).glob("kazakhstan/*.yaml")), ids=str)
def test_both_parsers_read_our_packs_alike(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    with_libyaml, _ = read(str(path))
    monkeypatch.setattr(reader, "_Loader", reader._PurePython)
    without, problems = read(str(path))
    assert problems == []
    assert without.content == with_libyaml.content


def test_a_lone_surrogate_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    for loader in (reader._Loader, reader._PurePython):  # libyaml refuses it, the other does not
        monkeypatch.setattr(reader, "_Loader", loader)
        _, problems = read_text('a: "\\ud800"\n', "x.yaml")
        assert len(problems) == 1
        assert problems[0].line == 1


def test_too_deep() -> None:
    _, problems = read_text("a: " + "[" * 100_000, "x.yaml")
    assert f"nested more than {limits.MAX_DEPTH} deep" in problems[0].message
    _, problems = read_text("- " * 50_000, "x.yaml")
    assert problems


def test_a_text_too_long() -> None:
    document, problems = read_text(f"a:\n  b: {'x' * (limits.MAX_SCALAR + 1)}\n", "x.yaml")
    assert [(each.line, each.record, each.message) for each in problems] == [
        (2, "a.b", "this text has 20,001 characters")
    ]
    assert document.content == {"a": {"b": reader.BROKEN}}


def test_an_alias_bomb_is_cheap() -> None:
    text = 'a: &a ["x","x","x","x","x","x","x","x","x"]\n'
    for last, name in zip("abcdefgh", "bcdefghi", strict=True):
        text += f"{name}: &{name} [{','.join(['*' + last] * 9)}]\n"
    _, problems = read_text(text, "x.yaml")
    assert len(problems) == 9 + 8 * 9


def test_a_file_that_breaks_off_keeps_what_came_before() -> None:
    document, problems = read_text("launches:\n  a: {name: A}\n  b: {name: B\n", "x.yaml")
    assert document.content == {"launches": {"a": {"name": "A"}}}
    assert "b" in document.unread
    assert len(problems) == 1


def test_lines_of_everything() -> None:
    text = "flights:\n  a:\n    crew:\n      - {person: x}\n      - person: y\n        role: z\n    name: >\n      folded\nclaims:\n- about: a\n"
    document, _ = read_text(text, "x.yaml")
    for path, line in [
        (("flights",), 1),
        (("flights", "a"), 2),
        (("flights", "a", "crew"), 3),
        (("flights", "a", "crew", 0, "person"), 4),
        (("flights", "a", "crew", 1), 5),
        (("flights", "a", "crew", 1, "role"), 6),
        (("flights", "a", "name"), 7),
        (("flights", "a", "not there"), 2),
        (("claims", 0), 10),
        ((), 1),
    ]:
        assert document.line(path) == line, path


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"a: caf\xe9\n", 1, "this is not UTF-8"),
        (b"a: 1\nb: \xed\xa0\x80\n", 2, "this is not UTF-8"),  # a surrogate in bytes
        ("a: 1\n".encode("utf-16"), 1, "this is not UTF-8"),
        (b"a: 1\nb: x\0y\n", 2, "the character U+0000 is not text"),
    ],
)
def test_bytes_that_are_no_text(tmp_path: Path, data: bytes, line: int, message: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    _, problems = read(str(path))
    assert [(each.line, each.message) for each in problems] == [(line, message)]
    assert problems[0].hint


def test_a_byte_order_mark_is_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    document, problems = read(str(path))
    assert problems == []
    assert document.content == {"a": "1"}


def test_a_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 1024 * 1024)
    path = tmp_path / "x.yaml"
    path.write_text("a: b\n" * 300_000)
    _, problems = read(str(path))
    assert "larger than 1 MB" in problems[0].message


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    os.mkfifo(path)
    _, problems = read(str(path))
    assert problems[0].message == "this is no file"


def test_a_path_that_is_none() -> None:
    _, problems = read("/no/such/file.yaml")
    assert problems[0].message == "the file cannot be read: No such file or directory"
    _, problems = read("/no\0such")
    assert "cannot be read" in problems[0].message
