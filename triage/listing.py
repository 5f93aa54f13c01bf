"""The queue: which cases, in which order, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import Session, selectinload

from triage.cases import LIVE
from triage.library import Library
from triage.numbers import tidy
from triage.tables import CaseRow, Counselor

PAGE = 50
T = TypeVar("T")
SORTS: dict[str, tuple[Any, ...]] = {
    "queue": (CaseRow.rank, CaseRow.due_at, CaseRow.id),
    "due": (CaseRow.due_at, CaseRow.id),
    "newest": (CaseRow.created_at.desc(), CaseRow.id.desc()),
    "oldest": (CaseRow.created_at, CaseRow.id),
    "changed": (CaseRow.changed_at.desc(), CaseRow.id.desc()),
}
_EXACT = ("priority", "topic", "channel", "occupation", "language", "reason")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list; empty means all.

    Attributes:
        state: a state, ``live`` for all that still need something, or ``all``.
        owner: ``me``, ``nobody`` or the id of a counselor.
        text: words searched for in question, occupation, topic, tags and number.
    """

    state: str = "live"
    owner: str = ""
    safety: str = ""
    priority: str = ""
    topic: str = ""
    channel: str = ""
    occupation: str = ""
    language: str = ""
    reason: str = ""
    pile: str = ""
    text: str = ""
    sort: str = "queue"
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        """From the query of an address; what it does not know is left out."""
        known: dict[str, Any] = {
            k: v.strip()[:200] for k, v in query.items() if k in cls.__dataclass_fields__
        }
        page = known.pop("page", "1")
        number = min(int(page), 10_000) if page.isascii() and page.isdigit() else 1
        return replace(cls(**known), page=max(1, number))


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the queue and how many there are in all."""

    rows: Sequence[CaseRow]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


def page(session: Session, who: Counselor, library: Library, wanted: Wanted) -> Page:
    """The cases that ``who`` may read and ``wanted`` asks for."""
    condition = and_(_readable(who, library), *_conditions(who, wanted))
    total = session.scalar(select(func.count()).select_from(CaseRow).where(condition)) or 0
    ordered = _ordered(select(CaseRow.id), wanted).where(condition)
    shown = ordered.limit(PAGE).offset((wanted.page - 1) * PAGE)
    ids = list(session.scalars(shown))
    found = select(CaseRow).where(CaseRow.id.in_(ids)).options(selectinload(CaseRow.assignee))
    rows = session.scalars(_ordered(found, wanted))
    return Page(rows.all(), total, wanted.page)


def all_rows(session: Session, who: Counselor, library: Library, wanted: Wanted) -> list[CaseRow]:
    """Every case of the listing, for an export."""
    condition = and_(_readable(who, library), *_conditions(who, wanted))
    at_once = selectinload(CaseRow.assignee), selectinload(CaseRow.messages)
    query = _ordered(select(CaseRow), wanted).where(condition).options(*at_once)
    return list(session.scalars(query))


def choices(session: Session, column: str) -> list[str]:
    """The values of ``topic`` or ``channel`` that occur, for the filter's list."""
    field = {"topic": CaseRow.topic, "channel": CaseRow.channel}[column]
    return [v for v in session.scalars(select(field).distinct().order_by(field)) if v]


def similar(session: Session, who: Counselor, library: Library, row: CaseRow) -> list[CaseRow]:
    """Up to five answered cases on the same topic, those on the same occupation first."""
    answered = CaseRow.first_reply_at.is_not(None), CaseRow.id != row.id, CaseRow.question != ""
    if not row.topic and not row.occupation:
        return []
    same = and_(CaseRow.topic == row.topic, CaseRow.topic != "")
    if row.occupation:
        same = or_(same, CaseRow.occupation == row.occupation)
    nearest = (CaseRow.occupation == row.occupation).desc()
    query = select(CaseRow).where(_readable(who, library), *answered, same)
    return list(session.scalars(query.order_by(nearest, CaseRow.id.desc()).limit(5)))


def _readable(who: Counselor, library: Library) -> ColumnElement[bool]:
    if who.role != "counselor" or library.desk.counselors_read_all:
        return true()
    return or_(CaseRow.assignee_id.is_(None), CaseRow.assignee_id == who.id)


def _conditions(who: Counselor, wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [getattr(CaseRow, f) == value for f in _EXACT if (value := getattr(wanted, f))]
    if wanted.state == "live":
        found.append(CaseRow.state.in_([state.value for state in LIVE]))
    elif wanted.state != "all":
        found.append(CaseRow.state == wanted.state)
    if wanted.safety:
        found.append(CaseRow.safety.is_(wanted.safety == "yes"))
    if wanted.pile.isdigit():
        found.append(CaseRow.pile_id == int(wanted.pile))
    return found + _owner(who, wanted.owner) + _words(wanted.text)


def _owner(who: Counselor, owner: str) -> list[ColumnElement[bool]]:
    if owner == "nobody":
        return [CaseRow.assignee_id.is_(None)]
    if owner == "me":
        return [CaseRow.assignee_id == who.id]
    return [CaseRow.assignee_id == int(owner)] if owner.isdigit() else []


def _words(text: str) -> list[ColumnElement[bool]]:
    """Every word must occur somewhere; a case number finds its case."""
    number = CaseRow.number == tidy(text)
    words = [CaseRow.search.contains(word, autoescape=True) for word in text.lower().split()]
    return [or_(number, and_(*words))] if words else []


def _ordered(query: Select[T], wanted: Wanted) -> Select[T]:
    return query.order_by(*SORTS.get(wanted.sort, SORTS["queue"]))
