"""One legible line for each thing that happened, as the timeline shows it.

What matters most comes first; what would make the line longer than `WIDTH` and
can be looked up is left out: first the place, then the vehicle, never the crew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import timedelta

WIDTH = 60
"""So many characters of a title stand in a terminal beside a date and a kind."""

MOST_PAYLOADS = 3
"""A rideshare of fifty names only its first ones, and says how many more there are."""


def family_name(name: str, family: str | None) -> str:
    """What a crew list calls a person.

    >>> family_name("Toktar Aubakirov", None), family_name("Yang Liwei", "Yang")
    ('Aubakirov', 'Yang')
    """
    return family or name.rsplit(maxsplit=1)[-1]


def short_name(name: str, others: Iterable[tuple[str, str]]) -> str:
    """What a place or station is called where there is little room: ISS.

    Args:
        name: its usual name.
        others: its other English names, each with its kind.

    >>> short_name("International Space Station", [("Alpha", "call sign"), ("ISS", "alias")])
    'ISS'
    >>> short_name("Baikonur", [("Baykonur", "transliteration")])
    'Baikonur'
    """
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    for other, kind in others:
        if kind == "short" or (other == initials and len(other) > 1):
            return other
    return name


def fitting(*lines: str) -> str:
    """The first line that is short enough, else the last.

    >>> fitting("Soyuz TM-13 (Volkov, Aubakirov, Viehböck) on Soyuz-U2, Baikonur", "Soyuz TM-13")
    'Soyuz TM-13'
    """
    return next((line for line in lines if len(line) <= WIDTH), lines[-1])


def people(names: Sequence[str], *, partial: bool = False) -> str:
    """A crew in brackets after its craft; a flight that is only partly known ends in dots.

    >>> people(["Artsebarsky", "Aubakirov"], partial=True)
    ' (Artsebarsky, Aubakirov, …)'
    """
    shown = [*names, "…"] if partial else names
    return f" ({', '.join(shown)})" if names else ""


def payload_list(names: Sequence[str]) -> str:
    """The payloads of a launch.

    >>> payload_list(["KazSat-3", "Luch-5V"]), payload_list(list("ABCDE"))
    ('KazSat-3, Luch-5V', 'A, B, C and 2 more')
    """
    if len(names) <= MOST_PAYLOADS + 1:
        return ", ".join(names)
    return f"{', '.join(names[:MOST_PAYLOADS])} and {len(names) - MOST_PAYLOADS} more"


def launch(
    what: str, vehicle: str | None, site: str | None, status: str, outcome: str | None
) -> str:
    """A launch: what, on what, from where, and how it went if that was not well.

    >>> launch("KazSat-1", "Proton-K/DM-2M", "Baikonur", "flown", "success")
    'KazSat-1 on Proton-K/DM-2M, Baikonur'
    >>> launch("Sputnik 5-1", "Vostok-L", "Baikonur", "flown", "failure")
    'Sputnik 5-1 on Vostok-L, Baikonur: failure'
    >>> launch("Sunkar", None, None, "planned", None)
    'planned: Sunkar'
    """
    before = "" if status == "flown" else f"{status}: "
    after = f": {outcome}" if outcome not in (None, "success") else ""
    on = f" on {vehicle}" if vehicle else ""
    where = f", {site}" if site else ""
    return fitting(*(f"{before}{what}{told}{after}" for told in (on + where, on, "")))


def landing(name: str, crew: str, place: str | None, outcome: str | None) -> str:
    """A landing: which craft, with whom, where; an aborted ascent says so.

    >>> landing("Soyuz TM-12", " (Artsebarsky, Aubakirov, Viehböck)", "near Arkalyk", "landed")
    'Soyuz TM-12 (Artsebarsky, Aubakirov, Viehböck), near Arkalyk'
    """
    after = f": {outcome}" if outcome in ("ascent abort", "pad abort") else ""
    where = f", {place}" if place else ""
    return fitting(f"{name}{crew}{after}{where}", f"{name}{crew}{after}")


def docking(craft: str, target: str, port: str | None) -> str:
    """A docking.

    >>> docking("Soyuz TMA-18M", "ISS", "Poisk")
    'Soyuz TMA-18M at ISS (Poisk)'
    """
    return fitting(f"{craft} at {target}{_port(port)}", f"{craft} at {target}")


def undocking(craft: str, target: str, port: str | None) -> str:
    """An undocking.

    >>> undocking("Soyuz TMA-16M", "ISS", None)
    'Soyuz TMA-16M from ISS'
    """
    return fitting(f"{craft} from {target}{_port(port)}", f"{craft} from {target}")


def relocation(craft: str, target: str, old: str | None, new: str | None) -> str:
    """A craft that went to another port of the same station.

    >>> relocation("Soyuz TMA-16M", "ISS", "Poisk", "Zvezda")
    'Soyuz TMA-16M at ISS: Poisk to Zvezda'
    """
    if old and new and old != new:
        return fitting(f"{craft} at {target}: {old} to {new}", f"{craft} at {target}")
    return docking(craft, target, new)


def spacewalk(names: Sequence[str], craft: str | None, where: str, lasted: timedelta | None) -> str:
    """A spacewalk: who, from where, for how long.

    >>> from datetime import timedelta
    >>> spacewalk(["Malenchenko", "Musabayev"], "Mir", "open space", timedelta(hours=5, minutes=6))
    'Malenchenko, Musabayev from Mir, 5 h 6 min'
    >>> spacewalk(["Armstrong", "Aldrin"], "Eagle", "Moon", None)
    'Armstrong, Aldrin on the Moon'
    """
    if where == "Moon":
        place = " on the Moon"
    elif craft:
        place = f" inside {craft}" if where == "inside" else f" from {craft}"
    else:
        place = ""
    line = f"{', '.join(names)}{place}"
    return fitting(f"{line}, {_duration(lasted)}", line) if lasted else line


def service_end(name: str, how: str | None) -> str:
    """The end of a spacecraft's service, and how it came where that is said briefly.

    >>> service_end("KazSat-1", "Control was lost for good.")
    'KazSat-1: Control was lost for good'
    """
    plainly = f"{name}: end of service"
    return fitting(f"{name}: {how.rstrip('.')}", plainly) if how else plainly


GONE = {
    "decayed": "decayed",
    "deorbited": "deorbited",
    "landed": "landed",
    "lost": "lost",
    "graveyard": "moved to a graveyard orbit",
}


def gone(name: str, how: str | None) -> str:
    """A spacecraft that left the sky, or its place in it.

    >>> gone("KazSat-1", "graveyard")
    'KazSat-1 moved to a graveyard orbit'
    """
    return f"{name} {GONE.get(how or '', 'left its orbit')}"


def _port(port: str | None) -> str:
    return f" ({port})" if port else ""


def _duration(lasted: timedelta) -> str:
    minutes = round(lasted.total_seconds() / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
