"""Whether a counselor said which job and place a case is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; nobody could before."""
    op.add_column(
        "case", sa.Column("corrected", sa.Boolean(), nullable=False, server_default=sa.false())
    )
