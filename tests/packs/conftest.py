"""A small world to make mistakes in."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spacetimeline.packs.examine import check, examine
from spacetimeline.packs.pack import Pack, read_pack

if TYPE_CHECKING:
    from spacetimeline.errors import FixtureProblem
    from spacetimeline.packs.world import World

BASE = """
title: A small world
version: 1.10
licence: CC-BY-4.0
countries:
  SU: {name: Soviet Union, start: 1922-12-30, end: 1991-12-26, sources: [book]}
  RU: {name: Russia, start: 1991-12-26, predecessors: [SU], sources: [book]}
  KZ: {name: Kazakhstan, start: 1991-12-16, predecessors: [SU], sources: [book]}
organizations:
  agency: {name: Agency, country: RU, sources: [book]}
  energia: {name: Energia, country: RU, sources: [book]}
sites:
  baikonur: {name: Baikonur, latitude: 45.9, longitude: 63.3, timezone: Asia/Qyzylorda, country: KZ, sources: [book]}
  kourou: {name: Kourou, sources: [book]}
pads:
  baikonur-1-5: {name: Gagarin's Start, site: baikonur, sources: [book]}
families:
  soyuz: {name: Soyuz, sources: [book]}
  energia: {name: Energia, sources: [book]}
vehicles:
  soyuz-u2: {name: Soyuz-U2, family: soyuz, sources: [book]}
launches:
  1986-017: {name: Mir, date: 1986-02-19T21:28Z, vehicle: soyuz-u2, payloads: [mir], outcome: success, sources: [book]}
  1991-034: {name: Soyuz TM-12, date: 1991-05-18T12:50:28Z, vehicle: soyuz-u2, pad: baikonur-1-5, payloads: [soyuz-tm-12], outcome: success, sources: [book]}
  1991-069: {name: Soyuz TM-13, date: 1991-10-02T05:59:38Z, vehicle: soyuz-u2, payloads: [soyuz-tm-13], outcome: success, sources: [book]}
spacecraft:
  mir: {name: Mir, kind: station, cospar: 1986-017A, norad: 16609, gone: 2001-03-23, gone_how: deorbited, sources: [book]}
  soyuz-tm-12: {name: Soyuz TM-12, kind: crewed ship, cospar: 1991-034A, sources: [book]}
  soyuz-tm-13: {name: Soyuz TM-13, kind: crewed ship, cospar: 1991-069A, sources: [book]}
flights:
  soyuz-tm-12:
    craft: soyuz-tm-12
    landing: {date: 1991-10-10T04:12:19Z, place: near Arkalyk}
    crew:
      - {person: anatoly-artsebarsky, role: commander, up: true, down: true}
      - {person: toktar-aubakirov, role: research cosmonaut, down: true}
    sources: [book]
  soyuz-tm-13:
    craft: soyuz-tm-13
    landing: {date: 1992-03-25T08:51:22Z}
    crew:
      - {person: toktar-aubakirov, role: research cosmonaut, up: true}
    sources: [book]
people:
  anatoly-artsebarsky: {name: Anatoly Artsebarsky, born: 1956-09-09, citizenships: [{country: SU, until: 1991-12-26}, {country: RU, since: 1991-12-26}], sources: [book]}
  toktar-aubakirov:
    name: Toktar Aubakirov
    names: [{text: Тоқтар Әубәкіров, lang: kk, kind: native}, Aubakirov]
    citizenships: [{country: SU, until: 1991-12-26}, {country: KZ, since: 1991-12-26}]
    sources: [book]
dockings:
  soyuz-tm-12-mir: {craft: soyuz-tm-12, target: mir, port: front, docked: 1991-05-20T14:31Z, undocked: 1991-10-10T00:55Z, sources: [book]}
sources:
  book: {title: A book, date: 2001}
  paper: {title: A newspaper, date: 2002-03-04}
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file of a pack."""

    def write(text: str, name: str = "mine.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def _base_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("base") / "base.yaml"
    path.write_text(BASE.lstrip("\n"), encoding="utf-8")
    return path


@pytest.fixture
def base(_base_file: Path) -> Pack:
    """The small world as a pack, read anew."""
    return read_pack(str(_base_file))


@pytest.fixture
def problems(base: Pack, write: Callable[..., Path]) -> Callable[..., list[FixtureProblem]]:
    """What is wrong with a pack of one file beside the small world."""

    def problems(text: str) -> list[FixtureProblem]:
        return check(write(text), base=[base])

    return problems


@pytest.fixture
def world(base: Pack, write: Callable[..., Path]) -> Callable[..., World]:
    """The small world with packs of one file each; it has no problems."""

    def world(*texts: str) -> World:
        packs = [
            read_pack(str(write(text, f"mine-{number}.yaml"))) for number, text in enumerate(texts)
        ]
        made = examine([base, *packs])
        assert made.problems.sorted() == []
        return made

    return world
