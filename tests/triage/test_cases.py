"""The moves of a case, by property."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from triage.cases import ENDS, Case, Move, Priority, State, allowed, flagged, moved, prioritized
from triage.errors import MoveRefused

CASES = st.builds(
    Case,
    number=st.just("7KQF-D2MX"),
    state=st.sampled_from(State),
    priority=st.sampled_from(Priority),
    safety=st.booleans(),
    assignee=st.none() | st.integers(1, 3),
    in_chat=st.booleans(),
)


class LifeOfACase(RuleBasedStateMachine):
    """Any counselor tries any move at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.case = Case("7KQF-D2MX")
        self.ended = False

    @rule(move=st.sampled_from(Move), who=st.integers(1, 3))
    def try_a_move(self, move, who):
        before = self.case
        try:
            self.case = moved(before, move, to=who)
        except MoveRefused:
            assert self.case == before
        else:
            assert not self.ended

    @rule(priority=st.sampled_from(Priority), note=st.sampled_from(["", "  ", "calmed down"]))
    def try_a_priority(self, priority, note):
        before = self.case
        try:
            self.case = prioritized(before, priority, note)
        except MoveRefused:
            return
        sank = priority.rank > before.priority.rank
        assert not (before.safety and sank and not note.strip())

    @rule(raised=st.booleans(), note=st.sampled_from(["", " ", "spoke to the student"]))
    def try_the_flag(self, raised, note):
        before = self.case
        try:
            self.case = flagged(before, raised, note)
        except MoveRefused:
            return
        assert not (before.safety and not raised and not note.strip())

    @invariant()
    def a_chat_is_in_somebodys_hands_while_they_work_on_it(self):
        at_work = self.case.state in (State.OPEN, State.PENDING)
        assert not self.case.in_chat or (self.case.assignee and at_work)

    @invariant()
    def an_end_is_an_end(self):
        self.ended = self.ended or self.case.state in ENDS
        if self.ended:
            assert self.case.state in ENDS
            assert allowed(self.case) == ()


TestLifeOfACase = LifeOfACase.TestCase


@given(CASES, st.sampled_from(Move))
def test_a_move_is_possible_exactly_when_it_is_listed(case, move):
    try:
        moved(case, move, to=case.assignee or 1)
    except MoveRefused:
        assert move not in allowed(case)
    else:
        assert move in allowed(case)


@given(CASES)
def test_raising_the_flag_makes_a_case_urgent(case):
    if case.state not in ENDS:
        assert flagged(case, True, "").priority is Priority.URGENT


def test_two_counselors_cannot_claim_the_same_case():
    claimed = moved(Case("7KQF-D2MX"), Move.CLAIM, to=1)
    with pytest.raises(MoveRefused, match="claimed by someone else"):
        moved(claimed, Move.CLAIM, to=2)


@given(CASES)
def test_who_calls_the_bot_back_has_it_until_the_counselor_acts_again(case):
    called = (
        moved(case, Move.LEAVE) if Move.LEAVE in allowed(case) else replace(case, in_chat=False)
    )
    for move in allowed(called):
        after = moved(called, move, to=called.assignee or 1)
        acts = move in (Move.CLAIM, Move.TRANSFER, Move.REPLY, Move.JOIN)
        assert after.in_chat == (acts and after.assignee is not None)


def test_claiming_twice_changes_nothing():
    claimed = moved(Case("7KQF-D2MX"), Move.CLAIM, to=1)
    assert moved(claimed, Move.CLAIM, to=1) == claimed


def test_a_resolved_case_opens_again_when_the_student_writes():
    resolved = moved(moved(Case("7KQF-D2MX"), Move.CLAIM, to=1), Move.CLOSE)
    assert moved(resolved, Move.STUDENT_WROTE).state is State.OPEN


@pytest.mark.parametrize("move", [Move.CLAIM, Move.TRANSFER])
def test_a_case_is_given_to_somebody_or_not_at_all(move):
    with pytest.raises(MoveRefused, match="must name a counselor"):
        moved(Case("7KQF-D2MX"), move)
