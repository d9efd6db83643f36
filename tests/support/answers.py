"""Objects in the shapes of Launch Library's answers, versions 2.1 to 2.3, made for tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HOST = "https://ll.thespacedevs.com"


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def agency(
    number: int = 63, name: str = "Russian Federal Space Agency (ROSCOSMOS)"
) -> dict[str, Any]:
    return {
        "response_mode": "list", "id": number, "url": f"{HOST}/2.3.0/agencies/{number}/",
        "name": name, "abbrev": "RFSA", "type": {"id": 1, "name": "Government"},
    }  # fmt: skip


def pad(number: int = 20, name: str = "31/6") -> dict[str, Any]:
    return {
        "id": number, "url": f"{HOST}/2.3.0/pads/{number}/", "active": True, "name": name,
        "latitude": 45.996034, "longitude": 63.564003, "description": "words of somebody else",
        "location": {
            "response_mode": "normal", "id": 15, "url": f"{HOST}/2.3.0/locations/15/",
            "name": "Baikonur Cosmodrome, Republic of Kazakhstan", "latitude": 45.965,
            "longitude": 63.305, "timezone_name": "Asia/Qyzylorda",
            "country": {"id": 44, "name": "Kazakhstan", "alpha_2_code": "KZ", "alpha_3_code": "KAZ"},
            "celestial_body": {"id": 1, "name": "Earth", "length_of_day": "1 00:00:00"},
        },
    }  # fmt: skip


def launch(number: int = 1, **changed: Any) -> dict[str, Any]:
    """A launch that is planned in the answer."""
    return {
        "id": uuid(number), "url": f"{HOST}/2.3.0/launches/{uuid(number)}/",
        "name": "Soyuz 2.1a | Testovy 1", "slug": "soyuz-21a-testovy-1",
        "response_mode": "normal", "launch_designator": None,
        "status": {"id": 2, "name": "To Be Determined", "abbrev": "TBD", "description": "…"},
        "last_updated": "2026-10-01T10:00:00Z", "net": "2027-03-31T00:00:00Z",
        "net_precision": {"id": 7, "name": "Month", "abbrev": "M", "description": "…"},
        "failreason": "", "launch_service_provider": agency(),
        "rocket": {"id": 9, "configuration": {
            "response_mode": "list", "id": 24, "url": f"{HOST}/2.3.0/launcher_configurations/24/",
            "name": "Soyuz 2.1a", "full_name": "Soyuz 2.1a", "variant": "2.1a",
            "families": [{"response_mode": "list", "id": 1, "name": "Soyuz"}]}},
        "mission": {"id": 7, "name": "Testovy 1", "type": "Test Flight", "description": "words",
                    "orbit": {"id": 8, "name": "Low Earth Orbit", "abbrev": "LEO"}},
        "pad": pad(), "program": [], "something_new": {"nobody": ["knows"]}, **changed,
    }  # fmt: skip


def flown(number: int = 1, net: str = "2026-10-20T08:10:12Z", **changed: Any) -> dict[str, Any]:
    """A launch that has taken place."""
    return launch(number, **{
        "net": net, "status": {"id": 3, "name": "Launch Successful", "abbrev": "Success"},
        "net_precision": {"id": 0, "name": "Second", "abbrev": "SEC"}, **changed,
    })  # fmt: skip


def fg() -> dict[str, Any]:
    """The rocket of Soyuz TMA-18M."""
    return {"id": 9, "configuration": {
        "response_mode": "list", "id": 34, "url": f"{HOST}/2.3.0/launcher_configurations/34/",
        "name": "Soyuz", "full_name": "Soyuz-FG", "variant": "FG", "families": []}}  # fmt: skip


def person(number: int = 9001, name: str = "Ada Testova", **changed: Any) -> dict[str, Any]:
    return {
        "id": number, "url": f"{HOST}/2.3.0/astronauts/{number}/", "name": name,
        "status": {"id": 1, "name": "Active"}, "type": {"id": 2, "name": "Government"},
        "date_of_birth": "1990-05-17", "date_of_death": None, "bio": "words of somebody else",
        "nationality": [{"id": 44, "name": "Kazakhstan", "alpha_2_code": "KZ"}],
        "agency": agency(), **changed,
    }  # fmt: skip


def seat(who: dict[str, Any], role: str = "Commander") -> dict[str, Any]:
    return {"id": 1, "role": {"id": 1, "role": role, "priority": 0}, "astronaut": who}


def craft(
    number: int = 700, name: str = "Soyuz MS-99", launch_: dict[str, Any] | None = None,
    up: tuple[dict[str, Any], ...] = (), down: tuple[dict[str, Any], ...] = (), **changed: Any,
) -> dict[str, Any]:  # fmt: skip
    return {
        "id": number, "url": f"{HOST}/2.3.0/spacecraft_flights/{number}/",
        "response_mode": "detailed", "destination": "International Space Station",
        "mission_end": None, "landing": None, "launch": launch_,
        "spacecraft": {
            "id": number, "name": name, "serial_number": "No. 99",
            "status": {"id": 4, "name": "Single Use"},
            "spacecraft_config": {"id": 1, "name": "Soyuz MS", "type": {"id": 1, "name": "Capsule"}},
        },
        "launch_crew": [seat(who) for who in up], "onboard_crew": [],
        "landing_crew": [seat(who) for who in down], **changed,
    }  # fmt: skip


def docking(
    number: int, name: str, docked: str | None, departed: str | None,
    port: str = "Poisk zenith", destination: str | None = "International Space Station",
) -> dict[str, Any]:  # fmt: skip
    """A docking event in the shape of version 2.1."""
    return {
        "id": number, "url": f"{HOST}/2.1.0/docking_event/{number}/", "launch_id": uuid(1_000 + number),
        "docking": docked, "departure": departed, "docking_location": {"id": 3, "name": port},
        "flight_vehicle": {
            "id": 5000 + number, "url": f"{HOST}/2.1.0/spacecraft/flight/{5000 + number}/",
            "destination": destination, "mission_end": None,
            "spacecraft": {"id": 1, "name": name, "serial_number": None,
                           "spacecraft_config": {"id": 1, "name": "Progress"}},
        },
    }  # fmt: skip


def listed(*objects: Any) -> dict[str, Any]:
    """A list with its envelope."""
    return {"count": len(objects), "next": None, "previous": None, "results": list(objects)}


def write(folder: Path, answer: Any, name: str = "answer.json") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(json.dumps(answer, ensure_ascii=False), "utf-8")
    return path
