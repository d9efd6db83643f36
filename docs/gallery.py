"""Draws the pictures of the gallery: `python docs/gallery.py`.

Each is the Python call above it in `gallery.md`; what is drawn twice is the same, so that only a
change of the data or of the drawing changes a file.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import spacetimeline as st

DOCS = Path(__file__).parent
_SHOWN = re.compile(
    r"^```python\nst\.(?P<call>.+?)\n```$.*?^!\[[^\]]*\]\((?P<file>gallery/[\w-]+\.png)\)$",
    re.MULTILINE | re.DOTALL,
)


def shown() -> list[tuple[str, Path]]:
    """Each call of the gallery, with the file that shows what it draws."""
    page = (DOCS / "gallery.md").read_text("utf-8")
    return [(f"st.{one['call']}", DOCS / one["file"]) for one in _SHOWN.finditer(page)]


if __name__ == "__main__":
    for call, path in shown():
        picture = eval(call, {"st": st})  # noqa: S307 - our own page
        picture.save(path, dpi=100)
        sys.stdout.write(f"{path.name}: {path.stat().st_size // 1000} kB\n")
