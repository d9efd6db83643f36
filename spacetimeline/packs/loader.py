"""Packs into a database, out of it again, and what would be wrong with them.

A load merges the packs of the database again, with the new ones, into one
world, and makes the tables hold that world, in one transaction. Nothing is ever
added to what is there by another way, so loading the same pack twice changes
nothing, a pack replaces the one of its name, and unloading gives back what its
overrides replaced. Who is killed half-way leaves the database as it was.

Imported catalogues live in the same tables, worked out over the packs. So where a
database has any, what they brought is taken out first and put in again after; how that is
done is handed in, since catalogues know packs and not the other way round.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from spacetimeline.database.engine import where_of, writing
from spacetimeline.database.trouble import translated
from spacetimeline.errors import DatabaseError, FixtureError, FixtureProblem, NotFound
from spacetimeline.names import nearest
from spacetimeline.packs import examine
from spacetimeline.packs.changes import Changes, write_world
from spacetimeline.packs.collector import collector_paused
from spacetimeline.packs.derive import clear, derive
from spacetimeline.packs.found import found, order, packs_at
from spacetimeline.packs.report import Key, LoadReport, report
from spacetimeline.packs.rows import claim_keys
from spacetimeline.packs.stored import (
    CATALOGUE,
    FOUND,
    USER,
    Stored,
    remove_packs,
    stored_packs,
    to_store,
    write_coverage,
    write_packs,
)
from spacetimeline.packs.tables import fetch, marks
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection, Engine

    from spacetimeline.packs.pack import Pack
    from spacetimeline.packs.world import World

__all__ = ["LoadReport", "check", "load", "rebuild", "unload"]

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
"""A pack's folder or file, a folder of packs, or several of these."""

NOTHING_UNLOADED = "nothing was unloaded"

CLAIMS_OF = """
SELECT r.key FROM record r JOIN pack p ON p.id = r.pack_id
WHERE r.kind = 'claim' AND p.name = {mark}
"""


class Catalogues(Protocol):
    """What is done with imported catalogues when packs come or go."""

    def take_out(self, connection: Connection) -> Mapping[tuple[str, str], int]:
        """Take out what they brought; gives the number of each record, by kind and key."""

    def put_in(self, connection: Connection, numbers: Mapping[tuple[str, str], int]) -> None:
        """Work it out again, over the packs as they are now."""

    def unload(self, connection: Connection, name: str) -> LoadReport:
        """Take one of them out for good."""


def _none_known() -> Catalogues:
    msg = "This database holds imported catalogues, so change it through spacetimeline.connect."
    raise DatabaseError(msg)


def rebuild(
    connection: Connection,
    packs: Sequence[Pack],
    catalogues: Callable[[], Catalogues] = _none_known,
) -> LoadReport:
    """Make a database hold these found packs, beside what users loaded and imported.

    For a database that was just made, and for one that is brought up to date;
    a user's pack stands in the place of a found one of its name.

    Args:
        connection: inside a transaction, which the caller ends.
        packs: the packs that are found now.
        catalogues: gives what is done with imported catalogues, where there are any.

    Raises:
        FixtureError: they cannot be loaded, with all problems.
    """
    with collector_paused():
        given = [to_store(pack, FOUND) for pack in packs]
        before = stored_packs(connection)
        names = [pack.name for pack in given]
        kept = [replace(pack, instead=pack.name in names) for pack in before if pack.origin == USER]
        users = {pack.name for pack in kept}
        mine = [pack for pack in given if pack.name not in users]
        return _replace(connection, before, [*mine, *kept], names, catalogues, thorough=True)


def load(
    engine: Engine, paths: Paths, catalogues: Callable[[], Catalogues] = _none_known
) -> LoadReport:
    """Load packs into a database: all of them, or nothing.

    Args:
        engine: of the database.
        paths: files, folders of a pack, or folders of packs.
        catalogues: gives what is done with imported catalogues, where there are any.

    Raises:
        FixtureError: something is wrong with them; it has every problem of every file.
        DatabaseError: the database cannot be written, or is locked.
    """
    with collector_paused():
        read = _read(paths)
        broken = [problem for pack in read for problem in pack.problems.found]
        given = [to_store(pack, USER) for pack in read]
        names = [pack.name for pack in given]
        with writing(engine) as connection:
            before = stored_packs(connection)
            there = {pack.name: pack for pack in before}
            for pack in given:
                known = there.get(pack.name)
                if known is None:
                    continue
                if known.origin == CATALOGUE:
                    msg = (
                        f"{pack.name!r} is the name of an imported catalogue. Give the pack "
                        "another name: write `pack: my-name` at its top."
                    )
                    raise DatabaseError(msg)
                if known.fingerprint == pack.fingerprint:
                    pack.origin, pack.path = known.origin, known.path
                pack.instead = known.instead or (known.origin == FOUND != pack.origin)
            others = [
                pack for pack in before if pack.name not in names and pack.origin != CATALOGUE
            ]
            if not broken and _same(given, there):
                return _nothing_changed(connection, given)
            # The order of what is there stays, so that records keep their owners.
            wanted = sorted(
                [*others, *given],
                key=lambda pack: there[pack.name].position if pack.name in there else len(there),
            )
            return _replace(connection, before, wanted, names, catalogues)


def unload(
    engine: Engine, name: str, catalogues: Callable[[], Catalogues] = _none_known
) -> LoadReport:
    """Take a user's pack or a catalogue out of a database; what overrides replaced comes back.

    Args:
        engine: of the database.
        name: of the pack or catalogue.
        catalogues: gives what is done with imported catalogues, where there are any.

    Raises:
        NotFound: no pack of this name was loaded; the text names those that were.
        FixtureError: other packs depend on it.
        DatabaseError: it is a found pack, or the database cannot be written.
    """
    with collector_paused(), writing(engine) as connection:
        before = stored_packs(connection)
        pack = _to_unload(before, name)
        if pack.origin == CATALOGUE:
            return catalogues().unload(connection, name)
        others = [each for each in before if each is not pack and each.origin != CATALOGUE]
        _check_nobody_depends(others, name)
        if pack.instead:
            # It stood in the place of a found pack, which comes back.
            others += [to_store(each, FOUND) for each in found() if each.name == name]
            others.sort(key=lambda each: pack.position if each.id is None else each.position)
        return _replace(connection, before, others, [name], catalogues, failing=NOTHING_UNLOADED)


def check(engine: Engine | None, paths: Paths) -> list[FixtureProblem]:
    """What loading some packs would complain of, in order of file and line; nothing is written.

    Args:
        engine: of the database that they would be loaded into; None: beside the found packs.
        paths: files, folders of a pack, or folders of packs.
    """
    with collector_paused():
        if engine is None:
            base = found()
        else:
            with translated(where_of(engine)), engine.connect() as connection:
                base = [each.pack for each in stored_packs(connection) if each.origin != CATALOGUE]
        return examine.check(paths, base)


# ------------------------------------------------------------------ one way for all


def _replace(
    connection: Connection,
    before: list[Stored],
    wanted: list[Stored],
    told: list[str],
    catalogues: Callable[[], Catalogues],
    *,
    failing: str | None = None,
    thorough: bool = False,
) -> LoadReport:
    """Make the database hold these packs and no others, catalogues aside.

    Args:
        connection: inside a transaction.
        before: what it holds, catalogues too.
        wanted: what it shall hold, in order.
        told: the packs that the report is about.
        catalogues: gives what is done with imported catalogues, where there are any.
        failing: what a `FixtureError` says became of it.
        thorough: also if the packs are the same, since our own code may be another.
    """
    there = {pack.name: pack for pack in before if pack.origin != CATALOGUE}
    for pack in wanted:
        if pack.name in there:
            pack.id = there[pack.name].id
    world = examine.examine([pack.pack for pack in wanted])
    problems = world.problems.sorted()
    if problems:
        raise FixtureError(problems, what=failing) if failing else FixtureError(problems)
    same = set(there) == {pack.name for pack in wanted} and _same(wanted, there)
    if same and not thorough:
        return _unchanged(world, told)
    by_name = {pack.name: pack for pack in wanted}
    ids = write_packs(connection, [by_name[pack.name] for pack in order(world.packs)])
    gone = [pack.id for name, pack in there.items() if name not in ids and pack.id is not None]
    imported = catalogues() if any(pack.origin == CATALOGUE for pack in before) else None
    numbers = imported.take_out(connection) if imported else {}
    clear(connection)
    doubted = None if thorough else _spoken_of(world, told)
    changes = write_world(
        connection, world, ids, gone, doubted=doubted, above=max(numbers.values(), default=0)
    )
    write_coverage(connection, world.coverage, ids)
    remove_packs(connection, gone)
    if imported:
        imported.put_in(connection, numbers)
    derive(connection)
    # Without figures about the tables the planner guesses, and takes the wrong index.
    connection.exec_driver_sql("ANALYZE")
    return _told(world, told, changes)


def _same(packs: Iterable[Stored], there: dict[str, Stored]) -> bool:
    return all(
        pack.name in there
        and there[pack.name].fingerprint == pack.fingerprint
        and there[pack.name].origin == pack.origin
        and there[pack.name].instead == pack.instead
        for pack in packs
    )


# ------------------------------------------------------------------ what to say


def _told(world: World, names: list[str], changes: Changes) -> LoadReport:
    touched = {*changes.added, *changes.changed}
    unchanged = _spoken_of(world, names) - touched
    return report(
        names,
        added=changes.added,
        changed=changes.changed,
        removed=changes.removed,
        unchanged=unchanged,
    )


def _unchanged(world: World, names: list[str]) -> LoadReport:
    return report(names, unchanged=_spoken_of(world, names))


def _spoken_of(world: World, names: Iterable[str]) -> set[Key]:
    """The records that some packs have, add to, or override."""
    wanted = set(names)
    spoken: set[Key] = {
        (each.kind, each.key)
        for pack in world.packs
        if pack.name in wanted
        for each in (*pack.records, *pack.overrides)
    }
    spoken.update(
        (RecordKind.CLAIM, key) for key, claim in claim_keys(world.claims) if claim.pack in wanted
    )
    return spoken


def _nothing_changed(connection: Connection, given: list[Stored]) -> LoadReport:
    """A report for packs that are there already, just so, without merging anything."""
    spoken: set[Key] = {
        (each.kind, each.key)
        for pack in given
        for each in (*pack.pack.records, *pack.pack.overrides)
    }
    names = [pack.name for pack in given]
    for name in names:
        rows = fetch(connection, CLAIMS_OF.format(mark=marks(connection, 1)), (name,))
        spoken.update((RecordKind.CLAIM, key) for (key,) in rows)
    return report(names, unchanged=spoken)


def _to_unload(before: list[Stored], name: str) -> Stored:
    loaded = [pack.name for pack in before if pack.origin != FOUND]
    there = ", ".join(loaded) or "none"
    pack = next((pack for pack in before if pack.name == name), None)
    if pack is None:
        near = nearest(name, loaded)
        meant = f"; did you mean {near[0]!r}?" if near else "."
        msg = f"No pack or catalogue {name!r} was loaded{meant} Loaded: {there}."
        raise NotFound(msg, asked=name, suggestions=near or loaded)
    if pack.origin == FOUND:
        msg = (
            f"{name!r} is a pack that every database has, so it cannot be unloaded. "
            f"Loaded by you: {there}. To change one of its facts, load a pack that has it "
            "under `overrides:`."
        )
        raise DatabaseError(msg)
    return pack


def _check_nobody_depends(others: list[Stored], name: str) -> None:
    problems = []
    for each in others:
        pack = each.pack
        if name in pack.depends:
            header = pack.header
            way = ("depends", pack.depends.index(name))
            problems.append(
                FixtureProblem(
                    header.path if header else pack.path,
                    header.line(way) if header else 0,
                    "",
                    "depends",
                    f"the pack {pack.name!r} depends on {name!r}",
                    f"unload {pack.name!r} first",
                )
            )
    if problems:
        raise FixtureError(problems, what=NOTHING_UNLOADED)


# ------------------------------------------------------------------ small things


def _read(paths: Paths) -> list[Pack]:
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    return [pack for path in paths for pack in packs_at(os.fspath(path))]
