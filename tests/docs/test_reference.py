"""The reference pages say what the code says."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import inspect
import re
import sys
from types import ModuleType

import pytest
from documented import TOP

import spacetimeline as st
from spacetimeline.cli.group import cli
from spacetimeline.models import Base
from spacetimeline.queries.all import QUESTIONS


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", TOP / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(TOP / "docs"))  # as for a script, which finds what lies beside it
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.pop(0)
    return module


GENERATE = _generator()


@pytest.mark.parametrize("page", GENERATE.pages(), ids=lambda page: page.name)
def test_a_page_is_as_the_code_is(page: object) -> None:
    text = page.read_text("utf-8")  # type: ignore[attr-defined]
    assert text == GENERATE.written(text), "type: python docs/generate.py"


def test_every_generated_part_stands_on_one_page() -> None:
    text = "".join(page.read_text("utf-8") for page in GENERATE.pages())
    for name in GENERATE.PARTS:
        assert text.count(f"<!-- generated: {name} -->") == 1, name


def _page(name: str) -> str:
    return (TOP / "docs" / name).read_text("utf-8")


def test_every_filter_of_every_question_is_told() -> None:
    parts = {part.partition("\n")[0]: part for part in _page("filters.md").split("\n## ") if part}
    for name, subject in QUESTIONS.items():
        for keyword in subject.filters:
            assert f"`{keyword}`" in parts[name], (name, keyword)


def test_every_command_is_told() -> None:
    import click

    page = _page("cli.md")
    for name in cli.list_commands(click.Context(cli)):
        assert f"\n## {name}\n" in page


def test_every_table_and_column_has_a_meaning() -> None:
    page = _page("data-dictionary.md")
    for table in Base.metadata.tables.values():
        assert f"\n### {table.name}\n" in page
        for column in table.columns:
            assert column.comment, f"{table.name}.{column.name}"


def test_every_public_name_is_told() -> None:
    page = _page("api.md") + _page("errors.md")
    for name in st.__all__:
        assert f"# {name}\n" in page or f"st.{name}(" in page or f"db.{name}(" in page, name


# -- help --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_help_lists_the_filters(name: str) -> None:
    text = inspect.getdoc(getattr(st, name)) or ""
    for keyword, one in QUESTIONS[name].filters.items():
        assert f"    {keyword}: {one.help}" in text
    assert "Raises:" in text or not QUESTIONS[name].filters


def _of(cls: type) -> list[tuple[str, object]]:
    """The public members of a class and of those of ours that it is made from."""
    return [
        (f"{one.__name__}.{name}", value)
        for one in cls.__mro__
        if one.__module__.startswith("spacetimeline")
        for name, value in vars(one).items()
        if not name.startswith("_")
        and (inspect.isfunction(value) or isinstance(value, (property, classmethod)))
    ]


@pytest.mark.parametrize("cls", [st.Database, st.Query, st.VagueDate], ids=lambda one: one.__name__)
def test_every_public_method_is_explained(cls: type) -> None:
    for name, value in _of(cls):
        assert inspect.getdoc(value), name


def test_every_argument_of_a_public_function_is_explained_or_told_by_its_sentence() -> None:
    for name, value in _of(st.Database):
        if not inspect.isfunction(value):
            continue
        doc = inspect.getdoc(value) or ""
        for argument in inspect.signature(value).parameters:
            if argument not in {"self", "filters"}:
                assert argument in doc or argument.rstrip("s") in doc, (name, argument)


def test_help_of_the_module_names_public_names_only() -> None:
    import pydoc

    text = pydoc.plain(pydoc.render_doc(st))
    functions = text.partition("\nFUNCTIONS\n")[2].partition("\nDATA\n")[0]
    for name in ("launches", "in_space", "connect", "version"):
        assert f"\n    {name}" in functions
    assert "_HOMES" not in text
    assert "TYPE_CHECKING" not in text


EXAMPLES = [
    ".".join(file.relative_to(TOP).with_suffix("").parts).removesuffix(".__init__")
    for file in sorted((TOP / "spacetimeline").rglob("*.py"))
    if re.search(r"^ *>>> ", file.read_text("utf-8"), re.MULTILINE)
]


@pytest.mark.parametrize("module", EXAMPLES)
def test_examples_in_docstrings_run(module: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(module), optionflags=doctest.ELLIPSIS)
    assert tried > 0
    assert failed == 0
