"""CelesTrak's SATCAT as a catalogue: one table of everything that was ever numbered.

Read are names, numbers, designations, kinds, states, dates, heights and owners. Its launch site,
radar cross-section and the state of its elements have no place in our records.
"""

from __future__ import annotations

import csv
import os
import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from spacetimeline.catalogs.items import Item, Ref, RowError, Term
from spacetimeline.catalogs.kinds import Catalog, CatalogFile, FileKind, Listing, picker
from spacetimeline.catalogs.reading import CLIP, MAX_LINE, TextTable, lines_of
from spacetimeline.catalogs.writing import Writer
from spacetimeline.dates import VagueDate
from spacetimeline.designations import DesignationKind, designation
from spacetimeline.errors import CatalogError, InvalidDate
from spacetimeline.vocabularies import RecordKind, SpacecraftKind, SpacecraftStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from spacetimeline.catalogs.kinds import Fields, Mended, Part

COLUMNS = (
    "OBJECT_NAME", "OBJECT_ID", "NORAD_CAT_ID", "OBJECT_TYPE", "OPS_STATUS_CODE", "OWNER",
    "LAUNCH_DATE", "DECAY_DATE", "INCLINATION", "APOGEE", "PERIGEE", "ORBIT_CENTER",
)  # fmt: skip
NEEDED = frozenset(("OBJECT_NAME", "OBJECT_ID", "NORAD_CAT_ID", "OBJECT_TYPE"))

_KINDS = {
    "PAY": SpacecraftKind.SATELLITE, "R/B": SpacecraftKind.ROCKET_STAGE,
    "DEB": SpacecraftKind.DEBRIS, "UNK": SpacecraftKind.OTHER, "": SpacecraftKind.OTHER,
}  # fmt: skip
_STATES = {
    **dict.fromkeys("+PBSX", SpacecraftStatus.ACTIVE), "-": SpacecraftStatus.INACTIVE,
    "D": SpacecraftStatus.GONE, "?": SpacecraftStatus.UNKNOWN, "": SpacecraftStatus.UNKNOWN,
}  # fmt: skip
# Owners that are one state; others are organizations, or states that are no more.
_STATES_OF_OWNERS = {
    "ALG": "DZ", "ANG": "AO", "ARGN": "AR", "ASRA": "AT", "AUS": "AU", "AZER": "AZ", "BEL": "BE",
    "BELA": "BY", "BGD": "BD", "BGR": "BG", "BOL": "BO", "BRAZ": "BR", "BUL": "BG", "CA": "CA",
    "CHLE": "CL", "COL": "CO", "CRI": "CR", "CZE": "CZ", "DEN": "DK", "DJI": "DJ", "ECU": "EC",
    "EGYP": "EG", "EST": "EE", "ETH": "ET", "FIN": "FI", "FR": "FR", "GER": "DE", "GHA": "GH",
    "GREC": "GR", "HUN": "HU", "IND": "IN", "INDO": "ID", "IRAN": "IR", "ISRA": "IL", "IT": "IT",
    "JPN": "JP", "KAZ": "KZ", "KEN": "KE", "KWT": "KW", "LAOS": "LA", "LKA": "LK", "LTU": "LT",
    "LUXE": "LU", "MALA": "MY", "MCO": "MC", "MEX": "MX", "MMR": "MM", "MNG": "MN", "MUS": "MU",
    "NETH": "NL", "NIG": "NG", "NKOR": "KP", "NOR": "NO", "NPL": "NP", "NZ": "NZ", "OMN": "OM",
    "PAKI": "PK", "PERU": "PE", "POL": "PL", "POR": "PT", "PRC": "CN", "PRY": "PY", "QAT": "QA",
    "ROC": "TW", "ROM": "RO", "RP": "PH", "RWA": "RW", "SAFR": "ZA", "SAUD": "SA", "SDN": "SD",
    "SEN": "SN", "SING": "SG", "SKOR": "KR", "SPN": "ES", "SVN": "SI", "SWED": "SE", "SWTZ": "CH",
    "THAI": "TH", "TMMC": "TM", "TUN": "TN", "TURK": "TR", "UAE": "AE", "UGA": "UG", "UK": "GB",
    "UKR": "UA", "URY": "UY", "US": "US", "VENZ": "VE", "VTNM": "VN", "ZWE": "ZW",
}  # fmt: skip
_UNKNOWN = frozenset(("", "TBD", "UNK"))
_EARTH = frozenset(("", "EA"))

_ALPHA_5 = re.compile(r"([A-HJ-NP-Z])(\d{4})")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def catalogue_number(text: str) -> int:
    """A catalogue number of up to nine digits, or in five characters: A0001 is 100001.

    Raises:
        RowError: it is none.
    """
    found = _ALPHA_5.fullmatch(text)
    if found is not None:
        return (10 + _LETTERS.index(found[1])) * 10_000 + int(found[2])
    if not text.isascii() or not text.isdecimal() or len(text) > 9 or not int(text):
        raise RowError(
            "NORAD_CAT_ID", "is no catalogue number: 1 to 999999999, or A0001", text[:40]
        )
    return int(text)


def object_item(fields: Fields, _mended: Mended) -> Item:
    """An object: a payload, a rocket's stage, a piece of debris."""
    (
        name, its_piece, number, type_, status, owner, launched, decayed, inclination, apogee,
        perigee, center,
    ) = (field.strip() for field in fields)  # fmt: skip
    norad = catalogue_number(number)
    if type_ not in _KINDS:
        raise RowError("OBJECT_TYPE", "is none of PAY, R/B, DEB, UNK", type_[:40])
    if status not in _STATES:
        raise RowError("OPS_STATUS_CODE", "is none of + - P B S X D ?", status[:40])
    item = Item(
        RecordKind.SPACECRAFT, str(norad), f"norad-{norad}", name or f"Object {norad}",
        values={"kind": _KINDS[type_].value, "norad": norad},
        identifiers=[("norad", str(norad))],
    )  # fmt: skip
    _designate(item, its_piece)
    when, gone = _date("LAUNCH_DATE", launched), _date("DECAY_DATE", decayed)
    if when is not None:
        item.dates["launched"] = when
    if when is not None and gone is not None and gone.before <= when.earliest:
        raise RowError("DECAY_DATE", f"is before the launch ({when})", decayed[:40])
    state = _STATES[status] if gone is None else SpacecraftStatus.GONE
    item.values["status"] = state.value
    if gone is not None:
        item.dates["gone"] = gone
    heights = _heights(inclination, apogee, perigee)
    if center in _EARTH:  # heights above another world are none of ours
        item.values |= heights
    if owner not in _UNKNOWN:
        item.refs["operator_id"] = Ref(RecordKind.ORGANIZATION, owner)
        item.operators = [Term(item.refs["operator_id"])]
    return item


def _designate(item: Item, its_piece: str) -> None:
    """Note the designation of an object, and the launch that it names."""
    if not its_piece:
        return
    found = designation(its_piece)
    if found is None or found.kind is not DesignationKind.COSPAR_PIECE:
        raise RowError("OBJECT_ID", "is no designation of a piece: 1957-001B", its_piece[:40])
    item.identifiers.append(("cospar", found.value))
    item.values["cospar"] = found.value
    item.refs["launch_id"] = Ref(RecordKind.LAUNCH, found.value[:8])


def _heights(inclination: str, apogee: str, perigee: str) -> dict[str, float | None]:
    return {
        "inclination": _number("INCLINATION", inclination),
        "apogee": _number("APOGEE", apogee),
        "perigee": _number("PERIGEE", perigee),
    }


@lru_cache(maxsize=20_000)
def _parsed(text: str) -> VagueDate:
    return VagueDate.parse(text)


def _date(column: str, text: str) -> VagueDate | None:
    if not text:
        return None
    try:
        return _parsed(text)
    except InvalidDate as error:
        raise RowError(column, str(error), text[:60]) from None


def _number(column: str, text: str) -> float | None:
    if not text:
        return None
    if len(text) > 30 or not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", text):
        raise RowError(column, "is no number", text[:40])
    return float(text)


LISTING = Listing("satcat", object_item)


def _parts(columns: Sequence[str]) -> Callable[[Fields], Iterator[Part]]:
    pick = picker(columns, COLUMNS, missing="")

    def parts(fields: Fields) -> Iterator[Part]:
        mine = pick(fields)
        yield LISTING, str(catalogue_number(mine[2].strip())), mine

    return parts


SATCAT_FILE = FileKind("satcat", (LISTING,), _parts)


# ------------------------------------------------------------ files


def _fields(line: bytes) -> list[str]:
    """The fields of a line.

    Raises:
        ValueError: it is no row; the text says why.
    """
    try:
        text = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        msg = (
            f"byte {error.start + 1} (0x{line[error.start]:02x}) is no UTF-8: the line is perhaps "
            "in Latin-1; save the file as UTF-8"
        )
        raise ValueError(msg) from None
    for bad, what in (("\0", "NUL"), ("\t", "tab")):
        if bad in text:
            msg = f"character {text.index(bad) + 1} is a {what}"
            raise ValueError(msg)
    try:
        return next(csv.reader([text], strict=True), [])
    except csv.Error as error:
        msg = f"is no row of CSV: {error}"
        raise ValueError(msg) from None


def rows_of(
    table: TextTable, reject: Callable[[int, str, str], None]
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file below its header: the line's number, and its fields."""
    count = len(table.columns)
    with open(table.path, "rb") as file:
        for number, line in lines_of(file, table, reject):
            if number == 1 or not line.strip():
                continue
            try:
                fields = _fields(line)
            except ValueError as error:
                reject(number, str(error), line[:CLIP].decode("latin-1").rstrip())
                continue
            if len(fields) != count:
                reason = f"{len(fields)} columns, where the header has {count}"
                reject(number, reason, line[:CLIP].decode("utf-8", "replace").rstrip())
                continue
            yield number, fields


def _head(path: str) -> tuple[list[str] | None, bool]:
    """The columns of a file, None if it is no SATCAT; and whether it begins with number 1."""
    try:
        with open(path, "rb") as file:
            first, second = file.readline(MAX_LINE), file.readline(MAX_LINE)
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}."
        raise CatalogError(msg, file=path) from error
    try:
        columns = [name.strip().upper() for name in _fields(first)]
    except ValueError:
        return None, False
    if not set(columns) >= NEEDED:
        return None, False
    try:
        number = dict(zip(columns, _fields(second), strict=False)).get("NORAD_CAT_ID", "")
    except ValueError:
        number = ""
    return columns, number.strip().lstrip("0") == "1"


def _file(path: str) -> CatalogFile | None:
    columns, is_all = _head(path)
    if columns is None:
        return None
    table = TextTable(path, columns)
    # What was asked for by group or name says nothing of all others.
    return CatalogFile(
        path, SATCAT_FILE, "", columns, partial(rows_of, table), lambda: table.ended,
        is_part=not is_all,
    )  # fmt: skip


def find(path: str) -> tuple[list[CatalogFile], list[str]]:
    """The file at a path, or the one of a folder, and what is left out with the reason.

    Raises:
        CatalogError: there is nothing there that we read.
    """
    if not os.path.exists(path):
        msg = f"There is no {path}. Give CelesTrak's satcat.csv, or a folder that holds it."
        raise CatalogError(msg, file=path)
    skipped: list[str] = []
    if not os.path.isdir(path):
        names, folder = [os.path.basename(path)], os.path.dirname(path)
    else:
        names, folder = sorted(os.listdir(path)), path
        names = [name for name in names if name.lower().endswith((".csv", ".txt"))]
    found: list[CatalogFile] = []
    for name in names:
        full = os.path.join(folder, name)
        file = _file(full) if os.path.isfile(full) else None
        if file is None:
            skipped.append(f"{name}: its first line does not name the columns of SATCAT")
        elif found:
            skipped.append(f"{name}: one file at a time; {os.path.basename(found[0].path)} is read")
        else:
            found.append(file)
    if not found:
        msg = (
            f"{path} is no SATCAT of CelesTrak: a CSV file whose first line names its columns, "
            "OBJECT_NAME,OBJECT_ID,NORAD_CAT_ID,OBJECT_TYPE and so on. Its older text with fixed "
            "columns is not read. Other catalogues: gcat, launch-library."
        )
        raise CatalogError(msg, file=path)
    return found, skipped


def mention(ref: Ref) -> Item:
    """An owner, of which only the code is told."""
    key = re.sub(r"[^a-z0-9]+", "-", ref.ref.lower()).strip("-") or "unnamed"
    item = Item(ref.kind, ref.ref, f"satcat-owner-{key}", f"SATCAT owner {ref.ref}")
    state = _STATES_OF_OWNERS.get(ref.ref)
    if ref.kind is RecordKind.ORGANIZATION and state is not None:
        item.refs["country_id"] = Ref(RecordKind.COUNTRY, state)
    elif ref.kind is RecordKind.COUNTRY:
        item.key = item.name = ref.ref
    return item


class SatcatWriter(Writer):
    """Writes SATCAT's objects; made and used like `Writer`."""

    def _refs(self, item: Item, launches: Mapping[str, tuple[int, Any]]) -> dict[str, int]:
        found = super()._refs(item, launches)
        # What a station released bears the designation of its first part.
        if "launch_id" in found and self._is_station(found["launch_id"]):
            del found["launch_id"]
        return found

    def _compare(
        self,
        kind: RecordKind,
        number: int,
        item: Item,
        row: Mapping[str, Any],
        launches: Mapping[str, tuple[int, Any]],
    ) -> None:
        # Its launch is only worked out from the designation.
        item.refs.pop("launch_id", None)
        super()._compare(kind, number, item, row, launches)

    def _is_station(self, launch: int) -> bool:
        known = self._stations.get(launch)
        if known is None:
            rows = self.known.rows_of("spacecraft", ("kind",), "launch_id", [launch])
            known = any(kind in {"station", "station module"} for (kind,) in rows)
            self._stations[launch] = known
        return known

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._stations: dict[int, bool] = {}


SATCAT = Catalog(
    name="satcat",
    title="CelesTrak SATCAT",
    source="celestrak-satcat",
    scheme="satcat",
    licence="none stated",
    listings=(LISTING,),
    find=find,
    mention=mention,
    writer=SatcatWriter,
)
