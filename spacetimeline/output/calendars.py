"""Answers as calendars: iCalendar text (RFC 5545).

A date that is known to the minute or better is an event at that time. Whatever is vaguer is
an all-day event over all days that are possible, and its title says how precise the date is,
so that no calendar shows a month as its first day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from spacetimeline.dates import Precision, VagueDate
from spacetimeline.errors import SpacetimelineError
from spacetimeline.output.words import date_text, label, safe, value_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    Row = Mapping[str, Any]

BEGINS = ("date", "at", "start", "launched", "docked", "up", "born")
"""The flat fields that say when a row begins; the first that a question has."""
ENDS = {"start": "end", "launched": "landing", "docked": "undocked", "up": "down"}
"""For some of them, those that say when it ends."""

_EXACT = {Precision.MILLISECOND, Precision.SECOND, Precision.MINUTE}
_DAY = timedelta(days=1)
_TO_THE_DAY = {
    *_EXACT,
    Precision.CENTIDAY,
    Precision.HOUR,
    Precision.TENTH_OF_DAY,
    Precision.DAY,
}


class NoDates(SpacetimelineError, TypeError):
    """Rows of this question have no date that a calendar could show."""


def calendar(
    question: str,
    shown: Sequence[str],
    rows: Sequence[Row],
    sources: Sequence[Sequence[str]],
    about: Mapping[str, Any],
    *,
    names: Sequence[str],
    anniversaries: bool = False,
) -> str:
    """The text of a calendar; rows without a date are left out, and their number is told.

    Args:
        question: the function that was asked.
        shown: the flat fields that an event's description tells.
        rows: flat rows.
        sources: for each row the names of its sources.
        about: what the answer rests on: ``sources``, ``library``, ``data``, where known.
        names: all flat fields.
        anniversaries: add a yearly event for each date whose day is known.

    Raises:
        NoDates: the question has no dates.
    """
    begin = next((name for name in BEGINS if f"{name}_precision" in names), None)
    if begin is None:
        msg = (
            f"{question}: these rows have no date that a calendar could show. Those of launches, "
            "flights, stays, spacecraft, events, timeline and others have one; to_csv() takes any."
        )
        raise NoDates(msg)
    stamp = _stamp(about)
    taken: set[str] = set()
    events: list[str] = []
    for row, told in zip(rows, sources, strict=True):
        if row.get(begin) is None:
            continue
        events += _events(question, begin, shown, row, told, stamp, taken, anniversaries)
    undated = sum(row.get(begin) is None for row in rows)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//spacetimeline//spacetimeline {about.get('library', '')}//EN",
        "CALSCALE:GREGORIAN",
        _text("X-WR-CALNAME", f"spacetimeline: {question.replace('_', ' ')}"),
        _text("X-WR-CALDESC", "\n".join(_described(about, undated))),
        "X-WR-TIMEZONE:UTC",
        *events,
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _described(about: Mapping[str, Any], undated: int) -> Iterable[str]:
    yield "Times are UTC. An all-day event over several days: the day is not known."
    if undated:
        yield f"{undated} without a date left out."
    if "data" in about:
        yield f"spacetimeline {about['library']}, data {about['data']}, {about['fingerprint']}."


def _stamp(about: Mapping[str, Any]) -> str:
    """When the newest of the sources was published or read: the same whenever it is written."""
    told = (one.get(part) for one in about.get("sources") or () for part in ("date", "accessed"))
    newest = max((VagueDate.parse(text).earliest for text in told if text), default=None)
    return _instant(newest or datetime(1970, 1, 1, tzinfo=UTC))


# ------------------------------------------------------------------------ one event


def _events(
    question: str,
    begin: str,
    shown: Sequence[str],
    row: Row,
    sources: Sequence[str],
    stamp: str,
    taken: set[str],
    anniversaries: bool,
) -> list[str]:
    date = VagueDate.parse(row[begin])
    last = row.get(ENDS.get(begin, ""))
    end = VagueDate.parse(last) if last is not None else None
    title = _title(question, row)
    if begin == "born":
        title = f"Born: {title}"
    uid = _uid(question, row, taken)
    common = [
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        _text("DESCRIPTION", _description(shown, row, sources)),
        *([_text("LOCATION", place)] if (place := _place(row)) else []),
        _text("CATEGORIES", str(row.get("kind") or question.replace("_", " "))),
        "TRANSP:TRANSPARENT",
    ]
    events = _event(f"{uid}@spacetimeline", _marked(title, date, end), _when(date, end), common)
    if anniversaries and _day_known(date) and date.year is not None and date.year < 9999:
        again = _text("SUMMARY", f"Anniversary: {title} ({str(date)[:10]})")
        events += _event(f"{uid}-anniversary@spacetimeline", again, _yearly(date), common)
    return events


def _event(uid: str, summary: str, when: Sequence[str], common: Sequence[str]) -> list[str]:
    return ["BEGIN:VEVENT", _text("UID", uid), summary, *when, *common, "END:VEVENT"]


def _marked(title: str, date: VagueDate, end: VagueDate | None) -> str:
    """The title; behind it the dates where the event's own days do not say them."""
    plain = {*_EXACT, Precision.DAY}
    both = [one for one in (date, end) if one is not None]
    if any(one.uncertain or one.precision not in plain for one in both) or (
        end is not None and _exact(date) is not _exact(end)
    ):
        title = f"{title} ({' to '.join(date_text(str(one)) for one in both)})"
    return _text("SUMMARY", title)


def _exact(date: VagueDate) -> bool:
    return date.precision in _EXACT and not date.uncertain


def _day_known(date: VagueDate) -> bool:
    return date.precision in _TO_THE_DAY and not date.uncertain


def _when(begin: VagueDate, end: VagueDate | None) -> list[str]:
    """DTSTART, and DTEND where it is needed; both exact, or both days."""
    if end is not None and end.before <= begin.earliest:
        end = None  # a calendar takes no event that ends before it begins
    if _exact(begin) and (end is None or _exact(end)):
        lines = [f"DTSTART:{_instant(begin.earliest)}"]
        stop = end.earliest if end is not None else begin.before
        if end is not None or begin.precision is Precision.MINUTE:
            lines += [f"DTEND:{_instant(stop)}"] if stop > begin.earliest else []
        return lines
    first = begin.earliest.date()
    stop = max(begin.before, end.before) if end is not None else begin.before
    # The first day that is too late; the time line ends with the year 9999.
    after = (stop - timedelta(microseconds=1)).date()
    lines = [f"DTSTART;VALUE=DATE:{_day(first)}"]
    if after < date.max:
        lines.append(f"DTEND;VALUE=DATE:{_day(after + _DAY)}")
    elif after > first:
        lines.append(f"DTEND;VALUE=DATE:{_day(after)}")
    return lines


def _yearly(date: VagueDate) -> list[str]:
    """An all-day event each year from the next on; of 29 February on the month's last day."""
    day = date.nominal_earliest.date()
    if (day.month, day.day) == (2, 29):
        first = day.replace(year=day.year + 1, day=28)
        return [
            f"DTSTART;VALUE=DATE:{_day(first)}",
            "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
        ]
    first = day.replace(year=day.year + 1)
    return [f"DTSTART;VALUE=DATE:{_day(first)}", "RRULE:FREQ=YEARLY"]


def _instant(moment: datetime) -> str:
    return f"{_day(moment)}T{moment:%H%M%S}Z"


def _day(day: Any) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"  # strftime may not fill up the year


# ---------------------------------------------------------------------- its texts


def _title(question: str, row: Row) -> str:
    if question == "population":
        number = row["number"]
        return f"{number} {'person' if number == 1 else 'people'} in space"
    for name in ("title", "name", "person"):
        if row.get(name):
            return str(row[name])
    return question


def _uid(question: str, row: Row, taken: set[str]) -> str:
    """The same for the same row, whatever its date becomes; no two alike."""
    parts = [question]
    for name in ("record_kind", "record_key", "holder_key", "kind", "key", "stay_key"):
        if name != "kind" or "key" not in row:
            parts += [str(row[name])] if row.get(name) else []
    if "holder_key" in row:
        parts.append(str(row["title"]))
    if len(parts) == 1:
        parts.append(str(row.get("at") or row.get("title") or ""))
    uid = "-".join(parts).replace(" ", "-")
    number = 1
    while f"{uid}{f'-{number}' if number > 1 else ''}" in taken:
        number += 1
    uid = f"{uid}{f'-{number}' if number > 1 else ''}"
    taken.add(uid)
    return uid


def _description(shown: Sequence[str], row: Row, sources: Sequence[str]) -> str:
    lines = []
    for name in shown:
        if name in ("name", "title"):
            continue  # the event's own
        dated = f"{name}_precision" in row
        if text := value_text(name, row.get(name)):
            times = " (UTC)" if dated and "T" in str(row[name]) else ""
            lines.append(f"{label(name)}{times}: {text.removesuffix('Z') if times else text}")
    if sources:
        lines.append(f"sources: {'; '.join(safe(one) for one in sources)}")
    return "\n".join(lines)


def _place(row: Row) -> str:
    places = (row.get(name) for name in ("pad", "site", "landing_place", "station"))
    return ", ".join(dict.fromkeys(str(place) for place in places if place))


def _text(name: str, text: str) -> str:
    """A property with text, in which what has a meaning of its own is escaped."""
    plain = "\n".join(safe(line) for line in text.split("\n"))
    for sign in "\\;,":
        plain = plain.replace(sign, f"\\{sign}")
    return f"{name}:" + plain.replace("\n", "\\n")


def _folded(line: str) -> Iterable[str]:
    """A line in pieces of at most 75 bytes, none broken inside a letter."""
    left, size = "", 0
    for letter in line:
        width = len(letter.encode("utf-8", "replace"))
        if size + width > 75:
            yield left
            left, size = " ", 1
        left += letter
        size += width
    yield left
