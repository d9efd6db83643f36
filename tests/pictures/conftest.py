"""Pictures as a reader sees them: their texts, their bars, their lines."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import spacetimeline as st
from spacetimeline.library import Database

pytest.importorskip("matplotlib")

from crowds import crowd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from spacetimeline.pictures.picture import Picture

Texts = list[tuple[str, Bbox]]


@pytest.fixture(scope="session")
def many(packs_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database with 7,000 launches, satellites, flights, stays and sites from 2100 on."""
    path = tmp_path_factory.mktemp("many") / "many.db"
    shutil.copy(packs_file, path)
    crowd(path)
    with st.connect(path, read_only=True) as db:
        yield db


@pytest.fixture(scope="session")
def texts() -> Callable[[Picture], Texts]:
    """The texts that are seen on a picture, each with its box in dots."""

    def seen(picture: Picture) -> Texts:
        canvas = FigureCanvasAgg(picture)
        canvas.draw()
        renderer = canvas.get_renderer()
        drawn = [text for text in _drawn(picture) if text.get_text().strip()]
        return [(text.get_text(), text.get_window_extent(renderer)) for text in drawn]

    return seen


def _drawn(picture: Picture) -> list[Text]:
    """The texts that are drawn: matplotlib keeps labels of ticks out of sight too."""
    drawn = [*picture.texts, *(text for key in picture.legends for text in key.get_texts())]
    for axes in picture.axes:
        drawn += axes.texts
        for axis in (axes.xaxis, axes.yaxis) if axes.axison else ():
            drawn += [axis.label, axis.get_offset_text()]
            drawn += [tick.label1 for tick in axis._update_ticks()]  # type: ignore[attr-defined]
    return drawn
