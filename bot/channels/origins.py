"""Which web pages may talk to us: named origins, never all of them, never with cookies."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping

_LOCAL = "http://127.0.0.1:{port},http://localhost:{port}"


def allowed_origins(environment: Mapping[str, str] = os.environ) -> frozenset[str]:
    """LATTICE_ORIGINS, separated by commas; the local demo page where it is not set."""
    local = _LOCAL.format(port=environment.get("WEB_PORT") or "8080")
    named = environment.get("LATTICE_ORIGINS") or local
    return frozenset(
        origin.strip().rstrip("/") for origin in named.split(",") if origin.strip(" *")
    )


def permission(origin: str | None, host: str, allowed: Collection[str]) -> dict[str, str] | None:
    """The headers that let a page read the reply, or None where its origin is not allowed.

    A request without an origin comes from no page; one of our own host needs no permission.
    """
    if not origin or origin.partition("://")[2] == host:
        return {}
    if origin not in allowed:
        return None
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Allow-Headers": "Content-Type",
        "Access-Control-Max-Age": "600",
        "Vary": "Origin",
    }
