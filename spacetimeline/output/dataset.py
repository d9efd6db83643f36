"""A database as a dataset: a folder of Parquet files that other engines read as it is.

Written beside its place and then put there, so that a reader sees the old dataset or the
new one. Rows come in portions, so memory does not grow with the database.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from spacetimeline.errors import SpacetimelineError
from spacetimeline.output.extras import needed
from spacetimeline.output.files import CannotWrite, cannot_write, json_text
from spacetimeline.output.frames import arrow_schema, arrow_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from spacetimeline.output.schema import Types

    Rows = list[dict[str, Any]]

MARK = "_spacetimeline.json"
"""This file says that a folder is a dataset of ours, and what is in it. Engines pass over
files whose names begin with an underscore."""
UNDATED = "__HIVE_DEFAULT_PARTITION__"
"""So Hive, and whoever follows it, calls the folder of rows without a value."""


class Part:
    """One table of a dataset.

    Args:
        name: of its folder.
        types: for each field, in order, its type.
        portions: its rows, some at a time.
        by: a further field that becomes a folder for each of its values; the rows are in its
            order, None last.
    """

    def __init__(self, name: str, types: Types, portions: Iterable[Rows], by: str = "") -> None:
        self.name = name
        self.types = types
        self.portions = portions
        self.by = by

    def files(self) -> Iterator[tuple[str, Rows]]:
        """The rows in order, each portion with the folder that it goes to."""
        for rows in self.portions:
            if not self.by:
                yield self.name, rows
                continue
            groups: dict[Any, Rows] = {}
            for row in rows:
                groups.setdefault(row[self.by], []).append(row)
            for value, some in groups.items():
                named = UNDATED if value is None else value
                yield f"{self.name}/{self.by}={named}", some


def write_dataset(
    path: str | os.PathLike[str], parts: Iterable[Part], about: dict[str, Any]
) -> dict[str, int]:
    """Write a dataset; an earlier one of ours in its place is replaced.

    Args:
        path: of the folder.
        parts: its tables.
        about: the edition of the data; kept beside them.

    Returns:
        For each table the number of its rows.

    Raises:
        MissingExtra: pyarrow is not installed.
        CannotWrite: the folder cannot be made, or something that is not ours is there.
    """
    parquet = needed("pyarrow.parquet", "arrow", "A Parquet dataset")
    target = Path(path)
    try:
        real = target.resolve()
        _refuse_others(target, real)
        beside = real.with_name(f".{real.name}.{os.getpid()}.{os.urandom(4).hex()}")
        beside.mkdir()
    except CannotWrite:
        raise
    except (OSError, ValueError, RuntimeError) as error:  # a NUL in the path; a loop of links
        raise cannot_write(target, error) from error
    try:
        told = {part.name: _write_part(parquet, beside, part, about) for part in parts}
        _write_mark(beside, told, about)
        _put(beside, real)
    except SpacetimelineError:  # of the database: it says itself what is wrong
        raise
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return {name: one["rows"] for name, one in told.items()}


def _refuse_others(target: Path, real: Path) -> None:
    """Only nothing, an empty folder or a dataset of ours is replaced."""
    if not real.exists():
        return
    what = "It is a file" if not real.is_dir() else "It is a folder with other things in it"
    if not real.is_dir() or (any(real.iterdir()) and not (real / MARK).is_file()):
        msg = (
            f"Cannot write {str(target)!r}. {what}, and a dataset is a folder of its own: name one "
            "that is not there yet, or an earlier dataset, which is replaced."
        )
        raise CannotWrite(msg)


def _write_part(parquet: Any, folder: Path, part: Part, about: dict[str, Any]) -> dict[str, Any]:
    schema = arrow_schema(part.types, about)
    count = 0
    where, writer = "", None  # one file is open at a time
    try:
        for place, rows in part.files():
            if writer is None or place != where:
                if writer is not None:
                    writer.close()
                where, writer = place, _writer(parquet, folder / place, schema)
            writer.write_table(arrow_table(rows, part.types, about))
            count += len(rows)
        if writer is None:  # a table without rows has its fields all the same
            inside = f"{part.by}={UNDATED}" if part.by else ""
            writer = _writer(parquet, folder / part.name / inside, schema)
    finally:
        if writer is not None:
            writer.close()
    return {"rows": count, "fields": dict(part.types)} | ({"by": part.by} if part.by else {})


def _writer(parquet: Any, folder: Path, schema: Any) -> Any:
    folder.mkdir(parents=True, exist_ok=True)
    return parquet.ParquetWriter(folder / "part-0.parquet", schema, compression="zstd")


def _write_mark(folder: Path, tables: dict[str, Any], about: dict[str, Any]) -> None:
    """The mark, last of all; then everything on the disk."""
    (folder / MARK).write_text(json_text({**about, "tables": tables}), "utf-8")
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as written:
                os.fsync(written.fileno())


def _put(beside: Path, real: Path) -> None:
    """Into its place; what stood there goes when the new one stands."""
    if not real.exists():
        beside.rename(real)
        return
    old = beside.with_name(f"{beside.name}.old")
    real.rename(old)
    try:
        beside.rename(real)
    except BaseException:
        old.rename(real)
        raise
    shutil.rmtree(old, ignore_errors=True)


def about_dataset(path: str | os.PathLike[str]) -> dict[str, Any]:
    """What a dataset of ours says of itself."""
    found: dict[str, Any] = json.loads((Path(path) / MARK).read_text("utf-8"))
    return found
