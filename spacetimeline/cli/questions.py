"""The commands that ask: one for each question, its options made from the question's filters."""

from __future__ import annotations

import click

from spacetimeline.cli import options
from spacetimeline.cli.answers import answer
from spacetimeline.cli.terminal import emit_data
from spacetimeline.library import Database
from spacetimeline.queries.all import PLURALS, QUESTIONS
from spacetimeline.queries.asked import meant_about

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from spacetimeline.queries.filters import Filter
    from spacetimeline.queries.query import Query

    Ask = Callable[[Database, dict[str, Any]], Query[Any]]
    """From a database and what was typed to the question."""

_ABOUT = {"claims", "conflicts", "sources"}
"""Questions whose first argument is a record."""
_PLAIN = {"timeline", "population", "superlatives", "conflicts", "coverage"}
"""Questions that answer with rows of their own, and are asked like those for records."""


class Question(click.Command):
    """The command of a question; `ask` puts it as typed, narrowed, without printing."""

    def __init__(self, name: str, ask: Ask, **more: Any) -> None:
        super().__init__(name, **more)
        self.ask = ask

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed; where a record of any kind is taken, that is said.

        Raises:
            click.UsageError: such as an option that there is not.
        """
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            named = error.option_name.removeprefix("--")
            if any(one.name == "about" for one in self.params) and meant_about(named):
                said = (
                    f"No such option '{error.option_name}'. Type --about, which takes any record."
                )
                raise click.NoSuchOption(error.option_name, said, ctx=ctx) from None
            raise


def command(name: str) -> Question | None:
    """The command of a question; None if there is no such question."""
    if name in _APART:
        return _APART[name]()
    if name in PLURALS or name in _PLAIN:
        return _plain(name)
    return None


def names() -> list[str]:
    """The names of all questions that are commands."""
    return [*PLURALS, *sorted(_PLAIN), *_APART]


def _plain(name: str) -> Question:
    """A question with its filters as options."""
    filters = _filters(name)

    def ask(database: Database, typed: dict[str, Any]) -> Query[Any]:
        asked = options.values(filters, typed)
        if typed.get("record") is not None:
            if "about" in asked:
                raise click.UsageError("RECORD and --about are the same. Leave one out.")
            asked["about"] = typed["record"]
        found: Query[Any] = getattr(database, name)(**asked)
        return found

    about = (
        [click.Argument(["record"], required=False, type=options.typed)] if name in _ABOUT else []
    )
    return _command(name, name, about, filters, ask)


def _who() -> Question:
    filters = _filters("in_space")

    def ask(database: Database, typed: dict[str, Any]) -> Query[Any]:
        asked = options.values(filters, typed)
        if typed["station"] is None:
            return database.in_space(**asked)
        if "boundary" in asked:
            raise click.UsageError("Aboard a station all are in orbit. Leave --boundary out.")
        return database.aboard(typed["station"], **asked)

    station = click.Option(
        ["--station"],
        type=options.typed,
        metavar="NAME",
        help="only aboard this station; such as Mir",
    )
    return _command("who", "in_space", [station], filters, ask)


def _aboard() -> Question:
    filters = _filters("aboard", without="station")

    def ask(database: Database, typed: dict[str, Any]) -> Query[Any]:
        return database.aboard(typed["station"], **options.values(filters, typed))

    return _command(
        "aboard", "aboard", [click.Argument(["station"], type=options.typed)], filters, ask
    )


def _search() -> Question:
    def ask(database: Database, typed: dict[str, Any]) -> Query[Any]:
        most = 10 if typed["limit"] is None else typed["limit"]
        return database.search(" ".join(typed["text"]), typed["kind"], most)

    text = click.Argument(["text"], nargs=-1, required=True, type=options.typed)
    kind = click.Option(["--kind"], metavar="WORD", help="only of this kind; such as person")
    return _command("search", "search", [text, kind], [], ask)


def _stats() -> Question:
    from spacetimeline.queries.statistics import GROUPS

    filters = _filters("launches")

    def ask(database: Database, typed: dict[str, Any]) -> Query[Any]:
        return database.statistics(typed["by"], **options.values(filters, typed))

    by = click.Option(
        ["--by"],
        type=options.typed,
        default="year",
        metavar="WORD",
        help=f"what launches are counted by: {', '.join(GROUPS)}; year if left out",
    )
    return _command("stats", "statistics", [by], filters, ask)


def _audit() -> Question:
    def ask(database: Database, _typed: dict[str, Any]) -> Query[Any]:
        return database.audit()

    return _command("audit", "audit", [], [], ask, none="No problems: nothing contradicts itself.")


_APART = {"who": _who, "aboard": _aboard, "search": _search, "stats": _stats, "audit": _audit}
"""Questions that are typed in a way of their own."""


def _filters(question: str, without: str = "") -> list[Filter]:
    return [one for one in QUESTIONS[question].filters.values() if one.keyword != without]


def _command(
    name: str,
    method: str,
    apart: Sequence[click.Parameter],
    filters: Sequence[Filter],
    ask: Ask,
    *,
    none: str = "",
) -> Question:
    """A command that asks and prints the answer.

    Args:
        name: the command's.
        method: the method of Database that it asks, whose first sentences are its help.
        apart: parameters that are no filters.
        filters: those that become options.
        ask: puts the question.
        none: what is said where there are no rows, if that is the good answer; rows are then
            problems, and the exit status tells them too.
    """

    def narrowed(database: Database, typed: dict[str, Any]) -> Query[Any]:
        query = ask(database, typed)
        if typed["order_by"]:
            query = query.order_by(*typed["order_by"])
        return query if typed["limit"] is None else query.limit(typed["limit"])

    def run(form: str, cited: str | None, url: str | None, **typed: Any) -> int:
        query = narrowed(options.database(click.get_current_context(), url), typed)
        if cited is not None:
            sources = query.cite()
            emit_data(sources.bibtex if cited == "bibtex" else str(sources))
            return 0
        number = answer(query, form, none)
        return 1 if none and number else 0

    params = [
        *apart,
        *options.of_filters(filters),
        options.limit(),
        options.order_by(),
        options.form(),
        options.cite(),
        options.url(),
    ]
    said = (getattr(Database, method).__doc__ or "").partition("\n\n")[0].replace("`", "")
    return Question(name, narrowed, callback=run, params=params, help=said, epilog=_epilog(filters))


def _epilog(filters: Sequence[Filter]) -> str | None:
    if not any(one.repeats for one in filters):
        return None
    return (
        "An option given twice means either value, two options mean both. Names are found by "
        "any name, key or identifier, in any script. Times are UTC."
    )
