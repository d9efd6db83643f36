"""Which schema a database has, told without Alembic, which takes longer to import than to ask.

Migrations are numbered, ``0001_what_it_does.py``, one after the other; the
number is the revision.
"""

from __future__ import annotations

import os

from spacetimeline import paths
from spacetimeline.errors import DatabaseError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from spacetimeline.database.reader import Reader, Snapshot

    State = Literal["empty", "current", "older", "newer", "foreign"]

# Tables that every revision of ours has; together with Alembic's own they tell our schema.
_OURS = frozenset({"record", "pack", "name_form"})

_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    # What an extension brings along does not make a database somebody's.
    "postgresql": (
        "SELECT c.relname FROM pg_class AS c "
        "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') "
        "AND NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.objid = c.oid AND d.deptype = 'e')"
    ),
}


def known() -> list[str]:
    """The revisions that this version of the library knows, oldest first."""
    folder = os.path.join(paths.migrations(), "versions")
    return sorted(
        name.partition("_")[0]
        for name in os.listdir(folder)
        if name.endswith(".py") and name[0].isdigit()
    )


def head() -> str:
    """The newest revision: what the models of this version fit."""
    return known()[-1]


def revision(reader: Reader | Snapshot) -> str | None:
    """The revision of a database; None where there is none."""
    tables = _tables(reader)
    return _revision(reader) if "alembic_version" in tables else None


def state(reader: Reader) -> State:
    """How a database stands to this version of the library.

    ``empty``: no table yet. ``current``: ours, at head. ``older``, ``newer``: ours, made by
    another version. ``foreign``: somebody else's.
    """
    tables = _tables(reader)
    if not tables:
        return "empty"
    if "alembic_version" not in tables or not tables >= _OURS:
        # A schema taken down to its base leaves Alembic's own table, empty.
        return "empty" if tables == {"alembic_version"} and not _revision(reader) else "foreign"
    found = _revision(reader)
    revisions = known()
    if found == revisions[-1]:
        return "current"
    return "older" if found in revisions else "newer"


def require_head(reader: Reader, *, where: str, to_type: str) -> None:
    """Make sure that questions fit the schema.

    Args:
        reader: of the database.
        where: what the database is called in a sentence.
        to_type: its path or URL, as typed after ``--url``.

    Raises:
        DatabaseError: its schema is another one; the text says what to do.
    """
    problem = {
        "empty": (
            "{where} is empty. Open it once without read_only=True and it is made ready: "
            'st.connect("{to_type}").'
        ),
        "older": (
            "{where} was made by an older spacetimeline. Bring it up to date with: "
            'spacetimeline db upgrade --url "{to_type}"'
        ),
        "newer": (
            "{where} was made by a newer spacetimeline. Type: pip install --upgrade spacetimeline"
        ),
        "foreign": (
            "{where} holds tables that are not ours. It was left as it is: "
            "give another path, or an empty schema."
        ),
    }.get(state(reader))
    if problem is not None:
        raise DatabaseError(problem.format(where=where, to_type=to_type))


def _tables(reader: Reader | Snapshot) -> set[str]:
    dialect = getattr(reader, "dialect", "sqlite")
    return {row[0] for row in reader.rows(_TABLES[dialect])}


def _revision(reader: Reader | Snapshot) -> str | None:
    rows = reader.rows("SELECT version_num FROM alembic_version")
    return rows[0][0] if rows else None
