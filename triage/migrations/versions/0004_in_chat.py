"""Whether a counselor has the student's chat, and the bot stays quiet in it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column; the bot has every chat that there is."""
    no = sa.false()
    op.add_column("case", sa.Column("in_chat", sa.Boolean(), nullable=False, server_default=no))
