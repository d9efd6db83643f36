"""A database for questions: the shipped packs, in a file of the test run's own."""

from __future__ import annotations

import pytest

from spacetimeline.library import Database, default


@pytest.fixture(scope="session")
def db() -> Database:
    """The embedded database, as `st.launches(…)` asks it."""
    return default()
