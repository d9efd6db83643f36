"""A pack that is hard to take elsewhere: every precision, hostile names, other bodies."""

from __future__ import annotations

DATES = {
    "exact": ("2090-05-06T07:08:09Z", "second"),
    "minute": ("2090-05-06T07:08Z", "minute"),
    "day": ("2090-05-07", "day"),
    "doubted": ("2090-05-08?", "day"),
    "month": ("2090-06", "month"),
    "quarter": ("2090 Q3", "quarter"),
    "year": ("2091", "year"),
    "decade": ("2090s", "decade"),
    "leap-day": ("2096-02-29", "day"),
    "end-of-time": ("9999-12-31", "day"),
}
"""For each launch of the pack its date and how precise it is."""

PACK = """
pack: kestrels
title: Launches that are hard to tell
version: 1.0.0
licence: CC0-1.0
depends: [core]
sources:
  notes: {title: "=HYPERLINK(\\"http://example.org\\") <b>notes</b>", date: 2089-04, url: "https://example.org/?a=1&b=2"}
families:
  kestrel: {name: Kestrel family, sources: [notes]}
vehicles:
  kestrel-1: {name: Kestrel 1, family: kestrel, sources: [notes]}
sites:
  far-west: {name: Far West, latitude: 57.4, longitude: -152.34, timezone: UTC, sources: [notes]}
  unplaced: {name: Unplaced, timezone: UTC, sources: [notes]}
  moon-base: {name: Moon Base, body: Moon, latitude: 0.5, longitude: 23.5, sources: [notes]}
pads:
  far-west-1: {name: Far West 1, site: far-west, latitude: 57.5, longitude: -152.3, sources: [notes]}
  far-west-2: {name: Far West 2, site: far-west, sources: [notes]}
launches:
  bomb: {name: "=cmd|' /C calc'!A0", date: 2092-01-01, vehicle: kestrel-1, pad: far-west-1, outcome: failure, failure_cause: "+1; -2", sources: [notes]}
  script: {name: "<script>alert('x')</script> & co", date: 2092-01-02, vehicle: kestrel-1, pad: far-west-2, outcome: success, sources: [notes]}
  comma: {name: "One, two; three\\\\four", date: 2092-01-03, vehicle: kestrel-1, site: unplaced, outcome: success, sources: [notes]}
  number: {name: "-51.6", date: 2092-01-04, vehicle: kestrel-1, outcome: success, sources: [notes]}
  hopper: {name: Hopper, date: 2092-01-05, vehicle: kestrel-1, site: moon-base, category: from another body, outcome: success, sources: [notes]}
  hoped: {name: Hoped for, vehicle: kestrel-1, status: planned, sources: [notes]}
"""


def pack() -> str:
    """The text of the pack."""
    told = "".join(
        f"  {key}: {{name: Kestrel {key}, date: {date!r}, vehicle: kestrel-1, outcome: success, "
        "sources: [notes]}\n"
        for key, (date, _) in DATES.items()
    )
    return PACK + told
