"""The command `plot`: a picture of a question's answer, in a file."""

from __future__ import annotations

import click

from spacetimeline.cli import options
from spacetimeline.cli.terminal import mention
from spacetimeline.pictures.kinds import FORMATS, KINDS, CannotDraw, format_of, kind_of
from spacetimeline.queries.all import QUESTIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacetimeline.pictures.kinds import Kind


class Plot(click.Group):
    """A command for each kind of picture, with the filters of its question."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The kinds."""
        return list(KINDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """One kind.

        Raises:
            NotFound: there is none of this name; the nearest is named, and all are listed.
        """
        return _command(kind_of(cmd_name))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the kind first, wherever it stands: ``plot -o mir.png stays`` is as good."""
        kinds = [word for word in args if word in KINDS]
        if kinds and args[0].startswith("-"):
            args.remove(kinds[0])
            args.insert(0, kinds[0])
        return super().parse_args(ctx, args)


def _command(kind: Kind) -> click.Command:
    filters = list(QUESTIONS[kind.question].filters.values())

    def run(output: str, url: str | None, **typed: Any) -> None:
        try:
            format_of(output)  # before anything is asked
        except CannotDraw as error:
            raise click.BadParameter(str(error), param_hint="-o") from error
        looks = {name: typed.pop(name) for name in ("title", "width", "height")}
        database = options.database(click.get_current_context(), url)
        picture = database.plot(kind.name, **options.values(filters, typed), **looks)
        mention(f"{picture.save(output)}: {picture.heading}.")

    listed = ", ".join(f".{one}" for one in FORMATS)
    output = click.Option(
        ["-o", "--output"],
        required=True,
        metavar="FILE",
        help=f"The file to write; its ending says how: {listed}.",
    )
    sizes = [
        click.Option([f"--{name}"], type=float, metavar="INCHES", help=f"The picture's {name}.")
        for name in ("width", "height")
    ]
    title = click.Option(
        ["--title"], type=options.typed, metavar="TEXT", help="A title instead of ours."
    )
    params = [output, *options.of_filters(filters), title, *sizes, options.url()]
    return click.Command(
        kind.name,
        callback=run,
        params=params,
        help=f"{kind.shows} Draws the answer to the question {kind.question}.",
    )


COMMAND = Plot(
    "plot",
    help="A picture of an answer, as .png, .svg, .pdf or .html. Each kind takes the filters of "
    "its question: plot stays -o mir.svg --station Mir --during 1991",
    no_args_is_help=True,
    subcommand_metavar="KIND -o FILE [FILTERS]",
)
