"""Alembic's way in: which database to work on, and how it is compared with the models.

The library runs migrations through `spacetimeline.database.migrations`, which
hands its own connection in. On the command line:

    alembic revision --autogenerate -m "what changes"    compares with a fresh schema in memory
    alembic check                                        the same, only telling
    alembic -x url=my.db upgrade head                    or any other command on a database
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, MetaData  # noqa: TC002 - a script, not worth a TYPE_CHECKING block

from spacetimeline.database.migrations import COMPARING


def migrate(connection: Connection, models: MetaData | None = None) -> None:
    """Run what was asked for on this connection; the models are only for comparing."""
    context.configure(connection=connection, target_metadata=models, **COMPARING)
    with context.begin_transaction():
        context.run_migrations()


def make_schema(connection: Connection) -> None:
    """Bring an empty database to head; Alembic itself is busy with the command."""
    migrations = MigrationContext.configure(connection)
    with Operations.context(migrations):
        for revision in reversed(list(context.script.walk_revisions())):
            revision.module.upgrade()
    migrations.stamp(context.script, "head")


@contextmanager
def connected() -> Iterator[Connection]:
    """A connection for a command that was typed."""
    from spacetimeline.database.engine import make_engine, writing
    from spacetimeline.database.target import Target, target_of

    url = context.get_x_argument(as_dictionary=True).get("url")
    comparing = getattr(context.config.cmd_opts, "cmd", [None])[0]
    if isinstance(url, str):
        engine = make_engine(target_of(url))
    elif getattr(comparing, "__name__", "") in ("revision", "check"):
        engine = make_engine(Target("sqlite"))
        with writing(engine) as connection:
            make_schema(connection)
    else:
        raise SystemExit("Say which database: alembic -x url=my.db …")
    with writing(engine) as connection:
        yield connection
    engine.dispose()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    # Migrations do not know the models, and importing them takes longer than a schema.
    from spacetimeline.models import Base

    with connected() as connection:
        migrate(connection, Base.metadata)
