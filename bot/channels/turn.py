"""One turn of a conversation: the safety screen, then Rasa, then what both said."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import yaml
from rasa.core.channels.channel import OutputChannel, UserMessage

from bot.channels.intake import LONGEST, clean
from triage import safety

logger = logging.getLogger(__name__)
Message = dict[str, Any]
Handle = Callable[[UserMessage], Awaitable[Any]]

_KEPT = ("text", "buttons", "facts", "card", "occupations", "area")


@dataclass(frozen=True)
class Said:
    """What a person sent: text as typed, or a checked payload."""

    conversation: str
    text: str = ""
    payload: str = ""


@dataclass(frozen=True)
class Answer:
    """Messages in order, and what was understood (empty where nothing reached NLU)."""

    messages: list[Message]
    understood: dict[str, Any]


class Conversations(Protocol):
    """The part of Rasa's tracker store that a channel reads."""

    async def retrieve(self, sender_id: str) -> Any:
        """The conversation, or None."""
        ...


class Collector(OutputChannel):
    """Collects the messages of a turn with everything the actions put into them."""

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self.messages: list[Message] = []

    def name(self) -> str:  # type: ignore[override]  # Rasa asks instances and classes alike
        """The channel's name, for channel-specific words."""
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep a message."""
        self.messages.append(to_message(message))


def to_message(raw: dict[str, Any]) -> Message:
    """A message of Rasa as our channels send it; empty parts are left out."""
    message = {key: raw[key] for key in _KEPT if raw.get(key)}
    if raw.get("buttons"):
        message["buttons"] = [
            {"title": button["title"], "payload": button["payload"]} for button in raw["buttons"]
        ]
    if raw.get("utter_action"):
        message = {"response": raw["utter_action"], **message}
    return message


async def take_turn(
    said: Said, channel: str, handle: Handle, conversations: Conversations
) -> Answer:
    """Answer one message; whatever happens, there is at least one message.

    The safety screen reads the whole text before anything else. A crisis never reaches NLU:
    the resources come first, then the topic ``crisis`` without the person's words.
    """
    text = clean(said.text)
    screening = safety.screen(text) if text else None
    if screening and screening.level == "crisis":
        first = _resources("utter_crisis_resources", screening)
        answer = await _ask("/crisis", said.conversation, channel, handle, conversations)
        return Answer([first, *answer.messages], answer.understood)
    if not said.payload and not 0 < len(text) <= LONGEST:
        key = "utter_too_long" if text else "utter_empty"
        return Answer([await _own(key, said.conversation, conversations)], {})
    answer = await _ask(said.payload or text, said.conversation, channel, handle, conversations)
    if screening and answer.understood.get("intent") != "distress":
        first = _resources("utter_distress_resources", screening)
        return Answer([first, *answer.messages], answer.understood)
    return answer


async def _ask(
    text: str, conversation: str, channel: str, handle: Handle, conversations: Conversations
) -> Answer:
    output = Collector(channel)
    try:
        await handle(UserMessage(text, output, conversation, input_channel=channel))
    except Exception as error:  # any failure of Rasa must become a sentence; no words in the log
        logger.error("a turn failed: %s", type(error).__name__)
    if not output.messages:
        output.messages.append(await _own("utter_no_answer", conversation, conversations))
    tracker = await conversations.retrieve(conversation)
    return Answer(output.messages, understood(tracker, output.messages))


def understood(tracker: Any, messages: list[Message]) -> dict[str, Any]:
    """Intent and confidence of the last message, and what the answer is about."""
    intent = (tracker.latest_message.intent or {}) if tracker and tracker.latest_message else {}
    occupations = [code for message in messages for code in message.get("occupations", ())]
    areas = [message["area"] for message in messages if message.get("area")]
    return {
        "intent": intent.get("name"),
        "confidence": intent.get("confidence"),
        "occupations": list(dict.fromkeys(occupations)),
        "area": areas[0] if areas else None,
    }


def _resources(response: str, screening: safety.Screening) -> Message:
    kind = screening.category if screening.level == "crisis" else "distress"
    return {"response": response, "text": safety.resources(screening.language, kind)}


async def _own(key: str, conversation: str, conversations: Conversations) -> Message:
    tracker = await conversations.retrieve(conversation)
    spanish = tracker is not None and tracker.get_slot("language") == "es"
    return say(key, "es" if spanish else "en")


def say(key: str, language: str = "en") -> Message:
    """A message of the channels' own words."""
    return {"response": key, "text": _words()[key][language]}


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    path = Path(__file__).parent / "words.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))
