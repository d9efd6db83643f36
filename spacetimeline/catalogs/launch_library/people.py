"""Which person an item tells of: by name, and by birth or first flight where names are alike."""

# ruff: noqa: S608 - SQL is put together from our own constants; values travel beside it

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from spacetimeline.catalogs.comparing import date_in, disagree
from spacetimeline.dates import VagueDate
from spacetimeline.names import FAMILY_ONLY, fold, names_agree, person_forms
from spacetimeline.packs.forms import FAMILY, TYPED
from spacetimeline.packs.tables import date_columns, fetch, instant, marks

if TYPE_CHECKING:
    from datetime import datetime

    from spacetimeline.catalogs.known import Known
    from spacetimeline.catalogs.lists import ListedItem

_SAME = timedelta(minutes=10)
"""Two first launches so near are one."""


def mark_of(item: ListedItem) -> tuple[str, str | None]:
    """By what two items of one person are known: name and birth."""
    born = item.dates.get("born")
    return fold(item.name), None if born is None else str(born)


class People:
    """Finds the records of people.

    Args:
        known: what there is.
    """

    def __init__(self, known: Known) -> None:
        self._made: dict[tuple[str, str | None], int] = {}
        mark = marks(known.connection, 1)
        columns = ("id", "first_launch", *date_columns("born"))
        rows = fetch(
            known.connection,
            f"SELECT {', '.join('p.' + name for name in columns)}, p.name FROM person p "
            f"JOIN record r ON r.id = p.id WHERE r.pack_id IS NULL OR r.pack_id <> {mark}",
            (known.pack,),
        )
        self._born: dict[int, VagueDate | None] = {}
        self._first: dict[int, datetime | None] = {}
        self._names: dict[int, str] = {}
        for row in rows:
            self._born[row[0]] = date_in(dict(zip(columns, row, strict=False)), "born")
            self._first[row[0]] = None if row[1] is None else instant(row[1])
            self._names[row[0]] = row[-1]
        self._forms: dict[str, dict[int, int]] = {}
        forms = fetch(
            known.connection,
            "SELECT f.folded, f.record_id, f.rank FROM name_form f JOIN record r ON "
            f"r.id = f.record_id WHERE r.kind = 'person' AND f.rank <= {FAMILY}",
        )
        for form, number, rank in forms:
            if number in self._born:
                self._forms.setdefault(form, {})[number] = rank

    def find(self, item: ListedItem) -> int | None:
        """The record of a person; None: new."""
        strong: set[int] = set()
        weak: set[int] = set()
        for form, rank in person_forms(item.name):
            for number, its in self._forms.get(form, {}).items():
                if rank < FAMILY_ONLY and its <= TYPED:
                    strong.add(number)
                elif rank == FAMILY_ONLY or its == FAMILY:
                    weak.add(number)
        same = {each for each in strong | weak if self._flew_then(each, item)}
        sure = {each for each in same if each in strong} or same
        if len(sure) == 1:
            return next(iter(sure))
        fitting = {each for each in strong if self._may_be(each, item)}
        slipped = {each for each in strong if self._slipped(each, item)}
        born = {each for each in strong | weak if self._is_born(each, item)}
        for found in (fitting & born, fitting, born, slipped):
            if len(found) == 1:
                return next(iter(found))
        return self._made.get(mark_of(item))

    def note(self, item: ListedItem, number: int) -> None:
        """Remember a new person: the catalogue has some of them twice."""
        self._made.setdefault(mark_of(item), number)

    def _flew_then(self, number: int, item: ListedItem) -> bool:
        """Whether both went up for the first time at one moment: hardly two of one family name."""
        first, said = self._first[number], item.told.get("first")
        if first is None or said is None:
            return False
        apart: timedelta = abs(VagueDate.parse(said).nominal_earliest - first)
        return bool(apart < _SAME)

    def _may_be(self, number: int, item: ListedItem) -> bool:
        """Whether nothing speaks against it: another birth, another middle name."""
        ours, theirs = self._born[number], item.dates.get("born")
        if ours is not None and theirs is not None and disagree(ours, theirs):
            return False
        return names_agree(self._names[number], item.name)

    def _slipped(self, number: int, item: ListedItem) -> bool:
        """Whether the births differ in one part of three: a slip of whoever typed it."""
        ours, theirs = self._born[number], item.dates.get("born")
        if ours is None or theirs is None or not names_agree(self._names[number], item.name):
            return False
        parts = ("year", "month", "day")
        same = [part for part in parts if getattr(ours, part) == getattr(theirs, part)]
        return len(same) > 1

    def _is_born(self, number: int, item: ListedItem) -> bool:
        ours, theirs = self._born[number], item.dates.get("born")
        return ours is not None and theirs is not None and not disagree(ours, theirs)
