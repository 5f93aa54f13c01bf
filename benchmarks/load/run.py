"""So many people chat with the embedded default, thinking between their questions.

    python -m benchmarks.load.run                          # 50 people, 10 minutes
    python -m benchmarks.load.run --people 10 --minutes 1

Prints one JSON line: percentiles of whole turns, errors, and the memory of each part once
everybody has begun, and at the end.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.people import Noticed, Person, talk, wait_until_warm
from benchmarks.weighing import resident
from bot.run import embedded
from bot.settings import Settings
from bot.supervisor import Supervisor

PORTS = (6615, 6665, 6685)
THINKING = 8.0
"""Mean seconds between an answer and the next question; a short answer takes that long to read."""
SHARE_TO_SETTLE = 0.2


def measure(settings: Settings, people: int, minutes: float, thinking: float) -> dict[str, Any]:
    """Start everything, let people talk, count."""
    with Supervisor(embedded(settings), settings) as supervisor:
        supervisor.wait_until_ready()
        warm_up(settings)
        pids = {part.name: supervisor.process(part.name).pid for part in embedded(settings)}
        until = time.monotonic() + 60 * minutes
        crowd = [_Somebody(settings.rasa_port, n, until, thinking) for n in range(people)]
        for somebody in crowd:
            somebody.start()
        time.sleep(60 * minutes * SHARE_TO_SETTLE)
        before = weigh(pids)
        for somebody in crowd:
            somebody.join()
        after = weigh(pids)
    noticed = Noticed()
    for somebody in crowd:
        noticed.add(somebody.noticed)
    growth = {name: round(100 * (after[name] / before[name] - 1), 1) for name in before}
    memory = {"before_mib": before, "after_mib": after, "growth_percent": growth}
    return {"people": people, "minutes": minutes, **noticed.summary(), **memory}


def warm_up(settings: Settings) -> None:
    """Talk a little: what is loaded at first use is no growth."""
    wait_until_warm(settings.actions_port)
    person = Person(settings.rasa_port)
    for _ in itertools.islice(talk(person, seed=-1), 20):
        continue
    person.say("i would love to look after bees all day long")


def weigh(pids: dict[str, int]) -> dict[str, float]:
    """Resident memory by part, and of all."""
    each = {name: round(resident(pid), 1) for name, pid in pids.items()}
    return {**each, "all": round(sum(each.values()), 1)}


class _Somebody(threading.Thread):
    """Talks in one conversation after another, ten turns each."""

    def __init__(self, port: int, number: int, until: float, thinking: float) -> None:
        super().__init__(daemon=True)
        self._port, self._until, self._thinking = port, until, thinking
        self._chance = random.Random(number)
        self.noticed = Noticed()

    def run(self) -> None:
        self._think()
        while time.monotonic() < self._until:
            seed = self._chance.randrange(2**32)
            for heard, right in talk(Person(self._port), 10, seed):
                self.noticed.note(heard, right)
                self._think()
                if time.monotonic() > self._until:
                    return

    def _think(self) -> None:
        time.sleep(min(4 * self._thinking, self._chance.expovariate(1 / self._thinking)))


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load.run")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--thinking", type=float, default=THINKING)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        kept = f"sqlite:///{Path(folder) / 'conversations.sqlite'}"
        settings = Settings(*PORTS, Settings.from_environment().build, conversations=kept)
        result = measure(settings, chosen.people, chosen.minutes, chosen.thinking)
    sys.stdout.write(f"{json.dumps(result)}\n")


if __name__ == "__main__":
    main()
