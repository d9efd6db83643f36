"""Maps: GeoJSON by RFC 7946, with nothing in a wrong place."""

from __future__ import annotations

import doctest
import json
from pathlib import Path
from typing import Any

import pytest
from kestrels import DATES

import spacetimeline as st
from spacetimeline.errors import SpacetimelineError
from spacetimeline.library import Database
from spacetimeline.output import maps
from spacetimeline.queries.query import Query


def features(query: Query[Any]) -> dict[str, Any]:
    """The features of a map by their ids, after what RFC 7946 asks of all of them."""
    found = json.loads(query.to_geojson())
    assert found["type"] == "FeatureCollection"
    assert "crs" not in found  # section 4: it is WGS 84
    assert not {"geometry", "properties", "coordinates"} & set(found)  # section 7.1
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        assert {"geometry", "properties"} <= set(feature)  # section 3.2
        geometry = feature["geometry"]
        if geometry is not None:
            assert geometry["type"] == "Point"
            longitude, latitude = geometry["coordinates"]  # section 3.1.1: in this order
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90
    ids = [feature["id"] for feature in found["features"]]
    assert len(set(ids)) == len(ids)
    return {feature["id"]: feature for feature in found["features"]}


@pytest.mark.parametrize("question", ["sites", "pads", "launches", "flights"])
def test_every_question_with_places_is_a_valid_map(world: Database, question: str) -> None:
    query = getattr(world, question)()
    assert len(features(query)) > 30


def test_baikonur_lies_where_it_lies(world: Database) -> None:
    site = features(world.sites(name="Baikonur"))["site:baikonur"]
    longitude, latitude = site["geometry"]["coordinates"]
    assert 62 < longitude < 65
    assert 45 < latitude < 47
    assert site["properties"]["country"] == "Kazakhstan"


def test_launches_stand_on_their_pad_or_else_at_their_site(world: Database) -> None:
    found = features(world.launches(year=2092, family="Kestrel family", category="all"))
    assert found["launch:bomb"]["geometry"]["coordinates"] == [-152.3, 57.5]
    assert found["launch:bomb"]["properties"]["place_of"] == "pad"
    assert found["launch:script"]["geometry"]["coordinates"] == [-152.34, 57.4]
    assert found["launch:script"]["properties"]["place_of"] == "site"
    assert found["launch:comma"]["geometry"] is None
    assert found["launch:number"]["geometry"] is None
    assert found["launch:script"]["properties"]["name"] == "<script>alert('x')</script> & co"


def test_other_bodies_are_not_on_the_map_of_earth(world: Database) -> None:
    assert "site:moon-base" not in features(world.sites())
    assert "launch:hopper" not in features(world.launches(year=2092, category="all"))


def test_flights_are_where_they_landed(world: Database) -> None:
    vostok = features(world.flights(name="Vostok 1"))["flight:vostok-1"]
    assert vostok["geometry"]["coordinates"] == [45.997, 51.27]
    assert vostok["properties"]["place_of"] == "landing"


@pytest.mark.parametrize("key", DATES)
def test_a_date_is_as_vague_as_it_was(world: Database, key: str) -> None:
    (feature,) = features(world.launches(name=f"Kestrel {key}")).values()
    text, precision = DATES[key]
    told = feature["properties"]
    assert (told["date"], told["date_precision"]) == (text, precision)
    date = st.VagueDate.parse(text)
    assert st.VagueDate.parse(f"{told['date_earliest']}").earliest == date.earliest


def test_properties_are_the_flat_fields_and_the_sources_go_along(world: Database) -> None:
    query = world.launches(name="KazSat-1")
    found = json.loads(query.to_geojson())
    (row,) = query.to_dicts()
    told = found["features"][0]["properties"]
    assert {name: told[name] for name in row} == row
    titles = {one["title"] for one in found["spacetimeline"]["sources"]}
    assert set(row["sources"]) <= titles


def test_longitudes_of_catalogues_go_round_the_earth() -> None:
    row = {"key": "kodiak"}
    text = maps.geojson("site", [row], [(57.4, 207.66, "site")], {})
    assert json.loads(text)["features"][0]["geometry"]["coordinates"] == [-152.34, 57.4]
    assert doctest.testmod(maps).failed == 0


def test_questions_without_places_say_which_have_some() -> None:
    with pytest.raises(SpacetimelineError) as caught:
        st.people().to_geojson()
    assert str(caught.value) == (
        "people: these rows have no place on a map. Those of sites, pads, launches and flights "
        "have; to_csv() takes any."
    )


def test_a_path_is_written_and_given_back(world: Database, tmp_path: Path) -> None:
    query = world.sites()
    path = query.to_geojson(tmp_path / "sites.geojson")
    assert path.read_text("utf-8") == query.to_geojson()
