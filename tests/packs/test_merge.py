"""One world out of several packs: who adds, who contradicts, who overrides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spacetimeline.dates import VagueDate
from spacetimeline.packs.examine import examine
from spacetimeline.packs.pack import read_pack
from spacetimeline.packs.world import Ref, World
from spacetimeline.vocabularies import (
    ExpeditionKind,
    FlightOutcome,
    GoneHow,
    LaunchCategory,
    LaunchStatus,
    NameKind,
    Outcome,
    Reached,
    RecordKind,
    SpacecraftKind,
    SpacecraftStatus,
    SpacewalkPlace,
)

if TYPE_CHECKING:
    from spacetimeline.errors import FixtureProblem
    from spacetimeline.packs.world import MergedRecord

MakeWorld = Callable[..., "World"]
Problems = Callable[[str], "list[FixtureProblem]"]
Write = Callable[..., Path]


def packs_of(record: MergedRecord, field: str) -> list[str]:
    """Of a list, the pack that each entry comes from."""
    return [contribution.pack for contribution, _ in record.items[field]]


# --- One form, and defaults ---------------------------------------------------


def test_values_are_of_the_librarys_types(world: MakeWorld) -> None:
    launch = world().of(RecordKind.LAUNCH)["1991-034"].values
    assert launch["date"] == VagueDate.parse("1991-05-18T12:50:28Z")
    assert launch["outcome"] is Outcome.SUCCESS
    assert launch["status"] is LaunchStatus.FLOWN
    assert launch["category"] is LaunchCategory.ORBITAL
    assert launch["cospar"] == "1991-034"
    assert launch["site"] == "baikonur"
    assert launch["payloads"] == ["soyuz-tm-12"]
    assert "serial" not in launch


def test_what_is_left_out_of_a_flight(world: MakeWorld) -> None:
    made = world()
    flight = made.of(RecordKind.FLIGHT)["soyuz-tm-12"].values
    assert flight["name"] == "Soyuz TM-12"
    assert flight["launch"] == "1991-034"
    assert flight["reached"] is Reached.ORBIT
    assert flight["partial"] is False
    assert flight["outcome"] is FlightOutcome.LANDED
    up, down = flight["crew"]
    assert (up["up"], up["down"], up["lost"], up["represented"]) == (True, True, False, "SU")
    assert (down["up"], down["down"]) == (False, True)
    assert "represented" not in down
    craft = made.of(RecordKind.SPACECRAFT)["soyuz-tm-12"].values
    assert craft["launch"] == "1991-034"
    assert craft["gone"] == flight["landing"]["date"]
    assert craft["gone_how"] is GoneHow.LANDED
    assert craft["status"] is SpacecraftStatus.GONE


def test_a_planned_launch_and_its_craft(world: MakeWorld) -> None:
    made = world("""
        launches:
          kazsat-4: {name: KazSat-4, payloads: [kazsat-4], sources: [book]}
        spacecraft:
          kazsat-4: {name: KazSat-4, sources: [book]}
    """)
    launch = made.of(RecordKind.LAUNCH)["kazsat-4"].values
    assert launch["status"] is LaunchStatus.PLANNED
    assert "outcome" not in launch
    assert "cospar" not in launch
    craft = made.of(RecordKind.SPACECRAFT)["kazsat-4"].values
    assert craft["kind"] is SpacecraftKind.OTHER
    assert craft["status"] is SpacecraftStatus.PLANNED


def test_a_craft_may_name_its_launch_itself(world: MakeWorld) -> None:
    made = world("""
        spacecraft:
          cubesat: {name: Cubesat, kind: satellite, launch: 1991-034, sources: [book]}
    """)
    assert made.of(RecordKind.LAUNCH)["1991-034"].values["payloads"] == ["soyuz-tm-12", "cubesat"]
    assert packs_of(made.of(RecordKind.LAUNCH)["1991-034"], "payloads") == ["base", "mine-0"]


def test_a_stations_launch_is_its_first_parts(world: MakeWorld) -> None:
    made = world("""
        launches:
          1998-067: {name: Zarya, date: 1998-11-20, vehicle: soyuz-u2, payloads: [zarya], outcome: success, sources: [book]}
        spacecraft:
          iss: {name: ISS, kind: station, launch: 1998-067, sources: [book]}
          zarya: {name: Zarya, kind: station module, part_of: iss, cospar: 1998-067A, norad: 25544, sources: [book]}
    """)
    assert made.of(RecordKind.LAUNCH)["1998-067"].values["payloads"] == ["zarya"]
    assert made.of(RecordKind.SPACECRAFT)["iss"].values["launch"] == "1998-067"
    zarya = made.of(RecordKind.SPACECRAFT)["zarya"]
    assert zarya.values["part_of"] == [{"craft": "iss"}]
    assert {(each.scheme, each.value) for each in zarya.identifiers} == {
        ("cospar", "1998-067A"),
        ("norad", "25544"),
    }


def test_identifiers_may_be_given_as_such(world: MakeWorld) -> None:
    made = world("""
        spacecraft:
          x: {name: X, identifiers: {norad: 100000, cospar: 1991-034B, gcat: [S1, A2]}, launch: 1991-034, sources: [book]}
    """)
    record = made.of(RecordKind.SPACECRAFT)["x"]
    assert record.values["norad"] == 100000
    assert record.values["cospar"] == "1991-034B"
    assert [each.value for each in record.identifiers if each.scheme == "gcat"] == ["S1", "A2"]


def test_operators(world: MakeWorld) -> None:
    made = world("""
        spacecraft:
          one: {name: One, operator: agency, sources: [book]}
          two:
            name: Two
            operators: [{organization: agency, since: 2010}, {organization: energia, since: 2001, until: 2010}]
            sources: [book]
          three: {name: Three, operators: [energia, agency], sources: [book]}
    """)
    crafts = made.of(RecordKind.SPACECRAFT)
    assert crafts["one"].values["operators"] == [{"organization": "agency"}]
    assert crafts["two"].values["operator"] == "agency"
    assert crafts["three"].values["operator"] == "agency"


def test_countries_of_a_site(world: MakeWorld) -> None:
    made = world("""
        sites:
          old: {name: Old, countries: [{country: SU, until: 1991-12-26}, {country: KZ, since: 1991-12-26}], sources: [book]}
          moon: {name: Tranquility, body: Moon, sources: [book]}
    """)
    sites = made.of(RecordKind.SITE)
    assert sites["old"].values["country"] == "KZ"
    assert sites["baikonur"].values["countries"] == [{"country": "KZ"}]
    assert sites["baikonur"].values["body"] == "Earth"
    assert sites["moon"].values["body"] == "Moon"
    assert sites["moon"].values["countries"] == []


def test_names_have_their_script(world: MakeWorld) -> None:
    kazakh, alias = world().of(RecordKind.PERSON)["toktar-aubakirov"].names
    assert (kazakh.lang, kazakh.script, kazakh.kind, kazakh.pack) == (
        "kk",
        "Cyrl",
        NameKind.NATIVE,
        "base",
    )
    assert (alias.text, alias.script, alias.kind) == ("Aubakirov", "Latn", NameKind.ALIAS)


def test_records_that_need_no_name_get_one(world: MakeWorld) -> None:
    made = world("""
        spacewalks:
          1991-06-24-mir: {people: [anatoly-artsebarsky], craft: mir, start: 1991-06-24, sources: [book]}
        expeditions:
          mir-9: {name: Mir EO-9, station: mir, members: [anatoly-artsebarsky], sources: [book]}
    """)
    assert made.of(RecordKind.DOCKING)["soyuz-tm-12-mir"].name == "Soyuz TM-12 at Mir"
    walk = made.of(RecordKind.SPACEWALK)["1991-06-24-mir"]
    assert walk.name == "Spacewalk from Mir: Anatoly Artsebarsky"
    assert walk.values["where"] is SpacewalkPlace.OPEN_SPACE
    expedition = made.of(RecordKind.EXPEDITION)["mir-9"].values
    assert expedition["kind"] is ExpeditionKind.RESIDENT
    assert expedition["members"] == [{"person": "anatoly-artsebarsky"}]
    assert made.of(RecordKind.SOURCE)["book"].values["name"] == "A book"


# --- Adding to records of other packs -----------------------------------------


def test_a_pack_adds_and_owns_nothing(world: MakeWorld) -> None:
    made = world("""
        launches:
          1991-034:
            names: [{text: Союз ТМ-12, lang: ru}]
            identifiers: {mine: [A, B]}
            sources: [paper]
            serial: 53543
            payloads: [stowaway]
            note: It had a stowaway.
        spacecraft:
          stowaway: {name: Stowaway, sources: [paper]}
        flights:
          soyuz-tm-12:
            crew:
              - {person: helen-sharman, role: research cosmonaut, up: true, represented: SU}
              - {person: toktar-aubakirov, represented: SU}
            landing: {latitude: 50.2}
        people:
          helen-sharman: {name: Helen Sharman, sources: [paper]}
    """)
    launch = made.of(RecordKind.LAUNCH)["1991-034"]
    assert launch.pack == "base"
    assert launch.name == "Soyuz TM-12"
    assert [(each.text, each.pack) for each in launch.names] == [("Союз ТМ-12", "mine-0")]
    assert [(each.value, each.pack) for each in launch.identifiers] == [
        ("A", "mine-0"),
        ("B", "mine-0"),
    ]
    assert [tuple(each) for each in launch.sources] == [("book", "base"), ("paper", "mine-0")]
    assert launch.values["serial"] == "53543"
    assert launch.values["payloads"] == ["soyuz-tm-12", "stowaway"]
    assert packs_of(launch, "payloads") == ["base", "mine-0"]
    flight = made.of(RecordKind.FLIGHT)["soyuz-tm-12"]
    assert [
        (entry["person"], entry["up"], entry.get("represented")) for entry in flight.values["crew"]
    ] == [
        ("anatoly-artsebarsky", True, "SU"),
        ("toktar-aubakirov", False, "SU"),
        ("helen-sharman", True, "SU"),
    ]
    assert flight.values["landing"]["place"] == "near Arkalyk"
    assert flight.values["landing"]["latitude"] == 50.2


def test_saying_the_same_again_is_no_contradiction(world: MakeWorld) -> None:
    made = world("""
        launches:
          1991-034: {name: Soyuz TM-12, date: 1991-05-18 12:50:28, outcome: Success, payloads: [soyuz-tm-12], sources: [book]}
    """)
    assert made.of(RecordKind.LAUNCH)["1991-034"].values["payloads"] == ["soyuz-tm-12"]


def test_another_value_is_a_problem_that_names_both(problems: Problems) -> None:
    found = problems("""
        launches:
          1991-034: {outcome: failure, sources: [paper]}
        flights:
          soyuz-tm-12:
            landing: {place: the Moon}
            crew: [{person: toktar-aubakirov, role: commander}]
    """)
    assert [(each.line, each.field) for each in found] == [
        (2, "outcome"),
        (5, "landing.place"),
        (6, "crew[0].role"),
    ]
    outcome, place, role = found
    assert outcome.message.startswith(
        "'failure' contradicts 'success', which stands in pack base ("
    )
    assert "base.yaml:23)" in outcome.message
    assert outcome.hint == (
        "to replace it, write it under overrides: "
        "{launches: {1991-034: {outcome: failure, sources: […]}}}"
    )
    assert "'the Moon' contradicts 'near Arkalyk'" in place.message
    assert "overrides: {flights: {soyuz-tm-12: {landing: …, sources: […]}}}" in place.hint
    assert "'commander' contradicts 'research cosmonaut'" in role.message
    assert "base.yaml:35)" in role.message


def test_two_files_of_one_pack_contradict_each_other(tmp_path: Path, write: Write) -> None:
    write("title: Two files", "two/pack.yaml")
    write("sources:\n  a: {title: A, date: 2001}\n", "two/a.yaml")
    write("sources:\n  a: {title: B}\n", "two/sub/b.yaml")
    found = examine([read_pack(str(tmp_path / "two"))]).problems.sorted()
    assert len(found) == 1
    assert "'B' contradicts 'A', which stands in pack two" in found[0].message
    assert found[0].hint == "keep one of the two"


def test_a_record_lives_in_one_bundled_pack(tmp_path: Path, write: Write) -> None:
    for name in "ab":
        write(f"title: {name}\n", f"{name}/pack.yaml")
        write("sources:\n  x: {title: X}\n", f"{name}/sources.yaml")
    packs = [read_pack(str(tmp_path / name), bundled=True) for name in "ab"]
    (problem,) = examine(packs).problems.sorted()
    assert "a record lives in one bundled pack, and this one in a" in problem.message
    assert problem.hint


# --- References -----------------------------------------------------------------


def test_a_reference_to_any_kind(world: MakeWorld) -> None:
    made = world("""
        events:
          visit:
            name: A visit
            kind: visit
            parties: [energia, KZ, toktar-aubakirov]
            about: [soyuz-tm-12, "spacecraft:soyuz-tm-12", "family:energia", "station:mir", soyuz, 1991-069, book]
            resolved_by: organization:agency
            sources: [book]
    """)
    event = made.of(RecordKind.EVENT)["visit"].values
    assert event["parties"] == [
        Ref(RecordKind.ORGANIZATION, "energia"),  # a family cannot be a party
        Ref(RecordKind.COUNTRY, "KZ"),
        Ref(RecordKind.PERSON, "toktar-aubakirov"),
    ]
    assert [str(each) for each in event["about"]] == [
        "flight:soyuz-tm-12",
        "spacecraft:soyuz-tm-12",
        "family:energia",
        "spacecraft:mir",
        "family:soyuz",
        "launch:1991-069",
        "source:book",
    ]
    assert event["resolved_by"] == Ref(RecordKind.ORGANIZATION, "agency")


@pytest.mark.parametrize(
    ("text", "field", "message", "hint"),
    [
        ("about: [energia]", "about[0]", "'energia' is several records: organization, family",
         "write organization:energia or family:energia"),
        ("about: [soyuz-tm-14]", "about[0]", "there is no record 'soyuz-tm-14'", "did you mean soyuz-tm-1"),
        ("about: [flight:mir]", "about[0]", "there is no flight 'flight:mir'", ""),
        ("about: [rocketry:mir]", "about[0]", "there is no record", "'rocketry' is no kind of record"),
        ("about: [zzzzzzzz]", "about[0]", "there is no record 'zzzzzzzz'", "write its key, or add it to any pack"),
        ("parties: [mir]", "parties[0]", "there is no country or organization or person 'mir'",
         "there is a spacecraft of that key, but a country or organization or person is meant here"),
        ("resolved_by: Mir", "resolved_by", "there is no record 'Mir'", "did you mean mir"),
    ],
)  # fmt: skip
def test_references_to_nothing(
    problems: Problems, text: str, field: str, message: str, hint: str
) -> None:
    (problem,) = problems(f"""
        events:
          e:
            name: E
            kind: plan
            sources: [book]
            {text}
    """)
    assert (problem.line, problem.field) == (6, field)
    assert message in problem.message
    assert hint in problem.hint


def test_one_kind_may_be_said_too(world: MakeWorld) -> None:
    made = world("""
        spacecraft:
          x: {name: X, operators: ["organization:energia"], manufacturer: "organization:agency", sources: [book]}
    """)
    craft = made.of(RecordKind.SPACECRAFT)["x"].values
    assert (craft["operator"], craft["manufacturer"]) == ("energia", "agency")
