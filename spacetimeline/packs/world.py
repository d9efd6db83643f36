"""What all packs say together: the shape of what `merge` gives to the loader.

`World.records[kind][key]` is a `MergedRecord`. Its `values` are plain: text,
bool, int, float, `VagueDate`, words of vocabularies, keys of other records, and
lists and mappings of those. A reference to one kind of record is its key; one
that may be to several kinds (`about`, `parties`, `resolved_by`) is a `Ref`.
Everything is in one form, whatever short form a file used, defaults are filled
in, and every reference exists; so whoever loads it need not check again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from spacetimeline.packs.format.validate import Problems

if TYPE_CHECKING:
    from spacetimeline.dates import VagueDate
    from spacetimeline.packs.pack import Contribution, Pack
    from spacetimeline.packs.reader import Document, Path
    from spacetimeline.vocabularies import NameKind, RecordKind, Verdict


class Ref(NamedTuple):
    """A reference to a record of any kind."""

    kind: RecordKind
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class MergedName(NamedTuple):
    """A further name of a record, and the pack that it comes from."""

    text: str
    lang: str | None
    script: str | None
    kind: NameKind
    family: str | None
    since: VagueDate | None
    until: VagueDate | None
    pack: str


class MergedIdentifier(NamedTuple):
    """An identifier of a record, and the pack that it comes from."""

    scheme: str
    value: str
    pack: str


class Citation(NamedTuple):
    """A source of a record, by key, and the pack that cites it."""

    source: str
    pack: str


@dataclass(slots=True, eq=False)
class MergedRecord:
    """One record, as all packs together have it.

    Attributes:
        kind: its kind.
        key: its key, unique in its kind.
        pack: the pack that it lives in: the first that speaks of it.
        values: its fields, see the module; a field without a value is not there.
        names: its other names, in order of packs.
        identifiers: its identifiers, in order of packs.
        sources: its sources, in order of packs.
        contributions: what each place in each pack said, the owner's first.
        origin: which contribution gave a field, or a field of a mapping (``landing.date``).
        items: of each list, which contribution gave each entry, and its place there.
        broken: fields that are wrong in some file; their absence means nothing.
    """

    kind: RecordKind
    key: str
    pack: str
    values: dict[str, Any] = field(default_factory=dict)
    names: list[MergedName] = field(default_factory=list)
    identifiers: list[MergedIdentifier] = field(default_factory=list)
    sources: list[Citation] = field(default_factory=list)
    contributions: list[Contribution] = field(default_factory=list)
    origin: dict[str, Contribution] = field(default_factory=dict)
    items: dict[str, list[tuple[Contribution, int]]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """Its usual name; the key where it has none."""
        return str(self.values.get("name") or self.key)

    @property
    def ref(self) -> Ref:
        """A reference to it."""
        return Ref(self.kind, self.key)

    def where(self, *way: str | int) -> tuple[Document, Path]:
        """File and path of a value of this record, or of what stands around it."""
        if len(way) > 1 and isinstance(way[1], int):
            entries = self.items.get(str(way[0]), [])
            if way[1] < len(entries):
                contribution, index = entries[way[1]]
                return contribution.document, contribution.where(way[0], index, *way[2:])
        for size in range(len(way), 0, -1):
            name = ".".join(map(str, way[:size]))
            found = self.origin.get(name)
            if found is None and self.items.get(name):
                found = self.items[name][0][0]
            if found is not None:
                return found.document, found.where(*way)
        first = self.contributions[0]
        return first.document, first.where(*way)


@dataclass(slots=True, eq=False)
class MergedClaim:
    """A source's claim about a record, with what we hold of it.

    Attributes:
        about: the record.
        attribute: ``orbit``, ``landing.date``; None where the value is a sentence.
        value: what the source says, as text.
        source: the source's key.
        date: when it was said; the source's own date where the claim has none.
        verdict: adopted, disputed or superseded.
        note: why.
        pack: the pack that says so; of an override's, the overriding one.
        from_override: whether an override made it, and no `claims:` list.
        origin: where it is written.
    """

    about: Ref
    attribute: str | None
    value: str
    source: str
    date: VagueDate | None
    verdict: Verdict
    note: str | None
    pack: str
    from_override: bool
    origin: Contribution


@dataclass(slots=True, eq=False)
class MergedCoverage:
    """What a pack claims to hold completely.

    Attributes:
        pack: whose claim it is.
        subject: a plural function: ``launches``.
        filters: its keywords, as the pack has them; values are text, or lists of text.
        since: from when.
        until: until when; None: until now.
        note: what exactly is meant.
    """

    pack: str
    subject: str
    filters: dict[str, Any]
    since: VagueDate | None
    until: VagueDate | None
    note: str | None


@dataclass(slots=True, eq=False)
class World:
    """All packs as one.

    Attributes:
        records: kind → key → record.
        claims: all claims, overrides' too, in order of packs.
        coverage: all coverage, in order of packs.
        packs: the packs, in order.
        problems: what is wrong; a world with problems is not to be loaded.
    """

    packs: list[Pack]
    records: dict[RecordKind, dict[str, MergedRecord]] = field(default_factory=dict)
    claims: list[MergedClaim] = field(default_factory=list)
    coverage: list[MergedCoverage] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)

    def of(self, kind: RecordKind) -> dict[str, MergedRecord]:
        """The records of a kind, by key."""
        return self.records[kind]

    def get(self, kind: RecordKind, key: str | None) -> MergedRecord | None:
        """One record; None if there is none, or no key."""
        return self.records[kind].get(key) if key else None

    def problem(self, record: MergedRecord, way: Path, message: str, hint: str = "") -> None:
        """Note what is wrong with a value of a record, at the line where it stands."""
        document, path = record.where(*way)
        self.problems.add(document, path, message, hint)
