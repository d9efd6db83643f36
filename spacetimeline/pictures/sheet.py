"""The sheet that a picture is drawn on: title, what was asked, the drawing, sources at its foot.

All sizes are in inches and points, so that a phone's width and a slide's both stay legible.
"""

from __future__ import annotations

from functools import lru_cache

from matplotlib import font_manager
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.textpath import text_to_path

from spacetimeline.output.words import counted, safe
from spacetimeline.pictures.asked import MARGIN
from spacetimeline.pictures.picture import Picture

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from matplotlib.axes import Axes
    from matplotlib.text import Text

    from spacetimeline.pictures.asked import Asked

INK, QUIET, FAINT, LINE = "#1a1a1a", "#595959", "#8c8c8c", "#d9d9d9"

# Okabe and Ito's colours, told apart by all kinds of colour vision.
BLUE, ORANGE, GREEN, VERMILION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
PURPLE, SKY, YELLOW, GREY = "#CC79A7", "#56B4E9", "#F0E442", "#999999"
CYCLE = (BLUE, ORANGE, GREEN, PURPLE, VERMILION, SKY)
"""For groups that have no colour of their own."""

TALLEST = 12.0
"""A drawing of many rows gets no taller, in inches."""
SMALL = 8.5
"""Points of the text in a drawing."""
_FOOT = 7.0
_LEADING = 1.35

# After matplotlib's own font, whichever of these is there has the letters that it lacks.
_OWN = "DejaVu Sans"
_OTHERS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "Hiragino Sans",
    "PingFang SC",
    "Noto Sans",
    "Arial Unicode MS",
)


@lru_cache(maxsize=1)
def fonts() -> list[str]:
    """The fonts to write with, best first."""
    there = {font.name for font in font_manager.fontManager.ttflist}
    return [_OWN, *(name for name in _OTHERS if name in there)]


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    """The letters that the fonts have."""
    found: set[int] = set()
    for name in fonts():
        found |= font_manager.get_font(font_manager.findfont(name)).get_charmap().keys()
    return frozenset(found)


def shown(text: str) -> str:
    """A text on one safe line, with □ for letters that no font here has."""
    return "".join(letter if ord(letter) in _letters() else "□" for letter in safe(text))


@lru_cache(maxsize=4096)
def text_width(text: str, points: float = SMALL, weight: str = "normal") -> float:
    """How wide a text is, in inches."""
    font = font_manager.FontProperties(family=fonts(), size=points, weight=weight)
    width: float = text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]
    return width / 72


def fitted(text: str, inches: float, points: float = SMALL) -> str:
    """A text as far as it fits, with … for the rest."""
    if text_width(text, points) <= inches:
        return text
    kept = text
    while kept and text_width(f"{kept}…", points) > inches:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def wrapped(text: str, inches: float, points: float, weight: str = "normal") -> list[str]:
    """A text in lines that fit."""
    lines: list[str] = []
    for word in text.split(" "):
        # Letters that are set to whole dots are a little wider than measured.
        if lines and text_width(f"{lines[-1]} {word}", points, weight) <= 0.98 * inches:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


class Sheet:
    """An open sheet.

    Args:
        asked: what is drawn.
        title: what the picture answers.
        body: how high the drawing wants to be, in inches.
        told: beside what was asked, what the line below the title says.
        notes: lines for the foot, before those on completeness.

    Attributes:
        picture: the figure.
        axes: where to draw.
        inches: how wide the sheet is, margins aside.
    """

    def __init__(
        self,
        asked: Asked,
        title: str,
        body: float,
        *,
        told: Sequence[str] = (),
        notes: Sequence[str] = (),
    ) -> None:
        self.inches = asked.inches
        width = self.inches + 2 * MARGIN
        size = 15.0 if width >= 6 else 12.0
        heading = shown(str(asked.options.get("title", title)))
        below = shown(" · ".join([*asked.said, *told]))
        head = [(line, size, "bold", INK) for line in wrapped(heading, self.inches, size, "bold")]
        head += [(line, 9.5, "normal", QUIET) for line in wrapped(below, self.inches, 9.5)]
        foot = [(line, _FOOT, "normal", QUIET) for line in self._foot(asked, notes)]
        above, under = (
            sum(points * _LEADING for _, points, _, _ in lines) / 72 + MARGIN
            for lines in (head, foot)
        )
        height = asked.options.get("height", body + above + under + 0.2)
        self.picture = Picture(figsize=(width, height), facecolor="white")
        self.picture.heading = heading
        self._lines(head, height - MARGIN)
        self._lines(foot, under)
        left, low = MARGIN / width, (under + 0.06) / height
        self._lay_out(left, low, 1 - 2 * left, 1 - low - (above + 0.1) / height)
        self.axes: Axes = self.picture.add_subplot()
        dress(self.axes)

    def _lines(self, lines: Sequence[tuple[str, float, str, str]], top: float) -> None:
        width, height = self.picture.get_size_inches()
        for text, points, weight, colour in lines:
            top -= points * _LEADING / 72
            line = self.picture.text(
                MARGIN / width,
                (top + 0.2 * points / 72) / height,
                text,
                fontsize=points,
                fontweight=weight,
                color=colour,
                fontfamily=fonts(),
                parse_math=False,
            )
            line.set_in_layout(False)

    def _foot(self, asked: Asked, notes: Sequence[str]) -> list[str]:
        """The lines below: notes, what is not complete, sources, the data's edition."""
        lines = []
        for note in [*notes, *asked.notes()]:
            lines += wrapped(shown(f"{note}."), self.inches, _FOOT)
        titles, edition = asked.sources()
        # A title in letters that no font here has is counted, and not named.
        titles.sort(key=lambda title: shown(title) != title)
        return lines + wrapped(_sources(titles, edition, 2 * self.inches), self.inches, _FOOT)

    def empty(self, said: str = "Nothing answers this question.") -> Picture:
        """Say why there is nothing to draw."""
        self.axes.set_axis_off()
        lines = "\n".join(wrapped(said, self.inches - 0.5, 11))
        self.write(0.5, 0.5, lines, ha="center", color=QUIET, fontsize=11, linespacing=1.4)
        return self.done(f"{self.picture.heading}: {said[0].lower()}{said[1:]}")

    def write(self, x: float, y: float, text: str, **looks: Any) -> Text:
        """Write a text as it stands, at a place in the axes; in their own units with `data`."""
        if not looks.pop("data", False):
            looks.setdefault("transform", self.axes.transAxes)
        looks = {"fontsize": SMALL, "color": INK, "va": "center", **looks}
        return self.axes.text(x, y, text, fontfamily=fonts(), parse_math=False, **looks)

    def legend(self, handles: Sequence[Any], labels: Sequence[str]) -> None:
        """A key above the drawing, in as many columns as fit."""
        labels = [fitted(label, self.inches - 0.4) for label in labels]
        widest = max(map(text_width, labels)) + 0.5
        columns = max(1, min(len(labels), int(self.inches / widest)))
        rows = -(-len(labels) // columns)
        width, height = self.picture.get_size_inches()
        left, low, wide, high = self._rect
        key = self.picture.legend(
            handles,
            labels,
            loc="upper left",
            bbox_to_anchor=(MARGIN / width, low + high),
            ncols=columns,
            frameon=False,
            borderaxespad=0,
            borderpad=0,
            labelspacing=0.4,
            handlelength=1.3,
            handletextpad=0.5,
            columnspacing=1.2,
            prop={"family": fonts(), "size": SMALL},
            labelcolor=INK,
        )
        key.set_in_layout(False)
        for text in key.get_texts():
            text.set_parse_math(False)
        self._lay_out(left, low, wide, high - (rows * SMALL * 1.62 / 72 + 0.08) / height)

    def _lay_out(self, left: float, low: float, wide: float, high: float) -> None:
        """Leave the axes this part of the sheet, in its fractions."""
        self._rect = (left, low, wide, max(high, 0.1))
        engine = ConstrainedLayoutEngine(rect=self._rect, w_pad=0.02, h_pad=0.02)
        self.picture.set_layout_engine(engine)

    def rows(self, labels: Sequence[str], places: Sequence[float]) -> None:
        """Name the rows at the left, without ticks."""
        self.axes.set_yticks(places, labels, parse_math=False, fontfamily=fonts())
        self.axes.tick_params(axis="y", length=0)

    def done(self, alt: str) -> Picture:
        """The finished picture."""
        self.picture.alt = alt
        return self.picture


def _sources(titles: Sequence[str], edition: str, inches: float) -> str:
    """As many sources as have room, and how many more there are."""
    if not titles:
        return edition
    for number in range(min(len(titles), 4), 0, -1):
        more = len(titles) - number
        tail = f" and {more} more" if more else ""
        named = "; ".join(map(shown, titles[:number]))
        line = f"Source{'s' if len(titles) > 1 else ''}: {named}{tail}. {edition}"
        if text_width(line, _FOOT) <= 0.97 * inches:
            break
    return line


def dress(axes: Axes) -> None:
    """Take away what is no data."""
    axes.set_facecolor("white")
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.tick_params(colors=INK, labelsize=SMALL, labelfontfamily=fonts(), color=FAINT, width=0.6)
    axes.xaxis.label.set(color=QUIET, fontsize=SMALL, fontfamily=fonts())
    axes.yaxis.label.set(color=QUIET, fontsize=SMALL, fontfamily=fonts())


def many(number: int, question: str) -> str:
    """So many rows of a question."""
    return counted(number, question)
