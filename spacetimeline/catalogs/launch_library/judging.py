"""What of the answers can be: nothing is entered that an audit would call impossible."""

# ruff: noqa: S608 - SQL is put together from our own constants; values travel beside it

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from spacetimeline.catalogs.comparing import date_in
from spacetimeline.catalogs.items import Ref
from spacetimeline.catalogs.launch_library.codes import expedition_station
from spacetimeline.catalogs.launch_library.people import mark_of
from spacetimeline.catalogs.lists import ListedItem
from spacetimeline.names import fold_word
from spacetimeline.packs.tables import date_columns, date_list, fetch, instant, marks
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from datetime import datetime

    from spacetimeline.catalogs.items import Item
    from spacetimeline.catalogs.launch_library.matching import AnswerMatcher
    from spacetimeline.dates import VagueDate

K = RecordKind

Claimed = tuple[int, str, str]
"""A craft, which dockings of it we have, and which one the catalogue tells of."""


class Judge:
    """Says whether a record that is new can be.

    Args:
        matcher: knows what there is.
    """

    def __init__(self, matcher: AnswerMatcher) -> None:
        self.matcher = matcher
        self.known = matcher.known
        self._waiting: set[tuple[str, str | None]] = set()
        self._windows: list[tuple[str, datetime | None, datetime | None]] = []
        rows = fetch(
            self.known.connection, "SELECT subject, filters, since_start, until_end FROM coverage"
        )
        for subject, filters, since, until in rows:
            if not json.loads(filters or "{}"):
                self._windows.append(
                    (
                        fold_word(subject),
                        instant(since) if since is not None else None,
                        instant(until) if until is not None else None,
                    )
                )

    def verdict(self, item: Item) -> tuple[Claimed | None, str | None]:
        """A claim that it becomes instead of a record, or why it cannot be; None if it can."""
        match item.kind:
            case K.DOCKING:
                return self._docking(item)
            case K.FLIGHT:
                return None, self._flight(item)
            case K.SPACEWALK:
                return None, self._walk(item)
            case K.EXPEDITION:
                return None, self._expedition(item)
            case K.PAD:
                return None, self._pad(item)
        return None, None

    def note(self, item: Item, number: int) -> None:
        """Remember what was made."""
        if item.kind is K.PERSON and isinstance(item, ListedItem):
            self.matcher.people.note(item, number)
        elif item.kind is K.DOCKING:
            self.matcher.happenings.note(item, number)

    def is_waiting(self, item: Any) -> bool:
        """Whether a person of this name and birth is about to be made already."""
        mark = mark_of(item)
        if mark in self._waiting:
            return self.matcher.people.find(item) is None
        self._waiting.add(mark)
        return False

    def _is_vouched(self, subject: str, when: VagueDate | None) -> bool:
        """Whether a pack says that it holds all of these at that time."""
        return when is not None and any(
            its == subject
            and (since is None or since <= when.nominal_earliest)
            and (until is None or when.nominal_earliest < until)
            for its, since, until in self._windows
        )

    def _pad(self, item: Item) -> str | None:
        site = self.known.find(item.refs["site_id"]) if "site_id" in item.refs else None
        if site is None:
            return "its location is told nowhere"
        if fold_word(item.name).startswith("unknown"):
            self.matcher.places.site_of_pad[item.ref] = site
            return "is nobody's name; launches from there keep their site"
        return None

    # ------------------------------------------------------------ dockings

    def _docking(self, item: Any) -> tuple[Claimed | None, str | None]:
        self.find_target(item)
        craft = self.known.find(item.refs["craft_id"]) if "craft_id" in item.refs else None
        target = self.known.find(item.refs["target_id"]) if "target_id" in item.refs else None
        if craft is None:
            return None, "its craft is told nowhere"
        happenings = self.matcher.happenings
        if any(row.values["craft_id"] == craft for row in happenings.flights):
            # Of a craft with people a pack has all dockings; one more would change stays aboard.
            ours = [
                f"{row.dates['docked']} to {row.dates['undocked'] or '…'}"
                for row in happenings.dockings
                if row.values["craft_id"] == craft
            ]
            docked, undocked = item.dates["docked"], item.dates.get("undocked")
            theirs = f"{docked} to {undocked or '…'} at {item.values.get('port') or 'a port'}"
            return (craft, "; ".join(ours) or "none", theirs), None
        if target is None:
            return (
                None,
                f"at which station is not told: {item.told.get('destination') or 'nowhere'}",
            )
        columns = date_columns("gone")
        rows = self.known.rows_of("spacecraft", columns, "id", [craft])
        gone = date_in(dict(zip(columns, rows[0], strict=True)), "gone") if rows else None
        names = dict(self.known.rows_of("record", ("id", "name"), "id", [craft, target]))
        item.name = f"{names[craft]} at {names[target]}"
        why = happenings.why_not(item, gone)
        if why is None:
            happenings.expect(item)
        return None, why

    def find_target(self, item: ListedItem) -> None:
        """The station that a craft went to, by its name where no number is told."""
        ref, name = item.refs.get("target_id"), item.told.get("destination")
        if ref is None or self.known.find(ref) is None:
            number = None if name is None else self.matcher.crafts.station(name)
            item.refs.pop("target_id", None)
            if number is None:
                number = self.matcher.happenings.station_with(item.values.get("port"))
            if number is not None:
                ref = Ref(K.SPACECRAFT, f"station {number}")
                self.known.ids[K.SPACECRAFT, ref.ref] = number
                item.refs["target_id"] = ref

    # ------------------------------------------------------------ people

    def _flight(self, item: Any) -> str | None:
        if self.known.find(item.refs["craft_id"]) is None:
            return "its craft is told nowhere"
        launch = self._launch(item)
        landed = item.dates.get("landing")
        if launch is None:
            return "its launch is told nowhere"
        when, category = launch
        if category == "suborbital":
            return "how high it rose is told nowhere"
        if self._is_vouched("flights", when):
            return f"a pack holds all flights of that time ({when}), and not this one"
        up = {self.known.find(seat.who) for seat in item.seats if seat.up}
        down = {self.known.find(seat.who) for seat in item.seats if seat.down}
        if landed is None:
            item.values["outcome"] = None
            if down:
                return "it has a crew that came down, but no landing"
        elif up != down:
            return "who went up is not who came down: the flights of the others are needed for that"
        item.seats.sort(key=lambda seat: not seat.up)
        return self._free_then(up | down, when)

    def _launch(self, item: Item) -> tuple[VagueDate, str] | None:
        ref = item.refs.get("launch_id")
        number = None if ref is None else self.known.find(ref)
        if number is None:
            return None
        columns = (*date_columns("date"), "category", "status")
        row = dict(
            zip(columns, self.known.rows_of("launch", columns, "id", [number])[0], strict=True)
        )
        when = date_in(row, "date")
        return None if when is None else (when, row["category"])

    def _free_then(self, people: set[int | None], when: VagueDate) -> str | None:
        """Whether somebody is up already, as far as is known."""
        for person, name, landed in self._flown(people):
            if landed is None or landed.before > when.earliest:
                return (
                    f"{name} ({person}) was up then already"
                    if landed
                    else f"{person} is up since {name}"
                )
        return None

    def _flown(self, people: set[int | None]) -> list[tuple[str, str, VagueDate | None]]:
        wanted = [each for each in people if each is not None]
        columns = date_columns("landing")
        rows = fetch(
            self.known.connection,
            f"SELECT p.name, f.name, {date_list('f', 'landing')} FROM crew c JOIN flight f ON "
            f"f.id = c.flight_id JOIN person p ON p.id = c.person_id WHERE c.person_id IN "
            f"({marks(self.known.connection, len(wanted) or 1)}) ORDER BY f.key",
            wanted or [-1],
        )
        return [
            (row[0], row[1], date_in(dict(zip(columns, row[2:], strict=True)), "landing"))
            for row in rows
        ]

    def _walk(self, item: Any) -> str | None:
        when = item.dates["start"]
        if self._is_vouched("spacewalks", when):
            return f"a pack holds all spacewalks of that time ({when}), and not this one"
        if "craft_id" in item.refs and self.known.find(item.refs["craft_id"]) is None:
            item.refs.pop("craft_id")
        return self._are_up(item, when, when)

    def _expedition(self, item: Any) -> str | None:
        station = self.known.find(item.refs["station_id"])
        if station is None:
            return "its station is told nowhere"
        other = self.matcher.crafts.station(expedition_station(item.name))
        if other is not None and other != station:
            return "its name is that of a crew of another station than the one that is told"
        start, end = item.dates.get("start"), item.dates.get("end")
        if start is None:
            item.seats = []
        elif self._are_up(item, start, end or start) is not None:
            item.seats = []  # the expedition is told of; who was in it cannot be so
        return None

    def _are_up(self, item: Any, start: VagueDate, end: VagueDate) -> str | None:
        """Whether all its people are in space then, by the crews that are known."""
        for seat in item.seats:
            person = self.known.find(seat.who)
            rows = fetch(
                self.known.connection,
                f"SELECT {date_list('f', 'launched')}, {date_list('f', 'landing')}, c.up, c.down FROM "
                f"crew c JOIN flight f ON f.id = c.flight_id WHERE c.person_id = "
                f"{marks(self.known.connection, 1)}",
                (person or -1,),
            )
            columns = (*date_columns("launched"), *date_columns("landing"), "up", "down")
            legs = [dict(zip(columns, row, strict=True)) for row in rows]
            ups = [w for leg in legs if leg["up"] and (w := date_in(leg, "launched"))]
            before = [when for when in ups if when.before <= start.earliest]
            if not before:
                return "somebody of it was not in space then, as far as is known"
            last = max(before)
            landings = [w for leg in legs if leg["down"] and (w := date_in(leg, "landing"))]
            following = [when for when in landings if when.earliest >= last.earliest]
            if following and min(following).before <= end.earliest:
                return "somebody of it had come down by then"
        return None
