"""Tables: text for a terminal, HTML for a notebook, Markdown for a document."""

from __future__ import annotations

import re

from spacetimeline.output.words import (
    counted,
    duration_text,
    heading,
    is_date,
    joined,
    safe,
    value_text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    Rows = Sequence[dict[str, Any]]

_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"

_YEAR = 365.25 * 86_400


def text_table(
    title: str,
    shown: Sequence[str],
    rows: Rows,
    total: int,
    notes: Sequence[str],
    width: int | None = None,
    *,
    whole: bool = False,
    colour: bool = False,
) -> str:
    """A short table, legible in any terminal; below it the total and the notes.

    Long cells are folded. Where the columns would be too narrow to be read, each row
    becomes a paragraph.

    Args:
        title: the question's name, which says what is counted: ``launches``.
        shown: the flat fields that become columns.
        rows: flat rows, maybe only the first ones.
        total: how many there are.
        notes: one line each, such as what the defaults left out.
        width: in cells; None is as wide as the terminal.
        whole: show cells whole, however long; else they are cut after some lines.
        colour: whether it goes to a terminal that shows bold and faint.
    """
    from spacetimeline.output.widths import terminal_width

    width = terminal_width() if width is None else width
    lines = _grid(shown, rows, width, whole=whole, colour=colour) if rows else []
    lines += [_styled(line, _DIM, colour) for line in _below(title, len(rows), total, notes, width)]
    return "\n".join(lines)


def _grid(shown: Sequence[str], rows: Rows, width: int, *, whole: bool, colour: bool) -> list[str]:
    from spacetimeline.output.widths import GAP, MOST_LINES, column_widths, fold, pad

    columns = [[heading(name, rows), *(_cell(name, row) for row in rows)] for name in shown]
    widths = column_widths(columns, [_dated(name, rows) for name in shown], width)
    if widths is None:
        return _paragraphs(columns, width, colour=colour)
    right = [_numeric(name, rows) for name in shown]
    gap, most = " " * GAP, None if whole else MOST_LINES
    lines = []
    for number, row in enumerate(zip(*columns, strict=True)):
        folded = [fold(cell, size, most) for cell, size in zip(row, widths, strict=True)]
        for place in range(max(map(len, folded))):
            parts = [cell[place] if place < len(cell) else "" for cell in folded]
            sizes = zip(parts, widths, right, strict=True)
            line = gap.join(pad(text, size, right=end) for text, size, end in sizes).rstrip()
            lines.append(_styled(line, _BOLD, colour) if number == 0 else line)
        if number == 0:
            lines.append(_styled(gap.join("─" * size for size in widths), _DIM, colour))
    return lines


def cell_text(name: str, row: dict[str, Any]) -> str:
    """A value of a flat row as the text of a cell."""
    value = row.get(name)
    if name == "time_in_space_seconds" and not value and "flights" in row:
        return _no_time(row)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if name.endswith("_rate"):
            return _percent(value, row if name == "success_rate" else {})
        if name == "value" and "unit" in row:
            return measured(value, row["unit"])
        value = round(value, 3)  # the files have all digits
    if isinstance(value, list):
        value = told_apart(name, row)
    return value_text(name, value, dated=is_date(name, row))


def told_apart(name: str, row: dict[str, Any]) -> list[Any]:
    """A list of a flat row; titles of sources that begin like another in it get their keys.

    >>> told_apart("b_sources", {"a_sources": ["LL 2"], "a_sources_keys": ["ll"],
    ...                          "b_sources": ["LL 2: pads", "TASS"], "b_sources_keys": ["p", "t"]})
    ['LL 2: pads (p)', 'TASS']
    """
    entries: list[Any] = row[name]
    if not name.endswith("_sources") or f"{name}_keys" not in row:
        return entries
    titles = [
        (key, title)
        for field in row
        if field.endswith("_sources") and f"{field}_keys" in row
        for key, title in zip(row[f"{field}_keys"], row[field], strict=True)
    ]
    return [
        f"{title} ({key})"
        if any(
            key != one and (title.startswith(other) or other.startswith(title))
            for one, other in titles
        )
        else title
        for key, title in zip(row[f"{name}_keys"], entries, strict=True)
    ]


def _no_time(row: dict[str, Any]) -> str:
    """Why nothing has been summed up of a person's time in space.

    >>> _no_time({"flights": [], "stays": []})
    'never flown'
    """
    if row.get("stays"):
        return "no stay over"
    return "never in orbit" if row["flights"] else "never flown"


def _percent(rate: float, row: dict[str, Any]) -> str:
    """A rate in percent; behind it the interval that it lies in, where the row has one.

    >>> _percent(0.9, {"rate_low": 0.8272, "rate_high": 0.9453}), _percent(1, {})
    ('90.0 % (82.7-94.5)', '100.0 %')
    """
    text = f"{rate:.1%}".replace("%", " %")
    low, high = row.get("rate_low"), row.get("rate_high")
    if low is None or high is None:
        return text
    return f"{text} ({100 * low:.1f}-{100 * high:.1f})"


def measured(value: float, unit: str) -> str:
    """A value in its unit; many years of seconds as years.

    >>> measured(16, "spacewalks"), measured(37_821_480, "s"), measured(2_400_000_000, "s")
    ('16 spacewalks', '437 d 17 h 58 min', '76.1 years')
    """
    if unit != "s":
        return counted(int(value), unit)
    return duration_text(value) if value < 10 * _YEAR else f"{value / _YEAR:.1f} years"


def _cell(name: str, row: dict[str, Any]) -> str:
    """A value as text; a list is folded between its entries rather than inside one."""
    from spacetimeline.output.widths import TOGETHER

    value = row.get(name)
    if not isinstance(value, list):
        text = cell_text(name, row)
        timed = name.endswith("_seconds") and text[:1].isdigit()
        return re.sub(r" (?=[a-z])", TOGETHER, text) if timed else text
    entries = [value_text("", one).replace(" ", TOGETHER) for one in told_apart(name, row)]
    if row.get("partial"):
        entries.append("…")  # only some of the people are known
    return joined(entries)


def _paragraphs(columns: Sequence[Sequence[str]], width: int, *, colour: bool) -> list[str]:
    """Each row as a paragraph, its values beside their headings."""
    from spacetimeline.output.widths import labelled

    lines: list[str] = []
    headings, *rows = zip(*columns, strict=True)
    for row in rows:
        pairs = [pair for pair in zip(headings, row, strict=True) if pair[1]]
        first, *rest = labelled(pairs, width) or [""]
        lines += [_styled(first, _BOLD, colour), *rest, ""]
    return lines


def _below(title: str, shown: int, total: int, notes: Sequence[str], width: int) -> list[str]:
    """The lines under a table: what is not shown, the total, the notes."""
    from spacetimeline.output.widths import fold

    more = [f"… and {total - shown:,} more"] if total > shown else []
    lines = [*more, counted(total, title), *(safe(note) for note in notes)]
    return [part for line in lines for part in fold(line, width)]


def _styled(line: str, style: str, colour: bool) -> str:
    return f"{style}{line}{_PLAIN}" if colour and line else line


def _dated(name: str, rows: Rows) -> bool:
    return bool(rows) and is_date(name, rows[0])


def _numeric(name: str, rows: Rows) -> bool:
    """Whether a column holds numbers, which stand on the right."""
    if name.endswith("_seconds"):
        return False
    values = [row[name] for row in rows if row.get(name) is not None]
    return bool(values) and all(
        isinstance(value, (int, float)) and not isinstance(value, bool) for value in values
    )


def html_table(
    title: str, shown: Sequence[str], rows: Rows, total: int, notes: Sequence[str]
) -> str:
    """The same for a notebook. Everything is escaped; each cell finds its own direction."""
    from html import escape

    head = "".join(f"<th>{escape(heading(name, rows))}</th>" for name in shown)
    body = "\n".join(f"<tr>{''.join(_html_cells(shown, row))}</tr>" for row in rows)
    table = (
        f'<table class="spacetimeline">\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table>\n"
    )
    more = [f"… and {total - len(rows):,} more"] if total > len(rows) else []
    lines = [*more, counted(total, title), *(safe(note) for note in notes)]
    below = "<br>\n".join(escape(line) for line in lines)
    return f"<div>\n{table if rows else ''}<p>{below}</p>\n</div>"


def _html_cells(shown: Sequence[str], row: dict[str, Any]) -> Iterable[str]:
    from html import escape

    for name in shown:
        yield f'<td dir="auto">{escape(cell_text(name, row))}</td>'


def markdown_table(shown: Sequence[str], rows: Rows) -> str:
    """A Markdown table; what Markdown or HTML would read as theirs is escaped."""
    lines = [
        [markdown(heading(name, rows)) for name in shown],
        ["---:" if _numeric(name, rows) else "---" for name in shown],
        *([markdown(cell_text(name, row)) for name in shown] for row in rows),
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|~"})


def markdown(text: str) -> str:
    """Text with what Markdown or HTML would read as its own escaped."""
    # An address is a link as it stands, and would be another one with backslashes in it.
    if text.startswith(("https://", "http://")) and " " not in text:
        return text.replace("|", "%7C").replace("<", "%3C").replace(">", "%3E")
    return text.translate(_MARKS)
