"""What all tests share: a cache of their own, no settings of the machine, both databases."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Plain modules that tests import by name: test folders are no packages.
sys.path.insert(0, str(Path(__file__).parent / "support"))

import kept_packs
from servers import REQUIRED, RUN, NoServer, Server, drop_all, locked, once, server

TOLD = "told"

# With everything imported there are a million objects: to look through all of them as often as
# Python does for a small program is an eighth of the suite's time.
gc.set_threshold(100_000, 20, 50)


kept_packs.keep()


def pytest_configure() -> None:
    """Tell the workers which run they belong to."""
    os.environ.setdefault(RUN, str(os.getpid()))


def pytest_unconfigure(config: pytest.Config) -> None:
    """A server of one's own ends with the run; another one is left as it was."""
    if not hasattr(config, "workerinput"):
        drop_all()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Numbers that tests have told: how many kills, how many bad inputs."""
    for report in terminalreporter.stats.get("passed", []):
        for name, told in report.user_properties:
            if name == TOLD:
                terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {told}")


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Have a line printed at the end of the run, whichever worker it comes from."""
    return lambda line: record_property(TOLD, line)


@pytest.fixture(scope="session")
def steps() -> Callable[[Callable[[], object]], int]:
    """How much some work is, without a clock: how many calls it makes, in Python and in C."""

    def steps(work: Callable[[], object]) -> int:
        made = 0

        def count(_frame: object, event: str, _about: object) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            work()
        finally:
            sys.setprofile(before)
        return made

    return steps


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run: with pytest-xdist the one above those of the workers."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session", autouse=True)
def _own_cache(shared_folder: Path) -> Iterator[None]:
    """One embedded database for the whole run, built from this checkout's packs."""
    kept = {
        name: os.environ.pop(name, None)
        for name in ("SPACETIMELINE_URL", "SPACETIMELINE_PACKS", "SPACETIMELINE_CACHE")
    }
    os.environ["SPACETIMELINE_CACHE"] = str(shared_folder / "cache")
    os.environ["COLUMNS"] = "80"
    yield
    for name, value in kept.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


# ------------------------------------------------------------ both databases


@pytest.fixture(scope="session")
def postgresql(shared_folder: Path, _own_cache: None) -> Server:
    """A real PostgreSQL: what `support/servers.py` finds or starts."""
    try:
        return server(shared_folder)
    except NoServer as missing:
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    """Whoever takes it, directly or through a database, runs on both."""
    return str(request.param)


@pytest.fixture(scope="session")
def packs_file(shared_folder: Path, _own_cache: None) -> Path:
    """A SQLite file with the found packs, made once a run; to be copied, not to be changed."""
    return once(shared_folder, "packs.db", lambda path: _made_ready(str(path)))


@pytest.fixture(scope="session")
def packs_template(postgresql: Server, shared_folder: Path) -> str:
    """The same on the server: a database that nobody connects to, so that it can be copied."""
    name = f"{postgresql.run}_packs"
    with locked(shared_folder / "template.lock"):
        if not postgresql.has(name):
            made = postgresql.new()
            _made_ready(postgresql.url(made))
            postgresql.ask(f'ALTER DATABASE "{made}" RENAME TO "{name}"')
    return name


def _made_ready(url: str) -> None:
    from spacetimeline.library import connect

    connect(url).close()


@pytest.fixture(scope="session")
def packs_url(dialect: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with the found packs that tests only read."""
    if dialect == "sqlite":
        yield str(request.getfixturevalue("packs_file"))
        return
    here: Server = request.getfixturevalue("postgresql")
    name = here.new(request.getfixturevalue("packs_template"))
    yield here.url(name)
    here.drop(name)


@pytest.fixture
def own_url(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with the found packs that this test may change."""
    if dialect == "sqlite":
        path = tmp_path / "own.db"
        shutil.copy(request.getfixturevalue("packs_file"), path)
        yield str(path)
        return
    here: Server = request.getfixturevalue("postgresql")
    name = here.new(request.getfixturevalue("packs_template"))
    yield here.url(name)
    here.drop(name)


@pytest.fixture
def new_url(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where there is no database yet: no file, an empty schema."""
    if dialect == "sqlite":
        yield str(tmp_path / "new.db")
        return
    here: Server = request.getfixturevalue("postgresql")
    name = here.new()
    yield here.url(name)
    here.drop(name)
