"""A question handed over by the bot, and the row it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from triage.cases import Priority, State
from triage.library import Library
from triage.numbers import number_of
from triage.redact import redacted
from triage.rules import Rule, first_fit
from triage.tables import CaseRow
from triage.vault import Vault

Reason = Literal["asked", "low_confidence", "unanswered", "safety", "complaint", "import"]
LONGEST = 4000
LONGEST_TRANSCRIPT = 20_000


@dataclass(frozen=True, slots=True)
class Question:
    """What the bot hands over once the student has agreed.

    Attributes:
        key: names this hand-over; the same key given again makes no second case.
        conversation: the channel's id of the conversation; stored as a fingerprint and encrypted.
        channel: ``web``, ``rest``, ``slack``, ``telegram`` or ``import``.
        text: the question as sent.
        reason: why it is passed on.
        contact: an e-mail address or phone number the student chose to give, stored encrypted.
        bot_answer: what the bot said.
        transcript: earlier turns, only with consent; personal data is taken out before storing.
        safety: fields of a :class:`triage.safety.Screening` if the screen fired.
        resources_shown: whether the help numbers were shown.
    """

    key: str
    conversation: str
    channel: str
    text: str
    reason: Reason = "asked"
    language: str = "en"
    topic: str = ""
    occupation: str = ""
    occupation_title: str = ""
    area: str = ""
    contact: str = ""
    bot_answer: str = ""
    transcript: str = ""
    safety: dict[str, str] = field(default_factory=dict)
    resources_shown: bool = False

    @property
    def in_danger(self) -> bool:
        """Whether the safety screen called it a crisis."""
        return self.safety.get("level") == "crisis"


def first_priority(question: Question, rule: Rule) -> Priority:
    """How soon a new question should be looked at; no rule makes danger less than urgent."""
    if question.in_danger:
        return Priority.URGENT
    if rule.priority:
        return rule.priority
    if question.safety or question.reason == "complaint":
        return Priority.HIGH
    return Priority.LOW if question.reason == "import" else Priority.MEDIUM


def row_of(question: Question, now: datetime, library: Library, vault: Vault) -> CaseRow:
    """The new case of ``question``; without a transcript where the library keeps none."""
    rule = first_fit(library.desk.rules, question)
    priority = first_priority(question, rule)
    keep_words = library.retention.transcripts_days > 0
    return CaseRow(
        number=number_of(question.key),
        key=vault.fingerprint(question.key),
        created_at=now,
        changed_at=now,
        channel=question.channel[:40],
        conversation=vault.fingerprint(question.conversation),
        reach=vault.seal(question.conversation),
        contact=vault.seal(question.contact[:200]),
        language=question.language[:8],
        question=question.text[:LONGEST],
        reason=question.reason,
        bot_answer=question.bot_answer[:LONGEST],
        transcript=redacted(question.transcript)[-LONGEST_TRANSCRIPT:] if keep_words else "",
        topic=question.topic[:60],
        occupation=question.occupation[:12],
        occupation_title=question.occupation_title[:160],
        area=question.area[:12],
        tags=rule.tags,
        state=State.NEW.value,
        priority=priority.value,
        rank=priority.rank,
        **_safety(question, now),
        **_due(priority, now, library),
    )


def _safety(question: Question, now: datetime) -> dict[str, Any]:
    said = question.safety
    return {
        "safety": question.in_danger,
        "safety_level": said.get("level", "")[:12],
        "safety_category": said.get("category", "")[:20],
        "safety_rule": said.get("rule", "")[:60],
        "safety_why": said.get("why", "")[:240],
        "resources_shown_at": now if question.resources_shown else None,
    }


def _due(priority: Priority, now: datetime, library: Library) -> dict[str, datetime]:
    desk = library.desk
    wait = desk.urgent_reply if priority is Priority.URGENT else desk.first_reply
    return {
        "due_at": desk.hours.after(now, wait),
        "resolve_by": desk.hours.after(now, desk.resolve),
    }
