"""What counselors may do, on both databases, alone and at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.triage.conftest import ask, desk_of, door_of, hire
from triage import listing
from triage.cases import Move, Priority
from triage.errors import BadInput, MoveRefused, NotAllowed, StaleCase, UnknownCase
from triage.listing import Wanted


def version_of(app, who, number):
    return desk_of(app).read(who, number).version


def listed(app, who, **wanted):
    with desk_of(app).store.look() as session:
        page = listing.page(session, who, desk_of(app).library, Wanted(**wanted))
    return [row.number for row in page.rows]


def test_a_change_made_from_an_old_page_is_refused(any_app):
    number, ann = ask(any_app), hire(any_app, "ann")
    desk_of(any_app).label(ann, number, 1, "pay", "", None)
    with pytest.raises(StaleCase):
        desk_of(any_app).label(ann, number, 1, "outlook", "", None)
    assert desk_of(any_app).read(ann, number).topic == "pay"


def test_a_counselor_opens_what_waits_and_what_is_theirs(any_app):
    number, ann, bob = ask(any_app), hire(any_app, "ann"), hire(any_app, "bob")
    lea = hire(any_app, "lea", "lead")
    desk = desk_of(any_app)
    assert desk.read(bob, number).question
    desk.move(ann, number, 1, Move.CLAIM)
    with pytest.raises(UnknownCase):
        desk.read(bob, number)
    with pytest.raises(UnknownCase):
        desk.note(bob, number, "hello")
    assert desk.read(lea, number).assignee_id == ann.id
    assert (listed(any_app, bob), listed(any_app, ann)) == ([], [number])


def test_a_reply_is_sent_once_however_often_the_button_is_pressed(any_app):
    number, ann = ask(any_app), hire(any_app, "ann")
    for _ in range(3):
        desk_of(any_app).reply(ann, number, 1, "Hello.", "one press")
    row = desk_of(any_app).read(ann, number)
    assert len(row.messages) == 1
    assert (row.state, row.assignee_id) == ("pending", ann.id)
    assert row.first_reply_at is not None


def test_a_reply_can_close_the_case(any_app):
    number, ann = ask(any_app), hire(any_app, "ann")
    desk_of(any_app).reply(ann, number, 1, "Hello.", "r", close=True)
    row = desk_of(any_app).read(ann, number)
    assert row.state == "resolved"
    assert row.resolved_at is not None


def test_a_flag_needs_a_note_to_go_and_priority_a_note_to_sink(any_app):
    number, ann = ask(any_app), hire(any_app, "ann")
    desk = desk_of(any_app)
    desk.flag(ann, number, 1, True, "")
    row = desk.read(ann, number)
    assert (row.safety, row.priority) == (True, "urgent")
    with pytest.raises(MoveRefused):
        desk.prioritize(ann, number, row.version, Priority.LOW, " ")
    with pytest.raises(MoveRefused):
        desk.flag(ann, number, row.version, False, "")
    desk.prioritize(ann, number, row.version, Priority.HIGH, "spoke to the family")
    assert [n.text for n in desk.read(ann, number).notes] == ["spoke to the family"]


def test_an_urgent_case_is_due_sooner(any_app):
    number, ann = ask(any_app), hire(any_app, "ann")
    before = desk_of(any_app).read(ann, number).due_at
    desk_of(any_app).flag(ann, number, 1, True, "")
    assert desk_of(any_app).read(ann, number).due_at < before


def test_a_transfer_goes_to_somebody_who_works_here(any_app):
    number, ann, bob = ask(any_app), hire(any_app, "ann"), hire(any_app, "bob")
    desk = desk_of(any_app)
    with pytest.raises(MoveRefused):
        desk.move(ann, number, 1, Move.TRANSFER, to=999)
    desk.move(ann, number, 1, Move.TRANSFER, to=bob.id)
    assert desk.read(bob, number).assignee_id == bob.id


def test_snoozing_needs_a_time_to_come(any_app):
    number, ann = ask(any_app), hire(any_app, "ann")
    desk = desk_of(any_app)
    with pytest.raises(BadInput):
        desk.snooze(ann, number, 1, desk.clock() - timedelta(minutes=1))
    desk.snooze(ann, number, 1, desk.clock() + timedelta(hours=1))
    assert desk.read(ann, number).state == "snoozed"


def test_only_cases_of_one_student_are_merged_and_the_flag_goes_along(any_app):
    ann, desk = hire(any_app, "ann"), desk_of(any_app)
    first, second = ask(any_app, "k1"), ask(any_app, "k2", text="Same again?")
    other = ask(any_app, "k3", conversation="c2")
    desk.flag(ann, second, 1, True, "")
    version = version_of(any_app, ann, second)
    with pytest.raises(MoveRefused):
        desk.merge(ann, second, version, other)
    with pytest.raises(MoveRefused):
        desk.merge(ann, second, version, second)
    desk.merge(ann, second, version, first)
    kept = desk.read(ann, first)
    assert kept.safety
    assert "Same again?" in kept.notes[0].text
    assert desk.read(ann, second).merged_into == first


def test_another_counselors_case_may_be_read_where_the_library_says_so(settings, clock):
    from triage.web.app import create_app

    settings.library_file.write_text("desk: {counselors_read_all: true}")
    app = create_app(settings, clock=clock, work=False)
    number, ann, bob = ask(app), hire(app, "ann"), hire(app, "bob")
    desk_of(app).move(ann, number, 1, Move.CLAIM)
    assert desk_of(app).read(bob, number).question
    with pytest.raises(NotAllowed):
        desk_of(app).note(bob, number, "mine?")


def test_the_queue_shows_urgent_first_then_what_is_due(any_app, clock):
    ann = hire(any_app, "ann")
    early = ask(any_app, "k1")
    clock.pass_by(minutes=5)
    late = ask(any_app, "k2")
    clock.pass_by(minutes=5)
    urgent = ask(any_app, "k3", safety={"level": "crisis"})
    assert listed(any_app, ann) == [urgent, early, late]
    assert listed(any_app, ann, sort="newest") == [urgent, late, early]
    assert listed(any_app, ann, safety="yes") == [urgent]


@pytest.mark.parametrize(
    ("text", "found"),
    [("LIBRARIAN earn", True), ("librarian plumber", False), ("100%", True), ("_%_", False)],
)
def test_search_finds_every_word_and_takes_wildcards_literally(any_app, text, found):
    number, ann = ask(any_app, text="Does a librarian earn 100% of that?"), hire(any_app, "ann")
    assert listed(any_app, ann, text=text) == ([number] if found else [])


def test_search_finds_a_number_typed_carelessly(any_app):
    number, ann = ask(any_app), hire(any_app, "ann")
    assert listed(any_app, ann, text=number.lower().replace("-", "")) == [number]


def test_twenty_counselors_at_once_lose_nothing(any_app):
    """Each claims what they can and notes on every case; each case ends with one owner."""
    desk = desk_of(any_app)
    team = [hire(any_app, f"c{n}", "lead") for n in range(20)]
    numbers = [ask(any_app, f"k{n}") for n in range(5)]

    def work(who):
        won = 0
        for number in numbers:
            desk.note(who, number, f"by {who.login}")
            try:
                desk.move(who, number, version_of(any_app, who, number), Move.CLAIM)
                won += 1
            except (StaleCase, MoveRefused):
                continue
        return won

    with ThreadPoolExecutor(20) as pool:
        won = sum(pool.map(work, team))
    assert won == len(numbers)
    for number in numbers:
        row = desk.read(team[0], number)
        assert row.assignee_id is not None
        assert sorted(n.text for n in row.notes) == sorted(f"by {who.login}" for who in team)


def test_counters_raised_at_once_add_up(any_app):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: door_of(any_app).count({("answered", "pay"): 1}), range(40)))
    from sqlalchemy import text

    with desk_of(any_app).store.look() as session:
        assert session.scalar(text("SELECT sum(times) FROM counter")) == 40
