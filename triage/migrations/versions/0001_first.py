"""The first tables, and an audit that cannot be rewritten."""

from __future__ import annotations

from alembic import op

from triage.tables import Base

revision = "0001"
down_revision = None

_FUNCTION = """
CREATE FUNCTION audit_stays() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the audit is append-only'; END;
$$ LANGUAGE plpgsql
"""
_POSTGRES = """
CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON audit
FOR EACH ROW EXECUTE FUNCTION audit_stays()
"""
_SQLITE = """
CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END
"""


def upgrade() -> None:
    """Create every table and the triggers that guard the audit."""
    connection = op.get_bind()
    Base.metadata.create_all(connection)
    postgres = connection.dialect.name == "postgresql"
    if postgres:
        op.execute(_FUNCTION)
    for verb in ("UPDATE", "DELETE"):
        op.execute((_POSTGRES if postgres else _SQLITE).format(verb=verb))
