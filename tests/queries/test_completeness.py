"""The line under an answer that says what is whole: about what was asked, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

import spacetimeline as st


def said(question: str, **filters: Any) -> str:
    """The last line under the table."""
    shown = " ".join(repr(getattr(st, question)(**filters)).split())
    return shown.partition(" left out: ")[2] or shown


def test_parts_without_a_row_in_the_answer_are_not_named() -> None:
    assert said("launches", year=2011).endswith("; other launches only in part")
    assert "complete for family proton 1965-07-16 to " in said("launches", year=2011)
    assert "proton" not in said("launches", year=2011, vehicle="Soyuz")
    assert "complete for" not in said("satellites", bus="Soyuz TMA-M")
    assert "proton" not in repr(st.launches().limit(1))  # Vostok 1
    assert "proton" in repr(st.launches(vehicle="Proton").limit(1))


def test_what_vouches_for_the_question_is_named_alone() -> None:
    ours = said("satellites", country="KZ")
    assert "complete for country KZ 1991-12-16 to " in ours
    assert "proton" not in ours  # which put some of them up
    assert ours.endswith("; other times only in part")
    assert "station mir" in said("expeditions", station="Mir")
    assert "resident" not in said("expeditions", station="Mir")


def test_the_part_with_most_rows_of_the_answer_comes_first() -> None:
    line = said("satellites", orbit="GEO")
    assert 0 < line.index("vehicle proton") < line.index("country KZ")


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ("in_space", {"at": "1950"}),
        ("population", {"since": 2050}),
        ("launches", {"vehicle": "Proton", "year": 2050}),
    ],
)
def test_a_time_of_which_nothing_is_claimed_is_said_to_be_such(
    question: str, filters: dict[str, Any]
) -> None:
    assert said(question, **filters).endswith(", not for the time asked about")
    assert not getattr(st, question)(**filters).complete


def test_the_parts_that_an_answer_touches_lie_in_its_time() -> None:
    assert st.in_space("1950").coverage == []
    assert [part.subject for part in st.in_space("1991").coverage] == ["stays"]
