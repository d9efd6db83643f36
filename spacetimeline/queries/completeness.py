"""Whether an answer is whole: what packs declare, held against what was asked.

A declaration says: all rows of a subject that meet these filters, from one date
through another. It vouches for a question whose filters ask for no more than
that, in a time that lies inside. Several declarations join where their times meet.
"""

from __future__ import annotations

import json

from spacetimeline.dates import VagueDate, to_db
from spacetimeline.queries import resolve
from spacetimeline.queries.filters import Named, When, Word, several
from spacetimeline.queries.presence import At

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from spacetimeline.queries.conflicts import Coverage
    from spacetimeline.queries.lookup import Lookup
    from spacetimeline.queries.subject import Stage, Subject

    Period = tuple[str, str]

BEGINNING = ""
FOREVER = "~"  # sorts after every instant
FIRST = 2**63  # before any number of rows

DECLARED_AS = {"in_space": "stays", "aboard": "stays", "satellites": "satellites"}
"""Questions that the declarations of another subject vouch for."""


class Declared:
    """One declaration of a question's subject, and whether it speaks of the question.

    Attributes:
        row: the declaration.
        period: from when to when it speaks.
        inside: whether it speaks of any of the time asked about.
        vouches: whether the question asks for nothing beside what is declared.
    """

    __slots__ = ("inside", "period", "row", "vouches")

    def __init__(self, row: Coverage, period: Period, *, inside: bool, vouches: bool) -> None:
        self.row = row
        self.period = period
        self.inside = inside
        self.vouches = vouches


def asked_periods(subject: Subject, stages: Sequence[Stage]) -> list[Period]:
    """The times that a question asks about; without a filter on time, all of it."""
    periods: list[Period] = [(BEGINNING, FOREVER)]
    for stage in stages:
        for keyword, value in stage.criteria:
            one = subject.filters[keyword]
            if isinstance(one, When):
                found = [(low or BEGINNING, high or FOREVER) for low, high in value]
            elif isinstance(one, At):
                found = [value]
            else:
                continue
            periods = [
                (max(low, other_low), min(high, other_high))
                for low, high in periods
                for other_low, other_high in found
                if max(low, other_low) < min(high, other_high)
            ]
    return periods


def declarations(
    lookup: Lookup, subject: Subject, stages: Sequence[Stage], rows: Sequence[Coverage]
) -> list[Declared]:
    """The declarations that speak of a question's subject."""
    name = DECLARED_AS.get(subject.name, subject.name)
    asked = asked_periods(subject, stages)
    found = []
    for row in rows:
        if row.subject != name and not (row.subject == "spacecraft" and name == "satellites"):
            continue
        period = _period(lookup, subject, row)
        inside = any(max(low, period[0]) < min(high, period[1]) for low, high in asked)
        vouches = all(
            _implied(lookup, subject, stages, keyword, value)
            for keyword, value in _filters_of(subject, row).items()
        )
        found.append(Declared(row, period, inside=inside, vouches=vouches))
    return found


def touched(
    lookup: Lookup, subject: Subject, stages: Sequence[Stage], found: Sequence[Declared]
) -> list[Declared]:
    """Those that have to do with the answer: first what vouches for all of it, in its time or not.

    Then those that vouch for some of its rows, for the most first.
    """
    counted = []
    for one in found:
        if one.vouches:
            counted.append((FIRST, one))
        elif one.inside and (common := _in_common(lookup, subject, stages, one.row)):
            counted.append((common, one))
    counted.sort(key=lambda pair: -pair[0])
    inside = [one for _, one in counted if one.inside]
    return inside or [one for _, one in counted]


def _in_common(lookup: Lookup, subject: Subject, stages: Sequence[Stage], row: Coverage) -> int:
    """How many rows of an answer a declaration speaks of."""
    from spacetimeline.queries.subject import Stage

    criteria = subject.criteria({**row.filters})
    last = stages[-1]
    if last.windowed:
        return subject.count(lookup, [*stages, Stage(criteria)])
    return subject.count(lookup, [*stages[:-1], Stage((*last.criteria, *criteria))])


def _filters_of(subject: Subject, row: Coverage) -> dict[str, Any]:
    """The filters of a declaration, and the defaults that it leaves standing."""
    filters = dict(row.filters)
    for one in subject.filters.values():
        if isinstance(one, Word) and one.default:
            filters.setdefault(one.keyword, list(one.default))
    return filters


def _period(lookup: Lookup, subject: Subject, row: Coverage) -> Period:
    """From when through when a declaration speaks.

    One with filters, before which the database has nothing, speaks from the beginning:
    a family has no launches before its first.
    """
    until = FOREVER if row.until is None else to_db(row.until.nominal_before)
    if row.since is None:
        return (BEGINNING, until)
    since = to_db(row.since.nominal_earliest)
    when = subject.filters.get("until")
    if row.filters and isinstance(when, When):
        from spacetimeline.queries.subject import Stage

        criteria = subject.criteria({**row.filters})
        earlier = Stage((*criteria, ("until", [(None, since)])))
        if subject.count(lookup, [earlier]) == 0:
            since = BEGINNING
    return (since, until)


def _implied(
    lookup: Lookup, subject: Subject, stages: Sequence[Stage], keyword: str, declared: Any
) -> bool:
    """Whether the question asks for nothing outside one filter of a declaration."""
    one = subject.filters.get(keyword)
    asked = [(name, value) for stage in stages for name, value in stage.criteria]
    if isinstance(one, Word):
        words = [value for name, value in asked if name == keyword]
        if any(value is None for value in words):
            return False  # "all"
        narrowest = words[0] if words else list(one.default)
        return bool(narrowest) and set(narrowest) <= set(one.check(declared) or narrowest)
    if isinstance(one, Named):
        wanted = _ids(lookup, one, declared)
        for name, value in asked:
            if name == keyword and set(_ids(lookup, one, value)) <= set(wanted):
                return True
            if keyword == "family" and name == "vehicle":
                vehicles = {id_ for part in several(declared) for id_ in _of_family(lookup, part)}
                other = subject.filters[name]
                if isinstance(other, Named) and set(_ids(lookup, other, value)) <= vehicles:
                    return True
        return False
    return any(name == keyword and value == declared for name, value in asked)


def _ids(lookup: Lookup, one: Named, value: Any) -> list[int]:
    ids: list[int] = []
    for part in several(value):
        if one.expand is not None:
            ids.extend(one.expand(lookup, part))
        else:
            ids.append(lookup.one(part, one.kinds).id)
    return ids


def _of_family(lookup: Lookup, value: Any) -> list[int]:
    families = resolve.families(lookup, value)
    rows = lookup.rows("SELECT v.id, v.family_id FROM vehicle AS v")
    inside = set(families)
    return [id_ for id_, family in rows if family in inside]


def is_complete(subject: Subject, stages: Sequence[Stage], found: Sequence[Declared]) -> bool:
    """Whether declarations that vouch for the question cover all of its time."""
    spans = sorted(one.period for one in found if one.vouches)
    joined: list[Period] = []
    for low, high in spans:
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return all(
        any(low <= begin and end <= high for low, high in joined)
        for begin, end in asked_periods(subject, stages)
    )


def told(subject: Subject, found: Sequence[Declared]) -> str:
    """One line on how whole an answer is that is not complete.

    Args:
        subject: what was asked for.
        found: what has to do with it, as `touched` gives it.
    """
    what = subject.name.replace("_", " ")
    whole = [one for one in found if one.vouches]
    listed = list(dict.fromkeys(map(_words, whole or found)))
    if not listed:
        return f"{what}: held in part; coverage says what is whole"
    more = f" and {len(listed) - 2} more" if len(listed) > 2 else ""
    parts = f"{'; '.join(listed[:2])}{more}"
    if not any(one.inside for one in found):
        return f"{what}: complete for {parts}, not for the time asked about"
    return f"complete for {parts}; other {'times' if whole else what} only in part"


def _words(one: Declared) -> str:
    row = one.row
    who = ", ".join(
        keyword
        if value is True
        else f"{keyword} {value if isinstance(value, str) else json.dumps(value)}"
        for keyword, value in row.filters.items()
    )
    since = f" {row.since}" if row.since is not None else ""
    until = f" to {row.until}" if row.until is not None else ""
    return f"{who or f'all {row.subject}'}{since}{until}"


def read_rows(rows: Sequence[dict[str, Any]]) -> list[Coverage]:
    """Declarations from the flat rows of the question `coverage`."""
    from spacetimeline.queries.conflicts import Coverage

    found = []
    for row in rows:
        dates = {
            end: None if row[end] is None else VagueDate.parse(row[end])
            for end in ("since", "until")
        }
        found.append(Coverage(**{**row, **dates}))
    return found
