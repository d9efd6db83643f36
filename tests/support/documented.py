"""The pages of the documentation and the examples in them, to be run as a reader would.

A fence is an example by its language:

- ``pycon``: a Python session; what it prints is compared;
- ``python``: a script; run, and if a ``text`` fence follows at once, what it prints is compared;
- ``console``: lines after ``$ `` are commands; where output is shown under one it is compared,
  else the command only has to succeed;
- ``yaml``, ``json``, ``toml``, ``csv``: where the first line is a comment with a file name
  (``# my-missions.yaml``), the file is written into the reader's folder.

A line ``...`` in an output stands for any lines, ``...`` inside a line for any letters. A comment
before a fence says what is not run, and why, or what it needs::

    <!-- not run: asks a server -->
    <!-- needs: matplotlib -->         (a library)
    <!-- needs: reference -->          (a folder of catalogues, named by SPACETIMELINE_REFERENCE)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).parent.parent.parent
PAGES = [TOP / "README.md", *sorted((TOP / "docs").glob("*.md"))]
LINKED = [*PAGES, TOP / "CONTRIBUTING.md", TOP / "CHANGELOG.md", TOP / "fixtures" / "README.md"]
EXAMPLES = ("pycon", "python", "console")
FILES = ("yaml", "json", "toml", "csv")

_FENCE = re.compile(
    r"(?:^<!-- (?P<word>not run|needs): (?P<why>[^\n]*?) -->\n+)?"
    r"^```(?P<language>\w+)[^\n]*\n(?P<code>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Fence:
    """A fenced block.

    Attributes:
        language: the word after the backticks.
        code: what is in it.
        line: where it begins, from 1.
        not_run: why it is not run; empty if it is.
        needs: what it needs beside the library.
        told: what a `text` fence right after it shows as its output; None if there is none.
    """

    language: str
    code: str
    line: int
    not_run: str = ""
    needs: tuple[str, ...] = ()
    told: str | None = None


def fences(text: str) -> list[Fence]:
    """The fenced blocks of a page that are examples, or files for them."""
    found = []
    for match in _FENCE.finditer(text):
        word, why = match["word"], match["why"] or ""
        after = re.match(r"\n+```text\n(.*?)^```$", text[match.end() :], re.MULTILINE | re.DOTALL)
        found.append(
            Fence(
                match["language"],
                match["code"],
                text.count("\n", 0, match.start("language")) + 1,
                why if word == "not run" else "",
                tuple(re.split(r",\s*", why)) if word == "needs" else (),
                after[1] if after and match["language"] == "python" else None,
            )
        )
    return found


def file_of(fence: Fence) -> str | None:
    """The name of the file that a fence shows; None if it shows none."""
    first = fence.code.partition("\n")[0]
    named = re.fullmatch(r"# ([\w./-]+\.\w+)", first) if fence.language in FILES else None
    return named[1] if named else None


def commands(code: str) -> list[tuple[str, str]]:
    """The commands of a console, each with the output shown under it."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"^\$ ", code, flags=re.MULTILINE)[1:]:
        typed, _, shown = part.partition("\n")
        while typed.endswith("\\"):
            more, _, shown = shown.partition("\n")
            typed = typed[:-1] + more.removeprefix("> ").strip()
        found.append((typed.partition("  # ")[0].strip(), shown.strip("\n")))
    return found


def same(shown: str, printed: str) -> bool:
    """Whether what is shown is what is printed; `...` stands for anything."""
    lines = [line.rstrip() for line in shown.strip("\n").splitlines()]
    pattern = "\n".join(
        ".*" if line.strip() == "..." else re.escape(line).replace(r"\.\.\.", "[^\n]*")
        for line in lines
    )
    pattern = pattern.replace("\n.*\n", "\n(?:.*\n)?")
    real = "\n".join(line.rstrip() for line in printed.strip("\n").splitlines())
    return re.fullmatch(pattern, real, re.DOTALL) is not None


def anchors(text: str) -> set[str]:
    """What a link may point to inside a page: its headings, as they are slugged."""
    bare = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", bare, re.MULTILINE)
    named = re.findall(r'<a id="([\w-]+)"', bare)
    return {_slug(heading) for heading in headings} | set(named)


def _slug(heading: str) -> str:
    plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower()
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", plain).strip())


def links(text: str) -> list[str]:
    """The targets of a page's links and pictures, those inside code aside."""
    bare = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    bare = re.sub(r"`[^`\n]*`", "", bare)
    return re.findall(r"\]\(<?([^)\s>]+)>?(?: \"[^\"]*\")?\)", bare)
