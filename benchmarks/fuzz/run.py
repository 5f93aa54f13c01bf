"""Bad messages, made by hypothesis, through every channel of a running system.

    python -m benchmarks.fuzz.run                       # 10,000 of them
    python -m benchmarks.fuzz.run --messages 500 --seed 7

Nothing may crash, answer 500, hang, or grow. Prints one JSON line: by door which statuses came back
and the longest wait; what was wrong, with the first requests that show it; the memory of each part
after each tenth of the requests, and how much it grew in the second half.
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

ROUNDS = 10


def measure(house: House, messages: int, start: int) -> dict[str, Any]:
    """Attack a running system in rounds through all doors, and see whether it is as it was."""
    noticed, ways = Noticed(), doors(house.insider)
    pids, weights, began = house.pids(), list[dict[str, float]](), time.monotonic()
    share = -(-messages // (ROUNDS * len(ways)))
    for number in range(ROUNDS):
        for way in ways:
            attack(house, noticed, way, share, 1000 * start + number)
        house.wait_for_bridges()
        weights.append(weigh(pids))
    seconds, half, last = time.monotonic() - began, weights[ROUNDS // 2 - 1], weights[-1]
    return {
        **noticed.summary(),
        "seconds": round(seconds),
        "restarted": sorted(n for n, pid in house.pids().items() if pids[n] != pid),
        "events": house.events(),
        "memory_mib": {name: [weight[name] for weight in weights] for name in last},
        "growth_percent": {n: round(100 * (last[n] / half[n] - 1), 1) for n in last},
        "afterwards": ask_well(house),
    }


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
