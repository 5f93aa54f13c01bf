"""A counselor's reply goes from the real desk through the bridge to Slack and Telegram, once."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from bot.bridge.ledger import Ledger
from tests.channels.fake_slack import BOT_TOKEN, message, signed, to_json
from tests.channels.fake_telegram import message as telegram_message
from tests.channels.fake_telegram import update
from tests.channels.running import slack_world, telegram_world, until
from triage import accounts
from triage.desk import Desk
from triage.intake import Door, utc_now
from triage.library import Library
from triage.outbox import Outbox
from triage.questions import Question
from triage.senders import senders
from triage.settings import Settings
from triage.store import Store
from triage.vault import Vault

pytestmark = pytest.mark.asyncio
SECRET_WORDS = "Come by on <Friday> & bring *your* list."


class RealDesk:
    """The desk beside a bridge, sharing its build folder."""

    def __init__(self, world, channel: str, secret: str = "") -> None:
        build, delivery = world.settings.build, {channel: f"{world.url}/replies"}
        settings = Settings(build=build, delivery=delivery, webhook_secret=secret)
        store, vault, library = Store.open(settings.database), Vault.open(build), Library.of({})
        self.channel, self.door = channel, Door(settings)
        self.desk = Desk(store, vault, library)
        self.outbox = Outbox(store, vault, senders(settings, library, vault))
        accounts._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        with store.work() as session:
            self.who = accounts.create(session, utc_now(), "kay", "Kay", "lead", "x" * 12)

    def answer(self, conversation: str, text: str = SECRET_WORDS) -> str:
        """A question of ``conversation`` comes in and is answered; its number."""
        number = self.door.take_question(Question("k1", conversation, self.channel, "May I ask?"))
        row = self.desk.read(self.who, number)
        self.desk.reply(self.who, number, row.version, text, "r1")
        return number

    async def deliver(self, times: int = 2) -> int:
        """Let the worker's sender run; how many parcels were taken."""
        sent = [await asyncio.to_thread(self.outbox.run, utc_now()) for _ in range(times)]
        return sum(sent)


def taken(given: str):
    name = {"/forget": "utter_forget", "/withdraw": "utter_handoff_withdrawn"}.get(given)
    return [{"response": name or "utter_handoff_taken", "text": f"ok {given}"}]


async def tell(world, payload):
    body, kind = to_json(payload)
    return await world.post("/slack/events", body, {"content-type": kind, **signed(body)})


async def test_a_reply_reaches_the_person_in_slack_and_the_desk_knows(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        world.bot.answer = taken
        await tell(world, message("my question", user="U7", channel="D7"))
        await until(lambda: len(world.platform.posted) == 1)
        desk = RealDesk(world, "slack")
        number = desk.answer("conversation-1")
        assert await desk.deliver() == 1
        await until(lambda: len(world.platform.posted) == 2)
    posted = world.platform.posted[1]
    assert posted["channel"] == "D7"
    assert number in posted["text"]
    assert "Friday" in posted["text"]
    assert desk.desk.read(desk.who, number).messages[0].delivered_at is not None
    assert world.bot.all_heard == ["my question"], "the bot is not asked what a counselor says"


async def test_a_reply_reaches_the_person_in_telegram(tmp_path):
    async with telegram_world(tmp_path) as world, world.bridge():
        world.bot.answer = taken
        world.platform.push(update(message=telegram_message("mi pregunta", 77)))
        await until(lambda: len(world.platform.sent) == 1)
        desk = RealDesk(world, "telegram")
        number = desk.answer("conversation-1")
        assert await desk.deliver() == 1
        await until(lambda: len(world.platform.sent) == 2)
    sent = world.platform.sent[1]
    assert int(sent["chat_id"]) == 77
    assert number in sent["visible"]
    assert SECRET_WORDS in sent["visible"]


async def test_the_same_reply_sent_again_is_shown_once(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge() as service:
        world.bot.answer = taken
        await tell(world, message("my question"))
        await until(lambda: len(world.platform.posted) == 1)
        for _ in range(3):
            assert service.bridge.reply("conversation-1", "reply:9", "7KQ-D2MX", "Yes.")
        await service.bridge.idle()
    assert len(world.platform.posted) == 2


async def test_a_reply_waits_for_a_bridge_that_is_down_and_for_slack_that_is(tmp_path):
    async with slack_world(tmp_path) as world:
        world.bot.answer = taken
        async with world.bridge():
            await tell(world, message("my question"))
            await until(lambda: len(world.platform.posted) == 1)
        desk = RealDesk(world, "slack")
        desk.answer("conversation-1")
        assert await desk.deliver() == 0
        world.platform.fail("chat.postMessage", 429, "ratelimited", Retry_After="1")
        async with world.bridge():
            later = utc_now() + timedelta(hours=2)
            assert await asyncio.to_thread(desk.outbox.run, later) == 1
            await until(lambda: len(world.platform.posted) == 2)


@pytest.mark.parametrize("goes", ["/forget", "/withdraw"])
async def test_who_took_it_back_or_was_forgotten_is_sent_nothing(tmp_path, goes):
    async with slack_world(tmp_path) as world, world.bridge() as service:
        world.bot.answer = taken
        await tell(world, message("my question"))
        await until(lambda: len(world.platform.posted) == 1)
        world.bot.answer = lambda given: taken(goes)
        await tell(world, message("take it back"))
        await until(lambda: len(world.platform.posted) == 2)
        assert not service.bridge.reply("conversation-1", "reply:9", "7KQ-D2MX", "Yes.")


async def test_only_the_desk_is_listened_to(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        world.bot.answer = taken
        await tell(world, message("my question"))
        await until(lambda: len(world.platform.posted) == 1)
        fields = {"conversation": "conversation-1", "key": "k", "number": "n", "text": "Pay me."}
        body = json.dumps(fields).encode()
        for signature in ({}, {"x-lattice-signature": "0" * 64}):
            assert await world.post("/replies", body, signature) == 401
        stranger = RealDesk(world, "slack", secret="another")
        stranger.answer("conversation-1")
        assert await stranger.deliver() == 0
    assert len(world.platform.posted) == 1


async def test_where_a_person_can_be_reached_is_not_readable_on_disk(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge() as service:
        world.bot.answer = taken
        await tell(world, message("my question", user="UWISHER", channel="DWISHER"))
        await until(lambda: world.platform.posted)
        await service.bridge.idle()
        on_disk = b"".join(path.read_bytes() for path in tmp_path.glob("bridge_slack*"))
    for word in (b"UWISHER", b"DWISHER", b"my question"):
        assert word not in on_disk


async def test_where_a_person_can_be_reached_is_kept_for_as_long_as_a_case(tmp_path, monkeypatch):
    ledger = Ledger(tmp_path / "bridge.sqlite", BOT_TOKEN)
    ledger.asks("conversation-1", "somebody", "sealed")
    now = time.time()
    for days, kept in ((179, "sealed"), (181, None)):
        monkeypatch.setattr("bot.bridge.ledger.time.time", lambda days=days: now + days * 86_400)
        ledger.purge()
        assert ledger.asker("conversation-1") == kept
    ledger.close()
