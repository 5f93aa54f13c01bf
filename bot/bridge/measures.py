"""What is counted of events from Slack and Telegram; never a word, an id or a person."""

from __future__ import annotations

from prometheus_client import Counter
from starlette.requests import Request
from starlette.responses import Response

from guard.metrics import page

EVENTS = Counter("lattice_bridge_events", "Events, by what became of them.", ["channel", "outcome"])


async def metrics(request: Request) -> Response:
    """``GET /metrics`` (docs/metrics.md)."""
    shown = page(request.client.host if request.client else "", request.headers)
    return Response(shown.body, shown.status, media_type=shown.kind)
