"""What may be asked: a filter is a keyword, its meaning as SQL, a line of help, an example.

Query, command line, documentation and "did you mean" all read these objects.
Meaning is SQL text with named parameters; no value ever enters the text.
``{any}`` in it stands for the comparison with the values asked for.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacetimeline.dates import VagueDate, to_db
from spacetimeline.errors import NotFound
from spacetimeline.names import word_range
from spacetimeline.queries.dialects import members
from spacetimeline.vocabularies import word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from spacetimeline.queries.dialects import Params
    from spacetimeline.queries.lookup import Lookup

    Expand = Callable[[Lookup, Any], list[int]]


def several(value: Any) -> list[Any]:
    """The alternatives in a keyword's value: a list, set, range, Query … means any of them."""
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes, dict)):
        return [_readable(one) for one in value]  # a Query is a sequence too
    return [_readable(value)]


def _readable(value: Any) -> Any:
    """Text without half characters and NULs, which no database takes; no name has them."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")
    return value


class Filter:
    """One keyword of a question.

    Args:
        keyword: what a user types.
        sql: its meaning.
        help: one line.
        example: a value, as it would be typed in Python.
    """

    repeats = True
    """Whether several values may be given."""

    def __init__(self, keyword: str, sql: str, help: str, example: str) -> None:
        self.keyword = keyword
        self.sql = sql
        self.help = help
        self.example = example

    def check(self, value: Any) -> Any:
        """Read what needs no database (dates, words) at the call; returns it as it is kept.

        Raises:
            NotFound: no such word.
            InvalidDate: the date cannot be read.
        """
        return value

    def bind(self, lookup: Lookup, value: Any, label: str, params: Params) -> str:
        """The SQL for a checked value, its parameters put into `params` under `label`."""
        raise AssertionError(self.keyword)  # every kind of filter has its own


class Named(Filter):
    """Records by any name, key or identifier they have, or the records themselves."""

    def __init__(
        self,
        keyword: str,
        sql: str,
        help: str,
        example: str,
        *,
        kind: str | tuple[str, ...],
        expand: Expand | None = None,
    ) -> None:
        super().__init__(keyword, sql, help, example)
        self.kinds = (kind,) if isinstance(kind, str) else kind
        self.expand = expand

    def bind(self, lookup: Lookup, value: Any, label: str, params: Params) -> str:
        ids: set[int] = set()
        for one in several(value):
            if self.expand is not None:
                ids.update(self.expand(lookup, one))
            else:
                ids.add(lookup.one(one, self.kinds).id)
        return self.sql.replace(
            "{any}", members(lookup.dialect, label, sorted(ids) or [-1], params)
        )


class Word(Filter):
    """A word of a vocabulary; `all` lifts a default."""

    def __init__(
        self,
        keyword: str,
        sql: str,
        help: str,
        example: str,
        *,
        vocabulary: Any,
        default: tuple[str, ...] = (),
    ) -> None:
        super().__init__(keyword, sql, help, example)
        self.vocabulary = vocabulary
        self.default = default

    def check(self, value: Any) -> list[str] | None:
        words = several(value)
        if self.default and any(str(one).casefold() == "all" for one in words):
            return None
        return [str(word(self.vocabulary, one)) for one in words]

    def bind(self, lookup: Lookup, value: Any, label: str, params: Params) -> str:
        if value is None:
            return ""
        return self.sql.replace("{any}", members(lookup.dialect, label, value or [""], params))


class Flag(Filter):
    """True or False."""

    repeats = False

    def check(self, value: Any) -> bool:
        if isinstance(value, bool):
            return value
        text = str(value).casefold()
        if text in {"true", "yes", "1", "false", "no", "0"}:
            return text in {"true", "yes", "1"}
        msg = f"{self.keyword}={value!r}: it takes True or False. Type {self.keyword}=True."
        raise NotFound(msg, asked=str(value), suggestions=("True", "False"))

    def bind(self, lookup: Lookup, value: Any, label: str, params: Params) -> str:
        return self.sql if value else f"NOT ({self.sql})"


class Number(Filter):
    """A whole number."""

    def check(self, value: Any) -> list[int]:
        numbers = []
        for one in several(value):
            try:
                numbers.append(int(str(one)))
            except ValueError:
                msg = (
                    f"{self.keyword}={one!r} is not a whole number. "
                    f"Type {self.keyword}={self.example}."
                )
                raise NotFound(msg, asked=str(one)) from None
        return numbers

    def bind(self, lookup: Lookup, value: Any, label: str, params: Params) -> str:
        return self.sql.replace("{any}", members(lookup.dialect, label, value or [-1], params))


class Keyed(Filter):
    """Records by their keys alone, for our own use."""

    def __init__(self, sql: str) -> None:
        super().__init__("key", sql, "with this key", '"2006-022"')

    def bind(self, lookup: Lookup, value: Any, label: str, params: Params) -> str:
        return self.sql.replace("{any}", members(lookup.dialect, label, value, params))


class Leading(Filter):
    """The leading words of any name: ``KazSat`` finds KazSat-1."""

    def __init__(self, keyword: str, sql: str, help: str, example: str, *, kind: str) -> None:
        super().__init__(keyword, sql, help, example)
        self.kind = kind

    def check(self, value: Any) -> list[str]:
        return [str(one) for one in several(value)]

    def bind(self, lookup: Lookup, value: Any, label: str, params: Params) -> str:
        parts = []
        for number, text in enumerate(value):
            low, high = f"{label}_{number}_low", f"{label}_{number}_high"
            params[low], params[high] = word_range(text)
            lookup.require_leading(text, self.kind)
            parts.append(f"(n.word_key >= :{low} AND n.word_key < :{high})")
        return self.sql.replace("{any}", " OR ".join(parts) or "1 = 0")


class Text(Filter):
    """Text that a column holds, whatever its case; ``{text}`` stands for the parameter."""

    def __init__(
        self,
        keyword: str,
        sql: str,
        help: str,
        example: str,
        *,
        known: str,
    ) -> None:
        super().__init__(keyword, sql, help, example)
        self.known = known

    def check(self, value: Any) -> list[str]:
        return [str(one) for one in several(value)]

    def bind(self, lookup: Lookup, value: Any, label: str, params: Params) -> str:
        values: list[str] = []
        for one in value:
            values.extend(lookup.texts(one, self.known, self.keyword))
        return self.sql.replace("{any}", members(lookup.dialect, label, values or [""], params))


class Span:
    """Where the time of a subject's rows lies, in SQL.

    Args:
        start: prefix of the columns of the beginning.
        end: prefix of the columns of the end; the same as `start` for what happens at once.
        open_end: whether a missing end means that it still goes on.
        within: where rows belong to a period through others (people through stays): SQL with
            ``{period}`` for the condition on `start` and `end`.
    """

    def __init__(
        self, start: str, end: str | None = None, *, open_end: bool = False, within: str = ""
    ) -> None:
        self.start = start
        self.end = end or start
        self.open_end = open_end
        self.within = within


class When(Filter):
    """A filter on time: year, since, until, during."""

    def __init__(self, keyword: str, span: Span, help: str, example: str) -> None:
        super().__init__(keyword, "", help, example)
        self.span = span
        self.repeats = keyword in {"year", "during"}

    def check(self, value: Any) -> list[tuple[str | None, str | None]]:
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

    def bind(
        self, lookup: Lookup, value: Any, label: str, params: Params, match: str = "default"
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
        return self.span.within.replace("{period}", condition) if self.span.within else condition

    def _tests(self, match: str, low: bool, high: bool, a: str, b: str) -> Iterable[str]:
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


def _year(value: Any) -> Any:
    """A year as an int, so that ``"2011"`` and 2011 are the same; other dates stay themselves."""
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value)
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


def common(table: str, kind: str, span: Span | None) -> list[Filter]:
    """The filters that every question of records takes."""
    timed: list[Filter] = []
    if span is not None:
        timed = [
            When("year", span, "in this year (or any of several)", "2011"),
            When("since", span, "from the start of this date on", '"2006-06"'),
            When("until", span, "to the end of this date", '"2014"'),
            When("during", span, "in progress at any time of this period", '"1991-10"'),
            Match("match", "", "how vague dates are taken: certain or possible", '"possible"'),
        ]
    return [
        *timed,
        Named(
            "country",
            f"{table}.id IN (SELECT rc.record_id FROM record_country AS rc "
            "WHERE rc.country_id {any})",
            "has to do with this state, present or former",
            '"KZ"',
            kind="country",
        ),
        Named(
            "source",
            f"{table}.id IN (SELECT ci.record_id FROM citation AS ci WHERE ci.source_id {{any}})",
            "cites this source",
            '"gcat"',
            kind="source",
        ),
        Leading(
            "name",
            f"{table}.id IN (SELECT n.record_id FROM name AS n WHERE {{any}})",
            "the leading words of any of its names",
            '"KazSat"',
            kind=kind,
        ),
    ]
