"""The command `page`: a timeline as one HTML file."""

from __future__ import annotations

import click

from spacetimeline.cli import options, questions
from spacetimeline.cli.terminal import emit
from spacetimeline.pictures.kinds import CannotDraw, check_page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _page(path: str, title: str | None, url: str | None, **typed: Any) -> None:
    try:
        check_page(path)  # before anything is asked
    except CannotDraw as error:
        raise click.BadParameter(str(error), param_hint="PATH") from error
    database = options.database(click.get_current_context(), url)
    query = _TIMELINE.ask(database, {**typed, "order_by": ()})
    query.page(path, title)
    from spacetimeline.output.words import counted

    emit(f"{path}: {counted(query.count(), 'timeline')}")


_TIMELINE: Any = questions.command("timeline")

COMMAND = click.Command(
    "page",
    callback=_page,
    params=[
        click.Argument(["path"], type=click.Path(), metavar="PATH"),
        *(one for one in _TIMELINE.params if one.name not in {"form", "cited", "order_by", "url"}),
        click.Option(["--title"], type=options.typed, metavar="TEXT", help="The page's heading."),
        options.url(),
    ],
    help="The timeline as one HTML file to explore in a browser: zoom, filters, cards with "
    "sources. It needs no network. The filters are those of timeline: "
    "spacetimeline page kazakhstan.html --country KZ",
    epilog=_TIMELINE.epilog,
)
