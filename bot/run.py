"""Starts every process of the embedded default, waits for health, keeps them up, stops them all.

``python -m bot.run`` is what ``make run`` ends in. A part that dies is started again; a part that
keeps dying is reported with the end of its log.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from bot.bridge.settings import BridgeSettings
from bot.settings import ROOT, Settings

APP = ROOT / ".envs/app/bin/python"
NLU = ROOT / ".envs/nlu/bin/python"
READY_WITHIN = 120.0
RESTARTS = 5
RESTART_WINDOW = 60.0
STOP_WITHIN = 10.0


class NotStarted(Exception):
    """A part that cannot run: says which one, and what its log ends with."""


@dataclass(frozen=True, slots=True)
class Part:
    """One process: how to start it, which port it takes, and what answers 200 when it is up."""

    name: str
    command: tuple[str, ...]
    port: int
    health: str


def bridges(settings: BridgeSettings) -> tuple[Part, ...]:
    """Slack and Telegram, each where its secrets are set."""
    ports = {"slack": settings.slack_port, "telegram": settings.telegram_port}
    off = {"slack": settings.slack_off, "telegram": settings.telegram_off}
    return tuple(
        Part(
            name,
            (str(APP), "-m", "bot.bridge", name),
            port,
            f"http://127.0.0.1:{port}/health",
        )
        for name, port in ports.items()
        if not off[name]
    )


def embedded(settings: Settings) -> tuple[Part, ...]:
    """The processes of the embedded default, without Slack and Telegram."""
    return (
        Part(
            "actions",
            (str(APP), "-m", "actions.serve"),
            settings.actions_port,
            f"{settings.actions_url}/health",
        ),
        Part(
            "rasa",
            (str(NLU), "-W", "ignore", "-m", "bot.serve", "--port", str(settings.rasa_port)),
            settings.rasa_port,
            f"{settings.rasa_url}/webhooks/web/",
        ),
        Part(
            "web",
            (str(APP), "-m", "triage", "serve"),
            settings.web_port,
            f"{settings.web_url}/health",
        ),
    )


class Supervisor:
    """Starts parts, tells when they answer, restarts what dies, and stops them in reverse order."""

    def __init__(self, parts: tuple[Part, ...], settings: Settings) -> None:
        self._parts = parts
        self._environment = {**os.environ, **settings.to_environment(), "OMP_NUM_THREADS": "1"}
        self._logs = settings.build / "logs"
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._deaths: dict[str, deque[float]] = {p.name: deque(maxlen=RESTARTS) for p in parts}

    def __enter__(self) -> Supervisor:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start every part.

        Raises:
            NotStarted: a port is taken already.
        """
        for part in self._parts:
            if _taken(part.port):
                raise NotStarted(
                    f"port {part.port} for {part.name} is in use: stop what holds it, or set "
                    f"{part.name.upper()}_PORT to a free one"
                )
        self._logs.mkdir(parents=True, exist_ok=True)
        for part in self._parts:
            self._launch(part)

    def _launch(self, part: Part) -> None:
        with self.log(part).open("ab") as log:
            self._running[part.name] = subprocess.Popen(
                part.command,
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def log(self, part: Part) -> Path:
        """The file that a part's output goes to."""
        return self._logs / f"{part.name}.log"

    def process(self, name: str) -> subprocess.Popen[bytes]:
        """The running process of a part."""
        return self._running[name]

    def wait_until_ready(self, within: float = READY_WITHIN, *, progress: bool = False) -> None:
        """Wait until every part answers.

        Raises:
            NotStarted: one ended or did not answer in time.
        """
        began = time.monotonic()
        for part in self._parts:
            while not _answers(part.health):
                if self._running[part.name].poll() is not None:
                    raise NotStarted(f"{part.name} ended at start:\n{self._tail(part)}")
                if time.monotonic() - began > within:
                    raise NotStarted(
                        f"{part.name} did not answer at {part.health} within {within:.0f} s:\n"
                        f"{self._tail(part)}"
                    )
                time.sleep(0.1)
            if progress:
                _say(f"  {part.name} is up ({time.monotonic() - began:.0f} s)")

    def watch_once(self) -> None:
        """Start again what has died.

        Raises:
            NotStarted: a part died too often in a short time.
        """
        for part in self._parts:
            if self._running[part.name].poll() is None:
                continue
            deaths = self._deaths[part.name]
            deaths.append(time.monotonic())
            if len(deaths) == RESTARTS and deaths[-1] - deaths[0] < RESTART_WINDOW:
                raise NotStarted(f"{part.name} keeps dying:\n{self._tail(part)}")
            _say(f"  {part.name} ended; starting it again")
            self._launch(part)

    def stop(self) -> None:
        """Ask every process to end, in reverse order; end what does not listen."""
        for process in reversed(self._running.values()):
            _signal(process, signal.SIGTERM)
        for process in reversed(self._running.values()):
            try:
                process.wait(STOP_WITHIN)
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait()

    def _tail(self, part: Part, lines: int = 15) -> str:
        text = self.log(part).read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.splitlines()[-lines:])


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def is_up(settings: Settings) -> bool:
    """Whether a bot already answers on these ports."""
    return all(_answers(part.health) for part in embedded(settings)[:2])


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _welcome(settings: Settings) -> str:
    return (
        (ROOT / "bot/welcome.txt")
        .read_text(encoding="utf-8")
        .format(web=settings.web_url, rasa=settings.rasa_url)
    )


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> int:
    """Run until interrupted."""
    settings = Settings.from_environment()
    signal.signal(signal.SIGTERM, _interrupt)
    channels = BridgeSettings.from_environment()
    supervisor = Supervisor((*embedded(settings), *bridges(channels)), settings)
    try:
        with supervisor:
            _say("Starting; each part writes to build/logs/")
            supervisor.wait_until_ready(progress=True)
            _say(_welcome(settings))
            for name, why in (("Slack", channels.slack_off), ("Telegram", channels.telegram_off)):
                if why:
                    _say(f"{name} is off: {why} (docs/{name.lower()}.md)")
            while True:
                supervisor.watch_once()
                time.sleep(0.5)
    except NotStarted as error:
        _say(str(error))
        return 1
    except KeyboardInterrupt:
        _say("Stopped.")
        return 0


if __name__ == "__main__":
    raise SystemExit(main())
