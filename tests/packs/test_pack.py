"""One pack: its claims, its header, its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from spacetimeline.dates import VagueDate
from spacetimeline.packs.examine import examine
from spacetimeline.packs.pack import pack_from_texts, read_pack
from spacetimeline.packs.world import Ref
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from spacetimeline.errors import FixtureProblem
    from spacetimeline.packs.world import World

MakeWorld = Callable[..., "World"]
Problems = Callable[[str], "list[FixtureProblem]"]
Write = Callable[..., Path]


def test_claims(world: MakeWorld) -> None:
    made = world("""
        claims:
          - {about: "spacecraft:soyuz-tm-12", attribute: mass, value: 7.1, source: paper, verdict: disputed, note: why}
          - {about: mir, value: It was the best., source: book, verdict: adopted, date: 1999}
    """)
    mass, best = made.claims
    assert (mass.about, mass.attribute, mass.value) == (
        Ref(RecordKind.SPACECRAFT, "soyuz-tm-12"),
        "mass",
        "7.1",
    )
    assert mass.date == VagueDate.parse("2002-03-04")  # the paper's
    assert (best.attribute, str(best.date), best.from_override) == (None, "1999", False)


def test_a_broken_claim_is_asked_for_its_references(problems: Problems) -> None:
    found = problems("""
        claims:
          - {about: nothing, attribute: orbit, value: XYZ, source: nosource, verdict: maybe}
          - {about: mir, value: x, source: nosource}
          - {about: mir, source: book, verdict: adopted, value: [x]}
          - nothing
    """)
    assert [(each.record, each.field) for each in found] == [
        ("claims[0]", "about"),
        ("claims[0]", "source"),
        ("claims[0]", "verdict"),
        ("claims[1]", ""),
        ("claims[1]", "source"),
        ("claims[2]", "value"),
        ("claims[3]", ""),
    ]


def test_coverage_and_header(world: MakeWorld) -> None:
    made = world("""
        pack: my-missions
        title: Mine
        version: 1.10
        licence: CC0
        depends: [base]
        coverage:
          - {subject: launches, filters: {family: soyuz, crewed: true, site: [baikonur, kourou]}, since: 1991, note: some}
    """)
    (coverage,) = made.coverage
    assert (coverage.pack, coverage.subject) == ("my-missions", "launches")
    assert coverage.filters == {"family": "soyuz", "crewed": True, "site": ["baikonur", "kourou"]}
    assert (str(coverage.since), coverage.until, coverage.note) == ("1991", None, "some")
    pack = made.packs[1]
    assert (pack.name, pack.title, pack.version, pack.licence) == (
        "my-missions",
        "Mine",
        "1.10",
        "CC0",
    )
    assert pack.depends == ("base",)


def test_a_pack_can_be_read_again_from_its_texts(tmp_path: Path, write: Write) -> None:
    write("pack: two\ntitle: Two files\n", "folder/pack.yaml")
    write("sources:\n  a: {title: A}\n", "folder/sub/a.yaml")
    pack = read_pack(str(tmp_path / "folder"))
    texts = pack.texts()
    assert set(texts) == {"pack.yaml", "sub/a.yaml"}
    again = pack_from_texts("two", pack.path, texts)
    assert (again.name, again.title) == ("two", "Two files")
    assert examine([again]).of(RecordKind.SOURCE)["a"].pack == "two"
    single = read_pack(str(write("title: One\nsources: {a: {title: A}}", "one.yaml")))
    assert (single.name, pack_from_texts("one", "", single.texts()).title) == ("one", "One")


def test_files_with_the_wrong_things(tmp_path: Path, write: Write) -> None:
    write("title: Two files\n", "folder/pack.yaml")
    write("title: Here too\nsources:\n  a: {title: A}\n", "folder/a.yaml")
    (problem,) = read_pack(str(tmp_path / "folder")).problems.sorted()
    assert (problem.message, problem.hint) == ("`title` belongs into pack.yaml", "move it there")


def test_folders_that_are_no_pack(tmp_path: Path) -> None:
    (problem,) = read_pack(str(tmp_path)).problems.sorted()
    assert problem.message == "there is no YAML file in this folder"
    assert "write a pack.yaml" in problem.hint
    (problem,) = read_pack(str(tmp_path / "none")).problems.sorted()
    assert problem.message == "there is no such file or folder"
    (tmp_path / "a.yaml").write_text("sources: {a: {title: A}}")
    (problem,) = read_pack(str(tmp_path)).problems.sorted()
    assert problem.message == "the folder has no pack.yaml"
