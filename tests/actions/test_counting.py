"""What is counted: kind and topic, never words."""

import queue
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from actions.counting import Tally
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
    done, told = threading.Event(), queue.Queue()

    def slow(counts: Mapping[tuple[str, str], int]) -> None:
        done.wait(5)
        told.put(dict(counts))
        raise RuntimeError("no database")

    count = Tally(slow, every=0.01)
    count("answered", "pay")
    count("", "greet")
    assert told.empty()
    done.set()
    assert told.get(timeout=5) == {("answered", "pay"): 1}
    count("answered", "outlook")
    assert told.get(timeout=5) == {("answered", "outlook"): 1}


def test_turns_of_one_second_are_written_down_together():
    told = []
    count = Tally(told.append, every=60)
    for kind, topic in (("answered", "pay"), ("answered", "pay"), ("fallback", "fallback")):
        count(kind, topic)
    count.write()
    count.write()
    assert told == [{("answered", "pay"): 2, ("fallback", "fallback"): 1}]


def test_no_count_is_lost_between_two_writings():
    told = []
    count = Tally(told.append, every=0)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: count("answered", "pay"), range(400)))
    count.write()
    for _ in range(500):
        if sum(counts["answered", "pay"] for counts in told) == 400:
            break
        threading.Event().wait(0.01)
    assert sum(counts["answered", "pay"] for counts in told) == 400
