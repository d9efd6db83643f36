"""Words fold case, space, hyphen and underscore; aliases mean one canonical word each."""

from __future__ import annotations

import copy
import pickle

import pytest

from spacetimeline import vocabularies
from spacetimeline.errors import NotFound
from spacetimeline.names import fold_word
from spacetimeline.vocabularies import (
    Boundary,
    CrewRole,
    EntryKind,
    EventKind,
    LaunchStatus,
    Orbit,
    Outcome,
    Reached,
    RecordKind,
    SpacecraftKind,
    Vocabulary,
    word,
)

ALL = sorted(Vocabulary.__subclasses__(), key=lambda each: each.__name__)


@pytest.mark.parametrize("vocabulary", ALL, ids=lambda each: each.__name__)
def test_words_and_aliases_are_disjoint(vocabulary: type[Vocabulary]) -> None:
    meant: dict[str, Vocabulary] = {}
    for member in vocabulary:
        for text in (member.value, *member.aliases):
            assert fold_word(text) not in meant, f"{text} means two words"
            meant[fold_word(text)] = member


@pytest.mark.parametrize("vocabulary", ALL, ids=lambda each: each.__name__)
def test_every_word_and_alias_is_read(vocabulary: type[Vocabulary]) -> None:
    for member in vocabulary:
        for text in (member.value, *member.aliases):
            for typed in (
                text,
                text.upper(),
                text.replace(" ", "_"),
                f" {text.replace(' ', '-')} ",
            ):
                assert word(vocabulary, typed) is member
        assert word(vocabulary, member) is member


# The contract's words, in its order: users rely on each of them.
CONTRACT: dict[type[Vocabulary], str] = {
    Outcome: "success|partial failure|failure",
    LaunchStatus: "flown|planned|requested|proposed|cancelled",
    vocabularies.LaunchCategory: "orbital|deep space|marginal|suborbital|from another body|pad explosion",
    SpacecraftKind: "satellite|crewed ship|cargo ship|station|station module|probe|component|rocket stage|debris|other",
    vocabularies.SpacecraftStatus: "requested|planned|active|inactive|gone|unknown",
    vocabularies.GoneHow: "graveyard|decayed|deorbited|landed|lost",
    Orbit: "LEO|MEO|GEO|GTO|HEO|VHEO|DSO|CLO|EEO|HCO|PCO|SSE|SO|TA|ATM",
    vocabularies.FlightOutcome: "landed|ascent abort|pad abort|lost",
    Reached: "orbit|100km|80km|none",
    Boundary: "orbit|100km|80km",
    vocabularies.StayStatus: "up|landed|lost|unknown",
    vocabularies.ExpeditionKind: "resident|visiting",
    EventKind: "agreement|declaration|talks|statement|request|plan|milestone|failure|visit",
    vocabularies.EventStatus: "open|in force|done|missed|superseded|cancelled",
    vocabularies.SpacewalkPlace: "open space|Moon|inside",
    vocabularies.Verdict: "adopted|disputed|superseded",
}


@pytest.mark.parametrize("vocabulary", CONTRACT, ids=lambda each: each.__name__)
def test_the_words_are_the_contracts(vocabulary: type[Vocabulary]) -> None:
    assert "|".join(vocabulary) == CONTRACT[vocabulary]


@pytest.mark.parametrize(
    ("vocabulary", "typed", "meant"),
    [
        (Outcome, "Partial_Failure", Outcome.PARTIAL_FAILURE),
        (Outcome, "succeeded", Outcome.SUCCESS),
        (Orbit, "LLEO/I", Orbit.LEO),  # GCAT's finer class
        (Orbit, "geo/s", Orbit.GEO),
        (Orbit, "SSO", Orbit.LEO),
        (Boundary, "Kármán line", Boundary.KARMAN_LINE),
        (Reached, "50 miles", Reached.FIFTY_MILES),
        (CrewRole, "FE-1", CrewRole.FLIGHT_ENGINEER),
        (SpacecraftKind, "space station", SpacecraftKind.STATION),
        (RecordKind, "launches", RecordKind.LAUNCH),
        (RecordKind, "People", RecordKind.PERSON),
    ],
)
def test_read(vocabulary: type[Vocabulary], typed: str, meant: Vocabulary) -> None:
    assert word(vocabulary, typed) is meant


def test_an_unknown_word_names_the_nearest_and_lists_all() -> None:
    with pytest.raises(NotFound) as caught:
        word(Outcome, "sucess")
    assert str(caught.value) == (
        "'sucess' is no outcome; did you mean 'success'? Known: success, partial failure, failure."
    )
    assert caught.value.suggestions == ("success",)
    assert caught.value.asked == "sucess"


def test_a_word_like_none_lists_all() -> None:
    with pytest.raises(NotFound, match=r"'zzz' is no crew role\. Known: commander, pilot"):
        word(CrewRole, "zzz")


def test_entries_have_every_kind_of_event() -> None:
    assert {each.value for each in EventKind} < {each.value for each in EntryKind}


def test_what_is_reached_is_what_can_be_asked_for_and_nothing() -> None:
    assert {each.value for each in Boundary} | {"none"} == {each.value for each in Reached}


def test_sections_are_those_of_the_contract() -> None:
    contract = (
        "countries organizations sites pads platforms families vehicles launches spacecraft "
        "flights people expeditions dockings spacewalks programmes events sources claims stays"
    )
    assert " ".join(kind.section for kind in RecordKind) == contract


def test_members_are_text_and_survive_copies() -> None:
    assert str(Outcome.SUCCESS) == "success"
    assert f"{Outcome.SUCCESS}" == "success"
    assert pickle.loads(pickle.dumps(Orbit.LEO)) is Orbit.LEO
    assert copy.deepcopy(Orbit.LEO) is Orbit.LEO
