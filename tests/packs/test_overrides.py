"""What `overrides:` replaces, and what becomes of the old value."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spacetimeline.dates import VagueDate
from spacetimeline.packs.examine import examine
from spacetimeline.packs.pack import read_pack
from spacetimeline.vocabularies import Outcome, RecordKind, Verdict

if TYPE_CHECKING:
    from spacetimeline.errors import FixtureProblem
    from spacetimeline.packs.pack import Pack
    from spacetimeline.packs.world import World

MakeWorld = Callable[..., "World"]
Problems = Callable[[str], "list[FixtureProblem]"]
Write = Callable[..., Path]


OVERRIDE = """
    overrides:
      launches:
        1991-034: {outcome: failure, vehicle: soyuz, sources: [paper], note: The paper says so.}
      flights:
        soyuz-tm-12: {landing: {place: the steppe}, crew: [{person: toktar-aubakirov, down: true}], sources: [paper]}
      sources:
        book: {date: 2003}
    vehicles:
      soyuz: {name: Soyuz, sources: [book]}
"""


def test_overrides_replace_and_keep_the_old_value_as_a_claim(world: MakeWorld) -> None:
    made = world(OVERRIDE)
    launch = made.of(RecordKind.LAUNCH)["1991-034"]
    assert launch.values["outcome"] is Outcome.FAILURE
    assert launch.values["vehicle"] == "soyuz"
    assert [each.source for each in launch.sources] == ["book", "paper"]
    flight = made.of(RecordKind.FLIGHT)["soyuz-tm-12"].values
    assert flight["landing"]["place"] == "the steppe"
    assert flight["landing"]["date"] == VagueDate.parse("1991-10-10T04:12:19Z")
    assert [entry["person"] for entry in flight["crew"]] == ["toktar-aubakirov"]
    claims = [
        (str(each.about), each.attribute, each.value, each.source, each.verdict.value)
        for each in made.claims
    ]
    assert claims == [
        ("launch:1991-034", "vehicle", "Soyuz-U2", "book", "superseded"),
        ("launch:1991-034", "vehicle", "Soyuz", "paper", "adopted"),
        ("launch:1991-034", "outcome", "success", "book", "superseded"),
        ("launch:1991-034", "outcome", "failure", "paper", "adopted"),
        ("flight:soyuz-tm-12", "landing.place", "near Arkalyk", "book", "superseded"),
        ("flight:soyuz-tm-12", "landing.place", "the steppe", "paper", "adopted"),
        ("flight:soyuz-tm-12", "crew",
         "person Anatoly Artsebarsky, role commander, up true, down true; person Toktar Aubakirov, role research cosmonaut, down true", "book", "superseded"),
        ("flight:soyuz-tm-12", "crew", "person Toktar Aubakirov, down true", "paper", "adopted"),
    ]  # fmt: skip
    old = made.claims[2]
    assert (old.note, old.pack, old.from_override) == ("The paper says so.", "mine-0", True)
    assert made.claims[4].note == "overridden by the pack mine-0"


def test_without_the_pack_the_world_is_as_before(base: Pack, write: Write) -> None:
    pack = read_pack(str(write(OVERRIDE)))
    assert len(examine([base, pack]).claims) > 0
    again = examine([base])
    assert again.claims == []
    assert again.of(RecordKind.LAUNCH)["1991-034"].values["outcome"] is Outcome.SUCCESS
    assert len(again.of(RecordKind.FLIGHT)["soyuz-tm-12"].values["crew"]) == 2
    assert again.problems.sorted() == []


def test_an_override_may_take_a_value_away(world: MakeWorld) -> None:
    made = world("""
        overrides:
          people:
            anatoly-artsebarsky: {born: null, sources: [paper]}
    """)
    assert "born" not in made.of(RecordKind.PERSON)["anatoly-artsebarsky"].values
    assert [(each.value, each.verdict) for each in made.claims] == [
        ("1956-09-09", Verdict.SUPERSEDED)
    ]


def test_claims_that_adopted_the_old_value_fall_with_it(world: MakeWorld) -> None:
    made = world("""
        overrides:
          launches: {1991-034: {outcome: failure, sources: [paper]}}
        claims:
          - {about: "launch:1991-034", attribute: outcome, value: success, source: book, verdict: adopted, note: so it says}
    """)
    assert [(each.value, each.source, each.verdict.value, each.note) for each in made.claims] == [
        ("success", "book", "superseded", "so it says\noverridden by the pack mine-0"),
        ("failure", "paper", "adopted", None),
    ]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("launches: {1991-034: {outcome: failure}}", "an override says no source", "add `sources: [key]`"),
        ("launches: {1991-035: {outcome: failure, sources: [book]}}", "there is no launch '1991-035' to override",
         "did you mean 1991-034"),
        ("launches: {1991-034: {names: [X], sources: [book]}}", "`names` are added to, not overridden",
         "write them under `launches: {1991-034: {names: …}}`"),
        ("launches: {1991-034: {outcome: sucess, sources: [book]}}", "'sucess' is no outcome", ""),
        ("launches: {1991-034: {outcome: failure, sources: [bok]}}", "there is no source 'bok'", "did you mean book?"),
    ],
)  # fmt: skip
def test_overrides_that_are_none(problems: Problems, text: str, message: str, hint: str) -> None:
    (problem,) = problems(f"overrides:\n  {text}\n")
    assert problem.line == 2
    assert message in problem.message
    assert hint in problem.hint


def test_two_packs_that_override_the_same_contradict_each_other(base: Pack, write: Write) -> None:
    packs = [base]
    for name, outcome in (("a", "failure"), ("b", "partial failure"), ("c", "failure")):
        text = f"overrides:\n  launches: {{1991-034: {{outcome: {outcome}, sources: [book]}}}}\n"
        packs.append(read_pack(str(write(text, f"{name}.yaml"))))
    (problem,) = examine(packs).problems.sorted()
    assert problem.file.endswith("b.yaml")
    assert "pack a overrides this too, with 'failure' (" in problem.message
    assert "a.yaml:2)" in problem.message
    assert problem.hint == "keep one of the two overrides"
