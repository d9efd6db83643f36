"""Where the embedded database is: the packs as a read-only file in the user's cache.

A start asks only whether the file that was built last is still right: a stamp
beside it has the size and time of everything that it was made from. Hashing the
packs and asking for installed ones (`building.py`) costs more than an answer,
and only happens when the stamp differs.

This is on the path of every short-lived process, so it imports next to nothing.
"""

from __future__ import annotations

import os
import sys
import time
from binascii import crc32

from spacetimeline import paths
from spacetimeline.database.revisions import head

VARIABLE = "SPACETIMELINE_CACHE"
FORMAT = "spacetimeline stamp 1"
_PATIENCE = 120.0
"""Seconds to wait for another process that builds; then this one builds too."""


def embedded_path() -> str:
    """The path of the embedded database; it is built first where that is needed.

    Raises:
        FixtureError: a pack is broken; the text has all problems.
        DatabaseError: the file can be kept nowhere.
    """
    path = _stamped_anywhere()
    if path is not None:
        return path
    with _Building():
        # Whoever had to wait finds that another process has built it, and has
        # not even imported what building takes.
        path = _stamped_anywhere()
        if path is not None:
            return path
        from spacetimeline.packs.building import build_embedded

        return build_embedded()


def _stamped_anywhere() -> str | None:
    name = stamp_name()
    return stamped(cache_folder(), name) or stamped(temporary_folder(), name)


class _Building:
    """One process builds at a time. That only saves work: two at once give the same file.

    The system drops the lock of a process that is killed. Where it cannot be had
    (no such locks, or a holder that hangs) we go on without.
    """

    def __enter__(self) -> None:
        self._file: int | None = None
        for folder in (cache_folder(), temporary_folder()):
            try:
                make_folder(folder)
                self._file = os.open(
                    os.path.join(folder, "building.lock"), os.O_RDWR | os.O_CREAT, 0o600
                )
            except OSError:
                continue
            break
        if self._file is None:
            return
        until = time.monotonic() + _PATIENCE
        while not _try_lock(self._file) and time.monotonic() < until:
            time.sleep(0.02)

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            os.close(self._file)


def _try_lock(file: int) -> bool:
    """Whether we have the lock, or there are none on this system."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks
    return True


# ------------------------------------------------------------------ folders


def cache_folder() -> str:
    """The folder for the built file: ``SPACETIMELINE_CACHE``, else the platform's for caches."""
    named = os.environ.get(VARIABLE)
    if named:
        return os.path.abspath(os.path.expanduser(named))
    # What platformdirs says, which would take as long as the rest of the
    # process; a test compares the two.
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Caches/spacetimeline")
    if sys.platform.startswith("linux") and "ANDROID_DATA" not in os.environ:
        home = os.environ.get("XDG_CACHE_HOME", "").strip() or os.path.expanduser("~/.cache")
        return os.path.join(home, "spacetimeline")
    from platformdirs import user_cache_dir

    return user_cache_dir("spacetimeline", appauthor=False)


def temporary_folder() -> str:
    """Where the file is kept if the cache cannot be written: a folder of this user alone."""
    base = os.environ.get("TMPDIR") or os.environ.get("TEMP") or "/tmp"  # noqa: S108 - see is_safe
    return os.path.join(base, f"spacetimeline-{user_number()}")


def make_folder(folder: str) -> None:
    """Make a folder to keep the file in, if it is not there.

    Raises:
        OSError: it cannot be made, or is not to be trusted.
    """
    if folder != temporary_folder():
        os.makedirs(folder, exist_ok=True)
        return
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        if not is_safe(folder):
            msg = f"{folder} belongs to somebody else"
            raise PermissionError(msg) from None


def user_number() -> int:
    """The number of the user, which Windows does not have."""
    return os.getuid() if hasattr(os, "getuid") else 0


def is_safe(folder: str) -> bool:
    """Whether nobody else can have put a file into a folder that lies where all may write."""
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid == user_number() and found.st_mode & 0o170077 == 0o040000


# ------------------------------------------------------------------- stamps


def places() -> list[str]:
    """The folders in which installed packs are looked for, whose times tell when one came.

    Without the first of `sys.path`, the folder of the script that runs: whatever it writes
    there would make every start a slow one.
    """
    first = 0 if sys.flags.safe_path else 1
    return [os.path.abspath(place) for place in sys.path[first:]]


def named_packs() -> list[str]:
    """The paths in ``SPACETIMELINE_PACKS``."""
    named = os.environ.get("SPACETIMELINE_PACKS", "").split(os.pathsep)
    return [os.path.abspath(path) for path in named if path]


def identity() -> str:
    """What tells this environment from others that keep their files in the same cache."""
    parts = [paths.fixtures(), paths.migrations(), head(), *places(), "", *named_packs()]
    return "|".join(parts).replace("\n", "?")


def stamp_name() -> str:
    """The file name of this environment's stamp."""
    return f"{crc32(os.fsencode(identity())):08x}.stamp"


def fingerprint(path: str) -> str:
    """What changes when a file is changed, or the entries of a folder are."""
    try:
        found = os.stat(path)
    except OSError:
        return "- -"
    return f"{found.st_size} {found.st_mtime_ns}"


def stamped(folder: str, name: str) -> str | None:
    """The built file that a stamp vouches for; None if anything has changed since."""
    try:
        with open(os.path.join(folder, name), encoding="utf-8", errors="surrogateescape") as file:
            lines = file.read().split("\n")
    except (OSError, ValueError):
        return None
    if lines[:2] != [FORMAT, identity()] or lines[-1] != "end":
        return None
    if folder == temporary_folder() and not is_safe(folder):
        return None
    for line in lines[2:-1]:
        size, time, path = line.split(" ", 2)
        if fingerprint(path) != f"{size} {time}":
            return None
    return path
