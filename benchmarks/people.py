"""People who talk over the web channel as the widget does, and notice what a person would notice.

A message has an id and is sent again under it when nothing came back, as a person presses "try
again". Every answer is checked: it must be about the job and the place that were asked for.
"""

from __future__ import annotations

import http.client
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.supervisor import answers

JOBS = {
    "librarians": "25-4022",
    "electricians": "47-2111",
    "dental hygienists": "29-1292",
    "carpenters": "47-2031",
    "registered nurses": "29-1141",
    "welders": "51-4121",
}
PLACES = {"texas": "TX", "alaska": "AK", "ohio": "OH", "oregon": "OR"}
HONEST = ("utter_trouble", "utter_apology", "utter_no_knowledge", "utter_not_kept")
PATIENCE = 60.0
"""Seconds after which a turn without an answer counts as hung."""


@dataclass(slots=True)
class Heard:
    """The answer to one message."""

    asked: str
    seconds: float
    messages: list[dict[str, Any]]
    sent: int = 1

    @property
    def responses(self) -> list[str]:
        """Names of the responses."""
        return [message.get("response", "") for message in self.messages]

    @property
    def occupations(self) -> list[str]:
        """SOC codes of the jobs that it is about."""
        return [code[:7] for message in self.messages for code in message.get("occupations", [])]

    @property
    def area(self) -> str:
        """Code of the place that it is about, or ""."""
        return next((str(message["area"]) for message in self.messages if "area" in message), "")

    @property
    def is_trouble(self) -> bool:
        """Whether it says honestly that something is wrong."""
        return any(response in HONEST for response in self.responses)

    @property
    def is_away(self) -> bool:
        """Whether nobody answered in time."""
        return not self.messages


@dataclass(slots=True)
class Noticed:
    """What happened to people; add several together."""

    seconds: list[float] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    def note(self, heard: Heard, right: bool) -> str:
        """Count one answer; returns what it was."""
        kind = "away" if heard.is_away else "trouble" if heard.is_trouble else ""
        kind = kind or ("right" if right else "wrong")
        self.seconds.append(heard.seconds)
        self.kinds[kind] += 1
        self.kinds["sent again"] += heard.sent - 1
        if kind == "wrong":
            self.wrong[f"{heard.asked}: {' '.join(heard.responses)}"] += 1
        return kind

    def add(self, other: Noticed) -> None:
        """Take over what another person noticed."""
        self.seconds += other.seconds
        self.kinds += other.kinds
        self.wrong += other.wrong

    def summary(self) -> dict[str, Any]:
        """Counts and percentiles in milliseconds."""
        kinds = {kind: self.kinds[kind] for kind in ("right", "trouble", "away", "wrong")}
        spread = {
            "p50_ms": percentile(self.seconds, 50),
            "p95_ms": percentile(self.seconds, 95),
            "longest_ms": percentile(self.seconds, 100),
        }
        found = {"turns": len(self.seconds), **kinds, "again": self.kinds["sent again"], **spread}
        return found | ({"wrong_answers": dict(self.wrong)} if self.wrong else {})


class Person:
    """One conversation; ``ports`` are taken in turn."""

    def __init__(self, *ports: int, patience: float = PATIENCE) -> None:
        self._ports, self._turn, self._patience = ports, 0, patience
        self._kept: dict[int, http.client.HTTPConnection] = {}
        self.conversation = ""

    def say(self, text: str, drop: Callable[[], bool] = lambda: False, payload: str = "") -> Heard:
        """One turn; where ``drop()`` says so, the connection is lost before the answer comes."""
        self._turn += 1
        words = {"payload": payload} if payload else {"text": text}
        began, sent = time.monotonic(), 0
        while time.monotonic() - began < self._patience:
            sent += 1
            answer = self._try(words, lost=sent == 1 and drop())
            if answer is not None:
                seconds = time.monotonic() - began
                return Heard(text or payload, seconds, answer["messages"], sent)
            time.sleep(0.5)
        return Heard(text or payload, time.monotonic() - began, [], sent)

    def _try(self, words: dict[str, str], *, lost: bool) -> dict[str, Any] | None:
        if not self.conversation:
            begun = self._post("conversations", {}, 5)
            if begun is None or "conversation" not in begun:
                return None
            self.conversation = begun["conversation"]
        said = {"conversation": self.conversation, "id": f"m{self._turn}", **words}
        if lost:
            self._post("messages", said, 0.02)
        answer = self._post("messages", said, 30)
        return answer if answer and "messages" in answer else None

    def _post(self, path: str, body: dict[str, Any], within: float) -> dict[str, Any] | None:
        """What is answered, on a connection kept as browsers keep theirs; None for nothing."""
        port = self._ports[self._turn % len(self._ports)]
        connection = self._kept.pop(port, None) or http.client.HTTPConnection("127.0.0.1", port)
        try:
            connection.timeout = within
            if connection.sock:
                connection.sock.settimeout(within)
            headers = {"content-type": "application/json"}
            connection.request("POST", f"/webhooks/web/{path}", json.dumps(body), headers)
            answer = connection.getresponse()
            said: dict[str, Any] = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            connection.close()
            return None
        self._kept[port] = connection
        return said if answer.status == 200 else None


def wait_until_warm(actions_port: int, within: float = 120.0) -> None:
    """Wait for the action server's sentence encoder: how long it takes is another measurement.

    Raises:
        TimeoutError: it takes longer.
    """
    until = time.monotonic() + within
    while not answers(f"http://127.0.0.1:{actions_port}/ready"):
        if time.monotonic() > until:
            raise TimeoutError(f"the action server on {actions_port} is not ready")
        time.sleep(0.2)


def talk(
    person: Person,
    turns: int | None = None,
    seed: int = 0,
    drop: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[Heard, bool]]:
    """Ask for pay, job after job and place after place; give each answer and whether it is right.

    A place is asked for ("and in texas?") only where the answer before was heard.
    """
    chance, job, asked = random.Random(seed), "", 0
    while turns is None or asked < turns:
        asked += 1
        place = chance.choice(list(PLACES)) if job and chance.random() < 0.5 else ""
        if not place:
            job = chance.choice(list(JOBS))
        text = f"and in {place}?" if place else f"how much do {job} make"
        heard = person.say(text, drop)
        right = JOBS[job] in heard.occupations
        right = right and (not place or heard.area == PLACES[place])
        yield heard, right
        if heard.is_away or heard.is_trouble:
            job = ""


def percentile(seconds: Sequence[float], share: int) -> float:
    """Of a share of answers, the longest took so many milliseconds."""
    ordered = sorted(seconds) or [0.0]
    return round(1000 * ordered[min(len(ordered) - 1, len(ordered) * share // 100)], 1)
