"""Rows and answers of catalogues with anything in any field, and what reads them."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import answers as made
from gcat_files import EXPLORER_1, HEADERS, KAZSAT_2, LOG, SPUTNIK

from spacetimeline.catalogs.celestrak import SATCAT_FILE
from spacetimeline.catalogs.gcat.catalog import kind_of
from spacetimeline.catalogs.items import RowError
from spacetimeline.catalogs.kinds import FileKind
from spacetimeline.catalogs.launch_library import shapes
from spacetimeline.catalogs.launch_library.catalog import FILES

PIECES = [
    "-", "?", "*", "/", "1957 ALP", "1957 Oct  4 1928:34?", "1957 Oct", "2016 Q2", "20C", "1970s",
    "9999 Dec 31 2359:59", "0001 Jan  1", "10000", "-200", "1e400", "Inf", "NaN", "9" * 29, "0", ".5",
    "S00002", "S123456789", "A00000", "OS", "OF40", "DS", "-S", "PH H V", "P    D", "LEO/I", "ATM",
    "AR IN", "LUNA", "SU", "US", "CY", "OKB1?/NII88", "1957 ALP 2", "1957-F01", "1957-001A", "PAY",
    "R/B", "2026-02-30", "9999-12-31", "A0001", "999999999", ":", ",", "(", ")", "=cmd()", "<script>",
    "'; DROP TABLE launch; --", "%s {} \\", "x" * 600, "ж" * 3_000,
    "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz ж", k=4_000)), "🚀", "\x7f",
    "\u202e", "\ufeff", "\u2028", "\u0301", "\x85", "\x1c", "İ", "ﷺ", "²", "٣", "\u200b", "\x0b", " ",
]  # fmt: skip
"""What stands in fields, rightly and wrongly. Half a character cannot be in a file of UTF-8."""

_PLATFORMS = "Code UCode StateCode Type Class TStart TStop ShortName Name Location Parent EName UName VClass VID"
_SATCAT = (
    "OBJECT_NAME OBJECT_ID NORAD_CAT_ID OBJECT_TYPE OPS_STATUS_CODE OWNER LAUNCH_DATE LAUNCH_SITE "
    "DECAY_DATE PERIOD INCLINATION APOGEE PERIGEE RCS DATA_STATUS_CODE ORBIT_CENTER ORBIT_TYPE"
)
_SITE = {"Site": "CC", "UCode": "CC", "StateCode": "US", "ShortName": "Cape", "Longitude": "-80.5",
         "Latitude": "28.5", "Name": "Cape Canaveral"}  # fmt: skip
_OBJECT = {
    **SPUTNIK, "LDate": "1957 Oct  4", "SDate": "1957 Oct  4", "DDate": "1958 Jan  4?", "Status": "R",
    "Owner": "OKB1", "State": "SU", "Manufacturer": "OKB1", "Bus": "PS", "Mass": "84",
    "ODate": "1957 Oct  5", "Perigee": "214", "Apogee": "938", "Inc": "65.10", "OpOrbit": "LEO/I",
    "AltNames": "Sputnik 1:EN,PS-1",
}  # fmt: skip
_LAUNCH_FILE = (
    "Launch_Tag", "Launch_Date", "LV_Type", "Flight_ID", "Flight", "Mission", "FlightCode", "Platform",
    "Launch_Site", "Launch_Pad", "Ascent_Site", "Agency", "LVState", "LaunchCode",
)  # fmt: skip

GCAT: dict[str, tuple[tuple[str, ...], list[dict[str, str]]]] = {
    "launchlog": (LOG, [SPUTNIK, EXPLORER_1, KAZSAT_2]),
    "launch": (_LAUNCH_FILE, [{**SPUTNIK, "LaunchCode": "OS", "Flight": "M1"}]),
    "sites": (tuple(HEADERS["sites"].split()), [_SITE]),
    "lp": (tuple(HEADERS["lp"].split()), [{**_SITE, "Code": "LC26A"}]),
    "platforms": (
        tuple(_PLATFORMS.split()),
        [{"Code": "ODYSSEY", "StateCode": "US", "Type": "PLAT", "Name": "Odyssey", "VID": "7"}],
    ),
    "lv": (
        tuple(HEADERS["lv"].split()),
        [{"LV_Name": "Jupiter C", "LV_Family": "Jupiter", "LV_Manufacturer": "ABMA", "LV_Alias": "Juno"}],
    ),
    "orgs": (
        tuple(HEADERS["orgs"].split()),
        [
            {"Code": "ABMA", "StateCode": "US", "Type": "O", "TStart": "1956 Feb", "Name": "Agency"},
            {"Code": "SU", "StateCode": "SU", "Type": "CY", "TStop": "1991 Dec 26", "Name": "USSR"},
        ],
    ),
    "satcat": (tuple(HEADERS["auxcat"].split()), [_OBJECT]),
    "psatcat": (
        tuple(HEADERS["psatcat"].split()),
        [{"JCAT": "S00002", "Piece": "1957 ALP 2", "Name": "PS-1", "TOp": "*", "LDate": "1957 Oct  4"}],
    ),
}  # fmt: skip
"""The columns of GCAT's files, and good rows."""

SATCAT = (
    tuple(_SATCAT.split()),
    [
        dict(zip(_SATCAT.split(), line.split(","), strict=True))
        for line in (
            "SPUTNIK 1,1957-001B,2,PAY,D,CIS,1957-10-04,TYMSC,1958-01-04,96.10,65.00,1080,64,,,EA,IMP",
            "KAZSAT 2,2011-035B,37749,PAY,+,KAZ,2011-07-15,TYMSC,,1436.10,0.05,35799,35774,,,EA,ORB",
        )
    ],
)  # fmt: skip
"""The same of CelesTrak's table."""


def good_answers() -> list[dict[str, Any]]:
    """Objects of Launch Library that can be read, of each kind that tests have."""
    ada = made.person()
    stage = {"spacecraft_stage": [made.craft(launch_=made.flown(3), up=(ada,), down=(ada,))]}
    return [
        made.launch(), made.flown(2, rocket=made.fg() | stage), made.pad(), made.agency(), ada,
        made.craft(up=(ada,)), made.docking(1, "Soyuz", "2015-03-27T01:33:00Z", None),
        {"id": 4, "url": f"{made.HOST}/2.3.0/expeditions/4/", "name": "Expedition 4",
         "start": "2001-12-07T00:00:00Z", "end": None, "crew": [made.seat(ada)],
         "spacestation": {"id": 4, "name": "International Space Station"}},
        {"id": 5, "url": f"{made.HOST}/2.3.0/spacewalks/5/", "name": "EVA", "end": None,
         "start": "2001-12-07T00:00:00Z", "duration": "P1D", "crew": [made.seat(ada)]},
        {"id": 6, "url": f"{made.HOST}/2.3.0/events/6/", "name": "Talk", "slug": "talk",
         "date": "2026-12-07T00:00:00Z", "type": {"id": 1, "name": "Press Event"},
         "date_precision": {"id": 1, "name": "Day", "abbrev": "DAY"}, "agencies": [made.agency()]},
        {"id": 7, "url": f"{made.HOST}/2.3.0/space_stations/7/", "name": "Mir 2", "orbit": "LEO",
         "founded": "1990-02-20", "deorbited": None, "status": {"id": 1, "name": "Active"}},
    ]  # fmt: skip


# ------------------------------------------------------------------ spoiling

VALUES: list[Any] = [
    None, True, False, 0, -1, 10**17, 1.5, 1e308, -1e308, [], {}, [None], [[]], [{}], {"id": None},
    {"id": -1}, {"name": ""}, {"name": "x" * 499}, {"id": 7, "name": "Z"}, "2027-03-31T00:00:00Z",
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "9999-12-31", "0001-01-01T00:00Z",
    "nan", "1e999", "\0", "\ud800", "\udfff name", {"abbrev": "FY"}, {"abbrev": "AM"},
    {"abbrev": "WK"}, {"abbrev": "DEC"}, {"abbrev": "H2"}, {"name": "decade"}, {"abbrev": "\ud800"},
    {"name": "\ud800"}, [{"alpha_2_code": "kz"}, {"alpha_2_code": "\ud800"}],
]  # fmt: skip


def spoilt_text(luck: random.Random, good: str) -> str:
    """A field with something else in it, before it, behind it, or with a part taken out."""
    odd = luck.choice(PIECES)
    match luck.randint(0, 3):
        case 0:
            return odd
        case 1:
            return good + odd
        case 2:
            return odd + good
    at = luck.randint(0, len(good))
    return good[:at] + odd + good[at + luck.randint(0, 3) :]


def spoilt_row(
    luck: random.Random, columns: Sequence[str], row: dict[str, str], rest: str
) -> list[str]:
    """The fields of a row, a few of them spoilt."""
    fields = [row.get(name, rest) for name in columns]
    for _ in range(luck.randint(1, 3)):
        at = luck.randrange(len(fields))
        fields[at] = spoilt_text(luck, fields[at])
    return fields


def spoilt_answer(luck: random.Random, of: Any) -> Any:
    """A copy of an answer in which one thing, however deep, is something else."""
    if isinstance(of, dict) and of and luck.random() < 0.85:
        at = luck.choice(list(of))
        if luck.random() < 0.05:
            return {name: value for name, value in of.items() if name != at}
        return {**of, at: spoilt_answer(luck, of[at])}
    if isinstance(of, list) and of and luck.random() < 0.85:
        place = luck.randrange(len(of))
        return [*of[:place], spoilt_answer(luck, of[place]), *of[place + 1 :]]
    if isinstance(of, str) and luck.random() < 0.4:
        return spoilt_text(luck, of)
    return luck.choice([*VALUES, *PIECES])


# ------------------------------------------------------------------- reading


def read_row(kind: FileKind, columns: Sequence[str], fields: Sequence[str]) -> bool:
    """Make items of a row as an import does, and again of what it keeps; whether it can be read."""
    try:
        for listing, key, mine in kind.parts(columns)(fields):
            item = listing.item(mine, [])
            assert key  # else it would not be found again
            kept = "\t".join([field.rstrip() for field in mine])
            again = listing.item(kept.split("\t"), [])
            same = [(one.name, one.values, one.refs, one.note) for one in (item, again)]
            assert same[0] == same[1], same
            kept.encode()
    except RowError as error:
        assert str(error)
        assert len(str(error)) + len(error.text) < 2_000
        return False
    return True


def read_answer(of: dict[str, Any]) -> bool:
    """Make items of an answer; whether it, and all inside it, can be read."""
    try:
        for kind, key, text in shapes.told(of):
            (listing,) = (one for one in FILES[shapes.AGENCY].listings if one.name == kind)
            listing.item((key, text), [])
            text.encode()
    except RowError as error:
        assert str(error)
        assert len(str(error)) + len(error.text) < 2_000
        return False
    return True


def gcat_kind(name: str) -> FileKind:
    """A file of GCAT by its name."""
    found = kind_of(f"{name}.tsv", GCAT[name][0])
    assert found is not None
    return found


def readers(luck: random.Random) -> dict[str, Callable[[], bool]]:
    """For each catalogue: spoils a row of it and reads that."""
    kinds = {name: gcat_kind(name) for name in GCAT}
    answers = good_answers()

    def gcat() -> bool:
        name = luck.choice(list(GCAT))
        columns, rows = GCAT[name]
        return read_row(kinds[name], columns, spoilt_row(luck, columns, luck.choice(rows), "-"))

    def satcat() -> bool:
        columns, rows = SATCAT
        return read_row(SATCAT_FILE, columns, spoilt_row(luck, columns, luck.choice(rows), ""))

    def library() -> bool:
        spoilt = spoilt_answer(luck, luck.choice(answers))
        return isinstance(spoilt, dict) and read_answer(spoilt)

    return {"gcat": gcat, "satcat": satcat, "launch-library": library}


def _another(row: dict[str, str], number: int) -> dict[str, str]:
    """The same row about something else, so that it does not stand twice."""
    tag = f"{1960 + number // 400}-{number % 400 + 500}"
    mine = {"Launch_Tag": tag, "Piece": f"{tag}A", "JCAT": f"S{number + 80_000:05}",
            "NORAD_CAT_ID": str(number + 600_000), "OBJECT_ID": f"{tag}B"}  # fmt: skip
    named = ("Site", "Code", "LV_Name", "Name", "OBJECT_NAME", "LV_Type", "Launch_Site")
    mine |= {name: f"{row[name]} {number}" for name in named if name in row}
    return {**row, **{name: value for name, value in mine.items() if name in row}}


def write_spoilt(luck: random.Random, folder: Path, each: int) -> None:
    """A folder for each catalogue, of files whose rows are spoilt, as an import takes them."""
    gcat = folder / "gcat"
    gcat.mkdir(parents=True)
    for name, (columns, rows) in GCAT.items():
        spoilt = [
            spoilt_row(luck, columns, _another(luck.choice(rows), number), "-")
            for number in range(each)
        ]
        lines = ["#" + "\t".join(columns), *("\t".join(fields) for fields in spoilt)]
        (gcat / f"{name}.tsv").write_bytes(("\n".join(lines) + "\n").encode())
    columns, rows = SATCAT
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(columns)
    table.writerows(
        spoilt_row(luck, columns, _another(luck.choice(rows), number), "") for number in range(each)
    )
    (folder / "satcat").mkdir()
    (folder / "satcat" / "satcat.csv").write_bytes(text.getvalue().encode())
    good = good_answers()
    spoilt_answers = []
    for number in range(each):
        of = luck.choice(good)
        its = made.uuid(number + 9) if isinstance(of["id"], str) else number + 90_000
        spoilt_answers.append(spoilt_answer(luck, {**of, "id": its}))
    library = made.listed(good[0], *spoilt_answers)
    (folder / "launch-library").mkdir()
    (folder / "launch-library" / "answer.json").write_text(json.dumps(library))
