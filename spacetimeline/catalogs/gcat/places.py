"""GCAT's tables of organizations, launch sites, pads and platforms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacetimeline.catalogs.gcat.fields import code_of, date_of, number_of, text_of
from spacetimeline.catalogs.gcat.launchlog import key_of, pad_ref
from spacetimeline.catalogs.items import Alias, Item, Ref, RowError
from spacetimeline.catalogs.kinds import FileKind, Listing, Part, picker
from spacetimeline.vocabularies import NameKind, PlatformKind, RecordKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacetimeline.catalogs.kinds import Fields, Mended

ORGANIZATION = (
    "Code", "UCode", "StateCode", "Type", "TStart", "TStop", "ShortName", "Name", "Parent",
    "ShortEName", "EName", "UName",
)  # fmt: skip
SITE = (
    "Site", "UCode", "StateCode", "ShortName", "Name", "Longitude", "Latitude", "ShortEName",
    "EName", "UName",
)  # fmt: skip
PAD = ("Site", "Code", "ShortName", "Name", "Longitude", "Latitude", "EName", "UName")
PLATFORM = (
    "Code", "StateCode", "Type", "ShortName", "Name", "EName", "UName", "VClass", "VID", "Parent",
)  # fmt: skip

STATE = "CY"
"""The type of a state among GCAT's organizations."""

_PLATFORMS = {
    "SHIP": PlatformKind.SHIP,
    "AIR": PlatformKind.AIRCRAFT,
    "SUB": PlatformKind.SUBMARINE,
    "PLAT": PlatformKind.FIXED,
}


def _named(item: Item, *others: tuple[str, NameKind]) -> Item:
    """Further names, each once."""
    there = {item.name}
    for field, kind in others:
        text = text_of(field)
        if text is not None and text not in there:
            there.add(text)
            item.names.append(Alias(text, kind))
    return item


def organization_item(fields: Fields, mended: Mended) -> Item:
    """An organization, or a state."""
    code, ucode, state, type_, start, stop, short, name, parent, eshort, english, unicode = fields
    code = code.strip()
    if code in {"", "-"}:
        raise RowError("Code", "an organization must have a code")
    usual = text_of(eshort) or text_of(short) or text_of(english) or text_of(name) or code
    is_state = type_.strip() == STATE
    item = Item(
        RecordKind.COUNTRY if is_state else RecordKind.ORGANIZATION,
        code,
        code if is_state else key_of(code),
        usual,
    )
    for column, field in (("start", start), ("end", stop)):
        when = date_of("TStart" if column == "start" else "TStop", field, mended)
        if when is not None:
            item.dates[column] = when
    if not is_state:
        its_state, _ = code_of(state)
        if its_state is not None:
            item.refs["country_id"] = Ref(RecordKind.COUNTRY, its_state)
        above, _ = code_of(parent)
        if above is not None and above != code:
            item.refs["parent_id"] = Ref(RecordKind.ORGANIZATION, above)
    del ucode
    return _named(
        item,
        (english, NameKind.FULL),
        (name, NameKind.FULL),
        (short, NameKind.SHORT),
        (unicode, NameKind.NATIVE),
    )


def _place(item: Item, longitude: str, latitude: str) -> Item:
    """Where it is; a catalogue's 0, 0 for an unknown place stands as ``-`` there."""
    east, north = number_of("Longitude", longitude), number_of("Latitude", latitude)
    if east is not None and not -180 <= east <= 360:
        raise RowError("Longitude", "is no longitude in degrees", longitude.strip())
    if north is not None and not -90 <= north <= 90:
        raise RowError("Latitude", "is no latitude in degrees", latitude.strip())
    item.values |= {"longitude": east, "latitude": north}
    return item


def site_item(fields: Fields, mended: Mended) -> Item:
    """A launch site; one site may have had several codes, of which `UCode` is the same."""
    code, ucode, state, short, name, longitude, latitude, eshort, english, unicode = fields
    code, _ = code_of(code)  # type: ignore[assignment]
    if code is None:
        raise RowError("Site", "a site must have a code")
    usual = text_of(eshort) or text_of(short) or text_of(english) or text_of(name) or code
    main, _ = code_of(ucode)
    item = Item(RecordKind.SITE, code, key_of(code), usual)
    if main is not None and main != code:
        item.alike.append(main)
    its_state, _ = code_of(state)
    on_moon = its_state == "LUNA"
    item.values["body"] = "Moon" if on_moon else "Earth"
    if its_state is not None and not on_moon:
        item.refs["country_id"] = Ref(RecordKind.COUNTRY, its_state)
    _place(item, longitude, latitude)
    return _named(
        item,
        (english, NameKind.FULL),
        (name, NameKind.FULL),
        (short, NameKind.SHORT),
        (unicode, NameKind.NATIVE),
    )


def pad_item(fields: Fields, mended: Mended) -> Item:
    """A launch pad."""
    site, code, short, name, longitude, latitude, english, unicode = fields
    its_site, _ = code_of(site)
    its_code, _ = code_of(code)
    if its_site is None or its_code is None:
        raise RowError("Site", "a pad must have a site and a code")
    ref = pad_ref(its_site, its_code)
    item = Item(RecordKind.PAD, ref, key_of(ref), ref)
    item.refs["site_id"] = Ref(RecordKind.SITE, its_site)
    _place(item, longitude, latitude)
    return _named(
        item,
        (" ".join(short.split()), NameKind.SHORT),
        (english, NameKind.FULL),
        (name, NameKind.FULL),
        (unicode, NameKind.NATIVE),
    )


def platform_item(fields: Fields, mended: Mended) -> Item:
    """A ship, aircraft or submarine from which rockets start."""
    code, state, type_, short, name, english, unicode, _class, number, parent = fields
    its_code, _ = code_of(code)
    if its_code is None:
        raise RowError("Code", "a platform must have a code")
    usual = text_of(english) or text_of(name) or its_code
    item = Item(RecordKind.PLATFORM, its_code, key_of(its_code), usual)
    kind = _PLATFORMS.get(type_.strip())
    item.values["platform_kind"] = None if kind is None else kind.value
    its_state, _ = code_of(state)
    if its_state is not None:
        item.refs["country_id"] = Ref(RecordKind.COUNTRY, its_state)
    del parent
    return _named(
        item,
        (" ".join(short.split()), NameKind.SHORT),
        (name, NameKind.FULL),
        (unicode, NameKind.NATIVE),
        (number, NameKind.CODE),
    )


ORGANIZATIONS = Listing("orgs", organization_item)
SITES = Listing("sites", site_item)
PADS = Listing("lp", pad_item)
PLATFORMS = Listing("platforms", platform_item)


def _states_first(columns: Sequence[str]) -> Callable[[Fields], Iterator[Part]]:
    pick = picker(columns, ORGANIZATION)

    def parts(fields: Fields) -> Iterator[Part]:
        mine = pick(fields)
        first = "0" if mine[3].strip() == STATE else "1"  # what others refer to
        yield ORGANIZATIONS, f"{first}/{mine[0].strip()}", mine

    return parts


def _main_codes_first(columns: Sequence[str]) -> Callable[[Fields], Iterator[Part]]:
    pick = picker(columns, SITE)

    def parts(fields: Fields) -> Iterator[Part]:
        mine = pick(fields)
        code, main = mine[0].strip(), mine[1].strip()
        yield SITES, code if main in {code, "-", ""} else f"{main}/{code}", mine

    return parts


def _pads(columns: Sequence[str]) -> Callable[[Fields], Iterator[Part]]:
    pick = picker(columns, PAD)

    def parts(fields: Fields) -> Iterator[Part]:
        mine = pick(fields)
        yield PADS, f"{mine[0].strip()} {mine[1].strip()}", mine

    return parts


def _platforms(columns: Sequence[str]) -> Callable[[Fields], Iterator[Part]]:
    pick = picker(columns, PLATFORM)

    def parts(fields: Fields) -> Iterator[Part]:
        mine = pick(fields)
        yield PLATFORMS, mine[0].strip(), mine

    return parts


ORGS = FileKind("orgs", (ORGANIZATIONS,), _states_first)
SITES_FILE = FileKind("sites", (SITES,), _main_codes_first)
LP = FileKind("lp", (PADS,), _pads)
PLATFORMS_FILE = FileKind("platforms", (PLATFORMS,), _platforms)
