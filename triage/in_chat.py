"""A student's chat while a counselor has it: the bot stays quiet, the safety screen does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Session

from triage import audit
from triage.cases import ENDS, Move, State, flagged, moved
from triage.questions import LONGEST_TRANSCRIPT
from triage.records import case_of, cases_of, notify, put_back
from triage.redact import redacted
from triage.tables import CaseRow, Counselor
from triage.vault import Vault

_HELD = (
    select(CaseRow.number, Counselor.name)
    .join(CaseRow.assignee)
    .where(CaseRow.conversation == bindparam("conversation"), CaseRow.in_chat)
    .order_by(CaseRow.id.desc())
    .limit(1)
)
"""Asked at every turn, so it is put together once."""


@dataclass(frozen=True, slots=True)
class InChat:
    """Who has a student's chat: the case, and the counselor's name."""

    number: str
    by: str


def held_by(connection: Connection, vault: Vault, conversation: str) -> InChat | None:
    """The counselor who has the student's chat, None while the bot has it."""
    found = connection.execute(_HELD, {"conversation": vault.fingerprint(conversation)}).first()
    return InChat(*found) if found else None


def call_back(session: Session, vault: Vault, conversation: str, at: datetime) -> None:
    """Give the chat back to the bot, as the student wishes; their cases go on."""
    for row in _in_chat(session, vault, conversation):
        put_back(row, moved(case_of(row), Move.LEAVE), at)
        audit.record(session, at, audit.STUDENT, "called the bot back", row.number)


def send_along(
    session: Session, vault: Vault, conversation: str, number: str, words: str, at: datetime
) -> bool:
    """Keep the earlier turns that the student sends along with a case; whether there is such one.

    Personal data is taken out. Sent again, they take the place of those sent before.
    """
    for row in cases_of(session, vault, conversation):
        if row.number == number and State(row.state) not in ENDS:
            row.transcript, row.changed_at = redacted(words)[-LONGEST_TRANSCRIPT:], at
            audit.record(session, at, audit.STUDENT, "sent the chat along", row.number)
            return True
    return False


def warn(session: Session, vault: Vault, conversation: str, at: datetime) -> None:
    """Raise the safety flag for the counselor who has the chat; what was written is not kept."""
    for row in _in_chat(session, vault, conversation):
        put_back(row, flagged(case_of(row), True, ""), at)
        row.safety_level, row.resources_shown_at, row.acknowledged_by = "crisis", at, None
        row.safety_why = "A further message sounded like danger; its words were not kept."
        session.flush()
        notify(session, row, "urgent", at)
        audit.record(session, at, audit.SYSTEM, "flag raised", row.number)


def _in_chat(session: Session, vault: Vault, conversation: str) -> list[CaseRow]:
    return [row for row in cases_of(session, vault, conversation) if row.in_chat]
