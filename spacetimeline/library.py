"""A database of spaceflight: its questions, what changes it, and how it is opened."""

from __future__ import annotations

import os
import threading

from spacetimeline.opening import Opened
from spacetimeline.queries.asking import Asker
from spacetimeline.questions import Questions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Any, Self

    from sqlalchemy.orm import Session

    from spacetimeline.errors import FixtureProblem
    from spacetimeline.packs.loader import LoadReport


class Database(Questions):
    """A database of spaceflight; threads may share it.

    Made by `connect`. Every question gives a `Query`: lazy, immutable, a sequence. Its
    keywords are the filters of that question (`spacetimeline launches --help` lists them);
    an unknown one is an `UnknownFilter`, an unknown value a `NotFound`. Times are UTC.
    """

    def __init__(self, url: str | Path | None = None, *, read_only: bool = False) -> None:
        self._opened = Opened(url, read_only=read_only, ask=self._ask)
        self._asker = Asker(self._opened.reader, self._opened.read_session)

    # -- changing --------------------------------------------------------------------------

    def load(self, *paths: str | Path) -> LoadReport:
        """Load packs of your own: YAML files, or folders of them; all or nothing.

        A pack of the same name is replaced; loading the same again changes nothing.

        Raises:
            FixtureError: every problem of every file, with its line; nothing was loaded.
            DatabaseError: the database cannot be changed.
        """
        from spacetimeline.packs import loader

        return loader.load(self._opened.writable("load"), _flat(paths))

    def check(self, *paths: str | Path) -> Sequence[FixtureProblem]:
        """What `load` would complain of; changes nothing. An empty answer is good news."""
        from spacetimeline.packs import loader

        self._opened.reader()  # so that the database is ready, or says why not
        return loader.check(self._opened.engine(), _flat(paths))

    def unload(self, pack: str) -> LoadReport:
        """Take a pack out again; what it had overridden is as before.

        Raises:
            NotFound: no such pack is loaded.
            DatabaseError: the database cannot be changed.
        """
        from spacetimeline.packs import loader

        return loader.unload(self._opened.writable("unload"), pack)

    def upgrade(self) -> LoadReport:
        """Bring the schema and the found packs up to date; your own packs stay.

        Raises:
            DatabaseError: the database cannot be changed, or is not ours.
        """
        return self._opened.upgrade()

    def info(self) -> dict[str, Any]:
        """Where the database is, its schema revision, its packs, and how many records it has."""
        return self._opened.info()

    def make_ready(self) -> None:
        """Make a new database ready, or check that an old one fits; `connect` does so.

        Raises:
            DatabaseError: it cannot be opened, is not ours, or has another schema.
        """
        self._opened.make_ready()

    # -- being a resource ------------------------------------------------------------------

    def session(self) -> Session:
        """A read-only SQLAlchemy session; the models are in `spacetimeline.models`."""
        return self._opened.user_session()

    def close(self) -> None:
        """Let the database go; later questions are a `DatabaseError`."""
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Database {self._opened.where}>"


def _flat(paths: Sequence[Any]) -> list[str]:
    """Paths as text; a list of them is as good as several."""
    return [
        os.fspath(one)
        for path in paths
        for one in (path if isinstance(path, (list, tuple)) else [path])
    ]


def connect(url: str | Path | None = None, read_only: bool = False) -> Database:
    """A database: a path, a URL, ``":memory:"``, or None for the default one.

    A new file, or an empty PostgreSQL schema, is made ready first: schema at head, the found
    packs in it, all or nothing.

    Args:
        url: ``"my.db"``, ``"postgresql+psycopg://user@host/name"`` …
        read_only: refuse `load` and everything else that changes.

    Raises:
        DatabaseError: it cannot be opened, is not ours, or has an older or newer schema.
    """
    database = Database(
        url if url is not None else os.environ.get("SPACETIMELINE_URL"), read_only=read_only
    )
    database.make_ready()
    return database


_default: Database | None = None
_lock = threading.Lock()


def default() -> Database:
    """The default database: `SPACETIMELINE_URL` if set, else the embedded one."""
    global _default  # noqa: PLW0603 - the one default database of the process
    with _lock:
        if _default is None:
            _default = Database(os.environ.get("SPACETIMELINE_URL"))
        return _default
