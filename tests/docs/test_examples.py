"""What the documentation shows is what happens, page by page, in an empty folder."""

from __future__ import annotations

import contextlib
import doctest
import importlib.util
import io
import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from documented import EXAMPLES, PAGES, TOP, Fence, commands, fences, file_of, same

import spacetimeline
from spacetimeline.cli.group import cli

OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_examples_of_a_page_do_what_it_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(tmp_path)
    text = page.read_text("utf-8")
    if "my.db" in text:
        # Making it takes seconds, and looks the same to a reader as opening it.
        shutil.copy(request.getfixturevalue("packs_file"), "my.db")
    reader = Reader(page)
    for fence in fences(text):
        name = file_of(fence)
        if name is not None:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(fence.code, "utf-8")
        elif fence.language in EXAMPLES and not fence.not_run and all(map(_has, fence.needs)):
            reader.follow(fence)


def _has(needed: str) -> bool:
    """Whether a library, or the folder of catalogues, is there."""
    if needed == "reference":
        return os.environ.get("SPACETIMELINE_REFERENCE") is not None
    return importlib.util.find_spec(needed) is not None


class Reader:
    """Somebody who follows a page from top to bottom."""

    def __init__(self, page: Path) -> None:
        self.page = page
        self.names: dict[str, Any] = {"st": spacetimeline, "__name__": "__main__"}

    def follow(self, fence: Fence) -> None:
        """Do what one example says.

        Raises:
            AssertionError: something else came out, or it failed.
        """
        {"pycon": self._session, "python": self._script, "console": self._console}[fence.language](
            fence
        )

    def _session(self, fence: Fence) -> None:
        test = doctest.DocTestParser().get_doctest(
            fence.code, self.names, self.page.name, str(self.page), fence.line
        )
        said = io.StringIO()
        runner = doctest.DocTestRunner(optionflags=OPTIONS)
        runner.run(test, out=said.write, clear_globs=False)
        assert not said.getvalue(), said.getvalue()
        assert test.examples, f"{self._place(fence)}: nothing after >>>"
        self.names.update(test.globs)

    def _script(self, fence: Fence) -> None:
        printed = io.StringIO()
        code = compile("\n" * fence.line + fence.code, str(self.page), "exec")
        with contextlib.redirect_stdout(printed):
            exec(code, self.names)
        if fence.told is not None:
            self._compare(fence, "this script", fence.told, printed.getvalue())

    def _console(self, fence: Fence) -> None:
        for typed, shown in commands(fence.code):
            status, printed = _done(typed)
            if shown:
                self._compare(fence, typed, shown, printed)
            else:
                assert status == 0, f"{self._place(fence)}: {typed}\n{printed}"

    def _compare(self, fence: Fence, what: str, shown: str, printed: str) -> None:
        assert same(shown, printed), (
            f"{self._place(fence)}: {what}\nshown:\n{shown}\nprinted:\n{printed}"
        )

    def _place(self, fence: Fence) -> str:
        return f"{self.page.relative_to(TOP)}:{fence.line}"


def _done(typed: str) -> tuple[int, str]:
    """The exit status of a command, and what it printed; ours run in this process."""
    words = shlex.split(typed)
    if words[0] != "spacetimeline":
        done = subprocess.run(
            ["bash", "-c", typed],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout
    into = words[-1] if len(words) > 2 and words[-2] == ">" else None
    asked = words[1:-2] if into else words[1:]
    result = CliRunner().invoke(cli, asked, prog_name="spacetimeline")
    if not isinstance(result.exception, (SystemExit, type(None))):
        raise result.exception
    if into:
        Path(into).write_text(result.stdout, "utf-8")
        return result.exit_code, result.stderr
    return result.exit_code, result.output


def test_little_is_not_run_and_all_of_it_says_why() -> None:
    left = {
        f"{page.name}:{fence.line}": fence.not_run
        for page in PAGES
        for fence in fences(page.read_text("utf-8"))
        if fence.not_run
    }
    assert all(len(why.split()) > 1 for why in left.values()), left
    assert len(left) <= NOT_RUN, left


NOT_RUN = 20
"""So many examples of the whole documentation may be left aside."""


def test_a_command_that_prints_something_else_is_noticed(tmp_path: Path) -> None:
    wrong = Fence("console", "$ spacetimeline --version\nspacetimeline 99\n", 1)
    with pytest.raises(AssertionError, match="shown"):
        Reader(PAGES[0]).follow(wrong)
    with pytest.raises(AssertionError, match="Expected"):
        Reader(PAGES[0]).follow(Fence("pycon", ">>> 1 + 1\n3\n", 1))
    with pytest.raises(AssertionError, match="no-such"):
        Reader(PAGES[0]).follow(Fence("console", "$ spacetimeline show no-such\n", 1))


@pytest.mark.parametrize(
    ("shown", "printed", "is_same"),
    [
        ("a\nb", "a\nb\n", True),
        ("a\n...\nc", "a\nb\nb\nc", True),
        ("a\n...\nc", "a\nc", True),
        ("a\n...", "a\nb\nc", True),
        ("a ... c", "a b c", True),
        ("a ... c", "a b\n c", False),
        ("a", "a\nb", False),
        ("a\nb", "a b", False),
    ],
)
def test_three_dots_stand_for_anything(shown: str, printed: str, is_same: bool) -> None:
    assert same(shown, printed) is is_same
