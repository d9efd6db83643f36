"""Everything dated, of every kind, merged in time order."""

from __future__ import annotations

from spacetimeline.dates import VagueDate
from spacetimeline.output.schema import WORD
from spacetimeline.queries import resolve
from spacetimeline.queries.fields import Column, Date, Ref
from spacetimeline.queries.filters import Named, Span, Word, common
from spacetimeline.queries.rows import Row
from spacetimeline.queries.subject import Subject
from spacetimeline.queries.walking import among
from spacetimeline.vocabularies import EntryKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacetimeline.models import Recorded


class Entry(Row):
    """One dated thing of the timeline.

    Attributes:
        date: when (UTC).
        kind: launch, landing, docking, undocking, relocation, spacewalk, loss, decay, end,
            or an event's kind.
        title: one legible line.
        record: the launch, flight, docking, event … that it is.
    """

    __slots__ = ("date", "kind", "record", "title")
    date: VagueDate
    kind: EntryKind
    title: str
    record: Recorded


def _entry(row: dict[str, Any], records: list[Any]) -> Entry:
    return Entry(
        date=VagueDate.parse(row["date"]),
        kind=EntryKind(row["kind"]),
        title=row["title"],
        record=records[0],
    )


# Who came in a craft need not be who left in it: a coming or leaving is a person's where their
# time aboard begins or ends with it. Where no time aboard is known, their stay in space has to do,
# and of other craft than stations all is told.
IN_IT = """
(entry.kind NOT IN ('docking', 'relocation', 'undocking') OR EXISTS (
    SELECT 1 FROM record_subject AS took
    JOIN record AS who ON who.id = took.subject_id
    LEFT JOIN docking AS dk ON dk.id = took.record_id
    LEFT JOIN spacecraft AS port ON port.id = dk.target_id
    WHERE took.record_id = entry.record_id AND took.subject_id {any} AND (
        who.kind <> 'person' OR port.kind NOT IN ('station', 'station module') OR EXISTS (
            SELECT 1 FROM stay AS st JOIN aboard AS ab ON ab.stay_id = st.id
            WHERE st.person_id = who.id AND entry.date_start
                = CASE entry.kind WHEN 'undocking' THEN ab.end_start ELSE ab.start_start END
        ) OR EXISTS (
            SELECT 1 FROM stay AS st
            WHERE st.person_id = who.id AND st.start_start <= entry.date_start
            AND (st.end_end IS NULL OR entry.date_start < st.end_end)
            AND NOT EXISTS (SELECT 1 FROM aboard AS ab WHERE ab.stay_id = st.id)))))
"""

_CONCERNS = among("entry.record_id", "rs.record_id", "record_subject AS rs", "rs.subject_id {any}")

TIMELINE = Subject(
    "timeline",
    kind=None,
    table="entry",
    fields=[
        Date("date", "entry.date"),
        Column("kind", "entry.kind", type=WORD),
        Column("title", "entry.title"),
        Ref("record", "record", "entry.record_id"),
        Column(
            "record_kind",
            "(SELECT rk.kind FROM record AS rk WHERE rk.id = entry.record_id)",
            type=WORD,
        ),
    ],
    filters=[
        Word(
            "kind",
            "entry.kind {any}",
            "launch, landing, docking, undocking, spacewalk, agreement …",
            '"agreement"',
            vocabulary=EntryKind,
        ),
        Named(
            "about",
            f"({_CONCERNS} AND {IN_IT})",
            "concerns this record, or is what it took part in",
            '"Baikonur"',
            kind="record",
            expand=resolve.anything,
        ),
        *(
            one
            for one in common("entry", "entry", Span("entry.date"))
            if one.keyword not in {"country", "source", "name"}
        ),
        Named(
            "country",
            among("entry.id", "ec.entry_id", "entry_country AS ec", "ec.country_id {any}"),
            "has to do with this state, present or former",
            '"KZ"',
            kind="country",
        ),
        Named(
            "source",
            among("entry.record_id", "ci.record_id", "citation AS ci", "ci.source_id {any}"),
            "cites this source",
            '"gcat"',
            kind="source",
        ),
    ],
    order=[
        "entry.date_start",
        "entry.date_end",
        "entry.key",
        "entry.kind",
        "entry.id",  # a craft may end in two ways on one day
    ],
    timed=("kind",),
    shown=["date", "kind", "title"],
    make=_entry,
    needs=[("any", "entry.record_id")],
)
