"""What is counted: kind and topic, never words."""

import threading

from actions.counting import in_background
from tests.actions.scene import Scene


def test_turns_are_counted_by_kind_and_topic(scene: Scene):
    scene.say("greet", "hi").say("pay", occupation="nurse").say("follow_up", "and librarians?")
    scene.say("pay", "zorblax pay", occupation="zorblax").say("fallback", "asdf")
    assert [pair for pair in scene.counted if pair[0]] == [
        ("answered", "pay"),
        ("answered", "pay"),
        ("unanswered", "pay"),
        ("fallback", "fallback"),
    ]


def test_a_question_left_for_a_person_is_a_handoff(scene: Scene):
    scene.press("handoff", choice="ask").say("counsel", "my question")
    assert scene.counted[-1] == ("handoff", "handoff")


def test_counting_never_holds_a_turn_up_nor_fails_it(caplog):
    done, told = threading.Event(), []

    def slow(kind: str, topic: str) -> None:
        done.wait(5)
        told.append((kind, topic))
        raise RuntimeError("no database")

    count = in_background(slow)
    count("answered", "pay")
    count("", "greet")
    assert told == []
    done.set()
    count("answered", "outlook")
    for _ in range(500):
        if len(told) == 2:
            break
        threading.Event().wait(0.01)
    assert told == [("answered", "pay"), ("answered", "outlook")]
