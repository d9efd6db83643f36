"""Records without a database: unpickled ones, and those of a session that was closed.

They have what was loaded. For anything else SQLAlchemy would raise an error of
its own; a session that leads nowhere says it in our words instead.
"""

from __future__ import annotations

from typing import Any, NoReturn

from sqlalchemy import event, inspect
from sqlalchemy.orm import ORMExecuteState, Session

from spacetimeline.errors import DatabaseError
from spacetimeline.models.base import Base


class _Nowhere(Session):
    """What records without a database belong to; it holds none of them."""


_nowhere = _Nowhere()

_ASKED = {"all_stays": "stays"}
"""Relations that only serve an attribute, and the attribute that a user asked for."""


@event.listens_for(_Nowhere, "do_orm_execute")
def _say_so(asked: ORMExecuteState) -> NoReturn:
    path: Any = asked.loader_strategy_path
    relation = ""
    if path is not None:
        name = path[-1].key
        relation = f"{_ASKED.get(name, name)!r} of "
    owner = asked.lazy_loaded_from
    record = repr(owner.obj()) if owner is not None else "this record"
    msg = (
        f"{relation}{record} was not loaded before the record left its database (by pickling, "
        "or when its session was closed). Ask a database for it again: st.get(record.key)."
    )
    raise DatabaseError(msg)


def send_nowhere(record: object) -> None:
    """Have a record that has lost its database tell so when more is asked of it."""
    state: Any = inspect(record)
    state.session_id = _nowhere.hash_key


@event.listens_for(Base, "unpickle", propagate=True)
def _unpickled(record: object, _: object) -> None:
    send_nowhere(record)
