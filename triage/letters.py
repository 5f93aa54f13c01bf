"""Letters: the drafts of a pile that can go to the askers' e-mail addresses as they are."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import select

from triage import audit
from triage.cases import Move, allowed
from triage.contacts import address
from triage.desk import Desk, may_change
from triage.errors import TriageError
from triage.records import case_of
from triage.tables import CaseRow, Counselor

MOST = 500
"""Letters that go out by one confirmation."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A case with its draft, and where that would go."""

    row: CaseRow
    to: str


def ready(desk: Desk, who: Counselor, pile: int) -> list[Letter]:
    """The drafts of a pile that ``who`` may send without opening the case, up to ``MOST``.

    A draft is ready where it has figures behind it and no doubt about what was asked, where the
    safety screen found nothing, nobody answered yet, and an address came along.
    """
    sure = CaseRow.draft != "", CaseRow.draft_about == "", CaseRow.contact != ""
    calm = CaseRow.safety.is_(False), CaseRow.safety_level == ""
    fresh = CaseRow.pile_id == pile, CaseRow.first_reply_at.is_(None)
    with desk.store.look() as session:
        rows = list(
            session.scalars(select(CaseRow).where(*fresh, *sure, *calm).order_by(CaseRow.id))
        )
    found = (Letter(row, address(desk.vault.unseal(row.contact))) for row in rows if _may(who, row))
    return [letter for letter in found if letter.to][:MOST]


def _may(who: Counselor, row: CaseRow) -> bool:
    return may_change(who, row) and bool(row.sources) and Move.REPLY in allowed(case_of(row))


def send(desk: Desk, who: Counselor, letters: list[Letter]) -> int:
    """Reply by each letter and close its case; how many went into the outbox.

    One whose case changed in between, such as by a second press of the button, is left out.
    """
    sent = 0
    for letter in letters:
        row = letter.row
        key = secrets.token_urlsafe(12)
        try:
            desk.reply(who, row.number, row.version, row.draft, key, close=True, by_letter=True)
        except TriageError:
            continue
        sent += 1
    with desk.store.work() as session:
        audit.record(session, desk.clock(), who.login, "letters", detail=f"{sent} letters")
    return sent
