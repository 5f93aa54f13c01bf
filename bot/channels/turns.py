"""One turn, whatever the channel: cap, safety screen, Rasa, and never silence."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from bot.channels.inbound import LONGEST_TEXT, Inbound, clean
from bot.channels.outbound import Collector, Message, phrase
from bot.conversations import TURN
from triage import safety

logger = logging.getLogger(__name__)
LONGEST_WAIT = 20.0
LONGEST_WAIT_IN_A_CRISIS = 3.0
"""Seconds; the resources are known without Rasa, and must not wait for it."""


@dataclass(frozen=True)
class Understood:
    """What was made of a message, for who asks with ``explain``."""

    intent: str | None
    confidence: float | None
    occupations: list[str]
    area: str | None

    @classmethod
    def of(cls, intent: Mapping[str, Any], messages: Sequence[Message]) -> Understood:
        """From the intent as Rasa writes it, and the replies."""
        about = [code for message in messages for code in message.get("occupations", [])]
        area = next((message["area"] for message in messages if message.get("area")), None)
        return cls(intent.get("name"), intent.get("confidence"), list(dict.fromkeys(about)), area)

    def to_wire(self) -> dict[str, Any]:
        """As JSON."""
        return dict(vars(self))


async def take(agent: Agent, channel: str, conversation: str, inbound: Inbound) -> list[Message]:
    """Answer one message; always with at least one sentence.

    A crisis gets its resources first, from the channel itself; the words then go no further:
    Rasa sees only the payload ``/crisis``. Distress gets a kind sentence before its answer.
    """
    text = clean(inbound.text)
    # Screened before the cap: somebody in danger may write at length.
    screening = safety.screen(inbound.text) if text and not inbound.payload else None
    first = [resources(screening)] if screening else []
    if screening and screening.level == "crisis":
        payload = Inbound(payload="/crisis", id=inbound.id)
        return first + await _rasa(agent, channel, conversation, payload, screening)
    if inbound.payload or 0 < len(text) <= LONGEST_TEXT:
        sent = Inbound("" if inbound.payload else text, inbound.payload, inbound.id)
        return first + await _rasa(agent, channel, conversation, sent, screening)
    name = "too_long" if text else "empty"
    return [*first, phrase(name, await _language(agent, conversation), most=LONGEST_TEXT)]


async def decline(agent: Agent, conversation: str, inbound: Inbound, seconds: int) -> list[Message]:
    """What somebody hears who asks too often; help in a crisis, which is never too often."""
    screening = safety.screen(inbound.text) if inbound.text else None
    if screening and screening.level == "crisis":
        return [resources(screening)]
    return [phrase("too_fast", await _language(agent, conversation), seconds=seconds)]


def resources(screening: safety.Screening, *, by_person: bool = False) -> Message:
    """What is said first where the screen fired: the help numbers, or the kind sentence."""
    kind = screening.category if screening.level == "crisis" else screening.level
    text = safety.resources(screening.language, kind, by_person=by_person)
    response = f"utter_{screening.level}_resources"
    return {"response": response, "text": text, "language": screening.language}


async def _rasa(
    agent: Agent,
    channel: str,
    conversation: str,
    sent: Inbound,
    screening: safety.Screening | None,
) -> list[Message]:
    collector = Collector(channel)
    metadata = {"screened": screening.level, "language": screening.language} if screening else {}
    message = UserMessage(
        sent.payload or sent.text,
        collector,
        conversation,
        input_channel=channel,
        message_id=sent.id or None,
        metadata=metadata,
    )
    in_crisis = screening is not None and screening.level == "crisis"
    wait = LONGEST_WAIT_IN_A_CRISIS if in_crisis else LONGEST_WAIT
    try:
        await asyncio.wait_for(_turn(agent, message, sent), wait)
    except Exception as error:  # the person must hear something; logged without their words
        logger.error("turn failed: %s", type(error).__name__)
        name = "not_kept" if collector.messages else "trouble"
        return [*collector.messages, phrase(name, await _language(agent, conversation))]
    return collector.messages or [phrase("trouble", await _language(agent, conversation))]


async def _turn(agent: Agent, message: UserMessage, sent: Inbound) -> None:
    """Rasa's part, under a name that is the same where the message is sent again."""
    TURN.set(hashlib.sha256(repr(sent).encode()).hexdigest() if sent.id else "")
    await agent.handle_message(message)


async def _language(agent: Agent, conversation: str) -> str:
    try:
        tracker = await agent.tracker_store.retrieve(conversation)
    except Exception:  # the database may be what fails
        return "en"
    return (tracker.get_slot("language") if tracker else None) or "en"


async def understood(agent: Agent, conversation: str, messages: list[Message]) -> Understood:
    """What Rasa made of the latest message, and what the replies are about."""
    try:
        tracker = await agent.tracker_store.retrieve(conversation)
    except Exception:  # the answer is there all the same
        tracker = None
    latest = tracker.latest_message if tracker else None
    return Understood.of((latest.intent if latest else None) or {}, messages)
