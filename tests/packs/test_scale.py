"""Reading and checking grow with the size of the packs, and no faster; hostile packs are cheap."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from spacetimeline.errors import FixtureProblem
from spacetimeline.packs import limits
from spacetimeline.packs.examine import check, examine
from spacetimeline.packs.pack import Pack, read_pack
from spacetimeline.packs.reader import read_text
from spacetimeline.packs.world import World

Write = Callable[..., Path]
Steps = Callable[[Callable[[], object]], int]


def missions(count: int) -> str:
    """A pack of so many launches, each with its craft."""
    lines = ["title: Many"]
    launch = (
        "  m-{0}: {{name: M {0}, date: 2006-06-17T22:44:05Z, vehicle: soyuz-u2, pad: baikonur-1-5, "
        "payloads: [c-{0}], outcome: success, code: OS, serial: 53E{0}, sources: [book, paper]}}"
    )
    craft = (
        "  c-{0}: {{name: C {0}, kind: satellite, orbit: LEO/S, mass: 12.5, operator: agency, "
        "identifiers: {{gcat: S{0}}}, norad: {1}, sources: [book]}}"
    )
    for section, record in (("launches", launch), ("spacecraft", craft)):
        lines.append(f"{section}:")
        lines += (record.format(number, number + 100_000) for number in range(count))
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("count", "times"), [(250, 4), pytest.param(1_000, 8, marks=pytest.mark.stress)]
)
def test_work_grows_with_the_size(
    base: Pack, write: Write, steps: Steps, count: int, times: int
) -> None:
    def work(count: int) -> int:
        path = str(write(missions(count)))
        made = steps(lambda: found.append(examine([base, read_pack(path)])))
        assert found.pop().problems.sorted() == []
        return made

    found: list[World] = []
    work(1)  # prepares the schema
    assert work(times * count) < 1.1 * times * work(count)


HOSTILE = [
    ("brackets", "[" * 1_000_000),
    ("braces", "{a: " * 300_000),
    ("dashes", "- " * 500_000),
    ("questions", "? " * 200_000),
    ("one key", "a" * 3_000_000),
    ("one text", "launches: {x: {name: " + "a" * 3_000_000 + "}}"),
    ("digits", "spacecraft: {mir: {mass: " + "9" * 19_000 + "}}"),
    ("exponents", "spacecraft: {mir: {mass: 1e999999}}"),
    ("unknown fields", "launches: {x: {" + ", ".join(f"f{n}: 1" for n in range(10_000)) + "}}"),
    ("unknown sections", "\n".join(f"s{n}: 1" for n in range(10_000))),
    ("unknown references", "launches: {1991-034: {payloads: [" + ", ".join(f"p{n}" for n in range(25_000)) + "]}}"),
    ("the same payload", "launches: {1991-034: {payloads: [" + ", ".join(["mir"] * 25_000) + "]}}"),
    ("keys twice", "launches:\n" + "  x: {name: X}\n" * 10_000),
    ("records without anything", "launches:\n" + "".join(f"  x{n}:\n" for n in range(5_000))),
    ("bad keys", "launches:\n" + "".join(f"  X{n}: {{name: X, sources: [book]}}\n" for n in range(5_000))),
    ("a crew of many", "flights: {soyuz-tm-13: {crew: [" + ", ".join(["{person: toktar-aubakirov, up: true}"] * 10_000) + "]}}"),
    ("a name a thousand times", "people: {toktar-aubakirov: {names: [" + ", ".join(f"n{n}" for n in range(25_000)) + "]}}"),
    ("dockings of an age", "dockings:\n" + "".join(
        f"  d{n}: {{craft: soyuz-tm-13, target: mir, port: p, docked: 20C, undocked: 20C, sources: [book]}}\n" for n in range(4_000))),
    ("comments", "# nothing\n" * 500_000),
    ("a bad date", "launches: {x: {name: X, date: " + "1" * 19_000 + ", sources: [book]}}"),
    ("claims about nothing", "claims: [" + ", ".join(["{about: x, value: y, source: z, verdict: adopted}"] * 5_000) + "]"),
]  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE, ids=[case[0] for case in HOSTILE])
def test_hostile_packs_cost_little(
    base: Pack, write: Write, steps: Steps, case: tuple[str, str]
) -> None:
    path = write(case[1])
    found: list[FixtureProblem] = []
    assert steps(lambda: found.extend(check(path, base=[base]))) < 50_000 + 20 * len(case[1])
    assert len(found) <= limits.MAX_PROBLEMS + 1
    for problem in found[:100]:
        assert len(str(problem)) < 3_000


def test_the_last_problem_says_how_many_more(monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    monkeypatch.setattr(limits, "MAX_PROBLEMS", 10)
    found = check(write("vehicles:\n" + "".join(f"  x{n}: {{name: X}}\n" for n in range(25))))
    assert len(found) == 11
    assert found[-1].message == "15 more problems are not listed"


def test_any_text_is_read_or_refused() -> None:
    for text in ("\u2028", "%YAML 9.9\n---\na: b", "%TAG ! !\n---\n!a b", "!!binary x", "<<: a", "=", "\ufeffa: b", "'", '"\\x', "a: b: c", "@", "`", "\t- a", "a:\tb", "...", "---", "--- a\n...\n--- b", "&a", "*a", "[,]", "{,}", "{a}", "? a", ": a"):  # fmt: skip
        document, problems = read_text(text, "x.yaml")
        assert document.content or problems
