"""Answers that do not slow down as the database grows: what `search` finds by, and indexes.

Revision ID: 0003
Revises: 0002

The new tables are filled by the load that follows every upgrade; what each column means stands
as its comment in `spacetimeline/models/`.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = sa.String()
ORDERED = TEXT.with_variant(sa.String(collation="C"), "postgresql")
INSTANT = sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql")

# Of each index that changes: its name and columns before and after. The columns of time that
# were missing gave a temporary b-tree; the key of a flight finds the first of several by itself.
INDEXES = {
    "flight": [
        ("ix_flight_craft_id", ["craft_id"], "ix_flight_craft", ["craft_id", "key"]),
        ("ix_flight_launch_id", ["launch_id"], "ix_flight_launch", ["launch_id", "key"]),
    ],
    "docking": [
        (name, columns, name, [*columns, "docked_end", "key"])
        for name, columns in (
            ("ix_docking_craft", ["craft_id", "docked_start"]),
            ("ix_docking_target", ["target_id", "docked_start"]),
        )
    ],
    "stay": [
        (
            "ix_stay_person",
            ["person_id", "start_start"],
            "ix_stay_person",
            ["person_id", "start_start", "start_end", "key"],
        ),
    ],
}

# Indexes that are new.
BY_TIME = {
    "claim": ["date_start", "date_end", "key"],
    "source": ["date_start", "date_end", "key"],
    "programme": ["start_start", "start_end", "key"],
}


def upgrade() -> None:
    """Three tables that are derived, and indexes."""
    op.create_table(
        "name_word",
        sa.Column("word", ORDERED, nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("word", "record_id", name="pk_name_word"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "word_trigram",
        sa.Column("trigram", ORDERED, nullable=False),
        sa.Column("word", ORDERED, nullable=False),
        sa.PrimaryKeyConstraint("trigram", "word", name="pk_word_trigram"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "longest",
        sa.Column("what", TEXT, nullable=False),
        sa.Column("lead", sa.Double(), nullable=False),
        sa.Column("lag", sa.Double(), nullable=False),
        sa.Column("lasting", sa.Double(), nullable=False),
        sa.Column("open_since", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("what", name="pk_longest"),
        sqlite_with_rowid=False,
    )
    for table, changes in INDEXES.items():
        for old, _, new, columns in changes:
            op.drop_index(old, table)
            op.create_index(new, table, columns)
    for table, columns in BY_TIME.items():
        op.create_index(f"ix_{table}_time", table, columns)


def downgrade() -> None:
    """As it was: all that goes is derived."""
    for table in BY_TIME:
        op.drop_index(f"ix_{table}_time", table)
    for table, changes in INDEXES.items():
        for old, columns, new, _ in changes:
            op.drop_index(new, table)
            op.create_index(old, table, columns)
    for table in ("longest", "word_trigram", "name_word"):
        op.drop_table(table)
