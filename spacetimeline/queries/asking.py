"""What a Query needs of a database: flat rows by a reader, records by a read session."""

from __future__ import annotations

from spacetimeline.queries.completeness import declarations, is_complete, read_rows, told, touched
from spacetimeline.queries.conflicts import declared
from spacetimeline.queries.listed import Listed
from spacetimeline.queries.lookup import Lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any

    from sqlalchemy.orm import Session

    from spacetimeline.queries.citing import Bibliography
    from spacetimeline.queries.completeness import Declared
    from spacetimeline.queries.conflicts import Coverage
    from spacetimeline.queries.subject import Stage, Subject


class Asker:
    """Asks one database for its queries.

    Args:
        reader: gives the reader for flat rows; called at each question, so that nothing
            is opened before the first.
        session: gives a new read session, which the records of one answer keep.
        draw: draws a query as a kind of picture; handed in, as pictures stand further right.
        write_page: writes the page of a question; handed in likewise.
    """

    gone = False
    """Whether there is no database any more; see `Gone`."""

    def __init__(
        self,
        reader: Callable[[], Any],
        session: Callable[[], Session],
        draw: Callable[..., Any],
        write_page: Callable[..., Path],
    ) -> None:
        self._reader = reader
        self._session = session
        self.draw = draw
        self.write_page = write_page

    def lookup(self) -> Lookup:
        """Names as they stand now."""
        reader = self._reader()
        return Lookup(reader, reader.dialect)

    def session(self) -> Session:
        """A new read session."""
        return self._session()

    def flat(self, subject: Subject | Listed, stages: Sequence[Stage]) -> list[dict[str, Any]]:
        """The flat rows of a question."""
        reader = self._reader()
        with reader.snapshot() as view:  # a load between two statements must not show
            return subject.rows(Lookup(view, reader.dialect), stages)

    def count(self, subject: Subject | Listed, stages: Sequence[Stage]) -> int:
        """How many rows a question has."""
        return subject.count(self.lookup(), stages)

    def records(self, subject: Subject | Listed, stages: Sequence[Stage]) -> list[Any]:
        """The records, or rows of records, of a question."""
        return subject.records(self, stages)

    def statement(self, subject: Subject | Listed, stages: Sequence[Stage]) -> Any:
        """The SQLAlchemy select of a question, None where there is none."""
        return subject.select(self.lookup(), stages)

    def complete(self, subject: Subject | Listed, stages: Sequence[Stage]) -> bool:
        """Whether declarations vouch for the whole answer."""
        return self._declared(subject, stages)[1]

    def coverage(self, subject: Subject | Listed, stages: Sequence[Stage]) -> list[Coverage]:
        """The declarations that speak of the question."""
        return [one.row for one in self._declared(subject, stages)[0] if one.inside]

    def wholeness(self, subject: Subject | Listed, stages: Sequence[Stage]) -> str:
        """What is not complete, in one line; empty if all is, or if nothing can be."""
        if isinstance(subject, Listed):
            lines = [self.wholeness(*one) for one in subject.counted(stages)]
            return "; ".join(dict.fromkeys(line for line in lines if line))
        found, complete = self._declared(subject, stages)
        if complete:
            return ""
        return told(subject, touched(self.lookup(), subject, _windowed(stages), found))

    def _declared(
        self, subject: Subject | Listed, stages: Sequence[Stage]
    ) -> tuple[list[Declared], bool]:
        if isinstance(subject, Listed):
            parts = [self._declared(*one) for one in subject.counted(stages)]
            spoken = [one for some, _ in parts for one in some]
            return spoken, bool(parts) and all(complete for _, complete in parts)
        stages = _windowed(stages)
        lookup = self.lookup()
        rows = read_rows([row for row, _ in declared(lookup, ())])
        found = declarations(lookup, subject, stages, rows)
        return found, is_complete(subject, stages, found)

    def cite(self, subject: Subject | Listed, stages: Sequence[Stage]) -> Bibliography:
        """The sources of a question's answer, and the data that gave it."""
        from spacetimeline.queries.citing import cite

        reader = self._reader()
        with reader.snapshot() as view:
            return cite(Lookup(view, reader.dialect), subject, stages)

    def export(self, path: Any) -> dict[str, int]:
        """The whole database as a dataset, in one state: for each table the number of rows."""
        from spacetimeline.output.dataset import write_dataset
        from spacetimeline.queries.beside import edition
        from spacetimeline.queries.exporting import parts
        from spacetimeline.queries.versions import version_of

        reader = self._reader()
        with reader.snapshot() as view:
            lookup = Lookup(view, reader.dialect)
            return write_dataset(path, parts(lookup), edition(version_of(lookup)))

    def sources_of(self, subject: Subject | Listed, rows: list[dict[str, Any]]) -> list[list[str]]:
        """For each flat row of a question the names of its sources."""
        from spacetimeline.queries.beside import sources_of

        return sources_of(self.lookup(), subject.name, rows)

    def places_of(
        self, subject: Subject | Listed, rows: list[dict[str, Any]]
    ) -> tuple[list[dict[str, Any]], list[tuple[float, float, str] | None]]:
        """The flat rows of a question that can stand on a map, and for each where."""
        from spacetimeline.queries.beside import places_of

        return places_of(self.lookup(), subject.name, rows)

    def left_out(self, subject: Subject | Listed, stages: Sequence[Stage]) -> str:
        """What the default filters leave out, in one line; empty if nothing."""
        return subject.left_out(self.lookup(), stages)


def _windowed(stages: Sequence[Stage]) -> Sequence[Stage]:
    """The stages up to the first window.

    A window over rows that are not whole is not what it says, whatever is asked of it.
    """
    window = next((place for place, one in enumerate(stages) if one.windowed), len(stages))
    return stages[: window + 1]
