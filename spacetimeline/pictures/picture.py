"""A drawn answer: a matplotlib Figure that knows what it shows, and how it is saved.

Nothing here touches pyplot or changes matplotlib's settings, so that pictures can be drawn on
any thread, without a display, beside a user's own.
"""

from __future__ import annotations

import threading
from html import escape
from io import BytesIO

import matplotlib as mpl
from matplotlib.figure import Figure

from spacetimeline import __version__
from spacetimeline.output.files import leave
from spacetimeline.pictures.kinds import format_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

DOTS = 144
"""Dots per inch of a PNG."""
_SAVING = threading.Lock()

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ margin: 0; background: #fff; }}
figure {{ margin: 0 auto; max-width: {width:g}in; }}
svg {{ display: block; width: 100%; height: auto; }}
</style>
</head>
<body>
<figure>
{svg}
</figure>
</body>
</html>
"""


class Picture(Figure):
    """A drawn answer.

    It is a `matplotlib.figure.Figure`, so that all of matplotlib can restyle it:
    ``picture.axes[0].set_xlim(…)``, ``picture.savefig("print.png", dpi=600)``.

    Attributes:
        alt: what it shows, in words, for whom it cannot be seen.
        heading: its title.
    """

    alt: str = ""
    heading: str = ""

    def save(self, path: str | Path, dpi: float = DOTS) -> Path:
        """Save it, whole or not at all: as .png, .svg, .pdf or .html, as the path ends.

        The same picture gives the same bytes. HTML is one page with the drawing in it, which
        needs no network.

        Args:
            path: where to.
            dpi: dots per inch of a PNG.

        Returns:
            The path.

        Raises:
            CannotDraw: the ending names no format.
            CannotWrite: there is no such folder, or it may not be written.
        """
        from pathlib import Path

        leave(self.rendered(format_of(path), dpi), path)
        return Path(path)

    def rendered(self, form: str, dpi: float = DOTS) -> bytes:
        """The bytes of a file: ``png``, ``svg``, ``pdf`` or ``html``."""
        if form == "html":
            svg = self.rendered("svg").decode()
            inline = svg[svg.index("<svg") :]
            width = self.get_size_inches()[0]
            return _PAGE.format(title=escape(self.heading), width=width, svg=inline).encode()
        made = f"spacetimeline {__version__}"
        # No date: what is drawn twice is the same.
        titles: dict[str, dict[str, Any]] = {
            "png": {"Title": self.heading, "Description": self.alt, "Software": made},
            "svg": {"Title": self.heading, "Date": None, "Creator": made},
            "pdf": {
                "Title": self.heading,
                "Subject": self.alt,
                "Creator": made,
                "Producer": None,
                "CreationDate": None,
            },
        }
        out = BytesIO()
        with _SAVING:  # the salt of an SVG's ids can only be set for all
            salt = mpl.rcParams["svg.hashsalt"]
            mpl.rcParams["svg.hashsalt"] = "spacetimeline"
            try:
                self.savefig(out, format=form, dpi=dpi, metadata=titles[form])
            finally:
                mpl.rcParams["svg.hashsalt"] = salt
        if form != "svg":
            return out.getvalue()
        label = f'<svg role="img" aria-label="{escape(self.alt)}" '
        return out.getvalue().decode().replace("<svg ", label, 1).encode()

    def _repr_png_(self) -> tuple[bytes, dict[str, Any]]:
        return self.rendered("png"), {"alt": self.alt}
