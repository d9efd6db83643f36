"""Answers as frames and tables of other libraries: pandas, polars, pyarrow; and as Parquet.

All go by the same types (see `schema`): instants are UTC with microseconds, which hold the
years 1 to 9999, words are categories, whole numbers may be missing, lists are lists. A vague
date stays text with its bounds and precision beside it, so no month becomes its first day.
"""

from __future__ import annotations

import json

from spacetimeline.output.extras import needed
from spacetimeline.output.schema import (
    INSTANT,
    NUMBER,
    TEXT,
    TEXTS,
    TRUTH,
    WHOLE,
    WORD,
    columns,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacetimeline.output.schema import Types

    Rows = Sequence[Mapping[str, Any]]

ABOUT = "spacetimeline"
"""Under this name the question, the edition of the data and the sources are kept: in
``frame.attrs`` of pandas, and as JSON in the metadata of an Arrow schema or Parquet file."""


def pandas_frame(rows: Rows, types: Types, about: dict[str, Any]) -> Any:
    """A pandas DataFrame; what it is about stands in its ``attrs``.

    Raises:
        MissingExtra: pandas is not installed.
    """
    pd = needed("pandas", "pandas", "to_pandas()")
    dtypes = {INSTANT: "datetime64[us, UTC]", WHOLE: "Int64", NUMBER: "float64", TRUTH: "boolean"}
    series = {}
    for name, values in columns(rows, types).items():
        type_ = types[name]
        if type_ == WORD:
            words = sorted({one for one in values if one is not None})
            kept = pd.Categorical(values, categories=pd.Index(words, dtype="str"))
        elif type_ == TEXTS:
            kept = pd.Series(values, dtype="object")
        else:
            kept = pd.array(values, dtype=dtypes.get(type_, "string"))
        series[name] = kept
    frame = pd.DataFrame(series, columns=list(types))
    frame.attrs[ABOUT] = json.loads(json.dumps(about))  # the user's own, to change at will
    return frame


def polars_frame(rows: Rows, types: Types) -> Any:
    """A polars DataFrame.

    Raises:
        MissingExtra: polars is not installed.
    """
    pl = needed("polars", "polars", "to_polars()")
    kinds = {
        TEXTS: pl.List(pl.String),
        INSTANT: pl.Datetime("us", "UTC"),
        WHOLE: pl.Int64,
        NUMBER: pl.Float64,
        TRUTH: pl.Boolean,
        WORD: pl.Categorical,
    }
    schema = {name: kinds.get(type_, pl.String) for name, type_ in types.items()}
    return pl.DataFrame(columns(rows, types), schema=schema)


def arrow_schema(types: Types, about: dict[str, Any] | None = None) -> Any:
    """The Arrow schema of some fields; what it is about as JSON in its metadata."""
    pa = needed("pyarrow", "arrow", "to_arrow()")
    kinds = {
        TEXTS: pa.list_(pa.string()),
        INSTANT: pa.timestamp("us", tz="UTC"),
        WHOLE: pa.int64(),
        NUMBER: pa.float64(),
        TRUTH: pa.bool_(),
        WORD: pa.dictionary(pa.int32(), pa.string()),
        TEXT: pa.string(),
    }
    fields = [pa.field(name, kinds.get(type_, pa.string())) for name, type_ in types.items()]
    told = None if about is None else {ABOUT: json.dumps(about, ensure_ascii=False)}
    return pa.schema(fields, metadata=told)


def arrow_table(rows: Rows, types: Types, about: dict[str, Any] | None = None) -> Any:
    """A pyarrow Table.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    schema = arrow_schema(types, about)
    pa = needed("pyarrow", "arrow", "to_arrow()")
    kept = columns(rows, types)
    arrays = [pa.array(kept[field.name], type=field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def parquet_bytes(rows: Rows, types: Types, about: dict[str, Any]) -> bytes:
    """The content of a Parquet file.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    parquet = needed("pyarrow.parquet", "arrow", "to_parquet()")
    pa = needed("pyarrow", "arrow", "to_parquet()")
    sink = pa.BufferOutputStream()
    parquet.write_table(arrow_table(rows, types, about), sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def arrow_bytes(table: Any) -> bytes:
    """The content of an Arrow IPC file (Feather) with a table.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    pa = needed("pyarrow", "arrow", "An Arrow file")
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema) as out:
        out.write_table(table)
    content: bytes = sink.getvalue().to_pybytes()
    return content
