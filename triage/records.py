"""What the door writes and reads, one function a matter, inside the caller's transaction."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from triage import audit
from triage.cases import ENDS, Case, Move, Priority, State, allowed, moved
from triage.errors import UnknownCase
from triage.library import Library
from triage.numbers import number_of, tidy
from triage.questions import LONGEST, Question, row_of
from triage.tables import CaseRow, Counter, Feedback, Message, Note, Outgoing
from triage.vault import Vault


@dataclass(frozen=True, slots=True)
class Reply:
    """A counselor's reply as the student gets it; ``id`` only grows."""

    id: int
    number: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Status:
    """How far a student's case is."""

    number: str
    state: str
    asked_at: datetime
    replies: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything stored about one conversation."""

    cases: tuple[dict[str, Any], ...]
    feedback: tuple[dict[str, Any], ...]


def case_of(row: CaseRow) -> Case:
    """The part of ``row`` that the rules look at."""
    state, priority = State(row.state), Priority(row.priority)
    return Case(row.number, state, priority, row.safety, row.assignee_id, bool(row.in_chat))


def put_back(row: CaseRow, case: Case, at: datetime) -> None:
    """Write what the rules decided into ``row``."""
    row.state, row.priority, row.rank = case.state.value, case.priority.value, case.priority.rank
    row.safety, row.assignee_id, row.changed_at = case.safety, case.assignee, at
    row.in_chat = case.in_chat


def take(
    session: Session, vault: Vault, library: Library, question: Question, at: datetime
) -> CaseRow | None:
    """Store a question once; None if its key is stored already."""
    if number_for(session, vault, question.key):
        return None
    row = row_of(question, at, library, vault)
    while session.scalar(select(CaseRow.id).where(CaseRow.number == row.number)):
        row.number = number_of(row.number + question.key)
    session.add(row)
    session.flush()
    if row.safety or question.reason != "import":  # who brings a pile in knows of it
        notify(session, row, "urgent" if row.safety else "new", at)
    audit.record(session, at, audit.STUDENT, "asked", row.number, f"{row.channel} {row.reason}")
    return row


def number_for(session: Session, vault: Vault, key: str) -> str | None:
    """The number of the case that ``key`` made or added to, None if there is none."""
    made = select(CaseRow.number).where(CaseRow.key == vault.fingerprint(key))
    added = select(CaseRow.number).join(Message, Message.case_id == CaseRow.id)
    mark = vault.fingerprint(f"student {key}")
    return session.scalar(made) or session.scalar(added.where(Message.key == mark))


def notify(
    session: Session, row: CaseRow, event: str, at: datetime, message: int | None = None
) -> None:
    """Ask the worker to tell the staff, and a help desk that stands in for ours (outbox.py)."""
    key = f"notice:{row.id}:{event}:{row.version}"
    session.add(
        Outgoing(
            key=key,
            kind="notice",
            route="staff",
            case_id=row.id,
            message_id=message,
            event=event,
            next_try_at=at,
        )
    )


def add(
    session: Session, vault: Vault, library: Library, question: Question, at: datetime
) -> CaseRow | None:
    """Add a message once to the case that can take it; a new case if there is none.

    That of the counselor who has the chat, else the newest.
    """
    mark = vault.fingerprint(f"student {question.key}")
    if session.scalar(select(Message.id).where(Message.key == mark)):
        return None
    mine = cases_of(session, vault, question.conversation)
    for row in sorted(mine, key=lambda row: not row.in_chat):
        if Move.STUDENT_WROTE not in allowed(case_of(row)):
            continue
        message = Message(case_id=row.id, key=mark, text=question.text[:LONGEST], at=at)
        session.add(message)
        put_back(row, moved(case_of(row), Move.STUDENT_WROTE), at)
        session.flush()
        notify(session, row, "student_wrote", at, message.id)
        return row
    return take(session, vault, library, question, at)


def replies(
    session: Session, vault: Vault, conversation: str, after: int
) -> tuple[tuple[Reply, ...], list[int]]:
    """Replies above ``after``, and the ids of those up to it not yet marked as received."""
    rows = {row.id: row for row in cases_of(session, vault, conversation)}
    mine = Message.case_id.in_(rows), Message.author_id.is_not(None)
    new = or_(Message.id > after, Message.delivered_at.is_(None))
    found = list(session.scalars(select(Message).where(*mine, new).order_by(Message.id)))
    later = tuple(
        Reply(m.id, rows[m.case_id].number, m.text, m.author.name if m.author else "", m.at)
        for m in found
        if m.id > after
    )
    return later, [m.id for m in found if m.id <= after]


def received(session: Session, messages: list[int], at: datetime) -> None:
    """Mark replies as received."""
    session.execute(update(Message).where(Message.id.in_(messages)).values(delivered_at=at))


def statuses(session: Session, vault: Vault, conversation: str) -> tuple[Status, ...]:
    """How far the cases of a conversation are."""
    return tuple(
        Status(row.number, row.state, row.created_at, sum(1 for m in row.messages if m.author_id))
        for row in cases_of(session, vault, conversation)
    )


def withdraw(session: Session, vault: Vault, conversation: str, number: str, at: datetime) -> None:
    """Take back a case, or all of a conversation; the words go at once."""
    for row in cases_of(session, vault, conversation):
        if number in ("", row.number) and State(row.state) not in ENDS:
            put_back(row, moved(case_of(row), Move.WITHDRAW), at)
            erase_words(session, row)
            audit.record(session, at, audit.STUDENT, "withdrew", row.number)


def erase_words(session: Session, row: CaseRow) -> None:
    """Blank everything a person wrote in a case, and how to reach them."""
    row.question = row.bot_answer = row.transcript = row.draft = row.contact = row.reach = ""
    session.execute(delete(Note).where(Note.case_id == row.id))
    session.execute(delete(Outgoing).where(Outgoing.case_id == row.id))
    session.execute(delete(Message).where(Message.case_id == row.id))


def forget(session: Session, vault: Vault, conversation: str, at: datetime) -> None:
    """Delete a conversation's cases and feedback; the audit keeps that it happened."""
    _forget(session, vault.fingerprint(conversation), audit.STUDENT, at)


def _forget(session: Session, fingerprint: str, actor: str, at: datetime) -> tuple[str, ...]:
    rows = _cases_by(session, fingerprint)
    for row in rows:
        audit.record(session, at, actor, "forgot", row.number)
        session.delete(row)
    session.execute(delete(Feedback).where(Feedback.conversation == fingerprint))
    return tuple(row.number for row in rows)


def kept(session: Session, vault: Vault, conversation: str) -> Kept:
    """Everything about a conversation, readable."""
    return _kept(session, vault, vault.fingerprint(conversation))


def kept_with(session: Session, vault: Vault, number: str, at: datetime) -> Kept:
    """Everything about the student whose case ``number`` is: for the operator.

    Raises:
        UnknownCase: there is no such case.
    """
    row = _numbered(session, number)
    audit.record(session, at, audit.OPERATOR, "exported", row.number)
    return _kept(session, vault, row.conversation)


def forget_with(session: Session, number: str, at: datetime) -> tuple[str, ...]:
    """Delete everything about the student whose case ``number`` is; the numbers deleted.

    Raises:
        UnknownCase: there is no such case.
    """
    return _forget(session, _numbered(session, number).conversation, audit.OPERATOR, at)


def _numbered(session: Session, number: str) -> CaseRow:
    row = session.scalar(select(CaseRow).where(CaseRow.number == tidy(number)))
    if row is None:
        raise UnknownCase(number)
    return row


def _kept(session: Session, vault: Vault, fingerprint: str) -> Kept:
    ratings = session.scalars(select(Feedback).where(Feedback.conversation == fingerprint))
    return Kept(
        cases=tuple(_readable(row, vault) for row in _cases_by(session, fingerprint)),
        feedback=tuple(
            {"at": f.at.isoformat(), "topic": f.topic, "good": f.good, "remark": f.remark}
            for f in ratings
        ),
    )


def count(session: Session, day: date, hour: int, kind: str, topic: str, times: int) -> None:
    """Add to a counter of the hour."""
    mine = (
        Counter.day == day,
        Counter.hour == hour,
        Counter.kind == kind[:30],
        Counter.topic == topic[:60],
    )
    raised = session.execute(
        update(Counter).where(*mine).values(times=Counter.times + times).returning(Counter.id)
    )
    if raised.first() is None:
        session.add(Counter(day=day, hour=hour, kind=kind[:30], topic=topic[:60], times=times))


def rate(
    session: Session,
    vault: Vault,
    conversation: str,
    topic: str,
    good: bool,
    remark: str,
    at: datetime,
) -> None:
    """Store a rating under the fingerprint of its conversation."""
    session.add(
        Feedback(
            at=at,
            conversation=vault.fingerprint(conversation),
            topic=topic[:60],
            good=good,
            remark=remark[:1000],
        )
    )


def cases_of(session: Session, vault: Vault, conversation: str) -> list[CaseRow]:
    """A conversation's cases, newest first."""
    return _cases_by(session, vault.fingerprint(conversation))


def _cases_by(session: Session, fingerprint: str) -> list[CaseRow]:
    mine = CaseRow.conversation == fingerprint
    return list(session.scalars(select(CaseRow).where(mine).order_by(CaseRow.id.desc())))


def _readable(row: CaseRow, vault: Vault) -> dict[str, Any]:
    said = [
        {"from": m.author.name if m.author else "you", "at": m.at.isoformat(), "text": m.text}
        for m in row.messages
    ]
    return {
        "number": row.number,
        "state": row.state,
        "asked_at": row.created_at.isoformat(),
        "channel": row.channel,
        "reason": row.reason,
        "question": row.question,
        "contact": vault.unseal(row.contact),
        "bot_answer": row.bot_answer,
        "transcript": row.transcript,
        "messages": said,
    }


def wire(record: Reply | Status) -> dict[str, Any]:
    """As a JSON object."""
    return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in asdict(record).items()}
