"""Catalogues: what somebody else's catalogue says, row by row, so that it can be told again.

Revision ID: 0002
Revises: 0001

What each column means stands as its comment in `spacetimeline/models/`.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.String()
ORDERED = TEXT.with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Two tables: the files of a catalogue, and their rows."""
    op.create_table(
        "catalogue_file",
        sa.Column(
            "pack_id",
            sa.Integer(),
            sa.ForeignKey("pack.id", ondelete="CASCADE", name="fk_catalogue_file_pack_id"),
            nullable=False,
        ),
        sa.Column("section", ORDERED, nullable=False),
        sa.Column("edition", TEXT, nullable=True),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("pack_id", "section", name="pk_catalogue_file"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "catalogue_row",
        sa.Column(
            "pack_id",
            sa.Integer(),
            sa.ForeignKey("pack.id", ondelete="CASCADE", name="fk_catalogue_row_pack_id"),
            nullable=False,
        ),
        sa.Column("section", ORDERED, nullable=False),
        sa.Column("key", ORDERED, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("pack_id", "section", "key", name="pk_catalogue_row"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them; what the catalogues brought stays where it is."""
    op.drop_table("catalogue_row")
    op.drop_table("catalogue_file")
