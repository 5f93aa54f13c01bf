"""Deleting what has been kept long enough: four switches, one purge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, update
from sqlalchemy.orm import Session

from triage import accounts, audit
from triage.library import Retention
from triage.tables import CaseRow, Counter, Feedback, Pile


@dataclass(frozen=True, slots=True)
class Purged:
    """How many of each were deleted or, for transcripts, blanked."""

    metrics: int
    transcripts: int
    feedback: int
    cases: int


def purge(session: Session, kept: Retention, now: datetime) -> Purged:
    """Delete what is older than the library keeps it, counted from when it came in."""

    def before(days: int) -> datetime:
        return now - timedelta(days=days)

    purged = Purged(
        metrics=_rows(
            session, delete(Counter).where(Counter.day <= before(kept.metrics_days).date())
        ),
        transcripts=_rows(
            session,
            update(CaseRow)
            .where(CaseRow.created_at <= before(kept.transcripts_days), CaseRow.transcript != "")
            .values(transcript=""),
        ),
        feedback=_rows(session, delete(Feedback).where(Feedback.at <= before(kept.feedback_days))),
        cases=_rows(session, delete(CaseRow).where(CaseRow.created_at <= before(kept.cases_days))),
    )
    session.execute(delete(Pile).where(Pile.at <= before(kept.cases_days)))
    accounts.tidy(session, now)
    audit.record(session, now, audit.SYSTEM, "purged", detail=f"{purged.cases} cases")
    return purged


def _rows(session: Session, statement: Any) -> int:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount
