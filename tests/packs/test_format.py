"""The strict format: each kind of slip is told with its line and what to write instead."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

from spacetimeline import paths
from spacetimeline.errors import FixtureProblem
from spacetimeline.packs.format.fields import fields
from spacetimeline.packs.format.schema import json_schema
from spacetimeline.packs.format.sections import NEEDED, SECTIONS
from spacetimeline.vocabularies import RecordKind

Problems = Callable[[str], list[FixtureProblem]]

# A comment, the pack, then: line, record, field, a part of the message, a part of the hint.
SLIPS: list[tuple[str, str, int, str, str, str, str]] = [
    ("a field that does not exist", "vehicles:\n  x:\n    name: X\n    familly: soyuz\n    sources: [book]\n",
     4, "vehicles.x", "familly", "there is no field 'familly' here", "did you mean `family`? known: name, names,"),
    ("a field inside a list's entry", "flights:\n  soyuz-tm-13:\n    crew:\n      - {person: toktar-aubakirov, upp: true}\n",
     4, "flights.soyuz-tm-13", "crew[0].upp", "there is no field 'upp' here", "did you mean `up`"),
    ("a field of the wrong language", "vehicles:\n  x:\n    name: X\n    source: book\n    sources: [book]\n",
     4, "vehicles.x", "source", "no field 'source'", "did you mean `sources`?"),
    ("a section that does not exist", "lanches:\n  x: {name: X}\n",
     1, "lanches", "", "there is no section 'lanches'", "did you mean `launches`?"),
    ("a list in place of a section", "launches:\n  - {name: X}\n",
     1, "launches", "", "a mapping of keys to records is expected here, not a list", "`key:`"),
    ("text in place of a record", "vehicles:\n  x: a rocket\n",
     2, "vehicles.x", "", "a mapping of fields is expected here, not text", "`name: …`"),
    ("claims that are no list", "claims:\n  x: {about: mir}\n",
     1, "claims", "", "`claims` is a list, not a mapping", "- {about"),
    ("a claim without what it must have", "claims:\n  - {about: mir, value: x, source: book}\n",
     2, "claims[0]", "", "`verdict` is missing", "add `verdict: …`"),
    ("an entry without what it must have", "flights:\n  soyuz-tm-13:\n    crew:\n      - {role: pilot, up: true}\n",
     4, "flights.soyuz-tm-13", "crew[0]", "`person` is missing", "add `person: …`"),
    ("a word of no vocabulary", "launches:\n  1991-034: {outcome: sucess}\n",
     2, "launches.1991-034", "outcome", "'sucess' is no outcome; did you mean 'success'? Known: success, partial failure, failure.", ""),
    ("a list where a word belongs", "launches:\n  1991-034: {outcome: [success]}\n",
     2, "launches.1991-034", "outcome", "a word is expected here, not a list", "one of: success"),
    ("no date", "launches:\n  1991-034: {date: yesterday}\n",
     2, "launches.1991-034", "date", "'yesterday'", "such as 2006-06-17T22:44:05Z"),
    ("an ambiguous date", "launches:\n  1991-034: {date: 03/04/2006}\n",
     2, "launches.1991-034", "date", "03/04/2006", ""),
    ("a mapping where a date belongs", "launches:\n  1991-034: {date: {year: 1991}}\n",
     2, "launches.1991-034", "date", "a date is expected here, not a mapping", ""),
    ("no number", "spacecraft:\n  mir:\n    mass: 19 t\n",
     3, "spacecraft.mir", "mass", "'19 t' is not a number (kg)", "write it plain"),
    ("not a whole number", "expeditions:\n  x: {name: X, station: mir, number: 1.5, sources: [book]}\n",
     2, "expeditions.x", "number", "'1.5' is not a whole number", ""),
    ("a latitude beyond the pole", "sites:\n  baikonur:\n    latitude: 95\n",
     3, "sites.baikonur", "latitude", "95 cannot be: it must be between -90 and 90 (degrees, north positive)", ""),
    ("more than whole success", "launches:\n  1991-034: {success_fraction: 1.5}\n",
     2, "launches.1991-034", "success_fraction", "1.5 cannot be: it must be between 0 and 1", ""),
    ("a negative catalogue number", "spacecraft:\n  mir: {norad: -5}\n",
     2, "spacecraft.mir", "norad", "-5 cannot be", ""),
    ("an endless number", f"spacecraft:\n  mir: {{norad: {'9' * 5000}}}\n",
     2, "spacecraft.mir", "norad", "…' is not a whole number", ""),
    ("neither true nor false", "flights:\n  soyuz-tm-13: {partial: yes}\n",
     2, "flights.soyuz-tm-13", "partial", "true or false is expected here, not 'yes'", "write `true`"),
    ("true where text belongs", "vehicles:\n  x: {name: true, sources: [book]}\n",
     2, "vehicles.x", "name", "text is expected here, not true or false", "put it in quotes"),
    ("a list where text belongs", "vehicles:\n  x: {name: [X], sources: [book]}\n",
     2, "vehicles.x", "name", "text is expected here, not a list", ""),
    ("text where a list belongs", "vehicles:\n  x: {name: X, sources: book}\n",
     2, "vehicles.x", "sources", "a list is expected here, not text", "write it in brackets: [book]"),
    ("text where a mapping belongs", "flights:\n  soyuz-tm-13: {landing: 1992-03-25}\n",
     2, "flights.soyuz-tm-13", "landing", "a mapping of fields is expected here, not text", "{date:"),
    ("an empty text", 'vehicles:\n  x: {name: "", sources: [book]}\n',
     2, "vehicles.x", "name", "the text is empty", "leave the field out"),
    ("no web address", "sources:\n  x: {title: X, url: example.org}\n",
     2, "sources.x", "url", "'example.org' is no web address", "begin with https://"),
    ("no language", "vehicles:\n  x: {name: X, names: [{text: Икс, lang: Russian}], sources: [book]}\n",
     2, "vehicles.x", "names[0].lang", "'Russian' is no language", "ru, kk"),
    ("no script", "vehicles:\n  x: {name: X, names: [{text: Икс, script: cyrillic}], sources: [book]}\n",
     2, "vehicles.x", "names[0].script", "'cyrillic' is no script", "Cyrl"),
    ("no scheme", "vehicles:\n  x: {name: X, identifiers: {Wikidata: Q1}, sources: [book]}\n",
     2, "vehicles.x", "identifiers.Wikidata", "'Wikidata' is no scheme of identifiers", "lower-case"),
    ("a key with capitals", "vehicles:\n  Soyuz FG: {name: Soyuz-FG, sources: [book]}\n",
     2, "vehicles.Soyuz FG", "", "'Soyuz FG' is no key", "lower-case letters and digits joined by hyphens: soyuz-fg"),
    ("a key of no letters", "vehicles:\n  союз: {name: Soyuz, sources: [book]}\n",
     2, "vehicles.союз", "", "'союз' is no key", "joined by hyphens"),
    ("a key too long", f"vehicles:\n  {'x' * 121}: {{name: X, sources: [book]}}\n",
     2, f"vehicles.{'x' * 121}", "", "this key has 121 characters", "at most 120"),
    ("a country's key", "countries:\n  kz: {name: Kazakhstan, sources: [book]}\n",
     2, "countries.kz", "", "'kz' is no key of a country", "two capital letters, such as KZ"),
    ("a section to override that does not exist", "overrides:\n  lanches: {x: {outcome: failure}}\n",
     2, "overrides.lanches", "", "there is no section 'lanches' to override", "did you mean `launches`?"),
    ("a coverage without its subject", "coverage:\n  - {since: 1991}\n",
     2, "coverage[0]", "", "`subject` is missing", "add `subject: …`"),
]  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS, ids=[slip[0] for slip in SLIPS])
def test_slips(problems: Problems, slip: tuple[str, str, int, str, str, str, str]) -> None:
    _, text, line, record, field, message, hint = slip
    found = problems(text)
    assert len(found) == 1, found
    (problem,) = found
    assert (problem.line, problem.record, problem.field) == (line, record, field)
    assert message in problem.message
    assert hint in problem.hint
    assert problem.file.endswith("mine.yaml")


def test_one_mistake_hides_no_other(problems: Problems) -> None:
    """Broken fields go, their neighbours are still checked, and nobody refers to nothing."""
    found = problems("""
        vehicles:
          soyuz-fg:
            name: [Soyuz-FG]
            familly: soyuz
            family: sojuz
            sources: [book]
        launches:
          2015-043:
            name: Soyuz TMA-18M
            date: yesterday
            vehicle: soyuz-fg
            payloads: [soyuz-tma-18m, nobody]
            outcome: sucess
            sources: [bok]
        spacecraft:
          soyuz-tma-18m: a craft
        flights:
          soyuz-tma-18m:
            craft: soyuz-tma-18m
            crew:
              - {person: nobody, up: true}
              - {person: toktar-aubakirov, rolle: commander, up: true}
              - {person: anatoly-artsebarsky, role: comander, up: true}
            sources: [book]
    """)
    assert [(each.line, each.record, each.field) for each in found] == [
        (3, "vehicles.soyuz-fg", "name"),
        (4, "vehicles.soyuz-fg", "familly"),
        (5, "vehicles.soyuz-fg", "family"),
        (10, "launches.2015-043", "date"),
        (12, "launches.2015-043", "payloads[1]"),
        (13, "launches.2015-043", "outcome"),
        (14, "launches.2015-043", "sources[0]"),
        (16, "spacecraft.soyuz-tma-18m", ""),
        (21, "flights.soyuz-tma-18m", "crew[0].person"),
        (22, "flights.soyuz-tma-18m", "crew[1].rolle"),
        (23, "flights.soyuz-tma-18m", "crew[2].role"),
    ]


def test_a_dropped_entry_moves_no_line(problems: Problems) -> None:
    found = problems("""
        flights:
          soyuz-tm-13:
            crew:
              - 5.5
              - [a]
              - {person: nobody, up: true}
    """)
    assert [(each.line, each.field) for each in found] == [
        (4, "crew[0].person"),
        (5, "crew[1]"),
        (6, "crew[2].person"),
    ]


def test_what_is_named_and_left_empty_is_left_out(problems: Problems) -> None:
    assert problems("""
        launches:
        vehicles:
          x:
            name: X
            family:
            names: [{text: Икс, lang: , since: null}]
            sources: [book]
    """) == []  # fmt: skip


def test_an_unknown_field_is_one_even_if_empty(problems: Problems) -> None:
    (problem,) = problems("vehicles:\n  x: {name: X, sources: [book], familly: }\n")
    assert "there is no field 'familly'" in problem.message


def test_a_file_that_breaks_off_is_one_problem(problems: Problems) -> None:
    """What it would have defined further down is not reported as missing."""
    found = problems("""
        launches:
          2015-043: {name: L, date: 2015-09-02, vehicle: soyuz-fg, outcome: success, sources: [book]}
          2015-044: {name: "L
        vehicles:
          soyuz-fg: {name: Soyuz-FG, sources: [book]}
    """)
    assert len(found) == 1
    assert "this is not YAML" in found[0].message


# --- The table and the JSON Schema ----------------------------------------------


def test_the_table_knows_lists_parts_and_references() -> None:
    flight = fields(RecordKind.FLIGHT)
    assert flight["craft"].kinds == (RecordKind.SPACECRAFT,)
    assert flight["crew"].is_list
    assert flight["crew"].parts["represented"].kinds == (RecordKind.COUNTRY,)
    assert not flight["landing"].is_list
    assert set(flight["landing"].parts) == {"date", "place", "latitude", "longitude"}
    assert fields(RecordKind.SPACECRAFT)["released"].parts["from"].kinds == (RecordKind.SPACECRAFT,)
    assert fields(RecordKind.EVENT)["about"].many_kinds
    assert not fields(RecordKind.LAUNCH)["payloads"].many_kinds


def test_what_is_needed_exists() -> None:
    for kind, needed in NEEDED.items():
        assert set(needed) <= set(fields(kind))


def as_an_editor_reads(text: str) -> Any:
    """YAML as other libraries read it: numbers are numbers, dates and NO stay text."""

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        yaml_implicit_resolvers: dict[str, Any] = {}

    for tag, pattern, first in (
        ("bool", r"^(true|false|True|False|TRUE|FALSE)$", "tTfF"),
        ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
        ("int", r"^[-+]?(0|[1-9][0-9]*)$", "-+0123456789"),
        ("float", r"^[-+]?[0-9]+\.[0-9]*([eE][-+]?[0-9]+)?$", "-+0123456789."),
    ):
        Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))
    return yaml.load(text, Loader)


def test_the_schema_is_a_schema() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema
    for kind in SECTIONS:
        assert kind.section in schema["properties"]


def test_the_schema_describes_every_field() -> None:
    schema = json_schema()
    for name, definition in schema["$defs"].items():
        assert definition["additionalProperties"] is False, name
        for field, about in definition["properties"].items():
            assert about.get("description") or "$ref" in about, f"{name}.{field}"


def test_the_packs_that_ship_are_valid_by_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    files = sorted(Path(paths.fixtures()).rglob("*.yaml"))
    assert files
    for path in files:
        content = as_an_editor_reads(path.read_text(encoding="utf-8"))
        errors = [
            f"{path.name}: {each.json_path}: {each.message[:200]}"
            for each in validator.iter_errors(content)
        ]
        assert errors == []


@pytest.mark.parametrize(
    "text",
    [
        "launches: {x: {nam: X}}",
        "launches: {X y: {name: X}}",
        "launches: {x: {outcome: sucess}}",
        "launches: {x: {payloads: mir}}",
        "sites: {x: {latitude: 95}}",
        "claims: [{about: mir}]",
        "overrides: {launches: {x: {outcome: failure}}}",
        "lanches: {}",
    ],
)
def test_the_schema_refuses(text: str) -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    assert list(validator.iter_errors(as_an_editor_reads(text)))
