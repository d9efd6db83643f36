"""Text for files, and files: JSON, CSV, written whole or not at all."""

from __future__ import annotations

import json
import os
import re

from spacetimeline.errors import SpacetimelineError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any


class CannotWrite(SpacetimelineError, OSError):
    """A file cannot be written; nothing was, and what stood there stands."""


class NotAPath(SpacetimelineError, TypeError):
    """What was given as a path is none."""


def json_text(rows: Any, *, ascii_only: bool = False) -> str:
    """Rows, or anything flat, as JSON that people can read.

    Args:
        rows: what `json` takes.
        ascii_only: escape what is not ASCII, instead of every script as it is written.
    """
    return json.dumps(rows, ensure_ascii=ascii_only, indent=2) + "\n"


def csv_text(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> str:
    """Rows as CSV with a heading, in the order of `names`.

    Lists are joined by ``"; "``, None is empty, truths are ``true`` and ``false`` as in JSON.
    Text that a spreadsheet would run as a formula is `defused`; numbers stay numbers.
    """
    import csv

    lines = _Lines()
    # Only what ends a line is quoted, and before Python 3.13 a lone \r would not be.
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return "".join(lines.written)


class _Lines:
    """Takes lines of CSV, and ends them as other text files here."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, line: str) -> None:
        self.written.append(line.removesuffix("\r\n") + "\n")


_RUNS = "=+-@\t\r\n＝＋－＠"
"""With these a formula begins, for one spreadsheet or another."""
_RUNNING = re.compile(rf"'*[{re.escape(_RUNS)}]")
_MARKED = re.compile(rf"''*[{re.escape(_RUNS)}]")
_NUMBER = re.compile(r"[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?")


def defused(text: str) -> str:
    """Text that no spreadsheet runs: with an apostrophe before what begins a formula.

    Text that has one there gets another, so that `armed` gives back what it was. A number
    stays as it is.

    >>> defused("=cmd()"), defused("'=x"), defused("-51.6"), defused("Proton-K")
    ("'=cmd()", "''=x", '-51.6', 'Proton-K')
    """
    if _RUNNING.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def armed(cell: str) -> str:
    """What a cell of our CSV was before it was `defused`.

    >>> armed("'=cmd()"), armed("''=x"), armed("'tis")
    ('=cmd()', "'=x", "'tis")
    """
    return cell[1:] if _MARKED.match(cell) else cell


def _cell(value: Any) -> Any:
    plain = _plain(value)
    return defused(plain) if isinstance(plain, str) else plain


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "; ".join(str(_plain(one)) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else value


def leave(text: str | bytes, path: str | os.PathLike[str] | None) -> str | bytes | Path:
    """Text, or the content of a file, as it is; or, with a path, written there.

    A reader of the file sees the old content or the new, never half of it.

    Returns:
        The text, or the path.

    Raises:
        NotAPath: it is no path.
        CannotWrite: there is no such folder, or it may not be written.
    """
    if path is None:
        return text
    target = as_path(path)
    try:
        _write_whole(target, text.encode() if isinstance(text, str) else text)
    except (OSError, ValueError, RuntimeError) as error:  # a NUL in the path; a loop of links
        raise cannot_write(target, error) from error
    return target


def as_path(path: object) -> Path:
    """A path, from text or a path.

    Raises:
        NotAPath: it is neither.
    """
    from pathlib import Path

    if isinstance(path, (str, os.PathLike)):
        try:
            return Path(path)
        except TypeError:
            pass  # a path of bytes
    hint = "; into an open file: file.write(…) of what comes without a path"
    if not hasattr(path, "write"):
        hint = ""
    msg = f'{path!r:.60} is no path. Type the name of a file, such as "answer.csv"{hint}.'
    raise NotAPath(msg)


def _write_whole(target: Path, content: bytes) -> None:
    """Write beside the file, then put it in the file's place."""
    real = target.resolve()  # a link stays a link
    if real.exists() and not real.is_file():
        if real.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        real.write_bytes(content)  # a pipe or a device has no place to be taken
        return
    beside = real.with_name(f".{real.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        # Not tempfile: its files are for their owner alone, and so would this one be.
        with beside.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        if real.exists():
            beside.chmod(real.stat().st_mode & 0o7777)
        beside.replace(real)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def cannot_write(target: Path, error: Exception) -> CannotWrite:
    """The error for a path that could not be written, with what to do instead."""
    folder = target.parent
    if not isinstance(error, OSError):
        hint = f"{str(error).capitalize()}. Name another file."
    elif not _told(folder.exists, otherwise=True):
        hint = f"There is no folder {str(folder)!r}: make it first, or name another."
    elif _told(target.is_dir, otherwise=False):
        hint = "It is a folder: name a file in it."
    else:
        hint = f"{error.strerror or error}. Name a file in a folder that you may write."
    return CannotWrite(f"Cannot write {str(target)!r}. {hint}")


def _told(question: Callable[[], bool], *, otherwise: bool) -> bool:
    try:
        return question()
    except OSError:  # it may not even be looked at
        return otherwise
