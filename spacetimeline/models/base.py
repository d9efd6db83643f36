"""What all models share: the declarative base, instants, vague dates, and being a record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, overload

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    inspect,
)
from sqlalchemy.orm import (
    Composite,
    DeclarativeBase,
    Mapped,
    composite,
    declared_attr,
    mapped_column,
    relationship,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from spacetimeline.dates import Precision, VagueDate, from_db, to_db
from spacetimeline.errors import SpacetimelineError

if TYPE_CHECKING:
    from spacetimeline.models.records import Claim, Identifier, Name, Record, Source

Ordered = String().with_variant(String(collation="C"), "postgresql")
"""Text that orders answers: by code point on every database."""


class Instant(TypeDecorator[datetime]):
    """A point in time, UTC: timestamptz on PostgreSQL, 24 characters of text on SQLite.

    SQLite compares text, so every instant has the same shape,
    ``YYYY-MM-DDTHH:MM:SS.mmmZ``; a shorter one would sort wrongly.
    """

    impl = String(24)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The database's own type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(String(24))

    def process_bind_param(self, value: datetime | str | None, dialect: Dialect) -> Any:
        """As the database keeps it."""
        if value is None or dialect.name == "postgresql" or isinstance(value, str):
            return value
        return to_db(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """As the database gave it, turned back."""
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        return from_db(value)


class _Members(dict[str | None, StrEnum | None]):
    """The members of a vocabulary by value; an unknown one is the vocabulary's own error."""

    def __init__(self, vocabulary: type[StrEnum]) -> None:
        super().__init__({member.value: member for member in vocabulary})
        self[None] = None
        self.vocabulary = vocabulary

    def __missing__(self, value: str | None) -> StrEnum:
        return self.vocabulary(str(value))


class Word(TypeDecorator[StrEnum]):
    """A word of a vocabulary, stored by value.

    The loader stops at an unknown word, so the database needs no CHECK that
    each new word would have to migrate.
    """

    impl = String
    cache_ok = True

    def __init__(self, vocabulary: type[StrEnum]) -> None:
        super().__init__()
        self.vocabulary = vocabulary

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Turns values back: one look-up, since records have many."""
        return _Members(self.vocabulary).__getitem__

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        """As the database keeps it."""
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:
        """As the database gave it, turned back."""
        return None if value is None else self.vocabulary(value)


class VagueText(TypeDecorator[VagueDate]):
    """A vague date that only qualifies a list entry (since, until): kept as its text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: VagueDate | str | None, dialect: Dialect) -> str | None:
        """As the database keeps it."""
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> VagueDate | None:
        """As the database gave it, turned back."""
        return None if value is None else VagueDate.parse(value)


class ReadOnlyRecord(SpacetimelineError, AttributeError):
    """Somebody assigned to a record."""


class Base(DeclarativeBase):
    """The declarative base; every constraint has a name, so that it can be migrated.

    What was loaded is a snapshot: nothing can be assigned, and it pickles with
    what it has loaded, without its session.
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    def __setattr__(self, attribute: str, value: object) -> None:
        # SQLAlchemy fills __dict__ itself when it loads; whoever assigns is a user.
        if not attribute.startswith("_"):
            raise ReadOnlyRecord(_READ_ONLY.format(type(self).__name__, attribute, "assigned"))
        super().__setattr__(attribute, value)

    def __delattr__(self, attribute: str) -> None:
        raise ReadOnlyRecord(_READ_ONLY.format(type(self).__name__, attribute, "deleted"))

    def __getstate__(self) -> dict[str, Any]:
        state = self.__dict__.copy()
        state.pop(SESSION, None)
        return state


SESSION = "_session"
"""Under this name a record holds on to the session that loads its relations (see database)."""

_READ_ONLY = (
    "{} {!r} cannot be {}: records are read-only snapshots. "
    "To change a fact, load a pack that has it under `overrides:`."
)


DATE_PARTS: tuple[tuple[str, Callable[[], TypeEngine[Any]], str], ...] = (
    ("text", String, "as the source gave it"),
    ("start", Instant, "first instant, without doubt's widening (UTC)"),
    ("end", Instant, "first instant that is too late, without doubt's widening (UTC)"),
    ("earliest", Instant, "first instant that is possible (UTC)"),
    ("before", Instant, "first instant that is too late (UTC)"),
    ("precision", lambda: Word(Precision), "how precise the source is"),
    ("uncertain", Boolean, "whether the source doubts it"),
)
"""The columns of a vague date, in the order of VagueDate's own fields."""


def _none_without_text(*values: Any) -> bool:
    return values[0] is None


@overload
def vague_date(
    prefix: str, meaning: str, *, optional: Literal[False] = False
) -> Composite[VagueDate]: ...
@overload
def vague_date(
    prefix: str, meaning: str, *, optional: Literal[True]
) -> Composite[VagueDate | None]: ...
def vague_date(prefix: str, meaning: str, *, optional: bool = False) -> Any:
    """The seven columns ``{prefix}_text`` … ``{prefix}_uncertain``, as one VagueDate.

    Args:
        prefix: what the columns' names begin with.
        meaning: what the date is, for the data dictionary.
        optional: whether the date may be missing, as None.
    """
    # Plain columns: a mapped_column would have its type and nullability read
    # from VagueDate's annotations, in whichever module the model stands.
    columns: list[Column[Any]] = [
        Column(f"{prefix}_{part}", make(), nullable=optional, comment=f"{meaning}: {comment}")
        for part, make, comment in DATE_PARTS
    ]
    if optional:
        return composite(VagueDate, *columns, return_none_on=_none_without_text)
    return composite(VagueDate, *columns, return_none_on=None)


def link_table(
    name: str,
    first: str,
    to: str,
    second: str,
    other: str,
    *,
    ordered: bool = False,
    keep: bool = False,
) -> Table:
    """A table of pairs of rows, which is not mapped: relations go through it.

    Args:
        name: of the table.
        first: the column of the one end.
        to: the table that it is in; the pair goes when its row goes.
        second: the column of the other end.
        other: the table that that is in.
        ordered: whether the pairs of the first end have an order.
        keep: whether a row of the other end may not go while it is in a pair.
    """
    position = [Column("position", Integer, nullable=False, comment="order")] if ordered else []
    return Table(
        name,
        Base.metadata,
        Column(
            first,
            ForeignKey(f"{to}.id", ondelete="CASCADE"),
            primary_key=True,
            comment=f"which {to}",
        ),
        Column(
            second,
            ForeignKey(f"{other}.id", ondelete=None if keep else "CASCADE"),
            primary_key=True,
            index=True,
            comment=f"its {other}",
        ),
        *position,
    )


def other_end(link: object, *relations: str) -> str:
    """The names of what a link holds, as far as they are loaded: a repr must not load."""
    loaded = (getattr(link, "__dict__", {}).get(relation) for relation in relations)
    return " in ".join(str(one.__dict__.get("name")) for one in loaded if one is not None) or "?"


def span(link: Any) -> str:
    """From when to when a link holds, for its repr."""
    since, until = link.__dict__.get("since"), link.__dict__.get("until")
    return f"{since or '…'} to {until or '…'}" if since or until else "always"


class Recorded:
    """A record: it has a key, a name, and whatever hangs on its row in ``record``.

    Two records are equal, and hash alike, when kind and key agree, whatever
    the session or database that they came from.
    """

    __kind__: str = ""
    """The word for this kind of record, as in ``get(name, kind=…)``."""

    @declared_attr
    def id(cls) -> Mapped[int]:
        """Its number in this database."""
        return mapped_column(
            ForeignKey("record.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
            sort_order=-3,
            comment="the record's number in this database; not stable, use key",
        )

    @declared_attr
    def key(cls) -> Mapped[str]:
        """Its key: stable, readable, unique in its kind."""
        return mapped_column(
            Ordered,
            unique=True,
            sort_order=-2,
            comment="stable, readable, unique in its kind (as in record)",
        )

    @declared_attr
    def name(cls) -> Mapped[str]:
        """Its usual name."""
        return mapped_column(String, sort_order=-1, comment="the usual name (as in record)")

    @declared_attr
    def record(cls) -> Mapped[Record]:
        """Its row in the registry, on which names, identifiers, sources and claims hang."""
        # Claim and Source have further keys to record, so say which one is meant.
        name: str = cls.__name__  # type: ignore[attr-defined]  # mypy takes cls for an instance
        return relationship("Record", foreign_keys=f"{name}.id", viewonly=True)

    @property
    def kind_of_record(self) -> str:
        """The word for the kind of this record: ``launch``, ``person`` …"""
        return self.__kind__

    @property
    def names(self) -> list[Name]:
        """All its names, the usual one first."""
        return list(self.record.names)

    @property
    def identifiers(self) -> list[Identifier]:
        """Its numbers and codes in catalogues: ``scheme`` and ``value``."""
        return list(self.record.identifiers)

    @property
    def sources(self) -> list[Source]:
        """Who says so, in the order in which the fixtures name them."""
        return [citation.source for citation in self.record.citations]

    @property
    def claims(self) -> list[Claim]:
        """What single sources say of it."""
        return list(self.record.claims)

    @property
    def note(self) -> str | None:
        """Doubts and explanations, in the words of the pack."""
        return self.record.note

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Recorded):
            return NotImplemented
        return self.__kind__ == other.__kind__ and self.key == other.key

    def __hash__(self) -> int:
        return hash((self.__kind__, self.key))

    def _shown(self) -> str:
        """What the repr says of it beside kind and name; must not load anything."""
        return ""

    def __repr__(self) -> str:
        loaded = inspect(self).dict  # never the attribute: a repr must not load
        name = loaded.get("name") or loaded.get("key") or "?"
        shown = self._shown()
        return f"<{type(self).__name__} {name}{': ' + shown if shown else ''}>"

    def _repr_html_(self) -> str | None:
        """Its card, for a notebook; None, so that the `repr` is shown, where it is detached."""
        session = inspect(self).session
        card = session.info.get("card") if session is not None else None
        # The library hands the way to it in with the session, as for `_asked`.
        return None if card is None else card(f"{self.__kind__}:{self.key}")

    def _asked(self, question: str, **filters: object) -> Any:
        """A question of the database that this record came from.

        The library hands the way to ask in with the session, since models know no queries.
        """
        session = inspect(self).session
        ask = session.info.get("ask") if session is not None else None
        if ask is None:
            msg = (
                f"{self!r} is detached from its database, so it cannot be asked for {question}. "
                f"Ask the database: st.{question}(...)."
            )
            raise SpacetimelineError(msg)
        return ask(question, **filters)
