"""What a name is that was looked for among the wrong records: said where it was not found."""

from __future__ import annotations

from spacetimeline.names import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacetimeline.queries.lookup import Lookup

MOST = 3
"""So many records are named."""

_CLASSES = {
    "vessel": 'a craft that flew more than once: st.flights(craft="{}")',
    "bus": 'a class of craft: st.spacecraft(bus="{}")',
}
"""Names that are no records, by the column of spacecraft that holds them, and how to ask by them."""


def elsewhere(lookup: Lookup, text: str, kinds: Sequence[str] | None) -> tuple[str, list[str]]:
    """What has a name that none of some kinds has, and what to type for each.

    Args:
        lookup: the database's names.
        text: the name.
        kinds: those among which it was looked for; None for all.

    Returns:
        A sentence, empty where nothing has it; and what to type.
    """
    if kinds is not None:
        hits = [hit for hit in lookup.hits(text) if hit.kind not in kinds]
        hits = [hit for hit in hits if hit.kind != "source"] or hits
        best = [hit for hit in hits if hit.rank == hits[0].rank]
        if best:
            named = [f"{_a(hit.kind)} ({hit.typed})" for hit in best[:MOST]]
            more = f" and {len(best) - MOST} more" if len(best) > MOST else ""
            what = " or ".join(dict.fromkeys(kinds))
            told = f"It is {', '.join(named)}{more}; here the name of {_a(what)} is needed."
            return told, [hit.typed for hit in best]
    if kinds is None or {"spacecraft", "flight"} & set(kinds):
        for column, said in _CLASSES.items():
            if _holds(lookup, column, text):
                return f"It is {said.format(text)}.", []
    return "", []


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _holds(lookup: Lookup, column: str, text: str) -> bool:
    """Whether a column has a value of this name; of a reused craft its last words are enough."""
    folded = fold(text)
    values = lookup.rows(
        f"SELECT DISTINCT s.{column} FROM spacecraft AS s WHERE s.{column} IS NOT NULL"
    )
    known = [fold(value) for (value,) in values]
    if folded in known:
        return bool(folded)
    return column == "vessel" and any(words.endswith(f" {folded}") for words in known)
