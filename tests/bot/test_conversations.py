import asyncio
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot import conversations
from bot.conversations import RecentConversations, digest

DOMAIN = Domain.load(str(Path(__file__).parents[2] / "domain.yml"))
WORDS = "my name is zelda and i want to be a nurse"


def after_turns(number):
    tracker = DialogueStateTracker("ann", DOMAIN.slots)
    events = [ActionExecuted("action_session_start"), ActionExecuted("action_listen")]
    for turn in range(number):
        intent = {"name": "pay", "confidence": 0.9}
        entities = [{"entity": "occupation", "value": "nurse", "start": 34, "end": 39}]
        events += [
            UserUttered(WORDS, intent, entities, {"text": WORDS, "intent": intent}),
            ActionExecuted("action_pay"),
            BotUttered("Median pay …"),
            SlotSet("occupation", f"29-{turn:04}.00"),
            SlotSet("offset", None),
            ActionExecuted("action_listen"),
        ]
    for event in events:
        tracker.update(event, DOMAIN)
    return tracker


def kept_and_found(tracker):
    async def both():
        store = RecentConversations(DOMAIN)
        await store.save(tracker)
        return await store.retrieve(tracker.sender_id)

    return asyncio.run(both())


def test_slots_intent_and_last_action_are_kept():
    found = kept_and_found(after_turns(3))
    assert found.get_slot("occupation") == "29-0002.00"
    assert found.latest_message.intent == {"name": "pay", "confidence": 0.9}
    assert found.latest_action_name == "action_listen"


def test_no_words_are_kept():
    events = digest(after_turns(2))
    assert "zelda" not in str([event.as_dict() for event in events])
    assert "nurse" not in str([event.as_dict() for event in events])


def test_a_long_conversation_is_kept_as_short_as_a_short_one():
    assert len(digest(after_turns(500))) == len(digest(after_turns(1)))


def test_what_was_kept_is_kept_again_the_same():
    once = kept_and_found(after_turns(2))
    assert digest(kept_and_found(once)) == digest(once)


def test_an_old_conversation_is_forgotten(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(conversations, "KEPT_FOR", -1)
    assert kept_and_found(after_turns(1)) is None


def test_the_oldest_conversation_makes_room(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(conversations, "MOST", 2)

    async def save_three():
        store = RecentConversations(DOMAIN)
        for sender in ("a", "b", "c"):
            await store.save(DialogueStateTracker(sender, DOMAIN.slots))
        return list(await store.keys())

    assert asyncio.run(save_three()) == ["b", "c"]
