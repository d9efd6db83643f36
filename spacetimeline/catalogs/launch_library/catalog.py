"""Launch Library as a catalogue: which files are answers of it, and what they may hold."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spacetimeline.catalogs.items import Item, Ref, RowError
from spacetimeline.catalogs.kinds import Catalog, CatalogFile, FileKind, Listing
from spacetimeline.catalogs.launch_library import shapes
from spacetimeline.catalogs.launch_library.answers import Answers, first_of, is_empty_list
from spacetimeline.catalogs.launch_library.matching import AnswerMatcher
from spacetimeline.catalogs.launch_library.reading import AnswerReading
from spacetimeline.catalogs.launch_library.records import key_of, maker
from spacetimeline.catalogs.launch_library.writing import AnswerWriter
from spacetimeline.errors import CatalogError
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from spacetimeline.catalogs.kinds import Part

LISTINGS = {kind: Listing(kind, maker(kind)) for kind in shapes.KINDS}

_COLUMNS = ("object",)
_SECTIONS = {
    shapes.AGENCY: "agencies", shapes.FAMILY: "families", shapes.LAUNCH: "launches",
    shapes.CRAFT: "spacecraft flights", shapes.PERSON: "astronauts",
}  # fmt: skip
_ENDING = ".json"


def _parts(_columns: Sequence[str]) -> Callable[[Sequence[Any]], Iterator[Part]]:
    def parts(fields: Sequence[Any]) -> Iterator[Part]:
        for kind, key, text in shapes.told(fields[0]):
            yield LISTINGS[kind], key, (key, text)

    return parts


FILES = {
    kind: FileKind(_SECTIONS.get(kind, f"{kind}s"), tuple(LISTINGS.values()), _parts)
    for kind in shapes.KINDS
    if kind != shapes.FLIGHT
}


def _file(path: str) -> CatalogFile | None:
    first = first_of(path)
    kind = None if first is None else shapes.kind_of(first)
    if first is None or kind is None:
        return None
    answers = Answers(path)
    return CatalogFile(
        path,
        FILES[kind],
        shapes.version_of(first),
        _COLUMNS,
        answers.rows,
        lambda: answers.ended,
        is_part=True,
    )


def find(path: str) -> tuple[list[CatalogFile], list[str]]:
    """The answers at a path, those of the newest version first, and what is left out.

    Raises:
        CatalogError: there is nothing there that we read.
    """
    if not os.path.exists(path):
        msg = f"There is no {path}. Give a folder with stored answers, or one of them."
        raise CatalogError(msg, file=path)
    names = sorted(os.listdir(path)) if os.path.isdir(path) else [""]
    files: list[CatalogFile] = []
    skipped: list[str] = []
    for name in names:
        full = os.path.join(path, name) if name else path
        if not os.path.isfile(full) or (name and not name.lower().endswith(_ENDING)):
            continue
        try:
            file = _file(full)
            empty = file is None and is_empty_list(full)
        except OSError as error:
            msg = f"{full} cannot be read: {error.strerror or error}."
            raise CatalogError(msg, file=full) from error
        if file is not None:
            files.append(file)
        elif empty:
            skipped.append(f"{os.path.basename(full)}: a list with nothing in it")
        else:
            skipped.append(f"{os.path.basename(full)}: no answer of Launch Library that is read")
    if not files:
        raise CatalogError(_foreign(path), file=path)
    files.sort(key=lambda file: (file.edition, file.path), reverse=True)
    return files, skipped


def _foreign(path: str) -> str:
    known = ", ".join(kind for kind in shapes.KINDS if kind != shapes.FLIGHT)
    what = "holds no stored answer" if os.path.isdir(path) else "is no stored answer"
    return (
        f"{path} {what} of Launch Library 2, versions 2.1 to 2.3: JSON, a list with its "
        f"results or one object, known by its addresses and keys. Read are: {known}. "
        "Other catalogues: gcat, satcat."
    )


def mention(ref: Ref) -> Item:
    """A record that others refer to and no answer tells of."""
    name = ref.ref.partition("/")[2] or ref.ref
    item = Item(ref.kind, ref.ref, key_of(ref.ref if name.isdecimal() else name), name)
    if ref.kind is RecordKind.SITE:
        item.values["body"] = "Earth"
    elif ref.kind is RecordKind.COUNTRY:
        item.key = ref.ref
    elif ref.kind is RecordKind.PAD:
        raise RowError("pad", "is told nowhere", ref.ref)
    return item


LAUNCH_LIBRARY = Catalog(
    name="launch-library",
    title="Launch Library 2",
    source="launch-library",
    scheme="launch-library",
    licence="free to use",
    listings=tuple(LISTINGS.values()),
    find=find,
    mention=mention,
    reading=AnswerReading,
    matcher=AnswerMatcher,
    writer=AnswerWriter,
)
