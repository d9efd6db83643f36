"""What cannot be of claims and of coverage: fields, subjects and filters that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from spacetimeline.dates import VagueDate
from spacetimeline.errors import NotFound
from spacetimeline.names import fold, fold_word, nearest
from spacetimeline.packs.checks.attributes import attributes, plain_value
from spacetimeline.packs.checks.certain import check_order
from spacetimeline.packs.checks.claimable import SUBJECTS, YES_OR_NO
from spacetimeline.packs.references import nearest_keys
from spacetimeline.vocabularies import RecordKind, Verdict, Vocabulary, word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacetimeline.packs.checks.claimable import Takes
    from spacetimeline.packs.pack import Pack
    from spacetimeline.packs.world import MergedClaim, World


def check(world: World) -> None:
    """Note what cannot be of claims and of coverage."""
    for claim in world.claims:
        if not claim.from_override:
            _claim(world, claim)
    names = _Names(world)
    for pack in world.packs:
        for number in range(len(pack.coverage)):
            _coverage(world, names, pack, number)


def _claim(world: World, claim: MergedClaim) -> None:
    if claim.attribute is None:
        return
    known = attributes(claim.about.kind)
    if claim.attribute in known:
        if _cannot_be(world, claim, claim.attribute):
            return
        if claim.verdict is Verdict.ADOPTED:
            _adopted(world, claim, claim.attribute)
        return
    near = nearest(claim.attribute, sorted(known))
    # Of a craft and its flight with one key the flight is meant, and the craft may be.
    others = [
        kind
        for kind in (RecordKind.SPACECRAFT, RecordKind.LAUNCH, RecordKind.VEHICLE)
        if kind is not claim.about.kind
        and world.get(kind, claim.about.key) is not None
        and claim.attribute in attributes(kind)
    ]
    if others:
        hint = f"to speak of the {others[0]} write `about: {others[0]}:{claim.about.key}`"
    elif near:
        hint = f"did you mean {' or '.join(near)}?"
    else:
        hint = f"leave `attribute` out where no field holds the value; known: {', '.join(sorted(known))}"
    origin = claim.origin
    world.problems.add(
        origin.document,
        origin.where("attribute"),
        f"a {claim.about.kind} has no attribute {claim.attribute[:60]!r}",
        hint,
    )


def _cannot_be(world: World, claim: MergedClaim, attribute: str) -> bool:
    """Note a value that the attribute cannot have, whatever the verdict."""
    reads = plain_value(claim.about.kind, attribute)
    if reads is None:
        return False
    try:
        reads.validate_python(claim.value)
    except ValidationError as error:
        said = error.errors(include_url=False)[0].get("ctx", {})
        hint = said.get("hint") or "write one of its words"
        world.problems.add(
            claim.origin.document,
            claim.origin.where("value"),
            str(said.get("message") or f"{claim.value[:60]!r} is no value of {attribute}"),
            f"{hint}; or leave `attribute` out, and say it in a sentence",
        )
        return True
    return False


def _adopted(world: World, claim: MergedClaim, attribute: str) -> None:
    """What is adopted is what the record says, as far as that can be told."""
    holder: Any = world.of(claim.about.kind)[claim.about.key].values
    *way, last = attribute.split(".")
    for part in way:
        holder = holder.get(part, {})
    value = holder.get(last) if isinstance(holder, dict) else None
    if isinstance(value, VagueDate):
        # A source may be less precise than what we hold, or more.
        same = VagueDate.parse(claim.value).overlaps(value)
    elif isinstance(value, Vocabulary):
        same = word(type(value), claim.value) is value
    else:
        return
    if not same:
        world.problems.add(
            claim.origin.document,
            claim.origin.where("value"),
            f"this is adopted, but the record says {value!s}",
            "make it `verdict: disputed`, or mend the record (of another pack: by `overrides:`)",
        )


class _Names:
    """All names and keys of each kind, folded: made at the first filter that needs them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.folded: dict[RecordKind, set[str]] = {}

    def has(self, kind: RecordKind, text: str) -> bool:
        """Whether a record of this kind has this key, name or identifier."""
        if text in self.world.records[kind]:
            return True
        if kind not in self.folded:
            self.folded[kind] = set(self._all(kind))
        return fold(text) in self.folded[kind]

    def _all(self, kind: RecordKind) -> Iterable[str]:
        for record in self.world.of(kind).values():
            yield fold(record.name)
            yield from (fold(name.text) for name in record.names)
            yield from (fold(each.value) for each in record.identifiers)

    def nearest(self, kinds: Iterable[RecordKind], text: str) -> list[str]:
        """The nearest keys of some kinds."""
        if not self.world.problems.may_suggest():
            return []
        return nearest_keys(text, [key for kind in kinds for key in self.world.records[kind]])


def _coverage(world: World, names: _Names, pack: Pack, number: int) -> None:
    """One entry of a pack's coverage speaks of a question that exists."""
    entry = pack.coverage[number]
    document = pack.header
    if document is None:
        return
    at = ("coverage", pack.coverage_places[number])
    subject = fold_word(entry["subject"])
    filters = SUBJECTS.get(subject)
    if filters is None:
        near = nearest(subject, SUBJECTS)
        hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(SUBJECTS)}"
        world.problems.add(
            document, (*at, "subject"), f"nobody can ask for {entry['subject'][:60]!r}", hint
        )
        return
    for keyword, value in entry.get("filters", {}).items():
        takes = filters.get(keyword)
        way = (*at, "filters", keyword)
        if takes is None:
            near = nearest(keyword, filters)
            meant = f"did you mean {near[0]}? " if near else ""
            world.problems.add(
                document,
                way,
                f"{subject} takes no filter {keyword[:60]!r}",
                f"{meant}known: {', '.join(filters)}",
            )
            continue
        for each in value if isinstance(value, list) else [value]:
            wrong = _wrong(names, keyword, takes, each)
            if wrong is not None:
                world.problems.add(document, way, *wrong)
    check_order(
        world,
        document,
        (*at, "until"),
        entry.get("since"),
        entry.get("until"),
        why="it ends before it begins",
    )


def _wrong(names: _Names, keyword: str, takes: Takes, value: Any) -> tuple[str, str] | None:
    """What is wrong with a filter's value, and what to write; None if nothing is."""
    if keyword in YES_OR_NO:
        if isinstance(value, bool):
            return None
        return f"`{keyword}` is true or false, not {value!r}", "write true or false"
    if not isinstance(value, str):
        return f"the value of `{keyword}` is text, not {value!r}", "write a key, a word or a name"
    if not isinstance(takes, tuple):
        if value.casefold() == "all":
            return None
        try:
            word(takes, value)
        except NotFound as error:
            return str(error), ""
        return None
    if not takes or any(names.has(kind, value) for kind in takes):
        return None
    prefix, colon, key = value.partition(":")
    if colon and any(kind == prefix and names.has(kind, key) for kind in takes):
        return None
    near = names.nearest(takes, value)
    what = " or ".join(takes) if len(takes) <= 3 else "record"
    hint = (
        f"did you mean {' or '.join(near)}?"
        if near
        else "write the key of a record that a pack has"
    )
    return f"there is no {what} {value[:60]!r}", hint
