"""Files of GCAT that are not as they should be: told by file and row, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from gcat_files import EXPLORER_1, LOG, SPUTNIK, line, log, table, text

import spacetimeline as st
from spacetimeline.library import Database


@pytest.fixture
def db(packs_file: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "own.db"
    path.write_bytes(packs_file.read_bytes())
    database = st.connect(path)
    yield database
    database.close()


def with_line(folder: Path, bad: bytes) -> Path:
    """A log of two launches with something between them, in row 4."""
    path = log(folder, SPUTNIK, EXPLORER_1)
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*lines[:3], bad, *lines[3:]]))
    return path


GOOD = line(LOG, {**SPUTNIK, "Launch_Tag": "1957 BET", "JCAT": "S00099"})
BAD_LINES = {
    "too few columns": (b"1958 BET\tx", "2 columns, where the header has 20"),
    "too many columns": (GOOD.encode() + b"\tx", "21 columns, where the header has 20"),
    "Latin-1": (
        GOOD.replace("PS-1", "Priroda \xe9").encode("latin-1"),
        "is no UTF-8: the line is perhaps in Latin-1",
    ),
    "a NUL": (GOOD.replace("PS-1", "PS\0-1").encode(), "is a NUL"),
    "ten million characters": (b"x" * 10_000_000, "a line of 10,000,001 bytes; at most 1,000,000"),
    "no date": (GOOD.replace("1957 Oct  4 1928:34", "03/04/57").encode(), "Launch_Date"),
    "no tag": (GOOD.replace("1957 BET\t", "1957 ???\t").encode(), "is no tag of a launch"),
    "no such code": (GOOD.replace("\tOS\t", "\tQQ\t").encode(), "is no launch code"),
    "a dummy": (GOOD.replace("\tOS\t", "\t-S\t").encode(), "marks a dummy, no launch"),
    "no identifier": (GOOD.replace("S00099", "S99").encode(), "is no identifier of GCAT"),
    "a row that stands there already": (line(LOG, SPUTNIK).encode(), "stands twice"),
}


def test_bad_lines_are_told_and_the_others_are_read(db: Database, tmp_path: Path) -> None:
    path = with_line(tmp_path / "gcat", b"\n".join(bad for bad, _ in BAD_LINES.values()))
    report = db.import_catalog("gcat", path)
    count = len(BAD_LINES)
    assert (report.read, report.rejected) == (count + 2, count)
    assert report.added + report.matched == 2
    told = {problem.row: problem for problem in report.problems}
    for row, (_, reason) in enumerate(BAD_LINES.values(), 4):
        problem = told[row]
        assert problem.file == "launchlog.tsv"
        assert reason in f"{problem.column}: {problem.message}"
        assert len(str(problem)) < 500
    assert db.launches(until=1958).count() == 2


@pytest.mark.parametrize("name", BAD_LINES)
def test_or_it_stops_it_all(db: Database, tmp_path: Path, name: str) -> None:
    bad, reason = BAD_LINES[name]
    path = with_line(tmp_path / "gcat", bad)
    before = db.info()
    with pytest.raises(st.CatalogError) as caught:
        db.import_catalog("gcat", path, on_error="stop")
    assert (caught.value.file, caught.value.row) == (str(path), 4)
    assert reason in str(caught.value).replace(", Launch_Date: ", ", Launch_Date ")
    assert str(caught.value).endswith("Nothing was imported.")
    assert db.info() == before


def test_a_file_that_is_cut_off_loses_nothing(db: Database, tmp_path: Path) -> None:
    path = log(tmp_path / "gcat", SPUTNIK, EXPLORER_1)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) - 30])
    report = db.import_catalog("gcat", path)
    assert report.files[0].whole is False
    assert [(one.row, one.message) for one in report.problems] == [
        (4, "11 columns, where the header has 20"),
        (4, "the file does not end with a line end: it is perhaps cut off"),
    ]


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"a,b,c\n1,2,3\n", b"\x89PNG\r\n\x1a\n" + bytes(100), b"#one\ttwo\nx\ty\n", b"# nothing\n"],
    ids=["empty", "a line end", "commas", "a picture", "another header", "a comment"],
)  # fmt: skip
def test_a_file_of_another_kind(db: Database, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "launchlog.tsv"
    path.write_bytes(content)
    with pytest.raises(st.CatalogError, match="is no file of GCAT") as caught:
        db.import_catalog("gcat", path)
    assert caught.value.file == str(path)


def test_a_folder_without_any(db: Database, tmp_path: Path) -> None:
    (tmp_path / "notes.tsv").write_text("#one\ttwo\n1\t2\n")
    with pytest.raises(st.CatalogError, match="holds no file of GCAT. Read are") as caught:
        db.import_catalog("gcat", tmp_path)
    assert "launchlog" in str(caught.value)


def test_other_files_of_a_folder_are_named(db: Database, tmp_path: Path) -> None:
    folder = tmp_path / "gcat"
    log(folder, SPUTNIK)
    log(folder, SPUTNIK, name="launchlog_old.tsv", updated="2020 Jan  1")
    (folder / "notes.tsv").write_text("#one\ttwo\n1\t2\n")
    report = db.import_catalog("gcat", folder)
    assert report.skipped == [
        "launchlog_old.tsv: launchlog.tsv is a newer edition",
        "notes.tsv: no header of a GCAT file that is read",
    ]


def test_what_is_there_is_said(db: Database, tmp_path: Path) -> None:
    with pytest.raises(st.CatalogError, match="nowhere cannot be read: No such file"):
        db.import_catalog("gcat", tmp_path / "nowhere")
    with pytest.raises(st.NotFound, match="did you mean 'gcat'"):
        db.import_catalog("gkat", tmp_path)
    with pytest.raises(st.CatalogError, match="on_error is 'report' or 'stop', not 'ignore'"):
        db.import_catalog("gcat", tmp_path, on_error="ignore")


DIRT = {
    "1957 Oct   4 1928:34": "1957-10-04T19:28:34Z",
    " 1957 Oct  4": "1957-10-04",
    "1957 OCt  4 1928": "1957-10-04T19:28Z",
    "1957 Oct  0": "1957-10",
    "1957 Oct    -": "1957-10",
    "1957  Oct  4?": "1957-10-04?",
    "57 Oct  4": "1957-10-04",
    "1957 Oct  4 1928??": "1957-10-04T19:28Z?",
}


def test_known_dirt_is_mended_and_told(db: Database, tmp_path: Path) -> None:
    rows = [
        {**SPUTNIK, "Launch_Tag": f"1957-{place:03d}", "JCAT": f"S9{place:04d}", "Piece": "-",
         "Launch_Date": dirty}
        for place, dirty in enumerate(DIRT, 1)
    ]  # fmt: skip
    report = db.import_catalog("gcat", log(tmp_path / "gcat", *rows))
    assert (report.repaired, report.rejected) == (len(DIRT), 0)
    told = {one.row: (one.file, one.column) for one in report.repairs}
    for place, (dirty, clean) in enumerate(DIRT.items(), 1):
        assert told[place + 2] == ("launchlog.tsv", "Launch_Date")
        assert str(db.get(f"launch:1957-{place:03d}").date) == clean, dirty


def test_columns_are_found_by_name(db: Database, tmp_path: Path) -> None:
    folder = tmp_path / "gcat"
    folder.mkdir()
    mixed = tuple(reversed(LOG))
    (folder / "log.tsv").write_text(text(mixed, [SPUTNIK]).replace("Launch_Code", "LaunchCode"))
    db.import_catalog("gcat", folder)
    launch = db.get("launch:1957-001")
    assert (launch.vehicle.name, launch.outcome, launch.code) == ("Sputnik 8K71PS", "success", "OS")


def test_a_launch_that_is_told_twice_in_two_ways(db: Database, tmp_path: Path) -> None:
    second = {**SPUTNIK, "JCAT": "S00001", "Piece": "1957 ALP 1", "LV_Type": "Sputnik 8K71"}
    report = db.import_catalog("gcat", log(tmp_path / "gcat", SPUTNIK, second))
    assert (report.read, report.rejected, report.added + report.matched) == (2, 0, 2)
    assert [str(one) for one in report.problems] == [
        "launchlog.tsv:4: 1957-001 is told otherwise in row 3, which is kept"
    ]
    assert db.get("launch:1957-001").vehicle.name == "Sputnik 8K71PS"
    assert len(db.get("launch:1957-001").payloads) == 2


TAGS = {
    ("1958-U01", "OS"): ("marginal", "success", None),
    ("1958-F01", "OF"): ("orbital", "failure", None),
    ("1969-031", "XS"): ("from another body", "success", None),
    ("1969-U01", "XS"): ("from another body", "success", None),
    ("1964-051", "DS"): ("deep space", "success", None),
    ("1970-059", "OS65"): ("orbital", "partial failure", 0.65),
    ("1970-060", "OF40"): ("orbital", "partial failure", 0.4),
    ("1970-061", "OU"): ("orbital", None, None),
    ("1960-E01", "OE"): ("pad explosion", "failure", None),
    ("2024-S69", "SS"): ("suborbital", "success", None),
}


def test_codes_are_read_by_position(db: Database, tmp_path: Path) -> None:
    rows = [
        {**SPUTNIK, "Launch_Tag": tag, "Piece": f"{tag}A", "JCAT": f"S9{number:04d}", "Launch_Code": code}
        for number, (tag, code) in enumerate(TAGS)
    ]  # fmt: skip
    db.import_catalog("gcat", log(tmp_path / "gcat", *rows))
    for (tag, code), told in TAGS.items():
        launch = db.get(f"launch:{tag.lower()}")
        assert (launch.category, launch.outcome, launch.success_fraction) == told, (tag, code)
        assert launch.code == code


KINDS = {
    "P": "satellite", "PX-RT--": "component", "PH H V": "crewed ship", "PH-H-S": "crewed ship",
    "PP-H M": "station module", "PP H V": "other", "P    D": "satellite", "R2": "rocket stage",
    "C  F": "component", "D": "debris",
}  # fmt: skip


def test_types_are_read_by_position(db: Database, tmp_path: Path) -> None:
    rows = [
        {**SPUTNIK, "Piece": "-", "JCAT": f"A9{number:04d}", "Type": type_, "Name": f"Object {number}"}
        for number, type_ in enumerate(KINDS)
    ]  # fmt: skip
    db.import_catalog("gcat", log(tmp_path / "gcat", *rows))
    found = {type_: str(db.get(f"A9{number:04d}").kind) for number, type_ in enumerate(KINDS)}
    assert found == KINDS


def test_the_launch_is_not_derived_from_the_piece(db: Database, tmp_path: Path) -> None:
    cubesat = {**SPUTNIK, "Launch_Tag": "1958 ALP", "Piece": "1957 ALP 7", "JCAT": "S99999"}
    db.import_catalog("gcat", log(tmp_path / "gcat", SPUTNIK, cubesat))
    assert db.get("S99999").launch.key == "1958-001"
    assert db.get("S99999").cospar == "1957-001G"


def test_temporary_numbers_are_used_again(db: Database, tmp_path: Path) -> None:
    old = {**SPUTNIK, "JCAT": "T00001", "Piece": "-", "Name": "First"}
    new = {**EXPLORER_1, "JCAT": "T00001", "Piece": "-", "Name": "Second"}
    db.import_catalog("gcat", log(tmp_path / "gcat", old, SPUTNIK))
    report = db.import_catalog("gcat", log(tmp_path / "gcat", new, SPUTNIK))
    assert (report.added, report.removed) == (1, 1)
    assert db.get("Second").launch.key == "1958-001"


def test_doubts_are_kept(db: Database, tmp_path: Path) -> None:
    row = {**SPUTNIK, "Launch_Pad": "LC1  ?", "SatOwner": "OKB1?/NII88"}
    db.import_catalog("gcat", log(tmp_path / "gcat", row))
    launch = db.get("launch:1957-001")
    assert (launch.pad.name, launch.note) == ("Baikonur 1/5", "GCAT doubts: pad.")
    assert db.get("S00002").note == "GCAT doubts who operated it."


def test_sites_and_pads_of_their_own(db: Database, tmp_path: Path) -> None:
    folder = tmp_path / "gcat"
    log(folder, {**SPUTNIK, "Launch_Site": "OLDX", "Launch_Pad": "P1"})
    names = {"Site": "NEWX", "UCode": "NEWX", "StateCode": "KZ", "Name": "New Range"}
    table(
        folder, "sites",
        {**names, "Longitude": "63.3", "Latitude": "45.9"},
        {**names, "Site": "OLDX", "Name": "Old Range", "Longitude": "-200", "Latitude": "45.9"},
        {**names, "Site": "OLDX", "Name": "Old Range", "Longitude": "63.3", "Latitude": "45.9"},
    )  # fmt: skip
    table(folder, "lp", {"Site": "NEWX", "Code": "P1", "Name": "Pad 1", "Longitude": "63.2"})
    report = db.import_catalog("gcat", folder)
    assert [str(one) for one in report.problems] == [
        "sites.tsv:4: Longitude: is no longitude in degrees ('-200')"
    ]
    launch = db.get("launch:1957-001")
    assert (launch.site.name, launch.pad.longitude, launch.site.country.key) == (
        "New Range",
        63.2,
        "KZ",
    )
    assert db.get("Old Range", kind="site") == launch.site
