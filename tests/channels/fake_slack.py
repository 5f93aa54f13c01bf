"""Slack as an app sees it: Web API, Socket Mode, response URLs, signed requests. Counts all."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections import defaultdict
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from tests.channels.block_kit import problems

Json = dict[str, Any]
BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = (
    "xoxb-1-test",
    "xapp-1-test",
    "8f742231b10e8888abcd99yyyzzz85a5",
)
TEAM, BOT_USER = "T0001", "U0BOT"


class FakeSlack:
    """``posted`` holds every message that people would see, in order."""

    def __init__(self) -> None:
        self.posted: list[Json] = []
        self.calls: list[str] = []
        self.uploads: list[Json] = []
        self.failures: dict[str, list[tuple[int, Json, dict[str, str]] | None]] = defaultdict(list)
        self.acknowledged: dict[str, float] = {}
        self.response_uses: dict[str, int] = defaultdict(int)
        self.connections = 0
        self.base = ""
        self._sockets: list[web.WebSocketResponse] = []
        self._files: dict[str, Json] = {}
        self._connected = asyncio.Event()
        self.app = web.Application()
        self.app.add_routes(
            [
                web.post("/api/{method}", self._call),
                web.get("/link", self._socket),
                web.post("/upload/{file}", self._upload),
                web.post("/commands/{name}", self._respond),
            ]
        )

    # ---- what the app calls -----------------------------------------------------------------

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.calls.append(method)
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token != (APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN):
            return web.json_response({"ok": False, "error": "invalid_auth"})
        failure = self.failures[method].pop(0) if self.failures[method] else None
        if failure:
            status, body, headers = failure
            return web.json_response(body, status=status, headers=headers)
        given = await _arguments(request)
        answer = getattr(self, "_" + method.replace(".", "_"))(given)
        scopes = {"x-oauth-scopes": "app_mentions:read,chat:write,commands,files:write,im:history"}
        return web.json_response(answer, headers=scopes)

    def succeed(self, method: str, times: int) -> None:
        """Let the next calls of a method succeed before those that fail."""
        self.failures[method] += [None] * times

    def fail(self, method: str, status: int, error: str, **headers: str) -> None:
        """Let the next call of a method fail."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.failures[method].append((status, {"ok": False, "error": error}, named))

    def _auth_test(self, _given: Json) -> Json:
        return {"ok": True, "team": "Library", "team_id": TEAM, "user_id": BOT_USER}

    def _apps_connections_open(self, _given: Json) -> Json:
        return {"ok": True, "url": f"{self.base.replace('http', 'ws')}/link?ticket=1"}

    def _chat_postMessage(self, given: Json) -> Json:
        wrong = problems(given["blocks"])
        if wrong or not given.get("text"):
            return {"ok": False, "error": "invalid_blocks", "errors": wrong}
        self.posted.append(given)
        return {"ok": True, "channel": given["channel"], "ts": f"{time.time():.6f}"}

    def _files_getUploadURLExternal(self, given: Json) -> Json:
        name = f"F{len(self._files) + 1}"
        self._files[name] = dict(given)
        return {"ok": True, "upload_url": f"{self.base}/upload/{name}", "file_id": name}

    def _files_completeUploadExternal(self, given: Json) -> Json:
        files = json.loads(given["files"]) if isinstance(given["files"], str) else given["files"]
        for file in files:
            self.uploads.append({**self._files[file["id"]], **file, **given})
            self.posted.append({"file": file["title"], "channel": given["channel_id"]})
        return {"ok": True, "files": files}

    async def _upload(self, request: web.Request) -> web.Response:
        file = self._files[request.match_info["file"]]
        file["content"] = await request.read()
        assert len(file["content"]) == int(file["length"])
        return web.Response(text="OK")

    async def _respond(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if self.response_uses[name] >= 5:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        self.response_uses[name] += 1
        body = await request.json()
        assert not problems(body["blocks"])
        self.posted.append({**body, "response_url": name})
        return web.Response(text="ok")

    # ---- Socket Mode ------------------------------------------------------------------------

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.connections += 1
        self._sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self._connected.set()
        async for message in socket:
            if message.type == aiohttp.WSMsgType.TEXT:
                self.acknowledged[json.loads(message.data)["envelope_id"]] = time.monotonic()
        return socket

    async def connected(self) -> None:
        await asyncio.wait_for(self._connected.wait(), 10)

    async def send(self, kind: str, payload: Json, number: str) -> float:
        """Send one envelope and wait for its acknowledgement; returns the seconds it took."""
        envelope = {
            "type": kind, "envelope_id": number, "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }  # fmt: skip
        began = time.monotonic()
        await self._sockets[-1].send_json(envelope)
        while self.acknowledged.get(number, 0.0) < began:
            assert time.monotonic() - began < 5, "never acknowledged"
            await asyncio.sleep(0.005)
        return self.acknowledged[number] - began

    async def drop(self, reason: str) -> None:
        """Tell the app to connect anew, as Slack does now and then."""
        self._connected.clear()
        await self._sockets[-1].send_json({"type": "disconnect", "reason": reason})


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return await request.json()
    return {**request.query, **await request.post()}


# ---- what Slack sends ---------------------------------------------------------------------------

_stamps = itertools.count(1)


def stamp() -> str:
    """A message's ts: time and a counter, as Slack's."""
    return f"{int(time.time())}.{next(_stamps):06d}"


def message(text: str, user: str = "U1", channel: str = "D1", ts: str = "", **more: Any) -> Json:
    """A direct message."""
    event = {
        "type": "message", "channel": channel, "channel_type": "im", "user": user, "text": text,
        "ts": ts or stamp(), **more,
    }  # fmt: skip
    return _callback(event)


def mention(text: str, user: str = "U1", channel: str = "C1", ts: str = "", **more: Any) -> Json:
    """A mention in a channel."""
    event = {
        "type": "app_mention", "channel": channel, "user": user, "text": f"<@{BOT_USER}> {text}",
        "ts": ts or stamp(), **more,
    }  # fmt: skip
    return _callback(event)


def _callback(event: Json) -> Json:
    return {
        "type": "event_callback", "token": "legacy", "team_id": TEAM, "api_app_id": "A1",
        "event": event, "event_id": f"Ev{event['ts']}", "event_time": int(time.time()),
        "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
    }  # fmt: skip


def command(text: str, base: str, user: str = "U1", name: str = "one") -> Json:
    """``/career …``."""
    return {
        "command": "/career", "text": text, "user_id": user, "team_id": TEAM, "channel_id": "C9",
        "trigger_id": f"{next(_stamps)}.474.8088", "response_url": f"{base}/commands/{name}",
    }  # fmt: skip


def press(element: Json, user: str = "U1", channel: str = "D1", **container: Any) -> Json:
    """A button pressed, or an option chosen from a menu (``element`` is then the option)."""
    action = {"action_ts": stamp(), "action_id": element.get("action_id", "choose-more")}
    if "action_id" in element:
        action |= {"type": "button", "value": element["value"]}
    else:
        action |= {"type": "static_select", "selected_option": element}
    return {
        "type": "block_actions", "user": {"id": user}, "team": {"id": TEAM},
        "channel": {"id": channel}, "trigger_id": f"{next(_stamps)}.1.a", "actions": [action],
        "container": {"type": "message", "message_ts": "1.1", "channel_id": channel, **container},
    }  # fmt: skip


def signed(body: bytes, at: float | None = None, secret: str = SIGNING_SECRET) -> dict[str, str]:
    """The headers Slack would send, by its documentation."""
    moment = str(int(time.time() if at is None else at))
    base = b"v0:" + moment.encode() + b":" + body
    signature = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"v0={signature}"}


def to_json(payload: Json) -> tuple[bytes, str]:
    return json.dumps(payload).encode(), "application/json; charset=utf-8"


def to_form(payload: Json, *, wrapped: bool) -> tuple[bytes, str]:
    form = {"payload": json.dumps(payload)} if wrapped else payload
    return urlencode(form).encode(), "application/x-www-form-urlencoded"
