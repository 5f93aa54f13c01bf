"""Sending what waits: replies to the students' channels, notices to the staff.

At least once, and with the same ``key`` each time, so that a receiver can drop what it has
already. A row is leased before it is sent: two workers do not send the same row, and one killed in
between leaves it due.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import httpx
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from triage.contacts import address
from triage.store import Store
from triage.tables import CaseRow, Message, Outgoing
from triage.vault import Vault

_log = logging.getLogger(__name__)
LEASE = timedelta(minutes=1)
LAST_ATTEMPT = 12
_BATCH = 50
LETTER = "letter"
"""The route of replies that go to a case's e-mail contact."""
_WORDS = ("new", "urgent", "student_wrote")
"""Events that bring words of the student, for a help desk."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a sender gets. A notice has neither ``conversation`` nor ``text``: ids only.

    A letter's ``conversation`` is an e-mail address, and it has a ``language``.
    """

    key: str
    kind: str
    event: str
    number: str
    conversation: str = ""
    text: str = ""
    language: str = ""


def put_reply(session: Session, message: Message, route: str) -> None:
    """Add a reply, and let it be sent."""
    session.add(message)
    session.flush()
    session.add(
        Outgoing(
            key=f"reply:{message.id}",
            kind="reply",
            route=route,
            case_id=message.case_id,
            message_id=message.id,
            next_try_at=message.at,
        )
    )


class Sender(Protocol):
    """Carries parcels to one route; raises an OSError or httpx error if it could not.

    Routes are a channel's name, ``letter``, ``notice:…`` for the staff, ``copy:…`` for a help desk.
    """

    def send(self, parcel: Parcel) -> None:
        """Carry one parcel."""
        ...


class Outbox:
    """Takes what is due and hands it to the senders."""

    def __init__(self, store: Store, vault: Vault, senders: Mapping[str, Sender]) -> None:
        """``senders``: channel name, or ``notice:email`` and so on, to who carries it."""
        self._store, self._vault, self._senders = store, vault, senders

    def run(self, now: datetime) -> int:
        """Send everything that is due; returns how many parcels went out."""
        sent = 0
        for row_id in self._lease(now):
            with self._store.look() as session:
                row = session.get_one(Outgoing, row_id)
                parcel = self._parcel(session, row)
            if row.route == "staff":
                self._fan_out(row, now)
            else:
                sent += self._carry(row, parcel, now)
        return sent

    def _lease(self, now: datetime) -> list[int]:
        """Mark due rows as ours for a minute; pulled channels are never due."""
        waiting = Outgoing.sent_at.is_(None), Outgoing.next_try_at <= now
        routes = [*self._senders, "staff"]
        leased = []
        with self._store.work() as session:
            due = select(Outgoing.id, Outgoing.next_try_at).where(
                *waiting, Outgoing.attempts < LAST_ATTEMPT, Outgoing.route.in_(routes)
            )
            for row_id, next_try_at in session.execute(due.order_by(Outgoing.id).limit(_BATCH)):
                mine = Outgoing.id == row_id, Outgoing.next_try_at == next_try_at
                taken = update(Outgoing).where(*mine).values(next_try_at=now + LEASE)
                if session.execute(taken.returning(Outgoing.id)).first():
                    leased.append(row_id)
        return leased

    def _parcel(self, session: Session, row: Outgoing) -> Parcel:
        case = session.get_one(CaseRow, row.case_id)
        if row.kind == "notice":
            return Parcel(row.key, row.kind, row.event, case.number)
        if row.message_id is None:
            return Parcel(row.key, row.kind, row.event, case.number, text=case.question)
        message = session.get_one(Message, row.message_id)
        if row.route == LETTER:
            to = address(self._vault.unseal(case.contact))
            return Parcel(
                row.key, row.kind, row.event, case.number, to, message.text, case.language
            )
        reach = self._vault.unseal(case.reach)
        return Parcel(row.key, row.kind, row.event, case.number, reach, message.text)

    def _fan_out(self, row: Outgoing, now: datetime) -> None:
        """Make one row for each way of telling the staff; the first row is then done."""
        with self._store.work() as session:
            for route in self._senders:
                kind, named, _ = route.partition(":")
                if named and (kind == "notice" or row.event in _WORDS):
                    session.add(
                        Outgoing(
                            key=f"{row.key}:{route}",
                            kind=kind,
                            route=route,
                            case_id=row.case_id,
                            message_id=row.message_id,
                            event=row.event,
                            next_try_at=now,
                        )
                    )
            session.get_one(Outgoing, row.id).sent_at = now

    def _carry(self, row: Outgoing, parcel: Parcel, now: datetime) -> int:
        try:
            self._senders[row.route].send(parcel)
        except (OSError, httpx.HTTPError) as error:
            self._failed(row.id, type(error).__name__, now)
            return 0
        with self._store.work() as session:
            session.get_one(Outgoing, row.id).sent_at = now
            if row.kind == "reply" and row.message_id:
                session.get_one(Message, row.message_id).delivered_at = now
        return 1

    def _failed(self, row_id: int, problem: str, now: datetime) -> None:
        _log.warning("outgoing %s failed (%s) and will be tried again", row_id, problem)
        with self._store.work() as session:
            row = session.get_one(Outgoing, row_id)
            row.attempts += 1
            row.problem = problem
            row.next_try_at = now + timedelta(seconds=min(3600, 5 * 2**row.attempts))


def undelivered(session: Session) -> list[Outgoing]:
    """Rows given up after the last attempt, for the desk's status page."""
    stuck = Outgoing.sent_at.is_(None), Outgoing.attempts >= LAST_ATTEMPT
    return list(session.scalars(select(Outgoing).where(*stuck)))
