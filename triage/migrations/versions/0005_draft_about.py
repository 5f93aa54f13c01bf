"""For which job and place a case's draft was written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; of older drafts it is not known."""
    op.add_column("case", sa.Column("draft_about", sa.Text(), nullable=False, server_default=""))
