"""An answer as an HTML document of its own: a table, its total and notes, its sources.

No script, nothing from a network. Everything that comes from data is escaped.
"""

from __future__ import annotations

from html import escape

from spacetimeline.output.references import reference
from spacetimeline.output.tables import cell_text
from spacetimeline.output.words import counted, heading, is_date, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

_STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.45 system-ui, sans-serif; margin: 1.5rem auto; max-width: 90rem; padding: 0 1rem }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
th, td { padding: .3rem .8rem .3rem 0; text-align: start; vertical-align: top }
td.number { text-align: end; font-variant-numeric: tabular-nums }
thead th { border-bottom: 2px solid; position: sticky; top: 0; background: Canvas }
tbody tr + tr td { border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent) }
footer { font-size: .9em; margin-top: 2rem; overflow-wrap: anywhere }
"""


def html_document(
    title: str,
    shown: Sequence[str],
    rows: Sequence[dict[str, Any]],
    notes: Sequence[str],
    about: Mapping[str, Any],
) -> str:
    """The document.

    A date's cell carries its bounds and precision too: ``data-earliest``, ``data-before``
    (UTC, half-open) and ``data-precision``.

    Args:
        title: the question's name, which says what is counted: ``launches``.
        shown: the flat fields that become columns.
        rows: all flat rows.
        notes: one line each, such as what the defaults left out.
        about: what the answer rests on: ``sources``, ``library``, ``data``, where known.
    """
    told = counted(len(rows), title)
    head = "".join(f'<th scope="col">{escape(heading(name, rows))}</th>' for name in shown)
    body = "\n".join(f"<tr>{''.join(_cells(shown, row))}</tr>" for row in rows)
    below = "".join(f"<p>{escape(safe(note))}</p>\n" for note in notes)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(told)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<h1>{escape(told)}</h1>\n<div class="wide">\n<table>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table>\n</div>\n{below}{_footer(about)}</body>\n</html>\n"
    )


def _cells(shown: Sequence[str], row: dict[str, Any]) -> Iterable[str]:
    for name in shown:
        value = row.get(name)
        marks = ' dir="auto"'
        if is_date(name, row) and value is not None:
            for part in ("earliest", "before", "precision"):
                marks += f' data-{part}="{escape(str(row[f"{name}_{part}"]))}"'
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            marks += ' class="number"'
        yield f"<td{marks}>{escape(cell_text(name, row))}</td>"


def _footer(about: Mapping[str, Any]) -> str:
    sources = about.get("sources") or ()
    lines = "".join(f"<li>{_source(one)}</li>\n" for one in sources)
    listed = f"<h2>Sources</h2>\n<ul>\n{lines}</ul>\n" if lines else ""
    made = ""
    if "data" in about:
        licences = dict.fromkeys(one["licence"] for one in about["packs"] if one["licence"])
        made = (
            f"<p>spacetimeline {escape(about['library'])}, data {escape(about['data'])}, "
            f"query {escape(about['question'])} {escape(about['fingerprint'])}. "
            f"Licence of the data: {escape(', '.join(licences))}. Times are UTC.</p>\n"
        )
    return f"<footer>\n{listed}{made}</footer>\n"


def _source(source: Mapping[str, Any]) -> str:
    """A reference; its address is a link where it is one of the web."""
    text = escape(safe(reference(source)))
    url = str(source.get("url") or "")
    if url.startswith(("https://", "http://")):
        address = escape(safe(url))
        return text.replace(address, f'<a href="{address}">{address}</a>', 1)
    return text
