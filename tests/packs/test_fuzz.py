"""Whatever is written into a pack, the answer is a list of problems and never an exception."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from spacetimeline.packs.examine import examine
from spacetimeline.packs.pack import Pack, pack_from_texts
from spacetimeline.packs.reader import read_text

JUNK: list[Any] = [
    None, True, 5, -1, 3.5, "", "x", "mir", "soyuz-tm-12", "KZ", "2001", "1991?", "20C", "a:b",
    "flight:mir", [], {}, [None], [[]], {"a": 1}, ["mir", "mir"], {"date": "2001"}, "🚀", "x" * 3000,
    [{"person": "toktar-aubakirov"}], {"craft": "mir"}, [{"craft": "mir", "since": "2001"}], "success",
    "station", "book", ["book"], 1e30, [1, 2], "9999", "0001", "-5000", "spacecraft:mir",
]  # fmt: skip
FIELDS = [
    "foo", "kind", "crew", "landing", "names", "since", "part_of", "overrides", "claims", "released",
    "parties", "about", "resolved_by", "outcome", "payloads", "operators", "born", "date",
]  # fmt: skip


def places(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    for key in (
        tree if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    ):
        found += places(tree[key], (*path, key))
    return found


def spoil(tree: Any, luck: random.Random, path: tuple[Any, ...]) -> None:
    """Make one mistake at a place, if it is still there."""
    holder = tree
    try:
        for key in path[:-1]:
            holder = holder[key]
        chance = luck.random()
        if chance < 0.6:
            holder[path[-1]] = copy.deepcopy(luck.choice(JUNK))
        elif chance < 0.8:
            del holder[path[-1]]
        elif isinstance(holder, dict):
            holder[luck.choice(FIELDS)] = copy.deepcopy(luck.choice(JUNK))
    except (LookupError, TypeError):
        pass


@pytest.mark.parametrize("seed", range(40))
def test_spoilt_packs(base: Pack, seed: int) -> None:
    luck = random.Random(seed)
    (text,) = base.texts().values()
    tree = read_text(text, "base.yaml")[0].content
    everywhere = places(tree)
    for _ in range(luck.randint(1, 8)):
        spoil(tree, luck, luck.choice(everywhere))
    section, key = luck.choice(
        [("launches", "1991-034"), ("flights", "soyuz-tm-12"), ("people", "x")]
    )
    field, value = luck.choice(FIELDS), copy.deepcopy(luck.choice(JUNK))
    tree["overrides"] = {section: {key: {field: value, "sources": ["book"]}}}
    text = yaml.safe_dump(tree, allow_unicode=True)
    for problem in examine([pack_from_texts("base", "", {"pack.yaml": text})]).problems.sorted():
        assert problem.message
        assert 0 <= problem.line <= text.count("\n") + 1


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("ab:- \n\t[]{}&*!|>'\"%#,?\\\0\x1b\ud800é🚀0"), max_size=60)
)
def test_any_text(text: str) -> None:
    document, problems = read_text(text, "x.yaml")
    assert document.content or problems or text.strip() in ("{}", "")
    for problem in problems:
        assert problem.message
