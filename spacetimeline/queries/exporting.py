"""The whole database as tables: every kind of record, and what links them, in portions."""

from __future__ import annotations

from itertools import accumulate

from spacetimeline.output.dataset import Part
from spacetimeline.output.schema import WHOLE, WORD
from spacetimeline.queries.all import PLURALS, QUESTIONS
from spacetimeline.queries.fields import Column, Date, Field
from spacetimeline.queries.filters import Word
from spacetimeline.queries.flown import Boundary
from spacetimeline.queries.subject import Stage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from spacetimeline.queries.listed import Listed
    from spacetimeline.queries.lookup import Lookup
    from spacetimeline.queries.subject import Subject

    Rows = list[dict[str, Any]]

PORTION = 5_000
"""So many rows are held at once."""


class Link:
    """A table beside the records: which of them belong together, and how.

    Args:
        name: of its folder.
        fields: what a row holds; no lists.
        body: what follows FROM.
        order: a unique order.
    """

    def __init__(self, name: str, fields: Sequence[Field], body: str, order: str) -> None:
        self.name = name
        self.fields = fields
        self.table = body.split(maxsplit=1)[0]
        ends = list(accumulate((len(field.columns()) for field in fields), initial=0))
        self.places = list(zip(fields, ends, ends[1:], strict=False))
        columns = ", ".join(sql for field in fields for sql in field.columns())
        self.sql = f"SELECT {columns} FROM {body} ORDER BY {order} LIMIT :most OFFSET :start"

    def types(self) -> dict[str, str]:
        """For each field its type."""
        return {name: one for field in self.fields for name, one in field.types().items()}

    def rows(self, lookup: Lookup, start: int, most: int) -> Rows:
        """Some of its rows."""
        found = []
        for values in lookup.rows(self.sql, {"start": start, "most": most}):
            row: dict[str, Any] = {}
            for field, first, last in self.places:
                field.read(iter(values[first:last]), row)
            found.append(row)
        return found


_RECORD = [Column("record_kind", "r.kind", type=WORD), Column("record_key", "r.key")]
_PLACE = Column("position", "x.position", type=WHOLE)
_TIME = [Column("since", "x.since"), Column("until", "x.until")]


def _joined(table: str, **ends: str) -> str:
    """A table with the tables that its rows point to: ``person="person_id"``."""
    parts = [f"{table} AS x"]
    parts += [f"JOIN {end} AS {end[0]} ON {end[0]}.id = x.{column}" for end, column in ends.items()]
    return " ".join(parts)


LINKS = (
    Link(
        "names",
        [
            *_RECORD,
            _PLACE,
            Column("text", "x.text"),
            Column("language", "x.language"),
            Column("script", "x.script"),
            Column("kind", "x.kind", type=WORD),
            *_TIME,
        ],
        _joined("name", record="record_id"),
        "x.record_id, x.position, x.id",
    ),
    Link(
        "identifiers",
        [*_RECORD, _PLACE, Column("scheme", "x.scheme", type=WORD), Column("value", "x.value")],
        _joined("identifier", record="record_id"),
        "x.record_id, x.position, x.id",
    ),
    Link(
        "citations",
        [*_RECORD, _PLACE, Column("source_key", "s.key")],
        _joined("citation", record="record_id", source="source_id"),
        "x.record_id, x.position, x.source_id",
    ),
    Link(
        "notes",
        [*_RECORD, Column("note", "r.note")],
        "record AS r WHERE r.note IS NOT NULL",
        "r.id",
    ),
    Link(
        "crews",
        [
            Column("flight_key", "f.key"),
            Column("person_key", "p.key"),
            _PLACE,
            Column("role", "x.role", type=WORD),
            *(Column(way, f"x.{way}", bool) for way in ("up", "down", "lost")),
            Column(
                "represented_key", "(SELECT c.key FROM country AS c WHERE c.id = x.represented_id)"
            ),
        ],
        _joined("crew", flight="flight_id", person="person_id"),
        "x.flight_id, x.position, x.id",
    ),
    Link(
        "citizenships",
        [Column("person_key", "p.key"), Column("country_key", "c.key"), _PLACE, *_TIME],
        _joined("citizenship", person="person_id", country="country_id"),
        "x.person_id, x.position, x.id",
    ),
    Link(
        "aboard",
        [
            Column("stay_key", "t.key"),
            Column("person_key", "p.key"),
            Column("station_key", "s.key"),
            Date("start", "x.start"),
            Date("end", "x.end"),
        ],
        "aboard AS x JOIN stay AS t ON t.id = x.stay_id JOIN person AS p ON p.id = t.person_id "
        "JOIN spacecraft AS s ON s.id = x.station_id",
        "x.stay_id, x.id",
    ),
    Link(
        "expedition_members",
        [
            Column("expedition_key", "e.key"),
            Column("person_key", "p.key"),
            _PLACE,
            Column("role", "x.role", type=WORD),
        ],
        _joined("expedition_member", expedition="expedition_id", person="person_id"),
        "x.expedition_id, x.position, x.person_id",
    ),
    Link(
        "operations",
        [*_RECORD, Column("organization_key", "o.key"), _PLACE, *_TIME],
        _joined("operation", record="record_id", organization="organization_id"),
        "x.record_id, x.position, x.id",
    ),
    Link(
        "site_countries",
        [Column("site_key", "s.key"), Column("country_key", "c.key"), _PLACE, *_TIME],
        _joined("site_country", site="site_id", country="country_id"),
        "x.site_id, x.position, x.id",
    ),
    Link(
        "parts",
        [Column("part_key", "a.key"), Column("whole_key", "b.key"), _PLACE, *_TIME],
        "part_of AS x JOIN spacecraft AS a ON a.id = x.part_id "
        "JOIN spacecraft AS b ON b.id = x.whole_id",
        "x.part_id, x.position, x.id",
    ),
    Link(
        "parties",
        [
            *_RECORD,
            Column("party_kind", "q.kind", type=WORD),
            Column("party_key", "q.key"),
            _PLACE,
        ],
        "party AS x JOIN record AS r ON r.id = x.record_id JOIN record AS q ON q.id = x.party_id",
        "x.record_id, x.position, x.party_id",
    ),
    Link(
        "subjects",
        [
            Column("event_key", "e.key"),
            Column("subject_kind", "q.kind", type=WORD),
            Column("subject_key", "q.key"),
            _PLACE,
        ],
        "subject AS x JOIN event AS e ON e.id = x.event_id JOIN record AS q ON q.id = x.subject_id",
        "x.event_id, x.position, x.subject_id",
    ),
    Link(
        "platforms",
        [
            Column("key", "x.key"),
            Column("name", "x.name"),
            Column("kind", "x.platform_kind", type=WORD),
            Column("country_key", "(SELECT c.key FROM country AS c WHERE c.id = x.country_id)"),
        ],
        "platform AS x",
        "x.key",
    ),
    Link(
        "packs",
        [
            Column("name", "x.name"),
            Column("title", "x.title"),
            Column("version", "x.version"),
            Column("licence", "x.licence"),
            Column("origin", "x.origin", type=WORD),
            Column("fingerprint", "x.fingerprint"),
        ],
        "pack AS x",
        "x.position, x.id",
    ),
)
"""What a list of names cannot say: in what role, from when to when, of which kind."""


def parts(lookup: Lookup) -> Iterator[Part]:
    """All tables of the database."""
    for name, subject in PLURALS.items():
        if name != "satellites":  # they are among the spacecraft
            yield _part(lookup, subject)
    for name in ("timeline", "coverage"):
        yield _part(lookup, QUESTIONS[name])
    for link in LINKS:
        yield Part(link.name, link.types(), _of_link(lookup, link))


def _part(lookup: Lookup, subject: Subject | Listed) -> Part:
    by = "year" if subject.name == "launches" else ""
    return Part(subject.name, subject.types(), _of_subject(lookup, subject), by)


def _of_subject(lookup: Lookup, subject: Subject | Listed) -> Iterator[Rows]:
    """All rows of a question, whatever its defaults leave out."""
    asked = subject.criteria(
        {one.keyword: "all" for one in subject.filters.values() if _has_default(one)}
        | {
            one.keyword: "80km"
            for one in subject.filters.values()
            if isinstance(one, Boundary) and one.default
        }
    )
    start = 0
    while True:
        stages = [Stage(asked, (), start, PORTION)]
        if subject.name == "launches":
            rows = _with_year(lookup, subject, stages)
        else:
            rows = subject.rows(lookup, stages)
        if rows:
            yield rows
        if len(rows) < PORTION:
            return
        start += PORTION


def _has_default(one: Any) -> bool:
    return isinstance(one, Word) and bool(one.default)


def _with_year(lookup: Lookup, subject: Any, stages: Sequence[Stage]) -> Rows:
    """Launches, each with the year that it belongs to: that of its nominal start."""
    start = Column("year", f"{subject.table}.date_start")
    rows = [row for _, row in subject.numbered(lookup, stages, [*subject.fields, start])]
    for row in rows:
        row["year"] = None if row["year"] is None else int(row["year"][:4])
    return rows


def _of_link(lookup: Lookup, link: Link) -> Iterator[Rows]:
    start = 0
    while True:
        rows = link.rows(lookup, start, PORTION)
        if rows:
            yield rows
        if len(rows) < PORTION:
            return
        start += PORTION
