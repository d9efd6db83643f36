"""Filters on time: year, since, until, during, match."""

from __future__ import annotations

from spacetimeline.dates import VagueDate, from_db, to_db
from spacetimeline.errors import InvalidDate, NotFound
from spacetimeline.queries.asked import Filter, several
from spacetimeline.queries.walking import forms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacetimeline.queries.dialects import Params
    from spacetimeline.queries.lookup import Lookup

    Window = tuple[str | None, str | None]
    """From, and before: instants as a database has them, None where there is no end."""


class Span:
    """Where the time of a subject's rows lies, in SQL.

    Args:
        start: prefix of the columns of the beginning.
        end: prefix of the columns of the end; the same as `start` for what happens at once.
        open_end: whether a missing end means that it still goes on.
        of: the table that the figures of `longest` are of; that of `start` unless given.
        within: where rows belong to a period through others (people through stays): SQL with
            ``{period}`` for the condition on `start` and `end`.
        not_before: then the column of the first of their beginnings, which the order is by.
    """

    def __init__(
        self,
        start: str,
        end: str | None = None,
        *,
        open_end: bool = False,
        of: str = "",
        within: str = "",
        not_before: str = "",
    ) -> None:
        self.start = start
        self.end = end or start
        self.open_end = open_end
        self.of = of or start.partition(".")[0]
        self.within, self.tested, _ = forms(within)
        self.not_before = not_before


class When(Filter):
    """A filter on time: year, since, until, during."""

    def __init__(self, keyword: str, span: Span, help: str, example: str) -> None:
        super().__init__(keyword, "", help, example)
        self.span = span
        self.repeats = keyword in {"year", "during"}

    def check(self, value: Any) -> list[Window]:
        periods = []
        for one in several(value):
            date = VagueDate.parse(_year(one) if self.keyword == "year" else one)
            low: str | None = to_db(date.nominal_earliest)
            high: str | None = to_db(date.nominal_before)
            if self.keyword == "since":
                high = None
            elif self.keyword == "until":
                low = None
            periods.append((low, high))
        return _joined(periods)

    def window(self, value: list[Window]) -> Window:
        """From the first to the last instant asked for."""
        lows, highs = [low for low, _ in value], [high for _, high in value]
        low = None if None in lows else min(map(str, lows), default=None)
        high = None if None in highs else max(map(str, highs), default=None)
        return low, high

    def bind(
        self,
        lookup: Lookup,
        value: Any,
        label: str,
        params: Params,
        match: str = "default",
        *,
        testing: bool = False,
    ) -> str:
        parts = []
        for number, (low, high) in enumerate(value):
            names = (f"{label}_{number}_low", f"{label}_{number}_high")
            for name, bound in zip(names, (low, high), strict=True):
                if bound is not None:
                    params[name] = bound
            tests = self._tests(match, low is not None, high is not None, *names)
            parts.append(" AND ".join(tests))
        condition = " OR ".join(f"({part})" for part in parts) if len(parts) > 1 else "".join(parts)
        condition = condition or "1 = 0"
        low, high = self._reach(lookup, value, match)
        plain = len(parts) == 1 and match == "default" and self.keyword != "during"
        for bound, word, sign in ((low, "from", ">="), (high, "before", "<")):
            if bound is not None and parts and not plain:
                params[f"{label}_{word}"] = bound
                condition = f"{self.span.start}_start {sign} :{label}_{word} AND ({condition})"
        if not self.span.within:
            return condition
        within = self.span.tested if testing else self.span.within
        within = within.replace("{period}", condition)
        if testing and high is not None:
            params[f"{label}_first"] = high
            within = f"{self.span.not_before} < :{label}_first AND {within}"
        return within

    def _reach(self, lookup: Lookup, value: list[Window], match: str) -> Window:
        """Within what nominal starts all the rows lie that can answer: a range of the index."""
        low, high = self.window(value)
        lasts = self.keyword == "during" and self.span.start != self.span.end
        if match == "certain" and not lasts:
            return low, high
        if match == "default" and self.keyword != "during":
            return low, high
        longest = lookup.longest(self.span.of)
        if longest is None:
            return None, high if match == "default" else None
        if low is not None:
            low = longest.began(low) if lasts else moved(low, -longest.lag)
        if high is not None and match == "possible":
            high = moved(high, longest.lead)
        return low, high

    def _tests(self, match: str, low: bool, high: bool, a: str, b: str) -> list[str]:
        start, end = self.span.start, self.span.end
        if self.keyword == "during":
            begins, ends = {
                "certain": (f"{start}_before", f"{end}_earliest"),
                "default": (f"{start}_start", f"{end}_end"),
                "possible": (f"{start}_earliest", f"{end}_before"),
            }[match]
            if match == "certain" and start == end:
                return [f"{start}_earliest >= :{a}", f"{start}_before <= :{b}"]
            still = f" OR {end}_text IS NULL" if self.span.open_end else ""
            return [f"{begins} < :{b}", f"({ends} > :{a}{still})"]
        tests = []
        if low:
            tests.append(
                {
                    "certain": f"{start}_earliest >= :{a}",
                    "default": f"{start}_start >= :{a}",
                    "possible": f"{start}_before > :{a}",
                }[match]
            )
        if high:
            tests.append(
                {
                    "certain": f"{start}_before <= :{b}",
                    "default": f"{start}_start < :{b}",
                    "possible": f"{start}_earliest < :{b}",
                }[match]
            )
        return tests


def check_together(asked: dict[str, Any], filters: dict[str, Filter]) -> None:
    """Check that something can answer: no list is empty, no period ends before it begins.

    Args:
        asked: what was asked together, as typed.
        filters: the question's.

    Raises:
        NotFound: an empty list, of which nothing is any.
        InvalidDate: `since` begins when `until` is over.
    """
    for keyword, value in asked.items():
        if isinstance(value, (list, tuple, set, frozenset, range)) and not value:
            msg = (
                f"{keyword}={value!r} is an empty list, and nothing is any of none. Give it "
                f"values, such as {keyword}={filters[keyword].example}, or leave {keyword} out."
            )
            raise NotFound(msg, asked=repr(value))
    since, until = filters.get("since"), filters.get("until")
    if not isinstance(since, When) or not isinstance(until, When):
        return
    first, last = asked.get("since"), asked.get("until")
    if first is None or last is None:
        return
    low, high = since.window(since.check(first))[0], until.window(until.check(last))[1]
    if low is not None and high is not None and low >= high:
        msg = (
            f"since={first!r} is later than until={last!r}, so nothing lies between. "
            f"Type since={last!r}, until={first!r}."
        )
        raise InvalidDate(msg)


def moved(instant: str, seconds: float) -> str | None:
    """An instant some seconds later; None where there is no such date."""
    from datetime import timedelta

    try:
        return to_db(from_db(instant) + timedelta(seconds=seconds))
    except OverflowError:
        return None


def _year(value: Any) -> Any:
    """A year as an int, so that ``"2011"`` and 2011 are the same; other dates stay themselves.

    Raises:
        InvalidDate: it has no four digits; nothing that is told here is so old.
    """
    short = False
    if isinstance(value, str) and value.strip().isdecimal():
        short = len(value.strip()) < 4
        value = int(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        short = 0 <= value < 1000
    if short:
        meant = 1957 + (value - 57) % 100 if value < 100 else 2011
        msg = f"year={value}: a year is written in four digits. Type year={meant}."
        raise InvalidDate(msg)
    return value


def _joined(periods: list[Any]) -> list[tuple[str | None, str | None]]:
    """Periods in order, with neighbours joined: ``range(1961, 2027)`` is one period."""
    joined: list[tuple[str | None, str | None]] = []
    for low, high in sorted(periods, key=lambda period: (period[0] or "", period[1] or "~")):
        if joined and low is not None and joined[-1][1] is not None and low <= joined[-1][1]:
            last_low, last_high = joined[-1]
            joined[-1] = (last_low, None if high is None else max(high, last_high or high))
        elif joined and low is None:
            joined[-1] = (None, max(high or "", joined[-1][1] or ""))
        elif joined and joined[-1][1] is None:
            continue
        else:
            joined.append((low, high))
    return joined


class Match(Filter):
    """How dates that are not precise are taken: by nominal start, certainly, possibly."""

    repeats = False

    def check(self, value: Any) -> str:
        text = str(value).strip().casefold()
        if text not in {"certain", "possible", "default"}:
            msg = (
                f"match={value!r}: it takes 'certain' (the date lies inside the period whatever "
                "its doubt) or 'possible' (it may)."
            )
            raise NotFound(msg, asked=str(value), suggestions=("certain", "possible"))
        return text

    def bind(self, lookup: Lookup, value: Any, label: str, params: Params) -> str:
        return ""  # it changes how the others are bound
