"""What a name stands for in a filter: a family for its vehicles, a body for its predecessors."""

from __future__ import annotations

from spacetimeline.errors import Ambiguous
from spacetimeline.names import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacetimeline.queries.lookup import Hit, Lookup

_FAMILIES = """
WITH RECURSIVE below(id) AS (
    SELECT f.id FROM family AS f WHERE f.id = :id
    UNION
    SELECT f.id FROM family AS f JOIN below AS b ON f.parent_id = b.id
)
SELECT id FROM below
"""

_VEHICLES = f"SELECT v.id FROM vehicle AS v WHERE v.family_id IN ({_FAMILIES.strip()})"

_BEFORE = """
WITH RECURSIVE earlier(id) AS (
    SELECT o.id FROM organization AS o WHERE o.id = :id
    UNION
    SELECT s.predecessor_id FROM succession AS s JOIN earlier AS e ON s.successor_id = e.id
)
SELECT id FROM earlier
"""

_PARTS = """
WITH RECURSIVE whole(id) AS (
    SELECT s.id FROM spacecraft AS s WHERE s.id = :id
    UNION
    SELECT p.part_id FROM part_of AS p JOIN whole AS w ON p.whole_id = w.id
)
SELECT id FROM whole
"""


class Exactly:
    """A vehicle in one configuration, without the variants that it stands for in a filter."""

    __slots__ = ("key", "name")
    __kind__ = "vehicle"

    def __init__(self, vehicle: Any) -> None:
        self.key: str = vehicle.key
        self.name: str = vehicle.name

    def __str__(self) -> str:
        return self.name


def of_record(filters: dict[str, Any]) -> dict[str, Any]:
    """The filters of a question that a record asks of itself: a vehicle means only itself."""
    vehicle = filters.get("vehicle")
    if getattr(vehicle, "__kind__", "") != "vehicle":
        return filters
    return {**filters, "vehicle": Exactly(vehicle)}


def families(lookup: Lookup, value: Any) -> list[int]:
    """A family and all that nest inside it."""
    hit = lookup.one(value, ("family",))
    return [id_ for (id_,) in lookup.rows(_FAMILIES, {"id": hit.id})]


def vehicles(lookup: Lookup, value: Any) -> list[int]:
    """A vehicle, its variants, a family's vehicles, and those whose names begin with the words.

    Raises:
        NotFound: no vehicle or family has this name or begins with it.
    """
    hits = lookup.hits(value, ("vehicle", "family"))
    best = [hit for hit in hits if hit.rank == hits[0].rank] if hits else []
    ids: set[int] = set()
    for hit in best:
        if hit.kind == "family":
            rows = lookup.rows(_VEHICLES, {"id": hit.id})
            ids.update(id_ for (id_,) in rows)
        else:
            ids.add(hit.id)
    if isinstance(value, Exactly):
        return sorted(ids)
    if not hasattr(value, "__kind__") and ":" not in str(value):
        ids.update(lookup.leading(str(value), "vehicle"))
    for hit in best:  # `Протон-М` has no vehicle's leading words; the one it names has
        if hit.kind == "vehicle":
            ids.update(lookup.leading(hit.name, "vehicle"))
    if not ids and not best:
        raise lookup.not_found(value, ("vehicle", "family"))
    return sorted(ids)


def pads(lookup: Lookup, value: Any) -> list[int]:
    """A pad by any name, or by one without its first word, where only one is called so: 39A.

    Raises:
        NotFound: no pad has this name.
        Ambiguous: several are called so at different sites.
    """
    kinds = ("pad",)
    if lookup.hits(value, kinds):
        return [lookup.one(value, kinds).id]
    short = fold(str(value))
    named = lookup.rows(
        "SELECT n.text, r.id, r.key FROM name AS n JOIN record AS r ON r.id = n.record_id "
        "WHERE r.kind = 'pad' ORDER BY r.key"
    )
    found = {
        id_: key for text, id_, key in named if short and fold(text).partition(" ")[2] == short
    }
    if not found:
        raise lookup.not_found(value, kinds)
    if len(found) > 1:
        typed = [f"pad:{key}" for key in found.values()]
        msg = f"{value!r} is the name of {len(found)} pads. Type one of: {', '.join(typed[:20])}."
        raise Ambiguous(msg, asked=str(value), candidates=typed)
    return list(found)


def organizations(lookup: Lookup, value: Any) -> list[int]:
    """A body and the bodies that it grew out of."""
    hit = lookup.one(value, ("organization",))
    return [id_ for (id_,) in lookup.rows(_BEFORE, {"id": hit.id})]


def stations(lookup: Lookup, value: Any) -> list[int]:
    """A station and its modules, past and present."""
    hit = lookup.one(value, ("station", "spacecraft"))
    return [id_ for (id_,) in lookup.rows(_PARTS, {"id": hit.id})]


def crafts(lookup: Lookup, value: Any) -> list[int]:
    """A craft by name, all flights of a reused vessel, or all of a class.

    Raises:
        NotFound: there is no craft, vessel or class of this name.
    """
    ids: set[int] = set()
    if not hasattr(value, "__kind__"):
        folded = fold(str(value))
        for column in ("vessel", "bus"):
            known = lookup.rows(
                f"SELECT DISTINCT s.{column} FROM spacecraft AS s WHERE s.{column} IS NOT NULL"
            )
            for (text,) in known:
                same = fold(text) == folded
                if same or (column == "vessel" and folded and _has_words(fold(text), folded)):
                    rows = lookup.rows(
                        f"SELECT s.id FROM spacecraft AS s WHERE s.{column} = :text",
                        {"text": text},
                    )
                    ids.update(id_ for (id_,) in rows)
    hits = lookup.hits(value, ("spacecraft", "flight"))
    if hits:
        hit = lookup.one(value, ("spacecraft", "flight"))
        ids.add(hit.id if hit.kind == "spacecraft" else _craft_of(lookup, hit))
    if not ids:
        raise lookup.not_found(value, ("spacecraft",))
    return sorted(ids)


def _has_words(text: str, part: str) -> bool:
    """Whether the words of `part` stand together in `text`: Endeavour in C206 Endeavour."""
    return f" {part} " in f" {text} "


def _craft_of(lookup: Lookup, flight: Hit) -> int:
    found: int = lookup.rows(
        "SELECT f.craft_id FROM flight AS f WHERE f.id = :id", {"id": flight.id}
    )[0][0]
    return found


def flights(lookup: Lookup, value: Any) -> list[int]:
    """A flight by its own name or that of its craft or launch."""
    return [lookup.one(value, ("flight",)).id]


def anything(lookup: Lookup, value: Any) -> list[int]:
    """Any record; of one mission the launch, the craft and the flight together.

    An organization stands for its predecessors too.
    """
    hits = lookup.hits(value)
    hit = lookup.one(value)
    if hit.kind == "organization":
        return organizations(lookup, value)
    mission = {"launch", "flight", "spacecraft"}
    if hit.kind in mission:
        return sorted(
            {other.id for other in hits if other.kind in mission and other.rank == hit.rank}
        )
    if hit.kind in {"vehicle", "family"}:
        return sorted({hit.id, *(o.id for o in hits if o.kind == "family" and o.rank == hit.rank)})
    return [hit.id]


def party(lookup: Lookup, value: Any) -> list[int]:
    """A state, a person, or an organization with its predecessors."""
    hit = lookup.one(value, ("country", "organization", "person"))
    return organizations(lookup, value) if hit.kind == "organization" else [hit.id]
