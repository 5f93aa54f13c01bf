"""What came back of bad requests, and what of it is wrong."""

from __future__ import annotations

import json
from collections import Counter, defaultdict

from benchmarks.fuzz.doors import Attack
from benchmarks.people import HONEST

MOST_SHOWN = 5


class Noticed:
    """Counts answers by door; keeps the first requests of each kind of wrong."""

    def __init__(self) -> None:
        self.sent = 0
        self._statuses: dict[str, Counter[str]] = defaultdict(Counter)
        self._longest: dict[str, float] = defaultdict(float)
        self._wrong: dict[str, list[str]] = defaultdict(list)
        self._count: Counter[str] = Counter()

    def note(self, bad: Attack, status: int, body: bytes, seconds: float) -> None:
        """Count one answer; a status of 0 means that none came."""
        self.sent += 1
        self._statuses[bad.door][str(status)] += 1
        self._longest[bad.door] = max(self._longest[bad.door], seconds)
        kind = _wrong(bad, status, body)
        if kind:
            self._count[kind] += 1
            if len(self._wrong[kind]) < MOST_SHOWN:
                self._wrong[kind].append(f"{bad.method} {bad.path[:200]} {bad.body[:300]!r}")

    def summary(self) -> dict[str, object]:
        """All of it, for JSON."""
        doors = {
            door: {**statuses, "longest_ms": round(1000 * self._longest[door])}
            for door, statuses in sorted(self._statuses.items())
        }
        return {"messages": self.sent, "doors": doors, "wrong": self._count, "such_as": self._wrong}


def _wrong(bad: Attack, status: int, body: bytes) -> str:
    """What is wrong with an answer; "" where nothing is."""
    if not status:
        return "no answer"
    if status >= 500:
        return str(status)
    if bad.path == "/webhooks/web/messages" and status == 200:
        messages = json.loads(body)["messages"]
        if not messages:
            return "silence"
        if any(message.get("response") in HONEST for message in messages):
            return "trouble"
    return ""
