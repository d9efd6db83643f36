"""The commands that are no questions of many rows: one record, packs, the database itself."""

from __future__ import annotations

import click

from spacetimeline.cli import catalogs, drawing, exporting, options, paging, starting
from spacetimeline.cli.answers import emit_csv, emit_json
from spacetimeline.cli.terminal import colourful, emit, emit_data, mention
from spacetimeline.errors import DatabaseError, FixtureError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from spacetimeline.errors import FixtureProblem
    from spacetimeline.library import Database

_PROBLEM = ("file", "line", "record", "field", "message", "hint")


def _database(url: str | None) -> Database:
    return options.database(click.get_current_context(), url)


# -- one record ------------------------------------------------------------------------------


def _show(name: tuple[str, ...], kind: str | None, form: str, url: str | None) -> None:
    facts = _database(url).facts(" ".join(name), kind)
    row = facts["row"]
    if form == "json":
        # The flat fields as everywhere, and what the card has beside them in a place of its own.
        emit_json({"record": f"{facts['kind']}:{row['key']}", **row, "card": facts["card"]})
    elif form == "csv":
        emit_csv([row], list(row))
    else:
        from spacetimeline.output.cards import card, markdown_card
        from spacetimeline.output.widths import terminal_width

        told = {"kind": facts["kind"], "row": row, **facts["card"]}
        if form == "md":
            emit_data(markdown_card(told))
        else:
            emit(card(told, terminal_width(), colour=colourful()))


# -- packs -----------------------------------------------------------------------------------


def _check(paths: tuple[str, ...], form: str, url: str | None) -> int:
    problems = _sorted(_database(url).check(*paths))
    rows = [{name: getattr(problem, name) for name in _PROBLEM} for problem in problems]
    if form == "json":
        emit_json(rows)
    elif form == "csv":
        emit_csv(rows, _PROBLEM)
    elif form == "md" and rows:
        from spacetimeline.output.tables import markdown_table

        emit_data(markdown_table(_PROBLEM, rows))
    elif rows:
        emit("\n".join(map(str, problems)))
    mention(f"{len(problems)} problem{'' if len(problems) == 1 else 's'}.")
    return 1 if problems else 0


def _load(paths: tuple[str, ...], url: str | None) -> int:
    try:
        emit(str(_changing("load", "load PATH", url).load(*paths)))
    except FixtureError as error:
        problems = _sorted(error.problems)
        mention("\n".join(map(str, problems)))
        count = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"
        mention(f"Error: {count}; nothing was loaded.")
        return 1
    return 0


def _unload(pack: str, url: str | None) -> None:
    emit(str(_changing("unload", "unload PACK", url).unload(pack)))


def _changing(verb: str, typed: str, url: str | None) -> Database:
    """The database to change.

    Raises:
        DatabaseError: none is named, so it would be the embedded one, which is read-only.
    """
    from spacetimeline.database.target import target_of

    named = url if url is not None else click.get_current_context().find_root().obj
    if target_of(named).embedded:
        msg = (
            f"The embedded database is read-only, so it cannot {verb}. Name one of your own, "
            "which holds the same facts; a new file is made ready first: "
            f"spacetimeline {typed} --url my.db"
        )
        raise DatabaseError(msg)
    return _database(url)


def _sorted(problems: Sequence[FixtureProblem]) -> list[FixtureProblem]:
    return sorted(problems, key=lambda one: (one.file, one.line, one.record, one.field))


def _schema() -> None:
    from spacetimeline.packs.format.schema import json_schema

    emit_json(json_schema())


# -- the database itself ---------------------------------------------------------------------


def _db() -> None:
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is None:
        emit(ctx.get_help())


def _upgrade(url: str | None) -> None:
    emit(str(_changing("be upgraded", "db upgrade", url).upgrade()))


def _info(form: str, url: str | None) -> None:
    info = _database(url).info()
    if form == "json":
        emit_json(info)
        return
    rows = [{"what": what, "value": value} for what, value in _told(info)]
    if form == "csv":
        emit_csv(rows, ("what", "value"))
    elif form == "md":
        from spacetimeline.output.tables import markdown_table

        emit_data(markdown_table(("what", "value"), rows))
    else:
        left = max(len(row["what"]) for row in rows)
        emit("\n".join(f"{row['what']:{left}}  {row['value']}" for row in rows))


def _told(info: dict[str, Any]) -> list[tuple[str, str]]:
    """What `info` says, as lines."""
    packs = [
        " ".join(str(pack[part]) for part in ("name", "version") if pack[part])
        + (f" ({pack['origin']})" if pack["origin"] != "found" else "")
        for pack in info["packs"]
    ]
    records = [(f"records: {kind}", f"{number:,}") for kind, number in info["records"].items()]
    return [
        ("database", info["where"]),
        ("file", info["path"] or ""),
        ("schema", info["revision"]),
        ("packs", ", ".join(packs)),
        *records,
    ]


def _path(url: str | None) -> None:
    info = _database(url).info()
    emit(info["path"] or info["where"])


# -- the commands ----------------------------------------------------------------------------


def _made(name: str, run: Any, help: str, *params: click.Parameter) -> click.Command:
    return click.Command(name, callback=run, params=[*params, options.url()], help=help)


def _paths() -> click.Argument:
    return click.Argument(["paths"], nargs=-1, required=True, type=click.Path(), metavar="PATH…")


_NAME = click.Argument(["name"], nargs=-1, required=True, type=options.typed)
_KIND = click.Option(["--kind"], metavar="WORD", help="only of this kind; such as launch")

COMMANDS: dict[str, click.Command] = {
    "show": _made(
        "show",
        _show,
        "One record by any name, key or identifier it has: all that is known, and who says so.",
        _NAME,
        _KIND,
        options.form(),
    ),
    "check": _made(
        "check",
        _check,
        "What `load` would complain of in packs; changes nothing.",
        _paths(),
        options.form(),
    ),
    "load": _made("load", _load, "Load packs of your own into your own database.", _paths()),
    "unload": _made(
        "unload",
        _unload,
        "Take a pack or a catalogue out again; what it had overridden is as before.",
        click.Argument(["pack"]),
    ),
    "new": starting.COMMAND,
    "import": catalogs.IMPORT,
    "reconcile": catalogs.RECONCILE,
    "export": exporting.COMMAND,
    "page": paging.COMMAND,
    "plot": drawing.COMMAND,
    "schema": click.Command(
        "schema",
        callback=_schema,
        help="The format of packs as JSON Schema, which editors read to complete and check them.",
    ),
    "db": click.Group(
        "db",
        callback=_db,
        invoke_without_command=True,
        help="The database itself: where it is, what is in it, bringing it up to date.",
        commands=[
            _made("path", _path, "The file of the database."),
            _made("info", _info, "Its schema, its packs, how many records it has.", options.form()),
            _made(
                "upgrade",
                _upgrade,
                "Bring schema and bundled packs up to date.",
            ),
        ],
    ),
}
"""Each by its name; they are few and small, so they are made at once."""
