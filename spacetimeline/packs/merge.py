"""The heart of this room: one world out of all packs.

`merge(packs)` takes packs in order, those that others depend on first, and gives
a `World` (its shape is described in `world`). The rules:

- A record lives in the first pack that speaks of it. Another pack may repeat its
  key to add names, identifiers, sources, entries of lists, and values for fields
  that are still empty.
- Another value for a fact that stands is a problem, unless it is written under
  ``overrides:``; then it replaces the fact, and the old value becomes a claim
  with the verdict *superseded* that cites the record's sources.
- Nothing is remembered between merges: without the overriding pack the world is
  merged again as if it had never been there.

The merge itself only notes what contradicts another file or refers to nothing;
what cannot be in the world as a whole is asked by `checks`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacetimeline.packs.claims import merge_claims, merge_coverage
from spacetimeline.packs.defaults import fill
from spacetimeline.packs.format.sections import SECTIONS
from spacetimeline.packs.overrides import override
from spacetimeline.packs.references import References
from spacetimeline.packs.scripts import script_of
from spacetimeline.packs.wording import value_text
from spacetimeline.packs.world import Citation, MergedIdentifier, MergedName, MergedRecord, World
from spacetimeline.vocabularies import NameKind, RecordKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacetimeline.packs.pack import Contribution, Pack
    from spacetimeline.packs.reader import Path
    from spacetimeline.packs.references import Resolved

# An entry of these lists is about the record in this field: said twice, it is one entry.
_ABOUT = {"crew": "person", "members": "person"}


def merge(packs: Sequence[Pack]) -> World:
    """One world out of packs, in their order; what is wrong stands in its `problems`."""
    world = World(list(packs))
    for kind in (*SECTIONS, RecordKind.CLAIM, RecordKind.STAY):
        world.records[kind] = {}
    for pack in packs:
        world.problems.extend(pack.problems.found)
        world.problems.more += pack.problems.more
    references = References(world.packs, world.problems)
    for pack in packs:
        for contribution in pack.records:
            _Adding(world, contribution).add(references.resolve(contribution))
    merge_claims(world, references)
    override(world, references)
    merge_coverage(world)
    fill(world)
    return world


def _same(entry: Any, about: str | None) -> Any:
    """What makes two entries of a list the same one."""
    if isinstance(entry, dict):
        return entry[about] if about else frozenset(entry.items())
    return entry


class _Adding:
    """Adds what one place says to the record that it is about."""

    def __init__(self, world: World, contribution: Contribution) -> None:
        records = world.records[contribution.kind]
        record = records.get(contribution.key)
        if record is None:
            record = MergedRecord(contribution.kind, contribution.key, contribution.pack)
            records[contribution.key] = record
        record.contributions.append(contribution)
        self.world = world
        self.contribution = contribution
        self.record = record

    def add(self, resolved: Resolved) -> None:
        """Add all of it; another value for what stands is noted and left out."""
        record, pack = self.record, self.contribution.pack
        record.broken |= resolved.broken
        for name, value in resolved.values.items():
            if name == "names":
                add_names(record, value, pack)
            elif name == "identifiers":
                add_identifiers(record, value, pack)
            elif name == "sources":
                add_sources(record, value, pack)
            elif name == "note" and record.values.get(name, value) != value:
                record.values[name] += f"\n{value}"  # a note is no fact, and contradicts nothing
            elif isinstance(value, list):
                self._entries(name, value, resolved.kept.get(name))
            elif isinstance(value, dict):
                mapping = record.values.setdefault(name, {})
                for part, each in value.items():
                    self._set(mapping, (name, part), each)
            else:
                self._set(record.values, (name,), value)

    def _set(self, holder: dict[str, Any], way: tuple[str, ...], value: Any) -> None:
        """Set a value that is not there yet; another one that stands is contradicted."""
        if way[-1] not in holder:
            holder[way[-1]] = value
            self.record.origin[".".join(way)] = self.contribution
        elif holder[way[-1]] != value:
            stands = self.record.origin[".".join(way)]
            self._contradiction(way, value, holder[way[-1]], stands, stands.place(*way))

    def _contradiction(
        self, way: Path, value: Any, old: Any, stands: Contribution, place: str
    ) -> None:
        contribution, record = self.contribution, self.record
        said = value_text(self.world, value)
        hint = "keep one of the two"
        if stands.pack != contribution.pack:
            whole = f"{way[0]}: {said}" if len(way) == 1 else f"{way[0]}: …"
            path = f"{record.kind.section}: {{{record.key}: {{{whole}, sources: […]}}}}"
            hint = f"to replace it, write it under overrides: {{{path}}}"
        self.world.problems.add(
            contribution.document,
            contribution.where(*way),
            f"{said!r} contradicts {value_text(self.world, old)!r}, "
            f"which stands in pack {stands.pack} ({place})",
            hint,
        )

    def _entries(self, name: str, entries: list[Any], kept: list[int] | None) -> None:
        """Add a list's entries that are not there yet."""
        values = self.record.values.setdefault(name, [])
        items = self.record.items.setdefault(name, [])
        about = _ABOUT.get(name)
        have: dict[Any, int] = {}
        if len(self.record.contributions) > 1:
            # Within one list nothing is left out: what it has twice is for the checks.
            have = {_same(each, about): place for place, each in enumerate(values)}
        for position, entry in enumerate(entries):
            index = kept[position] if kept else position
            place = have.get(_same(entry, about))
            if place is None:
                values.append(dict(entry) if isinstance(entry, dict) else entry)
                items.append((self.contribution, index))
            elif about:
                self._complete(name, place, index, entry)

    def _complete(self, name: str, place: int, index: int, entry: dict[str, Any]) -> None:
        """Add to an entry what this place says of the same person."""
        stands = self.record.values[name][place]
        for part, value in entry.items():
            if stands.setdefault(part, value) != value:
                first, number = self.record.items[name][place]
                self._contradiction(
                    (name, index, part), value, stands[part], first, first.place(name, number, part)
                )


def add_names(record: MergedRecord, entries: Iterable[dict[str, Any]], pack: str) -> None:
    """Add names that the record does not have yet."""
    have = {(name.text, name.lang) for name in record.names}
    for entry in entries:
        text, lang = entry["text"], entry.get("lang")
        if (text, lang) not in have:
            have.add((text, lang))
            record.names.append(
                MergedName(
                    text,
                    lang,
                    entry.get("script") or script_of(text),
                    entry.get("kind", NameKind.ALIAS),
                    entry.get("family"),
                    entry.get("since"),
                    entry.get("until"),
                    pack,
                )
            )


def add_identifiers(record: MergedRecord, schemes: dict[str, list[str]], pack: str) -> None:
    """Add identifiers that the record does not have yet."""
    have = {(each.scheme, each.value) for each in record.identifiers}
    for scheme, values in schemes.items():
        for value in values:
            if (scheme, value) not in have:
                have.add((scheme, value))
                record.identifiers.append(MergedIdentifier(scheme, value, pack))


def add_sources(record: MergedRecord, keys: Iterable[str], pack: str) -> None:
    """Add sources that the record does not cite yet."""
    have = {each.source for each in record.sources}
    for key in keys:
        if key not in have:
            have.add(key)
            record.sources.append(Citation(key, pack))
