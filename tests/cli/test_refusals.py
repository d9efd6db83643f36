"""What the command line says when it cannot answer: one clear message, and a status."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import spacetimeline as st
from spacetimeline import errors
from spacetimeline.cli import catalogs

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        # not found: 1
        (
            ["launches", "--vehicle", "Protn"],
            1,
            "Error: No vehicle or family is called 'Protn'. Nearest: Proton",
        ),
        (
            ["launches", "--outcome", "splendid"],
            1,
            "Error: 'splendid' is no outcome. Known: success, partial failure",
        ),
        (["show", "Aimbetof"], 1, "Error: No record is called 'Aimbetof'. Nearest: "),
        (["show", "Volkov"], 1, "Type one of:\n  person:aleksandr-volkov  (Aleksandr Volkov)\n"),
        (["aboard", "Mirr"], 1, "Error: No station is called 'Mirr'. Nearest: Mir"),
        (
            ["search", "x", "--kind", "rocket"],
            1,
            "Error: There is no kind 'rocket'. There are: launch, flight",
        ),
        # bad usage: 2
        (["launches", "--vehical", "x"], 2, "--vehicle"),
        (["launchs"], 2, "Error: There is no command 'launchs'. Did you mean launches?"),
        (["--colour"], 2, "No such option"),
        (["db", "paths"], 2, "No such command 'paths'"),
        (["launches", "--year", "soon"], 2, "Error: 'soon' is not a date"),
        (["who", "--at", "03/04/2006"], 2, "Error: '03/04/2006' is ambiguous: write 2006-03-04"),
        (["launches", "--year", "2010..2006"], 2, "'2010/2006' ends before it begins"),
        (["launches", "--year", "2006.."], 2, "Type --since 2006\n"),
        (["launches", "--year", "..2006"], 2, "Type --until 2006\n"),
        (
            ["launches", "--order-by", "dat"],
            2,
            "Error: launches cannot be ordered by 'dat'. Did you mean 'date'?",
        ),
        (["launches", "--limit", "-1"], 2, "-1 is not in the range"),
        (["launches", "--format", "xml"], 2, "'xml' is not one of"),
        (["show"], 2, "Missing argument"),
        (["aboard"], 2, "Missing argument 'STATION'"),
        (["who", "--station", "Mir", "--boundary", "80km"], 2, "Leave --boundary out"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_error_is_one_message(words: list[str], status: int, said: str, run: Run) -> None:
    result = run(*words)
    assert result.exit_code == status
    assert result.stdout == ""
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("words", "cannot", "typed"),
    [
        (["load", "mine.yaml"], "load", "load PATH"),
        (["unload", "mine"], "unload", "unload PACK"),
        (["db", "upgrade"], "be upgraded", "db upgrade"),
    ],
)
def test_the_embedded_database_says_what_to_type_here(
    run: Run, words: list[str], cannot: str, typed: str
) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert result.stderr == (
        f"Error: The embedded database is read-only, so it cannot {cannot}. Name one of your own, "
        "which holds the same facts; a new file is made ready first: "
        f"spacetimeline {typed} --url my.db\n"
    )


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://host/x", "is no database that can be read: give a path"),
        ("/no/such/folder/my.db", "The folder /no/such/folder does not exist"),
        ("postgresql://ada:secret@localhost:1/x", "ada:***@localhost"),
    ],
)
def test_a_database_that_is_none(url: str, said: str, run: Run) -> None:
    for words in (
        ["--url", url, "launches"],
        ["launches", "--url", url],
        ["db", "path", "--url", url],
    ):
        result = run(*words)
        assert result.exit_code == 1
        assert said in result.stderr
        assert "secret" not in result.output


def test_every_error_of_ours_ends_in_a_status(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    from spacetimeline.library import Database

    usage = {errors.InvalidDate, errors.UnknownFilter}
    for name in (
        "Ambiguous",
        "CatalogError",
        "DatabaseError",
        "InvalidDate",
        "MissingExtra",
        "UnknownFilter",
    ):
        kind = getattr(errors, name)

        def fail(self: object, kind: type[Exception] = kind, **filters: object) -> None:
            raise kind("the reason")

        monkeypatch.setattr(Database, "launches", fail)
        result = run("launches")
        assert result.stderr == "Error: the reason\n"
        assert result.exit_code == (2 if kind in usage else 1)


def test_a_fault_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from spacetimeline.cli.group import cli
    from spacetimeline.library import Database

    def fail(self: object, **filters: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Database, "launches", fail)
    assert isinstance(CliRunner().invoke(cli, ["launches"]).exception, ZeroDivisionError)


def test_a_warning_of_ours_is_one_line(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    from spacetimeline.library import Database

    def warn(self: Database, **filters: object) -> object:
        warnings.simplefilter("always")
        warnings.warn("the packs are older", errors.SpacetimelineWarning, stacklevel=2)
        return self.sites()

    monkeypatch.setattr(Database, "pads", warn)
    result = run("pads", "--format", "json")
    assert result.stderr == "Warning: the packs are older\n"
    assert result.exit_code == 0


def test_ctrl_c(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    from spacetimeline.library import Database

    def interrupted(self: object, **filters: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Database, "launches", interrupted)
    result = run("launches")
    assert result.exit_code == 130
    assert "Traceback" not in result.output


def test_a_database_that_was_not_there_is_told(run: Run, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/typo.db"
    first = run("launches", "--limit", "1", "--url", url)
    assert first.exit_code == 0
    assert first.stderr == (
        f"Note: there was no {tmp_path}/typo.db; it was made, with the bundled facts in it.\n"
    )
    assert run("launches", "--limit", "1", "--url", url).stderr == ""
    assert run("launches", "--limit", "1", "--url", ":memory:").stderr == ""


def test_the_library_logs_that_it_made_a_database(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", "spacetimeline"):
        for _ in range(2):
            st.connect(tmp_path / "new.db").close()
    assert [one.message for one in caplog.records if one.name == "spacetimeline"] == [
        f"made a new database: {tmp_path / 'new.db'}"
    ]


def test_progress_says_what_is_done_to_which_catalogue(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalogs, "PATIENCE", -1)
    progress = catalogs.Progress("launch-library")
    for stage in ("reading a.json", "launch-library: pad", "gcat: lp", "working out stays"):
        progress._told = -1000
        progress(stage, 7, 0)
    assert capsys.readouterr().err.splitlines() == [
        "… reading a.json: 7 rows",
        "… matching and writing pad: 7 rows",
        "… matching and writing of gcat, which was there before, lp: 7 rows",
        "… working out stays: 7 rows",
    ]
