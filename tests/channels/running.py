"""Starts fakes and our own services on free ports, inside a test's event loop."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from bot.bridge.serve import serve
from bot.bridge.settings import BridgeSettings
from bot.bridge.slack.service import SlackService
from bot.bridge.telegram.service import TelegramService
from tests.channels import fake_slack, fake_telegram
from tests.channels.fake_bot import FakeBot
from tests.channels.fake_slack import FakeSlack
from tests.channels.fake_telegram import FakeTelegram


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[str]:
    """A fake's address while it serves."""
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


async def until(true: Callable[[], Any], within: float = 10.0) -> None:
    """Wait for something to become true."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < within, "did not happen in time"
        await asyncio.sleep(0.01)


@dataclass
class World:
    """A platform, a bot, and what connects them."""

    bot: FakeBot
    platform: Any
    settings: BridgeSettings
    session: aiohttp.ClientSession
    url: str

    @contextlib.asynccontextmanager
    async def bridge(self, **patience: float) -> AsyncIterator[Any]:
        """Our service, running as ``python -m bot.bridge`` runs it."""
        on_slack = isinstance(self.platform, FakeSlack)
        make = SlackService if on_slack else TelegramService
        service = make(self.settings, self.session, **{"settle": 0.02, **patience})
        port = self.settings.slack_port if on_slack else self.settings.telegram_port
        task = asyncio.create_task(serve(service, port))
        try:
            await self._up(task)
            yield service
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _up(self, task: asyncio.Task[None]) -> None:
        while True:
            assert not task.done(), task.exception()
            try:
                async with self.session.get(f"{self.url}/health") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                await asyncio.sleep(0.02)

    async def health(self) -> dict[str, Any]:
        async with self.session.get(f"{self.url}/health") as answer:
            return dict(await answer.json())

    async def post(self, path: str, body: bytes, headers: dict[str, str]) -> int:
        async with self.session.post(self.url + path, data=body, headers=headers) as answer:
            return answer.status


@contextlib.asynccontextmanager
async def slack_world(build: Path, **settings: Any) -> AsyncIterator[World]:
    """A fake Slack and a fake bot. ``slack_signing_secret=""`` closes the webhook door."""
    bot, slack = FakeBot(), FakeSlack()
    async with serving(bot.app) as bot_url, serving(slack.app) as base:
        slack.base = base
        given = {
            "rasa_url": bot_url,
            "web_url": bot_url,
            "slack_bot_token": fake_slack.BOT_TOKEN,
            "slack_signing_secret": fake_slack.SIGNING_SECRET,
            "slack_api": f"{base}/api/",
            "slack_port": free_port(),
            **settings,
        }
        made = BridgeSettings(build=build, **given)
        async with aiohttp.ClientSession() as session:
            url = f"http://127.0.0.1:{made.slack_port}"
            yield World(bot, slack, made, session, url)


@contextlib.asynccontextmanager
async def telegram_world(build: Path, **settings: Any) -> AsyncIterator[World]:
    """A fake Telegram and a fake bot; long polling unless a secret token is given."""
    bot, telegram = FakeBot(), FakeTelegram()
    async with serving(bot.app) as bot_url, serving(telegram.app) as base:
        given = {
            "rasa_url": bot_url,
            "web_url": bot_url,
            "telegram_bot_token": fake_telegram.TOKEN,
            "telegram_api": base,
            "telegram_port": free_port(),
            **settings,
        }
        made = BridgeSettings(build=build, **given)
        async with aiohttp.ClientSession() as session:
            url = f"http://127.0.0.1:{made.telegram_port}"
            yield World(bot, telegram, made, session, url)
