"""The channel of the web widget, the terminal and the desk. docs/channels.md describes it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.identity import Mint
from bot.channels.intake import BadPayload, check_payload
from bot.channels.origins import allowed_origins, permission
from bot.channels.turn import Answer, Said, say, take_turn
from bot.settings import Settings


class Refused(Exception):
    """A request that is not answered: status, code for programs, sentence for people."""

    def __init__(self, status: int, code: str, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.code = code


def to_said(body: Any) -> Said:
    """A request body as what a person said.

    Raises:
        Refused: fields are missing or of the wrong kind, or the payload is none of ours.
    """
    if not isinstance(body, dict) or not isinstance(body.get("conversation"), str):
        raise Refused(400, "bad_request", "expected an object with a conversation")
    text, payload = body.get("text"), body.get("payload")
    if isinstance(text, str) == isinstance(payload, str):
        raise Refused(400, "bad_request", "expected either text or payload, as a string")
    if isinstance(text, str):
        return Said(body["conversation"], text=text)
    try:
        return Said(body["conversation"], payload=check_payload(payload))
    except BadPayload as error:
        raise Refused(400, "bad_payload", say("utter_bad_choice")["text"]) from error


def to_body(answer: Answer, *, explain: bool) -> dict[str, Any]:
    """An answer as a reply body; what was understood only where it was asked for."""
    hidden = ("occupations", "area")
    messages = [
        {key: value for key, value in message.items() if key not in hidden}
        for message in answer.messages
    ]
    body: dict[str, Any] = {"messages": messages}
    if explain and answer.understood:
        body["understood"] = answer.understood
    return body


class WebInput(InputChannel):
    """``/webhooks/web/``: conversations minted here, typed messages, checked payloads."""

    def __init__(self) -> None:
        self._mint = Mint.open(Settings.from_environment().build / "secret")
        self._origins = allowed_origins()

    @classmethod
    def name(cls) -> str:
        """The channel's name and the last part of its address."""
        return "web"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes."""
        routes = Blueprint("web", strict_slashes=False)

        @routes.get("/")
        async def health(request: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @routes.options("/conversations")
        @routes.options("/messages")
        async def preflight(request: Request) -> HTTPResponse:
            headers = self._permission(request)
            return json(None, 204, headers) if headers is not None else _error(_foreign())

        @routes.post("/conversations")
        async def begin(request: Request) -> HTTPResponse:
            return await self._guarded(request, self._begin)

        @routes.post("/messages")
        async def message(request: Request) -> HTTPResponse:
            async def answer(request: Request) -> dict[str, Any]:
                return await self._answer(request, on_new_message)

            return await self._guarded(request, answer)

        return routes

    async def _guarded(
        self, request: Request, work: Callable[[Request], Awaitable[dict[str, Any]]]
    ) -> HTTPResponse:
        headers = self._permission(request)
        if headers is None:
            return _error(_foreign())
        try:
            return json(await work(request), headers=headers)
        except Refused as refused:
            return _error(refused, headers)

    async def _begin(self, request: Request) -> dict[str, Any]:
        _body(request)
        return {"conversation": self._mint.new()}

    async def _answer(
        self, request: Request, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> dict[str, Any]:
        body = _body(request)
        said = to_said(body)
        if not self._mint.knows(said.conversation):
            raise Refused(403, "unknown_conversation", "start a conversation first")
        store = request.app.ctx.agent.tracker_store
        answer = await take_turn(said, self.name(), on_new_message, store)
        return to_body(answer, explain=body.get("explain") is True)

    def _permission(self, request: Request) -> dict[str, str] | None:
        return permission(request.headers.get("origin"), request.host, self._origins)


def _body(request: Request) -> Any:
    """The JSON body; a form, which any page may send unasked, is not one.

    Raises:
        Refused: it is not JSON.
    """
    if not request.content_type.startswith("application/json"):
        raise Refused(415, "not_json", "expected content-type application/json")
    try:
        return request.json
    except Exception as error:  # Sanic raises its own kind around any cause
        raise Refused(400, "bad_json", "expected a JSON body") from error


def _foreign() -> Refused:
    return Refused(403, "foreign_origin", "this page is not among LATTICE_ORIGINS")


def _error(refused: Refused, headers: dict[str, str] | None = None) -> HTTPResponse:
    body = {"error": {"code": refused.code, "text": str(refused)}}
    return json(body, refused.status, headers)
