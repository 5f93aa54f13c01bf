import pytest

from tests.channels.fake_telegram import NAME, in_group, message, press, tokens, update
from tests.channels.messages import lattice, overview, report
from tests.channels.running import telegram_world, until

pytestmark = pytest.mark.asyncio


async def test_a_message_is_answered_once_and_confirmed(tmp_path):
    async with telegram_world(tmp_path) as world, world.bridge():
        world.platform.push(update(message=message("pay of nurses", 7)))
        await until(lambda: world.platform.sent)
        await until(lambda: world.platform.unconfirmed == 0)
    (sent,) = world.platform.sent
    assert (sent["chat_id"], sent["visible"]) == ("7", "You said pay of nurses")
    assert "reply_parameters" not in sent


async def test_a_key_is_released_and_does_what_its_typed_number_does(tmp_path):
    async with telegram_world(tmp_path) as world, world.bridge():
        world.bot.answer = lambda given: [overview()]
        world.platform.push(update(message=message("/start")))
        await until(lambda: len(world.platform.sent) == 1)
        world.platform.push(press(tokens(world.platform.sent[0])[0]))
        await until(lambda: len(world.platform.sent) == 2)
        world.platform.push(update(message=message("1")))
        await until(lambda: len(world.platform.sent) == 3)
    pay = '/pay{"occupation": "25-4022.00"}'
    assert world.bot.all_heard == ["/greet", pay, pay]
    assert len(world.platform.released) == 1


async def test_a_group_is_answered_as_a_reply_to_who_asked(tmp_path):
    async with telegram_world(tmp_path) as world, world.bridge():
        asked = in_group(f"@{NAME} pay of nurses")
        world.platform.push(update(message=in_group("small talk")), update(message=asked))
        await until(lambda: world.platform.sent)
    assert world.bot.all_heard == ["pay of nurses"]
    assert str(asked["message_id"]) in world.platform.sent[0]["reply_parameters"]


async def test_a_sticker_is_declined_in_the_persons_language_without_the_bot(tmp_path):
    sticker = {
        "file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1, "height": 1,
        "is_animated": False, "is_video": False,
    }  # fmt: skip
    async with telegram_world(tmp_path) as world, world.bridge():
        world.platform.push(update(message=message(None, language="es", sticker=sticker)))
        await until(lambda: world.platform.sent)
    assert world.platform.sent[0]["visible"].startswith("Solo puedo leer palabras")
    assert not world.bot.heard


async def test_a_lattice_comes_as_a_photo_and_a_report_as_a_document(tmp_path):
    async with telegram_world(tmp_path) as world, world.bridge():
        world.bot.answer = lambda given: [lattice(2), report()]
        world.bot.files["/careers/25-4022.00/lattice.png"] = b"\x89PNG"
        world.bot.files["/careers/25-4022.00/report.pdf"] = b"%PDF"
        world.platform.push(update(message=message("everything")))
        await until(lambda: len(world.platform.sent) == 4)
    _, photo, _, document = world.platform.sent
    assert photo["photo"] == b"\x89PNG"
    assert photo["caption"].startswith("Career lattice of")
    assert (document["document"], document["name"]) == (b"%PDF", "report-25-4022.00.pdf")


async def test_forgetting_begins_a_new_conversation_and_old_keys_are_dead(tmp_path):
    async with telegram_world(tmp_path) as world, world.bridge():
        world.bot.answer = lambda given: [
            {"response": "utter_forget", "text": "Done."} if given == "/forget" else overview()
        ]
        world.platform.push(update(message=message("librarians")))
        await until(lambda: len(world.platform.sent) == 1)
        token = tokens(world.platform.sent[0])[0]
        world.platform.push(update(message=message("/forget")))
        await until(lambda: len(world.platform.sent) == 2)
        world.platform.push(press(token), update(message=message("1")))
        await until(lambda: len(world.platform.sent) == 4)
    assert list(world.bot.heard.values()) == [["librarians", "/forget"], ["1"]]
    assert "too old" in world.platform.sent[2]["visible"]


async def test_flood_control_is_waited_for_without_loss_or_reordering(tmp_path):
    async with telegram_world(tmp_path) as world, world.bridge():
        world.bot.answer = lambda given: [{"text": f"{given} {n}"} for n in range(2)]
        for _ in range(2):
            text = "Too Many Requests: retry after 1"
            world.platform.fail("sendMessage", 429, text, retry_after=1)
        world.platform.push(update(message=message("a")), update(message=message("b")))
        await until(lambda: len(world.platform.sent) == 4)
    assert [sent["visible"] for sent in world.platform.sent] == ["a 0", "a 1", "b 0", "b 1"]


async def test_who_blocked_the_bot_is_let_go_and_others_are_answered(tmp_path):
    async with telegram_world(tmp_path) as world, world.bridge():
        world.platform.fail("sendMessage", 403, "Forbidden: bot was blocked by the user")
        world.platform.push(update(message=message("a", 7)))
        await until(lambda: world.platform.counts["sendMessage"] == 1)
        world.platform.push(update(message=message("b", 8)))
        await until(lambda: world.platform.sent)
    assert [sent["visible"] for sent in world.platform.sent] == ["You said b"]


async def test_updates_sent_again_after_a_restart_are_not_answered_again(tmp_path):
    async with telegram_world(tmp_path) as world:
        again = update(message=message("once"))
        for _ in range(2):
            async with world.bridge() as service:
                world.platform.push(again)
                await until(lambda: world.platform.unconfirmed == 0)
                await until(lambda: world.platform.sent)
                await service.bridge.idle()
    assert len(world.platform.sent) == 1


async def test_telegram_being_away_or_refusing_at_the_start_stops_nothing(tmp_path):
    async with telegram_world(tmp_path) as world:
        world.platform.fail("getMe", 401, "Unauthorized")
        world.platform.fail("deleteWebhook", 502, "Bad Gateway")
        world.platform.fail("getUpdates", 409, "Conflict: terminated by other getUpdates request")
        async with world.bridge():
            await until(lambda: world.platform.counts["getMe"] == 1)
            await until(lambda: True)
            world.platform.push(update(message=message("hello")))
            await until(lambda: world.platform.sent)
            assert (await world.health())["state"] == "ready"


async def test_health_tells_that_telegram_refuses_the_token(tmp_path):
    wrong = {"telegram_bot_token": "1:wrong"}
    async with telegram_world(tmp_path, **wrong) as world, world.bridge():
        await until(lambda: world.platform.counts["getMe"])
        await until(lambda: True)
        for _ in range(50):
            health = await world.health()
            if health["detail"]:
                break
    assert health == {
        "channel": "telegram",
        "state": "waiting",
        "detail": "Telegram refuses TELEGRAM_BOT_TOKEN",
    }
