"""How often a conversation or an address may ask, and what they hear who ask too often."""

from __future__ import annotations

from collections.abc import Callable

from rasa.core.agent import Agent
from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.inbound import Inbound
from bot.channels.measures import REFUSED
from bot.channels.outbound import Message, phrase
from bot.channels.turns import decline
from guard.limits import Gate

Shape = Callable[[list[Message]], object]


class Limits:
    """The limits of one channel."""

    def __init__(self, channel: str, gate: Gate) -> None:
        self._channel, self._gate = channel, gate

    def wait(self, request: Request, conversation: str = "") -> int:
        """Seconds that a request must wait, or 0."""
        forwarded = ",".join(request.headers.getall("x-forwarded-for", ()))
        return self._gate.wait(request.ip, forwarded, conversation)

    def refuse_opening(self, request: Request) -> HTTPResponse | None:
        """The answer to who begins too many conversations, in the browser's language."""
        wait = self.wait(request)
        if not wait:
            return None
        wished = request.headers.get("accept-language", "")[:2].lower()
        return self._too_fast([phrase("too_fast", wished, seconds=wait)], wait)

    async def answer(
        self, agent: Agent, conversation: str, inbound: Inbound, wait: int, shape: Shape
    ) -> HTTPResponse:
        """The answer to a turn that comes too early; somebody in danger gets help all the same."""
        said = await decline(agent, conversation, inbound, wait)
        if said[0]["response"] != "utter_too_fast":
            return response.json(shape(said))
        return self._too_fast(said, wait)

    def _too_fast(self, said: list[Message], wait: int) -> HTTPResponse:
        REFUSED.labels(self._channel, "too_fast").inc()
        error = {"code": "too_fast", "text": said[0]["text"], "retry_after": wait}
        headers = {"retry-after": str(wait)}
        return response.json({"error": error, "messages": said}, status=429, headers=headers)
