"""`--cite` and `--version`: what an answer rests on, as it is typed in a shell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import spacetimeline as st
from spacetimeline.queries.all import QUESTIONS


def test_cite_prints_the_sources_instead_of_the_answer(answered: Callable[..., str]) -> None:
    query = st.launches(year=2006, vehicle="Proton-K")
    typed = ("launches", "--year", "2006", "--vehicle", "Proton-K")
    assert answered(*typed, "--cite", "text") == f"{query.cite()}\n"
    assert answered(*typed, "--cite", "bibtex") == query.cite().bibtex


def test_cite_follows_limit_and_order(answered: Callable[..., str]) -> None:
    query = st.launches(year=2006).order_by("-date").limit(2)
    typed = ("launches", "--year", "2006", "--order-by", "-date", "--limit", "2")
    assert query.cite().fingerprint in answered(*typed, "--cite", "text")


@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - {"aboard"}))
def test_every_question_takes_it(answered: Callable[..., str], name: str) -> None:
    assert "spacetimeline" in answered(name, "--limit", "1", "--cite", "text")


def test_a_wrong_way_to_cite_names_the_right_ones(run: Callable[..., object]) -> None:
    result = run("launches", "--cite", "apa")
    assert result.exit_code == 2  # type: ignore[attr-defined]
    assert "'text'" in result.stderr  # type: ignore[attr-defined]
    assert "'bibtex'" in result.stderr  # type: ignore[attr-defined]


def test_version_says_library_and_data(answered: Callable[..., str], tmp_path: Path) -> None:
    first, second = answered("--version").splitlines()
    assert first == f"spacetimeline {st.__version__}"
    assert f"{first}, {second}" == str(st.version())
    own = answered("--url", str(tmp_path / "own.db"), "--version")
    assert st.version().data in own


def test_version_stands_where_the_data_cannot_be_had(
    run: Callable[..., object], tmp_path: Path
) -> None:
    (tmp_path / "no.db").write_text("no database")
    result = run("--url", str(tmp_path / "no.db"), "--version")
    assert result.exit_code == 1  # type: ignore[attr-defined]
    assert result.stdout == f"spacetimeline {st.__version__}\n"  # type: ignore[attr-defined]
    assert "no.db" in result.stderr  # type: ignore[attr-defined]
