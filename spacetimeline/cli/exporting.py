"""The command `export`: an answer as a file, or the whole database as a dataset."""

from __future__ import annotations

import click

from spacetimeline.cli import options, questions
from spacetimeline.cli.terminal import emit, emit_data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacetimeline.cli.questions import Question
    from spacetimeline.queries.query import Query

FORMATS = ("csv", "json", "parquet", "arrow", "ical", "geojson", "html")
ALIASES = {"in-space": "who", "statistics": "stats"}
"""What a Python user would type."""
_TEXT = {"csv", "json", "ical", "geojson", "html"}
_HELP = (
    "An answer as a file, or the whole database as a Parquet dataset. Without --question, parquet "
    "writes the whole database into a folder, geojson the sites, and the others the timeline. "
    "The filters are those of the question: spacetimeline export csv proton.csv "
    "--question launches --vehicle Proton-M --year 2011. A PATH of - is standard output."
)


class Export(click.Command):
    """Becomes the command that fits the question which is exported, with its filters."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """The context of the command for this question."""
        name = _question(args)
        made = _whole() if name is None else _answer(_found(name))
        try:
            return made.make_context(info_name, args, parent, **extra)
        except click.NoSuchOption as error:
            if name is not None:
                raise
            msg = (
                f"No such option: {error.option_name}. The whole database takes no filters: "
                "name the question that it belongs to, such as --question launches."
            )
            raise click.UsageError(msg, error.ctx) from None


def _question(args: list[str]) -> str | None:
    """The question that is asked for, else the one that the format has; None is all."""
    for place, word in enumerate(args):
        option, equals, value = word.partition("=")
        if option == "--question":
            return value if equals else next(iter(args[place + 1 :]), "")
    form = next((word.lower() for word in args if word.lower() in FORMATS), "")
    return {"parquet": None, "geojson": "sites"}.get(form, "timeline")


def _found(name: str) -> Question:
    """The command of a question.

    Raises:
        click.UsageError: there is none.
    """
    word = name.casefold().replace("_", "-")
    found = questions.command(ALIASES.get(word, word))
    if found is not None:
        return found
    from spacetimeline.names import nearest

    known = list(questions.names())
    near = nearest(word, known, 1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise click.UsageError(
        f"There is no question {name!r} to export.{hint} There are: {', '.join(known)}."
    )


def _params() -> list[click.Parameter]:
    return [
        click.Argument(
            ["form"], type=click.Choice(FORMATS, case_sensitive=False), metavar="FORMAT"
        ),
        click.Argument(["path"], type=click.Path(), metavar="PATH"),
    ]


def _asked(name: str | None) -> click.Option:
    told = "all of the database" if name is None else name
    return click.Option(
        ["--question"], metavar="NAME", help=f"What is exported, such as launches; now {told}."
    )


def _answer(question: Question) -> click.Command:
    """The command that exports the answer to a question."""

    def run(
        form: str,
        path: str,
        url: str | None,
        anniversaries: bool,
        question: str | None,
        **typed: Any,
    ) -> None:
        asked = _found(question or name)
        query = asked.ask(options.database(click.get_current_context(), url), typed)
        if anniversaries and form != "ical":
            raise click.UsageError("--anniversaries is for calendars: export ical PATH.")
        if path == "-":
            _print(query, form)
            return
        _write(query, form, path, anniversaries=anniversaries)
        from spacetimeline.output.words import counted

        emit(f"{path}: {counted(query.count(), query._subject.name)}")  # noqa: SLF001 - its name

    name = str(question.name)
    shown = [one for one in question.params if one.name not in {"form", "cited"}]
    yearly = click.Option(
        ["--anniversaries"], is_flag=True, help="In a calendar, a yearly event for each known day."
    )
    return click.Command(
        "export",
        callback=run,
        params=[*_params(), *shown[:-1], _asked(name), yearly, shown[-1]],
        help=_HELP,
        epilog=question.epilog,
    )


def _whole() -> click.Command:
    """The command that exports the whole database."""

    def run(path: str, url: str | None, **_typed: Any) -> None:
        database = options.database(click.get_current_context(), url)
        tables = database.export_parquet(path)
        rows = sum(tables.values())
        emit(f"{path}: {len(tables)} tables, {rows:,} rows")

    return click.Command(
        "export", callback=run, params=[*_params(), _asked(None), options.url()], help=_HELP
    )


def _print(query: Query[Any], form: str) -> None:
    """The text of a file on standard output.

    Raises:
        click.UsageError: this format is no text.
    """
    if form not in _TEXT:
        raise click.UsageError(f"{form} is no text: name a file to write it to.")
    emit_data(getattr(query, f"to_{form}")())


def _write(query: Query[Any], form: str, path: str, *, anniversaries: bool) -> None:
    if form == "arrow":
        from spacetimeline.output.files import leave
        from spacetimeline.output.frames import arrow_bytes

        leave(arrow_bytes(query.to_arrow()), path)
    elif form == "ical":
        query.to_ical(path, anniversaries=anniversaries)
    else:
        getattr(query, f"to_{form}")(path)


COMMAND = Export("export", help=_HELP, params=[*_params(), options.url()])
