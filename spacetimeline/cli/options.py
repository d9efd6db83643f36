"""Options of the command line, made from the table of filters, and read back into its values."""

from __future__ import annotations

import click

from spacetimeline.cli.terminal import mention

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from spacetimeline.library import Database
    from spacetimeline.queries.filters import Filter

FORMATS = ("table", "json", "csv", "md")


def typed(text: str) -> str:
    """Text as it was typed, also where the system's settings take it for ASCII.

    Python then keeps each foreign byte as half a character, which no database takes. (A
    path is to stay so: it leads to its file only as it came.)
    """
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def url() -> click.Option:
    """``--url``, which is taken before and after the command's name."""
    return click.Option(
        ["--url"],
        metavar="DATABASE",
        help="A file, or postgresql+psycopg://… Without it what SPACETIMELINE_URL names, "
        "else the embedded database.",
    )


def form() -> click.Option:
    """``--format``."""
    return click.Option(
        ["--format", "form"],
        type=click.Choice(FORMATS, case_sensitive=False),
        default="table",
        help="json and csv have all fields; table and md (Markdown) the usual ones.",
    )


def cite() -> click.Option:
    """``--cite``."""
    return click.Option(
        ["--cite", "cited"],
        type=click.Choice(("text", "bibtex"), case_sensitive=False),
        help="Instead of the answer, the sources that it rests on and the data's version.",
    )


def limit() -> click.Option:
    """``--limit``."""
    return click.Option(
        ["--limit"], type=click.IntRange(min=0), metavar="N", help="At most so many rows."
    )


def order_by() -> click.Option:
    """``--order-by``."""
    return click.Option(
        ["--order-by"],
        multiple=True,
        metavar="FIELD",
        help="Order by a field of the JSON, -FIELD turns it round; repeat it for equals.",
    )


def of_filters(filters: Iterable[Filter]) -> list[click.Parameter]:
    """An option for each filter."""
    return [_of_filter(one) for one in filters]


def _of_filter(one: Filter) -> click.Option:
    from spacetimeline.queries.filters import Flag

    option = f"--{one.keyword.replace('_', '-')}"
    if isinstance(one, Flag):
        off = option.replace("--", "--no-", 1)
        return click.Option([f"{option}/{off}", one.keyword], default=None, help=one.help)
    return click.Option(
        [option, one.keyword],
        type=typed,
        multiple=one.repeats,
        metavar=_metavar(one),
        help=f"{one.help}{_example(one)}",
    )


def _example(one: Filter) -> str:
    """An example as it is typed here, where the help does not name it already."""
    from spacetimeline.queries.filters import When

    shown = one.example.strip('"')
    if shown in one.help.split():
        return ""
    more = " or 2006..2010" if isinstance(one, When) and one.repeats else ""
    return f"; such as {shown}{more}"


def _metavar(one: Filter) -> str:
    from spacetimeline.queries.filters import Leading, Named, Number, Text, When

    if isinstance(one, When) or one.keyword == "at":
        return "DATE"
    if isinstance(one, Number):
        return "N"
    if isinstance(one, (Named, Leading)):
        return "NAME"
    return "TEXT" if isinstance(one, Text) else "WORD"


def values(filters: Iterable[Filter], given: dict[str, Any]) -> dict[str, Any]:
    """What was typed, as keywords of the question."""
    from spacetimeline.queries.filters import When

    asked = {}
    for one in filters:
        value = given.get(one.keyword)
        if value is None or value == ():
            continue
        if isinstance(one, When) and one.repeats:
            value = tuple(period(text, one.keyword) for text in value)
        several = isinstance(value, tuple)
        asked[one.keyword] = value[0] if several and len(value) == 1 else value
    return asked


def period(text: str, keyword: str) -> str:
    """A date as typed; ``2006..2010`` is the period from the one to the end of the other.

    Raises:
        click.UsageError: one of its ends is missing.
    """
    start, dots, end = text.partition("..")
    if not dots:
        return text
    if not start.strip() or not end.strip():
        instead = f"--since {start}" if start.strip() else f"--until {end}"
        msg = f"--{keyword} {text}: a period has two ends, as in 2006..2010. Type {instead}"
        raise click.UsageError(msg)
    return f"{start.strip()}/{end.strip()}"


def database(ctx: click.Context, url: str | None) -> Database:
    """The database that ``--url`` names, after the command's name or before it; else the default."""
    from spacetimeline import library

    named = url if url is not None else ctx.find_root().obj
    chosen = library.default() if named is None else library.Database(named)
    if named is not None:
        ctx.call_on_close(chosen.close)
    ctx.call_on_close(lambda: _tell_new(chosen))
    return chosen


def _tell_new(chosen: Database) -> None:
    """Say that a database was made, which may not be what a mistyped name meant."""
    opened = chosen._opened  # noqa: SLF001 - the library's own way out
    if opened.made:
        mention(f"Note: there was no {opened.where}; it was made, with the bundled facts in it.")
