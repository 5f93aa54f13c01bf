"""follow_up: another place or another job for the question asked before."""

from __future__ import annotations

import re

from actions.dialogue.choose import chosen
from actions.names import FINDS, LISTS, OCCUPATION, STEPS
from actions.talk import Replies, Talk
from actions.understanding.focus import find_focus
from actions.understanding.places import find_place

DEFAULT = "overview"
_FROM = re.compile(r"\W*(?:(?:and|what about|how about|y)\s+)?(?:from|desde)\b", re.IGNORECASE)
"""Begins with where a person stands: "and from cashier?"."""
PLACED = (
    "pay", "overview", "challenges", "report", "find_jobs", "degree_to_jobs", "compare", "step",
    "step_pay",
)  # fmt: skip
"""Topics whose figures differ by place."""


def handle(talk: Talk) -> Replies:
    """Repeat the topic that waits, or the last one, with the new job or place."""
    taken = chosen(talk) if talk.turn.memory.get("choices") else None
    if taken is not None:
        return taken
    return talk.about(topic_of(talk))


def topic_of(talk: Talk) -> str:
    """The topic to repeat; a place alone after one without places means pay.

    A job named after a search is no further wish: "what about a paralegal".
    """
    memory = talk.turn.memory
    topic = memory.get("pending") or memory.get("topic") or DEFAULT
    if topic not in talk.handlers:
        return DEFAULT
    if memory.get(OCCUPATION) and talk.turn.named(OCCUPATION) and _FROM.match(talk.turn.typed):
        return "path_between"
    place = find_place(talk.turn, talk.deps)
    if topic in FINDS and talk.turn.named(OCCUPATION):
        return DEFAULT if find_focus(talk.turn, talk.deps, place.spans).named else topic
    if place.kind in ("stated", "part", "unknown", "ask") and topic not in PLACED:
        focus = find_focus(talk.turn, talk.deps, place.spans)
        return topic if focus.named else _pay(topic)
    return topic


def _pay(topic: str) -> str:
    """After a list of steps, or one step: the pay of both sides."""
    return "step_pay" if topic in (*LISTS, *STEPS) else "pay"
