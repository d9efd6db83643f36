"""What an importer must know of a catalogue: its files, their lists, and how rows become items."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacetimeline.catalogs.items import Item, Ref

Mended = list[tuple[str, str, str]]
"""Column, what was repaired, and the text as it stood."""

Fields = Sequence[str]


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """One list of a catalogue: all its rows tell of records of one kind in the same way.

    Attributes:
        name: its name in the database.
        item: what a row tells, from its fields.

    Lists are worked through in the order in which their catalogue has them: of what several
    tell of one record, the first to tell it counts.
    """

    name: str
    item: Callable[[Fields, Mended], Item]


Part = tuple[Listing, str, tuple[str, ...]]
"""What one row of a file puts into a list: the list, its key there, its fields."""


@dataclass(frozen=True, slots=True, eq=False)
class FileKind:
    """One file of a catalogue.

    Attributes:
        section: its name: launchlog, sites …
        listings: the lists that it fills, the one of its own rows last.
        parts: given the names of the columns that it has, how one row fills them.
    """

    section: str
    listings: tuple[Listing, ...]
    parts: Callable[[Sequence[str]], Callable[[Fields], Iterator[Part]]]


@dataclass(frozen=True, slots=True, eq=False)
class CatalogFile:
    """A file that is to be imported.

    Attributes:
        path: where it is.
        kind: which file of the catalogue it is.
        edition: when it was updated, as text that sorts; empty if it does not say.
        rows: reads it: gives the number of each row with its fields.
        columns: the names of the fields.
        is_ended: whether its last line has its end, once all rows are read.
        is_part: whether it is only a part of the catalogue, and says nothing of what is not in it.
    """

    path: str
    kind: FileKind
    edition: str
    columns: Sequence[str]
    rows: Callable[[Callable[[int, str, str], None]], Iterator[tuple[int, Fields]]]
    is_ended: Callable[[], bool]
    is_part: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Catalog:
    """A catalogue that can be imported.

    Attributes:
        name: what `import_catalog` and `unload` take.
        title: in words.
        source: the key of the source that its records cite, which a bundled pack has.
        scheme: under which scheme its own identifiers are kept.
        licence: of its data.
        listings: all its lists, in the order in which they are worked through.
        find: the files at a path, and those that are left out with the reason.
        mention: what little is told of a record that others refer to and no list has.
        reading: what reads a file of it, where its rows tell of more than one record each.
        matcher: what finds the records that its items tell of, where it is not the common one.
        writer: what writes its items, where it is not the common one.
        covers: files that vouch for all of something: for each the list that begins with the
            first of it, the question that it answers, and what is to be known of it.
    """

    name: str
    title: str
    source: str
    scheme: str
    licence: str
    listings: tuple[Listing, ...]
    find: Callable[[str], tuple[list[CatalogFile], list[str]]]
    mention: Callable[[Ref], Item]
    reading: Any = None
    matcher: Any = None
    writer: Any = None
    covers: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)


def picker(columns: Sequence[str], wanted: Sequence[str], missing: str = "-") -> Any:
    """Gives the wanted fields of a row by name; where a column is not there, `missing`.

    A name with ``|`` has several spellings.
    """
    places = [
        next((columns.index(name) for name in names.split("|") if name in columns), None)
        for names in wanted
    ]
    if all(place is not None for place in places):
        from operator import itemgetter

        return itemgetter(*places)  # a tuple at once, several times faster
    return lambda fields: tuple(missing if place is None else fields[place] for place in places)
