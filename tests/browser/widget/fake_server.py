"""A bot, a desk and a library's pages in one small server, so that the chat is tested alone.

It speaks the `web` channel's protocol and can be told to be slow, to fail or to forget.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.browser.widget.answers import ANSWERS

WIDGET = Path(__file__).parents[3] / "bot/widget"
PAGES = Path(__file__).parent / "pages"
BOT_IN_DEMO = "http://127.0.0.1:5005"
TYPES = {".js": "text/javascript", ".html": "text/html", ".css": "text/css", ".sri": "text/plain"}
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'"
)


class FakeServer(ThreadingHTTPServer):
    """What the tests turn: ``delay`` in seconds, ``refuse`` a status for the next messages."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.delay = 0.0
        self.refuse: list[tuple[int, dict[str, Any]]] = []
        self.empty = False
        self.script = ""
        self.received: list[dict[str, Any]] = []
        self.ratings: list[dict[str, Any]] = []
        self.transcripts: list[dict[str, Any]] = []
        self.takes = True
        self.replies: list[dict[str, Any]] = []
        self.known: set[str] = set()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def messages(self) -> list[dict[str, Any]]:
        """What was said, without the conversations that were opened."""
        return [r for r in self.received if "conversation" in r]

    def opened(self) -> list[dict[str, Any]]:
        return [r for r in self.received if "conversation" not in r]


class _Handler(BaseHTTPRequestHandler):
    server: FakeServer

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/student/replies":
            query = parse_qs(url.query, keep_blank_values=True)
            after = int(query.get("after", ["0"])[0])
            later = [reply for reply in self.server.replies if reply["id"] > after]
            cases = [{"number": "7KQF-D2MX"}]
            return self._json(200, {"replies": later, "cases": cases, "transcripts_days": 30})
        folder, _, name = url.path.lstrip("/").partition("/")
        roots = {"widget": WIDGET / "dist", "demo": WIDGET / "demo", "pages": PAGES}
        path = roots.get(folder, PAGES) / (name or "index.html")
        if not path.is_file():
            return self._send(404, b"", "text/plain")
        body = path.read_text(encoding="utf-8").replace(BOT_IN_DEMO, self.server.base)
        if path.suffix == ".html":
            body = body.replace("{{script}}", self.server.script)
        return self._send(200, body.encode(), TYPES[path.suffix])

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/student/ratings":
            self.server.ratings.append(body)
            return self._send(204, b"", "text/plain")
        if self.path == "/student/transcript":
            self.server.transcripts.append(body)
            return self._send(204 if self.server.takes else 404, b"", "text/plain")
        self.server.received.append(body)
        if self.path == "/webhooks/web/conversations":
            conversation = f"c-{len(self.server.known) + 1}"
            self.server.known.add(conversation)
            return self._json(200, {"conversation": conversation})
        return self._message(body)

    def _message(self, body: dict[str, Any]) -> None:
        time.sleep(self.server.delay)
        if self.server.refuse:
            status, error = self.server.refuse.pop(0)
            return self._json(status, error)
        if body["conversation"] not in self.server.known:
            return self._json(404, {"error": {"code": "unknown", "text": ""}})
        if self.server.empty:
            return self._json(200, {"messages": []})
        return self._json(200, {"messages": answer(body)})

    def _json(self, status: int, body: object) -> None:
        self._send(status, json.dumps(body).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", STRICT)
        self.end_headers()
        self.wfile.write(body)


def answer(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The answer whose name is said; any other text comes back as it is."""
    said = body.get("payload") or body["text"]
    topic = said.lstrip("/").split("{")[0] if body.get("payload") else said
    echo = {"response": "utter_echo", "text": f"You asked: {said}", "buttons": []}
    return [ANSWERS.get(topic, echo)]


@contextmanager
def running() -> Iterator[FakeServer]:
    """A server on a free port."""
    server = FakeServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
