"""Starts processes, tells when they answer, starts again what dies or hangs, stops them all.

Standard library only. In a cluster its place is taken by compose, systemd or Kubernetes.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.settings import ROOT, Settings

READY_WITHIN = 120.0
STOP_WITHIN = 20.0
"""Longer than the longest turn."""
CALM = 60.0
"""Seconds after which a death no longer makes the next start wait."""
LONGEST_PAUSE = 30.0
LOOK_EVERY = 5.0
MOST_MISSES = 4
"""Looks without an answer after which a part that runs counts as hung."""


class NotStarted(Exception):
    """A part that cannot run: says which one, and what its log ends with."""


@dataclass(frozen=True, slots=True)
class Part:
    """One process.

    Attributes:
        name: also the name of its log.
        command: how to start it.
        port: the one it takes.
        health: what answers 200 (http) or takes a connection (tcp) when it is up.
        environment: variables of its own.
        first: whether it must answer before the next part is started.
        ready: what answers 200 when it may be relied on; ``health`` where it is left out.
    """

    name: str
    command: tuple[str, ...]
    port: int
    health: str
    environment: Mapping[str, str] = field(default_factory=dict)
    first: bool = False
    ready: str = ""


@dataclass(slots=True)
class _Watched:
    """What is known of a part that was started."""

    process: subprocess.Popen[bytes]
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=8))
    misses: int = 0
    start_again: float = 0.0
    looked: float = field(default_factory=lambda: time.monotonic() + READY_WITHIN)
    """When it was last asked for its health; one that starts is given time."""


class Supervisor:
    """Keeps parts running, in the order given."""

    def __init__(self, parts: tuple[Part, ...], settings: Settings) -> None:
        self._parts = parts
        self._environment = {**os.environ, **settings.to_environment(), "OMP_NUM_THREADS": "1"}
        self._logs = settings.build / "logs"
        self._running: dict[str, _Watched] = {}
        self._one_at_a_time = threading.Lock()  # a restart is no death to be repaired meanwhile

    def __enter__(self) -> Supervisor:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start every part.

        Raises:
            NotStarted: a port is taken already, or a part that others wait for does not come up.
        """
        for part in self._parts:
            if _connects("127.0.0.1", part.port):
                raise NotStarted(
                    f"port {part.port} for {part.name} is in use: stop what holds it, or choose "
                    "another one (docs/operate.md says which variable)"
                )
        self._logs.mkdir(parents=True, exist_ok=True)
        for part in self._parts:
            self._running[part.name] = _Watched(self._launch(part))
            if part.first:
                self._wait_for(part, time.monotonic() + READY_WITHIN)

    def _launch(self, part: Part) -> subprocess.Popen[bytes]:
        with self.log(part).open("ab") as log:
            return subprocess.Popen(
                part.command,
                cwd=ROOT,
                env={**self._environment, **part.environment},
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
        return self._running[name].process

    def wait_until_ready(self, within: float = READY_WITHIN, *, progress: bool = False) -> None:
        """Wait until every part answers.

        Raises:
            NotStarted: one ended or did not answer in time.
        """
        began = time.monotonic()
        for part in self._parts:
            self._wait_for(part, began + within)
            if progress:
                say(f"  {part.name} is up ({time.monotonic() - began:.0f} s)")

    def _wait_for(self, part: Part, until: float) -> None:
        while not answers(part.ready or part.health):
            if self.process(part.name).poll() is not None:
                raise NotStarted(f"{part.name} ended at start:\n{self._tail(part)}")
            if time.monotonic() > until:
                place = part.ready or part.health
                raise NotStarted(f"{part.name} does not answer at {place}:\n{self._tail(part)}")
            time.sleep(0.1)

    def watch_once(self) -> None:
        """Start again what has died, end what hangs; wait longer for what keeps dying."""
        with self._one_at_a_time:
            self._watch_all()

    def _watch_all(self) -> None:
        for part in self._parts:
            watched, now = self._running[part.name], time.monotonic()
            if watched.process.poll() is None:
                self._look(part, watched, now)
            elif not watched.start_again:
                watched.deaths.append(now)
                pause = _pause(sum(now - death < CALM for death in watched.deaths))
                watched.start_again = now + pause
                say(f"  {part.name} ended; starting it again" + f" in {pause:.0f} s" * bool(pause))
            if watched.start_again and now >= watched.start_again:
                self._running[part.name] = _Watched(self._launch(part), watched.deaths)

    def _look(self, part: Part, watched: _Watched, now: float) -> None:
        if now - watched.looked < LOOK_EVERY:
            return
        watched.looked = now
        watched.misses = 0 if answers(part.health) else watched.misses + 1
        if watched.misses >= MOST_MISSES:
            say(f"  {part.name} hangs; ending it")
            signal_group(watched.process, signal.SIGKILL)

    def restart_in_turn(self, wanted: Callable[[Part], bool] = lambda part: True) -> None:
        """Stop and start one part after the other, each only once the one before answers.

        Raises:
            NotStarted: one does not come back; those after it keep running as they were.
        """
        with self._one_at_a_time:
            for part in filter(wanted, self._parts):
                self._end(self.process(part.name))
                self._running[part.name] = _Watched(self._launch(part))
                self._wait_for(part, time.monotonic() + READY_WITHIN)
                say(f"  {part.name} is new")

    def stop(self) -> None:
        """Ask every process to end, in reverse order; end what does not listen."""
        for watched in reversed(self._running.values()):
            signal_group(watched.process, signal.SIGTERM)
        for watched in reversed(self._running.values()):
            self._end(watched.process)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        signal_group(process, signal.SIGTERM)
        try:
            process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            signal_group(process, signal.SIGKILL)
            process.wait()

    def _tail(self, part: Part, lines: int = 15) -> str:
        text = self.log(part).read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.splitlines()[-lines:])


def _pause(deaths: int) -> float:
    """Seconds before the next start: none the first times, then doubling."""
    return 0.0 if deaths < 3 else min(LONGEST_PAUSE, 2.0 ** (deaths - 3))


def signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to a process that we started and to its children."""
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return


def answers(url: str, within: float = 2.0) -> bool:
    """Whether an http address gives 200, or a tcp address takes a connection."""
    parts = urlsplit(url)
    if parts.scheme == "tcp":
        return _connects(parts.hostname or "", parts.port or 0)
    try:
        with urllib.request.urlopen(url, timeout=within) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _connects(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(2)
        return probe.connect_ex((host, port)) == 0


def say(text: str) -> None:
    """Tell the operator."""
    print(text, file=sys.stderr, flush=True)
