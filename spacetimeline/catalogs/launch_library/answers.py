"""JSON answers, object by object: only one object of a file is in memory at a time.

An answer is a list with its envelope (``results``), a bare list, or one object. Whatever is
wrong with a file is told by the number of the object, from 1.
"""

from __future__ import annotations

import codecs
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHUNK = 1 << 20
"""Bytes read at a time."""

MAX_OBJECT = 16 << 20
"""Characters; a longer object is refused. A detailed launch has some ten thousands."""

MAX_DIGITS = 18
"""Digits of a whole number; one with more is kept as text, and fits no field."""

CLIP = 60

_BLANK = " \t\r\n"


class Broken(ValueError):
    """A file cannot be read any further: why, and what stands there."""

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.text = text


@dataclass(slots=True, eq=False)
class Answers:
    """A file of answers that is being read.

    Attributes:
        path: of the file.
        ended: whether it was read to its end.
    """

    path: str
    ended: bool = True

    def rows(self, reject: Callable[[int, str, str], None]) -> Iterator[tuple[int, list[Any]]]:
        """The objects of the file, each with its number; a list of one, as rows have fields.

        Args:
            reject: takes the number, the reason and the beginning of what is no object.
        """
        number = 0
        self.ended = False
        with open(self.path, "rb") as file:
            reader = _Reader(file)
            try:
                for value, twice in reader.objects():
                    number += 1
                    if twice:
                        reject(number, f"the key {twice[0]!r} stands twice", "")
                    elif not isinstance(value, dict):
                        reject(number, "is no object { … }", _clip(value))
                    else:
                        yield number, [value]
            except Broken as error:
                reject(number + 1, error.reason, error.text)
                return
        self.ended = True


def first_of(path: str) -> Any:
    """The first object of a file, None where it is no such JSON.

    Raises:
        OSError: the file cannot be opened.
    """
    with open(path, "rb") as file:
        try:
            for value, _ in _Reader(file).objects():
                if isinstance(value, dict):
                    return value
        except Broken:
            return None
    return None


def is_empty_list(path: str) -> bool:
    """Whether a file is a list that has nothing in it: a page behind the last one."""
    if os.path.getsize(path) > CHUNK:
        return False
    with open(path, "rb") as file:
        try:
            return not list(_Reader(file).objects())
        except Broken:
            return False


class _Reader:
    """Takes JSON values out of a file one after the other."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._text = ""
        self._place = 0
        self._end = False
        self._read = 0
        self._characters = codecs.getincrementaldecoder("utf-8-sig")()
        self._twice: list[str] = []
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._pairs, parse_int=_int, parse_constant=str
        )

    def objects(self) -> Iterator[tuple[Any, list[str]]]:
        """The objects, each with the keys that stand twice in it."""
        start = self._peek()
        if start == "[":
            yield from self._list()
        elif start == "{":
            yield from self._envelope()
        else:
            raise Broken("is no JSON: it begins neither with { nor with [", self._shown())
        if self._peek():
            raise Broken("there is more behind the end of the answer", self._shown())

    def _list(self) -> Iterator[tuple[Any, list[str]]]:
        self._place += 1
        if self._peek() == "]":
            self._place += 1
            return
        while True:
            yield self._value()
            mark = self._peek()
            self._place += 1
            if mark == "]":
                return
            if mark != ",":
                self._place -= 1
                raise Broken(self._lacks("a comma or ] after an object"), self._shown())
            self._drop()

    def _envelope(self) -> Iterator[tuple[Any, list[str]]]:
        """A list's envelope, or one object: which of them, its keys tell."""
        self._place += 1
        whole: dict[str, Any] = {}
        repeated: list[str] = []
        listed = False
        mark = self._peek()
        while mark != "}":
            key, _ = self._value()
            if not isinstance(key, str) or self._peek() != ":":
                raise Broken(self._lacks("a key and a colon"), self._shown())
            self._place += 1
            if key == "results" and self._peek() == "[":
                listed = True
                yield from self._list()
            else:
                value, twice = self._value()
                repeated += twice
                if key in whole:
                    repeated.append(key)
                whole[key] = value
            mark = self._peek()
            if mark == ",":
                self._place += 1
                mark = '"' if self._peek() == '"' else ""
            if mark not in {"}", '"'}:
                raise Broken(self._lacks("a comma or }"), self._shown())
            self._drop()
        self._place += 1
        if not listed:
            yield whole, repeated

    # ------------------------------------------------------------ values

    def _value(self) -> tuple[Any, list[str]]:
        """The value that comes next, and the keys that stand twice in it."""
        self._peek()
        while True:
            self._twice = []
            try:
                value, end = self._decoder.raw_decode(self._text, self._place)
            except json.JSONDecodeError as error:
                if self._end:
                    if error.pos >= len(self._text.rstrip()) or "Unterminated" in error.msg:
                        raise Broken("the file ends in the middle of this object") from None
                    raise Broken(f"is no JSON: {error.msg}", self._shown(error.pos)) from None
                if len(self._text) - self._place > MAX_OBJECT:
                    reason = f"no object ends within {MAX_OBJECT:,} characters ({error.msg})"
                    raise Broken(reason, self._shown()) from None
                self._more()
                continue
            except RecursionError:
                raise Broken("is nested too deeply to be an answer", self._shown()) from None
            if end == len(self._text) and not self._end:
                self._more()  # 12 may go on as 123
                continue
            self._place = end
            return value, self._twice

    def _pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            seen: set[str] = set()
            self._twice += [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
        return found

    # ------------------------------------------------------------ characters

    def _peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            while self._place < len(self._text) and self._text[self._place] in _BLANK:
                self._place += 1
            if self._place < len(self._text):
                return self._text[self._place]
            if self._end:
                return ""
            self._drop()
            self._more()

    def _drop(self) -> None:
        """Forget what was read already."""
        if self._place > CHUNK // 2:
            self._text, self._place = self._text[self._place :], 0

    def _more(self) -> None:
        # An object that goes on needs twice as much each time: else it is begun anew too often.
        data = self._file.read(max(CHUNK, len(self._text) - self._place))
        self._end = not data
        try:
            more = self._characters.decode(data, final=self._end)
        except UnicodeDecodeError as error:
            place = self._read + error.start + 1
            bad = error.object[error.start]
            reason = f"byte {place:,} (0x{bad:02x}) is no UTF-8; save the file as UTF-8"
            raise Broken(reason) from None
        self._read += len(data)
        self._text = self._text[self._place :] + more
        self._place = 0

    def _lacks(self, what: str) -> str:
        if not self._peek():
            return "the file ends in the middle of this answer"
        return f"is no JSON: {what} is missing"

    def _shown(self, place: int | None = None) -> str:
        place = self._place if place is None else place
        return self._text[place : place + CLIP]


def _int(text: str) -> int | str:
    return int(text) if len(text) <= MAX_DIGITS else text


def _clip(value: object) -> str:
    return str(value)[:CLIP]
