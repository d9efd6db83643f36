"""Both databases, and what strangers type."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import spacetimeline as st
from spacetimeline.library import Database, default


@pytest.fixture(scope="session")
def db(packs_url: str) -> Iterator[Database]:
    """A database with the found packs; not to be changed."""
    with st.connect(packs_url) as opened:
        yield opened


@pytest.fixture(scope="session")
def embedded() -> Database:
    """The embedded database, where one is enough."""
    return default()
