"""Talk to the bot from a terminal or a script: ``make ask``, ``make chat``, ``make ask-batch``.

Uses the bot that runs, or starts one for the time of the talk. Speaks the ``web`` channel.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

from bot.run import embedded, is_up
from bot.settings import Settings
from bot.supervisor import NotStarted, Supervisor

Answer = dict[str, Any]


class Talk:
    """One conversation over the web channel."""

    def __init__(self, rasa_url: str) -> None:
        self._base = f"{rasa_url}/webhooks/web"
        self._conversation = self._post("conversations", {})["conversation"]

    def say(self, text: str) -> Answer:
        """Send one message; returns ``messages`` and ``understood`` as the channel gives them."""
        return self._send(text=text)

    def press(self, payload: str) -> Answer:
        """Press a button."""
        return self._send(payload=payload)

    def _send(self, **what: str) -> Answer:
        return self._post("messages", {"conversation": self._conversation, "explain": True, **what})

    def _post(self, path: str, body: dict[str, Any]) -> Answer:
        request = urllib.request.Request(
            f"{self._base}/{path}",
            data=json.dumps(body).encode(),
            headers={"content-type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                answer: Answer = json.load(reply)
        except urllib.error.HTTPError as refusal:
            answer = json.load(refusal)
            error = answer.get("error", {})
            answer.setdefault(
                "messages", [{"response": error.get("code"), "text": error.get("text")}]
            )
        return answer


@contextlib.contextmanager
def running_bot(settings: Settings) -> Iterator[None]:
    """The bot that runs already, or one of our own for as long as the block lasts.

    Raises:
        NotStarted: a part cannot start.
    """
    if is_up(settings):
        yield
        return
    with Supervisor(embedded(settings)[:2], settings) as supervisor:
        supervisor.wait_until_ready()
        yield


def to_line(question: str, answer: Answer) -> dict[str, Any]:
    """The JSON object of ``make ask-batch`` for one question."""
    understood = answer.get("understood") or {}
    messages = answer["messages"]
    return {
        "question": question,
        "intent": understood.get("intent"),
        "confidence": understood.get("confidence"),
        "occupations": [code[:7] for code in understood.get("occupations", [])],
        "area": understood.get("area"),
        "responses": [m["response"] for m in messages if m.get("response")],
        "texts": [m["text"] for m in messages if m.get("text")],
        "facts": [fact for m in messages for fact in m.get("facts", [])],
    }


def to_terminal(answer: Answer) -> str:
    """Texts, and buttons as a numbered list."""
    parts = [m["text"] for m in answer["messages"] if m.get("text")]
    buttons = [b["title"] for m in answer["messages"] for b in m.get("buttons", [])]
    if buttons:
        parts.append("\n".join(f"  [{n}] {title}" for n, title in enumerate(buttons, 1)))
    return "\n\n".join(parts)


def batch(settings: Settings, *, same: bool) -> None:
    """Answer stdin line by line, a fresh conversation each unless ``same``."""
    talk: Talk | None = None
    for line in sys.stdin:
        question = line.rstrip("\r\n")
        talk = talk if same and talk else Talk(settings.rasa_url)
        print(json.dumps(to_line(question, talk.say(question)), ensure_ascii=False), flush=True)


def chat(settings: Settings) -> None:
    """Talk until end of input."""
    talk = Talk(settings.rasa_url)
    print("Ask about a career; Ctrl-D ends.\n", file=sys.stderr)
    while True:
        try:
            text = input("> ")
        except (EOFError, KeyboardInterrupt):
            print()
            return
        print(f"\n{to_terminal(talk.say(text))}\n")


def main() -> int:
    """Choose the mode; the question of a single ask comes from ASK_QUESTION, past any shell."""
    parser = argparse.ArgumentParser(prog="python -m bot.ask")
    parser.add_argument("--chat", action="store_true")
    parser.add_argument("--batch", action="store_true")
    parser.add_argument("--same", action="store_true", help="one conversation for all of stdin")
    chosen = parser.parse_args()
    settings = Settings.from_environment()
    question = os.environ.get("ASK_QUESTION", "")
    if not (chosen.chat or chosen.batch or question):
        print('ask what? For example: make ask Q="how do I become a librarian"', file=sys.stderr)
        return 2
    try:
        with running_bot(settings):
            if chosen.batch:
                batch(settings, same=chosen.same)
            elif chosen.chat:
                chat(settings)
            else:
                print(to_terminal(Talk(settings.rasa_url).say(question)))
    except NotStarted as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
