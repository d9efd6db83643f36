"""Tables and docstrings as Markdown."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from typing import Any


def as_table(heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A Markdown table."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *([cell(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(value: Any) -> str:
    """A value in one line, as a table takes it."""
    return re.sub(r"\s+", " ", str(value or "")).replace("|", "\\|").strip()


def prose(doc: str | None) -> str:
    """A docstring as Markdown: its sections become lists, its code stays code."""
    lines: list[str] = []
    for line in _unfolded((doc or "").replace("``", "`")):
        section = re.fullmatch(r"(Args|Attributes|Raises|Returns|Filters)\b.*:", line)
        field = re.fullmatch(r" {4}([\w, ]+): (.*)", line)
        if section:
            lines += [f"**{section[1]}**", ""]
        elif field:
            names = ", ".join(f"`{name.strip()}`" for name in field[1].split(","))
            lines.append(f"- {names}: {field[2]}")
        else:
            lines.append(line.strip())
    text = "\n".join(lines).strip()
    return re.sub(r"^>>> .*(?:\n(?!$).*)*", r"```text\n\g<0>\n```", text, flags=re.MULTILINE)


def _unfolded(doc: str) -> Iterator[str]:
    """The lines of a docstring; a field's further lines join its first."""
    held: str | None = None
    for line in inspect.cleandoc(doc).splitlines():
        if held is not None and line.startswith(" " * 8):
            held = f"{held} {line.strip()}"
            continue
        if held is not None:
            yield held
        held = line if re.match(r" {4}[\w, ]+: ", line) else None
        if held is None:
            yield line
    if held is not None:
        yield held
