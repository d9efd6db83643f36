"""Finds what a reference means: which record of which kind.

A field that refers to one kind holds the exact key. Where several kinds may be
meant, ``kind:key`` says which; of a bare key that is a flight's and its craft's
the flight is meant, of a family's and its vehicle's the family, like `get`
does. A key that no pack has is a problem that names the nearest ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from spacetimeline.errors import NotFound
from spacetimeline.packs import limits
from spacetimeline.packs.format.fields import Field, referring_fields
from spacetimeline.packs.world import Ref
from spacetimeline.vocabularies import RecordKind, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacetimeline.packs.format.validate import Problems
    from spacetimeline.packs.pack import Contribution, Pack
    from spacetimeline.packs.reader import Path

# Records that share a name, and often a key: the first of them that exists is meant.
_TOGETHER = (
    (RecordKind.FLIGHT, RecordKind.SPACECRAFT, RecordKind.LAUNCH),
    (RecordKind.FAMILY, RecordKind.VEHICLE),
)


class Resolved(NamedTuple):
    """What a contribution says, with its references resolved.

    Attributes:
        values: its values; shared with the contribution where nothing changed.
        broken: the fields that are wrong, by their shape or by what they refer to.
        kept: of lists that lost entries here, which of the contribution's are left.
    """

    values: dict[str, Any]
    broken: set[str]
    kept: dict[str, list[int]]


class References:
    """The keys of all packs, and what refers to them."""

    def __init__(self, packs: list[Pack], problems: Problems) -> None:
        self.problems = problems
        self.known: dict[RecordKind, set[str]] = {kind: set() for kind in RecordKind}
        self.unread: set[tuple[RecordKind, str]] = set()
        self.words: set[str] = set()
        for pack in packs:
            for contribution in pack.records:
                self.known[contribution.kind].add(contribution.key)
            # What could not be read may well define what is asked for.
            self.unread |= pack.unread
            for document in pack.files:
                self.words |= document.unread
        self._broken: set[str] = set()

    def resolve(self, contribution: Contribution) -> Resolved:
        """A contribution's values with its references resolved.

        A reference to nothing is noted, and left out like any other broken value.
        """
        self._broken = set(contribution.broken)
        values = contribution.values
        changed: dict[str, Any] | None = None
        kept: dict[str, list[int]] = {}
        for name, field in referring_fields(contribution.kind):
            before = values.get(name)
            if before is None:
                continue
            after: Any
            if field.is_list:
                after, places = self._list(contribution, field, before)
                if places is not None:
                    kept[name] = places
            elif field.parts:
                after = self._mapping(contribution, field, before, (name,))
            else:
                after = self._one(contribution, field, before, (name,))
            if after is not before:
                changed = dict(values) if changed is None else changed
                changed[name] = after
                if after is None:
                    del changed[name]
        return Resolved(values if changed is None else changed, self._broken, kept)

    def _list(
        self, contribution: Contribution, field: Field, before: list[Any]
    ) -> tuple[list[Any], list[int] | None]:
        """A list without what could not be resolved, and which places are left, if not all."""
        after: list[Any] = []
        places: list[int] = []
        same = True
        for index, each in enumerate(before):
            way = (field.name, index)
            if field.parts:
                found: Any = self._mapping(contribution, field, each, way)
            else:
                found = self._one(contribution, field, each, way)
            same = same and found is each
            if found is not None:
                after.append(found)
                places.append(index)
        return (before, None) if same else (after, places)

    def _mapping(
        self, contribution: Contribution, field: Field, before: dict[str, Any], way: Path
    ) -> dict[str, Any] | None:
        after = before
        for name, part in field.parts.items():
            if not part.kinds or name not in before:
                continue
            if self._one(contribution, part, before[name], (*way, name)) is None:
                if field.is_list and name != "represented":
                    return None  # an entry without the record that it is about says nothing
                after = {key: each for key, each in after.items() if key != name}
            elif ":" in before[name]:
                after = {**after, name: before[name].partition(":")[2]}
        return after

    def _one(
        self, contribution: Contribution, field: Field, text: str, way: Path
    ) -> str | Ref | None:
        """The record that a text means; None, and a problem, if there is none."""
        if not field.many_kinds and text in self.known[field.kinds[0]]:
            return text
        prefix, colon, key = text.partition(":")
        wanted = _kind(prefix.strip()) if colon else None
        key = key.strip() if wanted else text
        found = [
            kind
            for kind in ((wanted,) if wanted else field.kinds)
            if kind in field.kinds and key in self.known[kind]
        ]
        for together in _TOGETHER:
            if len(found) > 1 and all(kind in together for kind in found):
                found = [kind for kind in together if kind in found][:1]
        if len(found) == 1:
            return Ref(found[0], key) if field.many_kinds else key
        if found:
            self._broken.add(str(way[0]))
            self.problems.add(
                contribution.document,
                contribution.where(*way),
                f"{text!r} is several records: {', '.join(found)}",
                f"write {' or '.join(f'{kind}:{key}' for kind in found)}",
            )
        else:
            self._unknown(contribution, field.kinds, text, way)
        return None

    def _unknown(
        self, contribution: Contribution, kinds: tuple[RecordKind, ...], text: str, way: Path
    ) -> None:
        prefix, colon, rest = text.partition(":")
        kind = _kind(prefix.strip()) if colon else None
        key = rest if kind else text
        self._broken.add(str(way[0]))
        if self.problems.full:
            self.problems.more += 1
            return
        if key in self.words or any((each, key) in self.unread for each in kinds):
            return
        what = " or ".join(kinds) if len(kinds) <= 3 else "record"
        short = text if len(text) <= 60 else f"{text[:60]}…"
        message = f"there is no {kind if kind in kinds else what} {short!r}"
        others = [each for each in self.known if key in self.known[each] and each not in kinds]
        if colon and kind is None:
            hint = f"{prefix[:40]!r} is no kind of record; before the colon stands a kind, such as flight:soyuz-tm-13"
        elif others:
            hint = f"there is a {others[0]} of that key, but a {what} is meant here"
        else:
            near = self.nearest(key, (kind,) if kind in kinds else kinds)
            section = (kind if kind in kinds else kinds[0]).section
            add = "any pack" if len(kinds) > 3 else f"a pack under `{section}:`"
            hint = (
                f"did you mean {' or '.join(near)}?"
                if near
                else f"write its key, or add it to {add}"
            )
        self.problems.add(contribution.document, contribution.where(*way), message, hint)

    def nearest(self, text: str, kinds: tuple[RecordKind | None, ...]) -> list[str]:
        """The keys most like a text, best first."""
        if not self.problems.may_suggest():
            return []
        return nearest_keys(text, [key for kind in kinds if kind for key in self.known[kind]])


def nearest_keys(text: str, keys: Sequence[str], limit: int = 3) -> list[str]:
    """The keys most like a text, best first; empty when none is near."""
    # Imported here because only a mistake needs it.
    from rapidfuzz import fuzz, process

    wanted = text[: limits.MAX_KEY].lower().replace(" ", "-")
    found = process.extract(
        wanted, keys, scorer=fuzz.ratio, processor=str.lower, limit=limit, score_cutoff=60
    )
    return [key for key, _, _ in found]


def _kind(text: str) -> RecordKind | None:
    if text.lower() == "station":
        return RecordKind.SPACECRAFT
    try:
        return word(RecordKind, text)
    except NotFound:
        return None
