"""Sends parts by Telegram's Bot API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
)
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)

from bot.bridge.model import Part, Shown, TryLater, Undeliverable
from bot.bridge.telegram.layout import compose

FINAL = (TelegramBadRequest, TelegramForbiddenError, TelegramNotFound, TelegramMigrateToChat)


class Telegram:
    """The platform, for the core."""

    name = "telegram"

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    def compose(self, shown: Sequence[Shown], language: str) -> list[Part]:
        """HTML messages with keyboards, and files."""
        return compose(shown)

    async def send(self, place: Mapping[str, Any], part: Part, file: bytes | None = None) -> None:
        """Send one part to the chat the update came from.

        Raises:
            TryLater: rate limit, network or server trouble.
            Undeliverable: the bot is blocked, or the chat is gone.
        """
        try:
            await self._send(place, part, file)
        except TelegramRetryAfter as error:
            raise TryLater("flood control", float(error.retry_after)) from error
        except FINAL as error:
            raise Undeliverable(type(error).__name__) from error
        except AiogramError as error:
            raise TryLater(f"Telegram does not answer: {type(error).__name__}") from error

    async def _send(self, place: Mapping[str, Any], part: Part, file: bytes | None) -> None:
        where = {
            "chat_id": place["chat"],
            "message_thread_id": place["topic"],
            "reply_parameters": _reply(place["reply"]),
        }
        if part["kind"] == "message":
            await self._bot.send_message(
                **where,
                text=part["html"],
                parse_mode="HTML",
                reply_markup=_markup(part["keyboard"]),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
            return
        upload = BufferedInputFile(file or b"", part["name"])
        if part["name"].endswith(".png"):
            await self._bot.send_photo(**where, photo=upload, caption=part["alt"])
        else:
            await self._bot.send_document(**where, document=upload, caption=part["alt"])

    async def release(self, press: str) -> None:
        """Let a pressed key stop spinning; best effort, as Telegram allows some seconds only."""
        try:
            await self._bot.answer_callback_query(press)
        except TelegramAPIError:
            return


def _reply(message: int | None) -> ReplyParameters | None:
    if message is None:
        return None
    return ReplyParameters(message_id=message, allow_sending_without_reply=True)


def _markup(rows: list[list[dict[str, str]]]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    keys = [[InlineKeyboardButton.model_validate(key) for key in row] for row in rows]
    return InlineKeyboardMarkup(inline_keyboard=keys)
