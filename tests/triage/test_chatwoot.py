"""Cases go to Chatwoot and its agents' replies return, once each; deletion reaches it too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from tests.triage.conftest import ask, desk_of, door_of, hire
from tests.triage.fake_chatwoot import FakeChatwoot, signed
from triage.chatwoot import Chatwoot
from triage.errors import BadInput
from triage.helpdesk import Copies, carrier
from triage.outbox import Outbox
from triage.questions import Question
from triage.tables import Counselor
from triage.web.app import create_app
from triage.worker import Worker


@pytest.fixture
def chatwoot() -> Iterator[FakeChatwoot]:
    made = FakeChatwoot()
    yield made
    made.stop()


@pytest.fixture
def app(any_settings, chatwoot, clock, drafter):
    settings = replace(any_settings, chatwoot=chatwoot.settings)
    made = create_app(settings, clock=clock, drafter=drafter, work=False)
    yield made
    made.state.house.desk.store.close()


@pytest.fixture
def worker(app, chatwoot, drafter) -> Worker:
    desk = desk_of(app)
    copies = Copies(desk, Chatwoot(chatwoot.settings))
    outbox = Outbox(desk.store, desk.vault, carrier(copies))
    return Worker(desk, door_of(app), outbox, drafter, copies)


def work(worker, clock, rounds=3):
    for _ in range(rounds):
        worker.round()
        clock.pass_by(minutes=2)


def tell(app, clock, event, **how):
    body, headers = signed(event, clock(), **how)
    return TestClient(app).post("/hooks/chatwoot", content=body, headers=headers).status_code


def source(chatwoot: FakeChatwoot) -> str:
    (found,) = chatwoot.contacts
    return found


def replies(app) -> list[tuple[str, str]]:
    return [(reply.by, reply.text) for reply in door_of(app).replies_for("c1")]


def test_a_question_and_what_is_added_arrive_in_one_conversation(app, worker, chatwoot, clock):
    number = ask(app, text="What does a welder earn?", contact="me@example.org")
    work(worker, clock)
    door_of(app).add_words(Question("k2", "c1", "web", "In Alaska, I mean."))
    work(worker, clock)
    assert len(chatwoot.contacts) == 1
    assert [said.splitlines()[0] for said in chatwoot.said] == [
        "What does a welder earn?",
        "In Alaska, I mean.",
    ]
    assert all(number in said for said in chatwoot.said)
    assert "me@example.org" not in str([chatwoot.contacts, chatwoot.said])


@pytest.mark.parametrize("last_heard", ["/contacts", "/conversations", "/messages"])
def test_an_answer_that_never_came_back_makes_nothing_double(
    app, worker, chatwoot, clock, last_heard
):
    ask(app)
    chatwoot.dies_after = last_heard
    work(worker, clock, rounds=5)
    assert [len(talks) for talks in chatwoot.talks.values()] == [1]
    assert len(chatwoot.said) == 1


def test_what_chatwoot_did_not_take_is_carried_later(app, worker, chatwoot, clock):
    ask(app)
    chatwoot.down = 3
    work(worker, clock, rounds=6)
    assert len(chatwoot.said) == 1


def test_an_agents_reply_reaches_the_student_once_under_the_agents_name(
    app, worker, chatwoot, clock
):
    ask(app)
    work(worker, clock)
    event = chatwoot.reply(41, source(chatwoot), "About $51,000 a year.")
    assert [tell(app, clock, event) for _ in range(3)] == [200, 200, 200]
    assert replies(app) == [("Ms. Ortega", "About $51,000 a year.")]
    assert tell(app, clock, chatwoot.resolved(source(chatwoot))) == 200
    assert door_of(app).cases_of("c1")[0].state == "resolved"


@pytest.mark.parametrize(
    "other",
    [
        {"private": True},
        {"message_type": "incoming"},
        {"event": "message_updated"},
        {"content": "   "},
        {"conversation": {"id": 5, "contact_inbox": {"source_id": "of another"}}},
    ],
)
def test_what_is_no_reply_to_the_student_stays_where_it_is(app, worker, chatwoot, clock, other):
    ask(app)
    work(worker, clock)
    event = chatwoot.reply(41, source(chatwoot), "Only for us.") | other
    assert tell(app, clock, event) == 200
    assert replies(app) == []


def test_only_what_chatwoot_signed_a_moment_ago_is_believed(app, worker, chatwoot, clock):
    ask(app)
    work(worker, clock)
    event = chatwoot.reply(41, source(chatwoot), "Pay me first.")
    body, headers = signed(event, clock())
    changed = body.replace(b"first", b"twice")
    post = TestClient(app).post
    assert tell(app, clock, event, secret="guessed") == 401
    assert post("/hooks/chatwoot", content=body).status_code == 401
    assert post("/hooks/chatwoot", content=changed, headers=headers).status_code == 401
    clock.pass_by(minutes=6)
    assert post("/hooks/chatwoot", content=body, headers=headers).status_code == 401
    assert replies(app) == []


@pytest.mark.parametrize("event", [[], {"event": "message_created"}, "x", {"event": None}, 7])
def test_a_signed_event_of_no_known_shape_is_refused_or_passed_over(app, clock, event):
    assert tell(app, clock, event) in (200, 400)


@pytest.mark.parametrize("goes", ["withdraw", "forget"])
def test_what_is_deleted_here_is_deleted_there(app, worker, chatwoot, clock, goes):
    ask(app)
    ask(app, "k2", conversation="c2", text="Somebody else's")
    work(worker, clock)
    getattr(door_of(app), goes)("c1")
    chatwoot.down = 1
    work(worker, clock)
    assert [said.splitlines()[0] for said in chatwoot.said] == ["Somebody else's"]
    assert len(chatwoot.contacts) == 1


def test_an_agent_there_cannot_sign_in_here(app, worker, chatwoot, clock):
    ask(app)
    work(worker, clock)
    tell(app, clock, chatwoot.reply(41, source(chatwoot), "Hello."))
    with desk_of(app).store.look() as session:
        agent = session.scalar(select(Counselor).where(Counselor.login == "chatwoot:12"))
    assert (agent.name, agent.active) == ("Ms. Ortega", False)


def test_our_own_counselors_can_go_on_meanwhile(app, worker, chatwoot, clock):
    number, ann = ask(app), hire(app, "ann")
    work(worker, clock)
    desk_of(app).reply(ann, number, 1, "Mine.", "r1")
    tell(app, clock, chatwoot.reply(41, source(chatwoot), "And theirs."))
    assert [text for _, text in replies(app)] == ["Mine.", "And theirs."]


def test_a_half_set_up_chatwoot_says_what_is_missing(any_settings):
    with pytest.raises(BadInput, match="LATTICE_CHATWOOT_TOKEN"):
        create_app(replace(any_settings, chatwoot={"url": "http://x", "secret": "s"}))


def test_without_a_help_desk_there_is_no_door(settings, clock):
    app = create_app(settings, clock=clock, work=False)
    assert TestClient(app).post("/hooks/chatwoot", content=b"{}").status_code in (404, 405)
