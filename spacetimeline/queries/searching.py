"""`search`: ranked candidates for a name, typing errors allowed."""

from __future__ import annotations

from spacetimeline.names import fold, typed_keys
from spacetimeline.queries.listed import Listed
from spacetimeline.queries.lookup import KINDS, kind_word
from spacetimeline.queries.rows import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacetimeline.models import Recorded
    from spacetimeline.queries.lookup import Lookup

TOO_FAR = 60.0
"""Below this score a candidate is no candidate."""

_FORMS = """
SELECT f.folded, f.rank, r.id, r.kind, r.key, r.name
FROM name_form AS f JOIN record AS r ON r.id = f.record_id
"""


class Match(Row):
    """A candidate for what was searched.

    Attributes:
        record: the record.
        kind: its kind.
        name: its usual name.
        score: how near, 0 to 100; 100 is the same.
    """

    __slots__ = ("kind", "name", "record", "score")
    record: Recorded
    kind: str
    name: str
    score: float


def candidates(
    lookup: Lookup, text: str, kind: str | None, limit: int
) -> list[tuple[dict[str, Any], list[int | None]]]:
    """The records whose names come nearest to a text, best first."""
    from rapidfuzz import fuzz, process

    asked = [key for key in typed_keys(text) if key]
    if not asked or limit < 1:
        return []
    wanted = set(kind_word(kind) or KINDS)
    stations: set[int] | None = None
    if "station" in wanted:
        wanted = {"spacecraft"}
        stations = {
            id_
            for (id_,) in lookup.rows("SELECT s.id FROM spacecraft AS s WHERE s.kind = 'station'")
        }
    forms = [
        row
        for row in lookup.rows(_FORMS)
        if row[3] in wanted and (stations is None or row[2] in stations)
    ]
    folded = [row[0] for row in forms]
    best: dict[int, tuple[float, int, Any]] = {}
    for key in asked:
        for _, alike, place in process.extract(
            key, folded, scorer=fuzz.WRatio, limit=20 * limit + 50, score_cutoff=TOO_FAR
        ):
            form, rank, id_, *_rest = forms[place]
            score = _better(key, form, alike)
            if id_ not in best or (-score, rank) < (-best[id_][0], best[id_][1]):
                best[id_] = (score, rank, forms[place])
    ranked = sorted(best.values(), key=lambda one: (-one[0], one[1], one[2][3], one[2][4]))
    return [
        (
            {
                "name": name,
                "kind": str(kind_),
                "key": key_,
                "score": round(score, 1),
            },
            [id_],
        )
        for score, _, (_, _, id_, kind_, key_, name) in ranked[:limit]
    ]


def _better(asked: str, form: str, score: float) -> float:
    """A name that is the text, or that begins with it, is nearer than one that resembles it."""
    if form == asked:
        return 100.0
    if f" {form}".find(f" {asked}") >= 0:
        return max(score, 90.0 + 9.0 * len(asked) / len(form))
    return min(score, 89.0)


def searching(text: str, kind: str | None, limit: int) -> Listed:
    """The question for one text."""
    kind_word(kind)

    def produce(lookup: Lookup, _criteria: dict[str, Any]) -> Any:
        return candidates(lookup, text, kind, limit)

    return Listed(
        "search",
        names=["name", "kind", "key", "score"],
        filters=[],
        shown=["name", "kind", "key", "score"],
        produce=produce,
        make=lambda row, records: Match(
            record=records[0], kind=row["kind"], name=row["name"], score=row["score"]
        ),
        needs=["any"],
    )


def nearest_names(lookup: Lookup, text: str) -> list[str]:
    """The names nearest to a text, for suggestions."""
    return [row["name"] for row, _ in candidates(lookup, text, None, 3)] if fold(text) else []
