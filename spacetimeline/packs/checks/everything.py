"""What cannot be, asked of the whole world once all packs are merged.

With vague dates only what is *certainly* impossible is a problem: a landing in
"2008" is not before a launch in "2008-06". Every problem says what is wrong,
why, and what to write. This module has what every kind of record may get wrong; the
corners have their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacetimeline.packs.checks import claims, dockings, flights, launches, people
from spacetimeline.packs.checks.certain import check_span, cycles
from spacetimeline.packs.format.sections import NEEDED
from spacetimeline.packs.references import nearest_keys
from spacetimeline.packs.world import Ref
from spacetimeline.vocabularies import LaunchStatus, RecordKind

if TYPE_CHECKING:
    from spacetimeline.packs.world import MergedRecord, World

_SPANS: dict[RecordKind, tuple[tuple[str, str, str], ...]] = {
    RecordKind.COUNTRY: (("start", "end", "it ends before it begins"),),
    RecordKind.ORGANIZATION: (("start", "end", "it ends before it begins"),),
    RecordKind.PROGRAMME: (("start", "end", "it ends before it begins"),),
    RecordKind.EXPEDITION: (("start", "end", "it ends before it begins"),),
    RecordKind.SPACEWALK: (("start", "end", "it ends before it begins"),),
    RecordKind.DOCKING: (("docked", "undocked", "it leaves before it has docked"),),
    RecordKind.PERSON: (("born", "died", "nobody dies before birth"),),
    RecordKind.EVENT: (("date", "due", "what is due lies before the event that set it"),),
    RecordKind.SOURCE: (("date", "accessed", "it is read before it is published"),),
}

_TERMS = ("operators", "countries", "citizenships", "part_of")


def check_world(world: World) -> None:
    """Note in `world.problems` everything in the world that cannot be."""
    for records in world.records.values():
        for record in records.values():
            _complete(world, record)
            _spans(world, record)
    _one_home(world)
    _circles(world)
    launches.check(world)
    flights.check(world)
    people.check(world)
    dockings.check(world)
    claims.check(world)


def _complete(world: World, record: MergedRecord) -> None:
    """A finished record has what its kind needs."""
    needed: tuple[str, ...] = NEEDED.get(record.kind, ("name",))
    if record.kind is RecordKind.LAUNCH and record.values.get("status") is LaunchStatus.FLOWN:
        needed = (*needed, "date", "vehicle")
    for field in needed:
        if not record.values.get(field) and field not in record.broken:
            _missing(world, record, field)
    if (
        record.kind is not RecordKind.SOURCE
        and not record.sources
        and "sources" not in record.broken
    ):
        world.problem(
            record,
            (),
            "nothing is without a source, and this has none",
            "add `sources: [key]`: who says so?",
        )


def _missing(world: World, record: MergedRecord, field: str) -> None:
    if record.kind is RecordKind.LAUNCH and field in ("date", "vehicle"):
        world.problem(
            record,
            (),
            f"a launch that has flown has a {field}, and none is given",
            f"add `{field}: …`, or `status: planned`",
        )
        return
    hint = f"add `{field}: …`"
    if field in ("name", "title") and world.problems.may_suggest():
        # Whoever only wants to add to a record may have its key wrong.
        others = [key for key in world.of(record.kind) if key != record.key]
        near = nearest_keys(record.key, others, limit=1)
        if near:
            hint += f"; to add to a record of another pack write its key (did you mean {near[0]}?)"
    world.problem(record, (), f"`{field}` is missing", hint)


def _spans(world: World, record: MergedRecord) -> None:
    """What ends does so after it begins."""
    values = record.values
    for first, last, why in _SPANS.get(record.kind, ()):
        check_span(world, record, (last,), values.get(first), values.get(last), why=why)
    for field in _TERMS:
        for index, term in enumerate(values.get(field, ())):
            if "since" in term and "until" in term:
                check_span(
                    world,
                    record,
                    (field, index, "until"),
                    term["since"],
                    term["until"],
                    why="it ends before it begins",
                )
    for name in record.names:
        if (
            name.since is not None
            and name.until is not None
            and name.until.before <= name.since.earliest
        ):
            world.problem(
                record,
                ("names",),
                f"the name {name.text!r} ends ({name.until}) before it begins ({name.since})",
                "check `since` and `until`",
            )


def _one_home(world: World) -> None:
    """Of the packs that ship, only one holds a record; others add to it."""
    bundled = {pack.name for pack in world.packs if pack.bundled}
    for records in world.records.values():
        for record in records.values():
            homes = [
                each
                for each in record.contributions
                if each.pack in bundled and ("name" in each.values or "title" in each.values)
            ]
            for other in homes[1:]:
                if other.pack != homes[0].pack:
                    world.problems.add(
                        other.document,
                        other.where(),
                        f"a record lives in one bundled pack, and this one in {homes[0].pack} ({homes[0].place()})",
                        "leave out `name`, and keep here only what is added to it",
                    )


def _circles(world: World) -> None:
    """Nothing comes from itself, or is part of itself."""
    for kind, field, what in (
        (RecordKind.COUNTRY, "predecessors", "comes from itself"),
        (RecordKind.ORGANIZATION, "predecessors", "comes from itself"),
        (RecordKind.ORGANIZATION, "parent", "is part of itself"),
        (RecordKind.FAMILY, "parent", "is part of itself"),
        (RecordKind.SPACECRAFT, "part_of", "is part of itself"),
        (RecordKind.EVENT, "resolved_by", "is resolved by itself"),
    ):
        records = world.of(kind)
        graph = {key: _targets(record.values.get(field), kind) for key, record in records.items()}
        for circle in cycles(graph):
            way = " → ".join([*circle[:8], *(["…"] if len(circle) > 8 else []), circle[0]])
            world.problem(
                records[circle[0]],
                (field,),
                f"it {what}: {way}",
                f"take one step of this circle out of `{field}`",
            )


def _targets(value: object, kind: RecordKind) -> list[str]:
    """The keys of the same kind that a field refers to."""
    if value is None:
        return []
    keys = []
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            keys.append(each["craft"])
        elif isinstance(each, str):
            keys.append(each)
        elif isinstance(each, Ref) and each.kind is kind:
            keys.append(each.key)
    return keys
