"""The command line inside this process: what a stranger types, and what comes out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result

from spacetimeline.cli.group import cli

Rows = list[dict[str, Any]]


@pytest.fixture
def run() -> Callable[..., Result]:
    """Runs the command line; nothing but an exit may come out of it."""

    def runs(*words: str) -> Result:
        result = CliRunner().invoke(cli, list(words), prog_name="spacetimeline")
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return runs


@pytest.fixture
def answered(run: Callable[..., Result]) -> Callable[..., str]:
    """Standard output of what is answered."""

    def asks(*words: str) -> str:
        result = run(*words)
        assert result.exit_code == 0, result.stderr
        return result.stdout

    return asks


@pytest.fixture
def rows(answered: Callable[..., str]) -> Callable[..., Rows]:
    """The rows of an answer, through JSON."""

    def asks(*words: str) -> Rows:
        found: Rows = json.loads(answered(*words, "--format", "json"))
        return found

    return asks


@pytest.fixture
def names(rows: Callable[..., Rows]) -> Callable[..., list[str]]:
    """The names in an answer."""

    def asks(*words: str) -> list[str]:
        return [row["name"] for row in rows(*words)]

    return asks
