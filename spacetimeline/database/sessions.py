"""Sessions that only read: how records stay walkable after their query is gone.

A record keeps the session that loaded it alive, and the session keeps nothing
but the way to the database: each statement takes a connection, reads all rows,
and gives it back. So nothing is locked and no connection is held while
somebody looks at records, and threads may share them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import RLock
from typing import Any

from sqlalchemy import Connection, Engine, Result, event, inspect, select
from sqlalchemy.engine import IteratorResult, ScalarResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.orm import (
    MANYTOONE,
    ORMExecuteState,
    RelationshipProperty,
    Session,
    SessionTransaction,
    load_only,
    selectinload,
)
from sqlalchemy.orm.attributes import set_committed_value

from spacetimeline.database.engine import set_query_only, where_of
from spacetimeline.database.trouble import translated
from spacetimeline.errors import DatabaseError
from spacetimeline.models import send_nowhere
from spacetimeline.models.base import SESSION

_AT_ONCE = 10_000
"""How many keys go into one statement; databases take 32,766 parameters and more."""


def read_session(
    engine: Engine,
    ask: Callable[..., Any] | None = None,
    card: Callable[[str], str | None] | None = None,
) -> Session:
    """The session of one run of a query; its records hold it.

    Args:
        engine: of the database.
        ask: asks the same database a question: ``ask("launches", vehicle=record)``.
        card: the card of a record of the same database, as HTML: ``card("person:aimbetov")``.
    """
    return ReadSession(engine, ask=ask, card=card)


class ReadSession(Session):
    """Reads statement by statement, for any number of threads; never flushes."""

    def __init__(self, engine: Engine, **handed_in: Any) -> None:
        if engine.dialect.name == "postgresql":
            # An answer that takes several statements sees one state of the database.
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        super().__init__(engine, autoflush=False, expire_on_commit=False, info=handed_in)
        self._where = where_of(engine)
        self._lock = RLock()
        self._depth = 0

    def execute(self, *args: Any, **options: Any) -> Any:
        """Run one statement, with what it brings along, and buffer all its rows."""
        with self._lock, translated(self._where):
            self._depth += 1
            try:
                # Records are made while rows are read, so this belongs under the lock.
                return super().execute(*args, **options).freeze()()
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._give_back()

    def scalars(self, *args: Any, **options: Any) -> ScalarResult[Any]:
        """The first column of what `execute` gives."""
        found: ScalarResult[Any] = self.execute(*args, **options).scalars()
        return found

    def scalar(self, *args: Any, **options: Any) -> Any:
        """The first value of what `execute` gives."""
        return self.execute(*args, **options).scalar()

    def flush(self, objects: Any = None) -> None:
        """Nothing can have changed."""

    def _give_back(self) -> None:
        # Neither commit nor rollback: after those the session would forget what
        # it has loaded, or ask the server once more.
        transaction = self.get_transaction()
        if transaction is not None:
            transaction.close()

    def _identity_lookup(self, *args: Any, **options: Any) -> Any:
        # A relation to one record looks among those that are loaded first. Under
        # the lock, or it could find one that another thread has only half filled.
        with self._lock:
            return super()._identity_lookup(*args, **options)


@event.listens_for(ReadSession, "loaded_as_persistent")
def _hold(session: Session, record: object) -> None:
    record.__dict__[SESSION] = session


# ------------------------------------------------------------ the user's own


def user_session(engine: Engine) -> Session:
    """A SQLAlchemy session for questions of one's own: ``with db.session() as session``.

    It never writes, and gives its connection back after each statement, so that an open
    one keeps nobody from loading packs or from asking a database in memory.
    """
    return UserSession(engine)


class UserSession(ReadSession):
    """A session that refuses to write, in Python and in the database."""

    def flush(self, objects: Any = None) -> None:
        """Refuse what was added, changed or deleted.

        Raises:
            DatabaseError: there is such a thing.
        """
        if self.new or self.dirty or self.deleted:
            msg = "This session only reads. To change facts, load a pack: db.load(path)."
            raise DatabaseError(msg)


@event.listens_for(UserSession, "after_begin")
def _only_read(_: Session, __: SessionTransaction, connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        set_query_only(connection)
    else:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


@event.listens_for(UserSession, "persistent_to_detached")
def _lost(_: Session, record: object) -> None:
    send_nowhere(record)


# ---------------------------------------------------------------- relations


@event.listens_for(ReadSession, "do_orm_execute")
def _bring_along(asked: ORMExecuteState) -> Result[Any] | None:
    """A relation that is walked from one record is loaded for all that have it not yet.

    Without this, a loop over an answer would ask once a record.
    """
    owner = asked.lazy_loaded_from if asked.is_select else None
    if owner is None or asked.loader_strategy_path is None:
        return None
    relation = asked.loader_strategy_path[-1]
    if not isinstance(relation, RelationshipProperty):
        return None
    session = asked.session
    siblings = [
        record
        for state in session.identity_map.all_states()
        if state.mapper is owner.mapper and relation.key not in state.dict
        if (record := state.obj()) is not None
    ]
    if len(siblings) < 2:
        return None
    if not (_bring_one(session, relation, siblings) or _bring_many(session, relation, siblings)):
        return None
    value = owner.dict[relation.key]
    rows = [(each,) for each in (value if isinstance(value, list) else [value]) if each is not None]
    return IteratorResult(SimpleResultMetaData([relation.key]), iter(rows))


def _bring_one(session: Session, relation: RelationshipProperty[Any], records: list[Any]) -> bool:
    """Load a relation to one record by its key; False where it is not of that sort."""
    if relation.direction is not MANYTOONE or len(relation.local_remote_pairs or ()) != 1:
        return False
    local, remote = relation.local_remote_pairs[0]
    target = relation.mapper
    if target.primary_key != (remote,):
        return False
    here = inspect(records[0]).mapper.get_property_by_column(local).key
    there = target.get_property_by_column(remote).key
    column = getattr(target.class_, there)
    wanted = {record.__dict__[here] for record in records} - {None}
    found: dict[Any, Any] = {None: None}
    for keys in _portions(sorted(wanted)):
        for each in session.scalars(select(target.class_).where(column.in_(keys))):
            found[each.__dict__[there]] = each
    for record in records:
        # What a load has removed in the meantime is none.
        set_committed_value(record, relation.key, found.get(record.__dict__[here]))
    return True


def _bring_many(session: Session, relation: RelationshipProperty[Any], records: list[Any]) -> bool:
    """Load any other relation, as an eager load of records that are here already."""
    mapper = inspect(records[0]).mapper
    if len(mapper.primary_key) != 1:
        return False
    key = mapper.get_property_by_column(mapper.primary_key[0]).key
    column = getattr(mapper.class_, key)
    along = selectinload(getattr(mapper.class_, relation.key))
    for keys in _portions(sorted(record.__dict__[key] for record in records)):
        session.execute(
            select(mapper.class_).options(load_only(column), along).where(column.in_(keys))
        )
    return True


def _portions(keys: list[Any]) -> Iterator[list[Any]]:
    for first in range(0, len(keys), _AT_ONCE):
        yield keys[first : first + _AT_ONCE]
