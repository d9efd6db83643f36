"""Writes the reference pages from the code: `python docs/generate.py`.

A page keeps what people wrote; only what stands between two comments is replaced:

    <!-- generated: filters -->
    …
    <!-- end of generated -->

`tests/docs/test_reference.py` fails where a page says something else than the code.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import reference_asking
import reference_data

DOCS = Path(__file__).parent
_PART = re.compile(
    r"(?<=^<!-- generated: )(?P<name>[\w-]+)( -->\n)(?P<text>.*?)(?=^<!-- end of generated -->$)",
    re.MULTILINE | re.DOTALL,
)


def written(page: str) -> str:
    """A page with its generated parts as the code has them now."""
    return _PART.sub(
        lambda part: f"{part['name']}{part[2]}\n{PARTS[part['name']]().strip()}\n\n", page
    )


def pages() -> list[Path]:
    """The pages that have generated parts."""
    return [page for page in sorted(DOCS.glob("*.md")) if _PART.search(page.read_text("utf-8"))]


PARTS: dict[str, Callable[[], str]] = {
    "filters": reference_asking.filters,
    "commands": reference_asking.commands,
    "errors": reference_asking.errors,
    "questions": reference_asking.questions,
    "database": reference_asking.database,
    "query": reference_asking.query,
    "vague-date": reference_asking.vague_date,
    "rows": reference_asking.rows,
    "records": reference_asking.records,
    "tables": reference_data.dictionary,
    "date-columns": reference_data.date_columns,
    "words": reference_data.words,
    "flat-fields": reference_data.flat,
    "format": reference_data.pack_format,
}
"""What can be generated, by the name in the comment."""


def main() -> None:
    """Write all pages anew, and name those that changed."""
    for page in pages():
        before = page.read_text("utf-8")
        after = written(before)
        if after != before:
            page.write_text(after, "utf-8")
            sys.stdout.write(f"wrote {page.name}\n")


if __name__ == "__main__":
    main()
