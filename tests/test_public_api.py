"""The public names, written down: one that is missing or new is noticed here."""

from __future__ import annotations

import pytest

import spacetimeline as st

PUBLIC = [
    "Ambiguous",
    "CatalogError",
    "Database",
    "DatabaseError",
    "FixtureError",
    "InvalidDate",
    "MissingExtra",
    "NotFound",
    "Query",
    "SpacetimelineError",
    "SpacetimelineWarning",
    "UnknownFilter",
    "VagueDate",
    "aboard",
    "audit",
    "claims",
    "conflicts",
    "connect",
    "countries",
    "coverage",
    "dockings",
    "events",
    "expeditions",
    "families",
    "flights",
    "get",
    "in_space",
    "launches",
    "organizations",
    "pads",
    "page",
    "people",
    "plot",
    "population",
    "programmes",
    "satellites",
    "search",
    "sites",
    "sources",
    "spacecraft",
    "spacewalks",
    "statistics",
    "stays",
    "superlatives",
    "timeline",
    "vehicles",
    "version",
]


def test_the_public_names() -> None:
    assert sorted(st.__all__) == PUBLIC
    assert set(dir(st)) == {*PUBLIC, "__version__", "models"}


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there_and_explained(name: str) -> None:
    found = getattr(st, name)
    assert found.__doc__


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'launchs'"):
        _ = st.launchs  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "meant"), [("who", "in_space"), ("stats", "statistics"), ("show", "get")]
)
def test_a_command_or_a_word_of_others_leads_to_the_public_name(name: str, meant: str) -> None:
    with pytest.raises(AttributeError, match=rf"Did you mean st\.{meant}\?"):
        getattr(st, name)
    assert callable(getattr(st, meant))


@pytest.mark.parametrize(
    ("name", "plural"), [("launch", "launches"), ("person", "people"), ("country", "countries")]
)
def test_one_kind_of_record_is_told_from_the_question(name: str, plural: str) -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(st, name)
    assert f'st.get("…", kind="{name}")' in str(caught.value)
    assert f"st.{plural}(" in str(caught.value)
    assert getattr(st, plural)().exists()


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (st.NotFound, LookupError),
        (st.Ambiguous, LookupError),
        (st.UnknownFilter, TypeError),
        (st.InvalidDate, ValueError),
        (st.FixtureError, ValueError),
        (st.CatalogError, ValueError),
        (st.DatabaseError, RuntimeError),
        (st.MissingExtra, ImportError),
    ],
)
def test_every_error_is_ours_and_the_builtin_that_fits(
    error: type[Exception], builtin: type[Exception]
) -> None:
    assert issubclass(error, st.SpacetimelineError)
    assert issubclass(error, builtin)
