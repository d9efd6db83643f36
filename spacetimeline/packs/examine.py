"""All that is wrong with some packs, at once.

`examine` merges packs and asks what cannot be; `check` is what a user types
before loading: every problem of every file, in order of file and line.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spacetimeline.packs.checks.everything import check_world
from spacetimeline.packs.collector import collector_paused
from spacetimeline.packs.found import order, packs_at
from spacetimeline.packs.merge import merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacetimeline.errors import FixtureProblem
    from spacetimeline.packs.pack import Pack
    from spacetimeline.packs.world import World


def examine(packs: Sequence[Pack]) -> World:
    """The world of all packs, checked; what is wrong stands in its `problems`.

    Packs come in any order; each follows those that it depends on.
    """
    with collector_paused():
        world = merge(order(packs))
        check_world(world)
    return world


def check(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], base: Sequence[Pack] = ()
) -> list[FixtureProblem]:
    """Everything that is wrong with the packs at some paths, in order of file and line.

    Args:
        paths: files, or folders of a pack or of packs; one or several.
        base: the packs that they may refer to; one of the same name is replaced.
    """
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    packs: list[Pack] = []
    for path in paths:
        packs += packs_at(os.fspath(path))
    names = {pack.name for pack in packs}
    world = examine([*(pack for pack in base if pack.name not in names), *packs])
    return world.problems.sorted()
