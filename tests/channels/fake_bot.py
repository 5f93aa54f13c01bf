"""The bot's ``web`` channel and the web application's files, small enough to see through."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from aiohttp import web

Json = dict[str, Any]


def echo(given: str) -> list[Json]:
    return [{"response": "utter_echo", "text": f"You said {given}"}]


class FakeBot:
    """Answers by ``answer``; remembers what each conversation sent, in order."""

    def __init__(self) -> None:
        self.answer: Callable[[str], list[Json]] = echo
        self.heard: dict[str, list[str]] = defaultdict(list)
        self.known: set[str] = set()
        self.files: dict[str, bytes] = {}
        self.refusals: list[int] = []
        self.delay = 0.0
        self.at_once = self.most_at_once = 0
        self.app = web.Application()
        self.app.add_routes(
            [
                web.post("/webhooks/web/conversations", self._begin),
                web.post("/webhooks/web/messages", self._receive),
                web.get("/careers/{name:.+}", self._file),
            ]
        )

    @property
    def all_heard(self) -> list[str]:
        return [given for talk in self.heard.values() for given in talk]

    async def _begin(self, _request: web.Request) -> web.Response:
        conversation = f"conversation-{len(self.known) + 1}"
        self.known.add(conversation)
        return web.json_response({"conversation": conversation})

    async def _receive(self, request: web.Request) -> web.Response:
        assert int(request.headers["content-length"]) <= 16_384
        body = await request.json()
        if self.refusals:
            return web.Response(status=self.refusals.pop(0))
        if body["conversation"] not in self.known:
            return web.json_response({"error": {"code": "no_conversation"}}, status=403)
        assert len(body.keys() & {"text", "payload"}) == 1
        given = body.get("payload") or body["text"]
        self.heard[body["conversation"]].append(given)
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        await asyncio.sleep(self.delay)
        self.at_once -= 1
        return web.json_response({"messages": self.answer(given)})

    async def _file(self, request: web.Request) -> web.Response:
        content = self.files.get(request.path)
        return web.Response(body=content) if content else web.Response(status=404)
