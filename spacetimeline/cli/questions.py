"""The commands that ask: one for each question, its options made from the question's filters."""

from __future__ import annotations

import click

from spacetimeline.cli import options
from spacetimeline.cli.answers import answer
from spacetimeline.library import Database
from spacetimeline.queries.all import PLURALS, QUESTIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from spacetimeline.queries.filters import Filter
    from spacetimeline.queries.query import Query

    Ask = Callable[[Database, dict[str, Any]], Query[Any]]
    """From a database and what was typed to the question."""

_ABOUT = {"sources", "conflicts"}
"""Questions whose first argument is a record."""
_PLAIN = {"timeline", "population", "superlatives", "conflicts", "coverage"}
"""Questions that answer with rows of their own, and are asked like those for records."""


def command(name: str) -> click.Command | None:
    """The command of a question; None if there is no such question."""
    apart = {"who": _who, "aboard": _aboard, "search": _search, "stats": _stats, "audit": _audit}
    if name in apart:
        return apart[name]()
    if name in PLURALS or name in _PLAIN:
        return _plain(name)
    return None


def _plain(name: str) -> click.Command:
    """A question with its filters as options."""
    filters = _filters(name, without="about" if name in _ABOUT else "")

    def ask(database: Database, typed: dict[str, Any]) -> Query[Any]:
        asked = options.values(filters, typed)
        if typed.get("record") is not None:
            asked["about"] = typed["record"]
        found: Query[Any] = getattr(database, name)(**asked)
        return found

    about = (
        [click.Argument(["record"], required=False, type=options.typed)] if name in _ABOUT else []
    )
    return _command(name, name, about, filters, ask)


def _who() -> click.Command:
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


def _aboard() -> click.Command:
    filters = _filters("aboard", without="station")

    def ask(database: Database, typed: dict[str, Any]) -> Query[Any]:
        return database.aboard(typed["station"], **options.values(filters, typed))

    return _command(
        "aboard", "aboard", [click.Argument(["station"], type=options.typed)], filters, ask
    )


def _search() -> click.Command:
    def ask(database: Database, typed: dict[str, Any]) -> Query[Any]:
        most = 10 if typed["limit"] is None else typed["limit"]
        return database.search(" ".join(typed["text"]), typed["kind"], most)

    text = click.Argument(["text"], nargs=-1, required=True, type=options.typed)
    kind = click.Option(["--kind"], metavar="WORD", help="only of this kind; such as person")
    return _command("search", "search", [text, kind], [], ask)


def _stats() -> click.Command:
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


def _audit() -> click.Command:
    def ask(database: Database, _typed: dict[str, Any]) -> Query[Any]:
        return database.audit()

    return _command("audit", "audit", [], [], ask, none="No problems: nothing contradicts itself.")


def _filters(question: str, without: str = "") -> list[Filter]:
    return [one for one in QUESTIONS[question].filters.values() if one.keyword != without]


def _command(
    name: str,
    method: str,
    apart: Sequence[click.Parameter],
    filters: Sequence[Filter],
    ask: Ask,
    *,
    none: str | None = None,
) -> click.Command:
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

    def run(form: str, order_by: tuple[str, ...], url: str | None, **typed: Any) -> int:
        query = ask(options.database(click.get_current_context(), url), typed)
        if order_by:
            query = query.order_by(*order_by)
        if typed["limit"] is not None:
            query = query.limit(typed["limit"])
        if none is None:
            answer(query, form)
            return 0
        return 1 if answer(query, form, none) else 0

    params = [
        *apart,
        *options.of_filters(filters),
        options.limit(),
        options.order_by(),
        options.form(),
        options.url(),
    ]
    said = (getattr(Database, method).__doc__ or "").partition("\n\n")[0].replace("`", "")
    return click.Command(name, callback=run, params=params, help=said, epilog=_epilog(filters))


def _epilog(filters: Sequence[Filter]) -> str | None:
    if not any(one.repeats for one in filters):
        return None
    return (
        "An option given twice means either value, two options mean both. Names are found by "
        "any name, key or identifier, in any script. Times are UTC."
    )
