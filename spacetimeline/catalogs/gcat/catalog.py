"""GCAT as a catalogue: which files it has, and how each is known by its header."""

from __future__ import annotations

import os
import re
from functools import partial
from typing import TYPE_CHECKING

from spacetimeline.catalogs.gcat import launches, launchlog, objects, places, vehicles
from spacetimeline.catalogs.gcat.launchlog import key_of
from spacetimeline.catalogs.items import Item, Ref
from spacetimeline.catalogs.kinds import Catalog, CatalogFile, FileKind
from spacetimeline.catalogs.reading import TextTable, comments_of, header_of, rows_of
from spacetimeline.dates import VagueDate
from spacetimeline.errors import CatalogError, InvalidDate
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from collections.abc import Sequence

# By which columns a file is known, the most telling first.
_HEADERS: tuple[tuple[frozenset[str], FileKind], ...] = (
    (frozenset(("Launch_Tag", "JCAT", "LV_Type", "Launch_Site", "Agency")), launchlog.LAUNCHLOG),
    (frozenset(("Launch_Tag", "LV_Type", "Launch_Site", "FlightCode")), launches.LAUNCH_FILE),
    (frozenset(("LV_Name", "LV_Family", "LV_Variant", "LV_Min_Stage")), vehicles.LV),
    (frozenset(("Site", "Code", "UCode", "Group")), places.SITES_FILE),
    (frozenset(("Site", "Code", "UCode", "ShortName")), places.LP),
    (frozenset(("Code", "UCode", "VClass", "VID")), places.PLATFORMS_FILE),
    (frozenset(("Code", "UCode", "StateCode", "Class", "Parent")), places.ORGS),
)
_OBJECT = frozenset(("JCAT", "Satcat", "Piece", "Type", "OpOrbit"))
_PAYLOAD = frozenset(("JCAT", "TLast", "TOp", "TDate"))

# Which catalogue of objects a file is, where its name does not say: by its first identifier.
_BY_LETTER = {"S": "satcat", "A": "auxcat", "F": "ftocat", "T": "tmpcat", "C": "csocat",
              "L": "lcat", "R": "rcat", "D": "deepcat"}  # fmt: skip

FILES = (
    places.ORGS, places.SITES_FILE, places.LP, places.PLATFORMS_FILE, vehicles.LV,
    launchlog.LAUNCHLOG, launches.LAUNCH_FILE, *objects.OBJECTS, *objects.PAYLOADS,
)  # fmt: skip
"""All of them, each after those that it refers to."""

_ENDINGS = (".tsv", ".txt", ".tab")
_EDITION = re.compile(r"(\d{4})[-_]?(\d{2})?[-_]?(\d{2})?(?!\d)")


def kind_of(path: str, columns: Sequence[str]) -> FileKind | None:
    """Which of GCAT's files this is; None if it is none of those that we read."""
    there = frozenset(columns)
    for needed, kind in _HEADERS:
        if needed <= there:
            return kind
    for needed, kinds, prefix in (
        (_OBJECT, objects.OBJECTS, ""),
        (_PAYLOAD, objects.PAYLOADS, "p"),
    ):
        if needed <= there:
            stem = re.split(r"[^a-z]", os.path.basename(path).lower())[0]
            named = {kind.section: kind for kind in kinds}
            return named.get(stem) or named[f"{prefix}{_guess(path)}"]
    return None


def _guess(path: str) -> str:
    for _, fields in rows_of(TextTable(path, header_of(path) or []), lambda *_: None):
        return _BY_LETTER.get(fields[0][:1], "satcat")
    return "satcat"


def edition_of(path: str) -> str:
    """When a file was updated: its ``# Updated`` line, else the date in its name, else nothing."""
    for comment in comments_of(path):
        said = comment.lstrip("# ").removeprefix("Updated").strip()
        # `2025 Dec  1 0109:52` as well as `2024 Jan 13 23:14:18`
        said = re.sub(r"(\d\d):(\d\d):(\d\d)$", r"\1\2:\3", said)
        try:
            return VagueDate.parse(said).nominal_earliest.strftime("%Y-%m-%d %H:%M:%S")
        except InvalidDate:
            continue
    found = _EDITION.search(os.path.basename(path))
    return "-".join(part for part in found.groups() if part) if found else ""


def _file(path: str) -> CatalogFile | None:
    columns = header_of(path)
    kind = None if columns is None else kind_of(path, columns)
    if columns is None or kind is None:
        return None
    table = TextTable(path, columns)
    return CatalogFile(
        path, kind, edition_of(path), columns, partial(rows_of, table), lambda: table.ended
    )


def find(path: str) -> tuple[list[CatalogFile], list[str]]:
    """The files of GCAT at a path, one of each kind, and what is left out with the reason.

    Raises:
        CatalogError: there is nothing there that we read.
    """
    if not os.path.isdir(path):
        found = _file(path)
        if found is None:
            raise CatalogError(_foreign(path), file=path)
        return [found], []
    files: dict[str, CatalogFile] = {}
    skipped = []
    for name in sorted(os.listdir(path)):
        full = os.path.join(path, name)
        if not os.path.isfile(full) or not name.lower().endswith(_ENDINGS):
            continue
        file = _file(full)
        if file is None:
            skipped.append(f"{name}: no header of a GCAT file that is read")
            continue
        other = files.get(file.kind.section)
        if other is not None:
            old, new = sorted((other, file), key=lambda each: (each.edition, each.path))
            skipped.append(
                f"{os.path.basename(old.path)}: {os.path.basename(new.path)} is a newer edition"
            )
            file = new
        files[file.kind.section] = file
    if not files:
        known = ", ".join(kind.section for kind in FILES)
        msg = f"{path} holds no file of GCAT. Read are, known by their headers: {known}."
        raise CatalogError(msg, file=path)
    order = {kind.section: place for place, kind in enumerate(FILES)}
    return sorted(files.values(), key=lambda file: order[file.kind.section]), skipped


def _foreign(path: str) -> str:
    if not os.path.exists(path):
        return f"There is no {path}. Give a folder with GCAT's files, or one of them."
    return (
        f"{path} is no file of GCAT: its first line is not a header that begins with # and names "
        "columns, separated by tabs, such as `#Launch_Tag\tLaunch_Date`. Other catalogues: "
        "launch-library, satcat."
    )


def mention(ref: Ref) -> Item:
    """A vehicle, site, pad, platform or organization of which only the code is told."""
    item = Item(ref.kind, ref.ref, key_of(ref.ref), ref.ref)
    if ref.kind is RecordKind.PAD:
        item.refs["site_id"] = Ref(RecordKind.SITE, ref.ref.partition(" ")[0])
    elif ref.kind is RecordKind.SITE:
        item.values["body"] = "Earth"
    elif ref.kind is RecordKind.ORGANIZATION and ref.state is not None:
        item.refs["country_id"] = Ref(RecordKind.COUNTRY, ref.state)
    elif ref.kind is RecordKind.COUNTRY:
        item.key = ref.ref
    return item


GCAT = Catalog(
    name="gcat",
    title="General Catalog of Artificial Space Objects",
    source="gcat",
    scheme="gcat",
    licence="CC-BY-4.0",
    listings=tuple(listing for kind in FILES for listing in kind.listings),
    find=find,
    mention=mention,
    covers={
        "launchlog": (
            launchlog.LAUNCHES.name,
            "launches",
            "Attempts to reach orbit, as GCAT's launch log lists them.",
        )
    },
)
