"""What is held, for the reference pages: fields, tables, words, the format of packs."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from reference_text import as_table, prose

# ------------------------------------------------------------------- the data dictionary


_SOURCES = {
    "GCAT launch codes": "https://planet4589.org/space/gcat/web/launch/lcols.html",
    "GCAT launch success fractions": "https://planet4589.org/space/gcat/web/intro/success.html",
    "GCAT orbit classes": "https://planet4589.org/space/gcat/web/intro/index.html",
    "COSPAR designations": "https://planet4589.org/space/gcat/web/intro/index.html",
    "Satellite catalogue": "https://celestrak.org/satcat/satcat-format.php",
    "Boundaries of space": "what-counts.md#in-space",
    "IANA time zones": "https://www.iana.org/time-zones",
    "BCP 47": "https://www.rfc-editor.org/info/bcp47",
    "ISO 15924": "https://www.unicode.org/iso15924/",
    "SPDX": "https://spdx.org/licenses/",
}
"""Where the definitions stand that columns name in `info={"defined": …}`."""


def dictionary() -> str:
    """Each table and column."""
    from spacetimeline.models import Base

    named = {str(mapper.local_table): mapper.class_.__doc__ for mapper in Base.registry.mappers}
    parts = []
    for name in sorted(Base.metadata.tables):
        table = Base.metadata.tables[name]
        first = (named.get(name) or table.info.get("about") or "").partition("\n")[0]
        about = prose(first) or f"Pairs: {', '.join(column.name for column in table.columns)}."
        parts.append(f"### {name}\n\n{about}")
        parts.append(
            as_table(("column", "type", "unit", "meaning", "defined by"), _columns(table.columns))
        )
    return "\n\n".join(parts)


def _columns(columns: Any) -> Iterator[tuple[str, ...]]:
    from spacetimeline.models.base import DATE_PARTS

    dates = {
        column.name.removesuffix("_text")
        for column in columns
        if column.name.endswith("_text") and f"{column.name[:-5]}_precision" in columns
    }
    parts = {f"{date}_{part}" for date in dates for part, *_ in DATE_PARTS}
    for column in columns:
        if column.name in parts:
            if column.name.endswith("_text"):
                date = column.name.removesuffix("_text")
                meaning = (column.comment or "").partition(": ")[0]
                yield f"`{date}_…`", "vague date" + _null(column), "UTC", meaning, _DATES
            continue
        named = column.info.get("defined", "")
        to = "".join(f" → `{key.target_fullname}`" for key in column.foreign_keys)
        yield (
            f"`{column.name}`",
            _type(column) + _null(column),
            column.info.get("unit", ""),
            f"{column.comment or ''}{to}",
            f"[{named}]({_SOURCES[named]})" if named else "",
        )


_DATES = "[vague dates](#vague-dates)"


def _null(column: Any) -> str:
    return ", or null" if column.nullable else ""


def _type(column: Any) -> str:
    from spacetimeline.models.base import Instant, VagueText, Word

    if isinstance(column.type, Word):
        return f"word ({column.type.vocabulary.__name__})"
    if isinstance(column.type, Instant):
        return "instant (UTC)"
    if isinstance(column.type, VagueText):
        return "vague date as text"
    kind = str(column.type.python_type.__name__)
    words = {"str": "text", "int": "integer", "float": "number", "bool": "boolean"}
    return words.get(kind, kind)


def date_columns() -> str:
    """The columns of a vague date."""
    from spacetimeline.models.base import DATE_PARTS

    return as_table(
        ("column", "meaning"), ((f"`…_{part}`", meaning) for part, _, meaning in DATE_PARTS)
    )


def words() -> str:
    """The words of each vocabulary."""
    from spacetimeline import vocabularies
    from spacetimeline.dates import Precision

    found: list[type[StrEnum]] = [
        one
        for one in [*vars(vocabularies).values(), Precision]
        if inspect.isclass(one) and issubclass(one, StrEnum) and len(one) > 0
    ]
    parts = []
    for one in sorted(found, key=lambda one: one.__name__):
        words = ", ".join(f"`{word}`" for word in one)
        parts.append(f"### {one.__name__}\n\n{prose(one.__doc__)}\n\n{words}")
    return "\n\n".join(parts)


def flat() -> str:
    """The fields of each question's rows."""
    from spacetimeline.queries.all import QUESTIONS

    parts = []
    for name, subject in QUESTIONS.items():
        types = subject.types()
        meanings = _meanings(getattr(subject, "fields", ()))
        rows = [
            (f"`{field}`", types.get(field, "text"), meanings.get(field))
            for field in subject.flat_names()
        ]
        parts.append(f"### {name}: fields\n\n{as_table(('field', 'type', 'meaning'), rows)}")
    return "\n\n".join(parts)


def _meanings(fields: Iterable[Any]) -> dict[str, str]:
    """The meaning of flat fields that come straight from a column."""
    from spacetimeline.models import Base

    found = {}
    for field in fields:
        sql = str(getattr(field, "prefix", None) or getattr(field, "sql", ""))
        place = re.fullmatch(r"(\w+)\.(\w+)", sql)
        if place is None or place[1] not in Base.metadata.tables:
            continue
        columns = Base.metadata.tables[place[1]].columns
        is_date = hasattr(field, "prefix")
        column = columns.get(f"{place[2]}_text" if is_date else place[2])
        if column is not None:
            meaning = column.comment or ""
            found[field.name] = meaning.partition(": ")[0] if is_date else meaning
    return found


# ------------------------------------------------------------------------ the pack format


def pack_format() -> str:
    """The sections of a pack and their fields."""
    from spacetimeline.packs.format.schema import json_schema

    schema = json_schema()
    parts = []
    sections = schema["properties"]
    plain = {name: field for name, field in sections.items() if "patternProperties" not in field}
    parts.append("## The top of a pack")
    parts.append(
        _fields({name: plain[name] for name in plain if name not in ("claims", "overrides")}, ())
    )
    for name, section in sections.items():
        if name in plain and name != "claims":
            continue
        record = section.get("items") or next(iter(section["patternProperties"].values()))
        about = schema["$defs"][record["$ref"].rpartition("/")[2]]
        parts.append(f"## {name}")
        parts.append(prose(about.get("description")))
        parts.append(_fields(about["properties"], about.get("required", ())))
    parts.append(f"## overrides\n\n{plain['overrides']['description']}")
    parts.append("## Parts of records")
    used = {
        record["$ref"].rpartition("/")[2]
        for section in sections.values()
        for record in [section.get("items"), *section.get("patternProperties", {}).values()]
        if record and "$ref" in record
    }
    for name in sorted(set(schema["$defs"]) - used):
        about = schema["$defs"][name]
        if "properties" not in about:
            continue
        parts.append(f"### {name}\n\n{prose(about.get('description'))}")
        parts.append(_fields(about["properties"], about.get("required", ())))
    return "\n\n".join(parts)


def _fields(properties: dict[str, Any], required: Iterable[str]) -> str:
    return as_table(
        ("field", "type", "meaning"),
        (
            (f"`{name}`{' *' if name in required else ''}", _shape(field), field.get("description"))
            for name, field in properties.items()
        ),
    )


def _shape(field: dict[str, Any]) -> str:
    """A JSON Schema's type in words."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in field:
        return "word: " + ", ".join(f"`{one}`" for one in field["enum"])
    if "anyOf" in field:
        kinds = [one for one in field["anyOf"] if one.get("type") != "null"]
        lists = [one["enum"] for one in kinds if "enum" in one]
        if len(lists) == 2:  # the words, and the other words that are read as them
            also = ", ".join(f"`{one}`" for one in lists[1])
            return f"{_shape(kinds[0])} (also read: {also})"
        return " or ".join(dict.fromkeys(map(_shape, kinds)))
    if field.get("type") == "array":
        return f"list of {_shape(field.get('items', {}))}"
    if field.get("type") == ["string", "integer"]:
        return "[date](vague-dates.md)"
    if isinstance(field.get("type"), list):
        return " or ".join(_shape({**field, "type": one}) for one in field["type"])
    words = {
        "number": "number",
        "string": "text",
        "integer": "whole number",
        "object": "mapping",
        "boolean": "true or false",
    }
    return words.get(str(field.get("type")), str(field.get("type", "anything")))
