"""What a Query needs of a database: flat rows by a reader, records by a read session."""

from __future__ import annotations

from spacetimeline.queries.completeness import declarations, is_complete, read_rows, told
from spacetimeline.queries.conflicts import declared
from spacetimeline.queries.listed import Listed
from spacetimeline.queries.lookup import Lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from sqlalchemy.orm import Session

    from spacetimeline.queries.completeness import Declared
    from spacetimeline.queries.conflicts import Coverage
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
        return [one.row for one in self._declared(subject, stages)[0]]

    def wholeness(self, subject: Subject | Listed, stages: Sequence[Stage]) -> str:
        """What is not complete, in one line; empty if all is, or if nothing can be."""
        if isinstance(subject, Listed):
            lines = [self.wholeness(*one) for one in subject.counted(stages)]
            return "; ".join(dict.fromkeys(line for line in lines if line))
        found, complete = self._declared(subject, stages)
        return told(subject, found, complete=complete)

    def _declared(
        self, subject: Subject | Listed, stages: Sequence[Stage]
    ) -> tuple[list[Declared], bool]:
        if isinstance(subject, Listed):
            parts = [self._declared(*one) for one in subject.counted(stages)]
            spoken = [one for some, _ in parts for one in some]
            return spoken, bool(parts) and all(complete for _, complete in parts)
        # A window over rows that are not whole is not what it says, whatever is asked of it.
        window = next((place for place, one in enumerate(stages) if one.windowed), len(stages))
        stages = stages[: window + 1]
        lookup = self.lookup()
        rows = read_rows([row for row, _ in declared(lookup, ())])
        found = declarations(lookup, subject, stages, rows)
        return found, is_complete(subject, stages, found)

    def left_out(self, subject: Subject | Listed, stages: Sequence[Stage]) -> str:
        """What the default filters leave out, in one line; empty if nothing."""
        return subject.left_out(self.lookup(), stages)
