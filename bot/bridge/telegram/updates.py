"""From Telegram's updates to ``Inbound``: pure, the same for long polling and webhooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from aiogram.types import CallbackQuery, Message, MessageEntity, Update

from bot.bridge.commands import to_payload
from bot.bridge.model import Inbound, Kind

WORDLESS = {
    "animation", "audio", "contact", "dice", "document", "location", "paid_media", "photo", "poll",
    "sticker", "story", "venue", "video", "video_note", "voice",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own account."""

    id: int
    username: str


def to_inbound(update: Update, me: Me) -> Inbound | None:
    """What a person did, or None where there is nothing to answer: edits, joins, other bots."""
    if update.callback_query is not None:
        return _press(update.callback_query, update.update_id)
    if update.message is not None:
        return _message(update.message, update.update_id, me)
    return None


def _message(message: Message, number: int, me: Me) -> Inbound | None:
    person = message.from_user
    if person is None or person.is_bot:
        return None
    what = _what(message, me)
    if what is None:
        return None
    kind, value = what
    return Inbound(
        event=f"telegram:{number}",
        person=_person(message.chat.id, person.id),
        kind=kind,
        value=value,
        place=_place(message),
        position=float(number),
        language=_language(person.language_code),
    )


def _what(message: Message, me: Me) -> tuple[Kind, str] | None:
    """Kind and value of a message meant for us."""
    if any(user.id == me.id for user in message.new_chat_members or ()):
        return "payload", "/greet"
    if not _is_addressed(message, me):
        return None
    text = _words(message, me)
    command = to_payload(text.split()[0]) if text.startswith("/") else ""
    if command:
        return "payload", command
    if text:
        return "text", text
    if message.content_type in WORDLESS:
        return "notice", "only_text"
    return ("payload", "/help") if message.text else None


def _is_addressed(message: Message, me: Me) -> bool:
    """Everything in a private chat; in a group a mention, a command to us, or a reply to us."""
    if message.chat.type == "private":
        return True
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None and answered.from_user.id == me.id:
        return True
    return any(True for _ in _ours(message, me))


def _ours(message: Message, me: Me) -> Iterator[tuple[MessageEntity, str]]:
    """Mentions of us, and commands that carry our name."""
    text = message.text or message.caption or ""
    for entity in message.entities or message.caption_entities or ():
        said = entity.extract_from(text)
        named = said.casefold().endswith(f"@{me.username.casefold()}")
        pointed = entity.user is not None and entity.user.id == me.id
        if (entity.type in ("mention", "bot_command") and named) or pointed:
            yield entity, said


def _words(message: Message, me: Me) -> str:
    """The text, or the caption of a picture, without our own name."""
    text = message.text or message.caption or ""
    for entity, said in _ours(message, me):
        kept = said.rpartition("@")[0] if entity.type == "bot_command" else ""
        text = text.replace(said, kept, 1)
    return " ".join(text.split())


def _press(press: CallbackQuery, number: int) -> Inbound | None:
    if press.from_user.is_bot or not press.data or not isinstance(press.message, Message):
        return None
    return Inbound(
        event=f"telegram:{number}",
        person=_person(press.message.chat.id, press.from_user.id),
        kind="press",
        value=press.data,
        place={**_place(press.message), "reply": None},
        position=float(number),
        language=_language(press.from_user.language_code),
    )


def _person(chat: int, user: int) -> str:
    """In a group everybody has a conversation of their own, apart from their private one."""
    return f"telegram:{chat}:{user}"


def _place(message: Message) -> dict[str, Any]:
    return {
        "chat": message.chat.id,
        "topic": message.message_thread_id if message.is_topic_message else None,
        "reply": None if message.chat.type == "private" else message.message_id,
    }


def _language(code: str | None) -> str:
    return "es" if (code or "").startswith("es") else "en"
