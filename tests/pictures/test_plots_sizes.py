"""Every kind draws one row, none and 7,000; on a slide and on a phone nothing hides anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import spacetimeline as st
from spacetimeline.library import Database
from spacetimeline.pictures.kinds import KINDS
from spacetimeline.pictures.picture import Picture

ONE: dict[str, dict[str, Any]] = {
    "launches-per-year": {"payload": "KazSat-1"},
    "launches-by-family": {"payload": "KazSat-1"},
    "success-rate": {"payload": "KazSat-1"},
    "stays": {"person": "Aimbetov"},
    "people-in-space": {"until": "1961-04-12T07:00Z"},
    "crew-exchange": {"craft": "Soyuz TMA-18M"},
    "satellites": {"name": "KazSat-1"},
    "map": {"country": "KZ"},
}
NONE: dict[str, dict[str, Any]] = {
    **{kind: {"year": 1950} for kind in KINDS},
    "map": {"country": "AT"},
}
SHIPPED: list[tuple[str, dict[str, Any]]] = [
    *((kind, {}) for kind in KINDS),
    ("stays", {"station": "Mir", "during": 1991}),
    ("stays", {"station": "ISS", "during": "2015-09"}),
    ("crew-exchange", {"person": "Aubakirov"}),
    ("crew-exchange", {"craft": "Soyuz MS-28"}),
    ("satellites", {"country": "KZ"}),
    ("success-rate", {"vehicle": "Proton-M", "until": 2014}),
    ("people-in-space", {"year": 2015}),
]


def test_the_filters_for_one_and_none_are_what_they_say() -> None:
    for kind in KINDS:
        question = getattr(st, KINDS[kind].question)
        assert question(**ONE[kind]).count() == 1, kind
        assert question(**NONE[kind]).count() == 0, kind


def said(picture: Picture) -> list[str]:
    """What stands on a picture beside its axes, as one reads it."""
    written = [*picture.texts, *picture.axes[0].texts]
    return [text.get_text().replace("\n", " ") for text in written]


@pytest.mark.parametrize("kind", KINDS)
def test_one_row_is_drawn(kind: str) -> None:
    picture = st.plot(kind, **ONE[kind])
    assert picture.heading in " ".join(said(picture))
    assert "Nothing answers" not in " ".join(said(picture))
    assert picture.rendered("png").startswith(b"\x89PNG")


@pytest.mark.parametrize("kind", KINDS)
def test_none_is_said(kind: str) -> None:
    picture = st.plot(kind, **NONE[kind])
    assert "Nothing answers this question." in said(picture)
    asked = "country AT" if kind == "map" else "1950"
    assert any(asked in text for text in said(picture))
    assert "nothing answers" in picture.alt
    assert picture.rendered("svg").startswith(b"<?xml")


@pytest.mark.parametrize("kind", KINDS)
def test_seven_thousand_are_drawn(kind: str, many: Database) -> None:
    filters: dict[str, Any] = {} if kind == "map" else {"since": 2100}
    picture = many.plot(kind, **filters)
    told = {
        "crew-exchange": "flight 6998 and flight 6999",
        "map": f"{7_000 + st.sites().count():,} sites",
        "people-in-space": "14,000 changes",
    }
    assert told.get(kind, "7,000") in " ".join(said(picture))
    # Small enough to send, and not too tall for a screen.
    assert len(picture.rendered("svg")) < 1_500_000
    assert picture.get_size_inches()[1] < 13


@pytest.mark.parametrize("width", [10, 4.2])
@pytest.mark.parametrize(("kind", "filters"), SHIPPED, ids=str)
def test_no_text_is_cut_off_or_hides_another(
    kind: str, filters: dict[str, Any], width: float, texts: Callable[..., Any]
) -> None:
    picture = st.plot(kind, **filters, width=width)
    seen = texts(picture)
    whole = picture.bbox
    for text, box in seen:
        assert box.x0 >= whole.x0 - 1, text
        assert box.x1 <= whole.x1 + 1, text
        assert box.y0 >= whole.y0 - 1, text
        assert box.y1 <= whole.y1 + 1, text
    for place, (text, box) in enumerate(seen):
        for other, beside in seen[place + 1 :]:
            wide = min(box.x1, beside.x1) - max(box.x0, beside.x0)
            tall = min(box.y1, beside.y1) - max(box.y0, beside.y0)
            # Boxes have some air above and below their letters.
            assert wide < 2 or tall < 0.35 * min(box.height, beside.height), (text, other)
