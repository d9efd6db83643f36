"""Vague dates: every form that is read, what each one means, and how it is printed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from spacetimeline.dates import VagueDate, from_db, iso, text_of, to_db
from spacetimeline.dates.slips import repair
from spacetimeline.errors import InvalidDate

# A row each: the text, its precision, its bounds with the widening of doubt, how it is
# printed, and what it is in English. GCAT's come first: its documented table, then vectors
# from its files, with bounds computed by hand.
EXAMPLES = [
    line.split("\t")
    for line in (Path(__file__).parent / "dates.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
TEXTS = [row[0] for row in EXAMPLES]


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "before", "written", "comment"), EXAMPLES
)
def test_example(
    text: str, precision: str, earliest: str, before: str, written: str, comment: str
) -> None:
    found = VagueDate.parse(text)
    bounds = iso(found.earliest), iso(found.before)
    assert (found.precision, *bounds, str(found)) == (precision, earliest, before, written), comment
    assert found.text == text
    assert found.uncertain == any(mark in text for mark in "?~%")


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_printed_reads_back(text: str) -> None:
    found = VagueDate.parse(text)
    again = VagueDate.parse(str(found))
    assert again == found
    assert hash(again) == hash(found)
    assert (again.precision, again.uncertain) == (found.precision, found.uncertain)


@pytest.mark.parametrize("text", TEXTS)
def test_text_of_the_stored_columns_is_str(text: str) -> None:
    found = VagueDate.parse(text)
    bounds = (found.nominal_earliest, found.nominal_before, found.earliest, found.before)
    start, end, earliest, before = map(to_db, bounds)
    precision, uncertain = str(found.precision), int(found.uncertain)
    assert text_of(start, end, earliest, before, precision, uncertain, text) == str(found)
    # And what a database gives back makes the same date again.
    assert VagueDate(text, *bounds, precision, uncertain) == found
    assert tuple(map(from_db, (start, end, earliest, before))) == bounds


# What GCAT's files have, what it must become, and what is reported.
SLIPS = [
    ("1989 Nov  24", "1989 Nov 24", "blanks before the day"),
    ("2011 Jun   2", "2011 Jun  2", "blanks before the day"),
    ("2021 Sep  10 0900?", "2021 Sep 10 0900?", "blanks before the day"),
    ("2024 Dec 16  1025?", "2024 Dec 16 1025?", "blanks before the time"),
    ("2022  Mar 27?", "2022 Mar 27?", "blanks before the month"),
    (" 2025 Jan 16", "2025 Jan 16", "blank in front"),
    (" 2007?", "2007?", "blank in front"),
    (" -", "-", "blank in front"),
    ("2019 JUn 25 0754", "2019 Jun 25 0754", "month misspelt"),
    ("2020 JUl 16 1500", "2020 Jul 16 1500", "month misspelt"),
    ("2025 jan  3?", "2025 Jan  3?", "month misspelt"),
    ("2021 Fen 14", "2021 Feb 14", "month misspelt"),
    ("2025 JFeb 25 0356", "2025 Feb 25 0356", "month misspelt"),
    ("2023 Mar 19 0048??", "2023 Mar 19 0048?", "doubled ?"),
    ("2015 Feb ?", "2015 Feb?", "blank before ?"),
    ("1974 Nov  6:", "1974 Nov  6", "colon at the end"),
    ("2002 Jan 16 0705s", "2002 Jan 16 0705", "letter after the time"),
    ("2025 Oct    -", "2025 Oct", "- for the day"),
    ("2001 Jan  0", "2001 Jan", "day 0"),
    ("2001 Apr 00?", "2001 Apr?", "day 0"),
    ("22 Feb 27", "2022 Feb 27", "year in two digits"),
    ("57 Oct  4", "1957 Oct  4", "year in two digits"),
    ("* E", "*", "letter after *"),
    (" 2019  JUn 25", "2019 Jun 25", "blank in front, blanks before the month, month misspelt"),
    ("1958 Mar 17 ", "1958 Mar 17", None),
    (" 927 Jul 12", " 927 Jul 12", None),
    ("2001 Mar 8", "2001 Mar 8", None),
    ("?", "?", None),
    ("", "", None),
    # June or July? And a year of BC (in GCAT's file of worlds): left to be refused.
    ("2020 Jum  3", "2020 Jum  3", None),
    ("0 Jun 28 0000:00", "0 Jun 28 0000:00", None),
]


@pytest.mark.parametrize(("given", "repaired", "report"), SLIPS)
def test_slips_of_gcat_are_repaired(given: str, repaired: str, report: str | None) -> None:
    assert repair(given) == (repaired, report)
    assert repair(repaired) == (repaired, None)


@pytest.mark.parametrize(
    "repaired", [repaired for _, repaired, report in SLIPS if report and repaired not in "-*"]
)
def test_a_repaired_date_can_be_read(repaired: str) -> None:
    assert VagueDate.parse(repaired).text == repaired


def test_all_dates_of_the_real_catalogue_are_read() -> None:
    folder = os.environ.get("SPACETIMELINE_REFERENCE")
    if not folder:
        pytest.skip("SPACETIMELINE_REFERENCE is not set: no real files to read")
    columns = {
        "Launch_Date",
        "LDate",
        "SDate",
        "DDate",
        "ODate",
        "TStart",
        "TStop",
        "TLast",
        "TOp",
        "TDate",
    }
    unread = []
    for file in sorted((Path(folder) / "gcat").glob("*.tsv")):
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        header = lines[0].lstrip("#").split("\t")
        wanted = [number for number, name in enumerate(header) if name in columns]
        for number, line in enumerate(lines, 1):
            fields = [] if line.startswith("#") or number == 1 else line.split("\t")
            for text in (fields[column] for column in wanted if column < len(fields)):
                repaired, _ = repair(text)
                if repaired not in ("-", "*", "?", ""):
                    try:
                        VagueDate.parse(repaired)
                    except InvalidDate as reason:
                        unread.append(f"{file.name}:{number}: {reason}")
    assert unread == []


def test_importing_it_is_cheap() -> None:
    code = (
        "import sys, spacetimeline.dates as dates; dates.VagueDate.parse('2006-06');"
        "print(sorted({'typing', 'dataclasses', 'pathlib', 'dateutil'} & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
