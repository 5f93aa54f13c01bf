"""The embedded default: which processes it has; ``python -m bot.run`` starts them all.

``make run`` ends in it. SIGHUP (``make reload``) puts a new model, knowledge base or program in
place, one part after the other.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from types import FrameType

from bot.bridge.settings import BridgeSettings
from bot.settings import ROOT, Settings
from bot.supervisor import NotStarted, Part, Supervisor, answers, say

APP = ROOT / ".envs/app/bin/python"
NLU = ROOT / ".envs/nlu/bin/python"
PID_FILE = "run.pid"
Prepare = Callable[[], tuple[Settings, tuple[Part, ...]]]


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


def action_server(port: int, name: str = "actions") -> Part:
    """The process that knows."""
    command = (str(APP), "-m", "actions.serve")
    own = {"ACTIONS_PORT": str(port)}
    return Part(name, command, port, f"http://127.0.0.1:{port}/health", own)


def rasa_server(port: int, name: str = "rasa") -> Part:
    """The process that talks."""
    command = (str(NLU), "-W", "ignore", "-m", "bot.serve", "--port", str(port))
    return Part(name, command, port, f"http://127.0.0.1:{port}/health")


def web_server(port: int) -> Part:
    """The process of the desk and the public pages."""
    command = (str(APP), "-m", "triage", "serve")
    return Part("web", command, port, f"http://127.0.0.1:{port}/health")


def embedded(settings: Settings) -> tuple[Part, ...]:
    """The processes of the embedded default, without Slack and Telegram."""
    return (
        action_server(settings.actions_port),
        rasa_server(settings.rasa_port),
        web_server(settings.web_port),
    )


def is_up(settings: Settings) -> bool:
    """Whether a bot already answers on these ports."""
    return all(answers(part.health) for part in embedded(settings)[:2])


class Operator:
    """Turns the operator's signals into what the supervisor does."""

    def __init__(self, supervisor: Supervisor, settings: Settings) -> None:
        self._supervisor, self._reload = supervisor, False
        self._pid_file = settings.build / PID_FILE

    def keep_running(self, reloaded: tuple[str, ...]) -> None:
        """Watch until interrupted; at SIGHUP restart the parts whose names begin so."""
        signal.signal(signal.SIGHUP, self._hang_up)
        self._pid_file.write_text(str(os.getpid()), encoding="ascii")
        try:
            while True:
                if self._reload:
                    self._reload = False
                    self._restart(reloaded)
                self._supervisor.watch_once()
                time.sleep(0.5)
        finally:
            self._pid_file.unlink(missing_ok=True)

    def _restart(self, names: tuple[str, ...]) -> None:
        say("Restarting in turn")
        try:
            self._supervisor.restart_in_turn(lambda part: part.name.startswith(names))
        except NotStarted as error:
            say(f"{error}\nThe parts after it were left as they are.")

    def _hang_up(self, _number: int, _frame: FrameType | None) -> None:
        self._reload = True


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM is Ctrl-C."""
    raise KeyboardInterrupt


def _welcome(settings: Settings) -> str:
    return (
        (ROOT / "bot/welcome.txt")
        .read_text(encoding="utf-8")
        .format(web=settings.web_url, rasa=settings.rasa_url)
    )


def _off(channels: BridgeSettings) -> Iterator[str]:
    for name, why in (("Slack", channels.slack_off), ("Telegram", channels.telegram_off)):
        if why:
            yield f"{name} is off: {why} (docs/{name.lower()}.md)"


def operate(prepare: Prepare, welcome: str) -> int:
    """Run the parts that ``prepare`` gives, and the bridges, until interrupted; the exit code."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        settings, parts = prepare()
        everything = (*parts, *bridges(BridgeSettings.from_environment()))
        with Supervisor(everything, settings) as supervisor:
            say("Starting; each part writes to build/logs/")
            supervisor.wait_until_ready(progress=True)
            say(welcome)
            Operator(supervisor, settings).keep_running(("actions", "rasa", "web"))
    except NotStarted as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
    return 0


def main() -> int:
    """Run the embedded default until interrupted."""
    settings = Settings.from_environment()
    welcome = "\n".join((_welcome(settings), *_off(BridgeSettings.from_environment())))
    return operate(lambda: (settings, embedded(settings)), welcome)


if __name__ == "__main__":
    raise SystemExit(main())
