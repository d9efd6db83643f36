"""Three catalogues beside each other: one world, in whichever order they came."""

from __future__ import annotations

import shutil
from itertools import permutations
from pathlib import Path
from typing import Any

import answers as made
from gcat_files import KAZSAT_2, SPUTNIK, log

import spacetimeline as st

HEADER = (
    "OBJECT_NAME,OBJECT_ID,NORAD_CAT_ID,OBJECT_TYPE,OPS_STATUS_CODE,OWNER,LAUNCH_DATE,DECAY_DATE"
)
OBJECTS = (
    "KAZSAT 2,2011-035B,37749,PAY,+,KAZ,2011-07-15,",
    "SPUTNIK 1,1957-001B,2,PAY,D,CIS,1957-10-04,1958-01-04",
)


def test_one_world_in_any_order(packs_file: Path, tmp_path: Path) -> None:
    paths = {
        "gcat": log(tmp_path / "gcat", SPUTNIK, KAZSAT_2),
        "launch-library": made.write(tmp_path / "answers", made.listed(
            made.flown(1, "2011-07-15T23:16:10Z", launch_designator="2011-035", name="Proton-M | KazSat-2",
                       mission={"name": "KazSat-2"}, slug="kazsat-2"),
            made.flown(2, "1957-10-04T19:28:34Z", net_precision=None, launch_designator="1957-001",
                       name="Sputnik | Sputnik 1", mission={"name": "Sputnik 1"}, slug="sputnik-1"),
        )),
        "satcat": tmp_path / "satcat.csv",
    }  # fmt: skip
    paths["satcat"].write_text("\n".join((HEADER, *OBJECTS, "")))
    worlds: list[Any] = []
    for order in list(permutations(paths))[::2]:
        path = tmp_path / f"{'-'.join(order)}.db"
        shutil.copy(packs_file, path)
        with st.connect(path) as db:
            for name in order:
                db.import_catalog(name, paths[name])
            worlds.append(
                [db.launches(category="all", status="all").to_dicts(), db.spacecraft().to_dicts(),
                 db.organizations().to_dicts(), db.claims().to_dicts()]
            )  # fmt: skip
            craft = db.get("KazSat-2")
            assert (craft.key, craft.launch.key) == ("kazsat-2", "2011-035")
            assert {"gcat", "celestrak-satcat"} <= {source.key for source in craft.sources}
            assert "launch-library" in {source.key for source in craft.launch.sources}
            sputnik = db.get(2)
            assert (sputnik.key, sputnik.launch.key) == ("s00002", "1957-001")
            assert {source.key for source in sputnik.launch.sources} == {"gcat", "launch-library"}
    assert all(world == worlds[0] for world in worlds)
