"""What somebody types in the first hour, and would take for a failure or a wall."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        # Shepard's hop: nobody was in orbit, and one man was up.
        (
            ["who", "--at", "1961-05-05"],
            "Nobody was in space then.\n1 below orbit left out: --boundary 80km\n",
        ),
        (["who", "--at", "1986-01-28"], "Nobody was in space then.\n"),
        (
            ["aboard", "Mir", "--at", "1990-02-01T00:00Z", "--person", "Krikalev"],
            "Nobody asked about was aboard then.\n",
        ),
        (
            ["launches", "--family", "Proton", "--year", "2024"],
            "No launches: the data are complete here, so there were none.\n",
        ),
        # What the data do not hold wholly may have been.
        (["launches", "--year", "1850"], None),
        (["launches", "--family", "Proton", "--year", "2011", "--limit", "0"], None),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_certain_zero_is_an_answer(words: list[str], said: str | None, run: Run) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (0, "")
    if said is None:
        assert result.stderr.startswith("Nothing answers this question.\n")
    else:
        assert result.stderr == said


@pytest.mark.parametrize("name", ["stays", "people"])
def test_who_stayed_below_orbit_is_said_to_be_left_out(name: str, run: Run) -> None:
    shown = run(name, "--year", "1961").stdout
    assert "Shepard" not in shown
    assert "\n2 below orbit left out: --boundary 80km\n" in shown
    everybody = run(name, "--year", "1961", "--boundary", "80km").stdout
    assert "Shepard" in everybody
    assert "left out" not in everybody


def test_stays_without_a_known_end_are_told(run: Run) -> None:
    said = run("stays", "--ongoing").stderr
    ended = len(run("stays", "--no-ongoing", "--format", "csv").stdout.splitlines())
    assert ended > 1000
    assert " more without a known end, vouched for until " in said
    assert "spacetimeline who gives them as only possible" in said


def test_the_longest_stay_is_found_by_its_duration(run: Run) -> None:
    shown = run("stays", "--order-by=-duration", "--limit", "1").stdout
    assert "Polyakov" in shown.replace("\n", " ")
    assert "437 d 17 h" in shown
    assert run("stays", "--order-by", "duration").stdout == (
        run("stays", "--order-by", "duration_seconds").stdout
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "xqzzwv"], "spacetimeline search TEXT allows typing errors."),
        (["show", "Columbia"], "spacetimeline flights --craft Columbia."),
        (
            ["launches", "--since", "2014", "--until", "2006"],
            "--since 2014 is later than --until 2006, so nothing lies between. Type --since 2006",
        ),
        (["expeditions", "--number", "x"], "--number x is not a whole number. Type --number "),
        (
            ["launches", "--year", "99"],
            "--year 99: a year is written in four digits. Type --year 1999",
        ),
        (["timeline", "--person", "Gagarin"], "'--person'. Type --about, which takes any"),
        (["launches", "--country", "America"], "Nearest: United States of America"),
        (["claims", "KazSat-1", "--about", "KazSat-2"], "RECORD and --about are the same."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_hints_are_what_one_types_here(words: list[str], said: str, run: Run) -> None:
    result = run(*words)
    assert result.exit_code != 0
    assert said in result.stderr
    assert "st." not in result.stderr


def test_claims_about_a_record_are_asked_like_its_sources(run: Run) -> None:
    assert run("claims", "KazSat-1").stdout == run("claims", "--about", "KazSat-1").stdout
    assert "KazSat-1" in run("claims", "KazSat-1").stdout


def test_a_vehicles_card_says_whose_its_first_launch_is(run: Run) -> None:
    shown = " ".join(run("show", "vehicle:proton-m").stdout.split())
    assert "first launch Nauka (of exactly this configuration)" in shown
