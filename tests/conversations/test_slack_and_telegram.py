"""Real talks with the trained bot, as a person in Slack and one in Telegram have them."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from tests.channels import fake_slack, fake_telegram
from tests.channels.running import World, slack_world, telegram_world, until

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio]
ANSWER_WITHIN = 60.0


class InSlack:
    """A person writing direct messages over Socket Mode."""

    def __init__(self, world: World, service: Any) -> None:
        self.slack, self.service, self.seen, self.sent = world.platform, service, 0, 0

    async def say(self, text: str) -> str:
        return await self._send("events_api", fake_slack.message(text))

    async def tap(self, label: str) -> str:
        """Press the button, or choose the option, whose label contains this."""
        return await self._send("interactive", fake_slack.press(self._find(label)))

    def _find(self, label: str) -> dict[str, Any]:
        blocks = [b for posted in reversed(self.slack.posted) for b in posted.get("blocks", [])]
        elements = [e for b in blocks if b["type"] == "actions" for e in b["elements"]]
        options = [o for e in elements for o in e.get("options", [e])]
        found = [one for one in options if label in one["text"]["text"]]
        assert found, f"no button {label}"
        return found[0]

    async def _send(self, kind: str, payload: dict[str, Any]) -> str:
        self.sent += 1
        assert await self.slack.send(kind, payload, f"e{self.sent}") < 1.0
        await until(lambda: len(self.slack.posted) > self.seen, ANSWER_WITHIN)
        await self.service.bridge.idle()
        new, self.seen = self.slack.posted[self.seen :], len(self.slack.posted)
        return "\n".join(one.get("text", f"[file {one.get('file')}]") for one in new)


class InTelegram:
    """A person in a private chat over long polling."""

    def __init__(self, world: World, service: Any) -> None:
        self.telegram, self.service, self.seen = world.platform, service, 0

    async def say(self, text: str) -> str:
        return await self._send(fake_telegram.update(message=fake_telegram.message(text)))

    async def tap(self, label: str) -> str:
        """Press the latest key whose text, or whose number's line in the message, contains this."""
        for sent in reversed(self.telegram.sent):
            for row in json.loads(sent.get("reply_markup", "{}")).get("inline_keyboard", []):
                for key in row:
                    lines = [
                        s for s in sent["visible"].splitlines() if s.startswith(key["text"] + ".")
                    ]
                    if label in "\n".join([key["text"], *lines]):
                        return await self._send(fake_telegram.press(key["callback_data"]))
        raise AssertionError(f"no key {label}")

    async def _send(self, update: dict[str, Any]) -> str:
        self.telegram.push(update)
        await until(lambda: len(self.telegram.sent) > self.seen, ANSWER_WITHIN)
        await self.service.bridge.idle()
        new, self.seen = self.telegram.sent[self.seen :], len(self.telegram.sent)
        return "\n".join(one.get("visible", f"[file {one.get('caption')}]") for one in new)


@contextlib.asynccontextmanager
async def talking(channel: str, stack: Settings, build: Path) -> AsyncIterator[Any]:
    addresses = {"rasa_url": stack.rasa_url, "web_url": stack.web_url}
    if channel == "slack":
        socket = {"slack_app_token": fake_slack.APP_TOKEN, "slack_signing_secret": ""}
        async with slack_world(build, **addresses, **socket) as world, world.bridge() as service:
            await world.platform.connected()
            yield InSlack(world, service)
    else:
        async with telegram_world(build, **addresses) as world, world.bridge() as service:
            yield InTelegram(world, service)


@pytest.mark.parametrize("channel", ["slack", "telegram"])
async def test_twelve_turns_about_jobs(channel: str, stack: Settings, tmp_path: Path):
    async with talking(channel, stack, tmp_path) as person:
        assert "career" in await person.say("hello")
        pay = await person.say("how much do librarians make")
        assert "$" in pay
        assert "BLS OEWS" in pay
        assert "Alaska" in await person.say("and in Alaska?")
        assert "Librarians" in await person.tap("How to become one")
        assert "Growth" in await person.say("what is the outlook for dental hygienists?")
        assert "Pay for Dental Hygienists" in await person.say("1")
        found = await person.say("jobs over $60,000 without a degree")
        second = next(line[3:] for line in found.splitlines() if line.startswith("2. "))
        assert second.partition(":")[0] in await person.say("2")
        compared = await person.say("compare dental hygienists and dental assistants")
        assert "1. Dental Hygienists\n2. Dental Assistants" in compared
        assert "BLS" in await person.say("where do your numbers come from?")
        assert "[file Report: Dental Hygienists" in await person.say("report on dental hygienists")
        assert "forgotten" in await person.say("forget everything about me")


@pytest.mark.parametrize("channel", ["slack", "telegram"])
async def test_somebody_in_danger_gets_help_first(channel: str, stack: Settings, tmp_path: Path):
    async with talking(channel, stack, tmp_path) as person:
        await person.say("how do I become a nurse")
        answer = await person.say("i want to kill myself")
        assert "988" in answer
        assert "988" in answer[:600]


@pytest.mark.parametrize("channel", ["slack", "telegram"])
async def test_next_steps_come_with_a_picture(channel: str, stack: Settings, tmp_path: Path):
    async with talking(channel, stack, tmp_path) as person:
        answer = await person.say("what can a dental assistant do next?")
        assert "[file Career lattice of Dental Assistants" in answer
