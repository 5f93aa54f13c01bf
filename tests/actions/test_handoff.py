"""Asking for a person: an honest offer, a durable question, a number."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from actions.guidance.handoff import to_question
from actions.understanding.turn import Turn
from tests.actions.scene import Scene, tracker
from tests.fixtures import small_base as codes


def test_the_offer_says_when_and_what_is_kept(scene: Scene):
    scene.say("handoff", "can i talk to a person")
    assert scene.responses == ["utter_handoff"]
    assert "180 days" in scene.texts[0]
    assert any('"ask"' in button["payload"] for button in scene.buttons)


def test_the_next_message_is_the_question_whatever_it_is_about(scene: Scene, desk):
    scene.say("pay", occupation="nurse").say("handoff", "person please").press(
        "handoff", choice="ask"
    )
    scene.say("education", "how do I pay for nursing school? me@example.org")
    assert scene.responses == ["utter_handoff_taken"]
    (case,) = desk.cases_of(scene.conversation)
    assert case.number in scene.texts[0]
    (kept,) = desk.kept_about(scene.conversation).cases
    assert "nursing school" in str(kept)


def test_the_same_message_makes_no_second_case(scene: Scene, desk):
    for _ in range(2):
        scene.press("handoff", choice="ask").say("counsel", "what should i do")
    assert len(desk.cases_of(scene.conversation)) == 1


@pytest.mark.parametrize("topic", ["deny", "start_over", "help"])
def test_a_person_can_leave_without_a_question(scene: Scene, desk, topic: str):
    scene.press("handoff", choice="ask").say(topic, "no")
    assert desk.cases_of(scene.conversation) == ()
    assert scene.say("pay", "nurse pay", occupation="nurse").responses == ["utter_pay"]


def test_a_button_leaves_the_desk_too(scene: Scene, desk):
    scene.press("handoff", choice="ask").press("pay", occupation=codes.NURSES)
    scene.say("outlook", "is it growing")
    assert scene.responses == ["utter_outlook"]
    assert desk.cases_of(scene.conversation) == ()


def test_a_question_is_taken_back(scene: Scene, desk):
    scene.press("handoff", choice="ask").say("counsel", "am i too old")
    scene.press("handoff", choice="withdraw")
    assert scene.responses == ["utter_handoff_withdrawn"]
    assert [case.state for case in desk.cases_of(scene.conversation)] in ([], ["withdrawn"])


def test_a_question_taken_back_is_shown_as_that_and_without_its_words(scene: Scene):
    scene.press("handoff", choice="ask").say("counsel", "am i too old")
    scene.press("handoff", choice="withdraw").say("privacy", "what do you have about me")
    assert "taken back: its words are deleted" in scene.texts[-1]
    assert "too old" not in scene.texts[-1]


def test_where_nothing_is_kept_no_question_is_asked_for(scene: Scene, desk, monkeypatch):
    closed = replace(desk.offer(), takes_questions=False, kept_days=0)
    monkeypatch.setattr(desk, "offer", lambda: closed)
    assert scene.press("handoff", choice="ask").responses == ["utter_handoff_desk_only"]
    assert scene.slots["pending"] is None
    scene.say("privacy", "what do you keep")
    assert "0 days" not in scene.texts[0]
    assert "pass no question on" in scene.texts[0]


def test_forget_deletes_what_the_desk_holds(scene: Scene, desk):
    scene.press("handoff", choice="ask").say("counsel", "am i too old").say("forget", "forget me")
    assert desk.kept_about(scene.conversation).cases == ()


def test_an_offer_is_made_while_the_database_is_away(scene: Scene, desk, monkeypatch):
    def away(_conversation: str):
        raise OperationalError("select", {}, Exception("away"))

    monkeypatch.setattr(desk, "cases_of", away)
    assert scene.say("handoff", "person").responses == ["utter_handoff"]


def test_the_desk_learns_what_the_talk_was_about():
    said = tracker("my question a@b.org", slots={"occupation": codes.NURSES, "topic": "pay"})
    question = to_question(Turn.from_tracker(said), "Registered Nurses")
    assert (question.topic, question.occupation) == ("pay", codes.NURSES)
    assert question.contact == "a@b.org"
    assert question.channel == "web"


def test_more_can_be_added_to_a_question_and_makes_no_second_case(scene: Scene, desk):
    scene.press("handoff", choice="ask").say("counsel", "am i too old")
    scene.say("handoff", "person")
    assert any('"add"' in button["payload"] for button in scene.buttons)
    scene.press("handoff", choice="add").say("counsel", "i am 52 by the way")
    assert scene.responses == ["utter_handoff_taken"]
    (case,) = desk.kept_about(scene.conversation).cases
    assert case["number"] in scene.texts[0]
    assert [said["text"] for said in case["messages"]] == ["i am 52 by the way"]


def test_the_counselor_sees_what_the_bot_said_last(scene: Scene, desk):
    scene.say("pay", "nurse pay", occupation="nurse")
    said = scene.texts[0]
    scene.say("handoff", "person").press("handoff", choice="ask").say("counsel", "is that true")
    (case,) = desk.kept_about(scene.conversation).cases
    assert case["bot_answer"]
    assert case["bot_answer"].splitlines()[:2] == said.splitlines()[:2]


@pytest.mark.parametrize(("language", "word"), [("en", "everything I have"), ("es", "todo lo que")])
def test_a_person_is_shown_everything_that_is_kept_about_them(scene: Scene, desk, language, word):
    assert scene.say("privacy", "what do you have about me").responses == ["utter_privacy"]
    assert "180 days" in scene.texts[0]
    scene.press("handoff", choice="ask").say("counsel", "am i too old? me@example.org")
    scene.slots["language"] = language
    desk.rate(scene.conversation, "pay", True)
    scene.press("privacy")
    assert scene.responses == ["utter_privacy", "utter_kept"]
    assert word in scene.texts[1]
    assert "am i too old?" in scene.texts[1]
    assert "me@example.org" in scene.texts[1]
