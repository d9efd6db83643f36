"""Heavy libraries that not everybody needs: imported on use, and named where they are missing."""

from __future__ import annotations

from importlib import import_module

from spacetimeline.errors import MissingExtra

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def needed(module: str, extra: str, what: str) -> Any:
    """The module `module`.

    Args:
        module: to import.
        extra: the extra of this package that brings it.
        what: what the user asked for.

    Raises:
        MissingExtra: it is not installed; the text says what to type.
    """
    try:
        return import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        missing = error.name is None or error.name.partition(".")[0] == library
        why = "is not installed" if missing else f"cannot be imported ({error})"
        msg = f'{what} needs {library}, which {why}. Type: pip install "spacetimeline[{extra}]"'
        raise MissingExtra(msg, extra=extra) from error
