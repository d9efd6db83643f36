"""What a load did, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Key = tuple[RecordKind, str]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records of one kind were added, changed, removed or left as they were."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load, an unload or an upgrade did to the records of a database.

    Attributes:
        packs: the packs that were loaded, or unloaded.
        added: records that are new.
        changed: records that are different now, also those of other packs.
        removed: records that are no longer there.
        unchanged: records of these packs that were there already, just so.
        kinds: the same numbers for each kind of record, by its section's name.
    """

    packs: tuple[str, ...]
    added: int
    changed: int
    removed: int
    unchanged: int
    kinds: Mapping[str, Counts] = field(default_factory=dict)

    def __str__(self) -> str:
        told = []
        for word in ("added", "changed", "removed", "unchanged"):
            if total := getattr(self, word):
                parts = [
                    _counted(number, section)
                    for section, counts in self.kinds.items()
                    if (number := getattr(counts, word))
                ]
                told.append(f"{total} {word} ({', '.join(parts)})" if parts else f"{total} {word}")
        return f"{', '.join(self.packs) or 'no pack'}: {'; '.join(told) or 'no records'}"

    def __repr__(self) -> str:
        return (
            f"<LoadReport {', '.join(self.packs) or 'no pack'}: {self.added} added, "
            f"{self.changed} changed, {self.removed} removed, {self.unchanged} unchanged>"
        )


def _counted(number: int, section: str) -> str:
    """``1 family``, ``2 families``."""
    if number != 1:
        return f"{number} {section}"
    return f"1 {next(kind.value for kind in RecordKind if kind.section == section)}"


def report(
    packs: Iterable[str],
    *,
    added: Iterable[Key] = (),
    changed: Iterable[Key] = (),
    removed: Iterable[Key] = (),
    unchanged: Iterable[Key] = (),
) -> LoadReport:
    """A report of these records."""
    numbers: dict[RecordKind, list[int]] = {}
    for place, keys in enumerate((added, changed, removed, unchanged)):
        for kind, _ in keys:
            numbers.setdefault(kind, [0, 0, 0, 0])[place] += 1
    kinds = {kind.section: Counts(*numbers[kind]) for kind in RecordKind if kind in numbers}
    totals = Counts(*(sum(column) for column in zip([0, 0, 0, 0], *numbers.values(), strict=True)))
    return LoadReport(
        tuple(packs), totals.added, totals.changed, totals.removed, totals.unchanged, kinds
    )
