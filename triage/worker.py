"""What the desk does by itself, every second or so: move, wake, send, import, remind, purge."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from triage import piles, retention
from triage.cases import Move, State, moved
from triage.desk import Desk
from triage.drafts import Drafter
from triage.helpdesk import Copies
from triage.intake import Door
from triage.outbox import Outbox
from triage.records import case_of, notify, put_back
from triage.tables import CaseRow, Outgoing

_log = logging.getLogger(__name__)
_PAUSE = 1.0


class Worker:
    """One round of housekeeping after another, in a thread of its own."""

    def __init__(
        self,
        desk: Desk,
        door: Door,
        outbox: Outbox,
        drafter: Drafter,
        copies: Copies | None = None,
    ) -> None:
        self._desk, self._door, self._outbox, self._drafter = desk, door, outbox, drafter
        self._copies = copies
        self._purged_on = desk.clock().date() - timedelta(days=1)
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._keep, args=(step,), daemon=True)
            for step in (self.round, self.import_step)
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End after the step under way."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=15)

    def round(self) -> int:
        """Everything but imports, once; returns how much there was to do."""
        now = self._desk.clock()
        done = self._door.drain()
        with self._desk.store.work() as session:
            done += _wake(session, now) + _remind(session, now)
        done += self._outbox.run(now)
        done += self._copies.sweep() if self._copies else 0
        if self._purged_on < now.date():
            with self._desk.store.work() as session:
                retention.purge(session, self._desk.library.retention, now)
            self._purged_on = now.date()
        return done

    def import_step(self) -> int:
        """Some lines of a waiting pile; returns how many."""
        desk = self._desk
        return piles.advance(desk.store, desk.vault, desk.library, self._drafter, desk.clock())

    def _keep(self, step: Callable[[], int]) -> None:
        while not self._stop.is_set():
            try:
                busy = step()
            except DBAPIError:
                _log.warning("the cases database cannot be reached; trying again")
                busy = 0
            if not busy:
                self._stop.wait(_PAUSE)


def _wake(session: Session, now: datetime) -> int:
    """Bring snoozed cases back whose time has come."""
    due = CaseRow.state == State.SNOOZED.value, CaseRow.snoozed_until <= now
    rows = list(session.scalars(select(CaseRow).where(*due)))
    for row in rows:
        put_back(row, moved(case_of(row), Move.WAKE), now)
        row.snoozed_until = None
    return len(rows)


def _remind(session: Session, now: datetime) -> int:
    """Tell the staff once of each case whose first reply is overdue."""
    waiting = (State.NEW.value, State.OPEN.value)
    told = select(Outgoing.case_id).where(Outgoing.event == "overdue")
    late = (
        CaseRow.state.in_(waiting),
        CaseRow.first_reply_at.is_(None),
        CaseRow.due_at < now,
        CaseRow.channel != "import",
        CaseRow.id.not_in(told),
    )
    rows = list(session.scalars(select(CaseRow).where(*late).limit(50)))
    for row in rows:
        notify(session, row, "overdue", now)
    return len(rows)
