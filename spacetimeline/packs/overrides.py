"""``overrides:`` — a pack's values that replace those of other packs.

The old value is not lost: for each source of the record it becomes a claim with
the verdict *superseded*, and the new one a claim of the override's own sources
that is *adopted*; claims that adopted the old value are superseded with it. Two packs that override one field differently contradict each
other, and neither wins.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from spacetimeline.packs.format.fields import fields
from spacetimeline.packs.wording import value_text
from spacetimeline.packs.world import Citation, MergedClaim
from spacetimeline.vocabularies import RecordKind, Verdict

if TYPE_CHECKING:
    from spacetimeline.packs.pack import Contribution
    from spacetimeline.packs.reader import Path
    from spacetimeline.packs.references import References, Resolved
    from spacetimeline.packs.world import MergedRecord, Ref, World

_ONLY_ADDED = ("names", "identifiers")


_Adopted = dict[tuple["Ref", str], list["MergedClaim"]]


def override(world: World, references: References) -> None:
    """Apply the overrides of all packs, in their order."""
    adopted: _Adopted = {}
    for claim in world.claims:
        if claim.attribute is not None and claim.verdict is Verdict.ADOPTED:
            adopted.setdefault((claim.about, claim.attribute), []).append(claim)
    for pack in world.packs:
        for contribution in pack.overrides:
            _override(world, references, adopted, contribution)


def _override(
    world: World, references: References, adopted: _Adopted, contribution: Contribution
) -> None:
    """Replace values of one record, and keep the old ones as claims."""
    kind, key = contribution.kind, contribution.key
    record = world.get(kind, key)
    if record is not None:
        _Overriding(world, record, contribution, references.resolve(contribution), adopted).run()
    elif key not in references.words and (kind, key) not in references.unread:
        near = references.nearest(key, (kind,))
        world.problems.add(
            contribution.document,
            contribution.where(),
            f"there is no {kind} {key!r} to override",
            f"did you mean {' or '.join(near)}?"
            if near
            else f"write a new one under `{kind.section}:`",
        )


class _Overriding:
    """Replaces values of one record by those of one override."""

    def __init__(
        self,
        world: World,
        record: MergedRecord,
        contribution: Contribution,
        resolved: Resolved,
        adopted: _Adopted,
    ) -> None:
        self.world = world
        self.record = record
        self.contribution = contribution
        self.resolved = resolved
        self.adopted = adopted
        self.old_sources = [each.source for each in record.sources]
        self.sources: list[str] = resolved.values.get("sources", [])
        self.note: str | None = resolved.values.get("note")

    def run(self) -> None:
        """Replace all of it."""
        record, contribution = self.record, self.contribution
        if (
            not self.sources
            and "sources" not in self.resolved.broken
            and record.kind is not RecordKind.SOURCE
        ):
            self._problem(
                (),
                "an override says no source",
                "add `sources: [key]`: who says that the other value is wrong?",
            )
        for name, value in self.resolved.values.items():
            if name in ("sources", "note"):
                continue
            if name in _ONLY_ADDED:
                place = f"{record.kind.section}: {{{record.key}: {{{name}: …}}}}"
                self._problem(
                    (name,), f"`{name}` are added to, not overridden", f"write them under `{place}`"
                )
            elif isinstance(value, dict):
                holder = record.values.setdefault(name, {})
                for part, each in value.items():
                    self._replace(holder, (name, part), each)
            else:
                self._replace(record.values, (name,), value)
        record.broken |= self.resolved.broken
        have = set(self.old_sources)
        record.sources += [
            Citation(each, contribution.pack) for each in self.sources if each not in have
        ]

    def _problem(self, way: Path, message: str, hint: str) -> None:
        place = self.contribution.where(*way)
        self.world.problems.add(self.contribution.document, place, message, hint)

    def _replace(self, holder: dict[str, Any], way: tuple[str, ...], value: Any) -> None:
        name, old = ".".join(way), holder.get(way[-1])
        before = self._overridden(name)
        if old == value:
            return
        if before is not None:
            self._problem(
                way,
                f"pack {before.pack} overrides this too, with {value_text(self.world, old)!r} "
                f"({before.place(*way)})",
                "keep one of the two overrides",
            )
            return
        shape = fields(self.record.kind)[way[0]]
        shape = shape.parts.get(way[-1], shape)
        why = self.note or f"overridden by the pack {self.contribution.pack}"
        said = self._supersede(name, why)
        if old is not None:
            sources = [each for each in self.old_sources if each not in said]
            text = value_text(self.world, old, shape)
            self._claims(name, text, sources, Verdict.SUPERSEDED, why)
        if value is None:
            holder.pop(way[-1], None)
        else:
            holder[way[-1]] = copy.deepcopy(value)
            text = value_text(self.world, value, shape)
            self._claims(name, text, self.sources, Verdict.ADOPTED, self.note)
        self._now_from_here(name, value)

    def _overridden(self, name: str) -> Contribution | None:
        """The override that has replaced this field already."""
        before = self.record.origin.get(name)
        return before if before is not None and before.path[:1] == ("overrides",) else None

    def _now_from_here(self, name: str, value: Any) -> None:
        self.record.origin[name] = self.contribution
        self.record.items.pop(name, None)
        if isinstance(value, list):
            kept = self.resolved.kept.get(name) or range(len(value))
            self.record.items[name] = [(self.contribution, index) for index in kept]

    def _supersede(self, attribute: str, why: str) -> set[str]:
        """Claims that adopted the old value fall with it; returns whose they are."""
        claims = self.adopted.pop((self.record.ref, attribute), [])
        for claim in claims:
            claim.verdict = Verdict.SUPERSEDED
            claim.note = f"{claim.note}\n{why}" if claim.note else why
        return {claim.source for claim in claims}

    def _claims(
        self, attribute: str, value: str, sources: list[str], verdict: Verdict, note: str | None
    ) -> None:
        """One claim for each source that says so."""
        for source in sources:
            cited = self.world.get(RecordKind.SOURCE, source)
            self.world.claims.append(
                MergedClaim(
                    about=self.record.ref,
                    attribute=attribute,
                    value=value,
                    source=source,
                    date=cited.values.get("date") if cited else None,
                    verdict=verdict,
                    note=note,
                    pack=self.contribution.pack,
                    from_override=True,
                    origin=self.contribution,
                )
            )
