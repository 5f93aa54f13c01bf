"""While a counselor has the chat the bot says so and stays quiet; it comes back when it may."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from tests.actions.scene import Scene
from triage import accounts
from triage.cases import Move, State
from triage.desk import Desk
from triage.intake import Door


@pytest.fixture(scope="session")
def counselors(desk: Door) -> Desk:
    return Desk(desk._store(), desk._vault, desk._library)


@pytest.fixture(scope="session")
def kay(counselors: Desk):
    with counselors.store.work() as session:
        password = "a long password"
        return accounts.create(session, counselors.clock(), "kay", "Ms. Kay", "counselor", password)


def move(counselors: Desk, kay, scene: Scene, desk: Door, move: Move) -> None:
    (case,) = desk.cases_of(scene.conversation)
    version = counselors.read(kay, case.number).version
    counselors.move(kay, case.number, version, move)


@pytest.fixture
def taken(scene: Scene, desk: Door, counselors: Desk, kay) -> Scene:
    """A chat whose question Ms. Kay has claimed."""
    scene.press("handoff", choice="ask").say("counsel", "am i too old")
    move(counselors, kay, scene, desk, Move.CLAIM)
    return scene


def words_kept(scene: Scene, desk: Door) -> list[str]:
    (case,) = desk.kept_about(scene.conversation).cases
    return [said["text"] for said in case["messages"]]


def test_the_bot_says_who_has_the_chat_and_then_only_that_it_was_sent(taken: Scene, desk: Door):
    taken.say("pay", "what does a nurse earn", occupation="nurse")
    assert taken.responses == ["utter_handoff_with"]
    assert "Ms. Kay" in taken.texts[0]
    assert taken.say("counsel", "i am 52").responses == ["utter_handoff_with_again"]
    assert words_kept(taken, desk) == ["what does a nurse earn", "i am 52"]
    assert ("answered", "pay") not in taken.counted


def test_the_student_calls_the_bot_back_and_the_case_goes_on(taken: Scene, desk: Door):
    taken.say("counsel", "i am 52").tap(1)
    assert taken.responses == ["utter_handoff_called_back"]
    taken.say("pay", "what does a nurse earn", occupation="nurse")
    assert taken.responses == ["utter_pay"]
    assert words_kept(taken, desk) == ["i am 52"]
    assert desk.cases_of(taken.conversation)[0].state == State.OPEN


@pytest.mark.parametrize("move_away", [Move.RELEASE, Move.CLOSE, Move.LEAVE])
def test_the_bot_says_that_it_is_back_once_the_counselor_lets_go(
    taken: Scene, desk: Door, counselors: Desk, kay, move_away: Move
):
    taken.say("counsel", "i am 52")
    move(counselors, kay, taken, desk, move_away)
    taken.say("pay", "what does a nurse earn", occupation="nurse")
    assert taken.responses == ["utter_handoff_bot_again", "utter_pay"]
    assert taken.say("outlook", "is it growing").responses == ["utter_outlook"]


def test_a_button_is_for_the_bot_and_so_is_its_title_typed(taken: Scene, desk: Door):
    assert taken.press("pay", occupation="29-1141.00").responses == ["utter_pay"]
    taken.say("counsel", "i am 52")
    assert taken.say("go_back", "back to the bot").responses == ["utter_handoff_called_back"]
    assert words_kept(taken, desk) == ["i am 52"]


@pytest.mark.parametrize(
    ("topic", "first"), [("forget", "utter_forget"), ("privacy", "utter_privacy")]
)
def test_what_is_kept_can_be_asked_and_deleted_all_the_same(taken: Scene, topic, first):
    assert taken.say(topic, "forget me").responses[0] == first


def test_danger_comes_first_and_the_counselor_is_told_without_the_words(
    taken: Scene, desk: Door, counselors: Desk, kay, monkeypatch
):
    offer = replace(desk.offer(), takes_safety=True)
    monkeypatch.setattr(desk, "offer", lambda: offer)
    taken.press("crisis")
    assert taken.responses == ["utter_crisis", "utter_handoff_warned"]
    (case,) = desk.cases_of(taken.conversation)
    row = counselors.read(kay, case.number)
    assert (row.safety, row.priority) == (True, "urgent")
    assert words_kept(taken, desk) == []


def test_where_nobody_answers_for_danger_nothing_is_claimed(taken: Scene, desk: Door):
    assert taken.press("crisis").responses == ["utter_crisis"]


def test_the_bot_answers_where_it_cannot_know(taken: Scene, monkeypatch):
    def away(*_args):
        raise OperationalError("select", {}, Exception("away"))

    monkeypatch.setattr("triage.in_chat.held_by", away)
    assert taken.say("pay", "nurse pay", occupation="nurse").responses == ["utter_pay"]
