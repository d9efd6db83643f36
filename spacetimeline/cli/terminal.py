"""What leaves the process: text to standard output, complaints to standard error."""

from __future__ import annotations

import os
import sys

import click

from spacetimeline.errors import SpacetimelineError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


def make_printable() -> None:
    """Let a stream that cannot show a letter show ``?`` for it, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not _is_unicode(stream):
            reconfigure(errors="replace")


def _is_unicode(stream: TextIO) -> bool:
    return (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")


def can_print(text: str) -> bool:
    """Whether standard output has every letter of a text."""
    if _is_unicode(sys.stdout):
        return True
    try:
        text.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return False
    return True


def emit_data(text: str) -> None:
    """Write what programs read (CSV, Markdown, BibTeX) to standard output, with every letter.

    A file or a pipe gets UTF-8 whatever the system's settings are. Where `PYTHONIOENCODING`
    asks for less, or a terminal has less, what is lost is said on standard error.
    """
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    asked = "PYTHONIOENCODING" in os.environ
    if reconfigure is not None and not (_is_unicode(sys.stdout) or asked or sys.stdout.isatty()):
        reconfigure(encoding="utf-8")
    if not can_print(text):
        mention(
            f"Warning: standard output is {sys.stdout.encoding}, which has not every letter of "
            "this; ? stands for those. For all of them set PYTHONIOENCODING=utf-8."
        )
    emit(text)


def colourful() -> bool:
    """Whether standard output is a terminal that may show bold and faint."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def emit(text: str) -> None:
    """Write an answer to standard output; a reader that has gone away ends it quietly.

    Raises:
        CannotPrint: what stands behind standard output is full, or gone in another way.
    """
    if not can_print(text):
        from spacetimeline.output.words import printable

        text = printable(text)
    try:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        sys.stdout.flush()
    except OSError as error:
        # What is still buffered would complain once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):  # `| head` has all it wanted
            raise click.exceptions.Exit(0) from None
        msg = f"The answer cannot be written to standard output: {error.strerror}."
        raise CannotPrint(msg) from error


class CannotPrint(SpacetimelineError, OSError):
    """Standard output takes no more."""


def mention(text: str) -> None:
    """Say something beside the answer, on standard error."""
    click.echo(text, err=True)


def complain(error: object) -> None:
    """Say on standard error what went wrong."""
    mention(f"Error: {error}")
