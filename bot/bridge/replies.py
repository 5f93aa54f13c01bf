"""Counselors' replies on their way to Slack and Telegram: what the desk posts, signed.

    POST /replies {conversation, text, number, key, …}, X-Lattice-Signature: HMAC-SHA256 of the body

The desk sends a reply until it is taken, with the same key each time; a key that is known already
is taken and not shown again (docs/desk.md).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.bridge.web import Endpoint, Refused, read_body

PATH = "/replies"
HEADER = "x-lattice-signature"
Take = Callable[[str, str, str, str], bool]
"""conversation, key, case number, text -> whether the conversation is one of ours."""


def door(secret: str, take: Take) -> Endpoint:
    """The endpoint: checks the desk's signature before it reads anything."""

    async def receive(request: Request) -> Response:
        body = await read_body(request)
        right = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(right, request.headers.get(HEADER, "").lower()):
            raise Refused(401, "expected the desk's signature of the body")
        said = _read(body)
        if not take(*(said[name] for name in ("conversation", "key", "number", "text"))):
            raise Refused(404, "nobody here has this conversation")
        return Response()

    return receive


def _read(body: bytes) -> Mapping[str, str]:
    try:
        said: Any = json.loads(body)
        return {name: str(said[name]) for name in ("conversation", "key", "number", "text")}
    except (ValueError, KeyError, TypeError):
        raise Refused(400, "expected conversation, key, number and text") from None
