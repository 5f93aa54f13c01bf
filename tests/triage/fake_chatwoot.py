"""Chatwoot as its documents tell it: an API inbox, its client and application API, its webhook."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import re
import threading
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

INBOX, ACCOUNT, TOKEN, SECRET = "inbox-identifier", "3", "agent-token", "hook secret"
_CLIENT = re.compile(rf"/public/api/v1/inboxes/{INBOX}/contacts(?:/([\w-]+))?(.*)")
_TALKS = re.compile(r"/conversations(?:/(\d+)(/messages)?)?")
_DELETE = re.compile(rf"/api/v1/accounts/{ACCOUNT}/contacts/(\d+)")


class FakeChatwoot:
    """``contacts``: source id -> contact; ``talks``: source id -> {conversation id: messages}."""

    def __init__(self) -> None:
        self.contacts: dict[str, dict[str, Any]] = {}
        self.talks: dict[str, dict[int, list[dict[str, Any]]]] = {}
        self.down = 0
        self.dies_after = ""
        self._ids = itertools.count(1)
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def _serve(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length) or b"{}")
                token = self.headers.get("api_access_token", "")
                status, answer = outer.answer(self.command, self.path, body, token)
                if outer.dies_after and self.path.endswith(outer.dies_after):
                    outer.dies_after = ""
                    return  # done, and the caller never hears of it
                raw = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            do_GET = do_POST = do_DELETE = _serve

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def settings(self) -> dict[str, str]:
        url = f"http://127.0.0.1:{self.server.server_port}"
        named = {"inbox": INBOX, "account": ACCOUNT, "token": TOKEN, "secret": SECRET}
        return {"url": url, **named}

    @property
    def said(self) -> list[str]:
        """Everything in all conversations, in order."""
        kept = [m for talks in self.talks.values() for talk in talks.values() for m in talk]
        return [m["content"] for m in sorted(kept, key=lambda m: m["id"])]

    def answer(self, verb: str, path: str, body: dict[str, Any], token: str) -> tuple[int, Any]:
        if self.down:
            self.down -= 1
            return 503, {}
        if found := _DELETE.fullmatch(path):
            return self._delete(int(found[1]), token)
        found = _CLIENT.fullmatch(path)
        if not found:
            return 404, {}
        source, rest = found.groups()
        if source is None:
            return self._contact(body)
        if source not in self.contacts:
            return 404, {"error": "Resource could not be found"}
        return self._talk(verb, source, rest, body) if rest else (200, self.contacts[source])

    def _delete(self, number: int, token: str) -> tuple[int, Any]:
        if token != TOKEN:
            return 401, {"error": "Invalid Access Token"}
        source = next((s for s, c in self.contacts.items() if c["id"] == number), "")
        self.talks.pop(source, None)
        return (200, {}) if self.contacts.pop(source, None) else (404, {})

    def _contact(self, body: dict[str, Any]) -> tuple[int, Any]:
        made = {"source_id": body["source_id"], "id": next(self._ids), "name": body["name"]}
        self.talks.setdefault(body["source_id"], {})
        return 200, self.contacts.setdefault(body["source_id"], made)

    def _talk(self, verb: str, source: str, rest: str, body: dict[str, Any]) -> tuple[int, Any]:
        found, talks = _TALKS.fullmatch(rest), self.talks[source]
        if not found:
            return 404, {}
        if found[2] is None:
            if verb == "POST":
                talks[next(self._ids)] = []
            listed = [{"id": number, "inbox_id": 1, "messages": m} for number, m in talks.items()]
            return 200, listed[-1] if verb == "POST" else listed
        talk = talks[int(found[1])]
        if verb == "POST":
            talk.append({"id": next(self._ids), "content": body["content"], "message_type": 0})
        return 200, talk[-1] if verb == "POST" else talk

    # ---- what its webhook sends ---------------------------------------------------------------

    def reply(self, number: int, source: str, content: str) -> dict[str, Any]:
        """The event of an agent's message."""
        return {
            "event": "message_created",
            "id": number,
            "content": content,
            "message_type": "outgoing",
            "private": False,
            "sender": {"id": 12, "name": "Ms. Ortega", "type": "user"},
            "conversation": {"id": 5, "contact_inbox": {"source_id": source}},
        }

    def resolved(self, source: str) -> dict[str, Any]:
        """The event of a conversation that an agent calls done."""
        status = {"event": "conversation_status_changed", "status": "resolved", "id": 5}
        return {**status, "contact_inbox": {"source_id": source}}


def signed(event: object, at: datetime, secret: str = SECRET) -> tuple[bytes, dict[str, str]]:
    """Body and headers, as Chatwoot signs them."""
    body, stamp = json.dumps(event).encode(), str(int(at.timestamp()))
    digest = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return body, {"X-Chatwoot-Timestamp": stamp, "X-Chatwoot-Signature": f"sha256={digest}"}
