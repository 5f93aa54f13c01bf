import time

import pytest

from tests.channels.fake_slack import (
    command,
    mention,
    message,
    press,
    signed,
    stamp,
    to_form,
    to_json,
)
from tests.channels.messages import lattice, overview, report
from tests.channels.running import slack_world, until

pytestmark = pytest.mark.asyncio
DOOR = "/slack/events"


async def send(world, body, kind="application/json", **how):
    return await world.post(DOOR, body, {"content-type": kind, **signed(body, **how)})


async def tell(world, payload):
    return await send(world, *to_json(payload))


async def fill(world, payload, *, wrapped=True):
    return await send(world, *to_form(payload, wrapped=wrapped))


def buttons(posted):
    return [e for b in posted["blocks"] if b["type"] == "actions" for e in b["elements"]]


async def test_slacks_first_request_is_answered_with_its_challenge(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        body, kind = to_json({"type": "url_verification", "challenge": "3eZbrw", "token": "legacy"})
        headers = {"content-type": kind, **signed(body)}
        async with world.session.post(world.url + DOOR, data=body, headers=headers) as answer:
            assert (answer.status, await answer.text()) == (200, "3eZbrw")


async def test_a_direct_message_is_answered_once_in_its_channel(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge() as service:
        assert await tell(world, message("pay of nurses", channel="D7")) == 200
        await until(lambda: world.platform.posted)
        await service.bridge.idle()
    (posted,) = world.platform.posted
    assert posted["channel"] == "D7"
    assert "thread_ts" not in posted
    assert posted["text"] == "You said pay of nurses"


async def test_a_mention_is_answered_in_its_thread(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        await tell(world, mention("pay of nurses", ts="1700000000.000100"))
        await until(lambda: world.platform.posted)
    assert world.platform.posted[0]["thread_ts"] == "1700000000.000100"


async def test_a_slash_command_is_answered_to_the_person_alone_and_then_by_direct_message(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        world.bot.answer = lambda _: [{"text": f"Part {n}"} for n in range(7)]
        body = command("pay of nurses", world.platform.base, user="U9")
        assert await fill(world, body, wrapped=False) == 200
        await until(lambda: len(world.platform.posted) == 7)
    by_url, by_message = world.platform.posted[:5], world.platform.posted[5:]
    assert {posted["response_type"] for posted in by_url} == {"ephemeral"}
    assert {posted["channel"] for posted in by_message} == {"U9"}
    assert [p["text"] for p in world.platform.posted] == [f"Part {n}" for n in range(7)]


async def test_a_button_and_its_typed_number_do_the_same(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        world.bot.answer = lambda given: [overview()]
        await tell(world, message("librarians"))
        await until(lambda: len(world.platform.posted) == 1)
        await fill(world, press(buttons(world.platform.posted[0])[0]))
        await until(lambda: len(world.platform.posted) == 2)
        await tell(world, message("1"))
        await until(lambda: len(world.platform.posted) == 3)
        await tell(world, message("7"))
        await until(lambda: len(world.platform.posted) == 4)
    pay = '/pay{"occupation": "25-4022.00"}'
    assert world.bot.all_heard == ["librarians", pay, pay, "7"]


async def test_an_option_of_a_menu_can_be_chosen_and_a_button_unknown_to_us_says_so(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        world.bot.answer = lambda given: [lattice(8)]
        await tell(world, message("what comes after librarian"))
        await until(lambda: world.platform.posted)
        menu = buttons(world.platform.posted[0])[1]
        await fill(world, press(menu["options"][0]))
        await fill(world, press({"action_id": "choose-1", "value": "of another life"}))
        await until(lambda: len(world.platform.posted) == 3)
    assert world.bot.all_heard[1] == '/overview{"occupation": "11-1000.00"}'
    assert "too old" in world.platform.posted[2]["text"]


async def test_a_lattice_comes_as_a_picture_with_a_description_and_without_one_as_text(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge() as service:
        world.bot.answer = lambda given: [lattice(2)]
        await tell(world, mention("next steps", ts="1.000100"))
        await until(lambda: world.platform.posted)
        await service.bridge.idle()
        assert not world.platform.uploads
        world.bot.files["/careers/25-4022.00/lattice.png"] = b"\x89PNG"
        await tell(world, mention("next steps", thread_ts="1.000100"))
        await until(lambda: world.platform.uploads)
    (upload,) = world.platform.uploads
    assert upload["content"] == b"\x89PNG"
    assert (upload["channel_id"], upload["thread_ts"]) == ("C1", "1.000100")
    assert upload["alt_txt"].startswith("Career lattice of Librarians")


async def test_a_report_is_uploaded_and_a_missing_one_is_owned_up_to(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        world.bot.answer = lambda given: [report()]
        await tell(world, message("report"))
        await until(lambda: len(world.platform.posted) == 2)
        world.bot.files["/careers/25-4022.00/report.pdf"] = b"%PDF-1.7"
        await tell(world, message("report"))
        await until(lambda: world.platform.uploads)
    assert "cannot be made" in world.platform.posted[1]["text"]
    assert world.platform.uploads[0]["filename"] == "report-25-4022.00.pdf"


async def test_a_sent_again_event_is_acknowledged_and_not_answered_again(tmp_path):
    async with slack_world(tmp_path) as world:
        payload = message("pay of nurses")
        async with world.bridge() as service:
            for _ in range(3):
                assert await tell(world, payload) == 200
            await until(lambda: world.platform.posted)
            await service.bridge.idle()
        async with world.bridge() as service:  # nor after a restart
            assert await tell(world, payload) == 200
            await service.bridge.idle()
    assert world.bot.all_heard == ["pay of nurses"]
    assert len(world.platform.posted) == 1


async def test_slack_is_acknowledged_within_a_second_however_slow_the_bot_is(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        world.bot.delay = 3.0
        began = time.monotonic()
        assert await tell(world, message("pay of nurses")) == 200
        assert time.monotonic() - began < 1.0
        assert not world.platform.posted


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"X-Slack-Signature": "v0=0", "X-Slack-Request-Timestamp": "soon"}, 401),
        ({"X-Slack-Signature": "v0=é", "X-Slack-Request-Timestamp": "1"}, 401),
    ],
    ids=["unsigned", "time is no number", "signature is no text"],
)
async def test_unsigned_requests_are_refused(tmp_path, headers, status):
    async with slack_world(tmp_path) as world, world.bridge():
        body, kind = to_json(message("hi"))
        assert await world.post(DOOR, body, {"content-type": kind, **headers}) == status
        assert not world.bot.heard


async def test_a_wrong_secret_a_changed_body_and_an_old_or_future_time_are_refused(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge() as service:
        body, kind = to_json(message("hi"))
        for how in ({"secret": "another"}, {"at": time.time() - 301}, {"at": time.time() + 301}):
            assert await send(world, body, kind, **how) == 401
        headers = {"content-type": kind, **signed(body)}
        assert await world.post(DOOR, body.replace(b"hi", b"ho"), headers) == 401
        await service.bridge.idle()
        assert not world.bot.heard


async def test_the_signature_is_checked_before_the_body_is_read_as_anything(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        assert await world.post(DOOR, b"{", {"content-type": "application/json"}) == 401
        assert await world.post(DOOR, b"\xff", signed(b"\xff")) == 401


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"event": {"type": "app_mention", "user": "U"}}', "application/json"),
        (b"payload=%7B", "application/x-www-form-urlencoded"),
        (b"hello=1", "application/x-www-form-urlencoded"),
        (b"hello", "text/plain"),
    ],
    ids=["cut off", "a list", "nested", "no channel", "form cut off", "other form", "text"],
)  # fmt: skip
async def test_malformed_events_are_refused_as_such(tmp_path, body, kind):
    async with slack_world(tmp_path) as world, world.bridge():
        assert await send(world, body, kind) == 400


async def test_oversized_bodies_other_methods_and_other_paths_are_refused(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        big = b" " * (512 * 1024 + 1)
        assert await send(world, big) == 413
        async with world.session.get(world.url + DOOR) as answer:
            assert answer.status == 405
        assert await world.post("/slack", b"", {}) == 404


async def test_without_a_signing_secret_there_is_no_door(tmp_path):
    off = {"slack_signing_secret": "", "slack_app_token": "xapp-1-test"}
    async with slack_world(tmp_path, **off) as world, world.bridge():
        assert await tell(world, message("hi")) == 404


async def test_events_that_arrive_in_the_wrong_order_are_answered_in_the_right_one(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge(settle=0.3):
        stamps = [stamp() for _ in range(5)]
        for ts in reversed(stamps):
            await tell(world, message(f"said at {ts}", ts=ts))
        await until(lambda: len(world.platform.posted) == 5)
    assert world.bot.all_heard == [f"said at {ts}" for ts in stamps]


async def test_an_event_that_comes_after_a_later_one_was_answered_is_still_answered(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        early, late = stamp(), stamp()
        await tell(world, message("second", ts=late))
        await until(lambda: len(world.platform.posted) == 1)
        await tell(world, message("first", ts=early))
        await until(lambda: len(world.platform.posted) == 2)


async def test_rate_limits_are_waited_for_without_loss_or_reordering(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        world.bot.answer = lambda given: [{"text": f"{given} {n}"} for n in range(3)]
        for _ in range(2):
            world.platform.fail("chat.postMessage", 429, "ratelimited", Retry_After="1")
        began = time.monotonic()
        await tell(world, message("a"))
        await tell(world, message("b"))
        await until(lambda: len(world.platform.posted) == 6)
    assert time.monotonic() - began >= 2.0
    assert [p["text"] for p in world.platform.posted] == ["a 0", "a 1", "a 2", "b 0", "b 1", "b 2"]


async def test_slacks_own_trouble_passes_and_a_closed_channel_stops_nothing(tmp_path):
    async with slack_world(tmp_path) as world, world.bridge():
        world.platform.fail("chat.postMessage", 500, "internal_error")
        world.platform.fail("chat.postMessage", 200, "is_archived")
        await tell(world, message("a", channel="D1"))
        await tell(world, message("b", channel="D1"))
        await until(lambda: len(world.platform.posted) == 1)
    assert world.platform.posted[0]["text"] == "You said b"


async def test_health_tells_that_slack_refuses_the_token(tmp_path):
    async with slack_world(tmp_path, slack_bot_token="xoxb-wrong") as world, world.bridge():
        await until(lambda: "auth.test" in world.platform.calls)
        await until(lambda: True)
        health = await world.health()
    assert health["state"] == "waiting"
    assert "SLACK_BOT_TOKEN: invalid_auth" in health["detail"]
