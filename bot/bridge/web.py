"""What both webhook doors share: reading a capped body, refusing, and telling health."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.bridge.measures import metrics
from guard.metrics import PATH

LARGEST_BODY = 512 * 1024
"""Slack sends the message a button stands in along with the press."""

Endpoint = Callable[[Request], Awaitable[Response]]


class Refused(Exception):
    """A request that is not taken: status, and what would be right."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass
class State:
    """How a channel stands with its platform, for people who look after it."""

    channel: str
    state: str = "connecting"
    detail: str = ""

    def become(self, state: str, detail: str = "") -> bool:
        """Set it; True where it changed."""
        changed = (state, detail) != (self.state, self.detail)
        self.state, self.detail = state, detail
        return changed


async def read_body(request: Request) -> bytes:
    """The body.

    Raises:
        Refused: it is larger than any event.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise Refused(413, f"an event has at most {LARGEST_BODY} bytes")
    return body


def application(state: State, doors: dict[str, Endpoint]) -> Starlette:
    """``/health``, which answers 200 as long as the process lives, and the doors (POST only)."""

    async def health(_request: Request) -> Response:
        return JSONResponse(vars(state))

    async def refuse(_request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)  # noqa: S101 - registered for nothing else
        return PlainTextResponse(str(error), status_code=error.status)

    routes = [Route(path, door, methods=["POST"]) for path, door in doors.items()]
    own = [Route("/health", health), Route(PATH, metrics)]
    return Starlette(routes=[*own, *routes], exception_handlers={Refused: refuse})
