"""How a Database reaches what holds it: the embedded file, a user's file, a server.

Nothing is opened before the first question, and SQLAlchemy is only imported by
what needs it: flat answers from a file do not.
"""

from __future__ import annotations

import threading
import warnings

from spacetimeline.database import revisions
from spacetimeline.database.target import check_file, target_of
from spacetimeline.errors import DatabaseError, SpacetimelineError, SpacetimelineWarning
from spacetimeline.queries.resolve import of_record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from sqlalchemy import Connection, Engine
    from sqlalchemy.orm import Session

    from spacetimeline.packs.loader import Catalogues, LoadReport


_FOUND_PACKS = "SELECT p.name, p.fingerprint FROM pack AS p WHERE p.origin = 'found'"


class Opened:
    """One database, opened on use.

    Args:
        url: what the user named.
        read_only: refuse changes.
        ask: asks the database a question by name; handed to records, which know no queries.
        card: gives a record's card as HTML; handed to records too.
    """

    def __init__(
        self,
        url: str | Path | None,
        *,
        read_only: bool,
        ask: Callable[..., Any],
        card: Callable[[str], str | None] | None = None,
    ) -> None:
        self.target = target_of(url)
        self._read_only = read_only
        self._ask = ask
        self._card = card
        self._lock = threading.RLock()
        self._reader: Any = None
        self._engine: Engine | None = None
        self._ready = False
        self._closed = False
        self.made = False
        """Whether there was no such database to keep facts in, and it was made now."""

    @property
    def where(self) -> str:
        """What it is called in a sentence."""
        return str(self.target)

    # -- reading ---------------------------------------------------------------------------

    def reader(self) -> Any:
        """The reader for flat answers."""
        with self._lock:
            self._check_open()
            if self._reader is None:
                self._reader = self._new_reader()
            return self._reader

    def _new_reader(self) -> Any:
        from spacetimeline.database.reader import SqliteReader

        if self.target.embedded:
            return SqliteReader(self._file(), immutable=True)
        self.make_ready()
        if self.target.path is not None:
            return SqliteReader(self.target.path)
        from spacetimeline.database.engine_reader import EngineReader

        return EngineReader(self.engine())

    def _file(self) -> str:
        if not self.target.embedded:
            return self.target.path or ""
        from spacetimeline.packs.embedded import embedded_path

        return embedded_path()

    def engine(self) -> Engine:
        """The engine that records are read through."""
        with self._lock:
            self._check_open()
            if self._engine is None:
                self._engine = self._new_engine()
            return self._engine

    def _new_engine(self) -> Engine:
        from spacetimeline.database.engine import make_engine
        from spacetimeline.database.target import Target

        if self.target.embedded:
            return make_engine(Target("sqlite", path=self._file()), immutable=True)
        return make_engine(self.target, read_only=self._read_only)

    def read_session(self) -> Session:
        """A new session for the records of one answer."""
        from spacetimeline.database.sessions import read_session

        self.reader()  # so that the database is ready, or says why not
        return read_session(self.engine(), ask=self._ask_of_record, card=self._card)

    def _ask_of_record(self, question: str, **filters: Any) -> Any:
        return self._ask(question, **of_record(filters))

    def user_session(self) -> Session:
        """A read-only session for a user's own SQLAlchemy."""
        from spacetimeline.database.sessions import user_session

        self.reader()
        return user_session(self.engine())

    # -- changing --------------------------------------------------------------------------

    def make_ready(self) -> None:
        """Make a new file or an empty schema ready; check that an existing one fits.

        Raises:
            DatabaseError: it cannot be used, and what to type instead.
        """
        with self._lock:
            self._check_open()
            if self._ready or self.target.embedded:
                return
            if self.target.path is not None:
                exists = check_file(self.target.path, read_only=self._read_only)
                made = not exists or self._check_file_fits(self.target.path)
                if not exists:
                    self._fill()
            else:
                from spacetimeline.database import migrations

                made = migrations.state(self.engine()) == "empty" and not self._read_only
                if made:
                    self._fill()
                migrations.require_head(self.engine(), to_type=self.target.to_type)
            self._ready = True
        if not made:
            self._warn_of_older_packs()

    def _check_file_fits(self, path: str) -> bool:
        """Check the schema of a file; one without tables is made ready. Whether it was."""
        from spacetimeline.database.reader import SqliteReader

        reader = SqliteReader(path)
        try:
            if revisions.state(reader) == "empty" and not self._read_only:
                self._fill()
                return True
            revisions.require_head(reader, where=self.where, to_type=self.target.to_type)
        finally:
            reader.close()
        return False

    def _warn_of_older_packs(self) -> None:
        """Warn once if the packs that this version finds are not those in the database.

        What is found now stands in the embedded database, which is cheap to ask.
        """
        from spacetimeline.database.reader import SqliteReader
        from spacetimeline.packs.embedded import embedded_path

        try:
            embedded = SqliteReader(embedded_path(), immutable=True)
        except SpacetimelineError:
            return  # packs that cannot be loaded are no matter of this database
        now = dict(embedded.rows(_FOUND_PACKS))
        embedded.close()
        then = dict(self.reader().rows(_FOUND_PACKS))
        old = sorted(name for name, print_ in now.items() if then.get(name) != print_)
        if old:
            msg = (
                f"{self.where} holds other editions of the packs {', '.join(old)} than are "
                f"installed; it answers all the same. To renew them: st.connect("
                f'"{self.target.to_type}").upgrade()'
            )
            warnings.warn(msg, SpacetimelineWarning, stacklevel=4)

    def _fill(self) -> None:
        import logging

        from spacetimeline.database import migrations
        from spacetimeline.packs import loader
        from spacetimeline.packs.found import found

        packs = found()

        def fill(connection: Connection) -> None:
            loader.rebuild(connection, packs)

        migrations.make_ready(self.engine(), fill)
        self.made = not self.target.in_memory
        logging.getLogger("spacetimeline").info("made a new database: %s", self.where)

    def writable(self, verb: str) -> Engine:
        """The engine to change it through.

        Raises:
            DatabaseError: it is the embedded database, or was opened read-only.
        """
        self._check_writable(verb)
        self.make_ready()
        return self.engine()

    def _check_writable(self, verb: str) -> None:
        self._check_open()
        if self.target.embedded:
            msg = (
                f"The embedded database is read-only, so it cannot {verb}. Make one of your own, "
                f'which holds the same facts: db = st.connect("my.db"); db.{verb}(...)'
            )
            raise DatabaseError(msg)
        if self._read_only:
            msg = f"{self.where} was opened with read_only=True, so it cannot {verb}."
            raise DatabaseError(msg)

    def upgrade(self) -> LoadReport:
        """Migrate the schema and reload the found packs."""
        self._check_writable("upgrade")
        from spacetimeline.database import migrations
        from spacetimeline.packs import loader
        from spacetimeline.packs.found import found

        packs = found()
        reports: list[LoadReport] = []

        def fill(connection: Connection) -> None:
            reports.append(loader.rebuild(connection, packs, imported))

        with self._lock:
            if self.target.path is not None:
                check_file(self.target.path)
            migrations.upgrade_schema(self.engine(), then=fill)
            self._ready = True
        return reports[0]

    # -- telling and ending ----------------------------------------------------------------

    def info(self) -> dict[str, Any]:
        """Where it is, its revision, its packs, its records."""
        reader = self.reader()
        packs = reader.rows("SELECT p.name, p.version, p.origin FROM pack AS p ORDER BY p.position")
        kinds = reader.rows(
            "SELECT r.kind, COUNT(*) FROM record AS r GROUP BY r.kind ORDER BY r.kind"
        )
        return {
            "where": self.where,
            "path": self._file() if self.target.embedded else self.target.path,
            "revision": revisions.revision(reader),
            "packs": [
                {"name": name, "version": version, "origin": origin}
                for name, version, origin in packs
            ],
            "records": {str(kind): number for kind, number in kinds},
        }

    def close(self) -> None:
        """Let it go."""
        with self._lock:
            self._closed = True
            if self._reader is not None:
                self._reader.close()
            if self._engine is not None:
                from spacetimeline.database.engine import close_engine

                close_engine(self._engine)

    def _check_open(self) -> None:
        if self._closed:
            msg = f"{self.where} was closed. Open it again: st.connect(...)."
            raise DatabaseError(msg)


def imported() -> Catalogues:
    """What is done with imported catalogues when packs come or go."""
    from spacetimeline.catalogs import front

    return front
