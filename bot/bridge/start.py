"""Starts one channel's process."""

from __future__ import annotations

import aiohttp

from bot.bridge.serve import serve
from bot.bridge.settings import BridgeSettings
from bot.bridge.slack.service import SlackService
from bot.bridge.telegram.service import TelegramService


async def start(channel: str, settings: BridgeSettings) -> None:
    """Serve "slack" or "telegram" until told to stop."""
    async with aiohttp.ClientSession() as session:
        if channel == "slack":
            await serve(SlackService(settings, session), settings.slack_port)
        else:
            await serve(TelegramService(settings, session), settings.telegram_port)
