"""Designations: what is one, in which numbering, and its normal form."""

import pytest

from spacetimeline.designations import Designation, DesignationKind, designation

LAUNCH, PIECE, NUMBER, GCAT, WIKIDATA = DesignationKind


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2015-043", LAUNCH, "2015-043"),
        ("2015-0043", LAUNCH, "2015-043"),
        ("COSPAR 2015-043", LAUNCH, "2015-043"),
        ("2015–043a", PIECE, "2015-043A"),
        ("2015-043 A", PIECE, "2015-043A"),
        ("COSPAR ID: 1998-067A", PIECE, "1998-067A"),
        ("1999-025EYS", PIECE, "1999-025EYS"),
        ("1957 ALP", LAUNCH, "1957-001"),
        ("1957 Alpha", LAUNCH, "1957-001"),
        ("1957 α", LAUNCH, "1957-001"),
        ("1957 альфа", LAUNCH, "1957-001"),
        ("1957 Alpha 1", PIECE, "1957-001A"),
        ("1957-alpha-2", PIECE, "1957-001B"),
        ("1957α2", PIECE, "1957-001B"),
        ("1957 ALP 2", PIECE, "1957-001B"),
        ("1958 Beta 2", PIECE, "1958-002B"),
        ("1961 A NU", LAUNCH, "1961-037"),
        ("1962 A EPS", LAUNCH, "1962-029"),
        ("1961 MU 1", PIECE, "1961-012A"),
        ("1962 B UPS", LAUNCH, "1962-068"),
        ("1962 Beta Upsilon 1", PIECE, "1962-068A"),
        ("1962 βυ1", PIECE, "1962-068A"),
        ("1961 OMI 25", PIECE, "1961-015AA"),
        ("1969-F03", LAUNCH, "1969-F03"),
        ("1969-f3", LAUNCH, "1969-F03"),
        ("1965-W199", LAUNCH, "1965-W199"),
        ("S29230", GCAT, "S29230"),
        ("s29230", GCAT, "S29230"),
        ("A00001", GCAT, "A00001"),
        ("S000100000", GCAT, "S000100000"),
        ("S000029230", GCAT, "S29230"),
        ("29230", NUMBER, "29230"),
        (29230, NUMBER, "29230"),
        ("#29230", NUMBER, "29230"),
        ("NORAD 29230", NUMBER, "29230"),
        ("norad id: 25544", NUMBER, "25544"),
        ("00005", NUMBER, "5"),
        ("1957", NUMBER, "1957"),  # perhaps a year: for the caller to weigh
        ("Q123", WIKIDATA, "Q123"),
        ("wd:Q123", WIKIDATA, "Q123"),
        ("https://www.wikidata.org/wiki/Q123", WIKIDATA, "Q123"),
    ],
)
def test_designations(text: str | int, kind: DesignationKind, value: str) -> None:
    found = designation(text)
    assert found == Designation(kind, value)
    assert found is not None
    assert (found.kind, found.value) == (kind, value)
    assert designation(found.value) == found


@pytest.mark.parametrize(
    "text",
    ["", "Soyuz", "STS-51", "2015-043I", "2015-043o", "2015-43", "1958 A", "1957 ALP 2x", "1957 ALP 0",
     "1963 Alpha", "1957 alpha beta gamma", "1957 C UPS", "1957 ou", "S123", "G29230", "Q0", "0",
     "1234567890", "1" * 1000, "TMA-18M", "\ud800", "1957 \x00", True, False, 0, -5, 10**12],
)  # fmt: skip
def test_what_is_no_designation(text: str | int) -> None:
    assert designation(text) is None


def test_a_designation_shows_itself() -> None:
    assert repr(designation("1957 Alpha 2")) == "<Designation cospar piece: 1957-001B>"
