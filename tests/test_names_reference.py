"""Names against real ones: how many spellings are found, and how many names are confused.

The files are not part of the project; SPACETIMELINE_REFERENCE names the folder they are in.
"""

import csv
import json
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from spacetimeline.names import (
    FAMILY_ONLY,
    PARTS,
    WHOLE,
    fold,
    person_forms,
    plain,
    shorter_person_keys,
    typed_keys,
)

needs_reference = pytest.mark.skipif(
    "SPACETIMELINE_REFERENCE" not in os.environ, reason="SPACETIMELINE_REFERENCE is not set"
)


def reference(path: str) -> Path:
    return Path(os.environ["SPACETIMELINE_REFERENCE"], path)


def typed(rank: int, name: str) -> set[str]:
    return {form for form, its in person_forms(name) if its == rank}


@needs_reference
def test_recall_on_names_in_two_scripts() -> None:
    """Cosmonauts listed in English and in Russian (or Kazakh, Ukrainian …) spelling."""
    with reference("people/stavnichuk_2020.csv").open(encoding="utf-8") as file:
        pairs = {(row["name"], row["original_name"]) for row in csv.DictReader(file)}
    pairs = {pair for pair in pairs if any("\u0400" <= char <= "\u052f" for char in pair[1])}
    assert len(pairs) > 100
    missed = [
        pair for pair in pairs if not typed(FAMILY_ONLY, pair[0]) & typed(FAMILY_ONLY, pair[1])
    ]
    assert len(missed) <= 0.01 * len(pairs), missed
    missed = [pair for pair in pairs if not set(typed_keys(pair[1])) & parts(pair[0])]
    missed = [pair for pair in missed if not set(shorter_person_keys(pair[1])) & parts(pair[0])]
    assert len(missed) <= 0.02 * len(pairs), missed


def parts(name: str) -> set[str]:
    return typed(WHOLE, name) | typed(PARTS, name)


@needs_reference
def test_no_two_people_fold_together() -> None:
    with reference("people/wikidata_2023-11.json").open(encoding="utf-8") as file:
        names = {row["astronautLabel"] for row in json.load(file)}
    with reference("launch-library/2.1.0_astronauts.json").open(encoding="utf-8") as file:
        names |= {row["name"] for row in json.load(file)["results"]}
    people = merged(names)
    assert len(people) <= 3, people  # Pyotr with a Latin ё, Aleksandrovich with an x
    families = merged({name.split()[-1] for name in names})
    assert len(families) <= 5, families  # Fisher and Fischer, Michel and Mitchell


@needs_reference
def test_few_vehicles_and_satellites_fold_together() -> None:
    vehicles = merged(set(column("gcat/lv_2025-12-01.tsv", "LV_Name")))
    assert len(vehicles) <= 1, vehicles  # Zenit and Zenith
    satellites = merged(set(column("gcat/launchlog_2024-12-10.tsv", "Name")))
    satellites = {key: names for key, names in satellites.items() if not key.startswith("kosmos")}
    assert len(satellites) <= 20, satellites


def column(path: str, name: str) -> Iterator[str]:
    with reference(path).open(encoding="utf-8") as file:
        place = next(file).lstrip("#").rstrip("\n").split("\t").index(name)
        yield from (line.split("\t")[place].strip() for line in file if not line.startswith("#"))


def merged(names: set[str]) -> dict[str, set[str]]:
    """Names with one fold that are not merely a matter of case, accents and punctuation."""
    groups: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name in names:
        groups[fold(name)][plain(name)] = name
    return {key: set(group.values()) for key, group in groups.items() if len(group) > 1}
