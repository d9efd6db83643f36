"""Records: the same SQL as the flat rows, run under the ORM."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from sqlalchemy.orm import Session

    from spacetimeline.queries.asking import Asker
    from spacetimeline.queries.lookup import Lookup
    from spacetimeline.queries.subject import Stage, Subject


def select_of(subject: Subject, lookup: Lookup, stages: Sequence[Stage]) -> Any:
    """The select of a subject's records, its values bound."""
    import sqlalchemy as sa
    from sqlalchemy.orm import selectinload

    from spacetimeline.database.engine_reader import bound_text
    from spacetimeline.models import model_of

    parts = subject.statement(lookup, stages)
    model: Any = model_of(subject.kind or "")
    select = sa.select(model)
    if parts.where:
        select = select.where(bound_text(parts.where, parts.params))
    select = select.order_by(sa.text(parts.order))
    if parts.limit is not None:
        select = select.limit(parts.limit)
    if parts.offset:
        select = select.offset(parts.offset)
    for relation in subject.eager:
        select = select.options(selectinload(getattr(model, relation)))
    return select


def text_of_rows(subject: Subject, lookup: Lookup, stages: Sequence[Stage]) -> Any:
    """The SQL of a question for rows that are no records, its values bound."""
    from spacetimeline.database.engine_reader import bound_text

    sql, params = subject.sql(lookup, stages, subject.fields)
    return bound_text(sql, params)


def records_of(subject: Subject, asker: Asker, stages: Sequence[Stage]) -> list[Any]:
    """The records that answer, in order."""
    select = select_of(subject, asker.lookup(), stages)
    return list(asker.session().scalars(select))


def rows_of(subject: Subject, asker: Asker, stages: Sequence[Stage]) -> list[Any]:
    """The rows that answer, each made of its flat fields and the records it holds."""
    from spacetimeline.queries.fields import Column

    lookup = asker.lookup()
    ids = [Column(f"\0{place}", sql) for place, (_, sql) in enumerate(subject.needs)]
    plain = [field for field in subject.fields if field.flat_names()]
    rows = subject.numbered(lookup, stages, [*plain, *ids])
    if not rows:
        return []
    session = asker.session()
    wanted: dict[str, set[int]] = {}
    for place, (kind, _) in enumerate(subject.needs):
        wanted.setdefault(kind, set()).update(
            row[f"\0{place}"] for _, row in rows if row[f"\0{place}"] is not None
        )
    found: dict[int, Any] = {}
    for kind, needed in wanted.items():
        found.update(fetched(session, lookup, kind, needed))
    return [
        subject.row(row, [found.get(row[f"\0{place}"]) for place in range(len(subject.needs))])
        for _, row in rows
    ]


def fetched(session: Session, lookup: Lookup, kind: str, ids: Iterable[int]) -> dict[int, Any]:
    """Records by their ids, one statement a kind; kind ``any`` looks the kinds up first."""
    import sqlalchemy as sa

    from spacetimeline.database.engine_reader import bound_text
    from spacetimeline.models import model_of
    from spacetimeline.queries.dialects import members

    listed = sorted(ids)
    if not listed:
        return {}
    params: dict[str, object] = {}
    among = members(lookup.dialect, "wanted", listed, params)
    if kind == "any":
        kinds: dict[str, list[int]] = {}
        for id_, one in lookup.rows(
            f"SELECT r.id, r.kind FROM record AS r WHERE r.id {among}", params
        ):
            kinds.setdefault(one, []).append(id_)
        found: dict[int, Any] = {}
        for one, some in kinds.items():
            found.update(fetched(session, lookup, one, some))
        return found
    model: Any = model_of(kind)
    condition = bound_text(f"{model.__tablename__}.id {among}", params)
    return {record.id: record for record in session.scalars(sa.select(model).where(condition))}
