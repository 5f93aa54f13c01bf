import asyncio
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from bot import conversations
from bot.conversation_rows import ConversationRows, Overtaken, Row
from bot.conversations import TURN, Conversations, digest
from tests.triage import postgres

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


@pytest.fixture(scope="module")
def postgres_url() -> Iterator[str]:
    with postgres.address() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'conversations.sqlite'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def rows(url) -> Iterator[ConversationRows]:
    made = ConversationRows(url, b"secret")
    made.prepare()
    yield made
    made.remove_older(time.time() + 1)
    made.close()


def store_on(rows) -> Conversations:
    return Conversations(DOMAIN, rows=rows)


def kept_and_found(rows, tracker):
    async def both():
        await store_on(rows).save(tracker)
        return await store_on(rows).retrieve(tracker.sender_id)

    return asyncio.run(both())


def test_slots_intent_and_last_action_outlive_the_process(rows):
    found = kept_and_found(rows, after_turns(3))
    assert found.get_slot("occupation") == "29-0002.00"
    assert found.latest_message.intent == {"name": "pay", "confidence": 0.9}
    assert found.latest_action_name == "action_listen"


def test_no_words_are_kept():
    events = digest(after_turns(2))
    assert "zelda" not in str([event.as_dict() for event in events])
    assert "nurse" not in str([event.as_dict() for event in events])


def test_what_is_kept_cannot_be_read_without_the_conversations_id(rows, url, tmp_path):
    kept_and_found(rows, after_turns(1))
    with create_engine(url).connect() as connection:
        row = dict(connection.execute(text("SELECT * FROM conversation_state")).mappings().one())
    assert "ann" not in row["key"]
    assert "occupation" not in str(row)
    assert ConversationRows(url, b"another secret").get("ann") is None


def test_a_long_conversation_is_kept_as_short_as_a_short_one():
    assert len(digest(after_turns(500))) == len(digest(after_turns(1)))


def test_what_was_kept_is_kept_again_the_same(rows):
    once = kept_and_found(rows, after_turns(2))
    assert digest(kept_and_found(rows, once)) == digest(once)


def test_an_old_conversation_is_forgotten_and_may_begin_anew(rows, monkeypatch):
    monkeypatch.setattr(conversations, "KEPT_FOR", -1)
    assert kept_and_found(rows, after_turns(1)) is None
    monkeypatch.undo()
    assert kept_and_found(rows, after_turns(2)).get_slot("occupation") == "29-0001.00"


def test_old_conversations_of_others_are_deleted_in_passing(rows, monkeypatch):
    kept_and_found(rows, after_turns(1))
    monkeypatch.setattr(conversations, "KEPT_FOR", -1)
    asyncio.run(store_on(rows).save(DialogueStateTracker("bob", DOMAIN.slots)))
    assert rows.get("ann") is None


def test_a_turn_that_was_overtaken_is_not_kept(rows):
    async def two_servers_at_once():
        await store_on(rows).save(after_turns(1))
        mine, theirs = [await store_on(rows).retrieve("ann") for _ in range(2)]
        theirs.update(SlotSet("occupation", "15-1252.00"), DOMAIN)
        await store_on(rows).save(theirs)
        with pytest.raises(Overtaken):
            await store_on(rows).save(mine)
        return await store_on(rows).retrieve("ann")

    assert asyncio.run(two_servers_at_once()).get_slot("occupation") == "15-1252.00"


def test_a_turn_taken_again_begins_where_it_began_the_first_time(rows):
    async def taken_twice():
        store = Conversations(DOMAIN, rows=rows)
        await store.save(after_turns(1))
        first = await store.retrieve("ann")
        first.update(SlotSet("occupation", "25-4022.00"), DOMAIN)
        TURN.set("m2")
        await store.save(first)
        again = await store.retrieve("ann")
        again.update(SlotSet("occupation", "47-2111.00"), DOMAIN)
        await store.save(again)
        TURN.set("m3")
        return again, await store.retrieve("ann")

    again, later = asyncio.run(taken_twice())
    assert again.kept_events == json.loads(rows.get("ann").state)[-1]["before"]
    assert later.get_slot("occupation") == "47-2111.00"


def test_the_first_turn_of_all_may_be_taken_again(rows):
    async def taken_twice():
        store = Conversations(DOMAIN, rows=rows)
        TURN.set("m1")
        await store.save(after_turns(1))
        again = await store.retrieve("ann")
        await store.save(again)
        return again

    assert asyncio.run(taken_twice()).get_slot("occupation") is None


def test_what_an_earlier_version_kept_is_read(rows):
    async def read():
        kept = json.dumps([event.as_dict() for event in digest(after_turns(1))])
        rows.put("ann", Row("v1", kept, time.time()), None)
        return await Conversations(DOMAIN, rows=rows).retrieve("ann")

    assert asyncio.run(read()).get_slot("occupation") == "29-0000.00"


def test_two_servers_may_begin_on_an_empty_database(url):
    with ThreadPoolExecutor(4) as servers:
        made = [ConversationRows(url, b"secret") for _ in range(4)]
        assert list(servers.map(lambda rows: rows.prepare(), made)) == [None] * 4


def test_a_damaged_file_is_an_error_and_no_empty_memory(tmp_path):
    (tmp_path / "conversations.sqlite").write_bytes(b"no database" * 1000)
    rows = ConversationRows(f"sqlite:///{tmp_path / 'conversations.sqlite'}", b"secret")
    with pytest.raises(DatabaseError):
        asyncio.run(store_on(rows).retrieve("ann"))
