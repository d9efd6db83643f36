"""CelesTrak's SATCAT: read by columns, met by number, and what is wrong told by row."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import spacetimeline as st
from spacetimeline.catalogs.celestrak import catalogue_number
from spacetimeline.catalogs.items import RowError
from spacetimeline.errors import CatalogError, NotFound
from spacetimeline.library import Database

HEADER = (
    "OBJECT_NAME,OBJECT_ID,NORAD_CAT_ID,OBJECT_TYPE,OPS_STATUS_CODE,OWNER,LAUNCH_DATE,LAUNCH_SITE,"
    "DECAY_DATE,PERIOD,INCLINATION,APOGEE,PERIGEE,RCS,DATA_STATUS_CODE,ORBIT_CENTER,ORBIT_TYPE"
)
ROCKET = (
    "SL-1 R/B,1957-001A,1,R/B,D,CIS,1957-10-04,TYMSC,1957-12-01,96.19,65.10,938,214,20.42,,EA,IMP"
)
SPUTNIK = "SPUTNIK 1,1957-001B,2,PAY,D,CIS,1957-10-04,TYMSC,1958-01-04,96.10,65.00,1080,64,,,EA,IMP"
KAZSAT_2 = "KAZSAT 2,2011-035B,37749,PAY,+,KAZ,2011-07-15,TYMSC,,1436.10,0.05,35799,35774,,,EA,ORB"
LARGE = '"TEST, LARGE",2026-150A,123456789,PAY,P,KAZ,2026-08-01,AFETR,,95.1,53.0,550,540,,,EA,ORB'
LETTER = "TEST A,2026-150B,A0001,DEB,,US,2026-08-01,AFETR,,,,,,,NCE,EA,ORB"
PROBE = "MARINER 4,1964-077A,938,PAY,-,US,1964-11-28,AFETR,,,1.0,2,1,,NCE,SS,ORB"
RELEASED = "TEST CUBE,1998-067ZZZ,69999,PAY,+,JPN,1998-11-20,TYMSC,,92.5,51.6,410,400,,,EA,ORB"
ALL = (ROCKET, SPUTNIK, PROBE, KAZSAT_2, RELEASED, LETTER, LARGE)

Load = Callable[..., Any]


@pytest.fixture
def db(packs_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copy(packs_file, tmp_path / "own.db")
    with st.connect(tmp_path / "own.db") as database:
        yield database


def write(folder: Path, *rows: str, header: str = HEADER, end: str = "\r\n") -> Path:
    path = folder / "satcat.csv"
    path.write_bytes("\r\n".join((header, *rows)).encode() + end.encode())
    return path


def test_what_the_table_tells(db: Database, tmp_path: Path) -> None:
    before = {
        name: getattr(db.get("kazsat-2"), name)
        for name in ("orbit", "status", "perigee", "operator")
    }
    report = db.import_catalog("satcat", write(tmp_path, *ALL))
    assert (report.read, report.rejected, report.problems) == (len(ALL), 0, [])
    assert (report.added, report.matched) == (len(ALL) - 1, 1)

    ours = db.get(37749)
    assert ours.key == "kazsat-2"
    assert {name: getattr(ours, name) for name in before} == before
    assert "celestrak-satcat" in [source.key for source in ours.sources]

    rocket = db.get("1957-001A")
    assert (rocket.kind, rocket.norad, str(rocket.launched), str(rocket.gone)) == (
        "rocket stage", 1, "1957-10-04", "1957-12-01",
    )  # fmt: skip
    assert rocket.launch is None  # no launch is invented: its vehicle is told nowhere
    assert (rocket.apogee, rocket.perigee, rocket.inclination) == (938, 214, 65.1)

    large = db.get(123456789)
    assert (large.name, large.cospar, large.status) == ("TEST, LARGE", "2026-150A", "active")
    assert large.operator.country.key == "KZ"
    assert db.get(100001).key == "norad-100001"

    probe = db.get(938)  # its heights are above the Sun
    assert (probe.perigee, probe.apogee, probe.status) == (None, None, "inactive")
    # What a station released bears the designation of the station's first part.
    assert db.get(69999).launch is None
    assert list(db.audit()) == []


def test_twice_changes_nothing_and_unload_takes_all_out(db: Database, tmp_path: Path) -> None:
    def held() -> list[Any]:
        return [db.spacecraft().to_dicts(), db.organizations().to_dicts(), db.claims().to_dicts()]

    before = held()
    path = write(tmp_path, *ALL)
    db.import_catalog("satcat", path)
    after = held()
    again = db.import_catalog("satcat", path)
    assert (again.added, again.changed, again.unchanged, held()) == (0, 0, len(ALL), after)
    db.unload("satcat")
    assert held() == before


def test_what_differs_is_a_claim(db: Database, tmp_path: Path) -> None:
    mir = "MIR,1986-017A,16609,PAY,D,CIS,1986-02-19,TYMSC,2001-03-24,,51.6,,,,,EA,IMP"
    before = db.get("mir").gone
    db.import_catalog("satcat", write(tmp_path, mir))
    claims = {claim.attribute: str(claim.value) for claim in db.claims(source="celestrak-satcat")}
    assert claims.get("gone") == "2001-03-24"
    assert db.get("mir").gone == before


def test_a_newer_edition_takes_the_place_of_the_older_one(db: Database, tmp_path: Path) -> None:
    db.import_catalog("satcat", write(tmp_path, *ALL))
    newer = [row.replace("TEST A", "TEST B") for row in ALL if row is not LARGE]
    report = db.import_catalog("satcat", write(tmp_path, *newer))
    assert (report.changed, report.removed) == (1, 1)
    assert db.get(100001).name == "TEST B"
    with pytest.raises(NotFound):
        db.get(123456789)
    # What was asked for by name or group says nothing of all others.
    part = db.import_catalog("satcat", write(tmp_path, KAZSAT_2))
    assert (part.removed, part.files[0].kept) == (0, len(newer) - 1)


LONG = "X" * 10_000_000


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("CAF\xc9,2026-150C,100002,PAY,+,US,,,,,,,,,,EA,ORB".encode("latin-1"), "0xc9) is no UTF-8"),
        (b"A\0B,2026-150C,100002,PAY,+,US,,,,,,,,,,EA,ORB", "character 2 is a NUL"),
        (b"TOO,FEW", "2 columns, where the header has 17"),
        (b'"OPEN,2026-150C,100002,PAY,+,US,,,,,,,,,,EA,ORB', "is no row of CSV"),
        (LONG.encode(), "a line of 10,000,002 bytes"),
        (b"X,2026-150C,0,PAY,+,US,,,,,,,,,,EA,ORB", "is no catalogue number"),
        (b"X,2026-150C,1234567890,PAY,+,US,,,,,,,,,,EA,ORB", "is no catalogue number"),
        (b"X,2026-150C,I0001,PAY,+,US,,,,,,,,,,EA,ORB", "is no catalogue number"),
        (b"X,2026-150,100002,PAY,+,US,,,,,,,,,,EA,ORB", "is no designation of a piece"),
        (b"X,2026-150C,100002,SHIP,+,US,,,,,,,,,,EA,ORB", "is none of PAY, R/B, DEB, UNK"),
        (b"X,2026-150C,100002,PAY,!,US,,,,,,,,,,EA,ORB", "is none of + - P B S X D ?"),
        (b"X,2026-150C,100002,PAY,+,US,2026-02-30,,,,,,,,,EA,ORB", "LAUNCH_DATE"),
        (b"X,2026-150C,100002,PAY,D,US,2026-02-20,,2025-02-20,,,,,,,EA,ORB", "is before the launch"),
        (b"X,2026-150C,100002,PAY,+,US,,,,,high,,,,,EA,ORB", "INCLINATION: is no number"),
    ],
    ids=range(14),
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_told_by_file_and_row(
    row: bytes, why: str, tmp_path: Path
) -> None:
    from spacetimeline.catalogs.celestrak import find

    path = tmp_path / "satcat.csv"
    path.write_bytes(b"\r\n".join((HEADER.encode(), SPUTNIK.encode(), row, KAZSAT_2.encode(), b"")))
    files, _ = find(str(path))
    refused: list[tuple[int, str]] = []
    parts = files[0].kind.parts(files[0].columns)
    read = 0
    for number, fields in files[0].rows(lambda number, reason, _: refused.append((number, reason))):
        try:
            read += len([listing.item(mine, []) for listing, _, mine in parts(fields)])
        except RowError as error:
            refused.append((number, f"{error.column}: {error.message}"))
    assert read == 2  # the others are there
    assert [number for number, _ in refused] == [3]
    assert why in refused[0][1]


def test_stop_stops_and_report_goes_on(db: Database, tmp_path: Path) -> None:
    path = write(tmp_path, ROCKET, "TOO,FEW", SPUTNIK)
    with pytest.raises(CatalogError, match=r"row 3: 2 columns.*Nothing was imported"):
        db.import_catalog("satcat", path, on_error="stop")
    report = db.import_catalog("satcat", path)
    assert (report.read, report.added, report.rejected) == (3, 2, 1)
    assert str(report.problems[0]).startswith("satcat.csv:3: 2 columns")


def test_a_file_that_is_cut_off_says_so(db: Database, tmp_path: Path) -> None:
    report = db.import_catalog("satcat", write(tmp_path, ROCKET, SPUTNIK[:50], end=""))
    assert (report.added, report.rejected) == (1, 1)
    assert any("cut off" in note.message for note in report.problems)


@pytest.mark.parametrize(
    "text", ["#JCAT\tSatcat\n", "a,b,c\n1,2,3\n", "", "\0\0\0", '{"results": []}']
)
def test_a_file_of_another_kind_says_what_is_read(text: str, tmp_path: Path) -> None:
    from spacetimeline.catalogs.celestrak import find

    (tmp_path / "satcat.csv").write_text(text)
    with pytest.raises(CatalogError, match="OBJECT_NAME,OBJECT_ID"):
        find(str(tmp_path / "satcat.csv"))
    with pytest.raises(CatalogError, match="There is no"):
        find(str(tmp_path / "nowhere.csv"))


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", 2), ("00002", 2), ("99999", 99_999), ("100000", 100_000), ("999999999", 999_999_999),
     ("A0000", 100_000), ("H9999", 179_999), ("J0000", 180_000), ("P0000", 230_000),
     ("Z9999", 339_999)],
)  # fmt: skip
def test_catalogue_numbers_of_any_size(text: str, number: int) -> None:
    assert catalogue_number(text) == number
