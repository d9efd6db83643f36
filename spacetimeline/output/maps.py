"""Answers as maps: GeoJSON (RFC 7946), longitude before latitude, WGS 84."""

from __future__ import annotations

import json

from spacetimeline.errors import SpacetimelineError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    Row = Mapping[str, Any]
    Place = tuple[float, float, str]
    """Latitude, longitude (degrees), and what it is the place of: pad, site, landing …"""


class NoPlaces(SpacetimelineError, TypeError):
    """Rows of this question have no place on a map."""


def no_places(question: str, placed: Sequence[str]) -> NoPlaces:
    """The error for a question whose rows have no place."""
    *most, last = placed
    msg = (
        f"{question}: these rows have no place on a map. Those of {', '.join(most)} and {last} "
        "have; to_csv() takes any."
    )
    return NoPlaces(msg)


def geojson(
    kind: str, rows: Sequence[Row], places: Sequence[Place | None], about: Mapping[str, Any]
) -> str:
    """A FeatureCollection: each row a point with its flat fields as properties.

    Args:
        kind: of the records, for the features' ids: ``launch:2015-043``.
        rows: flat rows.
        places: for each row where it is; None becomes a feature without geometry.
        about: what the answer rests on; kept under ``spacetimeline``, which the RFC calls a
            foreign member and readers of maps leave alone.
    """
    features = [
        {
            "type": "Feature",
            "id": f"{kind}:{row['key']}",
            "geometry": None if place is None else _point(place),
            "properties": {**row, "place_of": None if place is None else place[2]},
        }
        for row, place in zip(rows, places, strict=True)
    ]
    told = {"type": "FeatureCollection", "spacetimeline": about, "features": features}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _point(place: Place) -> dict[str, Any]:
    latitude, longitude, _ = place
    return {"type": "Point", "coordinates": [within_half_turn(longitude), latitude]}


def within_half_turn(longitude: float) -> float:
    """A longitude of -180 to 360 degrees as one of -180 to 180.

    >>> within_half_turn(229.4), within_half_turn(-51.6), within_half_turn(180)
    (-130.6, -51.6, 180)
    """
    return longitude if longitude <= 180 else round(longitude - 360, 7)
