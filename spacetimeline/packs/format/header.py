"""What a pack says of itself: `pack.yaml`, or the top of a pack of one file."""

from __future__ import annotations

from typing import Annotated

from pydantic import with_config
from typing_extensions import TypedDict

from spacetimeline.packs.format.parts import CLOSED, CoverageEntry
from spacetimeline.packs.format.types import Code, Text, says


@with_config(CLOSED)
class Header(TypedDict, total=False):
    """What a pack says of itself."""

    pack: Annotated[Code, says("Its name; left out: the folder's, or the file's without .yaml.")]
    title: Annotated[Code, says("What it is, in a few words.")]
    version: Annotated[Code, says("Its version, any text.")]
    licence: Annotated[Code, says("The licence of the data: CC-BY-4.0.")]
    depends: Annotated[list[Text], says("The packs whose records it refers to.")]
    coverage: Annotated[list[CoverageEntry], says("What it claims to hold completely.")]
