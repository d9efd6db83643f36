"""The page: one HTML file with a timeline to explore, which needs no network.

The drawing is Vega's, whose canvas, time scales and axes the extra ``[page]`` brings along
(`vl_convert` carries it as one script). The page's own scripts decide what is drawn (filters,
lanes, rows in a lane) and show it again as a list that is read without seeing.

A fact is data and nothing else: JSON without ``<``, ``>`` and ``&``, put on the page as text.
The policy in the page's head allows the page's own scripts by their hashes and no request.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache

from spacetimeline.output.extras import needed
from spacetimeline.pictures.kinds import check_page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from spacetimeline.queries.asking import Asker
    from spacetimeline.queries.listed import Listed
    from spacetimeline.queries.subject import Stage, Subject

_SCRIPTS = ("data.js", "layout.js", "chart.js", "list.js", "card.js", "main.js")
"""In the order in which they use each other."""

_AS_DATA = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""Nothing in the data may end the script that holds it, or its line."""


def write_page(
    asker: Asker,
    subject: Subject | Listed,
    stages: Sequence[Stage],
    path: str | Path,
    title: str | None = None,
) -> Path:
    """Write the page of a question, whole or not at all.

    Args:
        asker: the database.
        subject: what is asked.
        stages: how it is narrowed.
        path: of the HTML file; what stands there is replaced.
        title: the page's heading; what was asked unless given.

    Returns:
        The path.

    Raises:
        CannotDraw: the path ends like another format.
        MissingExtra: the library that draws is not installed.
        NoDates: the rows of this question stand nowhere on a timeline.
        CannotWrite: there is no such folder, or it may not be written.
    """
    from pathlib import Path

    from spacetimeline.output.files import leave
    from spacetimeline.pictures.page_rows import gathered

    check_page(path)
    drawing = vega()
    data = gathered(asker, subject, stages)
    data["title"] = title or data["question"]
    leave(page_text(data, drawing), path)
    return Path(path)


def page_text(data: dict[str, Any], drawing: str) -> str:
    """The HTML of a page.

    Args:
        data: what `gathered` gives, with a ``title``.
        drawing: the script that brings Vega.
    """
    from html import escape

    style = _part("page.css")
    own = "\n".join(
        ['"use strict";(() => {', *(_part(name) for name in _SCRIPTS), "})();"],
    )
    drawing = drawing.replace("</script", "<\\/script")
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"script-src {_hash(drawing)} {_hash(own)}; style-src {_hash(style)}; img-src data:"
    )
    facts = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_AS_DATA)
    parts = {
        "{{policy}}": escape(policy, quote=True).replace("&#x27;", "'"),
        "{{title}}": escape(data["title"]),
        "{{style}}": style,
        "{{body}}": _part("body.html"),
        "{{data}}": facts,
        "{{drawing}}": drawing,
        "{{own}}": own,
    }
    text = _part("page.html")
    pieces = []
    # Each place is filled once, from left to right: what fills one is never looked through.
    for place, content in parts.items():
        before, _, text = text.partition(place)
        pieces += [before, content]
    return "".join([*pieces, text])


def _hash(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _part(name: str) -> str:
    from importlib.resources import files

    return files("spacetimeline.pictures").joinpath("page_files", name).read_text("utf-8")


@cache
def vega() -> str:
    """Vega as one script, for `page_text`.

    Raises:
        MissingExtra: it is not installed.
    """
    vl_convert = needed("vl_convert", "page", "A page")
    script: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return script
