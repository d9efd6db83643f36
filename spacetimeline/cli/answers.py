"""An answer, printed in the format asked for."""

from __future__ import annotations

from spacetimeline.cli.terminal import can_print, colourful, emit, emit_data, mention
from spacetimeline.cli.wording import note_as_typed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from spacetimeline.queries.query import Query


def answer(query: Query[Any], form: str, none: str = "") -> int:
    """Print all rows of a query, and return how many; if there are none, `none` is said instead.

    That is said on standard error, which is not the answer.
    """
    rows = query.to_dicts()
    if form == "json":
        emit_json(rows)
        return len(rows)
    subject = query._subject  # noqa: SLF001 - the library's own way out
    if form == "csv":
        emit_csv(rows, subject.flat_names())
        return len(rows)
    from spacetimeline.output.tables import markdown_table, text_table

    notes = [note_as_typed(note) for note in query._notes()]  # noqa: SLF001 - "
    if not rows:
        mention("\n".join([none or _nothing(query), *notes]))
    elif form == "md":
        below = "".join(f"\n{note}\n" for note in notes)
        emit_data(markdown_table(subject.shown, rows) + below)
    else:
        colour = colourful()
        emit(
            text_table(
                subject.name, subject.shown, rows, len(rows), notes, whole=True, colour=colour
            )
        )
    return len(rows)


def _nothing(query: Query[Any]) -> str:
    """That there are no rows: where the data are whole, this is an answer and no lack of one."""
    cut = any(stage.windowed for stage in query._stages)  # noqa: SLF001 - "
    if cut or not query.complete:
        return "Nothing answers this question."
    from spacetimeline.output.words import none_of

    asked = {keyword for stage in query._stages for keyword, _ in stage.criteria}  # noqa: SLF001 - "
    some = bool(asked - {"at", "boundary", "station"})
    return none_of(query._subject.name, some=some)  # noqa: SLF001 - "


def emit_json(rows: Any) -> None:
    """Print JSON; escaped where standard output has not every letter."""
    from spacetimeline.output.files import json_text

    text = json_text(rows)
    emit(text if can_print(text) else json_text(rows, ascii_only=True))


def emit_csv(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> None:
    """Print CSV."""
    from spacetimeline.output.files import csv_text

    emit_data(csv_text(rows, names))
