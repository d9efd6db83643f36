"""One pack, read: its header, and what each of its files contributes.

A pack is a folder with a ``pack.yaml`` and any other YAML files, in sub-folders
too, or a single YAML file. Everything here is about one pack alone; what
several packs say of the same record comes together in `merge`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from spacetimeline.names import nearest
from spacetimeline.packs.files import whole, yaml_files
from spacetimeline.packs.format.fields import fields, header_fields
from spacetimeline.packs.format.sections import SECTIONS
from spacetimeline.packs.format.validate import Problems, check_key, clean
from spacetimeline.packs.limits import MAX_KEY
from spacetimeline.packs.reader import BROKEN, Document, Path, read, read_text, shape
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacetimeline.errors import FixtureProblem

_KINDS = {kind.section: kind for kind in SECTIONS}
PACK_FILE = "pack.yaml"


@dataclass(slots=True, eq=False)
class Contribution:
    """What one place of one file says of one record, or as one claim.

    Attributes:
        pack: the name of the pack.
        kind: the kind of record; `RecordKind.CLAIM` for a claim.
        key: the record's key; of a claim its number in the file.
        values: the fields that are right, in the schema's form.
        broken: the fields that are wrong; nothing is to be concluded from their absence.
        document: the file.
        path: where in the file it stands.
        positions: of lists that lost wrong entries, where the others stand.
    """

    pack: str
    kind: RecordKind
    key: str
    values: dict[str, Any]
    broken: frozenset[str]
    document: Document
    path: Path
    positions: dict[str, list[int]]

    def where(self, *way: str | int) -> Path:
        """The path in the file of something in this record: ``("crew", 1, "person")``."""
        if len(way) > 1 and isinstance(way[1], int):
            kept = self.positions.get(str(way[0]))
            if kept is not None and way[1] < len(kept):
                way = (way[0], kept[way[1]], *way[2:])
        return (*self.path, *way)

    def place(self, *way: str | int) -> str:
        """File and line of something in this record, for a message."""
        return f"{self.document.path}:{self.document.line(self.where(*way))}"


@dataclass(slots=True, eq=False)
class Pack:
    """A pack, read.

    Attributes:
        name: what `unload` calls it.
        path: the folder or file that it came from.
        title: what it is, in a few words.
        version: its version, as text.
        licence: the licence of the data.
        depends: names of the packs whose records it refers to.
        coverage: what it claims to hold completely: mappings of the format's form.
        coverage_places: where in the file's list each of them stands.
        files: its documents; `Document.text` is what to keep of a user's pack.
        records: what it says of records.
        claims: its claims.
        overrides: the values by which it replaces other packs'.
        bundled: whether it ships with the library.
        problems: what is wrong with its files, so far.
        header: the document that says all this; None if none does.
        unread: kind and key of what could not be read as a record at all.
    """

    name: str
    path: str
    title: str = ""
    version: str = ""
    licence: str = ""
    depends: tuple[str, ...] = ()
    coverage: list[dict[str, Any]] = field(default_factory=list)
    coverage_places: list[int] = field(default_factory=list)
    files: list[Document] = field(default_factory=list)
    records: list[Contribution] = field(default_factory=list)
    claims: list[Contribution] = field(default_factory=list)
    overrides: list[Contribution] = field(default_factory=list)
    bundled: bool = False
    problems: Problems = field(default_factory=Problems)
    header: Document | None = None
    unread: set[tuple[RecordKind, str]] = field(default_factory=set)

    def texts(self) -> dict[str, str]:
        """The text of each file by its path inside the pack: all that is needed to read it again."""
        base = self.path if os.path.isdir(self.path) else os.path.dirname(self.path)
        return {os.path.relpath(each.path, base or "."): each.text for each in self.files}


def read_pack(path: str, *, bundled: bool = False) -> Pack:
    """Read the pack that a folder or a file is; what is wrong stands in its `problems`."""
    path = os.fspath(path)
    name = os.path.basename(os.path.normpath(path))
    if os.path.isdir(path):
        pack = Pack(name, path, bundled=bundled)
        _read_folder(pack, path)
        return pack
    pack = Pack(name.removesuffix(".yaml").removesuffix(".yml"), path, bundled=bundled)
    if os.path.exists(path):
        _take(pack, *read(path), is_header=True)
    else:
        hint = "check the path"
        pack.problems.extend([whole(path, "there is no such file or folder", hint)])
    return pack


def _read_folder(pack: Pack, path: str) -> None:
    problems: list[FixtureProblem] = []
    found = yaml_files(path, problems)
    header = os.path.join(path, PACK_FILE)
    if not found and not problems:
        hint = f"write a {PACK_FILE} with `title:`, and the facts beside it"
        problems.append(whole(path, "there is no YAML file in this folder", hint))
    elif header not in found and not problems:
        hint = "write one that says `title:` and `version:`"
        problems.append(whole(path, f"the folder has no {PACK_FILE}", hint))
    pack.problems.extend(problems)
    for file in found:
        _take(pack, *read(file), is_header=file == header)


def pack_from_texts(name: str, path: str, texts: Mapping[str, str]) -> Pack:
    """Read a pack again from the texts that `Pack.texts` gave."""
    pack = Pack(name, path)
    for file in sorted(texts):
        # A pack of one file has no other place for its header.
        is_header = file == PACK_FILE or len(texts) == 1
        _take(pack, *read_text(texts[file], file), is_header=is_header)
    return pack


def _take(
    pack: Pack, document: Document, problems: list[FixtureProblem], *, is_header: bool
) -> None:
    """Add what one file says to its pack."""
    pack.problems.extend(problems)
    pack.files.append(document)
    header: dict[str, object] = {}
    for name, content in document.content.items():
        if content is BROKEN:
            continue
        if name in _KINDS:
            _records(pack, _KINDS[name], content, document)
        elif name == "claims":
            _claims(pack, content, document)
        elif name == "overrides":
            _overrides(pack, content, document)
        elif name in header_fields():
            if is_header:
                header[name] = content
            else:
                pack.problems.add(
                    document, (name,), f"`{name}` belongs into {PACK_FILE}", "move it there"
                )
        else:
            _unknown_section(pack, name, document)
    if is_header:
        _header(pack, header, document)
    document.content = {}  # it is all in the pack now; only the text is asked for again


def _header(pack: Pack, given: dict[str, object], document: Document) -> None:
    pack.header = document
    cleaned = clean(None, given, document, (), pack.problems)
    values = cleaned.values if cleaned else {}
    pack.name = _named(pack, values.get("pack", pack.name), document)
    pack.title = values.get("title", "")
    pack.version = values.get("version", "")
    pack.licence = values.get("licence", "")
    pack.depends = tuple(values.get("depends", ()))
    pack.coverage = values.get("coverage", [])
    kept = cleaned.positions.get("coverage") if cleaned else None
    pack.coverage_places = kept or list(range(len(pack.coverage)))
    for each in (*pack.records, *pack.claims, *pack.overrides):
        each.pack = pack.name


def _named(pack: Pack, name: str, document: Document) -> str:
    """The name of a pack, if it is fit to be one: it is typed, printed, and put into file names."""
    if len(name) > MAX_KEY:
        message = f"a pack's name of {len(name):,} characters"
        pack.problems.add(document, ("pack",), message, f"at most {MAX_KEY} are read")
    elif name in (".", "..") or name[:1] == "-" or set(name) & set("/\\<>;:$|'\"`"):
        message = f"{name!r} cannot be the name of a pack"
        pack.problems.add(document, ("pack",), message, "use letters, digits, - and _")
    else:
        return name
    return pack.name if pack.name != name else "unnamed"


def _unknown_section(pack: Pack, name: str, document: Document) -> None:
    if pack.problems.full:
        pack.problems.more += 1
        return
    known = [*_KINDS, "claims", "overrides"]
    near = nearest(name, known) if pack.problems.may_suggest() else []
    meant = f"did you mean `{near[0]}`? " if near else ""
    short = name if len(name) <= 60 else f"{name[:60]}…"
    pack.problems.add(
        document, (name,), f"there is no section {short!r}", f"{meant}known: {', '.join(known)}"
    )


def _mapping(
    pack: Pack, content: object, document: Document, path: Path, of: str
) -> dict[str, object]:
    """A mapping; an empty one and a problem where something else stands."""
    if isinstance(content, dict):
        return content
    if content is not None and content is not BROKEN:
        pack.problems.add(
            document,
            path,
            f"a mapping of {of} is expected here, not {shape(content)}",
            "write `key:` and the fields below it",
        )
    return {}


def _records(pack: Pack, kind: RecordKind, content: object, document: Document) -> None:
    section = kind.section
    for key, raw in _mapping(pack, content, document, (section,), "keys to records").items():
        path: Path = (section, key)
        check_key(kind, key, document, path, pack.problems)
        cleaned = clean(kind, raw if raw is not None else {}, document, path, pack.problems)
        if cleaned is None:
            pack.unread.add((kind, key))
        else:
            pack.records.append(
                Contribution(
                    pack.name,
                    kind,
                    key,
                    cleaned.values,
                    cleaned.broken,
                    document,
                    path,
                    cleaned.positions,
                )
            )


def _claims(pack: Pack, content: object, document: Document) -> None:
    if content is None:
        return
    if not isinstance(content, list):
        pack.problems.add(
            document,
            ("claims",),
            f"`claims` is a list, not {shape(content)}",
            "write each as `- {about: …, value: …, source: …, verdict: …}`",
        )
        return
    for number, raw in enumerate(content):
        path: Path = ("claims", number)
        cleaned = clean(RecordKind.CLAIM, raw, document, path, pack.problems)
        if cleaned is not None:
            pack.claims.append(
                Contribution(
                    pack.name,
                    RecordKind.CLAIM,
                    str(number),
                    _whom(raw) if cleaned.broken else cleaned.values,
                    cleaned.broken,
                    document,
                    path,
                    {},
                )
            )


def _whom(raw: object) -> dict[str, Any]:
    """About what a claim is and by whom, if it can be told: all that a broken one is asked for."""
    found = {}
    for name in ("about", "source"):
        text = raw.get(name) if isinstance(raw, dict) else None
        if isinstance(text, str) and text.strip():
            found[name] = text.strip()
    return found


def _overrides(pack: Pack, content: object, document: Document) -> None:
    sections = _mapping(pack, content, document, ("overrides",), "sections to records")
    for section, records in sections.items():
        path: Path = ("overrides", section)
        kind = _KINDS.get(section)
        if kind is None:
            near = nearest(section, _KINDS)
            hint = f"did you mean `{near[0]}`?" if near else f"known: {', '.join(_KINDS)}"
            pack.problems.add(
                document, path, f"there is no section {section[:60]!r} to override", hint
            )
            continue
        for key, raw in _mapping(pack, records, document, path, "keys to fields").items():
            at = (*path, key)
            cleaned = clean(kind, raw if raw is not None else {}, document, at, pack.problems)
            if cleaned is None:
                continue
            if isinstance(raw, dict):
                # Nothing, written out, takes a value away; elsewhere it is as if left out.
                table = fields(kind)
                cleaned.values.update(
                    {name: None for name, value in raw.items() if value is None and name in table}
                )
            pack.overrides.append(
                Contribution(
                    pack.name,
                    kind,
                    key,
                    cleaned.values,
                    cleaned.broken,
                    document,
                    at,
                    cleaned.positions,
                )
            )
