"""GCAT's table of launch vehicles, and the families that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacetimeline.catalogs.gcat.fields import code_of, codes_of, text_of
from spacetimeline.catalogs.gcat.launchlog import key_of
from spacetimeline.catalogs.items import Alias, Item, Ref, RowError
from spacetimeline.catalogs.kinds import FileKind, Listing, Part, picker
from spacetimeline.vocabularies import NameKind, RecordKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacetimeline.catalogs.kinds import Fields, Mended

VEHICLE = ("LV_Name", "LV_Variant", "LV_Family", "LV_Manufacturer", "LV_Alias")

NAMELESS = frozenset(("Unknown", "?"))
"""What stands where a vehicle or family has no name."""


def family_item(fields: Fields, mended: Mended) -> Item:
    """A family of launch vehicles, which the table of vehicles only mentions."""
    name = fields[0]
    return Item(RecordKind.FAMILY, name, key_of(name), name)


def vehicle_item(fields: Fields, mended: Mended) -> Item:
    """A launch vehicle; its variants are the same vehicle here, as in the launch log."""
    name, _, family, manufacturer, alias = fields
    code = text_of(name)
    if code is None:
        raise RowError("LV_Name", "a vehicle must have a name")
    item = Item(RecordKind.VEHICLE, code, key_of(code), code)
    its_family = text_of(family)
    if its_family is not None and its_family not in NAMELESS:
        item.refs["family_id"] = Ref(RecordKind.FAMILY, its_family)
    makers = codes_of(manufacturer)
    if makers:
        item.refs["manufacturer_id"] = Ref(RecordKind.ORGANIZATION, makers[0][0])
    other, _ = code_of(alias)
    if other is not None and other != code:
        item.names.append(Alias(other, NameKind.ALIAS))
    return item


FAMILIES = Listing("lv families", family_item)
VEHICLES = Listing("lv", vehicle_item)


def _parts(columns: Sequence[str]) -> Callable[[Fields], Iterator[Part]]:
    pick = picker(columns, VEHICLE)
    told: set[str] = set()

    def parts(fields: Fields) -> Iterator[Part]:
        mine = pick(fields)
        name, variant, family = (field.strip() for field in mine[:3])
        if family not in told and family not in NAMELESS and family not in {"", "-"}:
            told.add(family)
            yield FAMILIES, family, (family,)
        # The plain vehicle before its variants.
        yield VEHICLES, name if variant in {"", "-"} else f"{name}\x7f{variant}", mine

    return parts


LV = FileKind("lv", (FAMILIES, VEHICLES), _parts)
