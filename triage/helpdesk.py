"""Where cases are worked on: our own desk, or beside it a help desk that the library has already.

Every case is kept in our database first. A help desk gets a copy, carried by the outbox (at least
once, each message under its own mark), and gives its agents' replies back at a door of ours
(``triage/web/hooks.py``). A case that is withdrawn, forgotten or purged here is deleted there.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import httpx
from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError

from triage import accounts, audit
from triage.cases import Move, State, allowed
from triage.desk import Desk
from triage.errors import MoveRefused, StaleCase, UnknownCase
from triage.outbox import Parcel, Sender
from triage.records import case_of
from triage.tables import CaseRow, Copy, Counselor

_log = logging.getLogger(__name__)
_GONE = (State.WITHDRAWN.value, State.MERGED.value)
_BATCH = 20
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Returned:
    """What an agent did at the help desk.

    Attributes:
        key: names the act; the same act told again has the same key.
        reference: of the copy, as :class:`Copies` made it.
        text: a reply to the student; "" for none.
        agent: the help desk's own id of who wrote it.
        name: the agent's name, as students see it.
        closes: the agent called the case done.
    """

    key: str
    reference: str
    text: str = ""
    agent: str = ""
    name: str = ""
    closes: bool = False


class HelpDesk(Protocol):
    """A help desk; ``carry`` and ``erase`` may raise an OSError or httpx error: then again."""

    name: str

    def carry(self, reference: str, parcel: Parcel) -> None:
        """Bring a question, or further words of the student, under ``reference``; once a key."""
        ...

    def erase(self, reference: str) -> None:
        """Delete what it has under ``reference``; nothing there is well."""
        ...

    def returned(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Returned | None:
        """Read what it tells us; None for what is no agent's act.

        Raises:
            NotAllowed: it is not signed as the help desk signs.
            BadInput: it cannot be read.
        """
        ...


class Copies:
    """Copies of our cases at one help desk: out by the outbox, back by the door, and deleted."""

    def __init__(self, desk: Desk, helpdesk: HelpDesk) -> None:
        self._desk, self.helpdesk = desk, helpdesk

    def send(self, parcel: Parcel) -> None:
        """Carry one parcel; that there may be a copy is known before there is one."""
        reference = self._desk.vault.fingerprint(f"{self.helpdesk.name} {parcel.number}")[:40]
        self._note(parcel.number, reference)
        self.helpdesk.carry(reference, parcel)

    def _note(self, number: str, reference: str) -> None:
        try:
            with self._desk.store.work() as session:
                if session.scalar(select(Copy.id).where(Copy.reference == reference)) is None:
                    session.add(
                        Copy(number=number, helpdesk=self.helpdesk.name, reference=reference)
                    )
        except IntegrityError:
            return  # another worker noted it

    def take_back(self, returned: Returned) -> None:
        """Give an agent's reply to the student, or close the case; once for each key.

        Raises:
            UnknownCase: no case of ours has this copy.
        """
        for _ in range(_TRIES):
            try:
                return self._do(returned)
            except StaleCase:
                continue  # a counselor or the student was faster; look again
            except MoveRefused:
                return _log.info("%s: a case at its end was left alone", self.helpdesk.name)
        raise StaleCase(returned.reference)

    def _do(self, returned: Returned) -> None:
        who, row = self._agent(returned), self._case(returned.reference)
        if returned.text:
            self._desk.reply(who, row.number, row.version, returned.text, returned.key)
        elif returned.closes and Move.CLOSE in allowed(case_of(row)):
            self._desk.move(who, row.number, row.version, Move.CLOSE)

    def _agent(self, returned: Returned) -> Counselor:
        login = f"{self.helpdesk.name}:{returned.agent or 'agent'}"
        with self._desk.store.work() as session:
            name = returned.name or self._desk.library.name
            return accounts.stand_in(session, self._desk.clock(), login, name)

    def _case(self, reference: str) -> CaseRow:
        mine = Copy.helpdesk == self.helpdesk.name, Copy.reference == reference
        with self._desk.store.look() as session:
            found = select(CaseRow).join(Copy, Copy.number == CaseRow.number).where(*mine)
            row = session.scalar(found)
        if row is None:
            raise UnknownCase(reference)
        return row

    def sweep(self) -> int:
        """Delete there what is withdrawn, forgotten or purged here; returns how many."""
        with self._desk.store.look() as session:
            gone = list(session.scalars(_orphans(self.helpdesk.name)))
        return sum(map(self._erase, gone))

    def _erase(self, copy: Copy) -> bool:
        try:
            self.helpdesk.erase(copy.reference)
        except (OSError, httpx.HTTPError) as error:
            _log.warning("%s still has a copy (%s)", self.helpdesk.name, type(error).__name__)
            return False
        with self._desk.store.work() as session:
            session.delete(session.get_one(Copy, copy.id))
            now = self._desk.clock()
            audit.record(session, now, audit.SYSTEM, "copy deleted", copy.number)
        return True


def carrier(copies: Copies | None) -> Mapping[str, Sender]:
    """The outbox's sender of copies, by its route; none for our own desk, which has the cases."""
    return {f"copy:{copies.helpdesk.name}": copies} if copies else {}


def _orphans(helpdesk: str) -> Select[Copy]:
    living = select(CaseRow.number).where(CaseRow.state.not_in(_GONE))
    mine = Copy.helpdesk == helpdesk, Copy.number.not_in(living)
    return select(Copy).where(*mine).order_by(Copy.id).limit(_BATCH)
