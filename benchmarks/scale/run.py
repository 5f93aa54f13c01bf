"""The scaled form: does a conversation stay right across servers, and do servers add up?

    python -m benchmarks.scale.run                             # 1,000 turns; 1 and 2 servers, 60 s
    python -m benchmarks.scale.run --turns 60 --seconds 5

First one conversation goes to two Rasa servers in turn, message by message, on PostgreSQL and
Redis. Then people ask as fast as answers come, by way of nginx, of one Rasa server and of two; for
each, turns a second and the processor time a turn costs in every part. From that time follows how
many servers a number of people needs (docs/scale.md).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from benchmarks.people import Noticed, Person, talk
from benchmarks.weighing import processor
from bot.scale.__main__ import scaled
from bot.settings import Settings
from bot.supervisor import Supervisor

PORTS = {"rasa_port": 6650, "actions_port": 6660, "web_port": 6670, "front_port": 6640}
CROWD = 8


def alternate(turns: int) -> dict[str, Any]:
    """One conversation, its messages to two servers in turn."""
    settings, parts = scaled(Settings(**PORTS, rasa_servers=2, action_servers=2))
    with Supervisor(parts, settings) as supervisor:
        supervisor.wait_until_ready()
        noticed = Noticed()
        person = Person(settings.rasa_port, settings.rasa_port + 1)
        for heard, right in talk(person, turns, seed=1):
            noticed.note(heard, right)
    return noticed.summary()


def throughput(servers: int, seconds: float) -> dict[str, Any]:
    """People ask through nginx without thinking; what so many Rasa servers answer."""
    settings, parts = scaled(Settings(**PORTS, rasa_servers=servers, action_servers=servers))
    with Supervisor(parts, settings) as supervisor:
        supervisor.wait_until_ready()
        crowd(settings.front_port, 3)
        before = {part.name: processor(supervisor.process(part.name).pid) for part in parts}
        began = time.monotonic()
        noticed = crowd(settings.front_port, seconds)
        took = time.monotonic() - began
        after = {part.name: processor(supervisor.process(part.name).pid) for part in parts}
    turns = len(noticed.seconds)
    cost: dict[str, float] = {}
    for name in before:
        kind = name.rstrip("0123456789")
        cost[kind] = cost.get(kind, 0) + 1000 * (after[name] - before[name]) / turns
    spent = {kind: round(each, 1) for kind, each in cost.items()}
    return {**noticed.summary(), "per_second": round(turns / took, 1), "processor_ms": spent}


def crowd(port: int, seconds: float) -> Noticed:
    """What some people at once hear within some seconds."""
    until = time.monotonic() + seconds

    def one(number: int) -> Noticed:
        noticed = Noticed()
        while time.monotonic() < until:
            for heard, right in talk(Person(port), 10, seed=number):
                noticed.note(heard, right)
                if time.monotonic() >= until:
                    break
        return noticed

    together = Noticed()
    with ThreadPoolExecutor(CROWD) as people:
        for noticed in people.map(one, range(CROWD)):
            together.add(noticed)
    return together


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale.run")
    parser.add_argument("--turns", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--servers", type=int, nargs="*", default=[1, 2])
    chosen = parser.parse_args()
    result = {"alternating": alternate(chosen.turns)}
    result |= {f"servers_{n}": throughput(n, chosen.seconds) for n in chosen.servers}
    sys.stdout.write(f"{json.dumps(result)}\n")


if __name__ == "__main__":
    main()
