"""Where library.yml wants a person offered: a button, or the question asked for at once."""

from __future__ import annotations

import pytest

from actions.deps import Deps
from tests.actions.scene import Scene
from triage.intake import Door
from triage.settings import Settings


@pytest.fixture
def desk(tmp_path) -> Door:
    library = tmp_path / "library.yml"
    offers = "{complaint: ask, low_confidence: ask, pay: suggest, unanswered: suggest}"
    library.write_text(f"name: Test\ndesk:\n  offers: {offers}\n", encoding="utf-8")
    return Door(Settings(build=tmp_path, library_file=library))


@pytest.fixture
def scene(deps: Deps, desk: Door) -> Scene:
    deps._desk = lambda: desk
    return Scene(deps)


def handoffs(scene: Scene) -> int:
    return sum(button["payload"].startswith("/handoff") for button in scene.buttons)


def kept(scene: Scene, desk: Door) -> str:
    return str([case["question"] for case in desk.kept_about(scene.conversation).cases])


def test_a_topic_that_suggests_a_person_ends_with_one_button(scene: Scene):
    assert handoffs(scene.say("pay", "nurse pay", occupation="nurse")) == 1
    assert handoffs(scene.say("outlook", "is it growing")) == 0
    assert handoffs(scene.say("pay", "zorblax pay", occupation="zorblax")) == 1


def test_a_complaint_opens_the_way_to_the_desk_and_keeps_only_what_is_then_written(scene, desk):
    scene.say("complaint", "this is useless")
    assert scene.responses == ["utter_complaint", "utter_handoff_ask"]
    assert desk.cases_of(scene.conversation) == ()
    scene.say("counsel", "you told me nurses need no license")
    assert scene.responses == ["utter_handoff_taken"]
    assert "useless" not in kept(scene, desk)
    assert reason(desk, scene) == "complaint"


def test_two_turns_not_understood_lead_to_the_desk_with_that_reason(scene: Scene, desk: Door):
    scene.say("fallback", "asdf")
    assert "utter_handoff_ask" not in scene.responses
    scene.say("fallback", "qwer qwer")
    assert scene.responses[-1] == "utter_handoff_ask"
    scene.say("fallback", "what i mean is my visa")
    assert reason(desk, scene) == "low_confidence"


def test_a_reason_is_forgotten_by_the_next_turn(scene: Scene, desk: Door):
    scene.say("complaint", "this is useless").say("deny", "no")
    scene.press("handoff", choice="ask").say("counsel", "what should i do")
    assert reason(desk, scene) == "asked"


def reason(desk: Door, scene: Scene) -> str:
    (case,) = desk.kept_about(scene.conversation).cases
    return str(case["reason"])
