"""A tiny action server: speaks the protocol, knows three actions, remembers what it was sent."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class FakeActions:
    """Answers action calls on a free port; ``calls`` are the bodies received."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.mute = self.gone = False
        self.language: str | None = None
        self.choices: list[dict[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                if outer.gone:  # a connection kept from before
                    self.close_connection = True
                    return
                outer.calls.append(body)
                answer = json.dumps(outer.answer(body)).encode()
                self.send_response(500 if outer.mute else 200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def do_GET(self) -> None:
                self.send_response(503 if outer.mute else 200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where Rasa finds it."""
        return f"http://127.0.0.1:{self._server.server_port}/webhook"

    def stop(self) -> None:
        """Stop answering at all."""
        self.gone = True
        self._server.shutdown()
        self._server.server_close()

    def answer(self, call: dict[str, Any]) -> dict[str, Any]:
        """Repeats the action's name, and counts turns in a slot."""
        turns = (call["tracker"]["slots"].get("offset") or 0) + 1
        topic = call["next_action"].removeprefix("action_")
        said = {
            "text": f"{topic}, turn {turns}",
            "utter_action": f"utter_{topic}",
            "buttons": [{"title": "Pay", "payload": '/pay{"occupation": "25-4022.00"}'}],
            "facts": [{"name": "annual_wage_median", "value": 1}],
            "occupations": ["25-4022.00"],
            "area": "US",
        }
        if self.choices and not call["tracker"]["latest_message"]["text"].startswith("/"):
            said |= {"utter_action": "utter_which_occupation", "buttons": self.choices}
        kept = {"offset": turns, **({"language": self.language} if self.language else {})}
        slots = [
            {"event": "slot", "name": name, "value": value, "timestamp": None}
            for name, value in kept.items()
        ]
        return {"events": slots, "responses": [said]}
