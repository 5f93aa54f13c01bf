"""The chat as a library's pages load it: the script, the demo pages, ratings; no sign-in."""

from __future__ import annotations

import base64
import hashlib
import html
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from guard.limits import Gate
from triage.library import Library
from triage.settings import ROOT, Settings
from triage.web.limits import limited

WIDGET = ROOT / "bot/widget"
_BOT_IN_DEMO = "http://127.0.0.1:5005"
_LIBRARY_IN_DEMO = "Riverbend Public Library"
_TYPES = {".js": "text/javascript", ".sri": "text/plain", ".css": "text/css", ".html": "text/html"}
_LONGEST = 400


def origins(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Pages that may read what the desk says to a student: LATTICE_ORIGINS, never ``*``."""
    return environment.get("LATTICE_ORIGINS", "").split()


def for_named_origins(routes: list[BaseRoute], gate: Gate) -> Mount:
    """``/student``, limited, for pages of the origins that are named, without credentials."""
    allowed = Middleware(
        CORSMiddleware,
        allow_origins=origins(),
        allow_methods=["GET", "POST"],
        allow_headers=["content-type"],
    )
    return Mount("/student", routes=routes, middleware=[allowed, limited(gate, "student")])


def routes(settings: Settings) -> list[BaseRoute]:
    """The script at /widget/, the demo library, under the operator's name, at /demo/."""

    async def script(request: Request) -> Response:
        return _file(request, WIDGET / "dist", _SCRIPT_HEADERS)

    library = Library.read(settings.library_file).name
    swaps = {_BOT_IN_DEMO: settings.chat_url, _LIBRARY_IN_DEMO: html.escape(library)}

    async def page(request: Request) -> Response:
        return _file(request, WIDGET / "demo", _page_headers(settings), swaps)

    async def front(_: Request) -> Response:
        return RedirectResponse("/demo/index.html")

    return [
        Route("/widget/{name:str}", script),
        Route("/demo", front),
        Route("/demo/", front),
        Route("/demo/{name:str}", page),
    ]


async def rate(request: Request) -> Response:
    """``POST /student/ratings {conversation, response, helpful}``: a rating without words."""
    try:
        body = await request.json()
        conversation, response = body["conversation"], body["response"]
        helpful = body["helpful"]
        told = isinstance(conversation, str) and isinstance(response, str)
        if not (told and isinstance(helpful, bool) and 0 < len(conversation) <= _LONGEST):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        text = "Give conversation and response as text, and helpful as true or false."
        return JSONResponse({"error": {"code": "bad_request", "text": text}}, 400)
    topic = response.removeprefix("utter_")
    await run_in_threadpool(request.app.state.door.rate, conversation, topic, helpful)
    return Response(status_code=204)


_SCRIPT_HEADERS = {
    "access-control-allow-origin": "*",
    "cache-control": "public, max-age=3600",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
}


def _page_headers(settings: Settings) -> dict[str, str]:
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        f"connect-src 'self' {settings.chat_url}; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'"
    )
    return {
        "cache-control": "no-cache",
        "content-security-policy": policy,
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }


def _file(
    request: Request,
    folder: Path,
    headers: Mapping[str, str],
    swaps: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """A file of ``folder``, with its digest as integrity header and as ETag."""
    path = folder / request.path_params["name"]
    if path.parent != folder or path.suffix not in _TYPES or not path.is_file():
        return Response("There is no such file.", 404, media_type="text/plain")
    body = path.read_text(encoding="utf-8")
    for written, meant in swaps.items():
        body = body.replace(written, meant)
    digest = hashlib.sha384(body.encode()).digest()
    tag = f'"{digest.hex()[:32]}"'
    more = {**headers, "etag": tag, "repr-digest": f"sha-384=:{base64.b64encode(digest).decode()}:"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=more)
    return Response(body, headers=more, media_type=_TYPES[path.suffix])
