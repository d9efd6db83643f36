"""What is certain of vague dates, and of references that lead round in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacetimeline.packs import limits

if TYPE_CHECKING:
    from spacetimeline.dates import VagueDate
    from spacetimeline.packs.reader import Document, Path
    from spacetimeline.packs.world import MergedRecord, World


def surely_before(first: VagueDate | None, second: VagueDate | None) -> bool:
    """Whether one date lies before another whatever their vagueness; False if one is missing."""
    return first is not None and second is not None and first.before <= second.earliest


def check_span(
    world: World,
    record: MergedRecord,
    way: Path,
    start: VagueDate | None,
    end: VagueDate | None,
    *,
    why: str,
) -> bool:
    """Note that something ends before it starts, if that is certain; returns whether it is."""
    if not surely_before(end, start):
        return False
    world.problem(record, way, f"{why}: {end} is before {start}", "check both dates")
    return True


def check_order(
    world: World,
    document: Document,
    path: Path,
    start: VagueDate | None,
    end: VagueDate | None,
    *,
    why: str,
) -> None:
    """The same of something that is no record."""
    if surely_before(end, start):
        world.problems.add(document, path, f"{why}: {end} is before {start}", "check both dates")


def surely_overlap(
    first: tuple[VagueDate, VagueDate | None], second: tuple[VagueDate, VagueDate | None]
) -> bool:
    """Whether two spans of time surely share an instant.

    Where an end is missing nobody knows how long it took; only its start counts.
    """
    first_end = (first[1] or first[0]).earliest
    second_end = (second[1] or second[0]).earliest
    return first[0].before <= second_end and second[0].before <= first_end


def overlaps(
    records: list[MergedRecord], start: str, end: str
) -> list[tuple[MergedRecord, MergedRecord]]:
    """Of records with a start, pairs that surely overlap in time; each is told once.

    The earlier of a pair comes first. Those that are surely over are not looked at again.
    """
    spans = [(each.values[start], each.values.get(end), each) for each in records]
    spans.sort(key=lambda span: (span[0].earliest, span[1] is None))
    found: list[tuple[MergedRecord, MergedRecord]] = []
    going_on: list[tuple[VagueDate, VagueDate | None, MergedRecord]] = []
    for since, until, record in spans:
        going_on = [each for each in going_on if (each[1] or each[0]).earliest >= since.earliest]
        for other_since, other_until, other in going_on:
            if surely_overlap((other_since, other_until), (since, until)):
                found.append((other, record))
                break
        if len(going_on) < limits.MAX_AT_ONCE:
            going_on.append((since, until, record))
    return found


def cycles(graph: dict[str, list[str]]) -> list[list[str]]:
    """The circles in which references lead back to where they began, each once.

    Walks every reference once, with its own stack: a long chain is no recursion.
    """
    found: list[list[str]] = []
    state: dict[str, int] = {}  # 1: on the way, 2: done
    for start in graph:
        if start in state:
            continue
        way: list[str] = []
        stack = [(start, iter(graph.get(start, ())))]
        state[start] = 1
        way.append(start)
        while stack:
            node, targets = stack[-1]
            for target in targets:
                if state.get(target) == 1:
                    found.append(way[way.index(target) :])
                elif target not in state and target in graph:
                    state[target] = 1
                    way.append(target)
                    stack.append((target, iter(graph[target])))
                    break
            else:
                state[node] = 2
                way.pop()
                stack.pop()
    return found
