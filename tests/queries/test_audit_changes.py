"""One change of the data each, and what an audit says of it; and changes of which it says nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from spacetimeline.library import Database


def seat(person: str, flight: str) -> str:
    return (
        f"person_id = (SELECT id FROM person WHERE key = '{person}') "
        f"AND flight_id = (SELECT id FROM flight WHERE key = '{flight}')"
    )


def date(prefix: str, instant: str, unit: str = "second") -> str:
    """The columns of a date to the second, or to the day."""
    start = f"{instant}.000Z"
    end = f"{instant[:-1]}{int(instant[-1]) + 1}.000Z"
    if unit == "day":
        start = f"{instant}T00:00:00.000Z"
        end = f"{instant[:8]}{int(instant[8:]) + 1:02}T00:00:00.000Z"
    text = instant if unit == "day" else f"{instant}Z"
    return (
        f"{prefix}_text = '{text}', {prefix}_start = '{start}', {prefix}_end = '{end}', "
        f"{prefix}_earliest = '{start}', {prefix}_before = '{end}', "
        f"{prefix}_precision = '{unit}', {prefix}_uncertain = FALSE"
    )


ADA, BEN = "(SELECT id FROM person WHERE key = 'ada')", "(SELECT id FROM person WHERE key = 'ben')"
CHANGES = {
    "down without up": (
        [f"UPDATE crew SET up = FALSE WHERE {seat('ada', 'kite-1')}"],
        "Ada Arne came down on Kite 1 (2090-01-05T00:00:00Z), but never went up before",
    ),
    "up twice": (
        [f"UPDATE crew SET person_id = {ADA} WHERE {seat('ben', 'kite-2')}"],
        (
            "Ada Arne went up on Kite 1 (2090-01-01T00:00:00Z) and again on "
            "Kite 2 (2090-01-02T00:00:00Z), without coming down between the two"
        ),
    ),
    "down twice": (
        [f"UPDATE crew SET down = TRUE WHERE {seat('cyd', 'heron-1')}"],
        (
            "Cyd Cane came down on Heron 2 (2090-08-02T00:00:00Z), but was down since "
            "2090-05-02T00:00:00Z (Heron 1)"
        ),
    ),
    "up after a loss": (
        [
            f"UPDATE crew SET down = FALSE, lost = TRUE WHERE {seat('ada', 'kite-1')}",
            f"UPDATE crew SET person_id = {ADA} WHERE {seat('dee', 'heron-1')}",
        ],
        (
            "Ada Arne was lost with Kite 1 (2090-01-05T00:00:00Z), but went up again on "
            "Heron 1 (2090-02-01T00:00:00Z)"
        ),
    ),
    "crews exchanged in free flight": (
        [
            f"UPDATE crew SET down = FALSE WHERE {seat('ada', 'kite-1')}",
            f"UPDATE crew SET down = FALSE WHERE {seat('ben', 'kite-2')}",
            (
                "INSERT INTO crew (flight_id, person_id, position, up, down, lost) "
                f"SELECT id, {BEN}, 7, FALSE, TRUE, FALSE FROM flight WHERE key = 'kite-1'"
            ),
            (
                "INSERT INTO crew (flight_id, person_id, position, up, down, lost) "
                f"SELECT id, {ADA}, 7, FALSE, TRUE, FALSE FROM flight WHERE key = 'kite-2'"
            ),
        ],
        (
            "Ada Arne went up on Kite 1 (2090-01-01T00:00:00Z) and came down on "
            "Kite 2 (2090-01-04T00:00:00Z), but no docking is entered that leads to the other in time"
        ),
    ),
    "left behind in free flight": (
        [f"UPDATE crew SET down = FALSE WHERE {seat('ada', 'kite-1')}"],
        (
            "Ada Arne went up on Kite 1 (2090-01-01T00:00:00Z), which met no other craft and landed "
            "2090-01-05T00:00:00Z, but did not come down on it"
        ),
    ),
    "heads in all": (
        [f"UPDATE crew SET up = FALSE WHERE {seat('gus', 'finch')}"],
        "that does not add up",
    ),
    "came too late": (
        [
            (
                f"UPDATE docking SET {date('docked', '2090-08-01T00:00:01')}, undocked_text = NULL "
                "WHERE key = 'heron-1-nest'"
            ),
            f"UPDATE flight SET {date('landing', '2090-09-01T00:00:01')} WHERE key = 'heron-1'",
        ],
        (
            "Cyd Cane went up on Heron 1 (2090-02-01T00:00:00Z) and came down on "
            "Heron 2 (2090-08-02T00:00:00Z), but no docking is entered that leads to the other in time"
        ),
    ),
    "born after flying": (
        [f"UPDATE person SET {date('born', '2090-07-01', 'day')} WHERE key = 'ada'"],
        "Ada Arne went up on Kite 1 (2090-01-01T00:00:00Z), but was born 2090-07-01",
    ),
    "died before flying": (
        [f"UPDATE person SET {date('died', '2089-07-01', 'day')} WHERE key = 'ada'"],
        "Ada Arne went up on Kite 1 (2090-01-01T00:00:00Z), but died 2089-07-01",
    ),
    "a walk after landing": (
        [
            (
                f"UPDATE spacewalk SET {date('start', '2090-09-01T10:00:00')}, "
                f"{date('end', '2090-09-01T12:00:00')} WHERE key = 'out'"
            )
        ],
        (
            "Eve Else is listed for Spacewalk from Nest: Cyd Cane, Eve Else (2090-09-01T10:00:00Z), "
            "but came down on Heron 2 (2090-08-02T00:00:00Z)"
        ),
    ),
    "a walk before launch": (
        [
            (
                f"UPDATE spacewalk SET {date('start', '2090-03-01T10:00:00')}, "
                f"{date('end', '2090-03-01T12:00:00')} WHERE key = 'out'"
            )
        ],
        (
            "Eve Else is listed for Spacewalk from Nest: Cyd Cane, Eve Else (2090-03-01T10:00:00Z), "
            "but went up only on Heron 2 (2090-04-01T00:00:00Z)"
        ),
    ),
    "a walk from elsewhere": (
        [
            (
                "UPDATE spacewalk SET craft_id = (SELECT id FROM spacecraft WHERE key = 'mir') "
                "WHERE key = 'out'"
            )
        ],
        (
            "Eve Else is listed for Spacewalk from Nest: Cyd Cane, Eve Else (2090-06-01T10:00:00Z), "
            "but went up on Heron 2 (2090-04-01T00:00:00Z) and came down on "
            "Heron 2 (2090-08-02T00:00:00Z), and no docking is entered that leads to Mir and back"
        ),
    ),
    "a walk by somebody on the ground": (
        [
            (
                "UPDATE spacewalk_person SET person_id = (SELECT id FROM person WHERE key = "
                "'toktar-aubakirov') WHERE person_id = (SELECT id FROM person WHERE key = 'eve')"
            )
        ],
        (
            "Toktar Aubakirov is listed for Spacewalk from Nest: Cyd Cane, Eve Else "
            "(2090-06-01T10:00:00Z), but came down on Soyuz TM-12 (1991-10-10T04:12"
        ),
    ),
    "two walks at once": (
        [
            (
                f"UPDATE spacewalk SET {date('start', '2090-06-01T12:00:00')}, "
                f"{date('end', '2090-06-01T13:00:00')} WHERE key = 'out-again'"
            )
        ],
        (
            "Cyd Cane is on Spacewalk from Nest: Cyd Cane (2090-06-01T12:00:00Z), but still on "
            "Spacewalk from Nest: Cyd Cane, Eve Else (2090-06-01T10:00:00Z to 2090-06-01T16:30:00Z)"
        ),
    ),
    "two craft at a port": (
        ["UPDATE docking SET port = 'Fore' WHERE key = 'heron-2-nest'"],
        (
            "The port Fore of Nest holds two craft: Heron 1 from 2090-02-02T00:00:00Z to "
            "2090-05-01T00:00:00Z and Heron 2 from 2090-04-02T00:00:00Z to 2090-08-01T00:00:00Z"
        ),
    ),
    "a craft at two ports": (
        [
            (
                "UPDATE docking SET craft_id = (SELECT id FROM spacecraft WHERE key = 'heron-1') "
                "WHERE key = 'heron-2-nest'"
            )
        ],
        (
            "Heron 1 is docked twice at once: Heron 1 from 2090-02-02T00:00:00Z to "
            "2090-05-01T00:00:00Z and Heron 1 from 2090-04-02T00:00:00Z to 2090-08-01T00:00:00Z"
        ),
    ),
    "docked after landing": (
        [
            f"UPDATE docking SET {date('undocked', '2090-09-01T00:00:00')} WHERE key = 'heron-2-nest'"
        ],
        "Heron 2 undocked 2090-09-01T00:00:00Z, but landed 2090-08-02T00:00:00Z",
    ),
    "left a port after landing": (
        [
            f"UPDATE docking SET {date('undocked', '2090-09-01T00:00:00')} WHERE key = 'heron-2-nest'"
        ],
        (
            "Eve Else is listed for the undocking of Heron 2 (2090-09-01T00:00:00Z), but came down "
            "on Heron 2 (2090-08-02T00:00:00Z)"
        ),
    ),
    "an expedition after landing": (
        [
            (
                f"UPDATE expedition SET {date('start', '2090-10-01', 'day')}, "
                f"{date('end', '2090-11-01', 'day')} WHERE key = 'second-watch'"
            )
        ],
        (
            "Eve Else is listed for Second Watch (2090-10-01 to 2090-11-01), but came down on "
            "Heron 2 (2090-08-02T00:00:00Z)"
        ),
    ),
    "left as an expedition began": (
        [
            (
                "UPDATE expedition_member SET person_id = (SELECT id FROM person WHERE key = 'dee') "
                "WHERE person_id = (SELECT id FROM person WHERE key = 'eve')"
            )
        ],
        (
            "Dee Dorn is listed for Second Watch (2090-05-01T00:00:00Z to 2090-08-01), but went up on "
            "Heron 1 (2090-02-01T00:00:00Z) and came down on Heron 1 (2090-05-02T00:00:00Z), so left "
            "Nest by 2090-05-01T00:00:01Z at the latest"
        ),
    ),
    "a landing before launch": (
        [f"UPDATE flight SET {date('landing', '2089-01-05T00:00:00')} WHERE key = 'kite-1'"],
        "Kite 1 landed 2089-01-05T00:00:00Z, before its launch (2090-01-01T00:00:00Z)",
    ),
    "a launch moved, its flight not": (
        [f"UPDATE launch SET {date('date', '2089-12-01T00:00:00')} WHERE key = 'kite-1'"],
        (
            "Kite 1 is entered as launched 2090-01-01T00:00:00Z, but its launch is dated "
            "2089-12-01T00:00:00Z"
        ),
    ),
    "a stay moved, its flight not": (
        [f"UPDATE stay SET {date('end', '2090-01-06T00:00:00')} WHERE key = 'ada-1'"],
        (
            "Ada Arne went up on Kite 1 (2090-01-01T00:00:00Z) and came down on "
            "Kite 1 (2090-01-05T00:00:00Z), but the stay Ada Arne: Kite 1 lasts from "
            "2090-01-01T00:00:00Z to 2090-01-06T00:00:00Z"
        ),
    ),
    "a stay without a crew": (
        [f"DELETE FROM crew WHERE {seat('ben', 'kite-2')}"],
        (
            "The stay Ben Bour: Kite 2 begins 2090-01-02T00:00:00Z, but Ben Bour is in no crew that "
            "went up then"
        ),
    ),
    "a crew without a stay": (
        ["DELETE FROM stay WHERE key = 'ben-1'"],
        (
            "Ben Bour went up on Kite 2 (2090-01-02T00:00:00Z) by its crew, but has no stay that "
            "begins with it"
        ),
    ),
    "a first launch that is none": (
        ["UPDATE person SET first_launch = '2080-01-01T00:00:00.000Z' WHERE key = 'ada'"],
        (
            "Ada Arne is entered as first launched 2080-01-01T00:00:00Z, but the first stay begins "
            "2090-01-01T00:00:00Z"
        ),
    ),
    "a person deleted": (
        [f"DELETE FROM person WHERE id = {ADA}"],
        "Kite 1 refers to a person that is not there (",
    ),
    "a craft deleted": (
        ["DELETE FROM spacecraft WHERE key = 'nest'"],
        "Heron 1 at Nest refers to a craft that is not there (",
    ),
    "a part since no date": (
        [
            "UPDATE part_of SET since = 'soon' WHERE part_id = (SELECT id FROM spacecraft WHERE key = 'kvant-1')"
        ],
        "is a part from or until no date: ",
    ),
    "no date at all": (
        ["UPDATE flight SET landing_start = 'soon' WHERE key = 'kite-1'"],
        "the landing of Kite 1 is no date: text 2090-01-05T00:00:00Z, start soon",
    ),
}


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found_and_told_with_both_dates(
    change: str, changed: Callable[..., Database], sound: set[str]
) -> None:
    statements, message = CHANGES[change]
    with changed(*statements) as db:
        found = [row["message"] for row in db.audit().to_dicts() if row["message"] not in sound]
    assert any(message in one for one in found), found


TOGETHER = [
    [
        "up twice", "left behind in free flight", "came too late", "born after flying",
        "a walk before launch", "docked after landing", "left a port after landing",
    ],
    [
        "crews exchanged in free flight", "died before flying", "a walk from elsewhere",
        "two walks at once", "a craft at two ports", "a landing before launch",
        "a crew without a stay",
    ],
    [
        "a walk by somebody on the ground", "left as an expedition began",
        "a stay moved, its flight not",
    ],
    ["a person deleted", "a craft deleted"],
]  # fmt: skip
"""Changes of which none hides another."""
# An instant has a type on a server: it refuses itself what is none.
ELSEWHERE = {"no date at all"}.union(*TOGETHER)
TOGETHER.append([change for change in CHANGES if change not in ELSEWHERE])


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
@pytest.mark.parametrize("together", TOGETHER, ids=lambda changes: changes[0])
def test_several_changes_at_once_are_told_on_a_server_too(
    together: list[str], changed: Callable[..., Database], sound: set[str]
) -> None:
    with changed(*(one for change in together for one in CHANGES[change][0])) as db:
        found = [row["message"] for row in db.audit().to_dicts() if row["message"] not in sound]
    silent = [change for change in together if not any(CHANGES[change][1] in one for one in found)]
    assert silent == [], found


# -- what is not certain is no problem ---------------------------------------------------------

HARMLESS = {
    "landing known to the day of the walk": [
        f"UPDATE flight SET {date('landing', '2090-06-01', 'day')} WHERE key = 'heron-2'",
        "UPDATE docking SET undocked_text = NULL WHERE key = 'heron-2-nest'",
        "DELETE FROM docking_aboard",
        f"UPDATE stay SET {date('end', '2090-06-01', 'day')} WHERE key IN ('cyd-1', 'eve-1')",
        "DELETE FROM spacewalk WHERE key = 'out-again'",
    ],
    "not all people of a flight are entered": [
        f"UPDATE crew SET up = FALSE WHERE {seat('ada', 'kite-1')}",
        "UPDATE flight SET partial = TRUE WHERE key = 'kite-1'",
        "DELETE FROM stay WHERE key = 'ada-1'",
        "UPDATE person SET first_launch = NULL WHERE key = 'ada'",
    ],
    "a port that nobody names": ["UPDATE docking SET port = NULL WHERE key = 'heron-2-nest'"],
    "a birth known to the year of the flight": [
        (
            "UPDATE person SET born_text = '2090', born_start = '2090-01-01T00:00:00.000Z', "
            "born_end = '2091-01-01T00:00:00.000Z', born_earliest = '2090-01-01T00:00:00.000Z', "
            "born_before = '2091-01-01T00:00:00.000Z', born_precision = 'year' WHERE key = 'fay'"
        )
    ],
}


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@pytest.mark.parametrize("change", HARMLESS)
def test_what_may_be_is_no_problem(
    change: str, changed: Callable[..., Database], sound: set[str]
) -> None:
    with changed(*HARMLESS[change]) as db:
        assert [one.message for one in db.audit() if one.message not in sound] == []


def test_all_of_it_at_once_is_no_problem_either(
    changed: Callable[..., Database], sound: set[str]
) -> None:
    with changed(*(statement for change in HARMLESS.values() for statement in change)) as db:
        assert [one.message for one in db.audit() if one.message not in sound] == []
