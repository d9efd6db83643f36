"""The commands `import` and `reconcile`: other people's catalogues."""

from __future__ import annotations

import sys
import time

import click

from spacetimeline.cli import options
from spacetimeline.cli.answers import answer, emit_csv, emit_json
from spacetimeline.cli.terminal import emit, emit_data, mention
from spacetimeline.errors import DatabaseError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacetimeline.catalogs.report import ImportReport, RowNote
    from spacetimeline.library import Database

CATALOGS = "gcat, launch-library, satcat"

PATIENCE = 1.0
"""Seconds of work before anything is said of it."""

SHOWN = 20
"""Rows that are told one by one; ``--format json`` has all."""

NOTE = ("what", "file", "row", "column", "message", "text")


class Progress:
    """Says on standard error what long work is doing: on a terminal one line that changes."""

    def __init__(self, catalog: str) -> None:
        self._catalog = catalog
        self._begun = self._told = time.monotonic()
        self._what = ""
        self._width = 0

    def __call__(self, what: str, done: int, of: int) -> None:
        """Work has come so far."""
        what = self._plain(what)
        now = time.monotonic()
        if now - self._begun < PATIENCE:
            return
        text = f"{what}: {done:,} rows" if done else what
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{text:{self._width}}")
            sys.stderr.flush()
            self._width = len(text)
        elif what != self._what and now - self._told >= PATIENCE / 4:
            mention(f"… {text}")
            self._told = now
        self._what = what

    def _plain(self, what: str) -> str:
        """A stage in words; the catalogues that are there already are matched anew with this one."""
        name, colon, part = what.partition(": ")
        if not colon or " " in name:
            return what
        again = "" if name == self._catalog else f" of {name}, which was there before,"
        return f"matching and writing{again} {part}"

    def end(self) -> None:
        """Take the line away."""
        if self._width:
            sys.stderr.write(f"\r{'':{self._width}}\r")
            sys.stderr.flush()


def _own(url: str | None) -> Database:
    """The database to change.

    Raises:
        DatabaseError: none is named, so it would be the embedded one, which is read-only.
    """
    from spacetimeline.database.target import target_of

    ctx = click.get_current_context()
    named = url if url is not None else ctx.find_root().obj
    if target_of(named).embedded:
        msg = (
            "The embedded database is read-only, so it cannot import. Name one of your own, "
            "which holds the same facts; a new file is made ready first: "
            "spacetimeline import CATALOG PATH --url my.db"
        )
        raise DatabaseError(msg)
    return options.database(ctx, url)


def _import(catalog: str, path: str, on_error: str, form: str, url: str | None) -> int:
    progress = Progress(catalog)
    try:
        report = _own(url).import_catalog(catalog, path, on_error, progress=progress)
    except KeyboardInterrupt:
        progress.end()
        mention("Interrupted: the database is as it was.")
        raise
    finally:
        progress.end()
    notes = [*_notes("repaired", report.repairs), *_notes("rejected", report.problems)]
    if form == "json":
        emit_json(_told(report))
    elif form == "csv":
        emit_csv(notes, NOTE)
    elif form == "md":
        from spacetimeline.output.tables import markdown_table

        emit_data(markdown_table(_COUNTS, [_counts(file) for file in report.files]))
    else:
        emit(str(report))
    if form != "csv":
        for note in (*report.repairs[:SHOWN], *report.problems[:SHOWN]):
            mention(f"Warning: {note}")
        more = max(len(report.repairs) - SHOWN, 0) + max(len(report.problems) - SHOWN, 0)
        if more:
            mention(f"… and {more:,} more; --format csv lists every row.")
    return 1 if report.rejected else 0


_COUNTS = (
    "file", "section", "edition", "read", "added", "matched", "repaired", "rejected", "unchanged",
    "changed", "removed", "kept", "whole",
)  # fmt: skip


def _counts(file: Any) -> dict[str, Any]:
    return {word: getattr(file, word) for word in _COUNTS}


def _notes(what: str, notes: list[RowNote]) -> list[dict[str, Any]]:
    return [{"what": what, **{word: getattr(note, word) for word in NOTE[1:]}} for note in notes]


def _told(report: ImportReport) -> dict[str, Any]:
    return {
        "catalog": report.catalog,
        **{word: getattr(report, word) for word in ("read", "added", "matched", "repaired",
                                                    "rejected", "unchanged", "changed", "removed")},
        "claims": report.claims,
        "records": {
            kind: {"new": new, "known": known} for kind, (new, known) in report.records.items()
        },
        "files": [_counts(file) for file in report.files],
        "skipped": report.skipped,
        "rows": [*_notes("repaired", report.repairs), *_notes("rejected", report.problems)],
    }  # fmt: skip


def _reconcile(
    catalog: str, path: str, kinds: tuple[str, ...], form: str, url: str | None
) -> int | None:
    database = options.database(click.get_current_context(), url)
    query = database.reconcile(catalog, path)
    if kinds:
        query = query.where(kind=list(kinds))
    answer(query, form)
    return None


def _arguments() -> list[click.Parameter]:
    return [
        click.Argument(["catalog"], metavar="CATALOG"),
        click.Argument(["path"], type=click.Path(), metavar="PATH"),
    ]


IMPORT = click.Command(
    "import",
    callback=_import,
    params=[
        *_arguments(),
        click.Option(
            ["--on-error"],
            type=click.Choice(["report", "stop"]),
            default="report",
            show_default=True,
            help="a row that cannot be read: report it and go on, or stop and import nothing",
        ),
        options.form(),
        options.url(),
    ],
    help="Import somebody else's catalogue into your own database: all of it, or nothing. "
    f"CATALOG is one of {CATALOGS}; PATH a folder with its files, or one of them. The same "
    "files again change nothing; `unload CATALOG` takes it out again.",
)

RECONCILE = click.Command(
    "reconcile",
    callback=_reconcile,
    params=[
        *_arguments(),
        click.Option(
            ["--kind", "kinds"],
            type=click.Choice(["differs", "missing here", "missing there"]),
            multiple=True,
            help="only these differences",
        ),
        options.form(),
        options.url(),
    ],
    help="Where somebody else's catalogue and the database disagree, without importing it. "
    f"CATALOG is one of {CATALOGS}; PATH a folder with its files, or one of them.",
)
