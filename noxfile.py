"""What a developer types: `nox -l` lists it, `nox` runs what must pass before a change lands.

Everything but `release` runs in the environment that it is started from, the one of the README's
second command, with `pip install -e '.[test,docs,dev]'` for all of it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "types", "data", "test", "docs"]


@nox.session
def lint(session: nox.Session) -> None:
    """Style, and what is likely to be a mistake; `nox -s lint -- --fix` mends what it can."""
    session.run("ruff", "check", ".", *session.posargs)
    session.run("ruff", "format", *([] if session.posargs else ["--check"]), ".")


@nox.session
def types(session: nox.Session) -> None:
    """Types, strictly."""
    session.run("mypy", *session.posargs)


@nox.session
def test(session: nox.Session) -> None:
    """Tests; `nox -s test -- tests/packs` only some."""
    session.run("pytest", "-q", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Bad input that is guided by what it reaches, a minute each; needs `pip install atheris`."""
    for what in session.posargs or ("dates", "names", "packs", "rows"):
        session.run("python", "tests/hostile/guided.py", what, "-max_total_time=60")


@nox.session
def data(session: nox.Session) -> None:
    """The bundled packs: their format, their references, and what cannot be."""
    packs = [str(path.parent) for path in sorted(Path("fixtures").glob("*/pack.yaml"))]
    session.run("spacetimeline", "check", *packs)
    session.run("spacetimeline", "audit")


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation: generated parts written anew, then built without warnings."""
    session.run("python", "docs/generate.py")
    session.env["NO_MKDOCS_2_WARNING"] = "1"  # the theme's word about its successor
    session.run("mkdocs", "build", "--strict", *session.posargs)


@nox.session
def gallery(session: nox.Session) -> None:
    """The pictures of the gallery, drawn anew."""
    session.run("python", "docs/gallery.py", *session.posargs)


@nox.session
def benchmarks(session: nox.Session) -> None:
    """What things cost, beside what a user would pick instead; on a machine that is idle."""
    with tempfile.TemporaryDirectory() as folder:
        session.run("python", "-m", "venv", folder)
        python = str(Path(folder) / ("Scripts" if sys.platform == "win32" else "bin") / "python")
        session.run(python, "-m", "pip", "install", "-q", ".", external=True)
        session.run("python", "benchmarks/run.py", python)


@nox.session
def release(session: nox.Session) -> None:
    """Build the wheel and the archive, look into them, and try the wheel: docs/releasing.md."""
    session.run("bash", ".ci/wheel", "dist", external=True)
