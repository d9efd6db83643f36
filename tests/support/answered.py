"""What a database answers of people before a catalogue came, to be compared with after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from spacetimeline.library import Database


class World(NamedTuple):
    db: Database
    before: dict[str, list[Any]]
    report: Any


def answers_of(db: Database) -> dict[str, list[Any]]:
    """What people, stays and those in space are, before and after."""
    found: dict[str, list[Any]] = {
        f"in space {when}": [
            (row["person"], row["craft"], row["station"]) for row in db.in_space(when).to_dicts()
        ]
        for when in ("1969-07-20", "1986-05-06T12:00", "2003-02-01", "2015-09-05", "2026-06-01")
    }
    found["stays"] = [
        {name: row[name] for name in row if not name.startswith("sources")}
        for row in db.stays().to_dicts()
    ]
    found["time"] = [(row["key"], row["time_in_space_seconds"]) for row in db.people().to_dicts()]
    return found
