"""Bad messages, made by hypothesis, through every channel of a running system.

    python -m benchmarks.fuzz.run                       # 10,000 of them
    python -m benchmarks.fuzz.run --messages 500 --seed 7

Nothing may crash, answer 500, hang, or grow. Prints one JSON line: by door which statuses came back
and the longest wait; what was wrong, with the first requests that show it; the memory of each part
once a fifth was sent, and at the end.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from benchmarks.fuzz.doors import Attack, doors
from benchmarks.fuzz.house import House, running
from benchmarks.fuzz.noticed import Noticed
from benchmarks.load.run import weigh
from benchmarks.people import Noticed as Heard
from benchmarks.people import Person, talk

ROUNDS, TO_SETTLE = 10, 2


def measure(house: House, messages: int, start: int) -> dict[str, Any]:
    """Attack a running system in rounds through all doors, and see whether it is as it was."""
    noticed, ways = Noticed(), doors(house.insider)
    pids, before, began = house.pids(), dict[str, float](), time.monotonic()
    share = -(-messages // (ROUNDS * len(ways)))
    for number in range(ROUNDS):
        if number == TO_SETTLE:
            before = settled(house, pids)
        for way in ways:
            attack(house, noticed, way, share, 1000 * start + number)
    after, seconds = settled(house, pids), time.monotonic() - began
    return {
        **noticed.summary(),
        "seconds": round(seconds),
        "restarted": sorted(n for n, pid in house.pids().items() if pids[n] != pid),
        "events": house.events(),
        "before_mib": before,
        "after_mib": after,
        "growth_percent": {n: round(100 * (after[n] / before[n] - 1), 1) for n in before},
        "afterwards": ask_well(house),
    }


def settled(house: House, pids: dict[str, int]) -> dict[str, float]:
    """Memory of each part, once Slack's and Telegram's events are worked off."""
    house.wait_for_bridges()
    return weigh(pids)


def attack(
    house: House, noticed: Noticed, way: SearchStrategy[Attack], messages: int, start: int
) -> None:
    """So many bad requests through one door."""

    @seed(start)
    @settings(
        max_examples=messages,
        phases=[Phase.generate],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(way)
    def send(bad: Attack) -> None:
        noticed.note(bad, *house.send(bad))

    send()


def ask_well(house: House) -> dict[str, Any]:
    """Whether good questions are still answered."""
    heard = Heard()
    for answer, right in talk(Person(house.settings.rasa_port), 20, 1):
        heard.note(answer, right)
    return heard.summary()


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz.run")
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder, running(Path(folder)) as house:
        result = measure(house, chosen.messages, chosen.seed)
    sys.stdout.write(f"{json.dumps(result)}\n")


if __name__ == "__main__":
    main()
