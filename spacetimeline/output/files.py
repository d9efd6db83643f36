"""Text for files, and files: JSON, CSV, written whole or not at all."""

from __future__ import annotations

import json
import os

from spacetimeline.errors import SpacetimelineError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any


class CannotWrite(SpacetimelineError, OSError):
    """A file cannot be written; nothing was, and what stood there stands."""


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
    """
    import csv
    from io import StringIO

    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_plain(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "; ".join(str(_plain(one)) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else value


def leave(text: str, path: str | os.PathLike[str] | None) -> str | Path:
    """Text as it is, or, with a path, written there.

    A reader of the file sees the old content or the new, never half of it.

    Returns:
        The text, or the path.

    Raises:
        CannotWrite: there is no such folder, or it may not be written.
    """
    if path is None:
        return text
    from pathlib import Path

    target = Path(path)
    try:
        _write_whole(target, text.encode())
    except OSError as error:
        raise _cannot_write(target, error) from error
    return target


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


def _cannot_write(target: Path, error: OSError) -> CannotWrite:
    folder = target.parent
    if not folder.exists():
        hint = f"There is no folder {str(folder)!r}: make it first, or name another."
    elif target.is_dir():
        hint = "It is a folder: name a file in it."
    else:
        hint = f"{error.strerror or error}. Name a file in a folder that you may write."
    return CannotWrite(f"Cannot write {str(target)!r}. {hint}")
