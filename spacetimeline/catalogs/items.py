"""What one row of a catalogue tells of one record, in our terms, before it is matched."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from spacetimeline.vocabularies import NameKind, RecordKind

if TYPE_CHECKING:
    from spacetimeline.dates import VagueDate


class Ref(NamedTuple):
    """Another record, as the catalogue calls it."""

    kind: RecordKind
    ref: str
    state: str | None = None
    """Of an organization: the state that it is said to belong to, should nothing else tell."""


class Alias(NamedTuple):
    """A further name of a record."""

    text: str
    kind: NameKind = NameKind.ALIAS
    language: str | None = None


class Term(NamedTuple):
    """Who operated something: an organization, and when, as text."""

    who: Ref
    since: str | None = None
    until: str | None = None


@dataclass(slots=True, eq=False)
class Item:
    """One record as a catalogue tells of it.

    Attributes:
        kind: its kind.
        ref: what the catalogue calls it; the catalogue's other rows refer to it so.
        key: its key, should it become a record of its own.
        name: its usual name.
        names: further names.
        identifiers: scheme and value of each, the most certain first.
        values: what goes into columns of its own table.
        dates: its dates, by the prefix of their columns.
        refs: other records, by column.
        operators: who operates or operated it, the last one last.
        alike: refs under which it may be known as well (a site's other codes).
        note: doubts, in our words.
    """

    kind: RecordKind
    ref: str
    key: str
    name: str
    names: list[Alias] = field(default_factory=list)
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    dates: dict[str, VagueDate] = field(default_factory=dict)
    refs: dict[str, Ref] = field(default_factory=dict)
    operators: list[Term] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    note: str | None = None


class RowError(ValueError):
    """A row cannot be read: which field, why, and what it holds."""

    def __init__(self, column: str, message: str, text: str = "") -> None:
        super().__init__(message)
        self.column = column
        self.message = message
        self.text = text
