"""A database of spaceflight: its questions, what changes it, and how it is opened."""

from __future__ import annotations

import os
import threading

from spacetimeline.opening import Opened, imported
from spacetimeline.queries.asking import Asker
from spacetimeline.queries.query import Query
from spacetimeline.queries.subject import Stage
from spacetimeline.questions import Questions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Any, Self

    from sqlalchemy.orm import Session

    from spacetimeline.catalogs.report import ImportReport
    from spacetimeline.errors import FixtureProblem
    from spacetimeline.packs.loader import LoadReport
    from spacetimeline.pictures.picture import Picture
    from spacetimeline.queries.reconciled import Difference
    from spacetimeline.queries.versions import Version


class Database(Questions):
    """A database of spaceflight; threads may share it.

    Made by `connect`. Every question gives a `Query`: lazy, immutable, a sequence. Its
    keywords are the filters of that question (`spacetimeline launches --help` lists them);
    an unknown one is an `UnknownFilter`, an unknown value a `NotFound`. Times are UTC.
    """

    def __init__(self, url: str | Path | None = None, *, read_only: bool = False) -> None:
        self._opened = Opened(url, read_only=read_only, ask=self._ask, card=self._card)
        self._asker = Asker(self._opened.reader, self._opened.read_session, _draw, _page)

    # -- changing --------------------------------------------------------------------------

    def load(self, *paths: str | Path) -> LoadReport:
        """Load packs of your own: YAML files, or folders of them; all or nothing.

        A pack of the same name is replaced; loading the same again changes nothing.

        Args:
            paths: of files and folders; a list of them is as good as several.

        Returns:
            How many records were added, changed, removed and left as they were.

        Raises:
            FixtureError: every problem of every file, with its line; nothing was loaded.
            DatabaseError: the database cannot be changed.
        """
        from spacetimeline.packs import loader

        return loader.load(self._opened.writable("load"), _flat(paths), imported)

    def check(self, *paths: str | Path) -> Sequence[FixtureProblem]:
        """What `load` would complain of; changes nothing. An empty answer is good news.

        Args:
            paths: of files and folders, as for `load`.

        Returns:
            Each problem with file, line, record, field, message and hint.
        """
        from spacetimeline.packs import loader

        self._opened.reader()  # so that the database is ready, or says why not
        return loader.check(self._opened.engine(), _flat(paths))

    def unload(self, pack: str) -> LoadReport:
        """Take a pack or an imported catalogue out again; what it had overridden is as before.

        Args:
            pack: its name, as `info` lists it.

        Raises:
            NotFound: no such pack is loaded.
            DatabaseError: the database cannot be changed.
        """
        from spacetimeline.packs import loader

        return loader.unload(self._opened.writable("unload"), pack, imported)

    def import_catalog(
        self,
        catalog: str,
        path: str | Path,
        on_error: str = "report",
        *,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> ImportReport:
        """Import somebody else's catalogue: all of it, or nothing.

        Its records are matched with those that are there; what packs say wins, and what the
        catalogue says differently becomes a claim. The same files again change nothing; a newer
        edition takes the place of the older one. `unload(catalog)` takes it out again.

        Args:
            catalog: ``gcat``, ``launch-library`` or ``satcat``.
            path: a folder with its files, or one of them.
            on_error: ``report`` a row that cannot be read and go on, or ``stop`` at it.
            progress: called with what is done, how much of it, and of how much (0: not known).

        Raises:
            NotFound: there is no such catalogue.
            CatalogError: it cannot be read; has `file` and `row`; nothing was imported.
            DatabaseError: the database cannot be changed.
        """
        from spacetimeline.catalogs import front
        from spacetimeline.output.files import as_path

        path = as_path(path)
        engine = self._opened.writable("import_catalog")
        return front.import_catalog(engine, catalog, path, on_error, progress or (lambda *_: None))

    def reconcile(self, catalog: str, path: str | Path) -> Query[Difference]:
        """Where somebody else's catalogue and this database disagree, without importing it.

        Launches and what they carried are compared: what is missing here, what is missing
        there (between the catalogue's first launch and its last), and which dates, outcomes,
        vehicles, pads and orbits differ. A date that is only less precise does not.

        Args:
            catalog: ``gcat``, ``launch-library`` or ``satcat``.
            path: a folder with its files, or one of them.

        Raises:
            NotFound: there is no such catalogue.
            CatalogError: there is nothing at the path that can be read.
        """
        from spacetimeline.catalogs import front
        from spacetimeline.output.files import as_path
        from spacetimeline.queries.reconciled import reconciling

        path = as_path(path)
        self._opened.reader()  # so that the database is ready, or says why not
        work = front.differences(self._opened.engine(), catalog, path)
        subject: Any = reconciling(catalog, os.fspath(path), work)
        return Query(self._asker, subject, [Stage()])

    def upgrade(self) -> LoadReport:
        """Bring the schema and the found packs up to date; your own packs stay.

        Raises:
            DatabaseError: the database cannot be changed, or is not ours.
        """
        return self._opened.upgrade()

    def info(self) -> dict[str, Any]:
        """Where the database is, its schema revision, its packs, and how many records it has."""
        return self._opened.info()

    def version(self) -> Version:
        """Which library and which data answer: packs with their versions, schema, engine.

        ``print(st.version())`` says it in one line; cite it with what you found.
        """
        from spacetimeline.queries.versions import version_of

        return version_of(self._asker.lookup())

    def export_parquet(self, path: str | Path) -> dict[str, int]:
        """Write the whole database as a dataset of Parquet files, for any engine to read.

        A folder for each kind of record and for each table that links them; launches are
        divided by year. An earlier dataset in its place is replaced.

        Args:
            path: of the dataset's folder.

        Returns:
            For each table the number of its rows.

        Raises:
            MissingExtra: pyarrow is not installed.
            CannotWrite: the folder cannot be made, or something else is there.
        """
        from spacetimeline.output.files import as_path

        return self._asker.export(as_path(path))

    def _card(self, typed: str) -> str:
        """A record's card as HTML."""
        from spacetimeline.output.cards import html_card

        facts = self.facts(typed)
        return html_card({"kind": facts["kind"], "row": facts["row"], **facts["card"]})

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


def _draw(query: Query[Any], kind: str, **options: Any) -> Picture:
    from spacetimeline.pictures.kinds import draw

    return draw(query, kind, **options)


def _page(*asked: Any) -> Path:
    from spacetimeline.pictures.page import write_page

    return write_page(*asked)


def _flat(paths: Sequence[Any]) -> list[str]:
    """Paths as text; a list of them is as good as several."""
    from spacetimeline.output.files import as_path

    return [
        os.fspath(as_path(one))
        for path in paths
        for one in (path if isinstance(path, (list, tuple)) else [path])
    ]


def connect(url: str | Path | None = None, read_only: bool = False) -> Database:
    """A database: a path, a URL, ``":memory:"``, or None for the default one.

    A new file, or an empty PostgreSQL schema, is made ready first: schema at head, the found
    packs in it, all or nothing.

    Args:
        url: ``"my.db"``, ``"postgresql+psycopg://user@host/name"`` …
        read_only: refuse `load` and everything else that changes; a file that is not there, too.

    Raises:
        DatabaseError: it cannot be opened, is not ours, or has an older or newer schema.
    """
    database = Database(
        url if url is not None else os.environ.get("SPACETIMELINE_URL"), read_only=read_only
    )
    try:
        database.make_ready()
    except BaseException:
        database.close()  # a refused database keeps no connection
        raise
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
