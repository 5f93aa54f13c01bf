"""The action server as Rasa calls it."""

import asyncio
import json
from types import SimpleNamespace

import pytest
from sanic import Sanic

from actions import names
from actions.deps import Deps
from actions.serve import Executor, readiness
from actions.topics import make_actions
from knowledge.errors import UnusableKnowledge
from knowledge.store import KnowledgeBase
from tests.fixtures import small_base as codes


@pytest.fixture
def executor(deps: Deps) -> Executor:
    found = Executor()
    for action in make_actions(deps):
        found.register_action(action)
    return found


def call(executor: Executor, action: str, text: str, **entities: str) -> dict:
    spans = [{"entity": k, "value": v, "start": 0, "end": 0} for k, v in entities.items()]
    message = {"text": text, "intent": {"name": action}, "entities": spans}
    tracker = {"sender_id": "someone", "slots": {}, "latest_message": message, "events": []}
    request = {"next_action": action, "sender_id": "someone", "tracker": tracker}
    return asyncio.run(executor.run(request)).model_dump()


def test_it_answers_without_the_domain(executor: Executor):
    answer = call(executor, "action_pay", "/pay", occupation=codes.NURSES)
    message = answer["responses"][0]
    assert message["utter_action"] == "utter_pay"
    assert message["facts"] and message["card"]["type"] == "pay"
    assert {e["name"] for e in answer["events"]} <= set(names.SLOTS)


def broken() -> KnowledgeBase:
    raise UnusableKnowledge("build/knowledge.sqlite", "is missing")


@pytest.mark.parametrize("encoder", ["ok", "loading"])
@pytest.mark.parametrize("well", [True, False])
def test_it_is_ready_when_all_its_knowledge_can_be_used(deps: Deps, well: bool, encoder: str):
    stood_on = Deps(
        (lambda: deps.knowledge) if well else broken,
        lambda: deps.matcher,
        deps.words,
        deps.library,
    )
    app = Sanic("readiness", ctx=SimpleNamespace(encoder=encoder))
    found = asyncio.run(readiness(stood_on, app)(None))
    Sanic.unregister_app(app)
    told = json.loads(found.body)
    assert found.status == (200 if well and encoder == "ok" else 503)
    assert told["parts"]["matcher"] == "ok"
    assert well or "build/knowledge.sqlite" in told["parts"]["knowledge"]


def test_it_knows_every_action(executor: Executor):
    assert {a.name for a in executor.list_actions()} == {names.action(t) for t in names.TOPICS}


@pytest.mark.parametrize("text", ["", "🙂" * 300, "مرحبا", "<b>x</b>", "'; DROP TABLE", "a" * 1000,
                                  "{x} {0[y]}", "\x00\x1b", "1" * 400, "$" * 50])  # fmt: skip
@pytest.mark.parametrize("topic", names.TOPICS)
def test_odd_text_is_answered_by_every_topic(executor: Executor, topic: str, text: str):
    answer = call(executor, names.action(topic), text, occupation=text or "x", area=text or "x")
    assert answer["responses"][0]["text"]
    assert answer["responses"][0]["utter_action"] != "utter_apology"


@pytest.mark.parametrize("value", ["25-4022", "99-9999.00", "25-4021", "-1", "'", "US"])
def test_odd_codes_in_a_payload_are_answered(executor: Executor, value: str):
    for topic in ("pay", "compare", "overview", "quiz"):
        answer = call(executor, names.action(topic), f"/{topic}", occupation=value, area=value)
        assert answer["responses"][0]["utter_action"] != "utter_apology"
