"""The audit: who saw and changed what, in ids and verbs, never in anybody's words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from triage.tables import Audit

STUDENT = "student"
OPERATOR = "operator"
SYSTEM = "system"


def record(
    session: Session, at: datetime, actor: str, action: str, case: str = "", detail: str = ""
) -> None:
    """Add a line. ``detail`` names states, roles or counts only."""
    session.add(Audit(at=at, actor=actor, action=action, case_number=case, detail=detail[:200]))
