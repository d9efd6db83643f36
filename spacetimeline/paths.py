"""Where the packs and the migrations lie: in a checkout beside us, in a wheel inside us.

Asked at every start, so it loads `os.path` and nothing else.
"""

from __future__ import annotations

import os

_HERE = os.path.dirname(os.path.abspath(__file__))


def _folder(name: str) -> str:
    """The folder of a checkout, else the copy that the wheel carries."""
    root = os.path.dirname(_HERE)
    beside = os.path.join(root, name)
    # In site-packages a folder `alembic` lies beside us too: the library. Only
    # a checkout has a pyproject.toml there.
    if os.path.isfile(os.path.join(root, "pyproject.toml")) and os.path.isdir(beside):
        return beside
    return os.path.join(_HERE, f"_{name}")


def fixtures() -> str:
    """The folder of the bundled packs."""
    return _folder("fixtures")


def migrations() -> str:
    """The folder of the Alembic scripts."""
    return _folder("alembic")
