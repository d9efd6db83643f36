"""A database with answers that are hard to take elsewhere; see `support/kestrels.py`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from kestrels import pack
from servers import Server

import spacetimeline as st
from spacetimeline.library import Database


@pytest.fixture(scope="session")
def world(
    dialect: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Database]:
    """The shipped packs and that one, in a database of its own; not to be changed."""
    folder = tmp_path_factory.mktemp("kestrels")
    (folder / "kestrels.yaml").write_text(pack(), "utf-8")
    here: Server | None = None
    if dialect == "sqlite":
        url: str | Path = folder / "kestrels.db"
        shutil.copy(request.getfixturevalue("packs_file"), url)
    else:
        here = request.getfixturevalue("postgresql")
        name = here.new(request.getfixturevalue("packs_template"))
        url = here.url(name)
    with st.connect(url) as db:
        db.load(folder / "kestrels.yaml")
        yield db
    if here is not None:
        here.drop(name)
