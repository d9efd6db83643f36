"""Times aboard stations, from dockings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from spacetimeline.dates import VagueDate
from spacetimeline.packs.derive_aboard import times_aboard
from spacetimeline.packs.docks import Stop
from spacetimeline.packs.tables import NO_DATE, date_values

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacetimeline.packs.report import LoadReport

MIR, SALYUT = 100, 200
ANN, BOB = 1, 2
START, END = "1990-01-01T00:00:00.000Z", "1990-12-31T00:00:00.000Z"


def stop(
    craft: int,
    docked: str | None,
    undocked: str | None,
    *leavers: int,
    station: int | None = MIR,
) -> Stop:
    """A docking of a craft, and who left in it."""
    return Stop(
        id=0,
        key=f"{craft}-{docked}",
        craft=craft,
        target=station or 300,
        station=station,
        port=None,
        docked=date_values(VagueDate.parse(docked)) if docked else NO_DATE,
        undocked=date_values(VagueDate.parse(undocked)) if undocked else NO_DATE,
        comers=frozenset(),
        leavers=frozenset(leavers),
    )


@pytest.mark.parametrize(
    ("stops", "expected"),
    [
        # Up and down in craft 10.
        ([stop(10, "1990-02-01", "1990-03-01", ANN)], [(MIR, "1990-02-01", "1990-03-01")]),
        # Up in 10, which somebody else took home; down in 20.
        (
            [
                stop(10, "1990-02-01", "1990-02-09", BOB),
                stop(20, "1990-05-01", "1990-06-01", ANN),
            ],
            [(MIR, "1990-02-01", "1990-06-01")],
        ),
        # The craft that took her home came before she did.
        (
            [
                stop(20, "1989-12-01", "1990-02-09", ANN),
                stop(10, "1990-02-01", "1990-08-01", BOB),
            ],
            [(MIR, "1990-02-01", "1990-02-09")],
        ),
        # Moved to another port with her in it, and without her.
        (
            [
                stop(10, "1990-02-01T10:00Z", "1990-03-01T10:00Z", ANN),
                stop(10, "1990-03-01T11:00Z", "1990-04-01T10:00Z", ANN),
            ],
            [
                (MIR, "1990-02-01T10:00Z", "1990-03-01T10:00Z"),
                (MIR, "1990-03-01T11:00Z", "1990-04-01T10:00Z"),
            ],
        ),
        (
            [
                stop(10, "1990-02-01T10:00Z", "1990-03-01T10:00Z", BOB),
                stop(10, "1990-03-01T11:00Z", "1990-04-01T10:00Z", ANN, BOB),
            ],
            [(MIR, "1990-02-01T10:00Z", "1990-04-01T10:00Z")],
        ),
        # Two stations in one stay, and back again: Soyuz T-15.
        (
            [
                stop(10, "1990-03-15", "1990-05-05", ANN),
                stop(10, "1990-05-06", "1990-06-25", ANN, station=SALYUT),
                stop(10, "1990-06-26", "1990-07-16", ANN),
            ],
            [
                (MIR, "1990-03-15", "1990-05-05"),
                (SALYUT, "1990-05-06", "1990-06-25"),
                (MIR, "1990-06-26", "1990-07-16"),
            ],
        ),
        # Known to the day: came and left on one.
        ([stop(10, "1990-02-01", "1990-02-01", ANN)], [(MIR, "1990-02-01", "1990-02-01")]),
        # Moved on a day that is all we know.
        (
            [
                stop(10, "1990-02-01", "1990-03-01", ANN),
                stop(10, "1990-03-01", "1990-04-01", ANN),
            ],
            [(MIR, "1990-02-01", "1990-03-01"), (MIR, "1990-03-01", "1990-04-01")],
        ),
        # Nobody says when she left, or whether.
        ([stop(10, "1990-02-01", None, ANN)], [(MIR, "1990-02-01", None)]),
        ([stop(10, "1990-02-01", "1990-03-01", BOB)], [(MIR, "1990-02-01", None)]),
        # Nobody says when she came.
        ([stop(10, None, "1990-03-01", ANN)], []),
        # A docking with another ship is no station; another craft's docking is not hers.
        ([stop(10, "1990-02-01", "1990-03-01", ANN, station=None)], []),
        ([stop(20, "1990-02-01", "1990-03-01", BOB)], []),
        # What the craft did before and after her stay is not hers either.
        ([stop(10, "1989-02-01", "1989-03-01", ANN)], []),
        ([stop(10, "1991-02-01", "1991-03-01", ANN)], []),
        # On the day of the launch, known to the day only.
        ([stop(10, "1990-01-01", "1990-03-01", ANN)], [(MIR, "1990-01-01", "1990-03-01")]),
    ],
)  # fmt: skip
def test_times_aboard(stops: list[Stop], expected: list[tuple[int, str, str | None]]) -> None:
    for some in (stops, stops[::-1]):
        found = times_aboard(ANN, 10, START, END, some)
        assert [(station, came[0], left[0]) for station, came, left in found] == expected


def test_an_open_stay_goes_on_aboard() -> None:
    found = times_aboard(ANN, 10, START, None, [stop(10, "1999-02-01", None)])
    assert found == [(MIR, date_values(VagueDate.parse("1999-02-01")), NO_DATE)]


ABOARD = """
SELECT s.key, c.key, a.start_text, a.end_text FROM aboard a
JOIN stay s ON s.id = a.stay_id JOIN spacecraft c ON c.id = a.station_id
ORDER BY a.start_start, s.key
"""


def test_in_a_database(
    load: Callable[..., LoadReport], rows: Callable[..., list[tuple[Any, ...]]]
) -> None:
    load(
        """
        pack: mine
        spacecraft:
          kvant: {name: Kvant, kind: station module, part_of: [{craft: mir, since: 1987, until: 1995}, {craft: salyut, since: 1996}], sources: [book]}
          salyut: {name: Salyut, kind: station, sources: [book]}
          taxi: {name: Taxi, kind: cargo ship, sources: [book]}
        dockings:
          # To a module: aboard the station that it belonged to then.
          soyuz-tm-13-mir: {craft: soyuz-tm-13, target: kvant, docked: 1991-10-04T07:39Z, undocked: 1992-03-25T05:29Z, sources: [book]}
          # A craft that brought nobody takes somebody for a ride.
          taxi-mir: {craft: taxi, target: mir, docked: 1991-10-05, undocked: 1991-10-06T10:00Z, aboard: [toktar-aubakirov], sources: [book]}
          taxi-mir-2: {craft: taxi, target: mir, port: aft, docked: 1991-10-06T11:00Z, sources: [book]}
        """
    )
    assert rows(ABOARD) == [
        ("anatoly-artsebarsky-1", "mir", "1991-05-20T14:31Z", "1991-10-10T00:55Z"),
        ("toktar-aubakirov-1", "mir", "1991-10-04T07:39Z", "1991-10-06T10:00Z"),
        ("toktar-aubakirov-1", "mir", "1991-10-06T11:00Z", "1991-10-10T00:55Z"),
    ]
