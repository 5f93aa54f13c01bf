"""How fast a turn is, how many fit into a second, how long a restart takes, what it all weighs.

``python -m benchmarks.turns.run`` starts the embedded bot on ports of its own, talks to it over
REST, and prints one JSON line. Percentiles are of whole requests, network and load tool included.
"""

from __future__ import annotations

import http.client
import json
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice

from benchmarks.weighing import resident
from bot.run import embedded
from bot.settings import Settings
from bot.supervisor import Supervisor

PORTS = (5105, 5155, 8180)
TURNS, PEOPLE = 300, 8
QUESTIONS = (
    "how do I become a librarian",
    "how much do librarians make",
    "what does a dental hygienist do",
    "how do I become an electrician",
    "is nursing growing",
    "jobs like curator",
    "what can I do after library technician",
    "and in texas?",
    "what education do I need",
)


def main() -> int:
    """Measure, print."""
    settings = Settings(*PORTS)
    began = time.monotonic()
    with Supervisor(embedded(settings), settings) as supervisor:
        supervisor.wait_until_ready()
        first = Person(settings.rasa_port, "first")
        first.ask(QUESTIONS[0])
        started = time.monotonic() - began
        alone = sorted(Person(settings.rasa_port, "one").talk(TURNS))
        together = crowd(settings.rasa_port)
        parts = {p.name: supervisor.process(p.name).pid for p in embedded(settings)}
        weights = {name: int(resident(pid)) for name, pid in parts.items()}
    result = {
        "restart_to_first_answer_s": round(started, 1),
        "turn_p50_ms": round(1000 * statistics.median(alone), 1),
        "turn_p95_ms": round(1000 * alone[int(0.95 * len(alone))], 1),
        "turns_per_second_8_people": round(together, 1),
        "resident_mib": {**weights, "all": sum(weights.values())},
    }
    print(json.dumps(result))
    return 0


class Person:
    """Somebody with a conversation of their own, on one connection."""

    def __init__(self, port: int, name: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._name = name

    def ask(self, question: str) -> float:
        """One turn; returns its seconds.

        Raises:
            AssertionError: no figure, step or job came back.
        """
        body = json.dumps({"sender": self._name, "message": question})
        began = time.perf_counter()
        headers = {"content-type": "application/json"}
        self._connection.request("POST", "/webhooks/rest/webhook", body, headers)
        answer = json.load(self._connection.getresponse())
        took = time.perf_counter() - began
        assert any("facts" in message.get("custom", {}) or message["text"] for message in answer)
        assert not any(m["custom"]["response"] == "utter_trouble" for m in answer)
        return took

    def talk(self, turns: int) -> Iterator[float]:
        """So many turns, one after the other."""
        for question in islice(cycle(QUESTIONS), turns):
            yield self.ask(question)


def crowd(port: int) -> float:
    """Turns a second with PEOPLE talking at once, each as fast as answers come."""
    people = [Person(port, f"person {n}") for n in range(PEOPLE)]
    began = time.perf_counter()
    with ThreadPoolExecutor(PEOPLE) as pool:
        done = sum(pool.map(lambda person: len(list(person.talk(TURNS // 2))), people))
    return done / (time.perf_counter() - began)


if __name__ == "__main__":
    raise SystemExit(main())
