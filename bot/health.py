"""``GET /health``: this process answers. ``GET /ready``: so does everything that it stands on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Mapping
from typing import Any

import aiohttp
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

logger = logging.getLogger(__name__)

ANSWER_WITHIN = 3.0
"""Seconds for everything together; probes give up after five."""


def routes(actions_health: str) -> Blueprint:
    """Both addresses; ``actions_health`` is what the action server answers 200 at."""
    blueprint = Blueprint("health_of_rasa")

    async def health(_request: Request) -> HTTPResponse:
        return response.json({"status": "ok"})

    async def ready(request: Request) -> HTTPResponse:
        agent = request.app.ctx.agent
        checks = {
            "conversations": agent.tracker_store.check(),
            "turns": agent.lock_store.check(),
            "actions": _answers(actions_health),
        }
        parts = await examine(checks)
        well = all(found == "ok" for found in parts.values())
        status = "ready" if well else "not ready"
        return response.json({"status": status, "parts": parts}, status=200 if well else 503)

    blueprint.add_route(health, "/health", methods=["GET"])
    blueprint.add_route(ready, "/ready", methods=["GET"])
    return blueprint


async def examine(checks: Mapping[str, Awaitable[Any]]) -> dict[str, str]:
    """Run checks at the same time: "ok", or the kind of error of each."""
    found = await asyncio.gather(*map(_examined, checks.values()))
    return dict(zip(checks, found, strict=True))


async def _examined(check: Awaitable[Any]) -> str:
    try:
        await asyncio.wait_for(check, ANSWER_WITHIN)
    except Exception as error:  # whatever it is, the part is not well
        return type(error).__name__
    return "ok"


async def _answers(url: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        answer.raise_for_status()
