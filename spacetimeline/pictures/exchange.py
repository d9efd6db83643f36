"""Crews that changed craft: up on one, down on another, each person a line between them."""

from __future__ import annotations

import re

from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch

from spacetimeline.output.words import date_text
from spacetimeline.pictures.sheet import (
    CYCLE,
    FAINT,
    GREY,
    INK,
    QUIET,
    SMALL,
    Sheet,
    fitted,
    many,
    shown,
)
from spacetimeline.queries.people import FLIGHTS, STAYS
from spacetimeline.queries.subject import Stage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from spacetimeline.pictures.asked import Asked
    from spacetimeline.pictures.picture import Picture

    Row = dict[str, Any]

MOST = 8
"""So many flights are drawn together; of more, one exchange is chosen."""
TITLE = "Crew exchange: up on one craft, down on another"
_LINE, _GAP, _HEAD = 0.3, 0.32, 0.42
_BOXES_FROM = 7.0
"""Narrower pictures, in inches, have no room for boxes: there craft stand above their crews."""
_STEPS = 40


def draw(asked: Asked) -> Picture:
    """Draw it."""
    asked_for = {row["key"]: row for row in asked.rows}
    stays = [
        row
        for row in asked.ask(STAYS, Stage(STAYS.criteria({"boundary": "80km"})))
        if row["flight_up_key"] in asked_for or row["flight_down_key"] in asked_for
    ]
    told, notes = [many(len(asked.rows), "flights")], []
    if len(asked_for) > MOST:
        exchange = _most_mixed(stays, asked_for)
        if exchange is None:
            return _nobody(asked, told)
        names = " and ".join(shown(asked_for[key]["name"]) for key in exchange)
        notes.append(
            f"Of all exchanges among these flights the one between people of the most states: {names}"
        )
        told = [names]
        asked_for = {key: asked_for[key] for key in exchange}
        stays = [
            row for row in stays if {row["flight_up_key"], row["flight_down_key"]} & set(exchange)
        ]
    if not stays:
        return _nobody(asked, told) if asked_for else _none(asked)
    return _drawn(asked, asked_for, stays, told, notes)


def _none(asked: Asked) -> Picture:
    return Sheet(asked, TITLE, 2.5, told=[many(0, "flights")]).empty()


def _nobody(asked: Asked, told: list[str]) -> Picture:
    sheet = Sheet(asked, TITLE, 2.5, told=told)
    said = "Nobody on these flights came down on another craft than they went up on."
    return sheet.empty(said)


def _changed(stay: Row) -> bool:
    up, down = stay["flight_up_key"], stay["flight_down_key"]
    return up is not None and down is not None and up != down


def _most_mixed(stays: Sequence[Row], flights: dict[str, Row]) -> list[str] | None:
    """The two flights that exchanged people of the most states; by number, then the latest.

    Both ways if any did so: somebody of each came down on the other.
    """
    pairs: dict[tuple[str, str], list[Row]] = {}
    for stay in stays:
        one, other = sorted((stay["flight_up_key"] or "", stay["flight_down_key"] or ""))
        if _changed(stay) and one in flights and other in flights:
            pairs.setdefault((one, other), []).append(stay)

    def worth(pair: tuple[str, str]) -> tuple[int, int, int, str]:
        both_ways = len({stay["flight_up_key"] for stay in pairs[pair]})
        states = {stay["represented_key"] for stay in pairs[pair]}
        latest = max(stay["start_earliest"] for stay in pairs[pair])
        return both_ways, len(states), len(pairs[pair]), latest

    if not pairs:
        return None
    most = max(pairs, key=worth)
    return _by_launch(most, flights)


def _by_launch(keys: Sequence[str], flights: dict[str, Row]) -> list[str]:
    return sorted(keys, key=lambda key: (flights[key]["launched_earliest"] or "~", key))


# -- drawing ----------------------------------------------------------------------------------


def _drawn(
    asked: Asked, flights: dict[str, Row], stays: list[Row], told: list[str], notes: list[str]
) -> Picture:
    order = _by_launch(list(flights), flights)
    # Craft that somebody only came from or went home on stand among them, in grey.
    around = dict.fromkeys(
        key
        for stay in stays
        for key in (stay["flight_up_key"], stay["flight_down_key"])
        if key is not None and key not in flights
    )
    others = {row["key"]: row for row in asked.ask(FLIGHTS, Stage())} if around else {}
    rows = {**others, **flights}
    every = _by_launch([*order, *around], rows)
    colours = {key: CYCLE[number % len(CYCLE)] for number, key in enumerate(order)}
    open_stays = [stay for stay in stays if stay["flight_down_key"] is None]
    ups = {key: [stay for stay in stays if stay["flight_up_key"] == key] for key in every}
    downs = {key: [stay for stay in stays if stay["flight_down_key"] == key] for key in every}
    for listed in ups.values():
        listed.sort(key=lambda stay: (_rank(every, stay["flight_down_key"]), stay["person"]))
    for listed in downs.values():
        listed.sort(key=lambda stay: (_rank(every, stay["flight_up_key"]), stay["person"]))
    boxed = asked.inches >= _BOXES_FROM
    left, right, depth, boxes = _places(every, ups, downs, 0.0 if boxed else _HEAD)
    for stay in open_stays:
        right[stay["key"]] = left[stay["key"]]
    changed = [stay for stay in stays if _changed(stay)]
    people = f"{len(changed)} of {len(stays)} people came down on another craft"
    sheet = Sheet(asked, TITLE, 0.75 + depth, told=[*told, people], notes=[*notes, "Times are UTC"])
    sheet.axes.set_axis_off()
    sheet.axes.set_xlim(0, sheet.inches)
    sheet.axes.set_ylim(depth, -0.1)
    columns = _columns(sheet)
    for key in every:
        _craft(sheet, rows[key], boxes[key], colours.get(key, GREY), columns)
    for stay in sorted(stays, key=_changed):
        _line(sheet, stay, (left[stay["key"]], right[stay["key"]]), colours, columns)
    sheet.legend(
        [
            Line2D([], [], color=QUIET, linewidth=3.2),
            Line2D([], [], color=QUIET, linewidth=1.0, alpha=0.6),
        ],
        ["changed craft, in the colour of the craft up", "came down on the craft of the way up"],
    )
    said = "; ".join(
        f"{shown(stay['person'])} up on {shown(stay['flight_up'] or '?')}, "
        f"down on {shown(stay['flight_down'] or 'none known')}"
        for stay in stays
    )
    return sheet.done(f"Lines from craft up to craft down: {said}.")


def _rank(order: Sequence[str], key: str | None) -> int:
    return order.index(key) if key in order else len(order)


def _places(
    every: Sequence[str], ups: dict[str, list[Row]], downs: dict[str, list[Row]], head: float
) -> tuple[dict[str, float], dict[str, float], float, dict[str, tuple[float, float]]]:
    """How far down each person stands on either side, and each craft from where to where."""
    left: dict[str, float] = {}
    right: dict[str, float] = {}
    boxes: dict[str, tuple[float, float]] = {}
    top = 0.0
    for key in every:
        lines = max(len(ups[key]), len(downs[key]), 1 if head else 2)
        for side, stays in ((left, ups[key]), (right, downs[key])):
            start = top + head + _LINE * (lines - len(stays)) / 2
            for number, stay in enumerate(stays):
                side[stay["key"]] = start + _LINE * (number + 0.5)
        boxes[key] = (top, top + head + _LINE * lines)
        top += head + _LINE * lines + (_GAP if not head else _GAP / 2)
    # Whoever went up on a craft that nobody knows stands where they came down.
    for stays in downs.values():
        for stay in stays:
            left.setdefault(stay["key"], right[stay["key"]])
    return left, right, top - _GAP / 2, boxes


def _columns(sheet: Sheet) -> tuple[float, float, float]:
    """The widths of a craft's box, of the names beside it, and the whole."""
    box = min(1.75, 0.24 * sheet.inches) if sheet.inches >= _BOXES_FROM else 0.0
    names = min(1.6, 0.2 * sheet.inches) if box else 0.33 * sheet.inches
    return box, names, sheet.inches


def _craft(
    sheet: Sheet, flight: Row, box: tuple[float, float], colour: str, columns: tuple[float, ...]
) -> None:
    """A craft on both sides: with its launch on the left, its landing on the right."""
    wide, _, whole = columns
    top, bottom = box
    for at, date, verb in ((0.0, "launched", "up"), (whole, "landing", "down")):
        when = date_text(flight[date] or "not known", utc="Z")
        day, _, time = when.partition(" ")
        if re.fullmatch(r"\d\d:\d\d.*Z", time):
            time = time[:5]
        told = " ".join(filter(None, (verb, day, time)))
        if not wide:
            side = "left" if at == 0 else "right"
            name = fitted(shown(flight["name"]), whole / 2 - 0.1, SMALL + 1)
            ink = INK if colour == GREY else colour
            looks: dict[str, Any] = {"data": True, "ha": side}
            sheet.write(at, top + 0.08, name, fontweight="bold", color=ink, **looks)
            sheet.write(at, top + 0.26, told, fontsize=SMALL - 1.5, color=QUIET, **looks)
            continue
        left = at if at == 0 else at - wide
        sheet.axes.add_patch(
            FancyBboxPatch(
                (left + 0.04, top + 0.02),
                wide - 0.08,
                bottom - top - 0.04,
                boxstyle="round,pad=0,rounding_size=0.06",
                facecolor="white",
                edgecolor=colour,
                linewidth=2.0,
            )
        )
        middle = {"data": True, "ha": "center"}
        name = fitted(shown(flight["name"]), wide - 0.16, SMALL + 1)
        at_half = (top + bottom) / 2
        sheet.write(left + wide / 2, at_half - 0.09, name, fontweight="bold", **middle)
        told = fitted(told, wide - 0.16, SMALL - 1)
        sheet.write(
            left + wide / 2, at_half + 0.09, told, fontsize=SMALL - 1, color=QUIET, **middle
        )


def _line(
    sheet: Sheet,
    stay: Row,
    heights: tuple[float, float],
    colours: dict[str, str],
    columns: tuple[float, ...],
) -> None:
    """A person: the name at both ends, and between them a line, bold where craft differ."""
    wide, names, whole = columns
    changed = _changed(stay)
    gone = stay["flight_down_key"] is None
    colour = colours.get(stay["flight_up_key"], FAINT)
    start, end = wide + names + 0.1, whole - wide - names - 0.1
    if gone:
        end = start + (end - start) * 0.45
    steps = [number / _STEPS for number in range(_STEPS + 1)]
    bend = [3 * step**2 - 2 * step**3 for step in steps]
    sheet.axes.plot(
        [start + (end - start) * step for step in steps],
        [heights[0] + (heights[1] - heights[0]) * step for step in bend],
        color=colour,
        linewidth=3.2 if changed else 1.0,
        alpha=1.0 if changed else 0.6,
        solid_capstyle="round",
        linestyle="--" if gone else "-",
        marker=">" if gone else "",
        markevery=[-1],
        markerfacecolor="white",
        gid=f"stay-{stay['key']}",
    )
    looks: dict[str, Any] = {"data": True, "fontweight": "bold" if changed else "normal"}
    looks["color"] = INK if changed else QUIET
    name = _short(shown(stay["person"]), names)
    if stay["flight_up_key"] is not None:
        sheet.write(start - 0.07, heights[0], name, ha="right", **looks)
    if gone:
        said = "lost" if stay["status"] == "lost" else "way down not known"
        sheet.write(end + 0.12, heights[1], said, data=True, color=QUIET)
    else:
        sheet.write(end + 0.07, heights[1], name, ha="left", **looks)


def _short(name: str, inches: float) -> str:
    """A name as it fits: whole, or with initials before the family name."""
    if fitted(name, inches, SMALL + 0.9) == name:
        return name
    *given, family = name.split(" ")
    return fitted(" ".join([*(f"{one[0]}." for one in given if one), family]), inches, SMALL + 0.9)
