"""What cannot be, found in the data as they are: rows changed in SQL, beside packs that are sound."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

import spacetimeline as st
from spacetimeline.library import Database


def test_the_shipped_packs_contradict_themselves_nowhere(db: Database) -> None:
    assert [problem.message for problem in db.audit()] == []
    assert not db.audit()


def test_a_small_sound_world(sound: set[str]) -> None:
    names = ("Ada", "Ben", "Cyd", "Dee", "Eve", "Fay", "Gus", "Kite", "Heron", "Nest", "Watch")
    assert [message for message in sound if any(name in message for name in names)] == []


# -- the exchange that a well-known dataset has made ------------------------------------------

EXCHANGE = [
    "UPDATE crew SET down = NOT down WHERE down AND flight_id IN ({a}, {b})",
    *(
        "INSERT INTO crew (flight_id, person_id, position, up, down, lost) "
        f"VALUES ({{{flight}}}, (SELECT id FROM person WHERE key = '{person}'), {place}, FALSE, TRUE, FALSE)"
        for place, (flight, person) in enumerate(
            [
                ("a", "scott-kelly"),
                ("a", "mikhail-kornienko"),
                ("a", "sergei-volkov"),
                ("b", "gennady-padalka"),
                ("b", "andreas-mogensen"),
                ("b", "aidyn-aimbetov"),
            ],
            10,
        )
    ),
    "DELETE FROM crew WHERE NOT up AND NOT down AND NOT lost",
]
TMA_16M = "(SELECT id FROM flight WHERE key = 'soyuz-tma-16m')"
TMA_18M = "(SELECT id FROM flight WHERE key = 'soyuz-tma-18m')"


def test_exchanged_crews_are_found_by_what_contradicts_them(
    changed: Callable[..., Database], sound: set[str]
) -> None:
    statements = [text.format(a=TMA_16M, b=TMA_18M) for text in EXCHANGE]
    with changed(*statements) as db:
        problems = [problem for problem in db.audit() if problem.message not in sound]
        found = [problem.message for problem in problems]
        for name in ("Scott Kelly", "Mikhail Kornienko", "Sergei Volkov"):
            person = db.get(name, kind="person")
            told = [problem for problem in problems if person in problem.records]
            served = [one.message for one in told if "ISS Expedition 46" in one.message]
            assert len(served) == 1, found
            assert served[0].startswith(f"{name} is listed for ISS Expedition 46 (2015-12-11")
            assert "came down on Soyuz TMA-16M (2015-09-12T00:51" in served[0]
            # The stays still say what they were derived from.
            stays = [one.message for one in told if "the stay" in one.message]
            assert len(stays) == 1
            assert "ends with Soyuz TMA-18M (2016-03-02T04:25" in stays[0]
    walks = [message for message in found if "is listed for Spacewalk" in message]
    assert sum(message.startswith("Scott Kelly") for message in walks) == 3
    assert sum(message.startswith("Sergei Volkov") for message in walks) == 1
    # The three who went home with the wrong craft have a stay that says so, and no more.
    for name in ("Gennady Padalka", "Andreas Mogensen", "Aidyn Aimbetov"):
        assert sum(message.startswith(name) for message in found) == 1


# -- its form ----------------------------------------------------------------------------------


def test_a_problem_names_its_records(changed: Callable[..., Database], sound: set[str]) -> None:
    never_up = (
        "UPDATE crew SET up = FALSE WHERE person_id = (SELECT id FROM person WHERE key = 'ada')"
    )
    with changed(never_up) as db:
        query = db.audit()
        assert len(query) == query.count() == len(query.to_dicts())
        (row,) = (row for row in query.to_dicts() if "never went up" in row["message"])
        assert row["records"] == ["Ada Arne", "Kite 1"]
        assert row["records_keys"] == ["ada", "kite-1"]
        assert row["records_kinds"] == ["person", "flight"]
        (problem,) = (one for one in query if "never went up" in one.message)
        assert problem.records == [db.get("Ada Arne"), db.get("flight:kite-1")]
        assert pickle.loads(pickle.dumps(problem)) == problem
        assert "never went up before" in " ".join(repr(query).split())
        assert query.statement is None
        with pytest.raises(st.UnknownFilter, match="It takes none"):
            query.where(person="Ada")
