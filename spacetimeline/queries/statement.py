"""The SQL of one question, in parts."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacetimeline.queries.dialects import Params


class Statement:
    """SQL in parts, with its parameters."""

    __slots__ = ("limit", "offset", "order", "params", "where")

    def __init__(
        self, where: str, order: str, offset: int, limit: int | None, params: Params
    ) -> None:
        self.where = where
        self.order = order
        self.offset = offset
        self.limit = limit
        self.params = params

    def tail(self) -> str:
        """WHERE, ORDER BY, LIMIT."""
        text = f" WHERE {self.where}" if self.where else ""
        text += f" ORDER BY {self.order}"
        if self.limit is not None or self.offset:
            # SQLite wants a LIMIT before an OFFSET; this one is no limit on either database.
            text += f" LIMIT {self.limit if self.limit is not None else 9223372036854775807}"
            text += f" OFFSET {self.offset}"
        return text
