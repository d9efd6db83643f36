"""Makes the tables hold what the packs say, by writing only what is different.

What shall be is compared with what is, row by row. So the same packs twice
change nothing, a record keeps its id for as long as it is there, what an
override replaced comes back when its pack goes, and a table that somebody has
touched is put right by the next load.
"""

# ruff: noqa: S608 - SQL is put together from our own constants; values travel beside it

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from spacetimeline.dates import to_db
from spacetimeline.packs.beside import beside
from spacetimeline.packs.columns import ITSELF, LISTS, OWN, own_columns
from spacetimeline.packs.forms import name_forms
from spacetimeline.packs.rows import Facts, Rows, keys_of
from spacetimeline.packs.tables import Row, delete, fetch, insert, marks, next_id, update
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection

    from spacetimeline.packs.report import Key
    from spacetimeline.packs.world import World

KINDS = (*OWN, RecordKind.CLAIM)
"""All kinds that packs have, each after those that it refers to."""

FORMS = "name_form"
"""The list that takes long to work out, and follows from the others."""

_MANY = 500
"""New records whose names are worth a second process."""

REGISTRY = ("id", "kind", "key", "name", "note", "pack_id")


@dataclass(slots=True, eq=False)
class Changes:
    """Which records a load made different."""

    added: list[Key] = field(default_factory=list)
    changed: list[Key] = field(default_factory=list)
    removed: list[Key] = field(default_factory=list)


def write_world(
    connection: Connection,
    world: World,
    packs: Mapping[str, int],
    gone: Collection[int] = (),
    *,
    doubted: Collection[Key] | None = None,
    above: int = 0,
) -> Changes:
    """Make the tables hold this world, in the connection's transaction.

    Derived tables must be empty, since they refer to records that may go.

    Args:
        connection: inside a transaction.
        world: without problems.
        packs: the id of each of its packs, by name.
        gone: the ids of packs whose records shall go.
        doubted: records whose names' forms are worked out even if nothing else of them
            changed; None: all.
        above: new records get numbers above this one: those of records that come back.
    """
    known = _known(connection, [*packs.values(), *gone])
    wanted = keys_of(world)
    first = max(next_id(connection, "record"), above + 1)
    new = [key for key in wanted if key not in known]
    ids = known | {key: first + count for count, key in enumerate(new)}
    there = _There(connection, [*packs.values(), *gone]) if known else None
    changes = Changes(added=new, removed=sorted(set(known) - set(wanted), key=_order))

    def new_forms() -> list[Row]:
        return [
            (ids[kind, key], *form)
            for kind, key in new
            if kind is not RecordKind.CLAIM
            for form in sorted(name_forms(world.of(kind)[key]).items())
        ]

    plan = _Plan(doubted)
    with beside(new_forms, worth=len(new) >= _MANY) as forms:
        for facts in Rows(world, ids, packs).all():
            key = (facts.kind, facts.key)
            number = ids[key]
            registry = (facts.name, facts.note, packs[facts.pack])
            if there is None or key not in known:
                plan.add(number, facts, registry)
            elif plan.change(number, facts, registry, there):
                changes.changed.append(key)
        plan.write(connection)
        insert(connection, FORMS, LISTS[FORMS], forms())
    _remove(connection, [(kind, known[kind, key]) for kind, key in changes.removed])
    return changes


def _order(key: Key) -> tuple[int, str]:
    return KINDS.index(key[0]), key[1]


def _known(connection: Connection, packs: Iterable[int]) -> dict[Key, int]:
    """The records that live in these packs, with their ids."""
    values = tuple(packs)
    rows = fetch(
        connection,
        f"SELECT kind, key, id FROM record WHERE pack_id IN ({marks(connection, len(values))})",
        values,
    )
    return {(RecordKind(kind), key): number for kind, key, number in rows}


class _There:
    """What the tables hold now of the records of some packs."""

    def __init__(self, connection: Connection, packs: Iterable[int]) -> None:
        self._connection = connection
        self._packs = tuple(packs)
        self._mine = (
            f"(SELECT id FROM record WHERE pack_id IN ({marks(connection, len(self._packs))}))"
        )
        self.registry = {
            row[0]: row[1:] for row in self._rows("record", ("id", "name", "note", "pack_id"))
        }
        self.own = {
            kind: {row[0]: row[1:] for row in self._rows(kind.value, ("id", "name", *columns))}
            for kind, columns in ((kind, own_columns(kind)) for kind in KINDS)
        }
        self.lists: dict[str, dict[int, set[Row]]] = {}
        for table, columns in LISTS.items():
            held = self.lists[table] = {}
            for row in self._rows(table, columns):
                held.setdefault(row[0], set()).add(row[1:])

    def _rows(self, table: str, columns: tuple[str, ...]) -> list[Row]:
        names = ", ".join(f'"{column}"' for column in columns)
        statement = f'SELECT {names} FROM "{table}" WHERE "{columns[0]}" IN {self._mine}'
        values = self._packs
        if "pack_id" in columns and table != "record":
            # A catalogue may have added to a record of ours, which is none of our business.
            statement += f" AND pack_id IN ({marks(self._connection, len(values))})"
            values += values
        rows = fetch(self._connection, statement, values)
        if self._connection.dialect.name == "sqlite":
            return rows
        return [
            tuple(to_db(each) if isinstance(each, datetime) else each for each in row)
            for row in rows
        ]


class _Plan:
    """What is to be written, gathered table by table so that each is written at once."""

    def __init__(self, doubted: Collection[Key] | None) -> None:
        self._doubted = doubted
        self.new_registry: list[Row] = []
        self.old_registry: list[Row] = []
        self.new_own: dict[RecordKind, list[Row]] = {kind: [] for kind in KINDS}
        self.old_own: dict[RecordKind, list[Row]] = {kind: [] for kind in KINDS}
        self.new_lists: dict[str, list[Row]] = {table: [] for table in LISTS}
        self.old_lists: dict[str, list[int]] = {table: [] for table in LISTS}

    def add(self, number: int, facts: Facts, registry: Row) -> None:
        """A record that is not there yet; the forms of its names come later."""
        self.new_registry.append((number, facts.kind.value, facts.key, *registry))
        self.new_own[facts.kind].append((number, facts.key, facts.name, *facts.own))
        for table, rows in facts.lists.items():
            self.new_lists[table] += ((number, *row) for row in rows)

    def change(self, number: int, facts: Facts, registry: Row, there: _There) -> bool:
        """A record that is there; whether anything of it is different now."""
        different = False
        if there.registry[number] != registry:
            self.old_registry.append((number, *registry))
            different = True
        if there.own[facts.kind].get(number) != (facts.name, *facts.own):
            self.old_own[facts.kind].append((number, facts.name, *facts.own))
            different = True
        for table in there.lists:
            if table != FORMS:
                different |= self._replace(table, number, facts.lists.get(table, ()), there)
        if different or self._doubted is None or (facts.kind, facts.key) in self._doubted:
            different |= self._replace(FORMS, number, facts.forms(), there)
        return different

    def _replace(self, table: str, number: int, rows: Collection[Row], there: _There) -> bool:
        """Write a list anew if it is another one now; whether it is."""
        if there.lists[table].get(number, set()) == set(rows):
            return False
        self.old_lists[table].append(number)
        self.new_lists[table] += ((number, *row) for row in rows)
        return True

    def write(self, connection: Connection) -> None:
        """Write it all, so that nothing ever refers to what is not there."""
        insert(connection, "record", REGISTRY, self.new_registry)
        update(connection, "record", ("id", "name", "note", "pack_id"), self.old_registry)
        for kind in KINDS:
            columns = own_columns(kind)
            rows = _parents_first(self.new_own[kind], ("id", "key", "name", *columns), kind)
            insert(connection, kind.value, ("id", "key", "name", *columns), rows)
            update(connection, kind.value, ("id", "name", *columns), self.old_own[kind])
        for table, columns in LISTS.items():
            self._empty(connection, table, columns)
            insert(connection, table, columns, self.new_lists[table])

    def _empty(self, connection: Connection, table: str, columns: tuple[str, ...]) -> None:
        if "pack_id" not in columns:
            delete(connection, table, columns[0], self.old_lists[table])
            return
        catalogues = "SELECT id FROM pack WHERE origin = 'catalogue'"
        delete(
            connection,
            table,
            columns[0],
            self.old_lists[table],
            also=f"(pack_id IS NULL OR pack_id NOT IN ({catalogues}))",
        )


def _parents_first(rows: list[Row], columns: tuple[str, ...], kind: RecordKind) -> list[Row]:
    """Rows of a table that refers to itself, each after the one that it refers to."""
    if kind not in ITSELF or len(rows) < 2:
        return rows
    place = columns.index(ITSELF[kind])
    waiting = {row[0]: row for row in rows}
    ordered: list[Row] = []
    for row in rows:
        chain: list[Any] = []
        up: Any = row[0]
        while up in waiting:
            chain.append(waiting.pop(up))
            up = chain[-1][place]
        ordered += reversed(chain)
    return ordered


def _remove(connection: Connection, records: list[tuple[RecordKind, int]]) -> None:
    """Take records out, with everything that hangs on them."""
    ids = [number for _, number in records]
    if not ids:
        return
    for table, columns in LISTS.items():
        delete(connection, table, columns[0], ids)
    for kind in reversed(KINDS):
        of_kind = [number for its, number in records if its is kind]
        if kind in ITSELF and of_kind:
            mark = marks(connection, 1)
            connection.exec_driver_sql(
                f'UPDATE "{kind}" SET "{ITSELF[kind]}" = NULL WHERE id = {mark}',
                [(number,) for number in of_kind],
            )
        delete(connection, kind.value, "id", of_kind)
    delete(connection, "record", "id", ids)
