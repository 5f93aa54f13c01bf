"""Limits on what anybody may reach without signing in: students' replies, pages, pictures."""

from __future__ import annotations

from prometheus_client import Counter
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from guard.limits import Gate

LIMITED = Counter("lattice_web_limited", "Requests refused for coming too often.", ["what"])
LARGEST_BODY = 16_384
_SAID = {
    "en": "Too many requests from your address. Please wait {seconds} seconds and try again.",
    "es": "Demasiadas solicitudes desde su dirección. Espere {seconds} segundos y vuelva a probar.",
}


class Limited:
    """Lets an address ask so often, and send so much; says when to come again."""

    def __init__(self, app: ASGIApp, gate: Gate, what: str) -> None:
        self._app, self._gate, self._what = app, gate, what

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer 413 or 429."""
        request = Request(scope)
        answer = self._refusal(request) if scope["type"] == "http" else None
        await (answer or self._app)(scope, receive, send)

    def _refusal(self, request: Request) -> JSONResponse | None:
        if _is_large(request.headers):
            text = f"A request has a content-length of at most {LARGEST_BODY}."
            return JSONResponse({"error": {"code": "too_large", "text": text}}, 413)
        peer = request.client.host if request.client else ""
        wait = self._gate.wait(peer, request.headers.get("x-forwarded-for", ""))
        if not wait:
            return None
        LIMITED.labels(self._what).inc()
        text = _SAID[language_of(request)].format(seconds=wait)
        error = {"code": "too_fast", "text": text, "retry_after": wait}
        return JSONResponse({"error": error}, 429, headers={"retry-after": str(wait)})


def limited(gate: Gate, what: str) -> Middleware:
    """The limit of ``gate`` for routes; ``what`` names them in the metrics."""
    return Middleware(Limited, gate=gate, what=what)


def language_of(request: Request) -> str:
    """As the address asks for, else as the browser does."""
    wished = request.query_params.get("lang") or request.headers.get("accept-language", "")
    return "es" if wished[:2].lower() == "es" else "en"


def _is_large(headers: Headers) -> bool:
    length = headers.get("content-length", "0")
    return "transfer-encoding" in headers or not length.isdigit() or int(length) > LARGEST_BODY
