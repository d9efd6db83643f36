"""GCAT into a database: one world, told again when packs come and go, and out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from gcat_files import EXPLORER_1, KAZSAT_2, OLD_LOG, SPUTNIK, log, table

import spacetimeline as st
from spacetimeline.library import Database


@pytest.fixture
def db(own_url: str) -> Iterator[Database]:
    database = st.connect(own_url)
    yield database
    database.close()


@pytest.fixture
def held(db: Database) -> Callable[[], dict[str, list[Any]]]:
    """Everything that questions can see of some questions, to be compared."""

    def held() -> dict[str, list[Any]]:
        asked = {
            name: getattr(db, name)(**filters).to_dicts()
            for name, filters in (
                ("launches", {"category": "all", "status": "all"}), ("spacecraft", {}),
                ("vehicles", {}), ("sites", {}), ("pads", {}), ("organizations", {}),
                ("claims", {}), ("stays", {}), ("timeline", {"since": 2000, "until": 2015}),
            )
        }  # fmt: skip
        names = [[str(name) for name in db.get(key).names] for key in ("kazsat-2", "1957-001")
                 if key == "kazsat-2" or asked["launches"][0]["key"] == key]  # fmt: skip
        return {**asked, "names": names}

    return held


def test_what_the_log_tells(db: Database, tmp_path: Path) -> None:
    report = db.import_catalog("gcat", log(tmp_path / "gcat", SPUTNIK, EXPLORER_1, KAZSAT_2))
    assert (report.read, report.added, report.matched, report.rejected) == (3, 2, 1, 0)
    launch = db.launches(year=1957).one()
    assert (launch.key, launch.name, str(launch.date)) == (
        "1957-001", "1-y ISZ", "1957-10-04T19:28:34Z",
    )  # fmt: skip
    assert (launch.vehicle.name, launch.site.name, launch.pad.name) == (
        "Sputnik 8K71PS", "Baikonur", "Baikonur 1/5",
    )  # fmt: skip
    assert (launch.outcome, launch.category, launch.code, launch.serial) == (
        "success", "orbital", "OS", "M1-PS",
    )  # fmt: skip
    assert launch.date_local == "1957-10-05T00:28:34+05:00"
    assert [craft.name for craft in launch.payloads] == ["1-y ISZ"]
    assert launch.payloads[0].operator.country.key == "SU"
    assert [source.key for source in launch.sources] == ["gcat"]


def test_a_launch_and_its_craft_are_found_by_what_they_are_called(
    db: Database, tmp_path: Path
) -> None:
    db.import_catalog("gcat", log(tmp_path / "gcat", SPUTNIK))
    for name in ("1957 ALP", "1957-001", "1957 Alpha"):
        assert db.get(name).kind_of_record == "launch", name
    for craft in ("S00002", "PS-1", "1957-001B", "1957 ALP 2", 2, "ПС-1"):
        assert db.get(craft).key == "s00002", craft


def test_kazsat_2_is_one_craft_with_one_more_source(db: Database, tmp_path: Path) -> None:
    before = db.get("KazSat-2")
    told = {"operator": before.operator.key, "orbit": before.orbit, "launch": before.launch.key}
    db.import_catalog("gcat", log(tmp_path / "gcat", KAZSAT_2))
    assert db.satellites(name="KazSat-2").count() == 1
    after = db.get("S37749")
    assert after == before
    assert {
        "operator": after.operator.key,
        "orbit": after.orbit,
        "launch": after.launch.key,
    } == told
    assert "gcat" in [source.key for source in after.sources]
    assert db.launches(year=2011, vehicle="Proton-M").count() == 9


def test_what_it_tells_differently_is_a_claim(db: Database, tmp_path: Path) -> None:
    wrong = {**KAZSAT_2, "Launch_Date": "2011 Jul 16 2316:10", "Launch_Code": "OF40",
             "Launch_Pad": "LC81/24"}  # fmt: skip
    report = db.import_catalog("gcat", log(tmp_path / "gcat", wrong))
    launch = db.get("launch:2011-035")
    assert (str(launch.date), launch.outcome) == ("2011-07-15T23:16:10Z", "success")
    told = {claim.attribute: (claim.value, str(claim.verdict)) for claim in launch.claims}
    assert told["date"] == ("2011-07-16T23:16:10Z", "disputed")
    assert told["outcome"] == ("partial failure", "disputed")
    assert told["pad"] == ("Baikonur 81/24", "disputed")
    assert report.claims == 3
    assert {row["attribute"] for row in db.conflicts(about="launch:2011-035").to_dicts()} >= {
        "date", "outcome", "pad",
    }  # fmt: skip


def test_a_less_precise_date_says_nothing_else(db: Database, tmp_path: Path) -> None:
    vague = {**KAZSAT_2, "Launch_Date": "2011 Jul 15"}
    path = log(tmp_path / "gcat", vague)
    assert db.reconcile("gcat", path).where(kind="differs").to_dicts() == []
    assert db.import_catalog("gcat", path).claims == 0


def test_twice_changes_nothing(
    db: Database, tmp_path: Path, held: Callable[[], dict[str, list[Any]]]
) -> None:
    path = log(tmp_path / "gcat", SPUTNIK, EXPLORER_1, KAZSAT_2)
    db.import_catalog("gcat", path)
    once = held()
    report = db.import_catalog("gcat", path)
    assert (report.read, report.added, report.matched, report.unchanged) == (3, 0, 3, 3)
    assert held() == once


def test_out_again(db: Database, tmp_path: Path, held: Callable[[], dict[str, list[Any]]]) -> None:
    before = held()
    db.import_catalog("gcat", log(tmp_path / "gcat", SPUTNIK, {**KAZSAT_2, "Launch_Code": "OF40"}))
    assert held() != before
    db.unload("gcat")
    assert held() == before
    with pytest.raises(st.NotFound, match="PS-1"):
        db.get("PS-1")
    with pytest.raises(st.NotFound, match="No pack or catalogue 'gcat' was loaded"):
        db.unload("gcat")


def test_a_newer_edition_takes_the_place_of_the_older(
    db: Database, tmp_path: Path, held: Callable[[], dict[str, list[Any]]]
) -> None:
    newer = [{**SPUTNIK, "Name": "Sputnik"}, KAZSAT_2]
    db.import_catalog("gcat", log(tmp_path / "new", *newer))
    alone = held()
    db.unload("gcat")
    old = log(
        tmp_path / "old", SPUTNIK, EXPLORER_1, columns=OLD_LOG, updated="2023 Jul 25 16:53:15"
    )
    db.import_catalog("gcat", old)
    assert db.launches(year=1958).count() == 1
    report = db.import_catalog("gcat", tmp_path / "new")
    assert (report.changed, report.added, report.removed) == (1, 0, 1)
    assert held() == alone


@pytest.mark.parametrize("broken", ["cut", "bad row"])
def test_a_file_that_is_not_whole_removes_nothing(
    db: Database, tmp_path: Path, broken: str
) -> None:
    db.import_catalog("gcat", log(tmp_path / "old", SPUTNIK, EXPLORER_1))
    path = log(tmp_path / "new", SPUTNIK)
    text = path.read_text("utf-8")
    path.write_text(text.removesuffix("\n") if broken == "cut" else text + "1958 BET\t?\n", "utf-8")
    report = db.import_catalog("gcat", path)
    assert (report.removed, report.files[0].kept, report.files[0].whole) == (0, 1, False)
    assert "kept, since the file is not whole" in str(report)
    assert db.launches(year=1958).count() == 1


def test_a_pack_of_ones_own_comes_first_whenever_it_comes(db: Database, tmp_path: Path) -> None:
    db.import_catalog("gcat", log(tmp_path / "gcat", SPUTNIK, KAZSAT_2))
    number = db.get("PS-1").id
    pack = tmp_path / "mine.yaml"
    pack.write_text(
        "launches:\n  1957-001: {name: Sputnik 1, date: 1957-10-04T19:28:34Z, "
        "vehicle: my-sputnik, payloads: [sputnik-1], outcome: success, sources: [my-notes]}\n"
        "vehicles:\n  my-sputnik: {name: My Sputnik, identifiers: {gcat: Sputnik 8K71PS}, "
        "sources: [my-notes]}\n"
        "spacecraft:\n  sputnik-1: {name: Sputnik 1, kind: satellite, norad: 2, sources: [my-notes]}\n"
        "sources:\n  my-notes: {title: My notes}\n",
        "utf-8",
    )
    db.load(pack)
    craft = db.get("PS-1")
    assert (craft.key, craft.name) == ("sputnik-1", "Sputnik 1")
    assert [source.key for source in craft.sources] == ["my-notes", "gcat"]
    assert db.launches(year=1957).one().vehicle.name == "My Sputnik"
    db.unload("mine")
    craft = db.get("PS-1")
    assert (craft.key, craft.id) == ("s00002", number)
    assert db.launches(year=1957).one().name == "1-y ISZ"


def test_upgrading_keeps_it(db: Database, tmp_path: Path) -> None:
    db.import_catalog("gcat", log(tmp_path / "gcat", SPUTNIK))
    db.upgrade()
    assert db.get("PS-1").launch.key == "1957-001"
    assert db.launches(year=1957).count() == 1


def test_other_files_give_more_of_the_same(db: Database, tmp_path: Path) -> None:
    folder = tmp_path / "gcat"
    # A maker and a rocket that no pack knows.
    log(folder, {**EXPLORER_1, "SatOwner": "TESTA", "LV_Type": "Testovy C"})
    table(
        folder, "sites", {"Site": "CC", "UCode": "CC", "StateCode": "US", "Name": "Cape Canaveral"}
    )
    table(
        folder, "lv",
        {"LV_Name": "Testovy C", "LV_Family": "Redstone", "LV_Manufacturer": "CHRY"},
    )  # fmt: skip
    table(
        folder, "orgs",
        {"Code": "TESTA", "UCode": "TESTA", "StateCode": "US", "Type": "O", "TStart": "1956 Feb  1",
         "TStop": "1960", "ShortName": "Testa", "Name": "Testovy Missile Agency"},
        {"Code": "CHRY", "UCode": "CHRY", "StateCode": "US", "Type": "LV", "Name": "Chrysler"},
    )  # fmt: skip
    table(
        folder, "psatcat",
        {"JCAT": "S00004", "Piece": "1958 ALP 1", "Name": "Explorer 1", "TOp": "1958 May 23"},
    )  # fmt: skip
    table(
        folder, "auxcat",
        {"JCAT": "A00004", "Satcat": "00004", "Launch_Tag": "1958 ALP", "Piece": "1958 ALP 1",
         "Type": "C", "Name": "Baby Sergeant", "LDate": "1958 Feb  1", "Mass": "5",
         "DDate": "1958 Feb", "Status": "R", "Owner": "JPL", "State": "US", "OpOrbit": "LEO/I"},
    )  # fmt: skip
    report = db.import_catalog("gcat", folder)
    assert [file.section for file in report.files] == [
        "orgs",
        "sites",
        "lv",
        "launchlog",
        "auxcat",
        "psatcat",
    ]
    craft = db.get("S00004")
    assert (str(craft.ended), craft.status) == ("1958-05-23", "inactive")
    assert craft.operator.name == "Testa"
    assert (str(craft.operator.start), str(craft.operator.end)) == ("1956-02-01", "1960")
    vehicle = craft.launch.vehicle
    assert (vehicle.family.name, vehicle.manufacturer.name) == ("Redstone", "Chrysler")
    part = db.get("A00004")
    assert (part.kind, part.mass, part.orbit, str(part.gone), part.gone_how) == (
        "component", 5.0, "LEO", "1958-02", "decayed",
    )  # fmt: skip
    # It hangs on an object whose number it shares, and is no second object of that number.
    assert (part.norad, part.cospar, craft.norad) == (None, None, 4)


def test_nothing_of_the_people_changes(db: Database, tmp_path: Path) -> None:
    gagarin = {**SPUTNIK, "Launch_Tag": "1961 MU", "Launch_Date": "1961 Apr 12 0607:00",
               "Piece": "1961 MU 1", "Type": "PH H", "Name": "Vostok", "PLName": "Vostok-3A No. 3",
               "JCAT": "S00103", "LV_Type": "Vostok 8K72"}  # fmt: skip
    before = (db.stays().to_dicts(), db.in_space("1961-04-12T06:30Z").to_dicts())
    db.import_catalog("gcat", log(tmp_path / "gcat", gagarin))
    assert (db.stays().to_dicts(), db.in_space("1961-04-12T06:30Z").to_dicts()) == before
    assert db.launches(year=1961, person="Gagarin").count() == 1
    assert list(db.audit()) == []


def test_the_embedded_database_says_what_to_type() -> None:
    with pytest.raises(st.DatabaseError, match=r'st\.connect\("my\.db"\); db\.import_catalog'):
        st.import_catalog("gcat", "somewhere")  # type: ignore[attr-defined]


def test_what_it_says_of_a_packs_organization_changes_nothing_there(
    db: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "gcat"
    table(
        folder, "orgs",
        {"Code": "KAZK", "UCode": "KAZK", "StateCode": "KZ", "Name": "Kazkosmos", "Parent": "NEWP"},
        {"Code": "NEWP", "UCode": "NEWP", "StateCode": "KZ", "Name": "New Parent", "Parent": "-"},
        {"Code": "NEWC", "UCode": "NEWC", "StateCode": "KZ", "Name": "New Child", "Parent": "KAZK"},
    )  # fmt: skip
    before = db.get("KAZK", kind="organization")
    parent = before.parent
    db.import_catalog("gcat", folder)
    assert db.get("KAZK", kind="organization").parent == parent
    assert db.get("New Child").parent == before
    assert db.unload("gcat").removed > 0
    assert db.get("KAZK", kind="organization").parent == parent
    with pytest.raises(st.NotFound):
        db.get("New Child")


def test_the_one_piece_of_a_greek_launch(db: Database, tmp_path: Path) -> None:
    row = {**EXPLORER_1, "Piece": "1958 ALP"}
    db.import_catalog("gcat", log(tmp_path / "gcat", row))
    assert db.get("1958-001A").name == "Explorer I"
