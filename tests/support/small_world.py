"""A small world of packs instead of all that ship, where size proves nothing.

Of what ships it has the names that a few tests ask for; the rest of it is made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from spacetimeline import paths
from spacetimeline.packs import found

MERLINS = 6
"""Launches of 2006 beside that of KazSat-1."""

WORLD = """
title: A small world
sources:
  book: {title: A book}
countries:
  KZ: {name: Kazakhstan, sources: [book]}
organizations:
  kazcosmos: {name: Kazcosmos, country: KZ, sources: [book]}
sites:
  baikonur: {name: Baikonur, latitude: 45.9, longitude: 63.3, country: KZ, sources: [book]}
pads:
  baikonur-200-39: {name: Baikonur 200/39, site: baikonur, sources: [book]}
families:
  proton: {name: Proton, sources: [book]}
vehicles:
  proton-k: {name: Proton-K, family: proton, sources: [book]}
  vega: {name: Vega, sources: [book]}
spacecraft:
  kazsat-1: {name: KazSat-1, kind: satellite, norad: 29230, operator: kazcosmos, sources: [book]}
launches:
  2006-022:
    name: KazSat-1
    date: 2006-06-17T22:44:05Z
    vehicle: proton-k
    pad: baikonur-200-39
    outcome: success
    payloads: [kazsat-1]
    sources: [book]
""" + "".join(
    f"  merlin-{n}: {{name: Merlin {n}, date: 2006-07-0{n}, vehicle: vega, outcome: success, "
    "sources: [book]}\n"
    for n in range(1, MERLINS + 1)
)

IN_PLACE_OF_WHAT_SHIPS = """
import sys
from spacetimeline import paths
small = sys.argv.pop()
paths.fixtures = lambda: small
"""
"""How a script begins whose last argument is the folder of the small world."""


def written(folder: Path) -> Path:
    """The folder, with the pack in it."""
    folder.mkdir(exist_ok=True)
    (folder / "small.yaml").write_text(WORLD, "utf-8")
    return folder


@contextmanager
def bundled(folder: Path) -> Iterator[None]:
    """While it lasts the packs of a folder are those that ship, in this process."""
    before = paths.fixtures
    paths.fixtures = found.fixtures = lambda: str(folder)
    try:
        yield
    finally:
        paths.fixtures = found.fixtures = before
