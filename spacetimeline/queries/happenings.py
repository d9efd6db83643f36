"""Events and programmes, sources and claims."""

from __future__ import annotations

from spacetimeline.output.schema import WORD
from spacetimeline.queries import resolve
from spacetimeline.queries.fields import Column, Date, Many, Ref, hanging
from spacetimeline.queries.filters import Named, Span, Text, Word, common
from spacetimeline.queries.subject import Subject
from spacetimeline.queries.walking import among
from spacetimeline.vocabularies import EventKind, EventStatus, Verdict


def _parties() -> Many:
    return Many(
        "parties",
        "party AS pa JOIN record AS pr ON pr.id = pa.party_id",
        "pa.record_id",
        "pr.name",
        "pa.position",
        key="pr.key",
    )


def about(table: str) -> Named:
    """The filter `about` of a kind of record."""
    return Named(
        "about",
        among(f"{table}.id", "rs.record_id", "record_subject AS rs", "rs.subject_id {any}"),
        "concerns this record, or is what it took part in",
        '"Baiterek"',
        kind="record",
        expand=resolve.anything,
    )


EVENTS = Subject(
    "events",
    kind="event",
    table="event",
    fields=[
        Column("key", "event.key"),
        Column("name", "event.name"),
        Column("kind", "event.kind", type=WORD),
        Date("date", "event.date"),
        _parties(),
        Many(
            "about",
            "subject AS su JOIN record AS sr ON sr.id = su.subject_id",
            "su.event_id",
            "sr.name",
            "su.position",
            key="sr.key",
        ),
        Date("due", "event.due"),
        Column("status", "event.status", type=WORD),
        Ref("resolved_by", "record", "event.resolved_by_id"),
        Column("summary", "event.summary"),
        *hanging(),
    ],
    filters=[
        Word(
            "kind",
            "event.kind {any}",
            "agreement, declaration, talks, statement, request, plan, milestone, failure, visit",
            '"agreement"',
            vocabulary=EventKind,
        ),
        about("event"),
        Named(
            "party",
            among("event.id", "pa.record_id", "party AS pa", "pa.party_id {any}"),
            "with this state, organization or person as a party",
            '"Kazakhstan"',
            kind=("country", "organization", "person"),
            expand=resolve.party,
        ),
        Word(
            "status",
            "event.status {any}",
            "open, in force, done, missed, superseded, cancelled",
            '"missed"',
            vocabulary=EventStatus,
        ),
        *common("event", "event", Span("event.date")),
    ],
    order=["event.date_start", "event.date_end", "event.key"],
    shown=["date", "kind", "name", "status"],
    undated=True,
)

PROGRAMMES = Subject(
    "programmes",
    kind="programme",
    table="programme",
    fields=[
        Column("key", "programme.key"),
        Column("name", "programme.name"),
        _parties(),
        Date("start", "programme.start"),
        Date("end", "programme.end"),
        Column("status", "programme.status", type=WORD),
        Many(
            "events",
            "subject AS su JOIN event AS ev ON ev.id = su.event_id",
            "su.subject_id",
            "ev.name",
            "ev.date_start NULLS LAST, ev.key",
            key="ev.key",
        ),
        *hanging(),
    ],
    filters=common(
        "programme", "programme", Span("programme.start", "programme.end", open_end=True)
    ),
    order=["programme.start_start", "programme.start_end", "programme.key"],
    shown=["start", "name", "parties", "status"],
    undated=True,
)

SOURCES = Subject(
    "sources",
    kind="source",
    table="source",
    fields=[
        Column("key", "source.key"),
        Column("name", "source.name"),
        Column("title", "source.name"),
        Column("publisher", "source.publisher"),
        Column("author", "source.author"),
        Date("date", "source.date"),
        Date("accessed", "source.accessed"),
        Column("url", "source.url"),
        Column("language", "source.language"),
        Column("licence", "source.licence"),
        Many("names", "name AS n", "n.record_id", "n.text", "n.position"),
    ],
    filters=[
        Named(
            "about",
            "(source.id IN (SELECT ci.source_id FROM citation AS ci WHERE ci.record_id {any}) "
            "OR source.id IN (SELECT cm.source_id FROM claim AS cm WHERE cm.about_id {any}))",
            "cited by this record, or making a claim about it",
            '"KazSat-2"',
            kind="record",
            expand=resolve.anything,
        ),
        Text(
            "publisher",
            "source.publisher {any}",
            "published by",
            '"TASS"',
            known="SELECT DISTINCT s.publisher FROM source AS s WHERE s.publisher IS NOT NULL",
        ),
        *(
            one
            for one in common("source", "source", Span("source.date"))
            if one.keyword != "source"
        ),
    ],
    order=["source.date_start", "source.date_end", "source.key"],
    shown=["date", "publisher", "title"],
    undated=True,
)

CLAIMS = Subject(
    "claims",
    kind="claim",
    table="claim",
    fields=[
        Column("key", "claim.key"),
        Column("name", "claim.name"),
        Ref("about", "record", "claim.about_id"),
        Column("attribute", "claim.attribute"),
        Column("value", "claim.value"),
        Ref("source", "source", "claim.source_id"),
        Date("date", "claim.date"),
        Column("verdict", "claim.verdict", type=WORD),
        Column("note", "claim.why"),
    ],
    filters=[
        Named(
            "about",
            "claim.about_id {any}",
            "about this record",
            '"KazSat-2"',
            kind="record",
            expand=resolve.anything,
        ),
        Text(
            "attribute",
            "claim.attribute {any}",
            "of this attribute",
            '"orbit"',
            known="SELECT DISTINCT c.attribute FROM claim AS c WHERE c.attribute IS NOT NULL",
        ),
        Word(
            "verdict",
            "claim.verdict {any}",
            "adopted, disputed, superseded",
            '"disputed"',
            vocabulary=Verdict,
        ),
        *(one for one in common("claim", "claim", Span("claim.date")) if one.keyword != "source"),
        Named("source", "claim.source_id {any}", "made by this source", '"gcat"', kind="source"),
    ],
    order=["claim.date_start", "claim.date_end", "claim.key"],
    shown=["about", "attribute", "value", "source", "verdict"],
    undated=True,
)
