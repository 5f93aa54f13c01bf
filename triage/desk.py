"""What counselors do with cases: every act checks the right, applies the rules and is audited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.exc import StaleDataError

from triage import audit
from triage.cases import Case, Move, Priority, flagged, moved, prioritized
from triage.contacts import address
from triage.drafts import Draft
from triage.errors import BadInput, MoveRefused, NotAllowed, StaleCase, UnknownCase
from triage.finding import Named
from triage.intake import Clock, utc_now
from triage.library import Library
from triage.outbox import LETTER, put_reply
from triage.records import case_of, notify, put_back
from triage.store import Store
from triage.tables import CaseRow, Counselor, Message, Note
from triage.vault import Vault

_LEADS = ("lead", "admin")
_OLD_DRAFT = (
    "Written before job and place were corrected. Ask the bot for a draft to have a new one."
)
Change = Callable[[Case], Case]


def may_read(who: Counselor, row: CaseRow, library: Library) -> bool:
    """Leads read all; a counselor what waits, what is theirs, and more if the library says so."""
    free = row.assignee_id in (None, who.id)
    return free or who.role in _LEADS or library.desk.counselors_read_all


def may_change(who: Counselor, row: CaseRow) -> bool:
    """Leads change all; a counselor changes what waits and what is theirs."""
    return row.assignee_id in (None, who.id) or who.role in _LEADS


class Desk:
    """The counselors' side of the cases database."""

    def __init__(
        self, store: Store, vault: Vault, library: Library, clock: Clock = utc_now
    ) -> None:
        self.store, self.vault, self.library, self.clock = store, vault, library, clock

    def read(self, who: Counselor, number: str) -> CaseRow:
        """Open a case to look at it, with notes and messages; does not claim it.

        Raises:
            UnknownCase: there is none that ``who`` may open.
        """
        with self.store.work() as session:
            wanted = select(CaseRow).where(CaseRow.number == number)
            row = session.scalar(
                wanted.options(
                    selectinload(CaseRow.notes).selectinload(Note.author),
                    selectinload(CaseRow.messages).selectinload(Message.author),
                    selectinload(CaseRow.assignee),
                )
            )
            if row is None or not may_read(who, row, self.library):
                raise UnknownCase(number)
            audit.record(session, self.clock(), who.login, "viewed", number)
            return row

    def version_of(self, who: Counselor, number: str) -> int:
        """The version of a case, to see whether it changed; no look that the audit must hold.

        Raises:
            UnknownCase: there is none that ``who`` may open.
        """
        with self.store.look() as session:
            row = session.scalar(select(CaseRow).where(CaseRow.number == number))
            if row is None or not may_read(who, row, self.library):
                raise UnknownCase(number)
            return row.version

    def move(
        self, who: Counselor, number: str, version: int, move: Move, *, to: int | None = None
    ) -> None:
        """Claim, release, transfer, wake, close or reopen a case.

        Raises:
            MoveRefused: the rules do not allow it.
            StaleCase: it changed since ``version``.
        """
        owner = who.id if move is Move.CLAIM else to
        with self._editing(who, number, version) as (session, row):
            if to is not None:
                _active(session, to)
            self._apply(row, lambda case: moved(case, move, to=owner))
            row.resolved_at = self.clock() if move is Move.CLOSE else None
            audit.record(session, self.clock(), who.login, move.value, number)

    def snooze(self, who: Counselor, number: str, version: int, until: datetime) -> None:
        """Put a case away until a moment.

        Raises:
            BadInput: the moment is past.
        """
        if until <= self.clock():
            raise BadInput("Choose a time that is still to come.")
        with self._editing(who, number, version) as (session, row):
            self._apply(row, lambda case: moved(case, Move.SNOOZE))
            row.snoozed_until = until
            audit.record(session, self.clock(), who.login, "snooze", number)

    def prioritize(
        self, who: Counselor, number: str, version: int, priority: Priority, note: str
    ) -> None:
        """Change how soon; sinking a safety case needs a note."""
        with self._editing(who, number, version) as (session, row):
            self._apply(row, lambda case: prioritized(case, priority, note))
            self._due_again(row)
            _note(session, row, who, note, self.clock())
            audit.record(session, self.clock(), who.login, "priority", number, priority.value)

    def flag(self, who: Counselor, number: str, version: int, raised: bool, note: str) -> None:
        """Raise the safety flag, or lower it with a note."""
        with self._editing(who, number, version) as (session, row):
            self._apply(row, lambda case: flagged(case, raised, note))
            self._due_again(row)
            _note(session, row, who, note, self.clock())
            verb = "flag raised" if raised else "flag lowered"
            audit.record(session, self.clock(), who.login, verb, number)
            if raised:
                session.flush()
                notify(session, row, "urgent", self.clock())

    def acknowledge(self, who: Counselor, number: str, version: int) -> None:
        """Say that a person has seen the safety flag."""
        with self._editing(who, number, version) as (session, row):
            row.acknowledged_by = who.id
            audit.record(session, self.clock(), who.login, "acknowledged", number)

    def label(
        self, who: Counselor, number: str, version: int, topic: str, tags: str, due: datetime | None
    ) -> None:
        """Correct topic and tags, and set another due time if one is given."""
        with self._editing(who, number, version) as (session, row):
            row.topic, row.tags = topic.strip()[:60], tags.strip()[:240]
            row.due_at = due or row.due_at
            row.changed_at = self.clock()
            audit.record(session, self.clock(), who.login, "labelled", number)

    def correct(
        self, who: Counselor, number: str, version: int, occupation: Named, area: Named
    ) -> None:
        """Say which job and place a case is about; drafts then go by that, whatever it names."""
        with self._editing(who, number, version) as (session, row):
            row.occupation, row.occupation_title = occupation.code, occupation.name[:160]
            row.area, row.corrected = area.code, True
            row.draft_about = _OLD_DRAFT if row.draft else ""
            row.changed_at = self.clock()
            audit.record(session, self.clock(), who.login, "corrected", number)

    def note(self, who: Counselor, number: str, text: str) -> None:
        """Add an internal note; two people can do so at once."""
        if not text.strip():
            raise BadInput("The note is empty.")
        with self._editing(who, number, None) as (session, row):
            _note(session, row, who, text, self.clock())
            audit.record(session, self.clock(), who.login, "noted", number)

    def keep_draft(
        self, who: Counselor, number: str, version: int, draft: Draft, about: str
    ) -> None:
        """Store the draft answer of a case, and what was understood where nothing was known.

        Args:
            who: the counselor.
            number: the case.
            version: as it was when they asked.
            draft: the answer.
            about: for what it was written, in a sentence.
        """
        with self._editing(who, number, version) as (session, row):
            row.draft, row.sources, row.draft_about = draft.text, list(draft.sources), about
            row.topic = row.topic or draft.topic[:60]
            audit.record(session, self.clock(), who.login, "drafted", number)

    def reply(
        self,
        who: Counselor,
        number: str,
        version: int,
        text: str,
        key: str,
        *,
        close: bool = False,
        by_letter: bool = False,
    ) -> None:
        """Send a reply to the student and claim the case if nobody has it.

        Args:
            who: the counselor.
            number: the case.
            version: as it was when they wrote; an older one is refused.
            text: the words.
            key: names this sending; the same key sends once.
            close: also resolve the case.
            by_letter: send it to the e-mail contact, not to where the question came from.

        Raises:
            BadInput: the text is empty, or there is no address for a letter.
            StaleCase: the case changed since ``version``.
        """
        if not text.strip():
            raise BadInput("The reply is empty.")
        mark = self.vault.fingerprint(f"reply {number} {key}")
        if self._sent(mark):
            return
        with self._editing(who, number, version) as (session, row):
            now = self.clock()
            if by_letter and not address(self.vault.unseal(row.contact)):
                raise BadInput("There is no e-mail address to send a letter to.")
            if row.assignee_id is None:
                self._apply(row, lambda case: moved(case, Move.TRANSFER, to=who.id))
            self._apply(row, lambda case: moved(case, Move.REPLY))
            if close:
                self._apply(row, lambda case: moved(case, Move.CLOSE))
                row.resolved_at = now
            row.first_reply_at = row.first_reply_at or now
            row.draft = ""
            route = LETTER if by_letter else row.channel
            put_reply(
                session,
                Message(case_id=row.id, key=mark, author_id=who.id, text=text.strip(), at=now),
                route,
            )
            audit.record(session, now, who.login, "replied", number)

    def merge(self, who: Counselor, number: str, version: int, into: str) -> None:
        """Close a case as the same question as another one of the same student.

        Raises:
            MoveRefused: the other is this one, another student's or at its end.
        """
        with self._editing(who, number, version) as (session, row):
            other = session.scalar(select(CaseRow).where(CaseRow.number == into))
            if other is None or not may_change(who, other):
                raise UnknownCase(into)
            if other.id == row.id or other.conversation != row.conversation:
                raise MoveRefused("Only two cases of the same student can be merged.")
            self._apply(row, lambda case: moved(case, Move.MERGE))
            row.merged_into = other.number
            text = f"From {row.number}, merged into this case:\n{row.question}"
            _note(session, other, who, text, self.clock())
            if row.safety and not other.safety:
                self._apply(other, lambda case: flagged(case, True, ""))
            audit.record(session, self.clock(), who.login, "merged", number, into)

    @contextmanager
    def _editing(
        self, who: Counselor, number: str, version: int | None
    ) -> Iterator[tuple[Session, CaseRow]]:
        try:
            with self.store.work() as session:
                row = session.scalar(select(CaseRow).where(CaseRow.number == number))
                if row is None or not may_read(who, row, self.library):
                    raise UnknownCase(number)
                if not may_change(who, row):
                    raise NotAllowed(f"Case {number} belongs to someone else.")
                if version is not None and version != row.version:
                    raise StaleCase(number)
                yield session, row
        except StaleDataError as error:
            raise StaleCase(number) from error

    def _apply(self, row: CaseRow, change: Change) -> None:
        put_back(row, change(case_of(row)), self.clock())

    def _due_again(self, row: CaseRow) -> None:
        """A case made urgent is due sooner; one made less so keeps its promise."""
        desk = self.library.desk
        if row.priority == Priority.URGENT.value and row.first_reply_at is None:
            row.due_at = min(row.due_at, desk.hours.after(self.clock(), desk.urgent_reply))

    def _sent(self, mark: str) -> bool:
        with self.store.look() as session:
            return session.scalar(select(Message.id).where(Message.key == mark)) is not None


def _note(session: Session, row: CaseRow, who: Counselor, text: str, at: datetime) -> None:
    if text.strip():
        session.add(Note(case_id=row.id, author_id=who.id, text=text.strip()[:4000], at=at))


def _active(session: Session, counselor: int) -> None:
    found = session.get(Counselor, counselor)
    if found is None or not found.active:
        raise MoveRefused("Choose somebody who works at this desk.")
