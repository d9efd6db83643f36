"""How wide a terminal and the columns of a table are, and how a long cell is folded.

Widths are counted in terminal cells: a Chinese character takes two, a combining
accent none. rich knows those; its tables are not used, since importing and
drawing them would double the time of a short answer (measured: 20 ms and 17 ms
for 60 rows, against 1 ms and 2 ms here).
"""

from __future__ import annotations

import os
import sys

from rich.cells import cell_len, chop_cells

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAP = 2
"""Blanks between two columns."""
TRIED = 25
"""So many rows are tried with each way to share the room."""
NARROW = 8
"""Names in a column narrower than this could not be read."""
ROOMY = 24
"""Beside labels, values have at least so much room."""
LONG_WORD = 16
"""A longer word may be broken; a shorter one would be hard to read."""
DAY = len("2015-09-02")
TOGETHER = "\N{NO-BREAK SPACE}"
MOST_LINES = 8
"""A cell that would take more lines is cut."""


def terminal_width() -> int:
    """As wide as the terminal; without one as COLUMNS says, else 80."""
    try:
        width = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError, AttributeError):
        width = 0  # a file or a pipe; closed; something that only looks like a stream
    if width > 0:  # some terminals do not know
        return width
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) > 0 else 80


def column_widths(
    cells: Sequence[Sequence[str]], dated: Sequence[bool], width: int
) -> list[int] | None:
    """How wide each column becomes, so that a line has at most `width` cells.

    None gets less than its words need. Whether the others share alike or the longest cells
    get most, and whether dates are folded between day and time: what makes the fewest lines.

    Args:
        cells: the columns, each with its heading first.
        dated: for each column whether it holds dates.
        width: of a line.

    Returns:
        The widths, or None where a column would be too narrow to be read.
    """
    wanted = [max(map(cell_len, column)) for column in cells]
    room = width - GAP * (len(cells) - 1)
    if sum(wanted) <= room:
        return wanted
    least = [
        min(need, max(NARROW, _longest_word(column)))
        for need, column in zip(wanted, cells, strict=True)
    ]
    found = []
    for date_width in (max(wanted), DAY):
        of_dates = [min(need, date_width) for need in wanted]
        most = [of_dates[n] if date else wanted[n] for n, date in enumerate(dated)]
        floor = [of_dates[n] if date else least[n] for n, date in enumerate(dated)]
        if sum(floor) <= room:
            found += [_alike(most, floor, room), _by_need(most, floor, room)]
    return min(found, key=lambda widths: _height(cells, widths), default=None)


def _height(cells: Sequence[Sequence[str]], widths: Sequence[int]) -> int:
    """How many lines the table would have; its first rows speak for the others."""
    rows = list(zip(*(column[:TRIED] for column in cells), strict=True))
    return sum(
        max(len(fold(cell, width, None)) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )


def _longest_word(column: Sequence[str]) -> int:
    words = (cell_len(word) for cell in column for word in cell.split(" "))
    return min(max(words), LONG_WORD)


def _alike(most: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Room shared alike, none getting more than `most` or less than `least`."""
    widths = list(least)
    open_ = set(range(len(most)))
    while open_:
        share = room // len(open_)
        clamped = {n: min(max(share, least[n]), most[n]) for n in open_}
        # What the small ones leave against what the large ones cannot do without: whichever
        # is more is settled first, so that the rest is shared among the others.
        over = sum(clamped.values()) - share * len(open_)
        settled = {
            n
            for n, width in clamped.items()
            if over == 0 or (width > share if over > 0 else width < share)
        }
        for n in settled:
            widths[n] = clamped[n]
            room -= clamped[n]
        open_ -= settled
    return widths


def _by_need(most: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Room shared by how much more each would take."""
    missing = [want - has for want, has in zip(most, least, strict=True)]
    left = max(room - sum(least), 0)
    whole = max(sum(missing), 1)
    widths = [
        has + min(left * more // whole, more) for has, more in zip(least, missing, strict=True)
    ]
    widths[missing.index(max(missing))] += max(room - sum(widths), 0)  # what rounding left
    return widths


def fold(text: str, width: int, most: int | None = MOST_LINES) -> list[str]:
    """A cell's lines: broken between words, else after ``/`` or ``-``, else anywhere.

    Args:
        text: without line breaks; words joined by `TOGETHER` stay together if they can.
        width: of a line, in cells.
        most: so many lines; what is left is cut, with ``…`` for it. None keeps all.

    >>> fold("Volkov, Aimbetov, Mogensen", 17)
    ['Volkov, Aimbetov,', 'Mogensen']
    """
    if cell_len(text) <= width:
        return [text.replace(TOGETHER, " ")]
    lines: list[str] = []
    line = ""
    for word in _words(text, width):
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(word, width)
        lines.extend(whole)
    lines = [line.replace(TOGETHER, " ") for line in (*lines, line) if line]
    if most is not None and len(lines) > most:
        lines = [*lines[: most - 1], _with_dots(lines[most - 1], width)]
    return lines


def _with_dots(line: str, width: int) -> str:
    while cell_len(line) + 2 > width and " " in line:
        line = line.rpartition(" ")[0]
    return f"{line} …" if cell_len(line) + 2 <= width else f"{_first_cells(line, width - 1)}…"


def _words(text: str, width: int) -> Iterator[str]:
    """The words of a text; those that would stay together, but do not fit, one by one."""
    for word in text.split(" "):
        if cell_len(word) <= width:
            yield word
        else:
            yield from word.split(TOGETHER)


def _broken(word: str, width: int) -> list[str]:
    """A word too long for a line, in pieces; the last one may be short."""
    pieces = []
    while cell_len(word) > width:
        first = _first_cells(word, width)
        # Proton-K/ above Briz-M, not Proton-K/Briz- above M.
        place = first.rfind("/") + 1 or max(first.rfind("-"), first.rfind("_")) + 1
        if place > 1:
            first = first[:place]
        pieces.append(first)
        word = word[len(first) :]
    return [*pieces, word]


def _first_cells(text: str, width: int) -> str:
    # A wide character in a line of one cell would give nothing, for ever.
    return chop_cells(text, max(width, 2))[0]


def labelled(pairs: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Values beside their labels; below each other where there is no room for that."""
    left = max((cell_len(label) for label, _ in pairs), default=0)
    lines = []
    for label, value in pairs:
        if left + GAP + ROOMY > width:
            lines += fold(f"{label}: {value}", width, None)
            continue
        for number, part in enumerate(fold(value, width - left - GAP, None)):
            lines.append(f"{pad(label if number == 0 else '', left + GAP)}{part}")
    return lines


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Text filled up with blanks to a width, before it if `right`."""
    blanks = " " * (width - cell_len(text))
    return blanks + text if right else text + blanks
