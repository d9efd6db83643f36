"""GCAT's launch log: a row a payload, so each launch stands once for each payload."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacetimeline.catalogs.gcat.codes import (
    catalogue_number,
    kind_of,
    launch_code,
    launch_tag,
    piece,
)
from spacetimeline.catalogs.gcat.fields import code_of, codes_of, date_of, text_of
from spacetimeline.catalogs.items import Alias, Item, Ref, RowError, Term
from spacetimeline.catalogs.kinds import FileKind, Listing, Part, picker
from spacetimeline.vocabularies import LaunchCategory, NameKind, RecordKind, SpacecraftStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacetimeline.catalogs.kinds import Fields, Mended

STANDARD = "S"
"""GCAT's catalogue of the objects that have a US catalogue number."""

JCAT = re.compile(r"[A-Z][0-9]{5}(?:[0-9]{4})?")

LAUNCH = (
    "Launch_Tag", "Launch_Date", "LV_Type", "Flight_ID", "Platform", "Launch_Site", "Launch_Pad",
    "Ascent_Site", "Agency", "LVState", "Launch_Code|LaunchCode", "Name|Flight|Mission",
)  # fmt: skip
PAYLOAD = (
    "Launch_Tag", "Launch_Code|LaunchCode", "Piece", "Type", "Name", "PLName", "JCAT", "SatOwner", "SatState",
)  # fmt: skip


def pad_ref(site: str, pad: str) -> str:
    """How a pad is called: its site's code and its own."""
    return f"{site} {pad}"


def launch_item(fields: Fields, mended: Mended) -> Item:
    """A launch, from the columns that are the same for all its payloads."""
    (
        tag, date, vehicle, serial, platform, site, pad, ascent, agency, state, code, name,
    ) = fields  # fmt: skip
    tag = launch_tag(tag)
    code = code.strip()
    said = launch_code(code, tag)
    when = date_of("Launch_Date", date, mended)
    if when is None:
        raise RowError("Launch_Date", "a launch must have a date", date.strip())
    if text_of(vehicle) is None:
        raise RowError("LV_Type", "a launch must have a vehicle", vehicle.strip())
    item = Item(
        RecordKind.LAUNCH, tag, tag.lower(), text_of(name) or tag, dates={"date": when},
        values={
            "category": said.category.value, "outcome": said.outcome and said.outcome.value,
            "success_fraction": said.fraction, "code": code, "status": "flown", "cospar": tag,
            "serial": text_of(serial),
        },
    )  # fmt: skip
    doubts = _whence(item, vehicle=vehicle, platform=platform, site=site, ascent=ascent, pad=pad)
    agencies = codes_of(agency)
    if agencies:
        item.refs["provider_id"] = Ref(RecordKind.ORGANIZATION, agencies[0][0], text_of(state))
        if agencies[0][1]:
            doubts.append("agency")
    if doubts:
        item.note = f"GCAT doubts: {', '.join(doubts)}."
    return item


def _whence(
    item: Item, *, vehicle: str, platform: str, site: str, ascent: str, pad: str
) -> list[str]:
    """On what and from where a launch started; gives what is doubted."""
    doubts = []
    for column, kind, field, what in (
        ("vehicle_id", RecordKind.VEHICLE, vehicle, "vehicle"),
        ("platform_id", RecordKind.PLATFORM, platform, "platform"),
        ("site_id", RecordKind.SITE, site, "site"),
        ("ascent_site_id", RecordKind.SITE, ascent, "site of ascent"),
    ):
        ref, doubted = code_of(field)
        if ref is not None:
            item.refs[column] = Ref(kind, ref)
        if doubted:
            doubts.append(what)
    the_pad, doubted = code_of(pad)
    the_site = item.refs.get("site_id")
    if the_pad is not None and the_site is not None:
        item.refs["pad_id"] = Ref(RecordKind.PAD, pad_ref(the_site.ref, the_pad))
    if doubted:
        doubts.append("pad")
    return doubts


def payload_item(fields: Fields, mended: Mended) -> Item:
    """A payload of a launch."""
    tag, code, its_piece, type_, name, plname, jcat, owner, state = fields
    tag, jcat = launch_tag(tag), jcat.strip()
    said = launch_code(code.strip(), tag)
    item = craft(
        jcat, its_piece, type_, name, plname, probe=said.category is LaunchCategory.DEEP_SPACE
    )
    item.refs["launch_id"] = Ref(RecordKind.LAUNCH, tag)
    item.values["payload_position"] = 0  # among those of its launch; numbered when written
    own(item, owner, state)
    return item


def craft(jcat: str, its_piece: str, type_: str, name: str, plname: str, *, probe: bool) -> Item:
    """A spacecraft, as GCAT's lists of objects have it."""
    if not JCAT.fullmatch(jcat):
        raise RowError("JCAT", "is no identifier of GCAT: S29230, A01633", jcat[:40])
    if not type_.strip():
        raise RowError("Type", "an object must have a type")
    # Only the standard catalogue numbers objects one by one: what stands in the others has the
    # piece, and the catalogue number, of the object that it was attached to.
    standard = jcat[0] == STANDARD
    cospar = piece(its_piece) if standard else None
    number = catalogue_number(jcat[1:]) if standard else None
    usual = text_of(name) or text_of(plname) or jcat
    other = text_of(plname)
    item = Item(
        RecordKind.SPACECRAFT, jcat, jcat.lower(), usual,
        values={
            "kind": kind_of(type_, probe=probe).value, "status": SpacecraftStatus.UNKNOWN.value,
            "cospar": cospar, "norad": number,
        },
    )  # fmt: skip
    if other is not None and other != usual:
        item.names.append(Alias(other, NameKind.CODE))
    if number is not None:
        item.identifiers.append(("norad", str(number)))
    if cospar is not None:
        item.identifiers.append(("cospar", cospar))
    return item


def own(item: Item, owner: str, state: str) -> None:
    """Who operates an object: the first of the list is its operator, of that state."""
    owners = codes_of(owner)
    if owners:
        first = Ref(RecordKind.ORGANIZATION, owners[0][0], text_of(state))
        item.refs["operator_id"] = first
        others = [Ref(RecordKind.ORGANIZATION, code) for code, _ in owners[1:]]
        item.operators = [Term(each) for each in (first, *others)]
    if any(doubted for _, doubted in owners):
        item.note = "GCAT doubts who operated it."


def key_of(code: str) -> str:
    """A key made of a code: lower case, and what is no letter or digit a hyphen."""
    key = re.sub(r"[^a-z0-9]+", "-", code.lower().replace("+", " plus ")).strip("-")
    return key or "unnamed"


LAUNCHES = Listing("launchlog launches", launch_item)
PAYLOADS = Listing("launchlog payloads", payload_item)


def _parts(columns: Sequence[str]) -> Callable[[Fields], Iterator[Part]]:
    launch, payload = picker(columns, LAUNCH), picker(columns, PAYLOAD)
    tag = name = ""

    def parts(fields: Fields) -> Iterator[Part]:
        nonlocal tag, name
        *its, its_name = launch(fields)
        if its[0] != tag:
            tag, name = its[0], its_name  # a launch is called after its first payload
        yield LAUNCHES, launch_tag(tag), (*its, name)
        mine = payload(fields)
        yield PAYLOADS, f"{launch_tag(mine[0])}/{mine[6].strip()}", mine

    return parts


LAUNCHLOG = FileKind("launchlog", (LAUNCHES, PAYLOADS), _parts)
