"""What is counted of turns: channel, topic, time, trouble; never a word, an id or a person."""

from __future__ import annotations

import re
import time
from functools import lru_cache
from pathlib import Path

from prometheus_client import Counter, Gauge, Histogram
from rasa.core.agent import Agent

from bot.channels.inbound import Inbound
from bot.channels.outbound import Message
from bot.channels.turns import take

_RESPONSES = Path(__file__).resolve().parent.parent / "dialogue" / "responses"
_ID = re.compile(r"^  (utter_\w+):", re.MULTILINE)
_OTHER = "other"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)

TURNS = Counter("lattice_turns", "Turns answered.", ["channel", "topic"])
SECONDS = Histogram("lattice_turn_seconds", "Time of a turn.", ["channel"], buckets=_SECONDS)
TROUBLE = Counter("lattice_turn_failures", "Turns that ended in an apology.", ["channel"])
SAFETY = Counter("lattice_safety", "Messages that the safety screen caught.", ["level"])
REFUSED = Counter("lattice_refused", "Requests refused, and turns not read.", ["channel", "reason"])
MODEL = Gauge("lattice_model_info", "The trained model in use.", ["version"])

_LEVELS = {"utter_crisis_resources": "crisis", "utter_distress_resources": "distress"}
_TROUBLE = frozenset({"utter_trouble", "utter_apology", "utter_no_knowledge", "utter_not_kept"})
_UNREAD = {"utter_too_long": "too_long", "utter_empty": "empty"}


async def measured(
    agent: Agent, channel: str, conversation: str, inbound: Inbound
) -> list[Message]:
    """The answer of a turn, counted."""
    began = time.perf_counter()
    messages = await take(agent, channel, conversation, inbound)
    SECONDS.labels(channel).observe(time.perf_counter() - began)
    count(channel, messages)
    return messages


def count(channel: str, messages: list[Message]) -> None:
    """Count what a turn was, by the responses of its answer."""
    said = [message["response"] for message in messages]
    for level in filter(None, map(_LEVELS.get, said)):
        SAFETY.labels(level).inc()
    for reason in filter(None, map(_UNREAD.get, said)):
        REFUSED.labels(channel, reason).inc()
    if _TROUBLE.intersection(said):
        TROUBLE.labels(channel).inc()
    about = [topic for topic in map(_topics().get, said) if topic]
    TURNS.labels(channel, about[-1] if about else _OTHER).inc()


@lru_cache(maxsize=1)
def _topics() -> dict[str, str]:
    """Response id -> topic: the name of the file that the response stands in."""
    return {
        response: path.stem
        for path in _RESPONSES.glob("*.yml")
        for response in _ID.findall(path.read_text(encoding="utf-8"))
    }


def tell_model(models: Path) -> None:
    """Say which model this server runs: the first digits of what it was trained from."""
    stamp = models / "bot.sha256"
    version = stamp.read_text(encoding="utf-8")[:12] if stamp.exists() else "unknown"
    MODEL.labels(version).set(1)
