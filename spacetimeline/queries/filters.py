"""What may be asked: a filter is a keyword, its meaning as SQL, a line of help, an example.

Query, command line, documentation and "did you mean" all read these objects.
Meaning is SQL text with named parameters; no value ever enters the text.
``{any}`` in it stands for the comparison with the values asked for.
"""

from __future__ import annotations

from spacetimeline.errors import NotFound
from spacetimeline.names import typed_keys, word_range
from spacetimeline.queries.asked import Filter, several
from spacetimeline.queries.dialects import members
from spacetimeline.queries.times import Match, Span, When
from spacetimeline.queries.walking import among
from spacetimeline.vocabularies import word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from spacetimeline.queries.dialects import Params
    from spacetimeline.queries.lookup import Lookup

    Expand = Callable[[Lookup, Any], list[int]]

__all__ = [
    "Filter",
    "Flag",
    "Keyed",
    "Leading",
    "Match",
    "Named",
    "Number",
    "Span",
    "Text",
    "When",
    "Word",
    "common",
    "several",
]


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
        seeks: bool = False,
    ) -> None:
        super().__init__(keyword, sql, help, example)
        self.vocabulary = vocabulary
        self.seeks = seeks
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
                number = int(str(one))
                # What no column can hold is a number that nothing has.
                numbers.append(number if abs(number) < 2**31 else -1)
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
    """The leading words of any name: ``KazSat`` finds KazSat-1.

    A person is found by family name too, which stands behind the given one: ``Gagarin``.
    """

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
            if self.kind == "person":
                among = members(
                    lookup.dialect, f"{label}_{number}_form", [*typed_keys(text)] or [""], params
                )
                parts.append(_FORMED.replace("{any}", among))
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


_FORMED = "n.record_id IN (SELECT f.record_id FROM name_form AS f WHERE f.folded {any})"


_NAMED_SO = {
    "country": "Kazakhstan",
    "docking": "Soyuz",
    "event": "Baiterek",
    "expedition": "ISS",
    "family": "Proton",
    "flight": "Soyuz",
    "organization": "RKK",
    "pad": "Baikonur",
    "person": "Gagarin",
    "programme": "Baiterek",
    "site": "Baikonur",
    "spacewalk": "Spacewalk",
    "stay": "Talgat",
    "vehicle": "Proton",
}
"""What some record of each kind is called, for examples."""


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
            among(f"{table}.id", "rc.record_id", "record_country AS rc", "rc.country_id {any}"),
            "has to do with this state, present or former",
            '"KZ"',
            kind="country",
        ),
        Named(
            "source",
            among(f"{table}.id", "ci.record_id", "citation AS ci", "ci.source_id {any}"),
            "cites this source",
            '"gcat"',
            kind="source",
        ),
        Leading(
            "name",
            among(f"{table}.id", "n.record_id", "name AS n", "({any})"),
            "the leading words of any name, or the family name"
            if kind == "person"
            else "the leading words of any of its names",
            f'"{_NAMED_SO.get(kind, "KazSat")}"',
            kind=kind,
        ),
    ]
