"""Everything of the Telegram process, put together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import Update
from starlette.applications import Starlette

from bot.bridge import replies
from bot.bridge.bot_client import BotClient
from bot.bridge.core import Bridge
from bot.bridge.ledger import Ledger
from bot.bridge.model import TryLater
from bot.bridge.patience import patiently
from bot.bridge.settings import BridgeSettings
from bot.bridge.telegram.door import door
from bot.bridge.telegram.sender import Telegram
from bot.bridge.telegram.updates import Me, to_inbound
from bot.bridge.web import State, application
from triage.vault import Vault

logger = logging.getLogger(__name__)
DOOR = "/telegram/updates"
WANTED = ["message", "callback_query"]
POLL_SECONDS = 25
T = TypeVar("T")


class TelegramService:
    """Receives by long polling, or by webhook where a secret token is set."""

    def __init__(
        self, settings: BridgeSettings, session: aiohttp.ClientSession, **patience: float
    ) -> None:
        self._settings = settings
        server = TelegramAPIServer.from_base(settings.telegram_api)
        self._bot = Bot(settings.telegram_bot_token, session=AiohttpSession(api=server))
        self._me: Me | None = None
        self._platform = Telegram(self._bot)
        path = settings.build / "bridge_telegram.sqlite"
        self.ledger = Ledger(path, settings.telegram_bot_token)
        bot = BotClient(session, settings.rasa_url, settings.web_url)
        vault = Vault.open(settings.build)
        self._secret = vault.replies_secret(settings.desk_secret)
        self.bridge = Bridge(self._platform, self.ledger, bot, vault, **patience)
        self.state = State("telegram")
        self._releases: set[asyncio.Task[None]] = set()

    @property
    def app(self) -> Starlette:
        """Health, the desk's door, and the webhook door where a secret token is set."""
        doors = {replies.PATH: replies.door(self._secret, self.bridge.reply)}
        if self._settings.telegram_secret_token:
            doors[DOOR] = door(self._settings.telegram_secret_token, self.take)
        return application(self.state, doors)

    def take(self, update: Update) -> bool:
        """Keep what a person did; False while we do not know our own name yet."""
        if self._me is None:
            return False
        inbound = to_inbound(update, self._me)
        if inbound is not None and self.bridge.accept(inbound) and update.callback_query:
            release = asyncio.create_task(self._platform.release(update.callback_query.id))
            self._releases.add(release)
            release.add_done_callback(self._releases.discard)
        return True

    async def receive(self) -> None:
        """Resume what waited; then poll, or let the webhook bring updates."""
        self.bridge.resume()
        me = await self._ask(self._bot.get_me)
        self._me = Me(me.id, me.username or "")
        if self._settings.telegram_secret_token:
            await self._register()
            await asyncio.Event().wait()
        await self._ask(self._bot.delete_webhook)
        offset: int | None = None
        while True:
            offset = await self._poll(offset)

    async def close(self) -> None:
        """Stop, and leave what waits to the next start."""
        await self.bridge.close()
        await self._bot.session.close()
        self.ledger.close()

    async def _register(self) -> None:
        address = self._settings.telegram_webhook
        if address:
            await self._ask(
                lambda: self._bot.set_webhook(
                    address,
                    secret_token=self._settings.telegram_secret_token,
                    allowed_updates=WANTED,
                )
            )

    async def _poll(self, offset: int | None) -> int | None:
        """Fetch and keep updates; asking for the next ones tells Telegram that these are kept."""
        updates = await self._ask(
            lambda: self._bot.get_updates(
                offset=offset,
                timeout=POLL_SECONDS,
                allowed_updates=WANTED,
                request_timeout=POLL_SECONDS + 10,
            )
        )
        for update in updates:
            self.take(update)
        return updates[-1].update_id + 1 if updates else offset

    async def _ask(self, call: Callable[[], Awaitable[T]]) -> T:
        """Call the Bot API until it answers; say why it does not."""

        async def attempt() -> T:
            try:
                answer = await call()
            except AiogramError as error:
                detail = _reason(error)
                if self.state.become("waiting", detail):
                    logger.warning(detail)
                seconds = getattr(error, "retry_after", None)
                raise TryLater(detail, seconds) from error
            self.state.become("ready")
            return answer

        return await patiently(attempt)


def _reason(error: AiogramError) -> str:
    if isinstance(error, TelegramUnauthorizedError | TelegramNotFound):
        return "Telegram refuses TELEGRAM_BOT_TOKEN"
    if isinstance(error, TelegramConflictError):
        return "another program polls with TELEGRAM_BOT_TOKEN; only one can"
    if isinstance(error, TelegramRetryAfter):
        return "Telegram asks to wait"
    return f"Telegram does not answer: {type(error).__name__}"
