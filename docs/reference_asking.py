"""What can be asked, for the reference pages: filters, commands, errors, the API."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from typing import Any

from reference_text import as_table, prose

# ------------------------------------------------------------------------------- filters


def filters() -> str:
    """The filters of each question."""
    from spacetimeline.queries.all import QUESTIONS
    from spacetimeline.queries.filters import Span, common

    usual = {one.keyword: one.help for one in common("x", "x", Span("x"))}
    head = ("keyword", "meaning", "example", "option")
    parts = [
        "## Common filters",
        "Questions name below which of these they take.",
        as_table(head, (_filter(one) for one in common("x", "x", Span("x")))),
    ]
    for name, subject in QUESTIONS.items():
        filters = subject.filters.values()
        own = [one for one in filters if usual.get(one.keyword) != one.help]
        shared = [f"`{one.keyword}`" for one in filters if one not in own]
        parts.append(f"## {name}")
        if own:
            parts.append(as_table(head, map(_filter, own)))
        if shared:
            parts.append(f"{'And c' if own else 'C'}ommon: {', '.join(shared)}.")
        if not subject.filters:
            parts.append("Takes no filters.")
    parts += ["## statistics", "Takes the filters of [launches](#launches), and `by`."]
    return "\n\n".join(parts)


def _filter(one: Any) -> tuple[str, ...]:
    option = f"--{one.keyword.replace('_', '-')}"
    return (f"`{one.keyword}`", one.help, f"`{one.keyword}={one.example}`", f"`{option}`")


# ---------------------------------------------------------------------------- command line


def commands() -> str:
    """The help of each command."""
    import click

    from spacetimeline.cli.group import cli

    settings = {**cli.context_settings, "max_content_width": 100, "terminal_width": 100}
    top = click.Context(cli, info_name="spacetimeline", **settings)
    parts = [f"```text\n{cli.get_help(top)}\n```"]
    for name in sorted(cli.list_commands(top)):
        command = cli.get_command(top, name)
        if command is None:
            continue
        parts.append(f"## {name}")
        parts += _helps(command, name, top)
    return "\n\n".join(parts)


def _helps(command: Any, name: str, above: Any) -> Iterator[str]:
    import click

    ctx = click.Context(command, above, info_name=name, max_content_width=100, terminal_width=100)
    yield f"```text\n{command.get_help(ctx)}\n```"
    if isinstance(command, click.Group):
        for inner in command.list_commands(ctx):
            yield from _helps(command.get_command(ctx, inner), inner, ctx)


# ------------------------------------------------------------------------------ errors


def errors() -> str:
    """What is raised."""
    from spacetimeline import errors

    found = [
        one
        for one in vars(errors).values()
        if inspect.isclass(one) and one.__module__ == errors.__name__
    ]
    parts = []
    for one in found:
        builtin = [base for base in one.__mro__[1:] if base.__module__ == "builtins"][:1]
        also = "" if builtin in ([], [object]) else f" (also a `{builtin[0].__name__}`)"
        parts.append(f"## {one.__name__}\n\n{prose(one.__doc__)}{also}")
    return "\n\n".join([*parts, _rarer_errors()])


def _rarer_errors() -> str:
    """Errors that have no name of their own at the front door: by their bases they are caught."""
    import pkgutil

    import spacetimeline
    from spacetimeline.errors import SpacetimelineError

    # What only the command line raises never reaches a caller.
    for module in pkgutil.walk_packages(spacetimeline.__path__, "spacetimeline."):
        if not re.search(r"\.(cli|__main__)\b", module.name):
            importlib.import_module(module.name)
    rows = []
    for one in sorted(SpacetimelineError.__subclasses__(), key=lambda one: one.__name__):
        if one.__module__.startswith(("spacetimeline.errors", "spacetimeline.cli")):
            continue
        bases = ", ".join(
            f"`{base.__name__}`" for base in one.__bases__ if base.__module__ == "builtins"
        )
        rows.append(f"| `{one.__name__}` | {bases} | {prose(one.__doc__)} |")
    return "\n".join(
        [
            "## Rarer ones",
            "",
            "Catch these as `SpacetimelineError`, or as the built-in one.",
            "",
            "| error | also a | meaning |",
            "| --- | --- | --- |",
            *rows,
        ]
    )


# ------------------------------------------------------------------------------ the API


def _signature(function: Any) -> str:
    text = str(inspect.signature(function)).replace("self, ", "").replace("(self)", "()")
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", text).replace("models.", "")


def questions() -> str:
    """The questions, as functions."""
    from spacetimeline.queries.all import QUESTIONS
    from spacetimeline.questions import Questions

    parts = []
    for name, method in _public(Questions):
        doc = prose(method.__doc__).partition("**Filters**")
        parts.append(
            f"### {name}\n\n```text\nst.{name}{_signature(method)}\n```\n\n{doc[0].strip()}"
        )
        if name in QUESTIONS and QUESTIONS[name].filters:
            parts.append(f"Filters: [{name}](filters.md#{name}).")
    return "\n\n".join(parts)


def _public(cls: type) -> list[tuple[str, Any]]:
    """The public methods of a class itself, as written."""
    return [
        (name, value)
        for name, value in vars(cls).items()
        if inspect.isfunction(value) and not name.startswith("_")
    ]


def _methods(before: str, *classes: type) -> str:
    parts = []
    for cls in classes:
        for name, method in _public(cls):
            head = f"{before}.{name}{_signature(method)}"
            parts.append(f"### {before}.{name}\n\n```text\n{head}\n```\n\n{prose(method.__doc__)}")
        for name, value in vars(cls).items():
            if isinstance(value, property) and not name.startswith("_"):
                parts.append(f"### {before}.{name}\n\n{prose(value.__doc__)}")
    return "\n\n".join(parts)


def database() -> str:
    """How a database is opened, and its methods."""
    from spacetimeline.library import Database, connect

    opened = (
        f"### connect\n\n```text\nst.connect{_signature(connect)}\n```\n\n{prose(connect.__doc__)}"
    )
    return f"{opened}\n\n{prose(Database.__doc__)}\n\n{_methods('db', Database)}"


def query() -> str:
    """The methods of a query."""
    from spacetimeline.queries.query import Query

    ours = (one for one in Query.__mro__ if one.__module__.startswith("spacetimeline."))
    return f"{prose(Query.__doc__)}\n\n{_methods('q', *ours)}"


def vague_date() -> str:
    """A vague date and how it is made."""
    from spacetimeline.dates import VagueDate

    parts = [prose(VagueDate.__doc__)]
    for name, value in vars(VagueDate).items():
        if name.startswith("_"):
            continue
        if isinstance(value, classmethod):
            head = f"VagueDate.{name}{_signature(value.__get__(None, VagueDate))}"
            parts.append(f"### {name}\n\n```text\n{head}\n```\n\n{prose(value.__doc__)}")
        elif isinstance(value, property):
            parts.append(f"### {name}\n\n{prose(value.__doc__)}")
    return "\n\n".join(parts)


def rows() -> str:
    """What answers hold that is no record."""
    from spacetimeline.queries.audit import Problem
    from spacetimeline.queries.citing import Bibliography, Cited
    from spacetimeline.queries.conflicts import Conflict, Coverage, Said
    from spacetimeline.queries.population import Population
    from spacetimeline.queries.presence import Presence
    from spacetimeline.queries.searching import Match
    from spacetimeline.queries.statistics import Statistic
    from spacetimeline.queries.superlatives import Superlative
    from spacetimeline.queries.timeline import Entry
    from spacetimeline.queries.versions import PackVersion, Version

    kinds: list[type] = [
        Presence, Entry, Statistic, Population, Superlative, Match, Conflict, Said, Coverage,
        Problem, Bibliography, Cited, Version, PackVersion,
    ]  # fmt: skip
    return "\n\n".join(f"### {one.__name__}\n\n{prose(one.__doc__)}" for one in kinds)


def records() -> str:
    """The attributes of each record, in the words of its columns, relations and properties."""
    from spacetimeline import models

    parts = []
    for one in (getattr(models, name) for name in models.__all__):
        if not (inspect.isclass(one) and issubclass(one, models.Recorded) and one.__kind__):
            continue
        rows = list(_attributes(one))
        parts.append(f"### {one.__name__}\n\n{prose(one.__doc__)}\n\n")
        parts[-1] += as_table(("attribute", "type", "meaning"), rows)
    return "\n\n".join(parts)


def _attributes(model: Any) -> Iterator[tuple[str, str, str]]:
    from sqlalchemy import inspect as mapped

    mapper = mapped(model)
    for name, annotation in model.__annotations__.items():
        type_ = re.sub(r"^Mapped\[(.*)\]$", r"\1", str(annotation)).replace(" | None", ", or None")
        if name.startswith("_"):
            continue
        if name in mapper.composites:
            comment = mapper.composites[name].columns[0].comment or ""
            yield f"`{name}`", type_, comment.partition(": ")[0]
        elif name in mapper.relationships:
            column = mapper.columns.get(f"{name}_id")
            yield f"`{name}`", type_, "" if column is None else column.comment or ""
        elif name in mapper.columns and not name.endswith("_id"):
            column = mapper.columns[name]
            yield f"`{name}`", type_, column.comment or ""
    for name, value in vars(model).items():
        if isinstance(value, property) and not name.startswith("_"):
            given = value.fget.__annotations__.get("return", "")
            yield f"`{name}`", str(given).replace(" | None", ", or None"), prose(value.__doc__)
