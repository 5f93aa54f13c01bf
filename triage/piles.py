"""A pile of questions at once: a class's forms, a mailbox export, a paste."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import delete, select, update
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

_DRAFTED_AT_ONCE = 3
_BATCHES = 12


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

    The bot drafts further batches while the cases of one are written. Those are written and their
    lines removed in one transaction, so a process killed at any moment loses none and doubles none.
    """
    with store.look() as session:
        waiting = select(PileLine).order_by(PileLine.pile_id, PileLine.line)
        lines = list(session.scalars(waiting.limit(_BATCHES * MOST_AT_ONCE)))
    alike: defaultdict[str, list[PileLine]] = defaultdict(list)
    for line in lines:
        alike[line.question].append(line)
    batches = batched(list(alike), MOST_AT_ONCE)
    with ThreadPoolExecutor(_DRAFTED_AT_ONCE) as pool:
        drafted = pool.map(lambda questions: _drafts(drafter, questions), batches)
        for batch, drafts in zip(batches, drafted, strict=True):
            answered = dict(zip(batch, drafts, strict=True))
            with store.work() as session:
                of_batch = [line for question in batch for line in alike[question]]
                _become_cases(session, vault, library, of_batch, answered, now)
    return len(lines)


def batched(questions: list[str], size: int) -> list[list[str]]:
    """``questions`` in pieces of up to ``size``."""
    return [questions[n : n + size] for n in range(0, len(questions), size)]


def _become_cases(
    session: Session,
    vault: Vault,
    library: Library,
    lines: list[PileLine],
    drafts: dict[str, Draft],
    now: datetime,
) -> None:
    """Make cases of those lines that no other worker has taken meanwhile."""
    mine = PileLine.id.in_([line.id for line in lines])
    held = set(session.scalars(delete(PileLine).where(mine).returning(PileLine.id)))
    taken = [line for line in lines if line.id in held]
    for line in taken:
        draft = drafts[line.question]
        question = _question(line, draft, vault.unseal(line.contact))
        row = records.take(session, vault, library, question, now)
        if row:
            row.pile_id, row.draft, row.sources = line.pile_id, draft.text, list(draft.sources)
            row.draft_about = draft.doubt
    for pile, more in Counter(line.pile_id for line in taken).items():
        raised = update(Pile).where(Pile.id == pile).values(done=Pile.done + more)
        session.execute(raised)
    _finish(session, now)


def _question(line: PileLine, draft: Draft, contact: str) -> Question:
    found = draft.screening
    name = f"pile {line.pile_id} line {line.line}"
    question = Question(
        key=name,
        conversation=name,
        channel="import",
        text=line.question,
        reason="import",
        language=draft.language,
        topic=draft.topic,
        occupation=draft.occupation,
        occupation_title=draft.occupation_title,
        area=draft.area,
        contact=contact,
    )
    return replace(question, safety=asdict(found)) if found else question


def _drafts(drafter: Drafter, questions: list[str]) -> list[Draft]:
    """No drafts where the bot is silent: the questions still become cases, and are screened."""
    try:
        return drafter.draft(questions)
    except BotUnreachable:
        return [_undrafted(safety.screen(question)) for question in questions]


def _undrafted(found: safety.Screening | None) -> Draft:
    return Draft("", language=found.language if found else "en", screening=found)


def _finish(session: Session, now: datetime) -> None:
    complete = Pile.done >= Pile.total, Pile.finished_at.is_(None)
    session.execute(update(Pile).where(*complete).values(finished_at=now))
