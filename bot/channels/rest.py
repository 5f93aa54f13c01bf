"""Rasa's REST webhook as programs know it, with our caps, screen and payload checks.

For programs on this machine and behind the proxy: whoever knows a sender's name speaks for it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.intake import BadPayload, check_payload
from bot.channels.turn import Answer, Said, take_turn

_LONGEST_SENDER = 200


def to_said(body: Any) -> tuple[str, Said]:
    """A request body as the sender's name and what was said.

    A message that is a payload of ours passes as one; any other slash is text. Without a sender
    there is a new conversation, never a shared one. Rasa knows the conversation by a hash, so
    that a sender's name can neither be read nor collide with ids of another channel.

    Raises:
        ValueError: there is no message, or a field is not a string.
    """
    if not isinstance(body, dict) or not isinstance(body.get("message"), str):
        raise ValueError("expected an object with a message")
    sender = body.get("sender") or secrets.token_urlsafe(15)
    if not isinstance(sender, str) or len(sender) > _LONGEST_SENDER:
        raise ValueError(f"expected a sender of up to {_LONGEST_SENDER} characters")
    conversation = "rest-" + hashlib.sha256(sender.encode("utf-8", "replace")).hexdigest()[:32]
    try:
        return sender, Said(conversation, payload=check_payload(body["message"]))
    except BadPayload:
        return sender, Said(conversation, text=body["message"])


def to_body(sender: str, answer: Answer) -> list[dict[str, Any]]:
    """An answer as the list of messages that REST clients of Rasa expect."""
    return [_message(sender, message) for message in answer.messages]


def _message(sender: str, message: dict[str, Any]) -> dict[str, Any]:
    more = {key: message[key] for key in ("response", "facts", "card") if key in message}
    body = {"recipient_id": sender, "text": message.get("text", "")}
    if message.get("buttons"):
        body["buttons"] = message["buttons"]
    return {**body, "custom": more} if more else body


class RestInput(InputChannel):
    """``/webhooks/rest/webhook``."""

    @classmethod
    def name(cls) -> str:
        """The channel's name and the last part of its address."""
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes."""
        routes = Blueprint("rest", strict_slashes=False)

        @routes.get("/")
        async def health(request: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            try:
                sender, said = to_said(request.json)
            except Exception as error:  # ValueError of ours, or Sanic's around a broken body
                reason = str(error) if type(error) is ValueError else "expected a JSON body"
                return json({"error": {"code": "bad_request", "text": reason}}, 400)
            store = request.app.ctx.agent.tracker_store
            answer = await take_turn(said, self.name(), on_new_message, store)
            return json(to_body(sender, answer))

        return routes
