"""The door between the bot and the desk: what the action server calls.

Everything that must not be lost is written durably before the call returns: into the cases
database or, while that cannot be reached, into the spool, from where the next call or the desk
moves it over. The desk's own process may be down all the while.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy.exc import DBAPIError, IntegrityError

from triage import in_chat, records
from triage.errors import NotAllowed
from triage.in_chat import InChat
from triage.library import Library
from triage.numbers import number_of
from triage.questions import Question
from triage.records import Kept, Reply, Status
from triage.settings import Settings
from triage.spool import Letter, Spool
from triage.store import Store
from triage.vault import Vault

_log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Offer:
    """What may honestly be promised to a student who wants a person.

    Attributes:
        takes_questions: whether the desk takes questions at all.
        takes_safety: whether a named person answers for messages that sound like danger.
        open_now: whether somebody is at the desk at this hour.
        opens_at: when it opens next, in the library's own time; None if unknown or open.
        reply_by: when a first reply is due, in the library's own time.
        kept_days: days after which a case is deleted.
        transcripts: whether earlier turns can be sent along.
    """

    takes_questions: bool
    takes_safety: bool
    open_now: bool
    opens_at: datetime | None
    reply_by: datetime
    kept_days: int
    transcripts: bool


class Door:
    """The door; one object serves a process for its whole life."""

    def __init__(self, settings: Settings, clock: Clock = utc_now) -> None:
        self._settings = settings
        self._clock = clock
        self._library = Library.read(settings.library_file)
        self._vault = Vault.open(settings.build)
        self._spool = Spool(settings.build / "spool", self._vault)
        self._held: Store | None = None

    def offer(self) -> Offer:
        """What may be promised now."""
        now, desk, kept = self._clock(), self._library.desk, self._library.retention
        is_open = desk.hours.is_open(now)
        return Offer(
            takes_questions=desk.open_for_questions and kept.cases_days > 0,
            takes_safety=self._library.takes_safety_cases,
            open_now=is_open,
            opens_at=None if is_open else desk.hours.next_opening(now),
            reply_by=desk.hours.after(now, desk.first_reply).astimezone(desk.hours.zone),
            kept_days=kept.cases_days,
            transcripts=kept.transcripts_days > 0,
        )

    @property
    def offers(self) -> Mapping[str, str]:
        """``{topic or reason: ask | suggest | off}``: where the library wants a person offered."""
        return self._library.desk.offers

    def take_question(self, question: Question) -> str:
        """Keep ``question`` durably and return the number of its case.

        Raises:
            NotAllowed: the library takes no questions, or none that sound like danger.
        """
        offer = self.offer()
        if not offer.takes_questions:
            raise NotAllowed("library.yml: the desk takes no questions (open_for_questions)")
        if question.in_danger and not offer.takes_safety:
            raise NotAllowed("library.yml names nobody responsible, so no safety case is made")
        letter = {"do": "take", "question": asdict(question), "at": self._clock().isoformat()}
        self._do(letter, name=f"take-{self._vault.fingerprint(question.key)[:40]}")
        return self._number(question.key)

    def add_words(self, question: Question) -> str:
        """Add ``question`` durably to the student's newest case; its number.

        Where no case can take it any more (it was withdrawn meanwhile), it becomes one.

        Raises:
            NotAllowed: the library takes no questions.
        """
        if not self.offer().takes_questions:
            raise NotAllowed("library.yml: the desk takes no questions (open_for_questions)")
        name = f"add-{self._vault.fingerprint(question.key)[:40]}"
        now = self._clock().isoformat()
        self._do({"do": "add", "question": asdict(question), "at": now}, name)
        return self._number(question.key)

    def replies_for(self, conversation: str, after: int = 0) -> tuple[Reply, ...]:
        """The counselors' replies with an id above ``after``, oldest first.

        Those up to ``after`` are noted as received: pass the last id that the student was shown.
        """
        with self._store().look() as session:
            found, seen = records.replies(session, self._vault, conversation, after)
        if seen:  # an open chat looks every few seconds: no write lock for nothing
            with self._store().work() as session:
                records.received(session, seen, self._clock())
        return found

    def cases_of(self, conversation: str) -> tuple[Status, ...]:
        """The student's cases and how far they are, newest first."""
        with self._store().look() as session:
            return records.statuses(session, self._vault, conversation)

    def in_chat(self, conversation: str) -> InChat | None:
        """The counselor who has the student's chat; None while the bot has it, or cannot know."""
        try:
            with self._store().glance() as connection:
                return in_chat.held_by(connection, self._vault, conversation)
        except DBAPIError:
            return None

    def call_back(self, conversation: str) -> None:
        """Give the student's chat back to the bot."""
        self._later("call_back", conversation)

    def warn(self, conversation: str) -> bool:
        """Tell the counselor who has the chat of danger; whether somebody answers for that."""
        told = self.offer().takes_safety
        if told:
            self._later("warn", conversation)
        return told

    @property
    def transcripts_days(self) -> int:
        """Days for which a chat that is sent along is kept; 0 where none is taken."""
        return self._library.retention.transcripts_days

    def send_along(self, conversation: str, number: str, words: str) -> bool:
        """Keep the earlier turns of a chat with its case, as the student wishes.

        Returns:
            Whether they were kept: not where the library keeps none, or there is no such case.
        """
        if self.transcripts_days == 0:
            return False
        with self._store().work() as session:
            at = self._clock()
            return in_chat.send_along(session, self._vault, conversation, number, words, at)

    def withdraw(self, conversation: str, number: str = "") -> None:
        """Take back the student's question, or all of them; its words are deleted at once."""
        self._later("withdraw", conversation, number=number)

    def forget(self, conversation: str) -> None:
        """Delete everything stored about a conversation, for good."""
        self._later("forget", conversation)

    def kept_about(self, conversation: str) -> Kept:
        """Everything stored about a conversation: for "what do you know about me" and export."""
        with self._store().look() as session:
            return records.kept(session, self._vault, conversation)

    def count(self, counts: Mapping[tuple[str, str], int]) -> None:
        """Count events of this hour, without person or words; lost if the database is down.

        Args:
            counts: how many of which kind and topic.
        """
        if self._library.retention.metrics_days == 0:
            return
        local = self._clock().astimezone(self._library.desk.hours.zone)
        for _ in range(2):  # the second time, another process has made the hour's first line
            try:
                with self._store().work() as session:
                    for (kind, topic), times in counts.items():
                        records.count(session, local.date(), local.hour, kind, topic, times)
                return
            except IntegrityError:
                continue
            except DBAPIError:
                lost = ", ".join(sorted({kind for kind, _ in counts}))
                _log.warning("a count of %s was lost: the cases database cannot be reached", lost)
                return

    def rate(self, conversation: str, topic: str, good: bool, remark: str = "") -> None:
        """Keep a rating of an answer; the remark only where the library keeps feedback."""
        self.count({("rated_good" if good else "rated_poor", topic): 1})
        if self._library.retention.feedback_days > 0:
            with self._store().work() as session:
                at = self._clock()
                records.rate(session, self._vault, conversation, topic, good, remark, at)

    def drain(self) -> int:
        """Move what waits in the spool into the database; returns how many letters."""
        return self._spool.empty(self._apply) if len(self._spool) else 0

    def _later(self, verb: str, conversation: str, **more: str) -> None:
        letter = {"do": verb, "conversation": conversation, "at": self._clock().isoformat(), **more}
        name = f"{verb}-{self._vault.fingerprint(conversation + more.get('number', ''))[:40]}"
        self._do(letter, name)

    def _do(self, letter: Letter, name: str) -> None:
        """Apply a letter now, or keep it in the spool while the database cannot be reached."""
        try:
            self.drain()
            self._apply(letter)
        except IntegrityError:
            raise
        except DBAPIError:
            _log.warning("the cases database cannot be reached; a letter waits in the spool")
            self._spool.put(name, time.time_ns(), letter)

    def _apply(self, letter: Letter) -> None:
        at = datetime.fromisoformat(letter["at"])
        with self._store().work() as session:
            if letter["do"] in ("take", "add"):
                question = Question(**letter["question"])
                keep = records.take if letter["do"] == "take" else records.add
                keep(session, self._vault, self._library, question, at)
            elif letter["do"] == "withdraw":
                records.withdraw(
                    session, self._vault, letter["conversation"], letter.get("number", ""), at
                )
            else:
                _SHORT_LETTERS[letter["do"]](session, self._vault, letter["conversation"], at)

    def _number(self, key: str) -> str:
        try:
            with self._store().look() as session:
                return records.number_for(session, self._vault, key) or number_of(key)
        except DBAPIError:
            return number_of(key)

    def _store(self) -> Store:
        if self._held is None:
            self._held = Store.open(self._settings.database)
        return self._held


_SHORT_LETTERS = {
    "call_back": in_chat.call_back,
    "forget": records.forget,
    "warn": in_chat.warn,
}


@lru_cache(maxsize=1)
def door() -> Door:
    """The door of this process, set up from the environment."""
    return Door(Settings.from_environment())


def take_question(**fields: Any) -> str:
    """Shorthand for ``door().take_question(Question(…))``; see both."""
    return door().take_question(Question(**fields))
