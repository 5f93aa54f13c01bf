"""Slack's signed webhooks: events, buttons and commands at one address."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.bridge.model import Malformed
from bot.bridge.web import Endpoint, Refused, read_body

Take = Callable[[str, Mapping[str, Any]], None]


def door(signing_secret: str, take: Take) -> Endpoint:
    """The endpoint: checks the signature before it reads anything, answers at once."""
    verifier = SignatureVerifier(signing_secret)

    async def receive(request: Request) -> Response:
        body = await read_body(request)
        if not is_signed(verifier, body, request.headers):
            raise Refused(401, "expected Slack's signature, not older than five minutes")
        try:
            envelope, payload = to_envelope(body, request.headers.get("content-type", ""))
            if payload.get("type") == "url_verification":
                return PlainTextResponse(str(payload.get("challenge", "")))
            take(envelope, payload)
        except Malformed as error:
            raise Refused(400, str(error)) from error
        return Response()

    return receive


def is_signed(verifier: SignatureVerifier, body: bytes, headers: Mapping[str, str]) -> bool:
    """Whether Slack made this request within the last five minutes."""
    try:
        return verifier.is_valid_request(body, dict(headers))
    except (
        ValueError,
        TypeError,
    ):  # a time stamp, a body or a signature that is no text of Slack's
        return False


def to_envelope(body: bytes, content_type: str) -> tuple[str, Mapping[str, Any]]:
    """The kind of an HTTP request, by Socket Mode's names, and its payload.

    Raises:
        Malformed: it is neither JSON nor a form of Slack's.
    """
    if content_type.partition(";")[0].strip().lower() == "application/json":
        return "events_api", _object(body.decode("utf-8", "replace"))
    form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    if "payload" in form:
        return "interactive", _object(form["payload"])
    if "command" in form:
        return "slash_commands", form
    raise Malformed("expected JSON, or a form with payload or command")


def _object(text: str) -> Mapping[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Malformed("expected a JSON object")
    return value
