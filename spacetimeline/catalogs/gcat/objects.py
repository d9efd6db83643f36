"""GCAT's catalogues of objects (satcat and its sisters) and of payloads (psatcat and its)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacetimeline.catalogs.gcat.codes import (
    gone_how,
    launch_tag,
    orbit_of,
    piece,
)
from spacetimeline.catalogs.gcat.fields import (
    code_of,
    codes_of,
    date_of,
    is_ongoing,
    number_of,
    text_of,
)
from spacetimeline.catalogs.gcat.launchlog import craft, own
from spacetimeline.catalogs.items import Alias, Item, Ref, RowError
from spacetimeline.catalogs.kinds import FileKind, Listing, Part, picker
from spacetimeline.vocabularies import NameKind, RecordKind, SpacecraftStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacetimeline.catalogs.kinds import Fields, Mended

OBJECT = (
    "JCAT", "Launch_Tag", "Piece", "Type", "Name", "PLName", "LDate", "SDate", "DDate",
    "Status", "Owner", "State", "Manufacturer", "Bus", "Mass", "ODate", "Perigee", "Apogee", "Inc",
    "OpOrbit", "AltNames",
)  # fmt: skip
PAYLOAD = ("JCAT", "Piece", "Name", "LDate", "TLast", "TOp", "TDate", "DispEpoch")

OBJECT_CATALOGUES = (
    "satcat", "auxcat", "ftocat", "tmpcat", "csocat", "lcat", "rcat", "ecat", "deepcat", "hcocat",
    "lprcat",
)  # fmt: skip
PAYLOAD_CATALOGUES = ("psatcat", "pauxcat", "pftocat", "ptmpcat", "plcat", "prcat", "pdeepcat")


def object_item(fields: Fields, mended: Mended) -> Item:
    """An object: a payload, a component, a rocket stage, debris."""
    (
        jcat, tag, its_piece, type_, name, plname, launched, separated, decayed, status,
        owner, state, manufacturer, bus, mass, measured, perigee, apogee, inclination, orbit, others,
    ) = fields  # fmt: skip
    item = craft(jcat.strip(), its_piece, type_, name, plname, probe=False)
    values = item.values
    its_launch = _launch(tag, its_piece)
    if its_launch is not None:
        item.refs["launch_id"] = Ref(RecordKind.LAUNCH, its_launch)
    own(item, owner, state)
    makers = codes_of(manufacturer)
    if makers:
        item.refs["manufacturer_id"] = Ref(RecordKind.ORGANIZATION, makers[0][0])
    for column, field in (("SDate", separated), ("ODate", measured)):
        date_of(column, field, mended)  # read, so that nothing that is no date passes
    _launched(item, launched, mended)
    gone = date_of("DDate", decayed, mended)
    how = gone_how(status)
    if how is not None:
        values["status"] = SpacecraftStatus.GONE.value
        values["gone_how"] = how.value
        if gone is not None:
            item.dates["gone"] = gone
    weight = number_of("Mass", mass)
    kept, _ = code_of(bus)
    values |= {
        "bus": kept,
        "mass": weight or None,  # 0 stands where it is not known
        "orbit": _word(orbit),
        "perigee": number_of("Perigee", perigee),
        "apogee": number_of("Apogee", apogee),
        "inclination": number_of("Inc", inclination),
    }
    said = text_of(others)
    if said is not None:
        there = {item.name, *(name.text for name in item.names)}
        for other in said.split(","):
            text = other.rsplit(":", 1)[0].strip()
            if text and text not in there:
                there.add(text)
                item.names.append(Alias(text))
    return item


def _launched(item: Item, field: str, mended: Mended) -> None:
    """When it was launched, for an object whose launch is in no list."""
    when = date_of("LDate", field, mended)
    if when is not None:
        item.dates["launched"] = when


def _launch(tag: str, its_piece: str) -> str | None:
    """Which launch: an older edition has no column for it, but what failed stands under its tag."""
    if text_of(tag) is not None:
        return launch_tag(tag)
    if piece(its_piece) is None and text_of(its_piece) is not None:
        try:
            return launch_tag(its_piece)
        except RowError:
            return None
    return None


def _word(orbit: str) -> str | None:
    found = orbit_of(orbit)
    return None if found is None else found.value


def payload_item(fields: Fields, mended: Mended) -> Item:
    """How long a payload worked."""
    jcat, its_piece, name, launched, last, operated, transmitted, measured = fields
    item = craft(jcat.strip(), its_piece, "P", name, "-", probe=False)
    item.name = text_of(name) or item.name
    if item.name != jcat.strip():
        item.names.append(Alias(item.name, NameKind.ALIAS))
    for column, field in (("TLast", last), ("TDate", transmitted), ("DispEpoch", measured)):
        date_of(column, field, mended)
    _launched(item, launched, mended)
    ended = date_of("TOp", operated, mended)
    if is_ongoing(operated):
        item.values["status"] = SpacecraftStatus.ACTIVE.value
    elif ended is not None:
        item.values["status"] = SpacecraftStatus.INACTIVE.value
        item.dates["ended"] = ended
    return item


def _objects(section: str) -> FileKind:
    return _file(section, object_item, OBJECT)


def _payloads(section: str) -> FileKind:
    return _file(section, payload_item, PAYLOAD)


def _file(section: str, item: Callable[[Fields, Mended], Item], wanted: Sequence[str]) -> FileKind:
    listing = Listing(section, item)

    def parts_of(columns: Sequence[str]) -> Callable[[Fields], Iterator[Part]]:
        pick = picker(columns, wanted)

        def parts(fields: Fields) -> Iterator[Part]:
            mine = pick(fields)
            yield listing, mine[0].strip(), mine

        return parts

    return FileKind(section, (listing,), parts_of)


OBJECTS = tuple(_objects(section) for section in OBJECT_CATALOGUES)
PAYLOADS = tuple(_payloads(section) for section in PAYLOAD_CATALOGUES)
