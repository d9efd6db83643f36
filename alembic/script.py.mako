"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}

The rules, each learnt from a failure:
- The file is called NNNN_what_it_does.py, and NNNN is the revision (`--rev-id NNNN`).
- Change tables through `with op.batch_alter_table(...)`: SQLite rebuilds them.
  A rebuild drops triggers: make them again here. Foreign keys are off meanwhile
  and checked afterwards; views are dropped before and made again after.
- It must run on SQLite and on PostgreSQL, with data in the tables, up, down and up again.
- Import nothing of spacetimeline: the models change, a migration does not.
- Name every constraint and index, as the naming convention in models/base.py would.
- Text that orders answers has COLLATE "C" on PostgreSQL; an instant is 24 characters on
  SQLite and timestamptz on PostgreSQL: see the types in 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go from the revision before to this one."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Go back, keeping what can be kept."""
    ${downgrades if downgrades else "pass"}
