"""One world out of several packs: who adds, who contradicts, who overrides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from spacetimeline.dates import VagueDate
from spacetimeline.errors import FixtureProblem
from spacetimeline.packs.examine import examine
from spacetimeline.packs.pack import Pack, pack_from_texts, read_pack
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
    Verdict,
)

MakeWorld = Callable[..., World]
Problems = Callable[[str], list[FixtureProblem]]
Write = Callable[..., Path]


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
    assert made.of(RecordKind.LAUNCH)["1991-034"].packs_of("payloads") == ["base", "mine-0"]


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
    assert [(each.value, each.pack) for each in launch.identifiers] == [("A", "mine-0"), ("B", "mine-0")]
    assert [tuple(each) for each in launch.sources] == [("book", "base"), ("paper", "mine-0")]
    assert launch.values["serial"] == "53543"
    assert launch.values["payloads"] == ["soyuz-tm-12", "stowaway"]
    assert launch.packs_of("payloads") == ["base", "mine-0"]
    flight = made.of(RecordKind.FLIGHT)["soyuz-tm-12"]
    assert [(entry["person"], entry["up"], entry.get("represented")) for entry in flight.values["crew"]] == [
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
    assert outcome.message.startswith("'failure' contradicts 'success', which stands in pack base (")
    assert "base.yaml:23)" in outcome.message
    assert outcome.hint == (
        "to replace it, write it under overrides: "
        "{launches: {1991-034: {outcome: failure, sources: […]}}}"
    )
    assert "'the Moon' contradicts 'near Arkalyk'" in place.message
    assert "overrides: {flights: {soyuz-tm-12: {landing: …, sources: […]}}}" in place.hint
    assert "'commander' contradicts 'research cosmonaut'" in role.message
    assert "base.yaml:36)" in role.message


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


# --- Overrides -------------------------------------------------------------------


OVERRIDE = """
    overrides:
      launches:
        1991-034: {outcome: failure, vehicle: soyuz, sources: [paper], note: The paper says so.}
      flights:
        soyuz-tm-12: {landing: {place: the steppe}, crew: [{person: toktar-aubakirov, down: true}], sources: [paper]}
      sources:
        book: {date: 2003}
    vehicles:
      soyuz: {name: Soyuz, sources: [book]}
"""


def test_overrides_replace_and_keep_the_old_value_as_a_claim(world: MakeWorld) -> None:
    made = world(OVERRIDE)
    launch = made.of(RecordKind.LAUNCH)["1991-034"]
    assert launch.values["outcome"] is Outcome.FAILURE
    assert launch.values["vehicle"] == "soyuz"
    assert [each.source for each in launch.sources] == ["book", "paper"]
    flight = made.of(RecordKind.FLIGHT)["soyuz-tm-12"].values
    assert flight["landing"]["place"] == "the steppe"
    assert flight["landing"]["date"] == VagueDate.parse("1991-10-10T04:12:19Z")
    assert [entry["person"] for entry in flight["crew"]] == ["toktar-aubakirov"]
    claims = [
        (str(each.about), each.attribute, each.value, each.source, each.verdict.value)
        for each in made.claims
    ]
    assert claims == [
        ("launch:1991-034", "vehicle", "Soyuz-U2", "book", "superseded"),
        ("launch:1991-034", "vehicle", "Soyuz", "paper", "adopted"),
        ("launch:1991-034", "outcome", "success", "book", "superseded"),
        ("launch:1991-034", "outcome", "failure", "paper", "adopted"),
        ("flight:soyuz-tm-12", "landing.place", "near Arkalyk", "book", "superseded"),
        ("flight:soyuz-tm-12", "landing.place", "the steppe", "paper", "adopted"),
        ("flight:soyuz-tm-12", "crew",
         "person Anatoly Artsebarsky, role commander, up true, down true; "
         "person Toktar Aubakirov, role research cosmonaut, down true", "book", "superseded"),
        ("flight:soyuz-tm-12", "crew", "person Toktar Aubakirov, down true", "paper", "adopted"),
    ]  # fmt: skip
    old = made.claims[2]
    assert (old.note, old.pack, old.from_override) == ("The paper says so.", "mine-0", True)
    assert made.claims[4].note == "overridden by the pack mine-0"


def test_without_the_pack_the_world_is_as_before(base: Pack, write: Write) -> None:
    pack = read_pack(str(write(OVERRIDE)))
    assert len(examine([base, pack]).claims) > 0
    again = examine([base])
    assert again.claims == []
    assert again.of(RecordKind.LAUNCH)["1991-034"].values["outcome"] is Outcome.SUCCESS
    assert len(again.of(RecordKind.FLIGHT)["soyuz-tm-12"].values["crew"]) == 2
    assert again.problems.sorted() == []


def test_an_override_may_take_a_value_away(world: MakeWorld) -> None:
    made = world("""
        overrides:
          people:
            anatoly-artsebarsky: {born: null, sources: [paper]}
    """)
    assert "born" not in made.of(RecordKind.PERSON)["anatoly-artsebarsky"].values
    assert [(each.value, each.verdict) for each in made.claims] == [
        ("1956-09-09", Verdict.SUPERSEDED)
    ]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("launches: {1991-034: {outcome: failure}}", "an override says no source", "add `sources: [key]`"),
        ("launches: {1991-035: {outcome: failure, sources: [book]}}", "there is no launch '1991-035' to override",
         "did you mean 1991-034"),
        ("launches: {1991-034: {names: [X], sources: [book]}}", "`names` are added to, not overridden",
         "write them under `launches: {1991-034: {names: …}}`"),
        ("launches: {1991-034: {outcome: sucess, sources: [book]}}", "'sucess' is no outcome", ""),
        ("launches: {1991-034: {outcome: failure, sources: [bok]}}", "there is no source 'bok'", "did you mean book?"),
    ],
)  # fmt: skip
def test_overrides_that_are_none(problems: Problems, text: str, message: str, hint: str) -> None:
    (problem,) = problems(f"overrides:\n  {text}\n")
    assert problem.line == 2
    assert message in problem.message
    assert hint in problem.hint


def test_two_packs_that_override_the_same_contradict_each_other(base: Pack, write: Write) -> None:
    packs = [base]
    for name, outcome in (("a", "failure"), ("b", "partial failure"), ("c", "failure")):
        text = f"overrides:\n  launches: {{1991-034: {{outcome: {outcome}, sources: [book]}}}}\n"
        packs.append(read_pack(str(write(text, f"{name}.yaml"))))
    (problem,) = examine(packs).problems.sorted()
    assert problem.file.endswith("b.yaml")
    assert "pack a overrides this too, with 'failure' (" in problem.message
    assert "a.yaml:2)" in problem.message
    assert problem.hint == "keep one of the two overrides"


# --- Claims, coverage, packs ----------------------------------------------------


def test_claims(world: MakeWorld) -> None:
    made = world("""
        claims:
          - {about: "spacecraft:soyuz-tm-12", attribute: mass, value: 7.1, source: paper, verdict: disputed, note: why}
          - {about: mir, value: It was the best., source: book, verdict: adopted, date: 1999}
    """)
    mass, best = made.claims
    assert (mass.about, mass.attribute, mass.value) == (
        Ref(RecordKind.SPACECRAFT, "soyuz-tm-12"),
        "mass",
        "7.1",
    )
    assert mass.date == VagueDate.parse("2002-03-04")  # the paper's
    assert (best.attribute, str(best.date), best.from_override) == (None, "1999", False)


def test_coverage_and_header(world: MakeWorld) -> None:
    made = world("""
        pack: my-missions
        title: Mine
        version: 1.10
        licence: CC0
        depends: [base]
        coverage:
          - {subject: launches, filters: {family: soyuz, crewed: true, site: [baikonur, kourou]}, since: 1991, note: some}
    """)
    (coverage,) = made.coverage
    assert (coverage.pack, coverage.subject) == ("my-missions", "launches")
    assert coverage.filters == {"family": "soyuz", "crewed": True, "site": ["baikonur", "kourou"]}
    assert (str(coverage.since), coverage.until, coverage.note) == ("1991", None, "some")
    pack = made.packs[1]
    assert (pack.name, pack.title, pack.version, pack.licence) == ("my-missions", "Mine", "1.10", "CC0")
    assert pack.depends == ("base",)


def test_a_pack_can_be_read_again_from_its_texts(tmp_path: Path, write: Write) -> None:
    write("pack: two\ntitle: Two files\n", "folder/pack.yaml")
    write("sources:\n  a: {title: A}\n", "folder/sub/a.yaml")
    pack = read_pack(str(tmp_path / "folder"))
    texts = pack.texts()
    assert set(texts) == {"pack.yaml", "sub/a.yaml"}
    again = pack_from_texts("two", pack.path, texts)
    assert (again.name, again.title) == ("two", "Two files")
    assert examine([again]).of(RecordKind.SOURCE)["a"].pack == "two"
    single = read_pack(str(write("title: One\nsources: {a: {title: A}}", "one.yaml")))
    assert (single.name, pack_from_texts("one", "", single.texts()).title) == ("one", "One")


def test_files_with_the_wrong_things(tmp_path: Path, write: Write) -> None:
    write("title: Two files\n", "folder/pack.yaml")
    write("title: Here too\nsources:\n  a: {title: A}\n", "folder/a.yaml")
    (problem,) = read_pack(str(tmp_path / "folder")).problems.sorted()
    assert (problem.message, problem.hint) == ("`title` belongs into pack.yaml", "move it there")


def test_folders_that_are_no_pack(tmp_path: Path) -> None:
    (problem,) = read_pack(str(tmp_path)).problems.sorted()
    assert problem.message == "there is no YAML file in this folder"
    assert "write a pack.yaml" in problem.hint
    (problem,) = read_pack(str(tmp_path / "none")).problems.sorted()
    assert problem.message == "there is no such file or folder"
    (tmp_path / "a.yaml").write_text("sources: {a: {title: A}}")
    (problem,) = read_pack(str(tmp_path)).problems.sorted()
    assert problem.message == "the folder has no pack.yaml"
