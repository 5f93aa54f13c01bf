"""Where a help desk tells what its agents did; every call is signed by it."""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from triage.errors import BadInput, NotAllowed, StaleCase, TriageError, UnknownCase
from triage.helpdesk import Copies
from triage.intake import Clock

_log = logging.getLogger(__name__)
_LARGEST = 512 * 1024
_STATUS = {NotAllowed: 401, BadInput: 400, UnknownCase: 200, StaleCase: 503}
"""A case that is no longer ours is well: the help desk must not tell of it again."""


def routes(copies: Copies | None, clock: Clock) -> list[BaseRoute]:
    """``POST /hooks/<help desk>``; none where no help desk is named."""
    if copies is None:
        return []

    async def receive(request: Request) -> Response:
        length = request.headers.get("content-length", "")
        if not length.isdigit() or int(length) > _LARGEST:
            return PlainTextResponse("expected an event of at most 512 KiB", 413)
        return await run_in_threadpool(_take, copies, clock, request, await request.body())

    return [Route(f"/hooks/{copies.helpdesk.name}", receive, methods=["POST"])]


def _take(copies: Copies, clock: Clock, request: Request, body: bytes) -> Response:
    try:
        returned = copies.helpdesk.returned(request.headers, body, clock())
        if returned:
            copies.take_back(returned)
    except TriageError as error:
        status = next((s for kind, s in _STATUS.items() if isinstance(error, kind)), 400)
        _log.warning("%s: %s", copies.helpdesk.name, type(error).__name__)
        return PlainTextResponse(str(error), status)
    return Response(status_code=200)
