"""Reading a request, and refusing one: shared by the channels."""

from __future__ import annotations

import json
from typing import Any

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.measures import REFUSED
from guard.metrics import page

LARGEST_BODY = 131_072
"""Bytes; 10,000 emoji, each written as an escape, still get a sentence."""


class BadRequest(Exception):
    """A request that cannot be a turn: a short code, and what would be right."""

    def __init__(self, code: str, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.code, self.status = code, status


def to_body(raw: bytes) -> dict[str, Any]:
    """The JSON object of a request.

    Raises:
        BadRequest: too large, or no JSON object.
    """
    if len(raw) > LARGEST_BODY:
        raise BadRequest("too_large", f"a request has at most {LARGEST_BODY} bytes", 413)
    try:
        body = json.loads(raw or b"{}")
    except (ValueError, RecursionError):  # RecursionError: nested a thousandfold
        body = None
    if not isinstance(body, dict):
        raise BadRequest("not_json", "expected a JSON object in UTF-8")
    return body


async def refuse(request: Request, error: BadRequest) -> HTTPResponse:
    """The answer to a bad request: ``{error: {code, text}}``."""
    channel = request.path.split("/")[2]  # /webhooks/<channel>/…
    REFUSED.labels(channel, error.code).inc()
    return response.json({"error": {"code": error.code, "text": str(error)}}, status=error.status)


async def health(_request: Request) -> HTTPResponse:
    """The answer of a channel that can be spoken to."""
    return response.json({"status": "ok"})


async def metrics(request: Request) -> HTTPResponse:
    """What is counted in this process (docs/metrics.md)."""
    shown = page(request.ip, request.headers)
    return response.raw(shown.body, status=shown.status, content_type=shown.kind)
