"""What a question makes of values that a newcomer gives it."""

from __future__ import annotations

from typing import Any

import pytest

import spacetimeline as st
from spacetimeline.library import Database


@pytest.mark.parametrize("name", ["Proton-M", "Proton-K", "Soyuz-U"])
def test_a_vehicle_means_what_its_name_means(db: Database, name: str) -> None:
    vehicle = db.get(name, kind="vehicle")
    named = db.launches(vehicle=name).count()
    assert db.launches(vehicle=vehicle).count() == named
    assert db.launches(vehicle=f"vehicle:{vehicle.key}").count() == named
    # A record's own launches are those of its configuration.
    alone = vehicle.launches
    assert 0 < alone.count() < named
    assert {launch.vehicle for launch in alone} == {vehicle}
    row = next(one for one in db.vehicles(name=name).to_dicts() if one["key"] == vehicle.key)
    assert vehicle.first_launch.key == row["first_launch_key"]


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"year": []}, st.NotFound, "leave year out"),
        ({"vehicle": ()}, st.NotFound, "such as vehicle="),
        ({"year": range(0)}, st.NotFound, "empty list"),
        ({"year": 99}, st.InvalidDate, "Type year=1999"),
        ({"year": "11"}, st.InvalidDate, "Type year=2011"),
        ({"year": (2006, 7)}, st.InvalidDate, "Type year=2007"),
        ({"year": 201}, st.InvalidDate, "four digits"),
    ],
)
def test_what_nothing_can_answer_is_refused(
    db: Database, asked: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        db.launches(**asked)


def test_a_question_about_any_record_names_about(db: Database) -> None:
    with pytest.raises(st.UnknownFilter, match="Did you mean about, which takes any record"):
        db.timeline(person="Gagarin")


def test_a_pad_is_found_by_its_short_name(db: Database) -> None:
    for short, whole in (("39A", "LC-39A"), ("200/39", "Baikonur 200/39")):
        found = db.launches(pad=short).to_dicts()
        assert found == db.launches(pad=whole).to_dicts() != []


def test_a_short_name_of_several_pads_is_ambiguous(tmp_path: Any) -> None:
    pack = tmp_path / "pads.yaml"
    pack.write_text(
        "pack: pads\nlicence: CC0-1.0\ndepends: [core]\n"
        "sources:\n  notes: {title: Notes of a test}\n"
        "sites:\n"
        "  here: {name: Here, sources: [notes]}\n  there: {name: There, sources: [notes]}\n"
        "pads:\n"
        "  here-77q: {name: Here 77Q, site: here, sources: [notes]}\n"
        "  there-77q: {name: There 77Q, site: there, sources: [notes]}\n",
        "utf-8",
    )
    with st.connect(":memory:") as db:
        db.load(pack)
        with pytest.raises(st.Ambiguous, match=r"pad:here-77q, pad:there-77q"):
            db.launches(pad="77Q").count()
