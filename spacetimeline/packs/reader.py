"""YAML in: one file's text turned into plain values that know their lines.

Packs are facts, not programs, so only the plain part of YAML is read: mappings,
lists and text. Anchors, aliases, tags and twice-given keys are problems, each
with its line; so is what is not UTF-8, too big or too deep (see `limits`). No
exception of the YAML library leaves this module.

Scalars are not guessed at: beside null, true and false every scalar stays the
text that was written, and becomes a number or a date where the schema asks for
one. So ``NO`` is a country, ``1957-10-04`` a date as precise as it says, and the
serial ``53E10`` or the version ``1.10`` stay what they are.

The values are built from the parser's events with our own stack, not by
PyYAML's constructors: it is twice as fast, it cannot overflow, and lines cost
nothing until something is wrong (`Document.line` reads the file's text again).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from spacetimeline.errors import FixtureProblem
from spacetimeline.packs import limits
from spacetimeline.packs.files import text_of, whole

if TYPE_CHECKING:
    from collections.abc import Callable

Path = tuple[str | int, ...]
"""Where a value stands in a file: ``("flights", "soyuz-tm-13", "crew", 1, "person")``."""


class _PurePython(yaml.SafeLoader):
    """The parser for machines without libyaml, at a fifth of its speed.

    It takes the ``?`` of ``{gone: 1966-09?, …}`` for the start of a key; libyaml
    and YAML 1.2 do not, and a date in doubt is common here.
    """

    in_plain = False

    def scan_plain(self) -> Any:
        self.in_plain = True
        try:
            return super().scan_plain()
        finally:
            self.in_plain = False

    def peek(self, index: int = 0) -> Any:
        letter = super().peek(index)
        # The text itself is taken from the buffer later, with its `?`.
        return "x" if letter == "?" and self.in_plain else letter


_Loader: Any = getattr(yaml, "CSafeLoader", _PurePython)

_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip

# In double quotes an escape can make characters that no text should hold.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNFIT_OUTSIDE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)

_KEY_LINE = re.compile(r"""^\s*["']?([\w.-]+)["']?\s*:""", re.MULTILINE)


class Broken:
    """Stands for a value that could not be read, so that it is not taken as missing."""

    def __repr__(self) -> str:
        return "<not readable>"

    def __reduce__(self) -> str:
        return "BROKEN"  # there is one, in copies and in other processes too


BROKEN = Broken()


@dataclass(slots=True, eq=False)
class Document:
    """One YAML file, read.

    Attributes:
        path: the file, as it is shown in problems.
        content: the top-level mapping; values are text, bool, None, lists and mappings.
        text: the file's text, kept for looking up lines.
        unread: keys that stand in the part of the file that could not be read.
    """

    path: str
    content: dict[str, object] = field(default_factory=dict)
    text: str = ""
    unread: frozenset[str] = frozenset()
    _lines: dict[Path, int] | None = None

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest thing around it that is there."""
        if self._lines is None:
            self._lines = {}
            _Reading(self.path, [], self._lines).run(self.text)
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)


def named(path: Path) -> tuple[str, str]:
    """A path as the ``record`` and the ``field`` of a problem.

    >>> named(("flights", "soyuz-tm-13", "crew", 1, "person"))
    ('flights.soyuz-tm-13', 'crew[1].person')
    """
    size = 3 if path[:1] == ("overrides",) else 2
    return _dotted(path[:size]), _dotted(path[size:])


def _dotted(path: Path) -> str:
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read(path: str) -> tuple[Document, list[FixtureProblem]]:
    """Read one file; what is wrong with it comes as problems, never as an exception."""
    document = Document(path)
    problems: list[FixtureProblem] = []
    text = text_of(path, problems)
    if text is not None:
        _fill(document, text, problems)
    return document, problems


def read_text(text: str, path: str) -> tuple[Document, list[FixtureProblem]]:
    """Read a pack's text that is already here, kept in a database for instance."""
    document = Document(path)
    problems: list[FixtureProblem] = []
    _fill(document, text, problems)
    return document, problems


def _fill(document: Document, text: str, problems: list[FixtureProblem]) -> None:
    document.text = text
    if found := _UNFIT_OUTSIDE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = f"the character U+{ord(found.group()):04X} is not text"
        problems.append(whole(document.path, message, "remove it", line))
        document.unread = frozenset(_KEY_LINE.findall(text))
        return
    reading = _Reading(document.path, problems, None)
    content = reading.run(text)
    if not reading.finished:
        document.unread = frozenset(_KEY_LINE.findall(text))
    if content is None:
        if reading.finished and not problems:
            problems.append(
                whole(document.path, "the file is empty", "write a section, such as `launches:`")
            )
    elif not isinstance(content, dict):
        problems.append(
            whole(
                document.path,
                f"a pack's file is a mapping of sections, not {shape(content)}",
                "begin with a section's name and a colon, such as `launches:`",
            )
        )
    else:
        document.content = content


def shape(value: object) -> str:
    """What a value is, in the words of a sentence: ``a list``."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true or false"
    if value is None:
        return "nothing"
    return "text"


class _Stop(Exception):
    """The rest of the file is not worth reading."""


class _Reading:
    """One pass over a file's events; with `lines` it notes where everything stands.

    The open containers are a stack of our own: `into` is the innermost, `key` the
    key in it that waits for its value, `at` the path to it.
    """

    def __init__(
        self, path: str, problems: list[FixtureProblem], lines: dict[Path, int] | None
    ) -> None:
        self.path = path
        self.problems = problems
        self.lines = lines
        self.finished = False
        self.at: list[str | int] = []
        self.top: list[object] = []
        self.into: list[object] | dict[str, object] = self.top
        self.key: str | None = None
        self.stack: list[list[object] | dict[str, object]] = []
        self.documents = 0

    def run(self, text: str) -> object:
        """The value of the only document in a text."""
        loader: Any = None
        try:
            loader = _Loader(text)
            self._events(loader)
            self.finished = True
        except _Stop:
            pass
        except yaml.YAMLError as error:
            self._syntax(error)
        finally:
            if loader is not None:
                loader.dispose()
        content = self.top[0] if self.top else None
        if not self.finished:
            self._drop_open_record(content)
        return content

    def _events(self, loader: Any) -> None:
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        get = loader.get_event
        while True:
            event = get()
            handler = handlers.get(event.__class__)
            if handler is not None:
                handler(event)
            elif event.__class__ is yaml.StreamEndEvent:
                return

    def _scalar(self, event: Any) -> None:
        value = text = event.value
        into, key = self.into, self.key
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        if key is None and into.__class__ is dict:
            self._take_key(event, text)
            return
        if event.implicit[0] and text in _WORDS:
            value = _WORDS[text]
        elif len(text) > limits.MAX_SCALAR or (event.style == '"' and _UNFIT.search(text)):
            self._unfit(event, text)
            value = BROKEN
        if self.lines is None and isinstance(into, dict):
            into.setdefault(str(key), value)  # as `_put` would; nearly all there is goes this way
            self.key = None
        else:
            self._put(event, value)

    def _put(self, event: Any, value: object) -> str | int:
        """Put a value where it belongs; returns its key or place there."""
        into, key = self.into, self.key
        if isinstance(into, dict):
            # A key is never missing here; of one given twice the first value stays.
            name: str | int = str(key)
            into.setdefault(str(key), value)
            self.key = None
            return name
        name = len(into)
        into.append(value)
        if self.lines is not None and self.stack:
            self.lines.setdefault((*self.at, name), event.start_mark.line + 1)
        return name

    def _take_key(self, event: Any, text: str) -> None:
        if text in self.into:
            self.problem(
                event, f"{text!r} is given twice", "keep one of the two, or join them", text
            )
        if len(text) > limits.MAX_SCALAR or not (text.isprintable() or not _UNFIT.search(text)):
            self.problem(event, "this key is not fit to be one", "keys are short words")
            raise _Stop
        self.key = text
        if self.lines is not None:
            self.lines.setdefault((*self.at, text), event.start_mark.line + 1)

    def _open(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        if self.key is None and self.into.__class__ is dict:
            self.problem(event, "a key is a word, not a list or a mapping", "write `key: value`")
            raise _Stop
        if len(self.stack) >= limits.MAX_DEPTH:
            self.problem(
                event,
                f"lists and mappings are nested more than {limits.MAX_DEPTH} deep",
                "the format needs six; look for a bracket or an indentation too many",
            )
            raise _Stop
        value: list[object] | dict[str, object] = (
            {} if event.__class__ is yaml.MappingStartEvent else []
        )
        name = self._put(event, value)
        if self.stack:  # the outermost container is no step of a path
            self.at.append(name)
        self.stack.append(self.into)
        self.into = value

    def _close(self, _event: Any) -> None:
        self.into = self.stack.pop()
        self.key = None
        if self.stack:
            self.at.pop()

    def _alias(self, event: Any) -> None:
        message = f"aliases (`*{event.anchor}`) are not read"
        self.problem(event, message, "write the value itself", self._here())
        if self.key is None and self.into.__class__ is dict:
            raise _Stop
        self._put(event, BROKEN)

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.problem(event, "a second document begins here (`---`)", "one file is one document")
            raise _Stop

    def problem(self, event: Any, message: str, hint: str, *at: str | int) -> None:
        """Note what is wrong with what begins at an event."""
        record, name = named((*self.at, *at))
        line = event.start_mark.line + 1
        self.problems.append(FixtureProblem(self.path, line, record, name, message, hint))

    def _here(self) -> str | int:
        """The key or place of the value that comes next."""
        return self.key if self.key is not None else len(self.into)

    def _unfit(self, event: Any, text: str) -> None:
        at = self._here()
        if len(text) > limits.MAX_SCALAR:
            self.problem(
                event,
                f"this text has {len(text):,} characters",
                f"at most {limits.MAX_SCALAR:,} are read; tell it in fewer, in your own words",
                at,
            )
        elif found := _UNFIT.search(text):
            self.problem(
                event, f"the character U+{ord(found.group()):04X} is not text", "remove it", at
            )

    def _refuse(self, event: Any) -> None:
        """Anchors and tags: the value is read, the decoration is a problem."""
        at = self._here()
        if event.anchor is not None:
            message = f"anchors (`&{event.anchor}`) are not read"
            self.problem(event, message, "write the value where it belongs", at)
        if event.tag is not None:
            message = f"tags (`{event.tag}`) are not read"
            self.problem(event, message, "leave the tag out: values are plain text", at)

    def _syntax(self, error: yaml.YAMLError) -> None:
        """The YAML library's complaint in our words."""
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        said = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        self.problems.append(
            whole(
                self.path,
                f"this is not YAML: {said}",
                "check indentation, colons, quotes and brackets here and on the line before",
                mark.line + 1 if mark is not None else 0,
            )
        )

    def _drop_open_record(self, content: object) -> None:
        """A record that the file broke off in is left out: half of it would look wrong."""
        if len(self.at) >= 2 and isinstance(content, dict):
            section = content.get(self.at[0])
            if isinstance(section, dict):
                section.pop(self.at[1], None)
            elif isinstance(section, list):
                del section[-1:]
