"""What cannot be of places, launches and spacecraft."""

from __future__ import annotations

import re
import zoneinfo
from datetime import timedelta
from typing import TYPE_CHECKING

from spacetimeline.packs.checks.certain import check_span, surely_before
from spacetimeline.packs.defaults import TAG
from spacetimeline.vocabularies import LaunchStatus, RecordKind, SpacecraftStatus

if TYPE_CHECKING:
    from spacetimeline.packs.world import MergedRecord, World

_LAUNCH_TAG = re.compile(r"([0-9]{4})-([0-9]{3}|[A-Z][0-9]{2,3})")
_PIECE = re.compile(r"([0-9]{4}-(?:[0-9]{3}|[A-Z][0-9]{2,3}))([A-Z]{1,3})")


def check(world: World) -> None:
    """Note what cannot be of places, launches and spacecraft."""
    for site in world.of(RecordKind.SITE).values():
        _site(world, site)
    for launch in world.of(RecordKind.LAUNCH).values():
        _launch(world, launch)
        _payloads(world, launch)
    for craft in world.of(RecordKind.SPACECRAFT).values():
        _craft(world, craft)
        _piece(world, craft)
    _unique(world, RecordKind.LAUNCH, "cospar", "designation")
    _unique(world, RecordKind.SPACECRAFT, "cospar", "piece")
    _unique(world, RecordKind.SPACECRAFT, "norad", "catalogue number")


def _site(world: World, site: MergedRecord) -> None:
    zone = site.values.get("timezone")
    if zone is None:
        return
    try:
        zoneinfo.ZoneInfo(zone)
    except Exception:  # noqa: BLE001  (what a bad name raises differs by version and system)
        # Any error means that there is no such zone, or no zones at all on this machine.
        if "UTC" in zoneinfo.available_timezones():
            world.problem(
                site,
                ("timezone",),
                f"there is no time zone {zone!r}",
                "write its IANA name, such as Asia/Qyzylorda",
            )


def _launch(world: World, launch: MergedRecord) -> None:
    values = launch.values
    status = values.get("status")
    for field in ("outcome", "success_fraction"):
        if field in values and status not in (None, LaunchStatus.FLOWN):
            world.problem(
                launch,
                (field,),
                f"a launch that is {status} has no {field.replace('_', ' ')} yet",
                "leave one of the two out: with an outcome the status is flown",
            )
    pad = world.get(RecordKind.PAD, values.get("pad"))
    if pad is not None and values.get("site") != pad.values.get("site", values.get("site")):
        world.problem(
            launch,
            ("site",),
            f"the pad {pad.key} stands at {pad.values['site']}, not at {values['site']}",
            "leave `site` out: the pad knows its site",
        )
    tag = values.get("cospar")
    if tag is None:
        return
    found = _LAUNCH_TAG.fullmatch(tag)
    if found is None:
        hint = (
            "write it as 2006-022, without a piece's letter"
            if _PIECE.fullmatch(tag)
            else "write it as 2006-022 or 1969-F03"
        )
        world.problem(launch, ("cospar",), f"{tag!r} is no launch's designation", hint)
        return
    if TAG.fullmatch(launch.key) and tag != launch.key.upper():
        world.problem(
            launch,
            ("cospar",),
            f"{tag} is not the designation that is its key",
            f"leave it out, or make the key {tag.lower()}",
        )
    date, year = values.get("date"), int(found[1])
    if date is None or status is not LaunchStatus.FLOWN:
        return
    last = date.before - timedelta(milliseconds=1)
    if not date.earliest.year <= year <= last.year:
        world.problem(
            launch,
            ("date",),
            f"{tag} is a designation of {year}, and the date is {date}",
            "check both",
        )


def _payloads(world: World, launch: MergedRecord) -> None:
    seen: set[str] = set()
    for index, key in enumerate(launch.values["payloads"]):
        if key in seen:
            world.problem(
                launch, ("payloads", index), f"{key} is listed twice", "keep one of the two"
            )
            continue
        seen.add(key)
        other = world.of(RecordKind.SPACECRAFT)[key].values.get("launch")
        if other != launch.key:
            world.problem(
                launch,
                ("payloads", index),
                f"{key} cannot be put up twice: it belongs to the launch {other} too",
                "a craft has one launch; a reused one is a craft of its own with the same `vessel`",
            )


def _craft(world: World, craft: MergedRecord) -> None:
    values = craft.values
    launch = world.get(RecordKind.LAUNCH, values.get("launch"))
    launched = launch.values.get("date") if launch is not None else None
    released = values.get("released", {}).get("date")
    for date, way, why in (
        (released, ("released", "date"), "it is released before its launch"),
        (values.get("ended"), ("ended",), "its service ends before its launch"),
        # What follows from its flight's landing is told there.
        (
            values.get("gone") if "gone" in craft.origin else None,
            ("gone",),
            "it is gone before its launch",
        ),
    ):
        check_span(world, craft, way, launched, date, why=why)
    ended, gone = values.get("ended"), values.get("gone")
    check_span(world, craft, ("ended",), ended, gone, why="it is gone before its service ends")
    perigee, apogee = values.get("perigee"), values.get("apogee")
    if perigee is not None and apogee is not None and perigee > apogee:
        world.problem(
            craft,
            ("perigee",),
            f"its perigee ({perigee:g} km) is above its apogee ({apogee:g} km)",
            "swap them",
        )
    status = values.get("status")
    if status in (SpacecraftStatus.ACTIVE, SpacecraftStatus.PLANNED, SpacecraftStatus.REQUESTED):
        for field in ("ended", "gone"):
            if field in values:
                world.problem(
                    craft,
                    ("status",),
                    f"it is {status}, yet `{field}` says {values[field]}",
                    "leave one of the two out",
                )
    giver = world.get(RecordKind.SPACECRAFT, values.get("released", {}).get("from"))
    if giver is not None and surely_before(giver.values.get("gone"), released):
        world.problem(
            craft,
            ("released", "date"),
            f"{giver.name} was gone ({giver.values['gone']}) before it could let this go ({released})",
            "check both dates",
        )


def _piece(world: World, craft: MergedRecord) -> None:
    piece = craft.values.get("cospar")
    if piece is None:
        return
    found = _PIECE.fullmatch(piece)
    if found is None:
        hint = (
            "that is the launch's own designation; leave it out here, or add the piece's letter"
            if _LAUNCH_TAG.fullmatch(piece)
            else "write it as 2006-022A"
        )
        world.problem(craft, ("cospar",), f"{piece!r} is no piece of a launch", hint)
        return
    launch = world.get(RecordKind.LAUNCH, craft.values.get("launch"))
    tag = launch.values.get("cospar") if launch is not None else None
    # What a station lets go is numbered as a piece of the station's launch.
    if (
        launch is not None
        and tag is not None
        and tag != found[1]
        and "released" not in craft.values
    ):
        world.problem(
            craft,
            ("cospar",),
            f"{piece} is a piece of the launch {found[1]}, but it was put up by {tag} ({launch.name})",
            "check both; what another craft let go says so in `released: {from: …}`",
        )


def _unique(world: World, kind: RecordKind, field: str, what: str) -> None:
    """No designation or number on two records."""
    first: dict[str, MergedRecord] = {}
    for record in world.of(kind).values():
        value = record.values.get(field)
        numbers = [each.value for each in record.identifiers if each.scheme == field]
        for each in dict.fromkeys([*([str(value)] if value is not None else []), *numbers]):
            other = first.setdefault(each, record)
            if other is not record:
                world.problem(
                    record,
                    (field,) if str(value) == each else ("identifiers",),
                    f"the {what} {each} is that of {other.key} already",
                    f"one of {other.key} and {record.key} has another one, or they are one record",
                )
