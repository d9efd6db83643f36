"""`spacetimeline new`: a starter pack to fill in, as a file, a folder or a Python package."""

from __future__ import annotations

import os
import re
from shlex import quote

import click

from spacetimeline.cli.terminal import emit
from spacetimeline.errors import SpacetimelineError

_TEMPLATES = os.path.join(os.path.dirname(__file__), "templates")
_SCHEMA = "pack.schema.json"


class CannotStart(SpacetimelineError, ValueError):
    """A starter pack cannot be written there; what was there is as it was."""


def start(path: str, name: str | None, *, package: bool) -> None:
    """Write a starter pack, say what was written, and what to type next.

    Args:
        path: a file (`.yaml`), else a folder; of a package its top folder.
        name: of the pack; None: as the path is called.
        package: whether to write a Python package with the pack in it.

    Raises:
        CannotStart: something is there already, or it cannot be written.
    """
    files, pack = _files(path, name, package=package)
    if os.path.lexists(path) and not (os.path.isdir(path) and not os.listdir(path)):
        msg = (
            f"{path} is there already, and is not overwritten. Give another path, "
            f"or look for mistakes in it: spacetimeline check {quote(path)}"
        )
        raise CannotStart(msg)
    schema = _schema_of(path, package=package)
    if not os.path.lexists(schema):
        files[schema] = _json_schema()
    made = _missing(os.path.dirname(path))
    _write(files)
    emit("\n".join([*(f"Made the folder {each}" for each in made), *map("Wrote {}".format, files)]))
    emit(f"\nEdit it, then type:\n{_next(path, pack, package=package)}")


def _files(path: str, name: str | None, *, package: bool) -> tuple[dict[str, str], str]:
    """The text of each file by its path, and the name of the pack."""
    is_file = path.endswith((".yaml", ".yml"))
    if package and is_file:
        msg = (
            f"A package is a folder, and {path} is called like a file. Type: new --package my-pack"
        )
        raise CannotStart(msg)
    given = name or os.path.basename(os.path.abspath(path))
    title = given if name or not is_file else os.path.splitext(given)[0]
    pack = _pack_name(title)
    words = {
        "pack": pack,
        "module": _module(pack),
        "title": " ".join(re.findall(r"[^\W_]+", title)),
        "schema": f"../../{_SCHEMA}" if package else _SCHEMA,
    }
    if is_file:
        whole = "\n".join([_filled("pack.yaml", words), _filled("missions.yaml", words, path)])
        return {path: whole}, pack
    folder = os.path.join(path, "src", words["module"]) if package else path
    line = f"# yaml-language-server: $schema={words['schema']}\n#\n"
    files = {
        os.path.join(folder, "pack.yaml"): _filled("pack.yaml", words),
        os.path.join(folder, "missions.yaml"): line + _filled("missions.yaml", words, folder),
    }
    if package:
        files = {
            os.path.join(path, "pyproject.toml"): _filled("package-pyproject.toml", words),
            os.path.join(path, "README.md"): _filled("package-readme.md", words),
            os.path.join(folder, "__init__.py"): _filled("package-init.py.txt", words),
            **files,
        }
    return files, pack


def _schema_of(path: str, *, package: bool) -> str:
    """Where the JSON Schema lies for the editor: beside the file, or in the top folder."""
    is_file = path.endswith((".yaml", ".yml")) and not package
    return os.path.join(os.path.dirname(path) if is_file else path, _SCHEMA)


def _json_schema() -> str:
    from spacetimeline.output.files import json_text
    from spacetimeline.packs.format.schema import json_schema

    return json_text(json_schema())


def _filled(template: str, words: dict[str, str], path: str = "") -> str:
    from string import Template

    with open(os.path.join(_TEMPLATES, template), encoding="utf-8") as file:
        return Template(file.read()).substitute(words, path=quote(path))


def _pack_name(text: str) -> str:
    """A name as keys are: lower-case words joined by hyphens, whatever it was written in.

    Raises:
        CannotStart: it has no letters, or a bundled pack is called so.
    """
    from unicodedata import normalize

    from spacetimeline.paths import fixtures
    from spacetimeline.transliteration import to_latin

    name = "-".join(re.findall(r"[a-z0-9]+", normalize("NFKD", to_latin(text))))
    if not name:
        msg = f"{text!r} has no letters to make a name of. Type: new PATH my-missions"
        raise CannotStart(msg)
    if os.path.isdir(os.path.join(fixtures(), name)):
        msg = (
            f"A pack {name!r} ships with spacetimeline. Give yours another name: new PATH my-{name}"
        )
        raise CannotStart(msg)
    return name


def _module(pack: str) -> str:
    """The name of the Python package of a pack."""
    from keyword import iskeyword

    module = pack.replace("-", "_")
    return module if module.isidentifier() and not iskeyword(module) else f"pack_{module}"


def _write(files: dict[str, str]) -> None:
    try:
        for path, text in files.items():
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            with open(path, "x", encoding="utf-8") as file:
                file.write(text)
    except OSError as error:
        msg = f"{error.filename} cannot be written: {error.strerror}."
        raise CannotStart(msg) from error


def _missing(folder: str) -> list[str]:
    """A folder and those around it, as far as they are not there."""
    if not folder or os.path.isdir(folder):
        return []
    return [*_missing(os.path.dirname(folder)), folder]


def _next(path: str, pack: str, *, package: bool) -> str:
    typed = quote(path)
    if package:
        inside = quote(os.path.join(path, "src", _module(pack)))
        # Without the dot, pip would look for a package of this name in its index.
        here = typed if os.path.isabs(path) else os.path.join(".", typed)
        return (
            f"  spacetimeline check {inside}\n  pip install {here}\n"
            f"  spacetimeline launches --source {pack}-notes"
        )
    return (
        f"  spacetimeline check {typed}\n  spacetimeline load {typed} --url my.db\n"
        f"  spacetimeline launches --source {pack}-notes --url my.db"
    )


COMMAND = click.Command(
    "new",
    callback=lambda path, name, package: start(path, name, package=package),
    params=[
        click.Argument(["path"], type=click.Path()),
        click.Argument(["name"], required=False),
        click.Option(
            ["--package"],
            is_flag=True,
            help="A Python package with the pack in it, found once it is installed.",
        ),
    ],
    help="A starter pack of your own to fill in, commented: a file where PATH ends in .yaml, "
    "else a folder. NAME is the pack's; left out, it is called like PATH. Nothing is overwritten.",
)
