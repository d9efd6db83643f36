"""Everything spacetimeline raises, and the one warning it gives.

Each class is also the built-in exception that fits, so ``except LookupError``
works, and each carries its data. A message says what was asked, why it cannot
be, what exists, and what to type.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


MAX_MESSAGE = 2_000
"""Characters of a message: it repeats what was asked, which may be ten megabytes."""


class SpacetimelineError(Exception):
    """The root of all errors of this library."""

    def __init__(self, message: str = "", *more: object) -> None:
        if len(message) > MAX_MESSAGE:
            left_out = f" … ({len(message) - MAX_MESSAGE:,} characters left out) … "
            message = message[: MAX_MESSAGE // 2] + left_out + message[-MAX_MESSAGE // 2 :]
        super().__init__(message, *more)


class SpacetimelineWarning(UserWarning):
    """Something works, but not as well as it could; the text says what to do."""


class NotFound(SpacetimelineError, LookupError):
    """Nothing has this name, or no row answers.

    Attributes:
        asked: what was looked for.
        suggestions: the nearest names that exist, best first.
    """

    def __init__(self, message: str, *, asked: str = "", suggestions: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.asked = asked
        self.suggestions = tuple(suggestions)


class Ambiguous(SpacetimelineError, LookupError):
    """Several records have this name.

    Attributes:
        asked: what was looked for.
        candidates: what to type for each, such as ``person:sergei-volkov``.
    """

    def __init__(self, message: str, *, asked: str = "", candidates: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.asked = asked
        self.candidates = tuple(candidates)


class UnknownFilter(SpacetimelineError, TypeError):
    """A question has no such keyword.

    Attributes:
        keyword: what was typed.
        known: the keywords that this question takes.
    """

    def __init__(self, message: str, *, keyword: str = "", known: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.keyword = keyword
        self.known = tuple(known)


class InvalidDate(SpacetimelineError, ValueError):
    """A date cannot be read, or would have to be guessed."""


class FixtureProblem:
    """One thing wrong in a fixture: where, in which record, what, and how to mend it.

    Attributes:
        file: path of the file, as text.
        line: line number, from 1; 0 where the problem has no one line.
        record: ``section.key`` of the record; empty for a whole file.
        field: the field, dotted and indexed (``crew[1].person``); empty for a whole record.
        message: what is wrong.
        hint: what to write instead; may be empty.
    """

    __slots__ = ("field", "file", "hint", "line", "message", "record")

    def __init__(
        self, file: str, line: int, record: str, field: str, message: str, hint: str = ""
    ) -> None:
        self.file = file
        self.line = line
        self.record = record
        self.field = field
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        what = ".".join(part for part in (self.record, self.field) if part)
        text = f"{where}: {what}: {self.message}" if what else f"{where}: {self.message}"
        return f"{text} ({self.hint})" if self.hint else text

    def __repr__(self) -> str:
        return f"<FixtureProblem {self}>"


class FixtureError(SpacetimelineError, ValueError):
    """Packs cannot be loaded; nothing was.

    Attributes:
        problems: every problem of every file, in order of file and line.
    """

    def __init__(
        self, problems: Sequence[FixtureProblem], *, what: str = "nothing was loaded"
    ) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        head = f"{count} problem{'' if count == 1 else 's'}; {what}:"
        super().__init__()
        # Every problem is told, however many there are.
        self.args = ("\n".join([head, *(f"  {problem}" for problem in self.problems)]),)
        self._what = what

    def __reduce__(self) -> tuple[object, ...]:
        # The default would hand the finished text back to __init__ as problems.
        return _fixture_error, (self.problems, self._what)


def _fixture_error(problems: Sequence[FixtureProblem], what: str) -> FixtureError:
    return FixtureError(problems, what=what)


class CatalogError(SpacetimelineError, ValueError):
    """A catalogue file cannot be read.

    Attributes:
        file: path of the file, as text.
        row: line number in it, from 1; 0 for the whole file.
    """

    def __init__(self, message: str, *, file: str = "", row: int = 0) -> None:
        super().__init__(message)
        self.file = file
        self.row = row


class DatabaseError(SpacetimelineError, RuntimeError):
    """The database cannot do this: locked, read-only, closed, too old, not ours."""


class MissingExtra(SpacetimelineError, ImportError):
    """An optional library is needed.

    Attributes:
        extra: what to put into ``pip install "spacetimeline[...]"``.
    """

    def __init__(self, message: str, *, extra: str = "") -> None:
        super().__init__(message)
        self.extra = extra
