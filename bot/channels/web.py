"""The channel of the web widget and of our own tools: ``/webhooks/web``.

POST conversations                            -> {conversation}
POST messages {conversation, text | payload, explain?} -> {messages, understood?}
GET  /                                        -> {status}
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Awaitable, Callable, Dict, FrozenSet, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.conversation import Mint, key_from
from bot.channels.inbound import Inbound, is_payload
from bot.channels.turns import take, understood

LARGEST_BODY = 16_384
OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class BadRequest(Exception):
    """A request that cannot be a turn: a short code, and what would be right."""

    def __init__(self, code: str, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.code, self.status = code, status


def to_body(raw: bytes) -> Dict[str, Any]:
    """The JSON object of a request.

    Raises:
        BadRequest: too large, or no JSON object.
    """
    if len(raw) > LARGEST_BODY:
        raise BadRequest("too_large", f"a request has at most {LARGEST_BODY} bytes", 413)
    try:
        body = json.loads(raw or b"{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise BadRequest("not_json", "expected a JSON object in UTF-8")
    return body


def to_inbound(body: Dict[str, Any], domain: Any) -> Inbound:
    """Text or payload of a request; a payload that names nothing we have is taken as text.

    Raises:
        BadRequest: neither is there, or not as text.
    """
    payload, text = body.get("payload"), body.get("text")
    given = payload if payload is not None else text
    if not isinstance(given, str):
        raise BadRequest("no_message", "expected text or payload, as a string")
    if payload is not None and is_payload(payload, domain.intents, domain.entities):
        return Inbound(payload=payload)
    return Inbound(text=given)


def cors(origin: Optional[str], allowed: FrozenSet[str]) -> Dict[str, str]:
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


def origins() -> FrozenSet[str]:
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
        allowed = origins()

        @routes.middleware("response")
        async def allow_named_origins(request: Request, answer: HTTPResponse) -> None:
            answer.headers.update(cors(request.headers.get("origin"), allowed))

        @routes.exception(BadRequest)
        async def refuse(request: Request, error: BadRequest) -> HTTPResponse:
            body = {"error": {"code": error.code, "text": str(error)}}
            return response.json(body, status=error.status)

        @routes.get("/")
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.options("/<path:path>")
        async def preflight(request: Request, path: str) -> HTTPResponse:
            return response.empty()

        @routes.post("/conversations")
        async def begin(request: Request) -> HTTPResponse:
            return response.json({"conversation": mint.new()})

        @routes.post("/messages")
        async def receive(request: Request) -> HTTPResponse:
            body = to_body(request.body)
            conversation = body.get("conversation")
            if not mint.made(conversation):
                raise BadRequest("no_conversation", "get a conversation from …/conversations", 403)
            agent = request.app.ctx.agent
            inbound = to_inbound(body, agent.domain)
            messages = await take(agent, self.name(), conversation, inbound)
            answer: Dict[str, Any] = {"messages": messages}
            if body.get("explain") is True:
                answer["understood"] = (await understood(agent, conversation, messages)).to_wire()
            return response.json(answer)

        return routes
