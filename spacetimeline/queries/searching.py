"""`search`: ranked candidates for a name, typing errors allowed."""

from __future__ import annotations

from spacetimeline.names import typed_keys
from spacetimeline.output.schema import NUMBER, WORD
from spacetimeline.queries.listed import Listed
from spacetimeline.queries.lookup import kind_word
from spacetimeline.queries.nearby import Nearby
from spacetimeline.queries.rows import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from spacetimeline.models import Recorded
    from spacetimeline.queries.lookup import Lookup
    from spacetimeline.queries.subject import Criteria

TOO_FAR = 75.0
"""Below this score a candidate is no candidate."""


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
    asked = [key for key in typed_keys(text) if key]
    if not asked or limit < 1:
        return []
    kinds = kind_word(kind)
    stations = kinds == ("station",)
    if stations:
        kinds = ("spacecraft",)
    forms = Nearby(lookup, text, kinds, stations=stations, enough=2 * limit).forms()
    best: dict[int, tuple[float, int, Any]] = {}
    for key in asked:
        for place, score in likenesses(key, [row[0] for row in forms]).items():
            row = forms[place]
            known = best.get(row[2])
            if known is None or (-score, row[1]) < (-known[0], known[1]):
                best[row[2]] = (score, row[1], row)
    # A page is often titled like the thing that it is about; the thing is meant.
    ranked = sorted(
        best.values(),
        key=lambda one: (-one[0], one[2][3] == "source", one[1], one[2][3], one[2][4]),
    )
    return [
        (
            {
                "name": name,
                "kind": str(kind_),
                "key": key_,
                "record": name,
                "record_key": key_,
                "score": round(score, 1),
            },
            [id_],
        )
        for score, _, (_, _, id_, kind_, key_, name) in ranked[:limit]
    ]


def likenesses(asked: str, forms: list[str]) -> dict[int, float]:
    """How near folded names are to a folded text, 0 to 100; by place, the too far left out.

    100 is the same; a name that begins with the text, or has a word that does, is
    nearer than one that only resembles it letter by letter.
    """
    from rapidfuzz import fuzz, process

    found: dict[int, float] = {}

    def near(place: int, score: float) -> None:
        if score >= TOO_FAR:
            found[place] = max(score, found.get(place, 0.0))

    for place, form in enumerate(forms):
        if form == asked:
            near(place, 100.0)
        elif f" {asked}" in f" {form}":
            near(place, 90.0 + 9.0 * len(asked) / len(form))
    for scorer, weight in ((fuzz.ratio, 1.0), (fuzz.token_sort_ratio, 0.98)):
        for _, score, place in process.extract(
            asked, forms, scorer=scorer, limit=None, score_cutoff=TOO_FAR
        ):
            near(place, min(score * weight, 89.0))
    if " " not in asked and len(asked) >= 4:
        for place, score in _like_a_word(asked, forms):
            near(place, min(score * 0.95, 89.0))
    return found


def _like_a_word(asked: str, forms: list[str]) -> Iterator[tuple[int, float]]:
    """The names that have a word like the text, each with how near that is."""
    from rapidfuzz import fuzz, process

    places: dict[str, list[int]] = {}
    for place, form in enumerate(forms):
        for word in form.split():
            places.setdefault(word, []).append(place)
    for word, score, _ in process.extract(
        asked, list(places), scorer=fuzz.ratio, limit=None, score_cutoff=TOO_FAR
    ):
        for place in places[word]:
            yield place, score


def searching(text: str, kind: str | None, limit: int) -> Listed:
    """The question for one text."""
    kind_word(kind)

    def produce(lookup: Lookup, _criteria: Criteria) -> Any:
        return candidates(lookup, text, kind, limit)

    return Listed(
        "search",
        names=["name", "kind", "key", "record", "record_key", "score"],
        filters=[],
        shown=["name", "kind", "key", "score"],
        produce=produce,
        make=lambda row, records: Match(
            record=records[0], kind=row["kind"], name=row["name"], score=row["score"]
        ),
        needs=["any"],
        types={"kind": WORD, "score": NUMBER},
        asked={"text": text, "kind": kind, "limit": limit},
    )
