"""Single values in a cell, and the examples in the docstrings of the room."""

from __future__ import annotations

import doctest
import importlib

import pytest

from spacetimeline.output.words import date_text, duration_text, heading, value_text


@pytest.mark.parametrize("module", ["words", "widths", "tables", "files", "cards"])
def test_examples_in_docstrings(module: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(f"spacetimeline.output.{module}"))
    assert failed == 0


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2006-06-17T22:44:05Z", "2006-06-17 22:44:05"),
        ("2006-06-17T22:44:05.123Z?", "2006-06-17 22:44:05.123?"),
        ("2006-06-17T22:44Z", "2006-06-17 22:44"),
        ("2006-06-17T22Z", "2006-06-17 22h"),
        ("2006-06-17T22:44Z/2006-06-18T01:00Z", "2006-06-17 22:44/2006-06-18 01:00"),
        ("2006-06-17", "2006-06-17"),
        ("1970s?", "1970s?"),
        ("2016 Jun  8.98", "2016 Jun  8.98"),
        ("2023-07-14T08-00:30", "2023-07-14T08-00:30"),  # not UTC, so it keeps its offset
        ("2006-06-18T04:44:05+06:00", "2006-06-18T04:44:05+06:00"),
        ("Tiangong T1", "Tiangong T1"),
    ],
)
def test_dates(written: str, shown: str) -> None:
    assert date_text(written) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0 s"),
        (59.6, "1 min"),
        (3599.9, "1 h"),
        (3600, "1 h"),
        (86_399, "1 d"),
        (86_400 * 437.7 + 3, "437 d 16 h 48 min"),
        (-90, "-1 min 30 s"),
    ],
)
def test_durations(seconds: float, shown: str) -> None:
    assert duration_text(seconds) == shown


def test_a_date_without_a_time_of_day_is_not_said_to_be_utc() -> None:
    born = [{"born": "1972-07-27", "born_precision": "day"}, {"born": None, "born_precision": None}]
    assert heading("born", born) == "born"
    assert (
        heading("born", [*born, {"born": "1972-07-27T01Z", "born_precision": "hour"}])
        == "born (UTC)"
    )
    # A claim's value is what the source says, not a date of ours.
    assert heading("value", [{"value": "1972-07-27T01:00Z"}]) == "value"
    assert value_text("value", "1972-07-27T01:00Z") == "1972-07-27 01:00Z"


def test_a_list_of_anything() -> None:
    assert value_text("x", ["a", None, True, 3.0, ["b"]]) == "a, , yes, 3, b"
