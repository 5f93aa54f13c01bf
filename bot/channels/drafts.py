"""The channel of the counselors' desk: many questions at once, each without a conversation.

POST /webhooks/drafts/ {questions: [text, …],
                        about?: {occupation, area, topic, language, settled}} ->
{drafts: [{messages, understood, screening, instead}, …]}

Every question goes the way of a first turn (docs/channels.md), or, with ``about``, of a turn in a
talk that was about that. Where the bot would ask "which one?", it takes the first and names the
others (``instead``). With ``settled`` a counselor says which job and place are meant, and the bot
is corrected where it understood others. Nothing of it is kept: no conversation is stored, read
back or locked, so a draft costs about half a turn.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, SlotSet
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.inbound import LONGEST_TEXT, LONGEST_VALUE, clean
from bot.channels.outbound import Collector, Message
from bot.channels.requests import BadRequest, health, refuse, to_body
from bot.channels.turns import Understood, resources
from bot.channels.web import OnNewMessage
from triage import safety

logger = logging.getLogger(__name__)
MOST = 20
"""Questions in one request."""
_ABOUT = ("occupation", "area", "topic", "language")
"""Slots that a talk begins with, where the desk knows them."""
_SETTLED = "settled"
About = dict[str, str]
_ROUNDS = 2
"""How often a draft may ask back: for the job, and for the place."""


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
            body = to_body(request.body)
            asked, about = to_questions(body), to_about(body)
            agent = request.app.ctx.agent
            return response.json({"drafts": [await draft(agent, text, about) for text in asked]})

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


def to_about(body: dict[str, Any]) -> About:
    """What the talk was about that the questions come from; empty where that is not said.

    Raises:
        BadRequest: it is no object of short texts, or has names that we do not know.
    """
    about = body.get("about") or {}
    if not isinstance(about, dict) or not all(
        name in (*_ABOUT, _SETTLED) and isinstance(value, str) and len(value) <= LONGEST_VALUE
        for name, value in about.items()
    ):
        raise BadRequest("no_subject", f"expected about with short texts for {', '.join(_ABOUT)}")
    return {name: value for name, value in about.items() if value}


async def draft(agent: Agent, question: str, about: About) -> dict[str, Any]:
    """What the bot would say to ``question``, and what the safety screen found in it."""
    screening = safety.screen(question)
    answer = await _answer(agent, clean(question)[:LONGEST_TEXT], about, screening)
    return answer | {"screening": asdict(screening) if screening else None}


async def _answer(
    agent: Agent, text: str, about: About, screening: safety.Screening | None
) -> dict[str, Any]:
    """Messages and what was understood; no answer where it fails."""
    first = [resources(screening, by_person=True)] if screening else []
    if not text or (screening and screening.level == "crisis"):
        return {"messages": first, "understood": {"intent": "crisis" if screening else None}}
    talk = _Talk(agent.processor, about, {"screened": screening.level} if screening else {})
    try:
        intent = await talk.say(text)
        settled = about.get(_SETTLED) and await talk.correct(intent, about)
        rounds = range(0 if settled else _ROUNDS)
        instead = [title for _ in rounds for title in await talk.take_first_choice()]
    except Exception as error:  # one bad question must not lose the others; without its words
        logger.error("a draft failed: %s", type(error).__name__)
        return {"messages": first, "understood": {}}
    understood = Understood.of(intent, talk.messages).to_wire()
    return {"messages": first + talk.messages, "understood": understood, "instead": instead}


class _Talk:
    """A talk of nobody, with what it was about remembered; only its last answer is kept."""

    def __init__(
        self, processor: MessageProcessor | None, about: About, metadata: dict[str, str]
    ) -> None:
        if processor is None:
            raise RuntimeError("the model is not loaded yet")
        self._processor, self._metadata = processor, metadata
        self._tracker = processor.tracker_store.init_tracker(DraftsInput.name())
        for slot in filter(about.get, _ABOUT):
            self._tracker.update(SlotSet(slot, about[slot]), processor.domain)
        self.messages: list[Message] = []

    async def say(self, words: str) -> dict[str, Any]:
        """Run the one action that a message leads to; the intent, as Rasa writes it."""
        name, tracker, collector = DraftsInput.name(), self._tracker, Collector(DraftsInput.name())
        said = UserMessage(words, collector, name, input_channel=name, metadata=self._metadata)
        tracker.update(ActionExecuted(ACTION_LISTEN_NAME), self._processor.domain)
        await self._processor._handle_message_with_tracker(said, tracker)
        action, prediction = self._processor.predict_next_with_tracker_if_should(tracker)
        nlg = self._processor.nlg
        await self._processor._run_action(action, tracker, collector, nlg, prediction)
        self.messages = collector.messages
        return dict((tracker.latest_message.parse_data if tracker.latest_message else {})["intent"])

    async def correct(self, intent: dict[str, Any], about: About) -> bool:
        """Say which job and place were meant, where the answer is about others or asks for one."""
        meant = {name: about[name] for name in ("occupation", "area") if about.get(name)}
        answer = Understood.of(intent, self.messages)
        understood = {"occupation": "".join(answer.occupations[:1]), "area": answer.area}
        is_about_a_job = answer.occupations or self._tracker.get_slot("pending")
        if not is_about_a_job or meant.items() <= understood.items():
            return False
        await self.say(f"/correct{json.dumps(meant)}")
        return True

    async def take_first_choice(self) -> list[str]:
        """Where the answer asks "which one?", go on with the first; the titles of the others.

        The counselor who gets the draft cannot press buttons, and is told of the others.
        """
        asked = self.messages[-1] if self.messages else {}
        if not asked.get("response", "").startswith("utter_which_") or not asked.get("buttons"):
            return []
        first, *others = asked["buttons"]
        await self.say(first["payload"])
        return [str(other["title"]) for other in others]
