"""The command `spacetimeline`: finds its commands when they are asked for, words its errors."""

from __future__ import annotations

import sys
import warnings

import click

from spacetimeline import __version__
from spacetimeline.cli import options
from spacetimeline.cli.terminal import complain, emit, make_printable
from spacetimeline.cli.wording import error_as_typed
from spacetimeline.errors import (
    CatalogError,
    FixtureError,
    InvalidDate,
    SpacetimelineError,
    SpacetimelineWarning,
    UnknownFilter,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

_ALIASES = {"get": "show", "in-space": "who", "statistics": "stats"}
"""What a Python user would type."""


def _dashed(token: str) -> str:
    """An option as in Python is an option too: ``--provider_country``."""
    return token.replace("_", "-")


class Spacetimeline(click.Group):
    """A group whose commands are made when they are named."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run, and end the process: 0 answered, 1 not found or problems, 2 bad usage."""
        make_printable()
        extra["standalone_mode"] = False
        with warnings.catch_warnings():
            _show_ours_plainly()
            sys.exit(self._status(*args, **extra))

    def _status(self, *args: Any, **extra: Any) -> int:
        try:
            status = super().main(*args, **extra)
        except click.Abort:  # Ctrl-C
            return 130
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except SpacetimelineError as error:
            told = str(error)
            if not isinstance(error, (FixtureError, CatalogError)):  # these tell of files
                told = error_as_typed(told)
            complain(told)
            return 2 if isinstance(error, (InvalidDate, UnknownFilter)) else 1
        return status if isinstance(status, int) else 0

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the help."""
        return [name for names in _sections().values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, with its options; None if there is none of this name."""
        from spacetimeline.cli import questions

        name = _ALIASES.get(cmd_name, cmd_name)
        found: click.Command | None = questions.command(name)
        if found is None:
            from spacetimeline.cli import own

            found = own.COMMANDS.get(name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named by the first word.

        Raises:
            click.UsageError: there is none; the nearest is named.
        """
        name = _dashed(args[0])
        found = self.get_command(ctx, name)
        if found is not None:
            return name, found, args[1:]
        if name.startswith("-"):
            return super().resolve_command(ctx, args)
        from spacetimeline.names import nearest

        near = nearest(name, self.list_commands(ctx), 1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise click.UsageError(f"There is no command {args[0]!r}.{hint}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands in sections, each with its first sentence."""
        for title, names in _sections().items():
            rows = []
            for name in names:
                command = self.get_command(ctx, name)
                if command is not None:
                    rows.append((name, command.get_short_help_str(limit=100)))
            with formatter.section(title):
                formatter.write_dl(rows)


def _sections() -> dict[str, list[str]]:
    from spacetimeline.queries.all import PLURALS

    apart = ("sources", "claims")
    plain = [name for name in PLURALS if name not in apart]
    return {
        "Questions": ["timeline", "who", "aboard", "population", "superlatives", "stats", *plain],
        "One record, and who says so": ["show", "search", *apart, "conflicts", "coverage"],
        "Answers elsewhere": ["export", "plot", "page"],
        "Other people's catalogues": ["import", "reconcile"],
        "Databases and packs": ["audit", "new", "check", "load", "unload", "schema", "db"],
    }


def _show_ours_plainly() -> None:
    """Show a warning of ours as one line, without the line of code that gave it."""
    usual = warnings.showwarning

    def show(message: Any, category: type[Warning], *rest: Any, **more: Any) -> None:
        if issubclass(category, SpacetimelineWarning):
            click.echo(f"Warning: {message}", err=True)
        else:
            usual(message, category, *rest, **more)

    warnings.showwarning = show


@click.group(
    cls=Spacetimeline,
    invoke_without_command=True,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "token_normalize_func": _dashed,
        "max_content_width": 100,
    },
    epilog='Examples: "spacetimeline timeline --country KZ", "spacetimeline launches --year 2011 '
    '--vehicle Proton-M", "spacetimeline show Aimbetov". Times are UTC.',
)
@click.option("--version", is_flag=True, help="The versions of the library and of its data.")
@click.pass_context
def cli(ctx: click.Context, url: str | None, version: bool) -> None:
    """The history of spaceflight: who flew what, when, from where, and who says so."""
    ctx.obj = url
    if version:
        emit(f"spacetimeline {__version__}")
        # What the data say may fail, where a pack is broken; the library's version stands.
        emit(str(options.database(ctx, url).version()).partition(", ")[2])
        ctx.exit()
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


cli.params.insert(0, options.url())
