"""The answer to a question: lazy, immutable, a sequence that asks once."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence

from spacetimeline.errors import Ambiguous, DatabaseError, NotFound, SpacetimelineError
from spacetimeline.queries.helping import nameless, sort_fields
from spacetimeline.queries.leaving import Leaving
from spacetimeline.queries.subject import Stage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any, TypeVar

    from spacetimeline.queries.asking import Asker
    from spacetimeline.queries.citing import Bibliography
    from spacetimeline.queries.conflicts import Coverage
    from spacetimeline.queries.subject import Subject

    T = TypeVar("T")

    class _Answers(Sequence[T]):
        """So that a type checker knows what is in it."""
else:
    T = "T"
    _Answers = Sequence


class Query(Leaving, _Answers[T]):
    """What a question answers with. Nothing is asked before it is needed.

    The first ``for``, ``len(q)``, ``x in q`` or ``to_…`` fetches all rows and keeps
    them; before that ``bool(q)``, ``q[0]``, ``q[-1]``, `count`, `exists`, `first`,
    `last`, `one` and the ``repr`` ask only for what they need. `where`, `order_by`,
    `limit` and slices give a new query.
    """

    def __init__(
        self,
        asker: Asker,
        subject: Subject,
        stages: Sequence[Stage],
        kept: list[T] | None = None,
        flat: list[dict[str, Any]] | None = None,
    ) -> None:
        self._asker = asker
        self._subject = subject
        self._stages = tuple(stages)
        self._kept = kept
        self._flat = flat

    # -- narrowing -------------------------------------------------------------------------

    def where(self, *plain: Any, **filters: Any) -> Query[T]:
        """Narrow with further filters, joined by *and*; after a `limit` or slice within its rows.

        Raises:
            UnknownFilter: no such keyword.
            InvalidDate: a date cannot be read.
            NotFound: a word that its vocabulary does not have.
        """
        if plain:
            raise nameless("where", plain, list(self._subject.filters.values()))
        criteria = self._subject.criteria(filters)
        last = self._stages[-1]
        if last.windowed:
            return self._with(Stage(criteria, last.sort), add=True)
        return self._with(Stage(last.criteria + criteria, last.sort))

    def order_by(self, *fields: str) -> Query[T]:
        """Order by any fields of `to_dicts`; ``-`` before a name turns it round.

        Missing values come last; equals keep the default order.

        Raises:
            UnknownFilter: no such field.
        """
        fields = sort_fields(fields, self._subject.flat_names())
        self._subject.check_sort(fields)
        last = self._stages[-1]
        if last.windowed:
            return self._with(Stage((), fields), add=True)
        return self._with(Stage(last.criteria, fields))

    def limit(self, number: int) -> Query[T]:
        """Keep the first `number` rows.

        Raises:
            BadNumber: the number is negative, or not whole.
        """
        rows = whole(number, "limit")
        if rows < 0:
            msg = f"limit({number}): the number of rows cannot be negative."
            raise BadNumber(msg)
        return self._window(0, rows)

    def _window(self, start: int, stop: int | None) -> Query[T]:
        return type(self)(self._asker, self._subject, self._part(start, stop))

    def _part(self, start: int, stop: int | None) -> Sequence[Stage]:
        """The stages of this query's rows from `start` to before `stop`."""
        last = self._stages[-1]
        room = None if stop is None else max(stop - start, 0)
        if last.limit is not None:
            left = max(last.limit - start, 0)
            room = left if room is None else min(room, left)
        return (*self._stages[:-1], Stage(last.criteria, last.sort, last.offset + start, room))

    def _with(self, stage: Stage, *, add: bool = False) -> Query[T]:
        kept = self._stages if add else self._stages[:-1]
        return type(self)(self._asker, self._subject, (*kept, stage))

    # -- being a sequence ------------------------------------------------------------------

    def _rows(self) -> list[T]:
        if self._kept is None:
            self._kept = self._asker.records(self._subject, self._stages)
        return self._kept

    def __iter__(self) -> Iterator[T]:
        return iter(self._rows())

    def __len__(self) -> int:
        if self._kept is None and self._flat is not None:
            return len(self._flat)
        return len(self._rows())

    def __contains__(self, item: object) -> bool:
        return item in self._rows()

    def __bool__(self) -> bool:
        return self.exists()

    def __reversed__(self) -> Iterator[T]:
        return reversed(self._rows())

    def __getitem__(self, index: Any) -> Any:
        """One row, or for a slice a Query of those rows."""
        if isinstance(index, slice):
            return self._slice(index)
        number = whole(index, "a place")
        if self._kept is not None and -len(self._kept) <= number < len(self._kept):
            return self._kept[number]
        found = [] if self._kept is not None else self._at(number)
        if not found:
            msg = f"{self._subject.name}: there is no row {number}; there are {self.count()}."
            raise IndexError(msg)
        return found[0]

    def _slice(self, index: slice) -> Query[T]:
        if index.step not in (None, 1):
            msg = f"A query takes no step of {index.step}: type list(q)[…] for that."
            raise SpacetimelineError(msg)
        start = whole(index.start or 0, "a slice")
        stop = None if index.stop is None else whole(index.stop, "a slice")
        if start < 0 or (stop is not None and stop < 0):
            start, stop, _ = index.indices(self.count())
        return self._window(start, stop)

    def _at(self, number: int) -> list[T]:
        """The row at a place, from the end if negative, without fetching the others."""
        last = self._stages[-1]
        if number >= 0:
            return self._asker.records(self._subject, self._part(number, number + 1))
        if last.windowed:
            total = self.count()
            return self._at(total + number) if total + number >= 0 else []
        turned = Stage(last.criteria, (*last.sort, "-"), -number - 1, 1)
        return self._asker.records(self._subject, (*self._stages[:-1], turned))

    # -- answering -------------------------------------------------------------------------

    def first(self) -> T | None:
        """The first row, or None."""
        if self._kept is not None:
            return self._kept[0] if self._kept else None
        found = self._at(0)
        return found[0] if found else None

    def last(self) -> T | None:
        """The last row, or None."""
        if self._kept is not None:
            return self._kept[-1] if self._kept else None
        found = self._at(-1)
        return found[0] if found else None

    def one(self) -> T:
        """The only row.

        Raises:
            NotFound: there is none.
            Ambiguous: there are several; some are named.
        """
        few = self._kept if self._kept is not None else list(self._window(0, 6))
        if not few:
            msg = f"{self._subject.name}: nothing answers this question."
            raise NotFound(msg, asked=self._subject.name)
        if len(few) > 1:
            named = [str(getattr(row, "key", row)) for row in few[:5]]
            more = f" (of {self.count()})" if len(few) > 5 else ""
            msg = (
                f"{self._subject.name}: several rows answer{more}: {', '.join(named)}. "
                "Narrow with where(…), or take first()."
            )
            raise Ambiguous(msg, asked=self._subject.name, candidates=named)
        return few[0]

    def count(self) -> int:  # type: ignore[override]
        """How many rows there are, without fetching them."""
        for kept in (self._kept, self._flat):
            if kept is not None:
                return len(kept)
        return self._asker.count(self._subject, self._stages)

    def exists(self) -> bool:
        """Whether there is any row."""
        for kept in (self._kept, self._flat):
            if kept is not None:
                return bool(kept)
        return self._asker.count(self._subject, self._part(0, 1)) > 0

    @property
    def complete(self) -> bool:
        """Whether what the packs declare vouches for the whole answer."""
        return self._asker.complete(self._subject, self._stages)

    @property
    def coverage(self) -> list[Coverage]:
        """The declarations of packs that the answer touches."""
        return self._asker.coverage(self._subject, self._stages)

    def cite(self) -> Bibliography:
        """The sources that the answer rests on, with the version of the data.

        ``print(q.cite())`` gives them as text, ``q.cite().bibtex`` as BibTeX.

        Raises:
            NotFound, Ambiguous: a name in the question.
        """
        return self._asker.cite(self._subject, self._stages)

    def plot(self, kind: str, **options: Any) -> Any:
        """Draw it: a matplotlib Figure, which shows itself in a notebook and can be restyled.

        ``.save("stays.svg")`` writes it as .png, .svg, .pdf or .html.

        Args:
            kind: ``launches-per-year``, ``launches-by-family``, ``success-rate``, ``stays``,
                ``people-in-space``, ``crew-exchange``, ``satellites`` or ``map``.
            options: ``title`` instead of ours; ``width`` and ``height`` in inches.

        Raises:
            NotFound: there is no such kind.
            CannotDraw: this kind does not show such an answer, or no such option.
            MissingExtra: matplotlib is not installed.
        """
        return self._asker.draw(self, kind, **options)

    def page(self, path: str | Path, title: str | None = None) -> Path:
        """Write its timeline as one HTML file to explore in a browser, without a network.

        Lanes by kind, zoom from decades to minutes, filters, a card with facts and sources for
        each entry; vague dates are spans. The rows are entries of `timeline`, or records with
        dates: launches, flights, stays, events …

        Args:
            path: of the file; what stands there is replaced, whole or not at all.
            title: the page's heading; what was asked unless given.

        Returns:
            The path.

        Raises:
            MissingExtra: the library that draws it is not installed.
            CannotDraw: the path ends like another format than .html.
            NoDates: rows of this question have no dates.
            CannotWrite: the file cannot be written; what stood there stands.
            NotFound, Ambiguous: a name in the question.
        """
        return self._asker.write_page(self._asker, self._subject, self._stages, path, title)

    @property
    def statement(self) -> Any:
        """The SQLAlchemy select behind it; None where rows are worked out in Python."""
        return self._asker.statement(self._subject, self._stages)

    # -- leaving: see `Leaving` ------------------------------------------------------------

    def __reduce__(self) -> tuple[Any, ...]:
        # What has been loaded travels; the database does not.
        subject = self._subject
        return unpickled, (
            subject.name,
            subject.shown,
            subject.types(),
            self._kept,
            self._flat,
        )

    # -- being looked at -------------------------------------------------------------------

    def _notes(self) -> list[str]:
        """One line each: what the defaults left out, and what is not complete."""
        if isinstance(self._asker, Gone):
            return ["unpickled without its database"]
        left_out = self._asker.left_out(self._subject, self._stages)
        wholeness = self._asker.wholeness(self._subject, self._stages)
        return [note for note in (left_out, wholeness) if note]

    def _peek(self, rows: int) -> tuple[list[dict[str, Any]], int]:
        """The first flat rows, and how many there are in all."""
        if self._flat is not None:
            return self._flat[:rows], len(self._flat)
        total = self.count()
        if total <= rows:
            return self.to_dicts(), total
        return self._asker.flat(self._subject, self._part(0, rows)), total

    def __repr__(self) -> str:
        from spacetimeline.output.tables import text_table
        from spacetimeline.output.words import printable

        rows, total = self._peek(12)
        subject = self._subject
        return printable(text_table(subject.name, subject.shown, rows, total, self._notes()))

    def _repr_html_(self) -> str:
        from spacetimeline.output.tables import html_table

        rows, total = self._peek(40)
        return html_table(self._subject.name, self._subject.shown, rows, total, self._notes())


class BadNumber(SpacetimelineError, ValueError, TypeError):
    """A number of rows that is none."""


FAR = 2**53
"""No answer has so many rows, and databases count further."""


def whole(number: Any, where: str) -> int:
    """A whole number of rows, or of a row.

    Raises:
        BadNumber: it is none.
    """
    try:
        return max(-FAR, min(operator.index(number), FAR))
    except TypeError:
        msg = f"{where} takes whole numbers, not {number!r}. Type limit(10) or q[0:10]."
        raise BadNumber(msg) from None


class Gone:
    """Stands for the database and the subject of a query that was unpickled: there are none.

    It knows the names that a table needs; whatever else is asked of it is an error
    that says so.
    """

    gone = True

    def __init__(self, name: str, shown: list[str], known: dict[str, str]) -> None:
        self.name = name
        self.shown = shown
        self.known = known

    def flat_names(self) -> list[str]:
        """The names of all flat fields, in order."""
        return list(self.known)

    def types(self) -> dict[str, str]:
        """For each flat field, in order, its type."""
        return dict(self.known)

    def __getattr__(self, question: str) -> Any:
        if question.startswith("__"):
            raise AttributeError(question)
        msg = (
            f"This answer to {self.name} was unpickled without its database, and only holds what "
            f"was loaded before. Ask again: st.{self.name}(...)."
        )
        raise DatabaseError(msg)


def unpickled(
    name: str,
    shown: list[str],
    types: dict[str, str],
    kept: list[Any] | None,
    flat: list[dict[str, Any]] | None,
) -> Query[Any]:
    """A query with what had been loaded when it was pickled."""
    gone: Any = Gone(name, shown, types)
    return Query(gone, gone, [Stage()], kept, flat)
