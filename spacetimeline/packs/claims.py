"""Claims and coverage of all packs, with their references resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacetimeline.packs.world import MergedClaim, MergedCoverage
from spacetimeline.vocabularies import RecordKind

if TYPE_CHECKING:
    from spacetimeline.packs.references import References
    from spacetimeline.packs.world import World


def merge_claims(world: World, references: References) -> None:
    """The claims of all packs; a broken one, about nothing or by nobody has been noted."""
    for pack in world.packs:
        for contribution in pack.claims:
            values = references.resolve(contribution).values
            if contribution.broken:
                continue
            if "about" not in values or "source" not in values:
                continue
            source = world.get(RecordKind.SOURCE, values["source"])
            said = source.values.get("date") if source else None
            world.claims.append(
                MergedClaim(
                    about=values["about"],
                    attribute=values.get("attribute"),
                    value=values["value"],
                    source=values["source"],
                    date=values.get("date", said),
                    verdict=values["verdict"],
                    note=values.get("note"),
                    pack=pack.name,
                    from_override=False,
                    origin=contribution,
                )
            )


def merge_coverage(world: World) -> None:
    """What all packs claim to hold completely."""
    for pack in world.packs:
        for entry in pack.coverage:
            world.coverage.append(
                MergedCoverage(
                    pack.name,
                    entry["subject"],
                    entry.get("filters", {}),
                    entry.get("since"),
                    entry.get("until"),
                    entry.get("note"),
                )
            )
