"""Telegram's webhook: one address, guarded by the secret token that we gave Telegram."""

from __future__ import annotations

import hmac
from collections.abc import Callable

from aiogram.types import Update
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from bot.bridge.web import Endpoint, Refused, read_body

HEADER = "x-telegram-bot-api-secret-token"


def door(secret: str, take: Callable[[Update], bool]) -> Endpoint:
    """The endpoint: checks the secret token before it reads anything, answers at once."""

    async def receive(request: Request) -> Response:
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            raise Refused(401, "expected Telegram's secret token")
        try:
            update = Update.model_validate_json(await read_body(request))
        except ValidationError as error:
            raise Refused(400, "expected an update of the Bot API") from error
        if not take(update):
            raise Refused(503, "not ready yet; send it again")
        return Response()

    return receive
