"""What Launch Library's answers tell beside our packs, all of it imported once: one world."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import answers as made
import pytest
from answered import World, answers_of

import spacetimeline as st
from spacetimeline.errors import NotFound

VOLKOV = made.person(11, "Sergey Volkov", date_of_birth="1973-04-01")
ADA = made.person()
BY_TIME = made.flown(6, "2016-03-18T21:26:38Z", net_precision=None, name="Soyuz-FG | 46S",
    mission={"id": 1, "name": "46S"}, pad=made.pad(), rocket=made.fg())  # fmt: skip
MOSAIC = {
    "planned": made.launch(),
    "by designation": made.flown(
        5, "2015-09-02T05:37:43Z", launch_designator="2015-043", name="Soyuz-FG | Soyuz TMA-18M",
        mission={"id": 1, "name": "Soyuz TMA-18M"}, pad=made.pad(21, "31/6"),
        rocket=made.fg() | {"spacecraft_stage": [made.craft(18, "Soyuz TMA-18M", up=(VOLKOV, ADA))]},
        status={"id": 4, "name": "Launch Failure", "abbrev": "Failure"},
    ),
    "by time": BY_TIME,
    "from an unknown pad": made.launch(9, name="Soyuz 2.1a | Testovy 9", slug="testovy-9",
                                       mission={"id": 1, "name": "Testovy 9"},
                                       pad=made.pad(36, "Unknown Pad")),
    "once planned": made.launch(7, net="2016-07-31T00:00:00Z", name="Soyuz-FG | Soyuz MS-01",
                                slug="ms-01", mission={"id": 1, "name": "Soyuz MS-01"}),
    "named pad": made.pad(33, "90/18"), "number": made.pad(34, "5"), "ours": made.pad(35, "250"),
    "unknown": made.pad(36, "Unknown Pad"),
    "behnken": made.person(1, "Robert L. Behnken", date_of_birth="1970-07-28", flights=[BY_TIME]),
    "garn": made.person(2, "Edwin Jacob Garn", date_of_birth="1932-10-12",
                        first_flight="1985-04-12T13:59:05Z"),
    "cardman": made.person(3, "Zena Cardman", date_of_birth="1987-10-26"),
    "aleksandrov": made.person(4, "Aleksandr Aleksandrov", date_of_birth="1951-12-01"),
    "namesake": made.person(5, "Yuri Gagarin", date_of_birth="1988-01-02"),
    "twin": made.person(6), "laika": made.person(7, "Laika", type={"id": 9, "name": "Non-Human"}),
    "ghost": made.flown(
        8, "1965-01-01T10:00:00Z", name="Vostok | Ghost", slug="ghost", mission={"name": "Ghost"},
        rocket=made.fg() | {"spacecraft_stage": [made.craft(19, "Ghost", up=(
            made.person(12, "Yuri Gagarin", date_of_birth="1934-03-09"),))]},
    ),
    "tma-16m": made.docking(1, "Soyuz TMA-16M", "2015-03-27T01:33:00Z", "2015-08-28T07:12:00Z"),
    "ms-08": made.docking(2, "Soyuz MS-08", "2018-03-23T20:40:00Z", None),
    "rounded": made.docking(3, "Soyuz TM-6", "1988-08-31T05:40:44Z", None, destination="Mir"),
    "backwards": made.docking(4, "Progress X-1", "2015-04-01T00:00:01Z", "2015-03-01T00:00:01Z"),
    "taken": made.docking(5, "Progress X-2", "2015-04-01T00:00:01Z", "2015-05-01T00:00:01Z"),
    "cargo": made.docking(6, "Progress X-3", "2012-01-28T00:09:00Z", "2012-04-19T11:04:00Z",
                          "Pirs nadir"),
}  # fmt: skip
REFUSED = {"unknown", "laika", "backwards", "taken"}


@pytest.fixture(scope="module")
def world(packs_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("answers")
    shutil.copy(packs_file, folder / "own.db")
    with st.connect(folder / "own.db") as db:
        before = answers_of(db)
        report = db.import_catalog(
            "launch-library", made.write(folder, made.listed(*MOSAIC.values()))
        )
        yield World(db, before, report)


def test_every_object_is_accounted_for(world: World) -> None:
    report = world.report
    assert (report.read, report.rejected) == (len(MOSAIC), len(REFUSED))
    assert report.added + report.matched + report.rejected == report.read
    rows = {place for place, name in enumerate(MOSAIC, 1) if name in REFUSED | {"ghost"}}
    assert {note.row for note in report.problems} == rows


def test_curated_people_are_as_before(world: World) -> None:
    after = answers_of(world.db)
    ours = {key for key, _ in world.before["time"]}
    after["time"] = [pair for pair in after["time"] if pair[0] in ours]
    assert after == world.before


def test_nothing_impossible_is_in(world: World) -> None:
    assert list(world.db.audit()) == []


# ------------------------------------------------------------ launches


def test_a_planned_launch_keeps_its_vagueness(world: World) -> None:
    launch = world.db.get("Testovy 1")
    assert (str(launch.date), launch.status, launch.outcome) == ("2027-03", "planned", None)
    assert (launch.site.key, launch.pad.key, launch.vehicle.key, launch.provider.key) == (
        "baikonur", "baikonur-31-6", "soyuz-2-1a", "roscosmos",
    )  # fmt: skip
    assert [source.key for source in launch.sources] == ["launch-library"]
    assert launch.key not in [row["key"] for row in world.db.launches().to_dicts()]


def test_records_are_found_by_their_identifiers(world: World) -> None:
    assert world.db.get(f"launch/{made.uuid(1)}").name == "Testovy 1"
    with pytest.raises(NotFound):
        world.db.get(9001)  # bare numbers of this catalogue are no names


def test_a_launch_that_we_have_stays_ours(world: World) -> None:
    launch = world.db.get("2015-043")
    assert (str(launch.date), launch.outcome, launch.name) == (
        "2015-09-02T04:37:43Z",
        "success",
        "Soyuz TMA-18M",
    )
    claims = {
        claim.attribute: str(claim.value)
        for claim in world.db.claims(about=launch, source="launch-library")
    }
    assert claims == {"date": "2015-09-02T05:37:43Z", "outcome": "failure", "pad": "Baikonur 31/6"}
    assert "launch-library" in [source.key for source in launch.sources]


def test_a_launch_without_designation_is_met_by_its_time(world: World) -> None:
    assert "46S" in [str(name) for name in world.db.get("2016-018").names]
    assert len(world.db.claims(about="2016-018", attribute="date")) == 0


def test_what_was_planned_once_is_no_disagreement(world: World) -> None:
    launch = world.db.get(f"launch/{made.uuid(7)}")
    assert (launch.key, launch.status) == ("2016-044", "flown")
    assert len(world.db.claims(about=launch, source="launch-library")) == 0


def test_pads_are_no_bare_numbers(world: World) -> None:
    assert world.db.get("Baikonur 90/18").site.key == "baikonur"
    assert world.db.get("pad/35").key == "baikonur-250"
    with pytest.raises(NotFound):
        world.db.get(5)


# ------------------------------------------------------------ people


def test_new_people_have_what_is_told(world: World) -> None:
    person = world.db.get("Testova")
    assert (person.name, str(person.born), person.died) == ("Ada Testova", "1990-05-17", None)
    assert [each.country.key for each in person.citizenships] == ["KZ"]
    assert (person.agency.key, person.stays) == ("roscosmos", [])


@pytest.mark.parametrize(
    ("number", "whom"),
    [(1, "robert-behnken"), (2, "jake-garn"), (3, "zena-cardman"),
     (4, "aleksandar-aleksandrov"), (11, "sergei-volkov"), (6, "ada-testova"),
     (12, "yuri-gagarin")],
)  # fmt: skip
def test_people_are_met_by_name_birth_and_first_flight(
    number: int, whom: str, world: World
) -> None:
    assert world.db.get(f"person/{number}").key == whom


def test_a_namesake_is_somebody_else(world: World) -> None:
    assert world.db.get("person/5").key != "yuri-gagarin"
    assert str(world.db.get("yuri-gagarin").born) == "1934-03-09"


def test_another_crew_is_a_claim(world: World) -> None:
    claim = world.db.claims(about="flight:soyuz-tma-18m", source="launch-library").one()
    assert (claim.attribute, claim.value) == ("crew_up", "Sergei Volkov, Ada Testova")


def test_whom_a_crew_lacks_is_a_claim(world: World) -> None:
    claim = world.db.claims(about="flight:soyuz-tma-20m", source="launch-library").one()
    assert claim.attribute == "crew_up"
    assert claim.value.endswith(", Robert Behnken")
    flown = [flight.key for flight in world.db.get("robert-behnken").flights]
    assert "soyuz-tma-20m" not in flown


def test_a_flight_that_a_pack_would_hold_is_refused(world: World) -> None:
    notes = [str(note) for note in world.report.problems]
    assert any("Ghost: a pack holds all flights of that time" in note for note in notes)
    with pytest.raises(NotFound):
        world.db.get("flight:ghost")


# ------------------------------------------------------------ dockings


@pytest.mark.parametrize(
    ("docking", "ours", "theirs"),
    [("soyuz-tma-16m-iss", "2015-03-28T01:33Z", "2015-03-27T01:33Z"),
     ("soyuz-ms-08-iss", "2018-03-23T19:40Z", "2018-03-23T20:40Z")],
)  # fmt: skip
def test_another_time_of_docking_is_a_claim(
    docking: str, ours: str, theirs: str, world: World
) -> None:
    assert str(world.db.get(f"docking:{docking}").docked) == ours
    claim = world.db.claims(
        about=f"docking:{docking}", attribute="docked", source="launch-library"
    ).one()
    assert (claim.value, claim.verdict) == (theirs, "disputed")


def test_rounded_to_the_minute_is_no_disagreement(world: World) -> None:
    assert len(world.db.claims(about="docking:soyuz-tm-6-mir", source="launch-library")) == 0


def test_dockings_that_cannot_be_are_told_with_the_reason(world: World) -> None:
    notes = {note.row: note.message for note in world.report.problems}
    rows = {name: place for place, name in enumerate(MOSAIC, 1)}
    assert "it undocked (2015-03-01T00:00:01Z) before it docked" in notes[rows["backwards"]]
    assert "another craft was at Poisk zenith then" in notes[rows["taken"]]


def test_a_ship_that_only_the_catalogue_has(world: World) -> None:
    docking = world.db.dockings(craft="Progress X-3").one()
    assert (docking.target.key, str(docking.docked)) == ("iss", "2012-01-28T00:09Z")
    assert docking.craft.kind == "cargo ship"


def test_a_launch_from_an_unknown_pad_keeps_its_site(world: World) -> None:
    launch = world.db.get("Testovy 9")
    assert (launch.pad, launch.site.key) == (None, "baikonur")
