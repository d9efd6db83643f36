"""`reconcile`: where a catalogue's files and a database disagree, row by row."""

from __future__ import annotations

from spacetimeline.output.schema import WORD
from spacetimeline.queries.filters import Word
from spacetimeline.queries.listed import Listed
from spacetimeline.queries.rows import Row
from spacetimeline.vocabularies import Vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from spacetimeline.catalogs.reconciling import Found
    from spacetimeline.models import Recorded
    from spacetimeline.queries.listed import Numbered
    from spacetimeline.queries.lookup import Lookup
    from spacetimeline.queries.subject import Criteria

NAMES = ["kind", "record", "record_key", "record_kind", "attribute", "ours", "theirs", "row"]


class DifferenceKind(Vocabulary):
    """What does not agree."""

    DIFFERS = "differs", "different"
    MISSING_HERE = "missing here"
    MISSING_THERE = "missing there"


class Difference(Row):
    """One thing that a catalogue and a database do not agree on.

    Attributes:
        kind: ``differs``, ``missing here`` or ``missing there``.
        record: our record; None where there is none.
        attribute: what differs: ``date``, ``outcome``, ``vehicle`` …; empty where all is missing.
        ours: what the database holds, as text.
        theirs: what the catalogue says, as text; of what is missing here its name.
        row: the file, and the row in it.
    """

    __slots__ = ("attribute", "kind", "ours", "record", "row", "theirs")
    kind: str
    record: Recorded | None
    attribute: str
    ours: str
    theirs: str
    row: str


def reconciling(catalog: str, path: str, work: Callable[[], list[Found]]) -> Listed:
    """The question where one catalogue's files and the database disagree.

    Args:
        catalog: its name.
        path: where its files are.
        work: works it out.
    """

    def produce(lookup: Lookup, criteria: Criteria) -> list[Numbered]:
        found = work()
        wanted = [words for keyword, words in criteria if keyword == "kind"]
        keys = _keys(lookup)
        rows: list[Numbered] = []
        for one in found:
            if any(one.kind not in words for words in wanted):
                continue
            kind, key = keys.get(one.record or -1, (one.of, None))
            row = {
                "kind": one.kind, "record": one.name, "record_key": key, "record_kind": kind,
                "attribute": one.attribute, "ours": one.ours, "theirs": one.theirs,
                "row": one.row,
            }  # fmt: skip
            rows.append((row, [one.record]))
        return rows

    return Listed(
        "differences",
        names=NAMES,
        filters=[
            Word(
                "kind",
                "",
                "differs, missing here or missing there",
                "differs",
                vocabulary=DifferenceKind,
            )
        ],
        shown=["kind", "record_kind", "record", "attribute", "ours", "theirs", "row"],
        produce=produce,
        make=_difference,
        needs=["any"],
        asked={"catalog": catalog, "path": path},
        types={"kind": WORD, "record_kind": WORD},
    )


def _keys(lookup: Lookup) -> dict[int, tuple[str, str]]:
    rows = lookup.rows(
        "SELECT r.id, r.kind, r.key FROM record AS r WHERE r.kind IN ('launch', 'spacecraft')"
    )
    return {id_: (str(kind), key) for id_, kind, key in rows}


def _difference(row: dict[str, Any], records: list[Any]) -> Difference:
    return Difference(
        record=records[0], **{name: row[name] for name in Difference.__slots__ if name != "record"}
    )
