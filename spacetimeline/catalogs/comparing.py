"""Where a catalogue tells something else of a record than the database holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from spacetimeline.dates import Precision, VagueDate, from_db
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime


class Disagreement(NamedTuple):
    """One attribute of one record: what we hold, what the catalogue says, as text."""

    attribute: str
    ours: str
    theirs: str


# Attribute, and the column that holds it; of dates the prefix of their columns.
_DATES: dict[RecordKind, tuple[tuple[str, str], ...]] = {
    RecordKind.LAUNCH: (("date", "date"),),
    RecordKind.SPACECRAFT: (("gone", "gone"), ("ended", "ended")),
    RecordKind.PERSON: (("born", "born"), ("died", "died")),
    RecordKind.EXPEDITION: (("start", "start"), ("end", "end")),
    RecordKind.DOCKING: (("docked", "docked"), ("undocked", "undocked")),
}
_WORDS: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.LAUNCH: ("outcome", "category"),
    RecordKind.SPACECRAFT: ("orbit", "cospar", "norad", "gone_how"),
}
_REFS: dict[RecordKind, tuple[tuple[str, str], ...]] = {
    RecordKind.LAUNCH: (("vehicle", "vehicle_id"), ("pad", "pad_id"), ("site", "site_id")),
    RecordKind.SPACECRAFT: (("launch", "launch_id"),),
}


def date_in(row: Mapping[str, Any], prefix: str) -> VagueDate | None:
    """A date from the columns of a row."""
    text = row.get(f"{prefix}_text")
    if text is None:
        return None
    start, end, earliest, before = (
        _instant(row[f"{prefix}_{part}"]) for part in ("start", "end", "earliest", "before")
    )
    precision = Precision(row[f"{prefix}_precision"])
    return VagueDate(
        text, start, end, earliest, before, precision, bool(row[f"{prefix}_uncertain"])
    )


def _instant(value: Any) -> datetime:
    return from_db(value) if isinstance(value, str) else value


def disagree(ours: VagueDate, theirs: VagueDate) -> bool:
    """Whether two dates tell different things: neither lies inside the other."""
    if ours.earliest <= theirs.nominal_earliest and theirs.nominal_before <= ours.before:
        return False
    return not (theirs.earliest <= ours.nominal_earliest and ours.nominal_before <= theirs.before)


def disagreements(
    kind: RecordKind,
    row: Mapping[str, Any],
    values: Mapping[str, Any],
    dates: Mapping[str, VagueDate],
    refs: Mapping[str, int | str],
    name_of: Callable[[int], str],
) -> list[Disagreement]:
    """Where a row of ours and what a catalogue tells differ; what either leaves out is no matter.

    Args:
        kind: of the record.
        row: the record's own columns.
        values: what the catalogue tells, by column.
        dates: its dates, by the prefix of their columns.
        refs: the records that it refers to, by column; a name where there is no such record.
        name_of: the name of a record.
    """
    found = []
    for attribute, prefix in _DATES.get(kind, ()):
        ours, theirs = date_in(row, prefix), dates.get(prefix)
        if ours is not None and theirs is not None and disagree(ours, theirs):
            found.append(Disagreement(attribute, str(ours), str(theirs)))
    for column in _WORDS.get(kind, ()):
        held, said = row.get(column), values.get(column)
        if held is not None and said is not None and held != said:
            found.append(Disagreement(column, str(held), str(said)))
    for attribute, column in _REFS.get(kind, ()):
        held, said = row.get(column), refs.get(column)
        if held is not None and said is not None and held != said:
            theirs_name = said if isinstance(said, str) else name_of(said)
            found.append(Disagreement(attribute, name_of(held), theirs_name))
    return found
