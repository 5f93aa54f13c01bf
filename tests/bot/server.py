"""The Rasa server, really started, with a tiny action server; its log is a file to read."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT
from tests.bot.fake_actions import FakeActions
from tests.running import free_port


@dataclass
class Bot:
    """A running server and its action server."""

    port: int
    actions: FakeActions
    process: subprocess.Popen[bytes]
    log: Path

    def post(self, path, body, **headers):
        """Status and decoded body of a reply."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/webhooks/{path}",
            data=data,
            headers={"content-type": "application/json", **headers},
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:
                return reply.status, json.load(reply), dict(reply.headers)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error), dict(error.headers)

    def begin(self):
        """A new conversation."""
        return self.post("web/conversations", {})[1]["conversation"]

    def say(self, conversation, text=None, payload=None, explain=True):
        """The reply to a message."""
        said = {"text": text} if payload is None else {"payload": payload}
        body = {"conversation": conversation, "explain": explain, **said}
        return self.post("web/messages", body)[1]


@contextmanager
def serving(model: Path, folder: Path, **variables: str) -> Iterator[Bot]:
    """Start it, wait until it answers, and stop it after the block; it keeps to ``folder``."""
    assert model.exists()
    actions, port, log = FakeActions(), free_port(), folder / "rasa.log"
    environment = {
        **os.environ,
        "ACTIONS_URL": actions.url,
        "LATTICE_CONVERSATIONS_URL": f"sqlite:///{folder / 'conversations.sqlite'}",
        **variables,
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "bot.serve", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
        )
    running = Bot(port, actions, process, log)
    try:
        _wait(running)
        yield running
    finally:
        process.terminate()
        process.wait(20)


def _wait(bot: Bot) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert bot.process.poll() is None, bot.log.read_text()
        try:
            bot.begin()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(bot.log.read_text())
