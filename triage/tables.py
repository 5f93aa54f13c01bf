"""The tables of the cases database. It holds people, so it is apart from the knowledge base."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    String,
    TypeDecorator,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from triage.cases import Priority, State
from triage.redact import storable


class Utc(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets zones, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Read as UTC."""
        if not isinstance(value, datetime):
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Words(TypeDecorator[str]):
    """Text of a limited or any length, without the characters that a database cannot hold."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Leave out NUL and broken surrogates."""
        return storable(value) if value else value


class Base(DeclarativeBase):
    """Parent of the tables."""


class Counselor(Base):
    """Somebody who signs in. ``role`` is counselor, lead or admin."""

    __tablename__ = "counselor"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(Words(120), unique=True)
    name: Mapped[str] = mapped_column(Words(120))
    role: Mapped[str] = mapped_column(Words(12))
    password: Mapped[str] = mapped_column(Words(200))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime] = mapped_column(Utc)


class SignIn(Base):
    """A signed-in browser; only the hash of its cookie is kept."""

    __tablename__ = "sign_in"

    token: Mapped[str] = mapped_column(Words(64), primary_key=True)
    counselor_id: Mapped[int] = mapped_column(ForeignKey("counselor.id", ondelete="CASCADE"))
    form_token: Mapped[str] = mapped_column(Words(64))
    created_at: Mapped[datetime] = mapped_column(Utc)
    seen_at: Mapped[datetime] = mapped_column(Utc)


class FailedLogin(Base):
    """A failed login, for the rate limit; ``key`` is a fingerprint of the login or the address."""

    __tablename__ = "failed_login"
    __table_args__ = (Index("ix_failed_login", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(Words(64))
    at: Mapped[datetime] = mapped_column(Utc)


class CaseRow(Base):
    """A case. ``conversation`` is a fingerprint; ``reach`` and ``contact`` are encrypted.

    ``corrected``: a counselor said which job and place it is about.
    """

    __tablename__ = "case"
    __table_args__ = (
        Index("ix_case_queue", "state", "rank", "due_at"),
        Index("ix_case_created", "created_at"),
        Index("ix_case_conversation", "conversation"),
        Index("ix_case_assignee", "assignee_id", "state"),
        Index("ix_case_topic", "topic"),
        Index("ix_case_channel", "channel"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(Words(12), unique=True)
    key: Mapped[str] = mapped_column(Words(64), unique=True)
    version: Mapped[int] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(Utc)
    changed_at: Mapped[datetime] = mapped_column(Utc)

    channel: Mapped[str] = mapped_column(Words(40))
    conversation: Mapped[str] = mapped_column(Words(64))
    reach: Mapped[str] = mapped_column(Words(), default="")
    contact: Mapped[str] = mapped_column(Words(), default="")
    language: Mapped[str] = mapped_column(Words(8), default="en")

    question: Mapped[str] = mapped_column(Words())
    reason: Mapped[str] = mapped_column(Words(40))
    bot_answer: Mapped[str] = mapped_column(Words(), default="")
    transcript: Mapped[str] = mapped_column(Words(), default="")
    topic: Mapped[str] = mapped_column(Words(60), default="")
    occupation: Mapped[str] = mapped_column(Words(12), default="")
    occupation_title: Mapped[str] = mapped_column(Words(160), default="")
    area: Mapped[str] = mapped_column(Words(12), default="")
    corrected: Mapped[bool] = mapped_column(Boolean, default=False)
    tags: Mapped[str] = mapped_column(Words(240), default="")
    search: Mapped[str] = mapped_column(Words(), default="")
    draft: Mapped[str] = mapped_column(Words(), default="")
    draft_about: Mapped[str] = mapped_column(Words(), default="")
    sources: Mapped[list[str]] = mapped_column(JSON, default=list)
    pile_id: Mapped[int | None] = mapped_column(ForeignKey("pile.id", ondelete="SET NULL"))

    state: Mapped[str] = mapped_column(Words(12), default=State.NEW.value)
    priority: Mapped[str] = mapped_column(Words(8), default=Priority.MEDIUM.value)
    rank: Mapped[int] = mapped_column(default=Priority.MEDIUM.rank)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("counselor.id"))
    in_chat: Mapped[bool] = mapped_column(Boolean, default=False)
    merged_into: Mapped[str] = mapped_column(Words(12), default="")

    safety: Mapped[bool] = mapped_column(Boolean, default=False)
    safety_level: Mapped[str] = mapped_column(Words(12), default="")
    safety_category: Mapped[str] = mapped_column(Words(20), default="")
    safety_rule: Mapped[str] = mapped_column(Words(60), default="")
    safety_why: Mapped[str] = mapped_column(Words(240), default="")
    resources_shown_at: Mapped[datetime | None] = mapped_column(Utc)
    acknowledged_by: Mapped[int | None] = mapped_column(ForeignKey("counselor.id"))

    due_at: Mapped[datetime] = mapped_column(Utc)
    resolve_by: Mapped[datetime] = mapped_column(Utc)
    first_reply_at: Mapped[datetime | None] = mapped_column(Utc)
    resolved_at: Mapped[datetime | None] = mapped_column(Utc)
    snoozed_until: Mapped[datetime | None] = mapped_column(Utc)

    assignee: Mapped[Counselor | None] = relationship(foreign_keys=[assignee_id])
    notes: Mapped[list[Note]] = relationship(
        order_by="Note.id", cascade="all, delete-orphan", passive_deletes=True
    )
    messages: Mapped[list[Message]] = relationship(
        order_by="Message.id", cascade="all, delete-orphan", passive_deletes=True
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def reply(self) -> str:
        """What counselors replied, a blank line between; "" before the first reply."""
        return "\n\n".join(one.text for one in self.messages if one.author_id is not None)


@event.listens_for(CaseRow, "before_insert")
@event.listens_for(CaseRow, "before_update")
def _index_words(mapper: object, connection: object, row: CaseRow) -> None:
    """Keep in one column, in small letters, what the queue is searched for."""
    fields = (row.question, row.occupation_title, row.topic, row.tags)
    row.search = " ".join(field or "" for field in fields).lower()


class Note(Base):
    """An internal note, never shown to the student."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("counselor.id"))
    text: Mapped[str] = mapped_column(Words())
    at: Mapped[datetime] = mapped_column(Utc)

    author: Mapped[Counselor | None] = relationship()


class Message(Base):
    """A reply to the student, or a further message of theirs (``author_id`` is None)."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(Words(64), unique=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("counselor.id"))
    text: Mapped[str] = mapped_column(Words())
    at: Mapped[datetime] = mapped_column(Utc)
    delivered_at: Mapped[datetime | None] = mapped_column(Utc)

    author: Mapped[Counselor | None] = relationship()


class Outgoing(Base):
    """Something to send: a reply to a channel, or a notice to the staff (ids only)."""

    __tablename__ = "outgoing"
    __table_args__ = (Index("ix_outgoing_due", "sent_at", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(Words(80), unique=True)
    kind: Mapped[str] = mapped_column(Words(20))
    route: Mapped[str] = mapped_column(Words(40))
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"))
    event: Mapped[str] = mapped_column(Words(30), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(Utc)
    sent_at: Mapped[datetime | None] = mapped_column(Utc)
    problem: Mapped[str] = mapped_column(Words(200), default="")


class Copy(Base):
    """That a help desk may have a copy of a case; stays until the copy is deleted there."""

    __tablename__ = "copy"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(Words(12))
    helpdesk: Mapped[str] = mapped_column(Words(20))
    reference: Mapped[str] = mapped_column(Words(64), unique=True)


class Canned(Base):
    """A ready reply: shared, or a counselor's own."""

    __tablename__ = "canned"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("counselor.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(Words(120))
    text: Mapped[str] = mapped_column(Words())


class Pile(Base):
    """An import of many questions and how far it is."""

    __tablename__ = "pile"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Words(120))
    owner_id: Mapped[int] = mapped_column(ForeignKey("counselor.id"))
    at: Mapped[datetime] = mapped_column(Utc)
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None] = mapped_column(Utc)


class PileLine(Base):
    """A question of a pile that waits for its draft; removed once it is a case."""

    __tablename__ = "pile_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    pile_id: Mapped[int] = mapped_column(ForeignKey("pile.id", ondelete="CASCADE"), index=True)
    line: Mapped[int]
    question: Mapped[str] = mapped_column(Words())
    contact: Mapped[str] = mapped_column(Words(), default="")


class Counter(Base):
    """How often something happened in an hour. Holds no person and no words."""

    __tablename__ = "counter"
    __table_args__ = (UniqueConstraint("day", "hour", "kind", "topic"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(Date)
    hour: Mapped[int]
    kind: Mapped[str] = mapped_column(Words(30))
    topic: Mapped[str] = mapped_column(Words(60))
    times: Mapped[int] = mapped_column(default=0)


class Feedback(Base):
    """A rating of an answer, with an optional remark."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
    conversation: Mapped[str] = mapped_column(Words(64), index=True)
    topic: Mapped[str] = mapped_column(Words(60))
    good: Mapped[bool] = mapped_column(Boolean)
    remark: Mapped[str] = mapped_column(Words(), default="")


class Audit(Base):
    """Who saw and changed what. The database itself refuses to change or delete a line."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_at", "at"), Index("ix_audit_case", "case_number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
    actor: Mapped[str] = mapped_column(Words(120))
    action: Mapped[str] = mapped_column(Words(40))
    case_number: Mapped[str] = mapped_column(Words(12), default="")
    detail: Mapped[str] = mapped_column(Words(200), default="")
