"""What a user names as a database, read: a path, a URL, ``":memory:"`` or nothing.

No SQLAlchemy here: a flat answer from a file never needs it.
"""

from __future__ import annotations

import os

from spacetimeline.errors import DatabaseError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

MEMORY = ":memory:"
_POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")
_SQLITE = ("sqlite", "sqlite+pysqlite")
_EXAMPLES = (
    'a path ("my.db"), ":memory:", "sqlite:///my.db" or '
    '"postgresql+psycopg://user:password@host/name"'
)


class Target:
    """Where a database is.

    Attributes:
        dialect: ``sqlite`` or ``postgresql``.
        path: absolute path of a SQLite file; None in memory, on a server, and for the
            embedded database, which is only located when it is asked.
        url: the SQLAlchemy URL of a server, with its password; None for SQLite.
        embedded: whether it is the embedded database.
    """

    __slots__ = ("dialect", "embedded", "path", "url")

    def __init__(
        self,
        dialect: Literal["sqlite", "postgresql"],
        *,
        path: str | None = None,
        url: str | None = None,
        embedded: bool = False,
    ) -> None:
        self.dialect = dialect
        self.path = path
        self.url = url
        self.embedded = embedded

    @property
    def in_memory(self) -> bool:
        """Whether it is gone with the process."""
        return self.dialect == "sqlite" and self.path is None and not self.embedded

    @property
    def to_type(self) -> str:
        """What to type after ``--url`` to mean it; a password is left out."""
        if self.embedded:
            return "embedded"
        return without_password(self.url) if self.url is not None else self.path or MEMORY

    def __str__(self) -> str:
        if self.embedded:
            return "the embedded database"
        return "the database in memory" if self.in_memory else self.to_type

    def __repr__(self) -> str:
        return f"<Target {self}>"


def without_password(url: str) -> str:
    """A URL as it may be shown: the password as ``***``."""
    scheme, mark, rest = url.partition("://")
    # Among the options a password may stand too: ?password=…, &sslpassword=….
    first, *others = rest.split("password=")
    for other in others:
        _, more, following = other.partition("&")
        first += f"password=***{more}{following}"
    user, at, host = first.rpartition("@")
    name, colon, _ = user.partition(":")
    return f"{scheme}{mark}{name}{colon and ':***'}{at}{host}"


def target_of(given: str | os.PathLike[str] | None) -> Target:
    """Read what a user names as a database.

    Args:
        given: a path, a URL, ``":memory:"``, or None for the default database:
            ``SPACETIMELINE_URL`` if set, else the embedded one.

    Raises:
        DatabaseError: it is no path or URL that can be a database of ours.

    >>> target_of("postgresql://ada:secret@example.org/space")
    <Target postgresql+psycopg://ada:***@example.org/space>
    """
    if given is None:
        given = os.environ.get("SPACETIMELINE_URL", "").strip() or None
        if given is None:
            return Target("sqlite", embedded=True)
    try:
        text = os.fsdecode(given)
    except TypeError:
        msg = f"{given!r} is no database: give {_EXAMPLES}."
        raise DatabaseError(msg) from None
    if isinstance(given, str) and "://" in text:
        return _of_url(text)
    if text == MEMORY:
        return Target("sqlite")
    return Target("sqlite", path=_absolute(text))


def _of_url(url: str) -> Target:
    scheme, _, rest = url.partition("://")
    scheme = scheme.lower()
    if scheme in _POSTGRESQL:
        # SQLAlchemy's own meaning of a bare postgresql:// has changed between its versions.
        return Target("postgresql", url=f"postgresql+psycopg://{rest}")
    if scheme in _SQLITE:
        if rest in ("", "/", "/" + MEMORY):
            return Target("sqlite")
        if not rest.startswith("/"):
            msg = (
                f"{url!r} is no SQLite URL: it takes three slashes before a relative path "
                f'("sqlite:///{rest}") and four before an absolute one. Or give the path alone.'
            )
            raise DatabaseError(msg)
        if "?" in rest:
            msg = (
                f"{url!r} has options, which are not read. Give the path alone, and "
                "read_only=True if it shall only be read."
            )
            raise DatabaseError(msg)
        return Target("sqlite", path=_absolute(rest[1:]))
    shown = without_password(url)
    if scheme.startswith("postgresql+"):
        msg = (
            f"{shown!r}: PostgreSQL is reached through psycopg 3. Write "
            f"{without_password('postgresql+psycopg://' + rest)!r}."
        )
    else:
        msg = f"{shown!r} is no database that can be read: give {_EXAMPLES}."
    raise DatabaseError(msg)


def _absolute(path: str) -> str:
    if not path.strip() or "\0" in path:
        msg = f"{path!r} is no path of a database: give {_EXAMPLES}."
        raise DatabaseError(msg)
    if path.startswith("file:"):
        msg = f"{path!r}: give the path alone, without file:."
        raise DatabaseError(msg)
    # Absolute at once: the working folder may change before the first question.
    return os.path.abspath(os.path.expanduser(path))


def check_file(path: str, *, read_only: bool = False) -> bool:
    """Whether the file of a database is there already; it may also be made.

    Raises:
        DatabaseError: nothing can be there: it is a folder, its folder is missing, or
            it shall only be read and does not exist.
    """
    if os.path.isdir(path):
        inside = os.path.join(path, "spacetimeline.db")
        msg = f"{path} is a folder. Give the path of a file in it, such as {inside}."
        raise DatabaseError(msg)
    if os.path.exists(path):
        return True
    if read_only:
        msg = f"There is no database at {path}. Without read_only=True it would be made."
        raise DatabaseError(msg)
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        msg = f"The folder {folder} does not exist, so {os.path.basename(path)} cannot be made."
        raise DatabaseError(msg + " Make the folder first.")
    return False


def file_uri(path: str, *, mode: str, immutable: bool = False) -> str:
    """A path as a URI that SQLite reads: spaces, ``#``, ``%``, ``?`` and any letter are safe.

    ``pathlib`` could do it, but costs more to import than a question to answer.
    """
    encoded = os.fsencode(path.replace(os.sep, "/"))
    quoted = "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in encoded)
    if not quoted.startswith("/"):
        quoted = "/" + quoted  # a drive letter of Windows
    return f"file://{quoted}?mode={mode}{'&immutable=1' if immutable else ''}"


_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-._~:")
