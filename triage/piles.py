"""A pile of questions at once: a class's forms, a mailbox export, a paste."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from triage import audit, records, safety
from triage.drafts import MOST_AT_ONCE, Draft, Drafter
from triage.errors import BotUnreachable
from triage.library import Library
from triage.pile_lines import Line
from triage.questions import Question
from triage.store import Store
from triage.tables import Counselor, Pile, PileLine
from triage.vault import Vault

_AT_ONCE = 4


def start(
    session: Session, vault: Vault, who: Counselor, name: str, lines: Iterable[Line], now: datetime
) -> Pile:
    """Store a pile; its lines become cases by :func:`advance`."""
    kept = list(lines)
    pile = Pile(name=name.strip()[:120] or "Pile", owner_id=who.id, at=now, total=len(kept))
    session.add(pile)
    session.flush()
    session.add_all(
        PileLine(pile_id=pile.id, line=n, question=x.question, contact=vault.seal(x.contact))
        for n, x in enumerate(kept, start=1)
    )
    audit.record(session, now, who.login, "imported", detail=f"{len(kept)} questions")
    return pile


def advance(store: Store, vault: Vault, library: Library, drafter: Drafter, now: datetime) -> int:
    """Turn the next lines of the oldest unfinished pile into cases; returns how many.

    Several batches are drafted side by side. The cases of one are written and its lines removed in
    one transaction, so a process killed at any moment loses none and doubles none.
    """
    with store.look() as session:
        waiting = select(PileLine).order_by(PileLine.pile_id, PileLine.line)
        lines = list(session.scalars(waiting.limit(_AT_ONCE * MOST_AT_ONCE)))

    def become_cases(batch: list[PileLine]) -> None:
        drafts = _drafts(drafter, [line.question for line in batch])
        with store.work() as session:
            for line, draft in zip(batch, drafts, strict=True):
                _become_case(session, vault, library, line, draft, now)
            _finish(session, now)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(become_cases, batched(lines, MOST_AT_ONCE)))
    return len(lines)


def batched(lines: list[PileLine], size: int) -> list[list[PileLine]]:
    """``lines`` in pieces of up to ``size``."""
    return [lines[n : n + size] for n in range(0, len(lines), size)]


def _become_case(
    session: Session, vault: Vault, library: Library, line: PileLine, draft: Draft, now: datetime
) -> None:
    held = session.get(PileLine, line.id)
    if held is None:
        return  # another worker was faster
    question = _question(line, draft, vault.unseal(line.contact))
    row = records.take(session, vault, library, question, now)
    if row:
        row.pile_id, row.draft, row.sources = line.pile_id, draft.text, list(draft.sources)
    session.delete(held)
    raised = update(Pile).where(Pile.id == line.pile_id).values(done=Pile.done + 1)
    session.execute(raised)


def _question(line: PileLine, draft: Draft, contact: str) -> Question:
    found = safety.screen(line.question)
    name = f"pile {line.pile_id} line {line.line}"
    question = Question(
        key=name,
        conversation=name,
        channel="import",
        text=line.question,
        reason="import",
        language=found.language if found else "en",
        topic=draft.topic,
        occupation=draft.occupation,
        occupation_title=draft.occupation_title,
        area=draft.area,
        contact=contact,
    )
    return replace(question, safety=asdict(found)) if found else question


def _drafts(drafter: Drafter, questions: list[str]) -> list[Draft]:
    """No drafts where the bot is silent: the questions still become cases."""
    try:
        return drafter.draft(questions)
    except BotUnreachable:
        return [Draft("")] * len(questions)


def _finish(session: Session, now: datetime) -> None:
    complete = Pile.done >= Pile.total, Pile.finished_at.is_(None)
    session.execute(update(Pile).where(*complete).values(finished_at=now))
