"""Repair of the slips that are found in the dates of GCAT's files.

Every slip here was seen in a published file. What it means must be plain from
the text alone; anything else is left as it is, for `VagueDate.parse` to refuse.
"""

from __future__ import annotations

import re

from spacetimeline.dates.units import MONTH_NAMES

# Pattern, what takes its place, what to report; applied in this order.
_SLIPS = tuple(
    (re.compile(pattern), replacement, report)
    for pattern, replacement, report in (
        # " 2025 Jan 16", " -"; but " 927 Jul 12" has its year set to the right, as it should
        (r"^ +(?=\d{4}|\D)", "", "blank in front"),
        (r"^\* E$", "*", "letter after *"),
        (r"\?{2,}$", "?", "doubled ?"),
        (r" +\?$", "?", "blank before ?"),
        (r":$", "", "colon at the end"),
        (r"(?<= \d{4})s$", "", "letter after the time"),
        (r"^(\d+ +[A-Za-z]+) +-$", r"\1", "- for the day"),
        (r"^(\d+ +[A-Za-z]+) +00?(?=\??$)", r"\1", "day 0"),
        # The catalogues of this field begin in 1957, so two digits have one meaning.
        (r"^(?=(?:5[7-9]|[6-9]\d) [A-Z])", "19", "year in two digits"),
        (r"^(?=(?:[0-4]\d|5[0-6]) [A-Z])", "20", "year in two digits"),
        (r"(?<=\d) {2,}(?=[A-Za-z])", " ", "blanks before the month"),
        (r"(?<=[A-Za-z]) {2,}(?=\d\d)", " ", "blanks before the day"),
        (r"(?<=[A-Za-z]) {3,}(?=\d)", "  ", "blanks before the day"),
        (r"(?<=\d) {2,}(?=\d)", " ", "blanks before the time"),
    )
)
_MONTH_WORD = re.compile(r"(?<=\d )[A-Za-z]{3,4}(?![A-Za-z])")


def repair(text: str) -> tuple[str, str | None]:
    """Repair a vague date as a GCAT file has it.

    Blanks behind are the padding of a column, not a slip.

    Args:
        text: the field of the file.

    Returns:
        the text for `VagueDate.parse` (or ``-``, ``*``, ``?``, which are no dates), and
        what was repaired, such as ``"day 0"``, or None where nothing was.
    """
    text = text.rstrip()
    reports = []
    for pattern, replacement, report in _SLIPS:
        repaired = pattern.sub(replacement, text)
        if repaired != text:
            reports.append(report)
            text = repaired
    repaired = _MONTH_WORD.sub(lambda match: _month(match[0]), text, count=1)
    if repaired != text:
        reports.append("month misspelt")
    return repaired, ", ".join(reports) or None


def _month(word: str) -> str:
    """The month that is meant (``JUn``, ``JFeb``, ``Fen``), or the word where that is not plain."""
    if word.capitalize() in MONTH_NAMES:
        return word.capitalize()
    inside = [month for month in MONTH_NAMES if month in word]
    one_letter_off = [
        month
        for month in MONTH_NAMES
        if len(word) == 3 and sum(a != b for a, b in zip(month, word, strict=True)) == 1
    ]
    found = inside or one_letter_off
    return found[0] if len(found) == 1 else word
