import pytest

from tests.channels.fake_slack import APP_TOKEN, command, mention, message, press
from tests.channels.messages import overview
from tests.channels.running import slack_world, until

pytestmark = pytest.mark.asyncio
SOCKET_ONLY = {"slack_signing_secret": "", "slack_app_token": APP_TOKEN}


async def test_events_buttons_and_commands_come_by_socket_and_are_acknowledged_within_a_second(
    tmp_path,
):
    async with slack_world(tmp_path, **SOCKET_ONLY) as world, world.bridge():
        slack = world.platform
        await slack.connected()
        world.bot.answer = lambda given: [overview()]
        world.bot.delay = 0.5
        times = [await slack.send("events_api", message("librarians"), "e1")]
        await until(lambda: len(slack.posted) == 1)
        button = slack.posted[0]["blocks"][-1]["elements"][1]
        times.append(await slack.send("interactive", press(button), "e2"))
        times.append(await slack.send("slash_commands", command("nurses", slack.base), "e3"))
        times.append(await slack.send("events_api", mention("pilots"), "e4"))
        await until(lambda: len(slack.posted) == 4)
    assert max(times) < 1.0
    assert sorted(world.bot.all_heard) == [
        '/next_steps{"occupation": "25-4022.00"}', "librarians", "nurses", "pilots",
    ]  # fmt: skip


async def test_an_event_sent_again_by_socket_is_acknowledged_and_not_answered_again(tmp_path):
    async with slack_world(tmp_path, **SOCKET_ONLY) as world, world.bridge() as service:
        await world.platform.connected()
        payload = message("librarians")
        await world.platform.send("events_api", payload, "e1")
        await world.platform.send("events_api", payload, "e2")
        await until(lambda: world.platform.posted)
        await service.bridge.idle()
    assert len(world.platform.posted) == 1


async def test_a_malformed_event_is_acknowledged_so_that_slack_does_not_send_it_again(tmp_path):
    async with slack_world(tmp_path, **SOCKET_ONLY) as world, world.bridge():
        await world.platform.connected()
        await world.platform.send(
            "events_api", {"event": {"type": "app_mention", "user": "U"}}, "e1"
        )
        await world.platform.send("events_api", message("still there?"), "e2")
        await until(lambda: world.platform.posted)


async def test_when_slack_asks_for_a_new_connection_nothing_is_lost(tmp_path):
    async with slack_world(tmp_path, **SOCKET_ONLY) as world, world.bridge():
        slack = world.platform
        await slack.connected()
        await slack.send("events_api", message("before"), "e1")
        await slack.drop("refresh_requested")
        await slack.connected()
        await slack.send("events_api", message("after"), "e2")
        await until(lambda: len(slack.posted) == 2)
    assert slack.connections == 2
    assert world.bot.all_heard == ["before", "after"]
