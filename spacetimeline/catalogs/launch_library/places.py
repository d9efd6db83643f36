"""Which of the few records an item tells of: bodies, sites, pads, families, vehicles."""

# ruff: noqa: S608 - SQL is put together from our own constants; values travel beside it

from __future__ import annotations

import math
import re
from functools import cached_property
from typing import TYPE_CHECKING

from spacetimeline.catalogs.adding import BESIDE
from spacetimeline.catalogs.launch_library import shapes
from spacetimeline.catalogs.launch_library.layers import flat
from spacetimeline.catalogs.storing import stored_rows
from spacetimeline.names import fold
from spacetimeline.packs.forms import OTHER
from spacetimeline.packs.stored import CATALOGUE
from spacetimeline.packs.tables import fetch, marks
from spacetimeline.vocabularies import NameKind, RecordKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacetimeline.catalogs.items import Item
    from spacetimeline.catalogs.known import Known

# What is said beside the name of a site.
_SITE_WORDS = re.compile(
    r"\s*\b(cosmodrome|satellite launch(ing)? (center|centre|station)|(space|launch) (center|centre)"
    r"|afb|sfb|sfs|air ?(force )?base|space force (base|station)|launch complex|peninsula|atoll"
    r"|space launch facility|missile test site|range complex)\s*$",
    re.IGNORECASE,
)
_PAD_WORDS = re.compile(
    r"^.*\b(space launch complex|launch complex|launch pad|launch area|pad|slc|lc|site)\b[\s-]*",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^()]*\)")


NEAR = 30
"""Kilometres: so near a location is a site that we have."""


def _kilometres(latitude: float, longitude: float, other: float, its: float) -> float:
    """How far apart two places are, well enough for short ways."""
    east = (longitude - its + 180) % 360 - 180
    return 111.2 * math.hypot(latitude - other, east * math.cos(math.radians(latitude)))


class Places:
    """Finds records of the kinds of which there are few.

    Args:
        known: what there is.
    """

    def __init__(self, known: Known) -> None:
        self.known = known
        self.families: dict[str, int] = {}
        self.site_of_pad: dict[str, int] = {}
        self._pads: dict[tuple[int, str], set[int]] | None = None
        self._read_codes()

    def _read_codes(self) -> None:
        """Countries by their codes of three letters, which the older versions have."""
        rows = fetch(
            self.known.connection,
            "SELECT i.value, r.id FROM identifier i JOIN record r ON r.id = i.record_id "
            "WHERE i.scheme = 'iso3' AND r.kind = 'country' ORDER BY r.id DESC",
        )
        for code, number in rows:
            self.known.ids.setdefault((RecordKind.COUNTRY, code.upper()), number)

    def find(self, item: Item) -> int | None:
        """The record of an item; None: it is new."""
        mine = self.known.ids.get((item.kind, item.ref))
        if mine is not None:
            return mine
        if item.kind is RecordKind.PAD:
            return self._pad(item)
        if item.kind is RecordKind.COUNTRY:
            return None
        for text in self._ways(item):
            found = self.known.named(item.kind, text)
            if len(found) > 1:
                found = found & self._packs_own  # of two of one name, the one that packs have
            if len(found) == 1:
                return next(iter(found))
        if item.kind is RecordKind.SITE:
            return self._near(item)
        return self.families.get(fold(item.name)) if item.kind is RecordKind.FAMILY else None

    def _near(self, item: Item) -> int | None:
        """The one site where it stands, or where all its pads stand."""
        spots = self._spots.get(item.ref.partition("/")[2], [])
        if item.values.get("latitude") is not None:
            spots = [(item.values["latitude"], item.values["longitude"])]
        found: set[int] = set()
        for latitude, longitude in spots:
            found |= {
                number
                for number, its_latitude, its_longitude in self._sites
                if _kilometres(latitude, longitude, its_latitude, its_longitude) <= NEAR
            } or {0}
        found = found & self._packs_own if len(found) > 1 and 0 not in found else found
        return found.pop() if len(found) == 1 and found != {0} else None

    @cached_property
    def _packs_own(self) -> set[int]:
        """Records that no catalogue brought."""
        rows = fetch(
            self.known.connection,
            "SELECT r.id FROM record r LEFT JOIN pack p ON p.id = r.pack_id WHERE r.kind IN "
            "('organization', 'site', 'family', 'vehicle', 'platform') AND "
            f"(p.origin IS NULL OR p.origin <> '{CATALOGUE}')",
        )
        return {number for (number,) in rows}

    @cached_property
    def _sites(self) -> list[tuple[int, float, float]]:
        rows = fetch(
            self.known.connection,
            "SELECT s.id, s.latitude, s.longitude FROM site s JOIN record r ON r.id = s.id WHERE "
            "s.latitude IS NOT NULL AND s.longitude IS NOT NULL AND (r.pack_id IS NULL OR "
            f"r.pack_id <> {marks(self.known.connection, 1)})",
            (self.known.pack,),
        )
        return [(number, latitude, longitude) for number, latitude, longitude in rows]

    @cached_property
    def _spots(self) -> dict[str, list[tuple[float, float]]]:
        """Where the pads of each location stand, as the answers tell it."""
        found: dict[str, list[tuple[float, float]]] = {}
        for rows in stored_rows(self.known.connection, self.known.pack, shapes.PAD):
            for _, text in rows:
                pad = flat(text.partition("\t")[2])
                latitude, longitude = pad.get("latitude"), pad.get("longitude")
                if pad.get("location") and latitude and longitude:
                    found.setdefault(pad["location"], []).append((latitude, longitude))
        return found

    def _ways(self, item: Item) -> Iterator[str]:
        """What a record may be called, the surest first."""
        yield item.name
        yield from item.alike
        if item.kind is RecordKind.SITE:
            for part in item.name.split(",")[:2]:
                bare = _SITE_WORDS.sub("", part).strip()
                if len(bare) > 3:
                    yield bare
        for name in item.names:
            if name.kind is not NameKind.SHORT or len(name.text) > 2:
                yield name.text

    def _pad(self, item: Item) -> int | None:
        """A pad of the same site, by its number: 39A, 31/6."""
        site = self.known.find(item.refs["site_id"])
        if site is None:
            return None
        if self._pads is None:
            self._pads = self._read_pads()
        core = _ASIDE.sub("", item.name).strip()
        core = _PAD_WORDS.sub("", core).strip() or core
        of_site = self.known.names_of.get(site, "")
        for text in (item.name, core, f"{of_site} {core}", f"LC-{core}", f"SLC-{core}",
                     f"{of_site} SLC-{core}", f"LC{core}", f"SLC{core}"):  # fmt: skip
            found = self._pads.get((site, fold(text)), set())
            if len(found) == 1:
                return next(iter(found))
        return None

    def _read_pads(self) -> dict[tuple[int, str], set[int]]:
        mark = marks(self.known.connection, 1)
        rows = fetch(
            self.known.connection,
            "SELECT p.site_id, f.folded, p.id FROM pad p JOIN record r ON r.id = p.id JOIN "
            f"name_form f ON f.record_id = p.id WHERE f.rank <= {OTHER + BESIDE} AND "
            f"(r.pack_id IS NULL OR r.pack_id <> {mark})",
            (self.known.pack,),
        )
        found: dict[tuple[int, str], set[int]] = {}
        for site, form, number in rows:
            found.setdefault((site, form), set()).add(number)
        return found
