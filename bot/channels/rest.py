"""The REST channel as Rasa's users know it, with our caps, screen and inert payloads.

``POST /webhooks/rest/webhook {sender, message}`` answers
``[{recipient_id, text, buttons?, custom?}]``.
A message that begins with "/" counts as a pressed button only if that button was just offered.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.inbound import Inbound
from bot.channels.limits import Limits
from bot.channels.measures import measured
from bot.channels.outbound import Message
from bot.channels.requests import BadRequest, health, refuse, to_body
from bot.channels.web import OnNewMessage
from guard.limits import Gate

LONGEST_SENDER = 128
CONVERSATIONS_REMEMBERED = 10_000


def to_sender(body: dict[str, Any]) -> str:
    """Who speaks; without a sender, a conversation of its own.

    Raises:
        BadRequest: not a short printable string.
    """
    sender = body.get("sender") or secrets.token_urlsafe(18)
    if not isinstance(sender, str) or not sender.isprintable() or len(sender) > LONGEST_SENDER:
        raise BadRequest("bad_sender", f"expected sender as up to {LONGEST_SENDER} characters")
    return sender


def to_reply(sender: str, message: Message) -> dict[str, Any]:
    """One message in the shape of Rasa's own channel."""
    custom = {k: message[k] for k in ("response", "facts", "card") if message.get(k)}
    reply = {"recipient_id": sender, "text": message.get("text", ""), "custom": custom}
    return {**reply, "buttons": message["buttons"]} if message.get("buttons") else reply


class Offered:
    """The payloads of the last reply in each conversation; the oldest are forgotten."""

    def __init__(self, most: int = CONVERSATIONS_REMEMBERED) -> None:
        self._most = most
        self._payloads: OrderedDict[str, frozenset[str]] = OrderedDict()

    def remember(self, sender: str, messages: list[Message]) -> None:
        """Note which buttons were offered."""
        buttons = [b["payload"] for m in messages for b in m.get("buttons", [])]
        self._payloads.pop(sender, None)
        self._payloads[sender] = frozenset(buttons)
        while len(self._payloads) > self._most:
            self._payloads.popitem(last=False)

    def read(self, sender: str, text: str) -> Inbound:
        """A pressed button where it was offered, else text."""
        pressed = text in self._payloads.get(sender, frozenset())
        return Inbound(payload=text) if pressed else Inbound(text=text)


class RestInput(InputChannel):
    """``bot.channels.rest.RestInput`` in credentials.yml."""

    @classmethod
    def name(cls) -> str:
        """The channel's name and path."""
        return "rest"

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The routes; turns go to the agent of the running server."""
        routes = Blueprint("rest_channel")
        offered, limits = Offered(), Limits(self.name(), Gate.from_environment())

        async def receive(request: Request) -> HTTPResponse:
            body = to_body(request.body)
            sender, text = to_sender(body), body.get("message")
            if not isinstance(text, str):
                raise BadRequest("no_message", "expected message, as a string")
            inbound = offered.read(sender, text)
            # Apart from the ids of other channels, which are not for a client to choose.
            agent, conversation = request.app.ctx.agent, f"rest:{sender}"

            def shape(messages: list[Message]) -> list[dict[str, Any]]:
                return [to_reply(sender, message) for message in messages]

            wait = limits.wait(request, conversation)
            if wait:
                return await limits.answer(agent, conversation, inbound, wait, shape)
            messages = await measured(agent, self.name(), conversation, inbound)
            offered.remember(sender, messages)
            return response.json(shape(messages))

        routes.exception(BadRequest)(refuse)
        routes.add_route(health, "/", methods=["GET"])
        routes.add_route(receive, "/webhook", methods=["POST"])
        return routes
