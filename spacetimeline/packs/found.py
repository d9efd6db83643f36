"""Which packs there are: the bundled, the installed, and those that a variable names.

- bundled: the folders beside the library (`paths.fixtures`);
- installed: each entry point of the group ``spacetimeline.packs``. Its value is a
  module or package whose folder holds the pack (``my_pack`` with ``my_pack/pack.yaml``),
  or ``module:attribute`` where the attribute is a path, or a function that returns one;
- ``SPACETIMELINE_PACKS``: files and folders, separated like those of ``PATH``.

A folder with a ``pack.yaml`` is a pack; a folder without one holds packs: each
YAML file in it, and each folder in it that has a ``pack.yaml``.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spacetimeline.errors import FixtureProblem
from spacetimeline.packs.pack import PACK_FILE, Pack, read_pack
from spacetimeline.paths import fixtures

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from importlib.metadata import EntryPoint

GROUP = "spacetimeline.packs"
VARIABLE = "SPACETIMELINE_PACKS"


def found() -> list[Pack]:
    """All packs that there are, read, each after those that it depends on."""
    packs = [read_pack(path, bundled=True) for path in pack_paths(fixtures())]
    packs += installed()
    for path in variable_paths():
        packs += packs_at(path)
    return order(packs)


def variable_paths() -> list[str]:
    """The paths that ``SPACETIMELINE_PACKS`` names."""
    return [path for path in os.environ.get(VARIABLE, "").split(os.pathsep) if path]


def packs_at(path: str) -> list[Pack]:
    """The pack, or the packs, at a path; what is wrong stands in their `problems`."""
    return [read_pack(each) for each in pack_paths(path)]


def pack_paths(path: str) -> list[str]:
    """The path of each pack at a path: itself, or those in a folder of packs."""
    if not os.path.isdir(path) or os.path.isfile(os.path.join(path, PACK_FILE)):
        return [path]
    try:
        names = sorted(name for name in os.listdir(path) if not name.startswith("."))
    except OSError:
        return [path]  # reading it will say why
    inside = [os.path.join(path, name) for name in names]
    held = [
        each
        for each in inside
        if os.path.isfile(os.path.join(each, PACK_FILE))
        or (each.endswith((".yaml", ".yml")) and os.path.isfile(each))
    ]
    return held or [path]


def installed() -> list[Pack]:
    """The packs of installed distributions."""
    # Looking through all distributions takes longer than an answer: only a build does.
    from importlib.metadata import entry_points

    packs: list[Pack] = []
    for point in sorted(entry_points(group=GROUP), key=lambda each: (each.name, each.value)):
        try:
            packs += packs_at(_path_of(point))
        except Exception as error:  # noqa: BLE001  (a foreign distribution may fail in any way)
            problem = FixtureProblem(
                f"{GROUP}: {point.name}",
                0,
                "",
                "",
                f"the installed pack {point.value!r} cannot be found: {type(error).__name__}: {error}",
                "mend or uninstall the distribution that brings it",
            )
            broken = Pack(point.name, point.value)
            broken.problems.extend([problem])
            packs.append(broken)
    return packs


def _path_of(point: EntryPoint) -> str:
    """Where the pack of an entry point lies."""
    if not point.attr:
        # Found without importing it: a pack of facts has no code to run.
        from importlib.util import find_spec

        spec = find_spec(point.module)
        if spec is None:
            raise ModuleNotFoundError(f"there is no module {point.module!r}")
        folders = list(spec.submodule_search_locations or ())
        if folders:
            return folders[0]
        return os.path.dirname(str(spec.origin))
    value = point.load()
    path: str = os.fspath(value() if callable(value) else value)
    return path


def order(packs: Iterable[Pack]) -> list[Pack]:
    """Packs with each after those that it depends on, else as they come.

    A dependency that is missing or leads round in a circle, and a name that two
    packs have, is noted in the pack's `problems`.
    """
    packs = list(packs)
    by_name: dict[str, Pack] = {}
    for pack in packs:
        first = by_name.setdefault(pack.name, pack)
        if first is not pack:
            _say(
                pack,
                (),
                f"there is a pack {pack.name!r} already, at {first.path}",
                "give one of the two another name: `pack: …`",
            )
    done: set[int] = set()
    ordered: list[Pack] = []
    for start in packs:
        _after_its_own(start, by_name, done, ordered)
    return ordered


def _after_its_own(
    start: Pack, by_name: dict[str, Pack], done: set[int], ordered: list[Pack]
) -> None:
    """Add a pack after all that it depends on, with our own stack: chains may be long."""
    if id(start) in done:
        return
    waiting: dict[int, Pack] = {id(start): start}
    stack = [(start, iter(enumerate(start.depends)))]
    while stack:
        pack, rest = stack[-1]
        for number, name in rest:
            needed = by_name.get(name)
            if needed is None:
                _say(pack, ("depends", number), f"there is no pack {name!r}", _known(by_name))
            elif id(needed) in waiting:
                way = " → ".join([*_names_from(list(waiting.values()), needed), needed.name])
                _say(
                    pack,
                    ("depends", number),
                    f"packs depend on each other: {way}",
                    "take one of them out of `depends`",
                )
            elif id(needed) not in done:
                waiting[id(needed)] = needed
                stack.append((needed, iter(enumerate(needed.depends))))
                break
        else:
            stack.pop()
            waiting.pop(id(pack))
            done.add(id(pack))
            ordered.append(pack)


def _names_from(waiting: Sequence[Pack], first: Pack) -> list[str]:
    return [pack.name for pack in waiting[waiting.index(first) :]]


def _known(by_name: dict[str, Pack]) -> str:
    return f"install it, or put it into {VARIABLE}; there are: {', '.join(sorted(by_name))}"


def _say(pack: Pack, way: tuple[str | int, ...], message: str, hint: str) -> None:
    text = (message, hint)
    if any((each.message, each.hint) == text for each in pack.problems.found):
        return  # ordered twice, told once
    if pack.header is not None:
        pack.problems.add(pack.header, way, message, hint)
    else:
        pack.problems.extend([FixtureProblem(pack.path, 0, "", "", message, hint)])
