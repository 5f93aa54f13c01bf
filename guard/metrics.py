"""``GET /metrics`` in Prometheus' text format, the same in every process (docs/metrics.md)."""

from __future__ import annotations

import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest

from guard.addresses import came_directly

PATH = "/metrics"
TOKEN = "LATTICE_METRICS_TOKEN"  # noqa: S105 - the variable's name


@dataclass(frozen=True)
class Page:
    """An answer, for any web framework."""

    body: bytes
    status: int = 200
    kind: str = CONTENT_TYPE_LATEST


def page(
    peer: str,
    headers: Mapping[str, str],
    more: CollectorRegistry | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Page:
    """The metrics of this process, for who may read them.

    With LATTICE_METRICS_TOKEN set, that is who sends it as bearer token; without, who asks on
    this machine without a proxy. ``more`` are metrics beside those of the process.
    """
    token = environment.get(TOKEN, "")
    given = headers.get("authorization", "")
    told = hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    if told if token else came_directly(peer, headers):
        return Page(b"".join(generate_latest(r) for r in (REGISTRY, more) if r))
    refusal = f"Ask on this machine, or send {TOKEN} as bearer token.\n"
    return Page(refusal.encode(), 403, "text/plain")
