import json

import pytest

from tests.channels.fake_telegram import SECRET, message, press, tokens, update
from tests.channels.messages import overview
from tests.channels.running import telegram_world, until

pytestmark = pytest.mark.asyncio
DOOR = "/telegram/updates"
ADDRESS = "https://careers.example.org/telegram/updates"
HOOK = {"telegram_secret_token": SECRET, "telegram_webhook": ADDRESS}
HEADERS = {"content-type": "application/json", "X-Telegram-Bot-Api-Secret-Token": SECRET}


async def deliver(world, body, headers=HEADERS):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return await world.post(DOOR, raw, headers)


async def registered(world):
    await until(lambda: world.platform.webhook)


async def test_the_webhook_is_registered_with_its_secret_and_answers_messages_and_keys(tmp_path):
    async with telegram_world(tmp_path, **HOOK) as world, world.bridge():
        await registered(world)
        assert world.platform.webhook["url"] == ADDRESS
        assert world.platform.webhook["secret_token"] == SECRET
        world.bot.answer = lambda given: [overview()]
        assert await deliver(world, update(message=message("librarians"))) == 200
        await until(lambda: len(world.platform.sent) == 1)
        token = tokens(world.platform.sent[0])[0]
        assert await deliver(world, press(token)) == 200
        await until(lambda: len(world.platform.sent) == 2)
    assert world.platform.counts["getUpdates"] == 0
    assert world.bot.all_heard == ["librarians", '/pay{"occupation": "25-4022.00"}']


@pytest.mark.parametrize("secret", [None, "", "guess", "hook-secre", "hook-secret2", "é"])
async def test_without_the_secret_token_nothing_is_read(tmp_path, secret):
    async with telegram_world(tmp_path, **HOOK) as world, world.bridge() as service:
        await registered(world)
        headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
        assert await deliver(world, update(message=message("hi")), headers) == 401
        assert await deliver(world, b"x" * 600_000, headers) == 401
        await service.bridge.idle()
    assert not world.bot.heard


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"update_id": "x"}',
        b'{"update_id": 1, "message": {"text": "hi"}}',
    ],
)
async def test_malformed_updates_are_refused_as_such(tmp_path, body):
    async with telegram_world(tmp_path, **HOOK) as world, world.bridge():
        await registered(world)
        assert await deliver(world, body) == 400


async def test_oversized_updates_and_other_methods_are_refused(tmp_path):
    async with telegram_world(tmp_path, **HOOK) as world, world.bridge():
        await registered(world)
        assert await deliver(world, b" " * (512 * 1024 + 1)) == 413
        async with world.session.get(world.url + DOOR) as answer:
            assert answer.status == 405


async def test_a_sent_again_update_is_accepted_and_not_answered_again(tmp_path):
    async with telegram_world(tmp_path, **HOOK) as world, world.bridge() as service:
        await registered(world)
        again = update(message=message("once"))
        for _ in range(3):
            assert await deliver(world, again) == 200
        await until(lambda: world.platform.sent)
        await service.bridge.idle()
    assert len(world.platform.sent) == 1


async def test_updates_in_the_wrong_order_are_answered_in_the_right_one(tmp_path):
    async with telegram_world(tmp_path, **HOOK) as world, world.bridge(settle=0.3):
        await registered(world)
        updates = [update(message=message(f"said {n}")) for n in range(5)]
        for one in reversed(updates):
            await deliver(world, one)
        await until(lambda: len(world.platform.sent) == 5)
    assert world.bot.all_heard == [f"said {n}" for n in range(5)]


async def test_before_we_know_our_own_name_telegram_is_asked_to_send_again(tmp_path):
    async with telegram_world(tmp_path, **HOOK) as world:
        world.platform.fail("getMe", 502, "Bad Gateway")
        async with world.bridge():
            early = update(message=message("early"))
            assert await deliver(world, early) == 503
            await registered(world)
            assert await deliver(world, early) == 200
            await until(lambda: world.platform.sent)


async def test_without_a_secret_token_there_is_no_door(tmp_path):
    async with telegram_world(tmp_path) as world, world.bridge():
        assert await deliver(world, update(message=message("hi"))) == 404
