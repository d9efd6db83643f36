"""Building the embedded database: the packs in, one read-only file out, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from spacetimeline import paths
from spacetimeline.errors import DatabaseError
from spacetimeline.packs.beside import beside
from spacetimeline.packs.collector import collector_paused
from spacetimeline.packs.embedded import (
    FORMAT,
    VARIABLE,
    cache_folder,
    fingerprint,
    identity,
    make_folder,
    named_packs,
    places,
    stamp_name,
    temporary_folder,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from spacetimeline.packs.pack import Pack

_KEPT = 4
"""How many built files of other packs or versions always stay."""

_MONTH = 30 * 24 * 3600.0
_HOUR = 3600.0
_YAML = (".yaml", ".yml")

# As in found.py and pack.py, which load YAML: to see that nothing has changed must not.
GROUP = "spacetimeline.packs"
PACK_FILE = "pack.yaml"

# What reads a database does not make it: a change there needs no new one.
_READING_ROOMS = {"queries", "output", "cli", "pictures", "__pycache__"}


@collector_paused()
def build_embedded() -> str:
    """The path of the embedded database, built if no built file fits.

    Raises:
        FixtureError: a pack is broken; the text has all problems, and nothing is kept.
        DatabaseError: the file can be kept nowhere.
    """
    # Before anything is read: what changes while we read is found out next time.
    stamp = _Stamp()
    key = stamp.key()
    failures: list[str] = []
    for folder in (cache_folder(), temporary_folder()):
        try:
            make_folder(folder)
            path = _in_folder(folder, key)
        except (OSError, sqlite3.OperationalError) as error:
            failures.append(f"{folder}: {error}")
            continue
        with suppress(OSError):
            stamp.write(folder, path)
            _tidy(folder, path)
        return path
    msg = (
        f"The embedded database can be kept nowhere ({'; '.join(failures)}). "
        f"Set {VARIABLE} to a folder that can be written."
    )
    raise DatabaseError(msg)


def build_file(path: str) -> None:
    """Write the database of the packs that are found to a new file.

    The same packs give the same bytes.
    """
    # Meanwhile this process imports SQLAlchemy and Alembic, and makes the schema.
    with beside(_read_packs) as packs:
        from spacetimeline.packs import loader

        def fill(connection: Connection) -> None:
            loader.rebuild(connection, packs())

        write_file(path, fill)


def _read_packs() -> list[Pack]:
    from spacetimeline.packs.found import found

    return found()


def write_file(path: str, fill: Callable[[Connection], object]) -> None:
    """Write a new database with what `fill` puts into it."""
    from spacetimeline.database.engine import make_engine
    from spacetimeline.database.migrations import make_ready
    from spacetimeline.database.target import Target

    # In memory first: no journal, no half-written file, and the copy is compact.
    engine = make_engine(Target("sqlite"))
    try:
        make_ready(engine, fill)
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("VACUUM INTO ?", (path,))
    finally:
        engine.dispose()
    _sync(path)


# ------------------------------------------------------------- what it is made from


class _Stamp:
    """Everything that a built file depends on: for the key its content, for the stamp its times."""

    def __init__(self) -> None:
        # Of code only files: Python puts its compiled files into the folders. A
        # migration that is added shows in `identity`.
        code = [
            *_files(os.path.dirname(paths.__file__), ".py", _READING_ROOMS),
            *_files(paths.migrations(), "", {"__pycache__"}),
        ]
        self._code = [path for path in code if os.path.isfile(path)]
        self._packs = [
            path
            for place in (paths.fixtures(), *_installed(), *named_packs())
            for path in _pack(place)
        ]
        self._prints = [
            f"{fingerprint(path)} {path}"
            for path in dict.fromkeys([*self._code, *self._packs, *places()])
        ]

    def key(self) -> str:
        """A hash of the content of the packs and of the code that reads them."""
        digest = hashlib.sha256(f"{FORMAT} {sqlite3.sqlite_version}".encode())
        for path in [*self._code, *self._packs]:
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    content = file.read()
                name = os.path.basename(path)
                digest.update(f"\n{name} {len(content)}\n".encode(errors="surrogateescape"))
                digest.update(content)
            else:
                digest.update(f"\n{os.path.basename(path)}/\n".encode(errors="surrogateescape"))
        return digest.hexdigest()[:20]

    def write(self, folder: str, built: str) -> None:
        """Write down that a built file fits, for the next start."""
        lines = [*self._prints, f"{fingerprint(built)} {built}"]
        if any("\n" in line for line in lines):
            return  # such a path cannot be written down; starts stay slow
        text = "\n".join([FORMAT, identity(), *lines, "end"])
        target = os.path.join(folder, stamp_name())
        with _beside(target) as temporary:
            with open(temporary, "w", encoding="utf-8", errors="surrogateescape") as file:
                file.write(text)
            os.replace(temporary, target)


def _files(folder: str, ending: str | tuple[str, ...], skipped: set[str]) -> Iterator[str]:
    """The folders and files under a folder, in the same order everywhere."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in skipped)
        yield place
        for name in sorted(files):
            if name.endswith(ending):
                yield os.path.join(place, name)


def _pack(path: str) -> Iterator[str]:
    """What a pack is made from, or a folder of packs, as `found` reads them.

    Folders count too: their times tell when a file came or went.
    """
    if not os.path.isdir(path) or os.path.isfile(os.path.join(path, PACK_FILE)):
        yield from _files(path, _YAML, set()) if os.path.isdir(path) else [path]
        return
    yield path
    for entry in sorted(os.scandir(path), key=lambda each: each.name):
        if entry.is_dir():
            # Without a pack.yaml it is no pack; it may become one.
            inside = os.path.isfile(os.path.join(entry.path, PACK_FILE))
            yield from _files(entry.path, _YAML, set()) if inside else [entry.path]
        elif entry.name.endswith(_YAML):
            yield entry.path


def _installed() -> list[str]:
    """Where installed packs lie; a broken one counts by its name, and the build will tell."""
    from importlib.metadata import entry_points

    result: list[str] = []
    for point in sorted(entry_points(group=GROUP), key=lambda each: (each.name, each.value)):
        from spacetimeline.packs import found

        try:
            result.append(os.path.abspath(found._path_of(point)))  # noqa: SLF001 - of the same room
        except Exception:  # noqa: BLE001 - a foreign distribution may fail in any way
            result.append(f"{point.name}={point.value}")
    return result


# ------------------------------------------------------------------ keeping


def _in_folder(folder: str, key: str) -> str:
    """The built file in a folder, made there if it is not, or is damaged."""
    path = os.path.join(folder, f"{key}.db")
    if _is_whole(path):
        return path
    with _beside(path) as temporary:
        build_file(temporary)
        total = _sum(temporary)
        os.replace(temporary, path)
    with _beside(path + ".sum") as temporary:
        with open(temporary, "w", encoding="ascii") as file:
            file.write(total)
        os.replace(temporary, path + ".sum")
    return path


def _is_whole(path: str) -> bool:
    """Whether a built file is there and as it was built."""
    try:
        with open(path + ".sum", encoding="ascii") as file:
            return file.read() == _sum(path)
    except (OSError, ValueError):
        return False


def _sum(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: str) -> None:
    """Have a file on the disk before it gets its name: no power cut may leave an empty one."""
    file = os.open(path, os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)


@contextmanager
def _beside(path: str) -> Iterator[str]:
    """A name for a temporary file in the same folder, which is gone after the block."""
    name = f".{os.path.basename(path)}.{os.getpid()}.{time.monotonic_ns()}.new"
    temporary = os.path.join(os.path.dirname(path), name)
    try:
        yield temporary
    finally:
        with suppress(FileNotFoundError):
            os.remove(temporary)


def _tidy(folder: str, used: str) -> None:
    """Remove what was left behind, but nothing that somebody may be reading.

    Other versions and other sets of packs use the same folder: the newest of
    their files always stay, and any that is younger than a month.
    """
    now = time.time()
    built = []
    for entry in os.scandir(folder):
        with suppress(OSError):
            age = now - entry.stat().st_mtime
            if entry.name.endswith(".db") and entry.path != used:
                built.append((age, entry.path))
            elif entry.name.endswith(".new") and age > _HOUR:
                os.remove(entry.path)  # of a build that was killed
            elif entry.name.endswith(".stamp") and age > _MONTH:
                os.remove(entry.path)
    for age, path in sorted(built)[_KEPT:]:
        if age > _MONTH:
            for each in (path, path + ".sum"):
                with suppress(OSError):
                    os.remove(each)
