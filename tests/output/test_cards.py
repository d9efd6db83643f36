"""A record's card, from plain data."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

from spacetimeline.output.cards import card, markdown_card


def zarya() -> dict[str, Any]:
    return {
        "kind": "spacecraft",
        "row": {
            "key": "zarya",
            "name": "Zarya",
            "kind": "station module",
            "launch": "Zarya",
            "launch_key": "1998-067",
            "launched": "1998-11-20T06:40:00Z",
            "launched_earliest": "1998-11-20T06:40:00Z",
            "launched_before": "1998-11-20T06:40:01Z",
            "launched_precision": "second",
            "part_of": ["International Space Station"],
            "part_of_keys": ["iss"],
            "operator": "NASA",
            "operator_key": "nasa",
            "operators": ["NASA"],
            "mass": 19323.0,
            "gone": None,
            "gone_precision": None,
            "cospar": "1998-067A",
            "norad": 25544,
            "time_seconds": 0,
            "names": ["Zarya", "Заря"],
            "identifiers": ["norad:25544", "gcat:S25544"],
            "sources": ["GCAT"],
            "sources_keys": ["gcat"],
        },
        "note": "Built by Khrunichev, paid for by NASA.",
        "names": [
            {"text": "Zarya", "language": "en", "kind": "alias"},
            {"text": "Заря", "language": "ru", "kind": "native"},
            {"text": "FGB", "language": None, "kind": "code", "since": "1994", "until": None},
        ],
        "identifiers": [
            {"scheme": "norad", "value": "25544"},
            {"scheme": "gcat", "value": "S25544"},
        ],
        "timeline": [
            {
                "date": "1998-11-20T06:40:00Z",
                "kind": "launch",
                "title": "Zarya on Proton-K, Baikonur",
            }
        ],
        "timeline_total": 14,
        "claims": [
            {
                "attribute": "mass",
                "value": "20000",
                "verdict": "disputed",
                "source": "A leaflet",
                "date": "1998-11",
                "note": "Rounded.",
            },
            {
                "attribute": None,
                "value": "The first part of the station",
                "verdict": "adopted",
                "source": "A leaflet",
                "date": None,
                "note": None,
            },
        ],
        "sources": [
            {
                "name": "General Catalog",
                "publisher": "planet4589.org",
                "author": "Jonathan McDowell",
                "date": None,
                "url": "https://planet4589.org/space/gcat/",
            }
        ],
    }


def test_a_card_whole() -> None:
    assert (
        card(zarya(), 80)
        == """\
Zarya
spacecraft:zarya

kind         station module
launch       Zarya
launched     1998-11-20 06:40:00 UTC
part of      International Space Station
operator     NASA
mass         19323 kg
cospar       1998-067A
norad        25544
identifiers  gcat S25544

Built by Khrunichev, paid for by NASA.

names
  Заря (ru)
  FGB (code, 1994 to)

in the timeline (UTC)
  1998-11-20 06:40:00  launch: Zarya on Proton-K, Baikonur
  … and 13 more: spacetimeline timeline --about spacecraft:zarya

claims
  mass: 20000 [disputed]
    A leaflet, 1998-11
    Rounded.
  The first part of the station [adopted]
    A leaflet

sources
  planet4589.org, Jonathan McDowell, General Catalog
    https://planet4589.org/space/gcat/"""
    )


def test_a_bare_record_has_a_short_card() -> None:
    row = {"key": "x", "name": "X", "names": ["X"], "sources": []}
    assert card({"kind": "site", "row": row}, 80) == "X\nsite:x"


def test_a_person_has_stays() -> None:
    stays = [
        {
            "start": "2015-09-02T04:37:43Z",
            "end": "2015-09-12T00:51Z",
            "status": "landed",
            "duration_seconds": 850_397,
            "flight_up": "Soyuz TMA-18M",
            "flight_down": "Soyuz TMA-16M",
            "represented": "Kazakhstan",
        },
        {
            "start": "2026-11-01",
            "end": None,
            "status": "up",
            "duration_seconds": None,
            "flight_up": "Soyuz MS-29",
            "flight_down": None,
            "represented": None,
        },
    ]
    row = {"key": "a", "name": "A", "stays": ["A: Soyuz TMA-18M to Soyuz TMA-16M", "…"]}
    assert card({"kind": "person", "row": row, "stays": stays}, 100) == (
        "A\nperson:a\n\nstays (UTC)\n"
        "  2015-09-02 04:37:43 to 2015-09-12 00:51, 9 d 20 h 13 min, up on Soyuz TMA-18M, down on Soyuz\n"
        "  TMA-16M, for Kazakhstan\n"
        "  2026-11-01 to up, up on Soyuz MS-29"
    )


def test_a_partial_flight_says_so() -> None:
    row = {"key": "sts-86", "name": "STS-86", "partial": True, "crew": ["David Wolf"]}
    assert "partial  yes: only some of its people are entered\n" in card(
        {"kind": "flight", "row": row}, 80
    )


@pytest.mark.parametrize("width", [120, 80, 40, 24])
def test_no_line_but_an_address_is_wider_than_the_terminal(width: int) -> None:
    facts = zarya()
    facts["note"] = "слово 词 " * 60
    facts["row"]["part_of"] = ["International Space Station"] * 9
    lines = card(facts, width).splitlines()
    assert max(cell_len(line) for line in lines if "https://" not in line) <= width


def test_colour_is_only_added() -> None:
    plain, colourful = card(zarya(), 80), card(zarya(), 80, colour=True)
    assert "\x1b[1mZarya\x1b[0m" in colourful
    for style in ("\x1b[1m", "\x1b[2m", "\x1b[0m"):
        colourful = colourful.replace(style, "")
    assert colourful == plain


def test_nothing_in_it_moves_the_cursor() -> None:
    facts = zarya()
    evil = "a\x1b[2J\nb"
    facts["row"] |= {"name": evil, "bus": evil, "modules": [evil]}
    facts["note"] = evil
    facts["names"][1]["text"] = evil
    facts["timeline"][0]["title"] = evil
    facts["claims"][0] |= {"value": evil, "source": evil, "note": evil}
    facts["sources"][0] |= {"name": evil, "url": evil}
    text = card(facts, 80)
    assert "\x1b" not in text
    assert len(text.splitlines()) == len(card(zarya(), 80).splitlines()) + 2


def test_markdown() -> None:
    text = markdown_card(zarya())
    assert text.startswith(
        "# Zarya\n\n| field | value |\n| --- | --- |\n| kind | station module |\n"
    )
    assert "| part of | International Space Station |\n" in text
    assert text.endswith(
        "\n\nBuilt by Khrunichev, paid for by NASA.\n\n"
        "- [planet4589.org, Jonathan McDowell, General Catalog](https://planet4589.org/space/gcat/)"
    )
