"""Where sources disagree, and what we hold to; what the packs declare to hold completely."""

from __future__ import annotations

import json

from spacetimeline.dates import VagueDate, text_of
from spacetimeline.output.schema import PAIRS, TEXTS, WORD
from spacetimeline.queries import resolve
from spacetimeline.queries.filters import Named, Text
from spacetimeline.queries.listed import Listed
from spacetimeline.queries.rows import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacetimeline.models import Claim, Recorded, Source
    from spacetimeline.queries.lookup import Lookup
    from spacetimeline.queries.subject import Criteria


class Said(str):
    """A value and who says so: it is the value's text, with its sources.

    Attributes:
        value: the value as text.
        sources: the sources that say so.
        claims: the claims that say so; empty where the record itself holds the value.
        note: why we hold to it, or not.
    """

    __slots__ = ("claims", "note", "sources")
    sources: list[Source]
    claims: list[Claim]
    note: str | None

    @property
    def value(self) -> str:
        """The value as text."""
        return str(self)

    @property
    def source(self) -> Source | None:
        """The first source that says so."""
        return self.sources[0] if self.sources else None

    def __reduce__(self) -> tuple[Any, ...]:
        return said, (str(self), self.sources, self.claims, self.note)


def said(value: str, sources: list[Any], claims: list[Any], note: str | None) -> Said:
    """Make a Said."""
    one = Said(value)
    one.sources = sources
    one.claims = claims
    one.note = note
    return one


class Conflict(Row):
    """An attribute of a record of which sources say different things.

    Attributes:
        record: the record.
        attribute: which of its attributes.
        adopted: the value that we hold to (text, with `sources`); None where we hold to none.
        disputed: the other values (each text, with `sources`).
        note: why.
    """

    __slots__ = ("adopted", "attribute", "disputed", "note", "record")
    record: Recorded
    attribute: str
    adopted: Said | None
    disputed: list[Said]
    note: str | None


_CLAIMS = """
SELECT c.id, c.about_id, r.kind, r.key, r.name, c.attribute, c.value, c.verdict, c.why, s.name,
       s.key, c.key
FROM claim AS c JOIN record AS r ON r.id = c.about_id JOIN source AS s ON s.id = c.source_id
WHERE c.attribute IS NOT NULL AND c.verdict IN ('adopted', 'disputed')
ORDER BY r.kind, r.key, c.attribute, c.verdict, c.key
"""


def _produce(lookup: Lookup, criteria: Criteria) -> list[tuple[dict[str, Any], list[Any]]]:
    abouts = [
        {id_ for one in _several(value) for id_ in resolve.anything(lookup, one)}
        for keyword, value in criteria
        if keyword == "about"
    ]
    attributes = [value for keyword, value in criteria if keyword == "attribute"]
    groups: dict[tuple[int, str], list[Any]] = {}
    for row in lookup.rows(_CLAIMS):
        if any(row[1] not in wanted for wanted in abouts):
            continue
        if any(row[5] not in wanted for wanted in attributes):
            continue
        groups.setdefault((row[1], row[5]), []).append(row)
    found = []
    for (record, attribute), rows in groups.items():
        disputed = [row for row in rows if row[7] == "disputed"]
        if not disputed:
            continue
        adopted = [row for row in rows if row[7] == "adopted"]
        value, sources = _held(lookup, rows[0], attribute, adopted)
        if not adopted:
            sources = _without(sources, [tuple(row[9:11]) for row in disputed])
        notes = list(dict.fromkeys(row[8] for row in [*disputed, *adopted] if row[8]))
        found.append(
            (
                {
                    "record": rows[0][4],
                    "record_key": rows[0][3],
                    "record_kind": str(rows[0][2]),
                    "attribute": attribute,
                    "adopted": value,
                    "adopted_sources": [title for title, _ in sources],
                    "adopted_sources_keys": [key for _, key in sources],
                    "disputed": [row[6] for row in disputed],
                    "disputed_sources": [row[9] for row in disputed],
                    "disputed_sources_keys": [row[10] for row in disputed],
                    "note": " ".join(notes) or None,
                },
                [record],
            )
        )
    return found


def _several(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]


def _held(
    lookup: Lookup, row: Any, attribute: str, adopted: list[Any]
) -> tuple[str | None, list[tuple[str, str]]]:
    """What we hold to, and the titles and keys of who says so: a claim, else the record itself."""
    if adopted:
        value = adopted[0][6]
        who = (tuple(one[9:11]) for one in adopted if one[6] == value)
        return value, list(dict.fromkeys(who))
    from spacetimeline.queries.all import SUBJECT_OF

    subject = SUBJECT_OF.get(str(row[2]))
    if subject is None:
        return None, []
    rows = subject.keyed(lookup, str(row[3]))
    value = rows.get(attribute, rows.get(attribute.replace(".", "_")))
    if value is None and attribute.endswith(".date"):
        value = rows.get(attribute.removesuffix(".date"))
    text = "; ".join(map(str, value)) if isinstance(value, list) else value
    sources = zip(rows.get("sources") or (), rows.get("sources_keys") or (), strict=True)
    return (None if text is None else str(text)), list(sources)


def _conflict(row: dict[str, Any], records: list[Any]) -> Conflict:
    record = records[0]
    claims = [one for one in record.claims if one.attribute == row["attribute"]]
    held = [one for one in claims if one.verdict == "adopted" and one.value == row["adopted"]]
    adopted = None
    if row["adopted"] is not None:
        others = [one.source for one in claims if one.verdict == "disputed"]
        sources = [one.source for one in held] or _without(record.sources, others)
        note = next((one.note for one in held if one.note), None)
        adopted = said(row["adopted"], list(dict.fromkeys(sources)), held, note)
    disputed = [
        said(one.value, [one.source], [one], one.note)
        for one in claims
        if one.verdict == "disputed"
    ]
    return Conflict(
        record=record,
        attribute=row["attribute"],
        adopted=adopted,
        disputed=disputed,
        note=row["note"],
    )


def _without(sources: list[Any], disputing: list[Any]) -> list[Any]:
    """Who supports a value: a record's sources, but not who says something else of just this."""
    return [one for one in sources if one not in disputing] or sources


class _About(Named):
    """Only read here: the rows are worked out in Python."""


CONFLICTS = Listed(
    "conflicts",
    names=[
        "record",
        "record_key",
        "record_kind",
        "attribute",
        "adopted",
        "adopted_sources",
        "adopted_sources_keys",
        "disputed",
        "disputed_sources",
        "disputed_sources_keys",
        "note",
    ],
    types={
        "record_kind": WORD,
        "adopted_sources": TEXTS,
        "adopted_sources_keys": TEXTS,
        "disputed": TEXTS,
        "disputed_sources": TEXTS,
        "disputed_sources_keys": TEXTS,
    },
    filters=[
        _About(
            "about", "", "about this record", '"KazSat-2"', kind="record", expand=resolve.anything
        ),
        Text("attribute", "", "of this attribute", '"orbit"', known=""),
    ],
    shown=[
        "record",
        "attribute",
        "adopted",
        "adopted_sources",
        "disputed",
        "disputed_sources",
        "note",
    ],
    produce=_produce,
    make=_conflict,
    needs=["any"],
)


class Coverage(Row):
    """What a pack claims to hold completely.

    Attributes:
        pack: whose claim it is.
        subject: the plural function that answers completely.
        filters: with which keywords.
        since: from when (UTC), or None: from the beginning.
        until: through when (UTC).
        note: what it leaves out.
    """

    __slots__ = ("filters", "note", "pack", "since", "subject", "until")
    pack: str
    subject: str
    filters: dict[str, Any]
    since: VagueDate | None
    until: VagueDate | None
    note: str | None


_PARTS = ("text", "start", "end", "earliest", "before", "precision", "uncertain")
_COVERAGE = (
    "SELECT p.name, c.subject, c.filters, c.note, "
    + ", ".join(f"c.{end}_{part}" for end in ("since", "until") for part in _PARTS)
    + " FROM coverage AS c JOIN pack AS p ON p.id = c.pack_id ORDER BY p.position, c.position"
)


def _date(values: Any) -> str | None:
    text, start, end, earliest, before, precision, uncertain = values
    if text is None:
        return None
    return text_of(start, end, earliest, before, precision, bool(uncertain), text)


def declared(lookup: Lookup, _criteria: Criteria) -> list[tuple[dict[str, Any], list[Any]]]:
    """The rows of what packs declare, in their order."""
    found: list[tuple[dict[str, Any], list[Any]]] = []
    for pack, subject, filters, note, *dates in lookup.rows(_COVERAGE):
        row = {
            "pack": pack,
            "subject": subject,
            "filters": json.loads(filters),
            "since": _date(dates[:7]),
            "until": _date(dates[7:]),
            "note": note,
        }
        found.append((row, []))
    return found


def _covered(row: dict[str, Any], _records: list[Any]) -> Coverage:
    dates = {
        end: None if row[end] is None else VagueDate.parse(row[end]) for end in ("since", "until")
    }
    return Coverage(**{**row, **dates})


COVERAGE = Listed(
    "coverage",
    names=["pack", "subject", "filters", "since", "until", "note"],
    filters=[],
    shown=["pack", "subject", "filters", "since", "until"],
    produce=declared,
    make=_covered,
    types={"filters": PAIRS},
)
