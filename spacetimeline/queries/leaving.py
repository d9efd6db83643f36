"""The ways out of a query: plain rows, text, files."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from spacetimeline.queries.asking import Asker
    from spacetimeline.queries.subject import Stage, Subject

_OF_SOURCES = ("key", "title", "author", "publisher", "date", "accessed", "url", "licence")
"""What is told of each source in a file."""


class Leaving:
    """What takes the rows of a `Query` elsewhere; each carries the fields of `to_dicts`."""

    _asker: Asker
    _subject: Subject
    _stages: Sequence[Stage]
    _flat: list[dict[str, Any]] | None
    _told: dict[str, Any] | None = None

    if TYPE_CHECKING:

        def _notes(self) -> list[str]: ...

    def to_dicts(self) -> list[dict[str, Any]]:
        """One flat dict a row; see the data dictionary for the fields. Dates are UTC."""
        if self._flat is None:
            self._flat = self._asker.flat(self._subject, self._stages)
        return [dict(row) for row in self._flat]

    def to_json(self, path: str | Path | None = None) -> Any:
        """The rows of `to_dicts` as a JSON array: text, or written to `path`, which is returned."""
        from spacetimeline.output.files import json_text, leave

        return leave(json_text(self.to_dicts()), path)

    def to_csv(self, path: str | Path | None = None) -> Any:
        """The rows of `to_dicts` as CSV, lists joined by ``"; "``: text, or written to `path`."""
        from spacetimeline.output.files import csv_text, leave

        return leave(csv_text(self.to_dicts(), self._subject.flat_names()), path)

    def to_pandas(self) -> Any:
        """The rows of `to_dicts` as a pandas DataFrame; the sources stand in its ``attrs``.

        Instants are UTC, words of vocabularies categories, whole numbers and truths may be
        missing, lists are lists. A date keeps its text, bounds and precision.

        Raises:
            MissingExtra: pandas is not installed.
        """
        from spacetimeline.output.frames import pandas_frame

        return pandas_frame(self.to_dicts(), self._subject.types(), self._about())

    def to_polars(self) -> Any:
        """The rows of `to_dicts` as a polars DataFrame, with the types of `to_pandas`.

        It has no place for the sources of the whole answer: `cite` gives them.

        Raises:
            MissingExtra: polars is not installed.
        """
        from spacetimeline.output.frames import polars_frame

        return polars_frame(self.to_dicts(), self._subject.types())

    def to_arrow(self) -> Any:
        """The rows of `to_dicts` as a pyarrow Table; the sources stand in its metadata, as JSON.

        Raises:
            MissingExtra: pyarrow is not installed.
        """
        from spacetimeline.output.frames import arrow_table

        return arrow_table(self.to_dicts(), self._subject.types(), self._about())

    def to_parquet(self, path: str | Path) -> Any:
        """Write the rows of `to_dicts` as a Parquet file, with the types of `to_arrow`.

        Returns:
            The path.

        Raises:
            MissingExtra: pyarrow is not installed.
            CannotWrite: the file cannot be written; what stood there stands.
        """
        from spacetimeline.output.files import leave
        from spacetimeline.output.frames import parquet_bytes

        return leave(parquet_bytes(self.to_dicts(), self._subject.types(), self._about()), path)

    def to_ical(self, path: str | Path | None = None, anniversaries: bool = False) -> Any:
        """The rows as a calendar (iCalendar): text, or written to `path`, which is returned.

        A date known to the minute or better is an event at that time; a vaguer one an all-day
        event over all days that are possible, with the date in its title.

        Args:
            path: of the file; None gives the text.
            anniversaries: add a yearly event for each date whose day is known.

        Raises:
            NoDates: rows of this question have no dates.
            CannotWrite: the file cannot be written; what stood there stands.
        """
        from spacetimeline.output.calendars import calendar
        from spacetimeline.output.files import leave

        rows, subject = self.to_dicts(), self._subject
        text = calendar(
            subject.name,
            subject.shown,
            rows,
            self._sources_of(rows),
            self._about(),
            names=subject.flat_names(),
            anniversaries=anniversaries,
        )
        return leave(text, path)

    def to_geojson(self, path: str | Path | None = None) -> Any:
        """The rows on a map (GeoJSON, RFC 7946): text, or written to `path`, which is returned.

        Sites and pads are where they stand, launches where they began, flights where they
        landed; what has no known place has no geometry, what is not on Earth is left out.

        Raises:
            NoPlaces: rows of this question have no places.
            CannotWrite: the file cannot be written; what stood there stands.
        """
        from spacetimeline.output.files import leave
        from spacetimeline.output.maps import geojson, no_places
        from spacetimeline.queries.beside import PLACED

        subject = self._subject
        if subject.name not in PLACED:
            raise no_places(subject.name, list(PLACED))
        rows, places = self._asker.places_of(subject, self.to_dicts())
        return leave(geojson(str(subject.kind), rows, places, self._about()), path)

    def to_html(self, path: str | Path | None = None) -> Any:
        """All rows as an HTML document of its own: text, or written to `path`, which is returned.

        It has the usual fields, the notes, and the sources at its end; no script, no network.

        Raises:
            CannotWrite: the file cannot be written; what stood there stands.
        """
        from spacetimeline.output.files import leave
        from spacetimeline.output.pages import html_document

        subject = self._subject
        text = html_document(
            subject.name, subject.shown, self.to_dicts(), self._notes(), self._about()
        )
        return leave(text, path)

    def _sources_of(self, rows: list[dict[str, Any]]) -> list[list[str]]:
        """For each row the names of its sources."""
        if self._asker.gone:
            return [row.get("sources") or [] for row in rows]
        return self._asker.sources_of(self._subject, rows)

    def _about(self) -> dict[str, Any]:
        """What goes with the rows: the question, the edition of the data, the sources."""
        if self._told is None:
            self._told = self._goes_with()
        return self._told

    def _goes_with(self) -> dict[str, Any]:
        if self._asker.gone:  # unpickled: the rows are all there is
            return {"question": self._subject.name}
        from spacetimeline.queries.beside import edition

        cited = self._asker.cite(self._subject, self._stages)
        return {
            "question": cited.question,
            "rows": cited.rows,
            "fingerprint": cited.fingerprint,
            **edition(cited.version),
            "sources": [
                {name: getattr(one, name) for name in _OF_SOURCES} for one in cited.sources
            ],
        }
