"""References to a record of any kind: text from the registry at once, the record itself on use.

A claim may be about a person or a pad, so its foreign key leads to the row in
`record`, which tells kind and key. The records themselves come here, with one
statement a kind, for all holders that were loaded together.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect, select

from spacetimeline.errors import SpacetimelineError
from spacetimeline.models.base import Base, Recorded

if TYPE_CHECKING:
    from sqlalchemy.orm import InstanceState, Session

    from spacetimeline.models.records import Record

_ITSELF = "_itself"  # where a registry row keeps the record that it stands for


@cache
def model_of(kind: str) -> type[Recorded]:
    """The model of a kind of record: ``launch`` gives Launch."""
    for mapper in Base.registry.mappers:
        model = mapper.class_
        if issubclass(model, Recorded) and model.__kind__ == kind:
            return model
    msg = f"There is no kind of record called {kind!r}."
    raise SpacetimelineError(msg)


def fetch_records(holder: Base, relation: str) -> list[Recorded]:
    """The records behind registry rows, in their order.

    Args:
        holder: what the relation belongs to.
        relation: the name of its relation to `Record`.
    """
    rows = _rows(getattr(holder, relation))
    if any(_ITSELF not in row.__dict__ for row in rows):
        _load(holder, relation)
    gone = [row for row in rows if _ITSELF not in row.__dict__]
    if gone:
        msg = (
            f"{gone[0].kind}:{gone[0].key} is no longer in the database: ask for {holder!r} again."
        )
        raise SpacetimelineError(msg)
    return [row.__dict__[_ITSELF] for row in rows]


def fetch_record(holder: Base, relation: str) -> Recorded | None:
    """The record behind one registry row; None where there is none."""
    found = fetch_records(holder, relation)
    return found[0] if found else None


def _rows(value: Any) -> list[Record]:
    """What a relation holds, as a list, whether it leads to one row or to many."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _load(holder: Base, relation: str) -> None:
    """Load what the relation of a holder and its siblings leads to."""
    state: InstanceState[Base] = inspect(holder)
    session: Session | None = state.session
    if session is None:
        msg = f"{holder!r} is detached from its database; ask the database for it again."
        raise SpacetimelineError(msg)
    siblings = [
        each.dict for each in session.identity_map.all_states() if each.mapper is state.mapper
    ]
    wanted: dict[str, dict[int, Record]] = {}
    for values in (state.dict, *siblings):
        for row in _rows(values.get(relation)):
            if _ITSELF not in row.__dict__:
                wanted.setdefault(row.kind, {})[row.id] = row
    for kind, rows in wanted.items():
        model: Any = model_of(kind)
        for record in session.scalars(select(model).where(model.id.in_(rows))):
            # The row holds the record, so it is loaded once, and pickles with it.
            rows[record.id].__dict__[_ITSELF] = record
