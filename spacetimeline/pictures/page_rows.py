"""What a page shows, as plain data: the rows of a question, their records, who says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from spacetimeline.output.calendars import NoDates
from spacetimeline.output.cards import cited, own_fields
from spacetimeline.output.words import date_text, has_time, safe
from spacetimeline.queries.all import SUBJECT_OF
from spacetimeline.queries.dialects import members
from spacetimeline.queries.fields import Column
from spacetimeline.queries.filters import Keyed, Named, several
from spacetimeline.queries.lookup import Lookup
from spacetimeline.queries.subject import Stage, Subject
from spacetimeline.queries.versions import version_of
from spacetimeline.vocabularies import EntryKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from spacetimeline.queries.asking import Asker
    from spacetimeline.queries.listed import Listed

    Json = dict[str, Any]

INSTANT, VAGUE, LASTING = 0, 1, 2
"""How an entry is drawn: known to the minute; the span of a vague date; from one date to another."""

_EXACT = {"millisecond", "second", "minute"}
_LASTS = {
    "start": ("end",),
    "launched": ("landing", "gone"),
    "docked": ("undocked",),
    "born": ("died",),
}
"""With which field of a record that begins with a date it is over."""
_SEARCHED = (
    "country",
    "family",
    "organization",
    "person",
    "platform",
    "programme",
    "site",
    "spacecraft",
    "vehicle",
)
"""Records whose names find the entries that they take part in."""

_TITLES = "SELECT e.record_id, e.kind, e.title FROM entry AS e WHERE e.record_id {any}"
_OF_ENTRIES = """
SELECT e.id, e.record_id, r.kind FROM entry AS e JOIN record AS r ON r.id = e.record_id
WHERE e.id {any}
"""
_COUNTRIES = """
SELECT DISTINCT {owner}, c.id, c.key, c.name
FROM entry_country AS ec JOIN entry AS e ON e.id = ec.entry_id JOIN record AS c ON c.id = ec.country_id
WHERE {owner} {any} ORDER BY {owner}, c.key
"""
_SUBJECTS = """
SELECT rs.record_id, s.id, s.kind, s.name
FROM record_subject AS rs JOIN record AS s ON s.id = rs.subject_id
WHERE rs.record_id {any} ORDER BY rs.record_id, s.kind, s.name, s.id
"""
_NAMES = "SELECT n.record_id, n.text FROM name AS n WHERE n.record_id {any} ORDER BY n.record_id, n.position"
_ABOUT = Column("about_id", "claim.about_id")
_NOTES = "SELECT r.id, r.note FROM record AS r WHERE r.note IS NOT NULL AND r.id {any}"


class _Drawn:
    """One row on its way to the page."""

    __slots__ = ("id", "kind", "record", "record_kind", "row", "start", "stop", "title")

    def __init__(self, id_: int, row: Json, *, start: str, stop: str | None) -> None:
        self.id = id_
        self.row = row
        self.start = start
        self.stop = stop
        self.kind = ""
        self.title = ""
        self.record = id_
        self.record_kind = ""


def gathered(asker: Asker, subject: Subject | Listed, stages: Sequence[Stage]) -> Json:
    """All that the page of a question shows, in the order of its answer.

    Raises:
        NoDates: its rows have none.
        NotFound, Ambiguous: a name in the question.
    """
    if not isinstance(subject, Subject) or not (subject.kind or subject.name == "timeline"):
        msg = (
            f"{subject.name} has no rows of a timeline, so there is no page of it. Ask timeline, "
            "or a question for records with dates: launches, flights, stays, events …"
        )
        raise NoDates(msg)
    asked = asker.lookup()
    with asked.reader.snapshot() as view:  # a load between two statements must not show
        lookup = Lookup(view, asked.dialect)
        drawn = _entries(lookup, subject, stages) if not subject.kind else []
        drawn = drawn or (_records(lookup, subject, stages) if subject.kind else [])
        data = _Tables(lookup).of(drawn, entries=not subject.kind)
        version = version_of(lookup)
        data["question"] = _question(lookup, subject, stages)
    data["notes"] = [
        note for note in (asker.left_out(subject, stages), asker.wholeness(subject, stages)) if note
    ]
    packs = ", ".join(map(str, version.packs))
    data["version"] = f"spacetimeline {version.library}, data {version.data} ({packs})"
    return data


def _question(lookup: Lookup, subject: Subject, stages: Sequence[Stage]) -> str:
    """What was asked, in words: ``Timeline: country Kazakhstan``."""
    said = []
    places = {keyword: place for place, keyword in enumerate(subject.filters)}
    for stage in stages:
        for keyword, value in sorted(stage.criteria, key=lambda one: places[one[0]]):
            one = subject.filters[keyword]
            told = _told(value) if not isinstance(one, Named) else _called(lookup, one, value)
            said.append(f"{keyword.replace('_', ' ')} {told}")
        if stage.limit is not None:
            said.append(f"{stage.limit} rows" + (f" from {stage.offset + 1}" * bool(stage.offset)))
    name = subject.name.capitalize()
    return safe(f"{name}: {', '.join(said)}" if said else name)


def _called(lookup: Lookup, named: Named, value: Any) -> str:
    """The records that a filter names, by their names."""
    return " or ".join(
        str(hits[0].name if (hits := lookup.hits(one, named.kinds)) else one)
        for one in several(value)
    )


def _told(value: Any) -> str:
    """A filter's value, as it is kept, in words."""
    if isinstance(value, (list, set, frozenset, range)):
        return " or ".join(_told(one) for one in value)
    if isinstance(value, tuple) and len(value) == 2 and all(_is_bound(one) for one in value):
        first, before = value
        last = before and _day(before, less=1)
        return " to ".join(dict.fromkeys(filter(None, [first and _day(first), last])))
    if isinstance(value, tuple):
        return " or ".join(_told(one) for one in value)
    return str(getattr(value, "name", value))


def _is_bound(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.endswith("Z") and "T" in value)


def _day(text: str, less: int = 0) -> str:
    """The day of an instant, with the time where it is no midnight."""
    at = datetime.fromisoformat(text) - timedelta(milliseconds=less)
    whole = text.endswith("T00:00:00.000Z")
    return f"{at:%Y-%m-%d}" if whole else f"{at:%Y-%m-%d %H:%M} UTC"


def _entries(lookup: Lookup, subject: Subject, stages: Sequence[Stage]) -> list[_Drawn]:
    drawn = []
    for id_, row in subject.numbered(lookup, stages, subject.fields):
        one = _Drawn(id_, row, start="date", stop=None)
        one.kind, one.title = row["kind"], row["title"]
        drawn.append(one)
    owners = {id_: rest for id_, *rest in _rows(lookup, _OF_ENTRIES, [one.id for one in drawn])}
    for one in drawn:
        one.record, one.record_kind = owners[one.id]
    return drawn


def _records(lookup: Lookup, subject: Subject, stages: Sequence[Stage]) -> list[_Drawn]:
    names = subject.flat_names()
    dated = [name for name in names if f"{name}_precision" in names]
    if not dated:
        msg = (
            f"{subject.name} have no dates, so they stand nowhere on a timeline. Ask for what "
            f"happened with them: st.timeline(about=…) or st.launches({subject.kind}=…)."
        )
        raise NoDates(msg)
    start = dated[0]
    drawn = []
    for id_, row in subject.numbered(lookup, stages, subject.fields):
        if row[start] is None:
            continue  # what has no date is in no timeline either
        stop = next((name for name in _LASTS.get(start, ()) if row.get(name)), None)
        one = _Drawn(id_, row, start=start, stop=stop)
        one.kind = str(row.get("kind") or subject.kind)
        one.title, one.record_kind = row["name"], str(subject.kind)
        drawn.append(one)
    told = _rows(lookup, _TITLES, [one.id for one in drawn])
    titles = {(id_, kind): title for id_, kind, title in told}
    for one in drawn:
        one.title = titles.get((one.id, one.kind), one.title)
    return drawn


class _Tables:
    """Everything once: entries name records, records name sources, by their places in lists."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    def of(self, drawn: Sequence[_Drawn], *, entries: bool) -> Json:
        """The lists of a page."""
        owner = "ec.entry_id" if entries else "e.record_id"
        ids = sorted({one.record for one in drawn})
        states = _rows(
            self._lookup, _COUNTRIES.replace("{owner}", owner), [one.id for one in drawn]
        )
        countries, of_country = _listed(
            (own, id_, [key, safe(name)]) for own, id_, key, name in states
        )
        taking = [row for row in _rows(self._lookup, _SUBJECTS, ids) if row[2] in _SEARCHED]
        called = self._names([*ids, *(row[1] for row in taking)])
        subjects, of_subject = _listed(
            (own, id_, [safe(name), kind, called.get(id_, "")]) for own, id_, kind, name in taking
        )
        records, place, sources = self._records(drawn, called)
        kinds = sorted({one.kind for one in drawn}, key=_lane)
        return {
            "kinds": kinds,
            "countries": countries,
            "subjects": subjects,
            "records": records,
            "sources": sources,
            "entries": [
                [
                    *_span(one),
                    kinds.index(one.kind),
                    safe(one.title),
                    place[one.record],
                    of_country.get(one.id, []),
                    of_subject.get(one.record, []),
                ]
                for one in drawn
            ],
        }

    def _names(self, ids: Iterable[int]) -> dict[int, str]:
        """The other names of records, in one line each."""
        found: dict[int, list[str]] = {}
        for id_, text in _rows(self._lookup, _NAMES, sorted(set(ids))):
            found.setdefault(id_, []).append(safe(text))
        return {id_: " · ".join(texts[1:]) for id_, texts in found.items() if len(texts) > 1}

    def _records(
        self, drawn: Sequence[_Drawn], called: dict[int, str]
    ) -> tuple[list[Any], dict[int, int], list[Any]]:
        """The cards: each record's kind, name, facts, note, other names, sources, claims."""
        wanted: dict[str, set[int]] = {}
        for one in drawn:
            wanted.setdefault(one.record_kind, set()).add(one.record)
        ids = sorted(id_ for some in wanted.values() for id_ in some)
        notes = dict(_rows(self._lookup, _NOTES, ids))
        rows = [
            (kind, id_, row)
            for kind, some in sorted(wanted.items())
            for id_, row in self._flat(SUBJECT_OF[kind], f"{SUBJECT_OF[kind].table}.id", some)
        ]
        claims: dict[int, list[Json]] = {}
        for _, row in self._flat(SUBJECT_OF["claim"], "claim.about_id", ids, _ABOUT):
            claims.setdefault(row["about_id"], []).append(row)
        cites = {key for _, _, row in rows for key in row.get("sources_keys") or ()}
        cites.update(row["source_key"] for some in claims.values() for row in some)
        sources = {
            row["key"]: [safe(cited(row)), safe(row["url"] or ""), safe(row["licence"] or "")]
            for _, row in self._flat(SUBJECT_OF["source"], "source.key", cites)
        }
        number = {key: place for place, key in enumerate(sources)}
        records: list[Any] = []
        place = {}
        for kind, id_, row in rows:
            place[id_] = len(records)
            said = [
                [
                    safe(one["attribute"] or ""),
                    safe(date_text(one["value"], utc="Z")),
                    one["verdict"],
                    number[one["source_key"]],
                    safe(one["note"] or ""),
                ]
                for one in claims.get(id_, [])
            ]
            records.append(
                [
                    f"{kind}:{row['key']}",
                    safe(row["name"]),
                    own_fields(row, {}),
                    safe(notes.get(id_) or ""),
                    called.get(id_, ""),
                    [number[key] for key in row.get("sources_keys") or ()],
                    said,
                ]
            )
        return records, place, list(sources.values())

    def _flat(
        self, subject: Subject, column: str, values: Iterable[int | str], *more: Column
    ) -> list[tuple[int, Json]]:
        """The flat rows of records, by their ids or keys."""
        listed = sorted(values)
        if not listed:
            return []
        only = Subject(
            subject.name,
            kind=subject.kind,
            table=subject.table,
            fields=[*subject.fields, *more],
            filters=[Keyed(f"{column} {{any}}")],
            order=[f"{subject.table}.key", f"{subject.table}.id"],
            shown=subject.shown,
        )
        return only.numbered(self._lookup, [Stage((("key", listed),))], only.fields)


def _lane(kind: str) -> tuple[int, str]:
    """Lanes in the order of the vocabulary, others after them."""
    order = [str(one) for one in EntryKind]
    return (order.index(kind) if kind in order else len(order), kind)


def _listed(rows: Iterable[tuple[int, int, Any]]) -> tuple[list[Any], dict[int, list[int]]]:
    """Of rows (owner, id, value) the values, each once, and for each owner their places."""
    values: list[Any] = []
    place: dict[int, int] = {}
    owned: dict[int, list[int]] = {}
    for owner, id_, value in rows:
        if id_ not in place:
            place[id_] = len(values)
            values.append(value)
        owned.setdefault(owner, []).append(place[id_])
    return values, owned


def _rows(lookup: Lookup, sql: str, ids: Sequence[int]) -> list[Any]:
    if not ids:
        return []
    params: dict[str, object] = {}
    return lookup.rows(sql.replace("{any}", members(lookup.dialect, "id", ids, params)), params)


def _span(one: _Drawn) -> tuple[int, int, str, int]:
    """From when to before when in milliseconds since 1970 UTC, the date's text, how it is drawn."""
    row, start, stop = one.row, one.start, one.stop
    first = _milliseconds(row[f"{start}_earliest"])
    before = _milliseconds(row[f"{(stop or start)}_before"])
    text = _said(row[start])
    if stop is not None:
        return first, before, f"{text} to {_said(row[stop])}", LASTING
    if start in _LASTS and start != "born":
        text = f"from {text}"
    exact = row[f"{start}_precision"] in _EXACT and before - first <= 60_000
    return first, before, text, INSTANT if exact else VAGUE


def _said(text: str) -> str:
    return safe(date_text(text)) + (" UTC" if has_time(text) else "")


def _milliseconds(text: str) -> int:
    since = datetime.fromisoformat(text) - datetime(1970, 1, 1, tzinfo=UTC)
    return since // timedelta(milliseconds=1)
