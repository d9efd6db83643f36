"""GCAT's list of all launches (`launch.tsv`): orbital, suborbital and all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacetimeline.catalogs.gcat.codes import launch_tag
from spacetimeline.catalogs.gcat.launchlog import LAUNCH, launch_item
from spacetimeline.catalogs.kinds import FileKind, Listing, Part, picker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacetimeline.catalogs.kinds import Fields

LAUNCHES = Listing("launch", launch_item)


def _parts(columns: Sequence[str]) -> Callable[[Fields], Iterator[Part]]:
    pick = picker(columns, LAUNCH)

    def parts(fields: Fields) -> Iterator[Part]:
        mine = pick(fields)
        yield LAUNCHES, launch_tag(mine[0]), mine

    return parts


LAUNCH_FILE = FileKind("launch", (LAUNCHES,), _parts)
