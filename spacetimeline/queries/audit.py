"""`audit`: what cannot be, in the data of a database as it is."""

from __future__ import annotations

from spacetimeline.output.schema import TEXTS
from spacetimeline.queries.dialects import members
from spacetimeline.queries.listed import Listed
from spacetimeline.queries.rows import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from spacetimeline.models import Recorded
    from spacetimeline.queries.auditing.facts import Found
    from spacetimeline.queries.dialects import Params
    from spacetimeline.queries.listed import Numbered
    from spacetimeline.queries.lookup import Lookup
    from spacetimeline.queries.subject import Criteria


class Problem(Row):
    """Something that cannot be.

    Attributes:
        records: the records that contradict each other: who first, then what.
        message: who and what contradicts what, with the dates of both.
    """

    __slots__ = ("message", "records")
    records: list[Recorded]
    message: str


def problems(lookup: Lookup) -> Iterator[Found]:
    """What cannot be, reasoned from the rows of crews, flights, dockings, walks, expeditions."""
    # An answer that is no audit does not wait for these.
    from spacetimeline.queries.auditing import crafts, duties, journeys
    from spacetimeline.queries.auditing.facts import Facts
    from spacetimeline.queries.auditing.places import Places

    facts = Facts(lookup)
    spans = journeys.spans(facts)
    places = Places(facts)
    yield from facts.unreadable
    yield from crafts.check_launches(facts)
    yield from journeys.check(facts)
    yield from journeys.check_heads(facts)
    yield from crafts.check_crews(facts, spans, places)
    yield from crafts.check_dockings(facts)
    yield from duties.check_leavers(facts, spans, places)
    yield from duties.check_walks(facts, spans, places)
    yield from duties.check_expeditions(facts, spans, places)
    yield from journeys.check_stays(facts, spans)


def _produce(lookup: Lookup, _criteria: Criteria) -> list[Numbered]:
    found = list(dict.fromkeys((message, tuple(ids)) for message, ids in problems(lookup)))
    wanted = sorted({id_ for _, ids in found for id_ in ids})
    params: Params = {}
    among = members(lookup.dialect, "record", wanted or [-1], params)
    sql = f"SELECT r.id, r.kind, r.key, r.name FROM record AS r WHERE r.id {among}"
    known = {id_: (str(kind), key, name) for id_, kind, key, name in lookup.rows(sql, params)}
    numbered: list[Numbered] = []
    for message, ids in found:
        records = [known[id_] for id_ in ids if id_ in known]
        row = {
            "records": [name for _, _, name in records],
            "records_keys": [key for _, key, _ in records],
            "records_kinds": [kind for kind, _, _ in records],
            "message": message,
        }
        numbered.append((row, [list(ids)]))
    return numbered


def _problem(row: dict[str, Any], records: list[Any]) -> Problem:
    return Problem(records=records[0], message=row["message"])


AUDIT = Listed(
    "audit",
    names=["records", "records_keys", "records_kinds", "message"],
    filters=[],
    shown=["message"],
    produce=_produce,
    make=_problem,
    needs=["any"],
    types={"records_kinds": TEXTS},
)
