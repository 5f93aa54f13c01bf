"""Starts one channel's process; each loads only the library it needs, as loading takes seconds."""

from __future__ import annotations

import aiohttp

from bot.bridge.serve import serve
from bot.bridge.settings import BridgeSettings


async def start(channel: str, settings: BridgeSettings) -> None:
    """Serve "slack" or "telegram" until told to stop."""
    async with aiohttp.ClientSession() as session:
        if channel == "slack":
            from bot.bridge.slack.service import SlackService

            await serve(SlackService(settings, session), settings.slack_port)
        else:
            from bot.bridge.telegram.service import TelegramService

            await serve(TelegramService(settings, session), settings.telegram_port)
