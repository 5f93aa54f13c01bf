"""The channel of the counselors' desk: many questions at once, each without a conversation.

POST /webhooks/drafts/ {questions: [text, …]} -> {drafts: [{messages, understood,
screening}, …]}

Every question goes the way of a first turn (docs/channels.md) and nothing of it is kept: no
conversation is stored, read back or locked, so a draft costs about half a turn.
"""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.inbound import LONGEST_TEXT, clean
from bot.channels.outbound import Collector
from bot.channels.requests import BadRequest, health, refuse, to_body
from bot.channels.turns import Understood, resources
from bot.channels.web import OnNewMessage
from triage import safety

logger = logging.getLogger(__name__)
MOST = 20
"""Questions in one request."""


class DraftsInput(InputChannel):
    """``bot.channels.drafts.DraftsInput`` in credentials.yml."""

    @classmethod
    def name(cls) -> str:
        """The channel's name and path."""
        return "drafts"

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The routes; questions go to the agent of the running server."""
        routes = Blueprint("drafts_channel")

        async def receive(request: Request) -> HTTPResponse:
            asked = to_questions(to_body(request.body))
            agent = request.app.ctx.agent
            return response.json({"drafts": [await draft(agent, text) for text in asked]})

        routes.exception(BadRequest)(refuse)
        routes.add_route(health, "/", methods=["GET"])
        routes.add_route(receive, "/", methods=["POST"], name="receive")
        return routes


def to_questions(body: dict[str, Any]) -> list[str]:
    """The questions of a request.

    Raises:
        BadRequest: none, too many, or not texts.
    """
    asked = body.get("questions")
    if not isinstance(asked, list) or not 0 < len(asked) <= MOST:
        raise BadRequest("no_questions", f"expected questions, a list of 1 to {MOST} texts")
    if not all(isinstance(text, str) for text in asked):
        raise BadRequest("no_questions", "expected every question as a string")
    return asked


async def draft(agent: Agent, question: str) -> dict[str, Any]:
    """What the bot would say first to ``question``, and what the safety screen found in it."""
    screening = safety.screen(question)
    answer = await _answer(agent, clean(question)[:LONGEST_TEXT], screening)
    return answer | {"screening": asdict(screening) if screening else None}


async def _answer(agent: Agent, text: str, screening: safety.Screening | None) -> dict[str, Any]:
    """Messages and what was understood; no answer where it fails."""
    first = [resources(screening)] if screening else []
    if not text or (screening and screening.level == "crisis"):
        return {"messages": first, "understood": {"intent": "crisis" if screening else None}}
    collector = Collector(DraftsInput.name())
    try:
        parsed = await _first_turn(agent.processor, UserMessage(
            text, collector, "drafts", input_channel=DraftsInput.name(),
            metadata={"screened": screening.level} if screening else {},
        ))  # fmt: skip
    except Exception as error:  # one bad question must not lose the others; without its words
        logger.error("a draft failed: %s", type(error).__name__)
        return {"messages": first, "understood": {}}
    understood = Understood.of(parsed.get("intent") or {}, collector.messages).to_wire()
    return {"messages": first + collector.messages, "understood": understood}


async def _first_turn(processor: MessageProcessor | None, message: UserMessage) -> dict[str, Any]:
    """Run the one action that a first message leads to; its result stays in the collector."""
    if processor is None or message.output_channel is None:
        raise RuntimeError("the model is not loaded yet")
    tracker = processor.tracker_store.init_tracker(message.sender_id)
    tracker.update(ActionExecuted(ACTION_LISTEN_NAME), processor.domain)
    await processor._handle_message_with_tracker(message, tracker)
    action, prediction = processor.predict_next_with_tracker_if_should(tracker)
    await processor._run_action(action, tracker, message.output_channel, processor.nlg, prediction)
    return dict(tracker.latest_message.parse_data) if tracker.latest_message else {}
