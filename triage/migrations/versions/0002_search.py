"""One column to search the queue in, and indexes for the lists of its filters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_FILL = """
UPDATE "case" SET search = lower(question || ' ' || occupation_title || ' ' || topic || ' ' || tags)
"""


def upgrade() -> None:
    """Add the column, fill it, and index topic and channel."""
    op.add_column("case", sa.Column("search", sa.Text(), nullable=False, server_default=""))
    op.execute(_FILL)
    op.create_index("ix_case_topic", "case", ["topic"])
    op.create_index("ix_case_channel", "case", ["channel"])
