"""What a Query needs of a database: flat rows by a reader, records by a read session."""

from __future__ import annotations

from spacetimeline.queries.lookup import Lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from sqlalchemy.orm import Session

    from spacetimeline.queries.subject import Stage, Subject


class Asker:
    """Asks one database for its queries.

    Args:
        reader: gives the reader for flat rows; called at each question, so that nothing
            is opened before the first.
        session: gives a new read session, which the records of one answer keep.
    """

    def __init__(self, reader: Callable[[], Any], session: Callable[[], Session]) -> None:
        self._reader = reader
        self._session = session

    def lookup(self) -> Lookup:
        """Names as they stand now."""
        reader = self._reader()
        return Lookup(reader, reader.dialect)

    def session(self) -> Session:
        """A new read session."""
        return self._session()

    def flat(self, subject: Subject, stages: Sequence[Stage]) -> list[dict[str, Any]]:
        """The flat rows of a question."""
        reader = self._reader()
        with reader.snapshot() as view:  # a load between two statements must not show
            return subject.rows(Lookup(view, reader.dialect), stages)

    def count(self, subject: Subject, stages: Sequence[Stage]) -> int:
        """How many rows a question has."""
        return subject.count(self.lookup(), stages)

    def records(self, subject: Subject, stages: Sequence[Stage]) -> list[Any]:
        """The records, or rows of records, of a question."""
        return subject.records(self, stages)

    def statement(self, subject: Subject, stages: Sequence[Stage]) -> Any:
        """The SQLAlchemy select of a question, None where there is none."""
        return subject.select(self.lookup(), stages)

    def left_out(self, subject: Subject, stages: Sequence[Stage]) -> str:
        """What the default filters leave out, in one line; empty if nothing."""
        return subject.left_out(self.lookup(), stages)
