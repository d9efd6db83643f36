"""When a stay was spent aboard a station, worked out from dockings.

A person arrives in the craft that took them up, and leaves with a craft whose
undocking they were part of: by its list of who was aboard, or, without one,
because they came down in it. So people who changed craft stay aboard when the
one that brought them leaves, those who moved a ship to another port are away
for that hour, and Soyuz T-15 lived in two stations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacetimeline.packs.tables import (
    NO_DATE,
    Row,
    date_columns,
    fetch,
    insert,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from spacetimeline.packs.docks import Docks, Stop

STAYS = """
SELECT s.id, s.person_id, up.craft_id, down.craft_id, s.start_start, s.end_end
FROM stay s
JOIN flight up ON up.id = s.flight_up_id
LEFT JOIN flight down ON down.id = s.flight_down_id
WHERE s.reached = 'orbit'
ORDER BY s.key
"""

COLUMNS = ("id", "stay_id", "station_id", *date_columns("start"), *date_columns("end"))


def derive_aboard(connection: Connection, docks: Docks) -> None:
    """Make the table of times aboard anew."""
    rows: list[Row] = []
    for stay, person, up, down, start, end in fetch(connection, STAYS):
        crafts = {up, *([down] if down is not None else []), *docks.left_in(person)}
        stops = [stop for craft in sorted(crafts) for stop in docks.of(craft)]
        for station, came, left in times_aboard(person, up, start, end, stops):
            rows.append((len(rows) + 1, stay, station, *came, *left))
    insert(connection, "aboard", COLUMNS, rows)


def times_aboard(
    person: int, up: int, start: Any, end: Any, stops: list[Stop]
) -> list[tuple[int, Row, Row]]:
    """The stations of one stay, each with the dates of coming and leaving.

    Args:
        person: whose stay it is.
        up: the craft that took the person up.
        start: first instant of the stay.
        end: the instant at which it is over for sure; None while it is open.
        stops: the dockings of every craft that the person may have been in.
    """
    found: list[tuple[int, Row, Row]] = []
    craft: int | None = up
    aboard: tuple[int, Row] | None = None
    for is_leaving, stop in _in_time_order(stops, start, end):
        if not is_leaving:
            if aboard is None and stop.craft == craft and stop.station is not None:
                aboard, craft = (stop.station, stop.docked), None
        elif aboard is not None and stop.station == aboard[0] and person in stop.leavers:
            found.append((*aboard, stop.undocked))
            aboard, craft = None, stop.craft
    if aboard is not None:
        found.append((*aboard, NO_DATE))
    return found


def _in_time_order(stops: list[Stop], start: Any, end: Any) -> list[tuple[bool, Stop]]:
    """The comings and leavings within a stay, as (is it a leaving, the stop)."""
    stops = sorted(
        (stop for stop in stops if stop.docked[1] is not None),
        key=lambda stop: (stop.docked[1], stop.key),
    )
    steps: list[tuple[Any, int, bool, Stop]] = []
    for number, stop in enumerate(stops):
        came, left = stop.docked[1], stop.undocked[1]
        steps.append((came, 2 * number, False, stop))
        if left is not None:
            # Known only to the day, a leaving may seem to be before the coming.
            steps.append((max(came, left), 2 * number + 1, True, stop))
    # A docking on the day of a launch known to the minute begins before it.
    inside = (
        step
        for step in steps
        if (step[3].undocked if step[2] else step[3].docked)[2] > start
        and (end is None or step[0] < end)
    )
    return [(is_leaving, stop) for _, _, is_leaving, stop in sorted(inside, key=lambda s: s[:2])]
