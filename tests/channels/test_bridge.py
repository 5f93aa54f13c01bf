"""The queue between platform and bot: restarts, trouble, storms, and what stays on disk."""

import asyncio
import os
import signal
import sys
import time
from collections import defaultdict

import aiohttp
import pytest

from bot.bridge.ledger import Ledger
from bot.bridge.model import Inbound
from tests.channels.fake_slack import BOT_TOKEN, mention, message, signed, to_json
from tests.channels.fake_telegram import message as telegram_message
from tests.channels.fake_telegram import update
from tests.channels.running import slack_world, telegram_world, until

pytestmark = pytest.mark.asyncio


async def tell(world, payload):
    body, kind = to_json(payload)
    return await world.post("/slack/events", body, {"content-type": kind, **signed(body)})


async def storm(world, people, each, within):
    """Everybody speaks at once, every event twice, spread over some seconds."""
    pause, slowest = within / (people * each), 0.0
    for turn in range(each):
        for who in range(people):
            payload = message(f"{who}:{turn}", user=f"U{who}", channel=f"D{who}")
            began = time.monotonic()
            statuses = await asyncio.gather(tell(world, payload), tell(world, payload))
            slowest = max(slowest, time.monotonic() - began)
            assert statuses == [200, 200]
            await asyncio.sleep(pause)
    return slowest


async def test_two_hundred_events_of_fifty_people_in_ten_seconds_none_lost_none_doubled(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        world.bot.delay = 0.05
        for _ in range(5):
            world.platform.fail("chat.postMessage", 429, "ratelimited", Retry_After="1")
        assert await storm(world, people=50, each=4, within=6.0) < 1.0
        await until(lambda: len(world.platform.posted) >= 200, within=30)
        await asyncio.sleep(0.3)
    heard = defaultdict(list)
    for posted in world.platform.posted:
        heard[posted["channel"]].append(posted["text"].removeprefix("You said "))
    assert heard == {f"D{who}": [f"{who}:{turn}" for turn in range(4)] for who in range(50)}
    assert len(world.bot.heard) == 50
    assert world.bot.most_at_once <= 4


async def test_the_same_storm_from_telegram_by_polling(tmp_path):
    async with telegram_world(tmp_path) as world, world.bridge():
        text = "Too Many Requests: retry after 1"
        for _ in range(5):
            world.platform.fail("sendMessage", 429, text, retry_after=1)
        for turn in range(4):
            for who in range(50):
                body = telegram_message(f"{who}:{turn}", 1000 + who)
                world.platform.push(*[update(message=body)])
            await asyncio.sleep(0.2)
        await until(lambda: len(world.platform.sent) >= 200, within=30)
        await asyncio.sleep(0.3)
    heard = defaultdict(list)
    for sent in world.platform.sent:
        heard[int(sent["chat_id"]) - 1000].append(sent["visible"].removeprefix("You said "))
    assert heard == {who: [f"{who}:{turn}" for turn in range(4)] for who in range(50)}


async def test_a_killed_process_goes_on_where_it_was(tmp_path):
    """kill -9 while an answer is half sent: after the restart the rest follows, nothing twice."""
    async with slack_world(tmp_path) as world:
        world.bot.answer = lambda given: [{"text": f"{given} {n}"} for n in range(4)]
        first = await _process(world)
        await tell(world, message("a"))
        await until(lambda: len(world.platform.posted) == 4)
        world.platform.succeed("chat.postMessage", times=2)
        world.platform.fail("chat.postMessage", 429, "ratelimited", Retry_After="30")
        await tell(world, message("b"))
        await until(lambda: not world.platform.failures["chat.postMessage"])
        first.send_signal(signal.SIGKILL)
        await first.wait()
        second = await _process(world)
        await until(lambda: len(world.platform.posted) == 8)
        second.send_signal(signal.SIGTERM)
        assert await second.wait() == 0
    assert [p["text"] for p in world.platform.posted] == [
        f"{w} {n}" for w in "ab" for n in range(4)
    ]
    assert world.bot.all_heard == ["a", "b"]


async def _process(world):
    environment = {
        **os.environ,
        "SLACK_BOT_TOKEN": world.settings.slack_bot_token,
        "SLACK_SIGNING_SECRET": world.settings.slack_signing_secret,
        "SLACK_API_URL": world.settings.slack_api,
        "SLACK_PORT": str(world.settings.slack_port),
        "RASA_URL": world.settings.rasa_url,
        "WEB_URL": world.settings.web_url,
        "LATTICE_BUILD": str(world.settings.build),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.bridge", "slack", env=environment
    )
    for _ in range(600):
        try:
            await world.health()
            return process
        except aiohttp.ClientError:
            await asyncio.sleep(0.05)
    raise AssertionError("did not start")


async def test_a_bot_that_restarts_is_waited_for_and_one_that_stays_away_is_owned_up_to(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge(bot_within=2.0):
        world.bot.refusals = [503]
        await tell(world, message("first"))
        await until(lambda: len(world.platform.posted) == 1)
        world.bot.refusals = [503] * 9
        await tell(world, message("second"))
        await until(lambda: len(world.platform.posted) == 2)
    assert world.platform.posted[0]["text"] == "You said first"
    assert "not working just now" in world.platform.posted[1]["text"]


async def test_a_conversation_the_bot_no_longer_knows_is_begun_anew(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        await tell(world, message("one"))
        await until(lambda: len(world.platform.posted) == 1)
        world.bot.known.clear()
        world.bot.known.add("of somebody else")
        await tell(world, message("two"))
        await until(lambda: len(world.platform.posted) == 2)
    assert list(world.bot.heard.values()) == [["one"], ["two"]]


async def test_a_conversation_outlives_a_restart_and_threads_have_their_own(tmp_path):
    async with slack_world(tmp_path) as world:
        for word in ("one", "two"):
            async with world.bridge() as service:
                await tell(world, message(word))
                await tell(world, mention(word, thread_ts="1.000001"))
                await until(lambda: True)
                await service.bridge.idle()
    assert list(world.bot.heard.values()) == [["one", "two"], ["one", "two"]]


async def test_a_message_that_breaks_the_layout_does_not_stop_the_queue(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        world.bot.answer = lambda given: (
            [{"text": "x", "buttons": [{}]}] if given == "a" else [{"text": given}]
        )
        await tell(world, message("a"))
        await tell(world, message("b"))
        await until(lambda: world.platform.posted)
    assert world.platform.posted[-1]["text"] == "b"


async def test_a_very_long_text_reaches_the_bot_with_both_its_ends(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        await tell(world, message("begin " + "😀" * 9000 + " end"))
        await until(lambda: world.platform.posted)
    (heard,) = world.bot.all_heard
    assert heard.startswith("begin ")
    assert heard.endswith(" end")


async def test_who_floods_the_bot_is_told_once_and_then_dropped(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge() as service:
        world.bot.delay = 0.3
        for n in range(40):
            await tell(world, message(f"{n}"))
        world.bot.delay = 0.0
        await service.bridge.idle()
    texts = [posted["text"] for posted in world.platform.posted]
    assert sum("more than I can answer" in text for text in texts) >= 1
    assert 30 <= len(texts) < 40


async def test_nothing_a_person_wrote_nor_who_they_are_stays_on_disk(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge() as service:
        await tell(world, message("my secret wish", user="UWISHER", channel="DWISHER"))
        await until(lambda: world.platform.posted)
        await service.bridge.idle()
        on_disk = b"".join(path.read_bytes() for path in tmp_path.glob("bridge_slack*"))
    assert on_disk
    for word in (b"secret wish", b"UWISHER", b"DWISHER"):
        assert word not in on_disk


async def test_the_file_is_for_its_owner_only(tmp_path):
    Ledger(tmp_path / "bridge.sqlite", BOT_TOKEN).close()
    assert (tmp_path / "bridge.sqlite").stat().st_mode & 0o777 == 0o600


async def test_an_old_event_is_forgotten_after_a_week_and_a_recent_one_is_not(
    tmp_path, monkeypatch
):
    ledger = Ledger(tmp_path / "bridge.sqlite", BOT_TOKEN)
    event = Inbound("slack:1", "slack:U1", "text", "hi", {}, None)
    assert ledger.add(event)
    ledger.finish(ledger.next(ledger.hash("slack:U1")).id)
    ledger.tidy()
    assert not ledger.add(event)
    now = time.time()
    monkeypatch.setattr("bot.bridge.ledger.time.time", lambda: now + 8 * 86_400)
    ledger.tidy()
    assert ledger.add(event)
    ledger.close()
