"""A case and the moves it allows: pure, no clock, no database.

    new ──claim──▶ open ──reply──▶ pending ──▶ resolved
     │              │ ▲               │           │
     └──snooze──▶ snoozed ──wake──────┘◀─reopen───┘

``withdrawn`` and ``merged`` are ends: nothing leaves them.

Beside its state a case is *in the chat* or not: while it is, what the student writes goes to the
counselor and the bot stays quiet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from triage.errors import MoveRefused


class State(StrEnum):
    """Where a case stands."""

    NEW = "new"
    OPEN = "open"
    PENDING = "pending"  # waiting for the student
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Priority(StrEnum):
    """How soon; the order of the members is the order of the queue."""

    URGENT = "urgent"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for urgent to 3 for low."""
        return list(Priority).index(self)


class Move(StrEnum):
    """What can be done with a case."""

    CLAIM = "claim"
    RELEASE = "release"
    TRANSFER = "transfer"
    REPLY = "reply"
    STUDENT_WROTE = "student_wrote"
    SNOOZE = "snooze"
    WAKE = "wake"
    CLOSE = "close"
    REOPEN = "reopen"
    JOIN = "join"  # the counselor takes the student's chat
    LEAVE = "leave"  # the bot has it again
    WITHDRAW = "withdraw"
    MERGE = "merge"


ENDS = frozenset({State.WITHDRAWN, State.MERGED})
LIVE = frozenset(State) - ENDS - {State.RESOLVED}

_WORKING = frozenset({State.NEW, State.OPEN, State.PENDING, State.SNOOZED})
_AWAKE = _WORKING - {State.SNOOZED}

# move -> (states it may start from, state it leads to; None keeps the state)
MOVES: dict[Move, tuple[frozenset[State], State | None]] = {
    Move.CLAIM: (_AWAKE, State.OPEN),
    Move.RELEASE: (_WORKING, State.NEW),
    Move.TRANSFER: (_WORKING, State.OPEN),
    Move.REPLY: (_WORKING, State.PENDING),
    Move.STUDENT_WROTE: (_WORKING | {State.RESOLVED}, State.OPEN),
    Move.SNOOZE: (_AWAKE, State.SNOOZED),
    Move.WAKE: (frozenset({State.SNOOZED}), State.OPEN),
    Move.CLOSE: (_WORKING, State.RESOLVED),
    Move.REOPEN: (frozenset({State.RESOLVED}), State.OPEN),
    Move.JOIN: (_AWAKE - {State.NEW}, None),
    Move.LEAVE: (_WORKING, None),
    Move.WITHDRAW: (_WORKING | {State.RESOLVED}, State.WITHDRAWN),
    Move.MERGE: (_WORKING | {State.RESOLVED}, State.MERGED),
}

_JOINS = frozenset({Move.CLAIM, Move.TRANSFER, Move.REPLY, Move.JOIN})
_STAYS = frozenset({Move.STUDENT_WROTE, Move.WAKE})


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules of a case depend on; the rest of it is the store's.

    Attributes:
        number: as people say it, ``7KQ-D2MX``.
        safety: the safety screen fired, or a counselor raised the flag.
        assignee: id of the counselor who has it, None while it waits.
        in_chat: what the student writes goes to the counselor, and the bot stays quiet.
    """

    number: str
    state: State = State.NEW
    priority: Priority = Priority.MEDIUM
    safety: bool = False
    assignee: int | None = None
    in_chat: bool = False


def allowed(case: Case) -> tuple[Move, ...]:
    """The moves that ``case`` can make now."""
    return tuple(move for move, (start, _) in MOVES.items() if case.state in start)


def moved(case: Case, move: Move, *, to: int | None = None) -> Case:
    """Return ``case`` after ``move``.

    Args:
        case: the case as it is.
        move: what is done with it.
        to: id of the counselor who has it afterwards; needed to claim and to transfer.

    Raises:
        MoveRefused: the state does not allow it, or somebody else has the case already.
    """
    start, end = MOVES[move]
    if case.state not in start:
        raise MoveRefused(f"Case {case.number} is {case.state}: it cannot be given a {move}.")
    owner = None if move is Move.RELEASE else case.assignee
    if move in (Move.CLAIM, Move.TRANSFER):
        owner = _new_owner(case, move, to)
    in_chat = owner is not None and (move in _JOINS or (move in _STAYS and case.in_chat))
    return replace(case, state=end or case.state, assignee=owner, in_chat=in_chat)


def _new_owner(case: Case, move: Move, to: int | None) -> int:
    if to is None:
        raise MoveRefused(f"A {move} of case {case.number} must name a counselor.")
    if move is Move.CLAIM and case.assignee not in (None, to):
        raise MoveRefused(f"Case {case.number} was claimed by someone else a moment ago.")
    return to


def prioritized(case: Case, priority: Priority, note: str) -> Case:
    """Return ``case`` with another priority; one with a safety flag sinks only with a note.

    Raises:
        MoveRefused: a safety case would sink and the note is empty, or the case has ended.
    """
    _still_counts(case)
    if case.safety and priority.rank > case.priority.rank and not note.strip():
        raise MoveRefused(f"Case {case.number} has a safety flag: say in a note why it can wait.")
    return replace(case, priority=priority)


def flagged(case: Case, safety: bool, note: str) -> Case:
    """Return ``case`` with the safety flag raised (and urgent) or, with a note, lowered.

    Raises:
        MoveRefused: the flag would be lowered without a note, or the case has ended.
    """
    _still_counts(case)
    if case.safety and not safety and not note.strip():
        raise MoveRefused(f"Say in a note why case {case.number} no longer needs its safety flag.")
    return replace(case, safety=safety, priority=Priority.URGENT if safety else case.priority)


def _still_counts(case: Case) -> None:
    if case.state in ENDS:
        raise MoveRefused(f"Case {case.number} is {case.state} and cannot be changed.")
