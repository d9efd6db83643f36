"""Coverage speaks of the questions there are, and of the filters that they take."""

from __future__ import annotations

import pytest

from spacetimeline.packs.checks.claimable import SUBJECTS
from spacetimeline.queries.all import PLURALS, QUESTIONS

# How to ask, and not of what: coverage has no use for it.
MANNERS = {"match"}


@pytest.mark.parametrize("subject", [*PLURALS, "timeline"])
def test_every_filter_of_a_question_can_be_claimed(subject: str) -> None:
    assert set(QUESTIONS[subject].filters) - MANNERS <= set(SUBJECTS[subject])


@pytest.mark.parametrize("subject", SUBJECTS)
def test_nothing_else_can_be(subject: str) -> None:
    question = QUESTIONS.get(subject.replace(" ", "_"))
    if question is None:
        assert subject == "population"  # answered from stays, in a later issue
        return
    extra = set(SUBJECTS[subject]) - set(question.filters)
    assert extra <= {"year", "since", "until", "during", "source", "name", "boundary"}, extra
