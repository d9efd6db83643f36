"""Who was in space beside the Kazakh cosmonauts, second by second, from sources not in the packs.

Who flew on what comes from a published list of people and flights (the row of
each person names the craft up and the craft down), landing times from GCAT's
payload catalogue, launch times from its launch log: nothing of it is read from
our fixtures. The files are not part of the project.
"""

from __future__ import annotations

import csv
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import spacetimeline as st
from spacetimeline.dates import VagueDate
from spacetimeline.dates.slips import repair

REFERENCE = os.environ.get("SPACETIMELINE_REFERENCE")
needs_reference = pytest.mark.skipif(
    REFERENCE is None, reason="SPACETIMELINE_REFERENCE names no folder of catalogues"
)

WINDOWS = {
    "Aubakirov": ("1991-10-02T05:59:38Z", "1991-10-10T04:13Z"),
    "Musabayev 1994": ("1994-07-01T12:24:50Z", "1994-11-04T11:19Z"),
    "Musabayev 1998": ("1998-01-29T16:33:42Z", "1998-08-25T05:25Z"),
    "Musabayev 2001": ("2001-04-28T07:37:20Z", "2001-05-06T05:42Z"),
    "Aimbetov": ("2015-09-02T04:37:43Z", "2015-09-12T00:52Z"),
}

# Two slips of the list: a misspelt craft, and a way down that its own 4,015 hours rule out
# (NASA: Expedition 2 came home on STS-105).
MISSPELT = {"Soyz TM-31": "Soyuz TM-31"}
CAME_DOWN = {("Yuri Vladimirovich Usachyov", "2001"): "STS-105"}


def craft_name(text: str) -> str:
    """``Soyuz TM\u00ad32`` and ``Soyuz TM13`` as everybody writes them."""
    text = MISSPELT.get(text, text).replace("\u00ad ", "-").replace("\u00ad", "-").strip()
    text = text.replace("STS ", "STS-")
    for series in ("TMA", "TM"):
        if text.startswith(f"Soyuz {series}") and text[len(f"Soyuz {series}")].isdigit():
            text = text.replace(f"Soyuz {series}", f"Soyuz {series}-")
    return text


def rows(folder: Path, pattern: str) -> list[dict[str, str]]:
    """A table of the catalogue, by its newest file."""
    path = sorted(folder.glob(pattern))[-1]
    lines = path.read_text("utf-8").splitlines()
    head = lines[0].lstrip("#").split("\t")
    return [
        {name: value.strip() for name, value in zip(head, line.split("\t"), strict=False)}
        for line in lines[1:]
        if not line.startswith("#")
    ]


@pytest.fixture(scope="module")
def stays() -> list[tuple[str, datetime, datetime]]:
    """Everybody's time in space around the windows: name, launch, landing."""
    assert REFERENCE is not None
    folder = Path(REFERENCE)
    landings: dict[str, datetime] = {}
    for row in rows(folder / "gcat", "psatcat_*.tsv"):
        if row["TDate"][:1].isdigit():
            landings[row["JCAT"]] = VagueDate.parse(repair(row["TDate"])[0]).nominal_earliest
    up: dict[str, datetime] = {}
    down: dict[str, datetime] = {}
    for row in rows(folder / "gcat", "launchlog_*.tsv"):
        if row["Type"].startswith("PH") and row["JCAT"] in landings:
            craft = row["Flight_ID"] if row["Flight_ID"].startswith("STS") else row["Name"]
            up.setdefault(craft, VagueDate.parse(row["Launch_Date"]).nominal_earliest)
            down.setdefault(craft, landings[row["JCAT"]])
    found = []
    with (folder / "people" / "stavnichuk_2020.csv").open(encoding="utf-8") as file:
        for person in csv.DictReader(file):
            rise = craft_name(person["ascend_shuttle"])
            slip = CAME_DOWN.get((person["name"], person["year_of_mission"]))
            fall = slip or craft_name(person["descend_shuttle"])
            if rise in up and fall in down and up[rise] < down[fall]:
                found.append((person["name"], up[rise], down[fall]))
    return found


@needs_reference
@pytest.mark.parametrize("window", WINDOWS)
def test_the_number_of_people_at_every_change(
    window: str, stays: list[tuple[str, datetime, datetime]]
) -> None:
    begin, end = (VagueDate.parse(text).nominal_earliest for text in WINDOWS[window])
    changes = {
        instant for _, rise, fall in stays for instant in (rise, fall) if begin <= instant <= end
    }
    assert len(changes) >= 2
    for change in sorted(changes):
        # Landings are known to the minute there, so ask clear of it.
        for instant in (change - timedelta(seconds=61), change + timedelta(seconds=61)):
            wanted = sum(rise <= instant < fall for _, rise, fall in stays)
            found = st.in_space(instant)
            assert len(found) == wanted, (instant, [row.person.name for row in found])


# The same without the reference files: numbers and names as NASA's, Roscosmos's and
# ESA's accounts of these flights have them.
TOLD = [
    # (instant, number of people in space, somebody who was, somebody who was not)
    ("1991-10-02T05:59:37Z", 2, "Krikalev", "Aubakirov"),
    ("1991-10-02T05:59:39Z", 5, "Aubakirov", "Sharman"),
    ("1991-10-05T12:00Z", 5, "Viehböck", "Sharman"),
    ("1991-10-10T04:14Z", 2, "Krikalev", "Aubakirov"),
    ("2001-04-29T00:00Z", 13, "Tito", "Shepherd"),
    ("2001-05-05T00:00Z", 6, "Baturin", "Hadfield"),
    ("2015-09-02T04:37:42Z", 6, "Padalka", "Aimbetov"),
    ("2015-09-02T04:37:44Z", 9, "Aimbetov", "Kopra"),
    ("2015-09-05T12:00Z", 9, "Mogensen", "Cristoforetti"),
    ("2015-09-12T06:00Z", 6, "Sergei Volkov", "Aimbetov"),
]


@pytest.mark.parametrize(("instant", "number", "present", "absent"), TOLD)
def test_who_was_there(instant: str, number: int, present: str, absent: str) -> None:
    found = st.in_space(instant)
    names = [row.person.name for row in found]
    assert len(found) == number, names
    assert any(present in name for name in names)
    assert not any(absent in name for name in names)
    assert all(row.certain for row in found)


def test_aboard_is_in_space_without_those_who_fly_alone() -> None:
    for instant in ("1991-10-05T12:00Z", "1994-08-01T00:00Z", "2015-09-05T12:00Z"):
        station = "Mir" if instant < "1999" else "ISS"
        aboard = {row.person for row in st.aboard(station, instant)}
        everyone = {row.person: row.station for row in st.in_space(instant)}
        assert aboard == {person for person, place in everyone.items() if place is not None}
