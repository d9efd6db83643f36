"""Files in the layout of GCAT, with a handful of rows of our own."""

from __future__ import annotations

from pathlib import Path

LOG = (
    "Launch_Tag", "Launch_Date", "Piece", "Type", "Name", "PLName", "JCAT", "SatOwner", "SatState",
    "LV_Type", "Flight_ID", "Platform", "Launch_Site", "Launch_Pad", "Ascent_Site", "Ascent_Pad",
    "Agency", "LVState", "Launch_Code", "LTCite",
)  # fmt: skip
OLD_LOG = tuple(name for name in LOG if name not in {"SatOwner", "SatState", "LVState"})

SPUTNIK = {
    "Launch_Tag": "1957 ALP", "Launch_Date": "1957 Oct  4 1928:34", "Piece": "1957 ALP 2",
    "Type": "P", "Name": "1-y ISZ", "PLName": "PS-1", "JCAT": "S00002", "SatOwner": "OKB1",
    "SatState": "SU", "LV_Type": "Sputnik 8K71PS", "Flight_ID": "M1-PS", "Launch_Site": "NIIP-5",
    "Launch_Pad": "LC1", "Agency": "MVS", "LVState": "SU", "Launch_Code": "OS", "LTCite": "Energiya",
}  # fmt: skip
KAZSAT_2 = {
    "Launch_Tag": "2011-035", "Launch_Date": "2011 Jul 15 2316:10", "Piece": "2011-035B",
    "Type": "P", "Name": "Kazsat-2", "PLName": "KazSat-2", "JCAT": "S37749", "SatOwner": "KAZK",
    "SatState": "KZ", "LV_Type": "Proton-M/Briz-M", "Flight_ID": "935-20", "Launch_Site": "GIK-5",
    "Launch_Pad": "LC200/39", "Agency": "KHRU", "LVState": "RU", "Launch_Code": "OS",
}  # fmt: skip
EXPLORER_1 = {
    "Launch_Tag": "1958 ALP", "Launch_Date": "1958 Feb  1 0347:56", "Piece": "1958 ALP 1",
    "Type": "P", "Name": "Explorer I", "JCAT": "S00004", "SatOwner": "ABMA", "SatState": "US",
    "LV_Type": "Jupiter C", "Launch_Site": "CC", "Launch_Pad": "LC26A", "Agency": "ABMA",
    "LVState": "US", "Launch_Code": "OS",
}  # fmt: skip

HEADERS = {
    "sites": "Site Code UCode Type StateCode TStart TStop ShortName Name Location Longitude "
    "Latitude Error Parent ShortEName EName Group UName",
    "lp": "Site Code UCode Type StateCode TStart TStop ShortName Name Location Longitude "
    "Latitude Error Parent ShortEName EName UName",
    "lv": "LV_Name LV_Family LV_Manufacturer LV_Variant LV_Alias LV_Min_Stage LV_Max_Stage Length "
    "LFlag Diameter DFlag Launch_Mass MFlag LEO_Capacity GTO_Capacity TO_Thrust Class Apogee Range",
    "orgs": "Code UCode StateCode Type Class TStart TStop ShortName Name Location Longitude "
    "Latitude Error Parent ShortEName EName UName",
    "auxcat": "JCAT Satcat Launch_Tag Piece Type Name PLName LDate Parent SDate Primary DDate "
    "Status Dest Owner State Manufacturer Bus Motor Mass MassFlag DryMass DryFlag TotMass TotFlag "
    "Length LFlag Diameter DFlag Span SpanFlag Shape ODate Perigee PF Apogee AF Inc IF OpOrbit "
    "OQUAL AltNames",
    "psatcat": "JCAT Piece Name LDate TLast TOp TDate TF Program Plane Att Mvr Class Category "
    "Result Control Discipline UNState UNReg UNPeriod UNPerigee UNApogee UNInc DispEpoch DispPeri "
    "DispApo DispInc Comment",
}


def line(columns: tuple[str, ...], row: dict[str, str]) -> str:
    """A row: what it does not say is ``-``."""
    return "\t".join(row.get(name, "-") for name in columns)


def text(columns: tuple[str, ...], rows: list[dict[str, str]], updated: str = "") -> str:
    """A whole file."""
    head = "#" + "\t".join(columns)
    lines = [
        head,
        *([f"# Updated {updated}"] if updated else []),
        *(line(columns, r) for r in rows),
    ]
    return "\n".join(lines) + "\n"


def log(
    folder: Path,
    *rows: dict[str, str],
    name: str = "launchlog.tsv",
    updated: str = "2024 Dec 10 1200:00",
    columns: tuple[str, ...] = LOG,
) -> Path:
    """A launch log in a folder."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text(columns, list(rows), updated), "utf-8")
    return path


def table(
    folder: Path, section: str, *rows: dict[str, str], updated: str = "2025 Dec  1 0109:52"
) -> Path:
    """Another of its files."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{section}.tsv"
    path.write_text(text(tuple(HEADERS[section].split()), list(rows), updated), "utf-8")
    return path
