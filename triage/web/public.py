"""What people without a sign-in reach: health, readiness, and a student's replies."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from guard.limits import Gate
from guard.metrics import PATH, page
from triage.intake import Door
from triage.records import wire
from triage.web import library_pages

_LONGEST_ID = 400


async def health(_request: Request) -> Response:
    """Whether this process answers."""
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> Response:
    """Whether the cases database answers, too."""
    door: Door = request.app.state.door
    try:
        await run_in_threadpool(door.cases_of, "ready")
    except SQLAlchemyError as error:
        parts = {"cases": type(error).__name__}
        return JSONResponse({"status": "not ready", "parts": parts}, 503)
    return JSONResponse({"status": "ready", "parts": {"cases": "ok"}})


async def replies(request: Request) -> Response:
    """``GET /student/replies?conversation=…&after=N``: replies with an id above N, and the cases.

    The conversation's id is its own key: whoever holds it may read what was said in it.
    """
    door: Door = request.app.state.door
    query = request.query_params
    conversation, after = query.get("conversation", ""), query.get("after", "0")
    if not 0 < len(conversation) <= _LONGEST_ID or not (after.isascii() and after.isdigit()):
        error = {"code": "bad_request", "text": "Give conversation, and after as a number."}
        return JSONResponse({"error": error}, 400)
    found = await run_in_threadpool(door.replies_for, conversation, min(int(after), 2**31 - 1))
    cases = await run_in_threadpool(door.cases_of, conversation)
    answer = {
        "replies": [wire(r) for r in found],
        "cases": [wire(c) for c in cases],
        "transcripts_days": door.transcripts_days,
    }
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


async def transcript(request: Request) -> Response:
    """``POST /student/transcript {conversation, number, text}``: the chat, sent along with a case.

    Only the student's own page has the words; it sends them when the student says so.
    """
    door: Door = request.app.state.door
    try:
        body = await request.json()
        conversation, number, text = (body[name] for name in ("conversation", "number", "text"))
        if not all(isinstance(one, str) and one.strip() for one in (conversation, number, text)):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        error = {"code": "bad_request", "text": "Give conversation, number and text, as text."}
        return JSONResponse({"error": error}, 400)
    kept = await run_in_threadpool(door.send_along, conversation[:_LONGEST_ID], number, text)
    return Response(status_code=204 if kept else 404)


async def metrics(request: Request) -> Response:
    """``GET /metrics`` (docs/metrics.md)."""
    peer = request.client.host if request.client else ""
    more = request.app.state.desk_metrics
    shown = await run_in_threadpool(page, peer, request.headers, more)
    return Response(shown.body, shown.status, media_type=shown.kind)


def routes() -> list[BaseRoute]:
    """The public routes of this room."""
    student: list[BaseRoute] = [
        Route("/replies", replies),
        Route("/transcript", transcript, methods=["POST"]),
        Route("/ratings", library_pages.rate, methods=["POST"]),
    ]
    return [
        Route("/health", health),
        Route("/ready", ready),
        Route(PATH, metrics),
        library_pages.for_named_origins(student, Gate.from_environment()),
    ]
