"""What items of some kinds have lists of: crews, members, citizenships, parties, subjects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from spacetimeline.catalogs.items import Item, Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacetimeline.packs.tables import Row


class Seat(NamedTuple):
    """One person of a crew.

    Attributes:
        who: the person.
        role: what as; None if it is not told.
        up: went up on it.
        down: came down on it, alive.
    """

    who: Ref
    role: str | None = None
    up: bool = False
    down: bool = False


@dataclass(slots=True, eq=False)
class ListedItem(Item):
    """An item that has lists.

    Attributes:
        seats: of a flight its crew, of an expedition its members, of a spacewalk who went out.
        citizenships: of a person the states.
        parties: of an event who takes part.
        about: of an event what it concerns.
        told: further words of the catalogue, by which it is matched.
    """

    seats: list[Seat] = field(default_factory=list)
    citizenships: list[Ref] = field(default_factory=list)
    parties: list[Ref] = field(default_factory=list)
    about: list[Ref] = field(default_factory=list)
    told: dict[str, str | None] = field(default_factory=dict)


CREW = ("flight_id", "person_id", "position", "role", "up", "down", "lost", "represented_id")
MEMBER = ("expedition_id", "person_id", "position", "role")
WALKER = ("spacewalk_id", "person_id", "position")
CITIZENSHIP = ("person_id", "country_id", "position", "since", "until")
PARTY = ("record_id", "party_id", "position")
SUBJECT = ("event_id", "subject_id", "position")


def list_rows(
    number: int, item: ListedItem, number_of: Callable[[Ref], int | None]
) -> Iterator[tuple[str, tuple[str, ...], Row]]:
    """The rows of an item's lists: the table, its columns, the values.

    Args:
        number: of the item's record.
        item: whose lists they are.
        number_of: the number of another record; None where there is none.
    """
    kind = item.kind.value
    for position, (who, seat) in enumerate(_there(item, number_of)):
        if kind == "flight":
            row: Row = (number, who, position, seat.role, seat.up, seat.down, False, None)
            yield "crew", CREW, row
        elif kind == "expedition":
            yield "expedition_member", MEMBER, (number, who, position, seat.role)
        elif kind == "spacewalk":
            yield "spacewalk_person", WALKER, (number, who, position)
    for table, columns, refs, rest in (
        ("citizenship", CITIZENSHIP, item.citizenships, (None, None)),
        ("party", PARTY, item.parties, ()),
        ("subject", SUBJECT, item.about, ()),
    ):
        others = dict.fromkeys(filter(None, map(number_of, refs)))
        for position, other in enumerate(others):
            yield table, columns, (number, other, position, *rest)


def _there(item: ListedItem, number_of: Callable[[Ref], int | None]) -> Iterator[tuple[int, Seat]]:
    """The seats whose person is known, each person once."""
    found: dict[int, Seat] = {}
    for seat in item.seats:
        who = number_of(seat.who)
        if who is None:
            continue
        other = found.get(who)
        found[who] = (
            seat
            if other is None
            else other._replace(up=other.up or seat.up, down=other.down or seat.down)
        )
    yield from found.items()
