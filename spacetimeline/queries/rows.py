"""Frozen rows: what a question answers with when that is not a record."""

from __future__ import annotations

from spacetimeline.errors import SpacetimelineError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Row:
    """A frozen row with named attributes; equal when all of them are."""

    __slots__: tuple[str, ...] = ()

    def __init__(self, **values: Any) -> None:
        for name in type(self).__slots__:
            object.__setattr__(self, name, values.pop(name))
        if values:
            msg = f"{type(self).__name__} has no {', '.join(values)}"
            raise TypeError(msg)

    def __setattr__(self, name: str, value: object) -> None:
        msg = f"{type(self).__name__} {name!r} cannot be assigned: answers are frozen."
        raise FrozenRow(msg)

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in type(self).__slots__)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self).__name__, *map(_hashable, self._values())))

    def __reduce__(self) -> tuple[Any, ...]:
        return _remade, (type(self), dict(zip(type(self).__slots__, self._values(), strict=True)))

    def __repr__(self) -> str:
        shown = ", ".join(
            f"{name}={_short(value)}"
            for name, value in zip(type(self).__slots__, self._values(), strict=True)
        )
        return f"<{type(self).__name__} {shown}>"


def _remade(kind: type[Row], values: dict[str, Any]) -> Row:
    return kind(**values)


def _hashable(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_hashable, value))
    if isinstance(value, dict):
        return tuple(sorted((key, _hashable(one)) for key, one in value.items()))
    return value


def _short(value: Any) -> str:
    name = getattr(value, "__dict__", {}).get("name")
    if name is not None:
        return str(name)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_short, value))}]"
    return str(value)


class FrozenRow(SpacetimelineError, AttributeError):
    """Somebody assigned to a row."""
