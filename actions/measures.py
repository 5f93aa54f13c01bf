"""What is counted of answers: topic, kind, time, failure; never a word or a person."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram
from sanic import Request
from sanic.response import HTTPResponse, raw

from actions.counting import Count
from guard.metrics import page
from knowledge.store import KnowledgeBase

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

SECONDS = Histogram("lattice_action_seconds", "Time of an action.", ["topic"], buckets=_SECONDS)
FAILURES = Counter("lattice_action_failures", "Actions that failed.", ["topic", "error"])
ANSWERS = Counter(
    "lattice_answers", "Answers by kind: answered, fallback, unanswered, handoff.", ["kind"]
)
KNOWLEDGE = Gauge(
    "lattice_knowledge_info", "A release in the knowledge base.", ["source", "version", "period"]
)


def counted(count: Count) -> Count:
    """The same count, and one for Prometheus."""

    def both(kind: str, topic: str) -> None:
        if kind:
            ANSWERS.labels(kind).inc()
        count(kind, topic)

    return both


def tell_knowledge(base: KnowledgeBase) -> None:
    """Say which releases the knowledge base holds."""
    KNOWLEDGE.clear()
    for source in base.sources():
        KNOWLEDGE.labels(source.key, source.version, source.period).set(1)


async def metrics(request: Request) -> HTTPResponse:
    """``GET /metrics`` (docs/metrics.md)."""
    shown = page(request.ip, request.headers)
    return raw(shown.body, status=shown.status, content_type=shown.kind)
