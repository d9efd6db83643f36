"""What several answers tell of one record, joined: the newest that tells a field counts.

A record is kept as layers, the newest first: each with its rank and the fields that no newer
one tells. So the outcome does not depend on the order in which the answers came.
"""

from __future__ import annotations

import json
from typing import Any

Rank = tuple[str, str, int]
"""When it was last updated, as text; the version of the API; how detailed the answer is."""

Layers = list[tuple[Rank, dict[str, Any]]]


def text_of(rank: Rank, fields: dict[str, Any]) -> str:
    """One answer, as it is kept."""
    return _text([(rank, fields)])


def joined(known: str, new: str, *, again: bool) -> str:
    """Two texts of one record as one.

    Args:
        known: what is kept.
        new: what an answer tells.
        again: whether both are of one import: then the first of two equal ranks counts, else
            the new one takes the place of the other.
    """
    if known == new:
        return known
    layers: dict[Rank, dict[str, Any]] = {}
    first, second = (new, known) if not again else (known, new)
    for rank, fields in (*_layers(first), *_layers(second)):
        its = layers.setdefault(rank, {})
        for name, value in fields.items():
            its.setdefault(name, value)
    kept: Layers = []
    told: set[str] = set()
    for rank in sorted(layers, reverse=True):
        fields = {name: value for name, value in layers[rank].items() if name not in told}
        told.update(fields)
        if fields:
            kept.append((rank, fields))
    return _text(kept)


def flat(text: str) -> dict[str, Any]:
    """What all layers tell together."""
    found: dict[str, Any] = {}
    for _, fields in reversed(_layers(text)):
        found.update(fields)
    return found


def _layers(text: str) -> Layers:
    return [((rank[0], rank[1], rank[2]), fields) for rank, fields in json.loads(text)]


def _text(layers: Layers) -> str:
    return json.dumps(layers, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
