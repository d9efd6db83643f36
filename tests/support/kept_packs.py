"""The packs that ship, read once by each process that tests.

Every load, check and upgrade reads them again, which is a third of its time; what tests show is
what comes after. Other packs are always read.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Hashable, Mapping
from pathlib import Path

from spacetimeline.packs import found, stored
from spacetimeline.packs.pack import Pack

SHIPPED = Path(__file__).parents[2] / "fixtures"

_read_pack, _pack_from_texts = found.read_pack, stored.pack_from_texts
_kept: dict[Hashable, Pack] = {}


def keep() -> None:
    """Have packs that ship kept once they are read; what is theirs alone is copied each time."""
    found.read_pack = read_pack
    stored.pack_from_texts = pack_from_texts


def read_pack(path: str, *, bundled: bool = False) -> Pack:
    """As the library's, of a folder."""
    folder = Path(path)
    if folder.parent != SHIPPED:
        return _read_pack(path, bundled=bundled)
    seen = tuple((each.name, each.stat().st_mtime_ns) for each in sorted(folder.iterdir()))
    which = os.fspath(path), seen, bundled
    if which not in _kept:
        _kept[which] = _read_pack(path, bundled=bundled)
    return copy.copy(_kept[which])


def pack_from_texts(name: str, path: str, texts: Mapping[str, str]) -> Pack:
    """As the library's, of texts."""
    if not (SHIPPED / name).is_dir():
        return _pack_from_texts(name, path, texts)
    which = name, path, tuple(sorted(texts.items()))
    if which not in _kept:
        _kept[which] = _pack_from_texts(name, path, texts)
    return copy.copy(_kept[which])
