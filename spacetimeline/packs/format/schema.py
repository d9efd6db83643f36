"""The format as JSON Schema, for editors: ``spacetimeline schema > pack.schema.json``.

Begin a file with ``# yaml-language-server: $schema=pack.schema.json`` and an
editor completes fields and words, and underlines what is wrong, while you type.
"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from spacetimeline.packs.format.header import Header
from spacetimeline.packs.format.sections import SECTIONS, Claim
from spacetimeline.packs.format.validate import COUNTRY_KEY, KEY
from spacetimeline.vocabularies import RecordKind

ID = "urn:spacetimeline:pack-schema"
"""A name, and no address: nothing is to be fetched."""


def json_schema() -> dict[str, Any]:
    """The JSON Schema of one YAML file of a pack, `pack.yaml` included.

    What it cannot say the loader checks: that references exist, that dates can
    be read, that a new record has its name and sources (which a pack that only
    adds to another pack's record leaves out).
    """
    parts: dict[str, Any] = {kind.section: section for kind, section in SECTIONS.items()}
    # By its call, because the fields are not known to whoever reads the code.
    make: Any = TypedDict
    holder = make("Everything", {**parts, "claim": Claim, "header": Header}, total=False)
    made = TypeAdapter(holder).json_schema()
    definitions = made["$defs"]
    for definition in definitions.values():
        _may_be_empty(definition)
    header = definitions.pop("Header")
    properties: dict[str, Any] = dict(header["properties"])
    overrides: dict[str, Any] = {}
    for kind in SECTIONS:
        record = made["properties"][kind.section]
        properties[kind.section] = _section(kind, record)
        changes = {"allOf": [record], "required": ["sources"]}
        overrides[kind.section] = _section(kind, record if kind is RecordKind.SOURCE else changes)
    properties["claims"] = {
        "type": "array",
        "items": made["properties"]["claim"],
        "description": "What sources say that is disputed, superseded, or worth a note.",
    }
    properties["overrides"] = {
        "type": "object",
        "description": "{section: {key: {field: value, sources: […]}}}: values that replace those of other packs.",
        "properties": overrides,
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "A pack of spacetimeline",
        "description": "Facts of the history of spaceflight: sections, each a mapping of keys to records.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": definitions,
    }


def _may_be_empty(definition: dict[str, Any]) -> None:
    """Let what is not required be named and left empty (`until:`): it is as if left out."""
    needed = definition.get("required", ())
    for name, field in definition["properties"].items():
        if name not in needed:
            about = {word: field.pop(word) for word in ("title", "description") if word in field}
            definition["properties"][name] = {**about, "anyOf": [field, {"type": "null"}]}


def _section(kind: RecordKind, record: dict[str, Any]) -> dict[str, Any]:
    pattern = COUNTRY_KEY if kind is RecordKind.COUNTRY else KEY
    return {
        "type": ["object", "null"],
        "patternProperties": {f"^{pattern.pattern}$": record},
        "additionalProperties": False,
    }
