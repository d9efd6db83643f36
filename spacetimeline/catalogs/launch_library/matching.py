"""Which record an item tells of: by identifier, then by name, date and kind."""

# ruff: noqa: S608 - SQL is put together from our own constants; values travel beside it

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from spacetimeline.catalogs.comparing import Disagreement, disagreements
from spacetimeline.catalogs.known import FEW
from spacetimeline.catalogs.launch_library.crafts import NAMES, Crafts
from spacetimeline.catalogs.launch_library.happenings import Happenings
from spacetimeline.catalogs.launch_library.people import People
from spacetimeline.catalogs.launch_library.places import Places
from spacetimeline.catalogs.matching import Matcher
from spacetimeline.dates import Precision, VagueDate, to_db
from spacetimeline.errors import InvalidDate
from spacetimeline.names import fold
from spacetimeline.packs.tables import fetch, instant, marks
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from spacetimeline.catalogs.items import Item
    from spacetimeline.catalogs.known import Known

K = RecordKind

EXACT = timedelta(seconds=90)
"""Two launches so near are one, unless their sites differ."""

NEAR = timedelta(hours=36)
"""Two launches so near are one if their names are the same."""

MOVED = timedelta(days=400)
"""So far a launch may have slipped since its answer was stored."""


INFERRED = frozenset(("category", "gone_how", "kind"))


class AnswerMatcher(Matcher):
    """Finds the records that items tell of.

    Records of all kinds that were found or made are in ``known.ids``, under what the catalogue
    calls them.
    """

    def __init__(self, known: Known) -> None:
        super().__init__(known)
        self.places = Places(known)

    @cached_property
    def people(self) -> People:
        """People there are."""
        return People(self.known)

    @cached_property
    def crafts(self) -> Crafts:
        """Craft and stations there are."""
        return Crafts(self.known)

    @cached_property
    def happenings(self) -> Happenings:
        """Dockings, spacewalks, expeditions and landings there are."""
        return Happenings(self.known)

    def differences(
        self,
        kind: RecordKind,
        item: Item,
        row: Mapping[str, Any],
        refs: Mapping[str, int | str],
        name_of: Callable[[int], str],
    ) -> list[Disagreement]:
        """Where an item tells something else; numbers of this catalogue alone contradict nobody."""
        if kind is K.LAUNCH and item.values["status"] == "planned" and row["status"] == "flown":
            return []  # what was planned once
        known = {column: ref for column, ref in refs.items() if isinstance(ref, int)}
        # Of these the catalogue does not speak: they are worked out from other words of it.
        values = {name: item.values[name] for name in item.values if name not in INFERRED}
        dates = {} if kind is K.SPACECRAFT and row["gone_text"] is None else item.dates
        found = disagreements(kind, row, values, dates, known, name_of)
        return [each for each in found if not _is_rounded(each)]

    def match(self, kind: RecordKind, items: Sequence[Item]) -> list[int | None]:
        """The record of each item, None where it is new; all items are of one kind."""
        if kind in FEW:
            return [self.places.find(item) for item in items]
        ids = self.known.ids
        unknown = [item for item in items if (kind, item.ref) not in ids]
        there = self.known.with_identifiers(
            kind, [(self.known.scheme, item.ref) for item in unknown]
        )
        for item in unknown:
            number = there.get((self.known.scheme, item.ref))
            if number is not None:
                ids[kind, item.ref] = number
        if kind is K.LAUNCH:
            self._tagged(unknown)
        for item in unknown:
            if (kind, item.ref) not in ids:
                number = self._find(item)
                if number is not None:
                    ids[kind, item.ref] = number
        return [ids.get((kind, item.ref)) for item in items]

    def _find(self, item: Any) -> int | None:
        match item.kind:
            case K.LAUNCH:
                return self._launch(item)
            case K.SPACECRAFT:
                return self.crafts.find(item)
            case K.PERSON:
                return self.people.find(item)
            case K.FLIGHT:
                return self.happenings.flight(item)
            case K.EXPEDITION:
                return self.happenings.expedition(item)
            case K.DOCKING:
                return self.happenings.docking(item)
            case K.SPACEWALK:
                return self.happenings.spacewalk(item)
        return None

    # ------------------------------------------------------------ launches

    def _tagged(self, items: Sequence[Item]) -> None:
        """Launches by their designation."""
        tags = {item.key: item for item in items if item.values.get("cospar")}
        for key, number in self.known.with_keys(K.LAUNCH, tags).items():
            self.known.ids[K.LAUNCH, tags[key].ref] = number

    def _launch(self, item: Item) -> int | None:
        """A launch by its time and name, and where it took place."""
        when = item.dates["date"]
        planned = bool(item.told.get("planned"))  # type: ignore[attr-defined]
        room = MOVED if planned else NEAR
        mark = marks(self.known.connection, 1)
        rows = fetch(
            self.known.connection,
            "SELECT id, date_start, site_id, status, cospar FROM launch WHERE "
            f"date_start BETWEEN {mark} AND {mark} ORDER BY date_start, key",
            (to_db(when.nominal_earliest - room), to_db(when.nominal_before + room)),
        )
        tag = item.values.get("cospar")
        site = self.site_of(item)
        there = {
            number: instant(start)
            for number, start, its_site, status, cospar in rows
            if not (tag and cospar and tag != cospar)
            and (planned or status == "flown")
            and (site is None or its_site is None or its_site == site)
        }
        if not planned:
            exact: list[int] = [
                number
                for number, start in there.items()
                if abs(start - when.nominal_earliest) <= EXACT
            ]
            if len(exact) == 1:
                return exact[0]
        named = self._named(item) & set(there)
        return next(iter(named)) if len(named) == 1 else None

    def site_of(self, item: Item) -> int | None:
        """The site of a launch: its pad's, where that is told."""
        site: int | None = item.values.get("site_id")
        if site is not None:
            return site  # of a pad that has no name
        pad = item.refs.get("pad_id")
        number = None if pad is None else self.known.find(pad)
        if number is None:
            return None
        if number not in self._sites:
            rows = self.known.rows_of("pad", ("site_id",), "id", [number])
            self._sites[number] = rows[0][0] if rows else None
        return self._sites[number]

    @cached_property
    def _sites(self) -> dict[int, int | None]:
        return {}

    def _named(self, item: Item) -> set[int]:
        """Launches of this name, or with a payload of this name."""
        forms = [fold(text) for text in dict.fromkeys((item.name, *(n.text for n in item.names)))]
        mark = marks(self.known.connection, 1)
        rows = fetch(
            self.known.connection,
            "SELECT r.kind, r.id, s.launch_id FROM name_form f JOIN record r ON r.id = f.record_id "
            "LEFT JOIN spacecraft s ON s.id = r.id WHERE f.folded IN "
            f"({marks(self.known.connection, len(forms))}) AND r.kind IN ('launch', 'spacecraft') "
            f"AND f.rank IN ({NAMES}) AND (r.pack_id IS NULL OR r.pack_id <> {mark})",
            (*forms, self.known.pack),
        )
        found = (number if kind == "launch" else launch for kind, number, launch in rows)
        return {number for number in found if number is not None}


def _is_rounded(difference: Disagreement) -> bool:
    """Whether two dates differ only because one of them is rounded to the minute."""
    try:
        ours, theirs = (VagueDate.parse(text) for text in difference[1:])
    except InvalidDate:
        return False
    if Precision.MINUTE not in {ours.precision, theirs.precision}:
        return False
    gap = max(ours.earliest - theirs.before, theirs.earliest - ours.before)
    return gap < timedelta(minutes=1)
