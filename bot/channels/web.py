"""The channel of the web widget and of our own tools: ``/webhooks/web``.

POST conversations {channel?}                 -> {conversation}
POST messages {conversation, text | payload, id?, explain?} -> {messages, understood?}
GET  /                                        -> {status}
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.conversation import Mint, channel_of, key_from
from bot.channels.inbound import LONGEST_ID, Inbound, is_payload
from bot.channels.limits import Limits
from bot.channels.measures import measured
from bot.channels.outbound import Message
from bot.channels.repeats import OnceOnly
from bot.channels.requests import BadRequest, health, refuse, to_body
from bot.channels.turns import understood
from guard.limits import Gate

CHANNELS = ("web", "slack", "telegram")
"""Those that speak through this one; a case says which it came from."""
OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


def to_inbound(body: dict[str, Any], domain: Any) -> Inbound:
    """Text or payload of a request; a payload that names nothing we have is taken as text.

    Raises:
        BadRequest: neither is there, or not as text.
    """
    payload, text, name = body.get("payload"), body.get("text"), body.get("id", "")
    given = payload if payload is not None else text
    if not isinstance(given, str):
        raise BadRequest("no_message", "expected text or payload, as a string")
    if not isinstance(name, str) or len(name) > LONGEST_ID:
        raise BadRequest("bad_id", f"expected id as up to {LONGEST_ID} characters")
    if payload is not None and is_payload(payload, domain.intents, domain.entities):
        return Inbound(payload=payload, id=name)
    return Inbound(text=given, id=name)


def to_channel(body: dict[str, Any]) -> str:
    """The channel that a new conversation is to belong to.

    Raises:
        BadRequest: it is none of ours.
    """
    channel = body.get("channel", "web")
    if channel not in CHANNELS:
        raise BadRequest("bad_channel", f"expected channel as one of {', '.join(CHANNELS)}")
    return str(channel)


def cors(origin: str | None, allowed: frozenset[str]) -> dict[str, str]:
    """Headers for a page of another origin: only origins named in LATTICE_ORIGINS."""
    if not origin or origin not in allowed:
        return {"vary": "origin"}
    return {
        "access-control-allow-origin": origin,
        "access-control-allow-headers": "content-type",
        "access-control-allow-methods": "GET, POST",
        "access-control-max-age": "600",
        "vary": "origin",
    }


def origins() -> frozenset[str]:
    """Origins of pages that may embed the widget: LATTICE_ORIGINS, and our own pages."""
    port = os.environ.get("WEB_PORT", "8080")
    own = [f"http://127.0.0.1:{port}", f"http://localhost:{port}"]
    return frozenset([*os.environ.get("LATTICE_ORIGINS", "").split(), *own])


class WebInput(InputChannel):
    """``bot.channels.web.WebInput`` in credentials.yml."""

    @classmethod
    def name(cls) -> str:
        """The channel's name and path."""
        return "web"

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The routes; turns go to the agent of the running server."""
        routes = Blueprint("web_channel")
        mint = Mint(key_from(Path(os.environ.get("LATTICE_BUILD", "build"))))
        allowed, once_only = origins(), OnceOnly()
        limits = Limits(self.name(), Gate.from_environment())

        async def allow_named_origins(request: Request, answer: HTTPResponse) -> None:
            answer.headers.update(cors(request.headers.get("origin"), allowed))

        async def preflight(request: Request) -> HTTPResponse:
            return response.empty()

        async def begin(request: Request) -> HTTPResponse:
            refused = limits.refuse_opening(request)
            if refused:
                return refused
            channel = to_channel(to_body(request.body))
            return response.json({"conversation": mint.new(channel)})

        async def receive(request: Request) -> HTTPResponse:
            body = to_body(request.body)
            if not mint.made(body.get("conversation")):
                raise BadRequest("no_conversation", "get a conversation from …/conversations", 403)
            return await answer(request, body, limits, once_only)

        routes.middleware(allow_named_origins, "response")
        routes.exception(BadRequest)(refuse)
        routes.add_route(health, "/", methods=["GET"])
        for path in ("/conversations", "/messages"):
            routes.add_route(preflight, path, methods=["OPTIONS"], name=f"preflight{path[1:]}")
        routes.add_route(begin, "/conversations", methods=["POST"])
        routes.add_route(receive, "/messages", methods=["POST"])
        return routes


async def answer(
    request: Request, body: dict[str, Any], limits: Limits, once_only: OnceOnly
) -> HTTPResponse:
    """The answer to a request for a turn in a conversation of ours.

    Raises:
        BadRequest: no text and no payload.
    """
    agent, conversation = request.app.ctx.agent, body["conversation"]
    inbound = to_inbound(body, agent.domain)
    wait = limits.wait(request, conversation)
    if wait:
        return await limits.answer(agent, conversation, inbound, wait, _to_answer)
    # The same id with other words is another message, whatever its sender thinks.
    name = inbound.id and repr(inbound)
    said = await once_only.answer(conversation, name, lambda: answer_to(body, inbound, agent))
    return response.json(said)


def _to_answer(messages: list[Message]) -> dict[str, Any]:
    return {"messages": messages}


async def answer_to(body: dict[str, Any], inbound: Inbound, agent: Agent) -> dict[str, Any]:
    """The answer to a request for a turn; ``explain`` adds what was understood."""
    conversation = body["conversation"]
    messages = await measured(agent, channel_of(conversation), conversation, inbound)
    if body.get("explain") is not True:
        return _to_answer(messages)
    found = await understood(agent, conversation, messages)
    return {"messages": messages, "understood": found.to_wire()}
