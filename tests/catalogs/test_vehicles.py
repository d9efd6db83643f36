"""Rockets under the names that people use, whichever catalogue told of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import answers as made
import pytest
from gcat_files import SPUTNIK, log, table

import spacetimeline as st
from spacetimeline.library import Database

ROCKETS = (
    ("Chang Zheng 2D", "DF5", "Long March", "CZ-2D"),
    ("Chang Zheng 11", "DF-31", "Long March 11", "长征十一号"),
    ("Kosmos 11K65M", "R-14", "Kosmos-3M", "Космос-3М"),
    ("Delta 7925", "Thor", "Delta", "Delta II 7925"),
    ("Delta 4H", "Delta4", "Delta IV", "Delta IV Heavy"),
    ("GSLV Mk II", "PSLV", "GSLV", "GSLV Mk II"),
    ("GSLV Mk III", "GSLV3", "LVM3", "LVM3"),
    ("Kuaizhou-1A", "DF-21", "Kuaizhou", "KZ-1A"),
    ("N-1", "Thor", "N-I", "N-I"),
    ("N-1 11A52", "N-1", "N1", "11A52"),
    ("Antares 230", "Zenit", "Antares", "Antares 230"),
)
"""What GCAT calls a vehicle and its family; what people call the family and the vehicle."""


def _flight(number: int, vehicle: str) -> dict[str, str]:
    tag = f"1991-{801 + number}"
    return SPUTNIK | {
        "Launch_Tag": tag, "Launch_Date": f"1991 Nov {number + 1:2} 1200:00", "Piece": f"{tag}A",
        "Name": f"Testovy {number}", "PLName": "-", "JCAT": f"S{90_000 + number}",
        "LV_Type": vehicle, "Flight_ID": "-", "LTCite": "-",
    }  # fmt: skip


def _long_march() -> dict[str, Any]:
    """A launch as Launch Library tells of it."""
    return made.flown(
        1, "2022-09-26T13:38:00Z", name="Long March 2D | Testovy 99", slug="testovy-99",
        mission={"name": "Testovy 99"}, pad=made.pad(36, "Unknown Pad"),
        rocket={"id": 9, "configuration": {
            "id": 17, "url": f"{made.HOST}/2.2.0/config/launcher/17/", "name": "Long March 2D",
            "full_name": "Long March 2D", "variant": "2D", "family": "Long March 2"}},
    )  # fmt: skip


@pytest.fixture(scope="module", params=["gcat", "launch-library"], ids="{} first".format)
def db(
    request: pytest.FixtureRequest, packs_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("rockets")
    shutil.copy(packs_file, folder / "own.db")
    log(folder / "gcat", *(_flight(at, name) for at, (name, *_) in enumerate(ROCKETS)))
    rows = ({"LV_Name": name, "LV_Family": family} for name, family, *_ in ROCKETS)
    table(folder / "gcat", "lv", *rows)
    paths = {
        "gcat": folder / "gcat",
        "launch-library": made.write(folder / "answers", made.listed(_long_march())),
    }
    with st.connect(folder / "own.db") as database:
        for name in sorted(paths, reverse=request.param != "gcat"):
            report = database.import_catalog(name, paths[name])
            assert report.rejected == 0, report
        yield database


@pytest.mark.parametrize(("gcat", "code", "family", "vehicle"), ROCKETS)
def test_a_rocket_has_the_family_that_people_know(
    db: Database, gcat: str, code: str, family: str, vehicle: str
) -> None:
    launch = db.launches(name=f"Testovy {[row[0] for row in ROCKETS].index(gcat)}").one()
    assert launch.key in {row["key"] for row in db.launches(family=family).to_dicts()}
    assert launch.key in {row["key"] for row in db.launches(vehicle=vehicle).to_dicts()}
    assert gcat in {str(name) for name in launch.vehicle.names} | {launch.vehicle.name}


def test_long_march_and_chang_zheng_are_one(db: Database) -> None:
    told = db.launches(vehicle="Long March 2D")
    assert [row["name"] for row in told.to_dicts()] == ["Testovy 0", "Testovy 99"]
    for other in ("Chang Zheng 2D", "CZ-2D", "长征二号丁"):
        assert db.launches(vehicle=other).to_dicts() == told.to_dicts()
    vehicles = {launch.vehicle.key: launch.vehicle for launch in told if launch.vehicle}
    vehicle = vehicles.pop("chang-zheng-2d")
    assert vehicles == {}
    assert vehicle.family.name == "Long March 2"
    assert {"gcat", "launch-library"} <= {source.key for source in vehicle.sources}


def test_namesakes_stay_apart(db: Database) -> None:
    soviet, japanese = (db.launches(family=family) for family in ("N1", "N-I"))
    keys = [{row["key"] for row in query.to_dicts()} for query in (soviet, japanese)]
    assert keys[0] & keys[1] == set()
    assert len(keys[1]) == 1
