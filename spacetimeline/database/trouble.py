"""What went wrong with a database, said so that it can be mended.

One place turns the errors of sqlite3, psycopg and SQLAlchemy into
`DatabaseError`. It looks at codes and class names only and imports none of the
three: flat answers need it too.
"""

from __future__ import annotations

from spacetimeline.errors import DatabaseError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

# SQLite's primary result codes; an extended code carries one in its low byte.
_SQLITE = {
    3: "{where} may not be opened: permission denied. Check the rights of the file.",
    5: "{where} is locked: another process is writing to it. Try again when it has finished.",
    6: "{where} is locked: another process is writing to it. Try again when it has finished.",
    8: (
        "{where} can only be read. Check the rights of the file and of its folder, open it "
        "without read_only=True, or work on a copy. (A db.session() never writes: load a pack.)"
    ),
    9: "The work on {where} was interrupted; nothing was changed.",
    10: "{where} cannot be read or written ({error}). Check the disk; nothing was changed.",
    11: (
        "{where} is damaged ({error}). It was left as it is: restore a backup, or make a new "
        "database with st.connect() and load your packs again."
    ),
    13: "The disk is full, so {where} was left as it was. Free some space and try again.",
    14: "{where} cannot be opened. Check that its folder exists and may be read and written.",
    26: (
        "{where} is not a SQLite database. It was left as it is: give another path "
        "to have a new one made there."
    ),
}

# SQLSTATE of PostgreSQL: whole codes, then classes.
_POSTGRESQL = {
    "25006": (
        "{where} can only be read: it was opened with read_only=True, or is a standby server. "
        "(A db.session() never writes: load a pack.)"
    ),
    "3D000": "{where}: there is no such database. Make it first: createdb NAME.",
    "3F000": "{where} has no schema to work in. Make one, or put its name into the search_path.",
    "42501": (
        "{where}: the role may not do this ({error}). To ask, a role needs USAGE on the schema "
        "and SELECT on its tables; to load, it must own them."
    ),
    "53100": "The disk of the server is full, so {where} was left as it was.",
    "53300": "{where} takes no more connections. Try again, or raise max_connections.",
    "54": "{where}: something is too long to be kept on a server ({error}). Nothing was changed.",
    "55P03": "{where} is locked: another load is running. Try again when it has finished.",
    "57014": "{where}: the statement was stopped ({error}). Ask for less, or raise the timeout.",
    "08": "The connection to {where} was lost ({error}). Ask again: a new one will be made.",
    "28": "{where} did not let us in ({error}). Check user and password in the URL.",
    "57": "The connection to {where} was lost ({error}). Ask again: a new one will be made.",
}

# What a server says when it refuses a connection, in English; other tongues get the general text.
_REFUSALS = {
    "password authentication failed": "28",
    "no password supplied": "28",
    "no pg_hba.conf entry": "28",
    '" is not permitted to log in': "28",
    'role "': "28",
    'database "': "3D000",
    "too many clients": "53300",
    "remaining connection slots": "53300",
}

_LOST = "The connection to {where} was lost ({error}). Ask again: a new one will be made."
_UNREACHED = "{where} cannot be reached ({error}). Check the URL, and that the server runs."
CLOSED = "{where} is closed. Open it again with st.connect(...)."


def explain(error: BaseException, where: str) -> DatabaseError | None:
    """The `DatabaseError` that tells what happened; None for what is no trouble of a database.

    A violated constraint or an error in our own SQL is a mistake of ours, and
    stays what it is.

    Args:
        error: of sqlite3, psycopg or SQLAlchemy.
        where: what the database is called in a sentence: its path, or its URL without password.
    """
    cause = getattr(error, "orig", None) or error
    text = _text_for(error, cause)
    if text is None:
        return None
    said = " ".join(str(cause).split()) or type(cause).__name__
    return DatabaseError(text.format(where=where, error=said))


def _text_for(error: BaseException, cause: BaseException) -> str | None:
    home = type(cause).__module__.partition(".")[0]
    name = type(cause).__name__
    if home == "sqlite3":
        code = getattr(cause, "sqlite_errorcode", None)
        if code is not None:
            return _SQLITE.get(code & 0xFF)
        return CLOSED if "closed database" in str(cause) else None
    if home == "psycopg":
        state = getattr(cause, "sqlstate", None)
        if state:
            return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
        if str(cause).startswith(("connection failed", "connection is bad")):
            # The server's own refusals come without their code.
            said = str(cause)
            known = (code for words, code in _REFUSALS.items() if words in said)
            return _POSTGRESQL.get(next(known, ""), _UNREACHED)
        # Without a code the server no longer answers.
        return _LOST if name in ("OperationalError", "InterfaceError") else None
    if home == "sqlalchemy" and name == "TimeoutError":
        return "{where} is busy: no connection became free in time. Ask with fewer threads."
    if home == "sqlalchemy" and getattr(error, "connection_invalidated", False):
        return _LOST
    return None


class translated:  # noqa: N801 - reads as a word in `with translated(...)`
    """Errors that leave the block come out as `DatabaseError`, where they are a database's.

    >>> import sqlite3
    >>> with translated("my.db"):
    ...     raise sqlite3.ProgrammingError("Cannot operate on a closed database.")
    Traceback (most recent call last):
    ...
    spacetimeline.errors.DatabaseError: my.db is closed. Open it again with st.connect(...).
    """

    __slots__ = ("where",)

    def __init__(self, where: str) -> None:
        self.where = where

    def __enter__(self) -> None:
        """Begin to watch."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Raise the explanation instead, if there is one."""
        if isinstance(error, Exception) and not isinstance(error, DatabaseError):
            explained = explain(error, self.where)
            if explained is not None:
                raise explained from error
