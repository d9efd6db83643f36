"""What an answer rests on: the sources of its records, the edition of the data, the question."""

from __future__ import annotations

from spacetimeline.output.references import bibtex, reference
from spacetimeline.queries.conflicts import CONFLICTS
from spacetimeline.queries.dialects import members
from spacetimeline.queries.fields import Column, Many
from spacetimeline.queries.filters import Keyed
from spacetimeline.queries.happenings import SOURCES
from spacetimeline.queries.listed import Listed
from spacetimeline.queries.rows import Row
from spacetimeline.queries.subject import Stage, Subject
from spacetimeline.queries.versions import short_hash, version_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from spacetimeline.queries.dialects import Params
    from spacetimeline.queries.lookup import Lookup
    from spacetimeline.queries.versions import Version


class Cited(Row):
    """A source that an answer rests on.

    Attributes:
        key: the source's key; `st.get(key, kind="source")` gives the record.
        title, author, publisher, url, language, licence: text, or None where not known.
        date: when it was published, as text (no more precise than known), or None.
        accessed: when it was read, as text, or None.
        records: how many of the answer's records it supports.
    """

    __slots__ = (
        "accessed",
        "author",
        "date",
        "key",
        "language",
        "licence",
        "publisher",
        "records",
        "title",
        "url",
    )
    key: str
    title: str
    author: str | None
    publisher: str | None
    date: str | None
    accessed: str | None
    url: str | None
    language: str | None
    licence: str | None
    records: int

    def __str__(self) -> str:
        many = f"{self.records} record{'' if self.records == 1 else 's'}"
        return f"{reference(_fields(self))} [{many}]"


class Bibliography(Row):
    """The sources of an answer, to be put under it.

    ``str()`` gives them as text, `bibtex` as BibTeX. Both begin with the data that answered.

    Attributes:
        question: the function that was asked: ``launches`` …
        rows: how many rows the answer has.
        sources: each a `Cited`; those that support most records first.
        version: of library and data: a `Version`.
        fingerprint: of the question, its filters and the data: 12 hexadecimal digits. The same
            digits later, or elsewhere, mean the same answer.
    """

    __slots__ = ("fingerprint", "question", "rows", "sources", "version")
    question: str
    rows: int
    sources: tuple[Cited, ...]
    version: Version
    fingerprint: str

    @property
    def bibtex(self) -> str:
        """The data and the sources as BibTeX entries (UTF-8)."""
        return bibtex([self._data(), *map(_fields, self.sources)])

    def _data(self) -> dict[str, Any]:
        """The data that answered, as a source."""
        licences = dict.fromkeys(one.licence for one in self.version.packs if one.licence)
        return {
            "key": "spacetimeline",
            "title": f"spacetimeline {self.version.library}, data {self.version.data}",
            "author": "spacetimeline contributors",
            "licence": ", ".join(licences),
            "note": f"packs {', '.join(map(str, self.version.packs))}; "
            f"query {self.question} {self.fingerprint}",
        }

    def __str__(self) -> str:
        data = self._data()
        rows = f"{self.rows} row{'' if self.rows == 1 else 's'}"
        on = f"{len(self.sources)} source{'' if len(self.sources) == 1 else 's'}"
        lines = [f"{self.question}, {rows}, resting on {on}:", *map(str, self.sources)]
        told = f"{data['title']} ({data['note']}). Licence {data['licence']}."
        return "\n".join([told, "", *lines])

    def __repr__(self) -> str:
        return str(self)


def _fields(source: Cited) -> dict[str, Any]:
    return {name: getattr(source, name) for name in type(source).__slots__}


def cite(lookup: Lookup, subject: Subject | Listed, stages: Sequence[Stage]) -> Bibliography:
    """The bibliography of a question's answer."""
    version = version_of(lookup)
    rows, ids = _records(lookup, subject, stages)
    return Bibliography(
        question=subject.name,
        rows=rows,
        sources=tuple(_sources(lookup, ids, also_disputed=subject is CONFLICTS)),
        version=version,
        fingerprint=_fingerprint(subject, stages, version),
    )


# ------------------------------------------------------------------- whose sources


def _records(
    lookup: Lookup, subject: Subject | Listed, stages: Sequence[Stage]
) -> tuple[int, set[int]]:
    """How many rows an answer has, and the ids of the records that it is made from."""
    if isinstance(subject, Listed):
        found = subject.numbered(lookup, stages)
        ids = {id_ for _, held in found for one in held for id_ in _several(one)}
        for counted, asked in subject.counted(stages):
            ids |= _records(lookup, counted, asked)[1]
        return len(found), ids
    # Of rows those of the records that they hold; a record is what it is made from.
    wanted = [sql for _, sql in subject.needs] if subject.needs else [f"{subject.table}.id"]
    columns = [Column(str(place), sql) for place, sql in enumerate(wanted)]
    rows = subject.numbered(lookup, stages, columns)
    return len(rows), {id_ for _, row in rows for id_ in row.values() if id_ is not None}


def _several(ids: Any) -> Iterable[int]:
    if ids is None:
        return ()
    return ids if isinstance(ids, list) else (ids,)


_FLIGHTS = """
SELECT st.id, st.flight_up_id, st.flight_down_id FROM stay AS st WHERE st.id {any}
"""

_SUPPORT = """
SELECT s.source_id, COUNT(*) FROM (
    SELECT ci.source_id, ci.record_id FROM citation AS ci WHERE ci.record_id {any}
    UNION SELECT cm.source_id, cm.about_id FROM claim AS cm
        WHERE cm.about_id {any} AND cm.verdict {verdict}
    UNION SELECT cl.source_id, cl.id FROM claim AS cl WHERE cl.id {any}
    UNION SELECT so.id, so.id FROM source AS so WHERE so.id {any}
) AS s GROUP BY s.source_id
"""


def _sources(lookup: Lookup, ids: set[int], *, also_disputed: bool) -> list[Cited]:
    """The sources of some records, those that support most of them first."""
    if not ids:
        return []
    params: Params = {}
    stays = lookup.rows(
        _FLIGHTS.replace("{any}", members(lookup.dialect, "stay", sorted(ids), params)), params
    )
    # A stay is worked out from flights, and it is they that somebody vouches for.
    ids = ids.union(*([id_ for id_ in row[1:] if id_ is not None] for row in stays))
    params = {}
    among = members(lookup.dialect, "record", sorted(ids), params)
    verdict = "IN ('adopted', 'disputed')" if also_disputed else "= 'adopted'"
    support = dict(
        lookup.rows(_SUPPORT.replace("{any}", among).replace("{verdict}", verdict), params)
    )
    if not support:
        return []
    only = Subject(
        "sources",
        kind="source",
        table="source",
        fields=[field for field in SOURCES.fields if not isinstance(field, Many)],
        filters=[Keyed("source.id {any}")],
        order=SOURCES.order,
        shown=(),
    )
    rows = only.numbered(lookup, [Stage((("key", sorted(support)),))], only.fields)
    found = [
        Cited(
            records=support[id_],
            **{name: row[name] for name in Cited.__slots__ if name != "records"},
        )
        for id_, row in rows
    ]
    return sorted(found, key=lambda one: (-one.records, one.key))


# --------------------------------------------------------------- which question


def _fingerprint(subject: Subject | Listed, stages: Sequence[Stage], version: Version) -> str:
    """The same digits for the same question of the same data, on every machine."""
    import json

    asked = [
        {
            "filters": sorted(json.dumps([name, _plain(value)]) for name, value in one.criteria),
            "order": list(one.sort),
            "offset": one.offset,
            "limit": one.limit,
        }
        for one in stages
    ]
    further = subject.asked if isinstance(subject, Listed) else {}
    told = [subject.name, _plain(further), asked, version.data]
    return short_hash(json.dumps(told, sort_keys=True))


def _plain(value: Any) -> Any:
    """A filter's value as text and lists, the same in whatever form it was given."""
    kind = getattr(value, "__kind__", None)
    if kind is not None:
        return f"{kind}:{value.key}"
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((_plain(one) for one in value), key=str)
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return [_plain(one) for one in value]
    return str(value)
