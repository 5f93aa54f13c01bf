"""Which topic answers a turn, where the talk says more than the intent."""

from __future__ import annotations

from actions.talk import Talk
from actions.understanding.lexicon import lexicon, strip, words

DESK = "handoff"
LEAVES_THE_DESK = (
    "crisis", "deny", "forget", "go_back", "goodbye", "help", "privacy", "repeat", "start_over",
)  # fmt: skip
"""Intents that do not count as the question which a person was asked to write."""
BARE = ("overview", "follow_up")
"""Intents that a title alone is taken for."""


def route(talk: Talk, topic: str) -> str:
    """A title alone answers the question that waits for it; else the intent's own topic."""
    pending = talk.turn.memory.get("pending")
    if pending == DESK and talk.turn.typed and topic not in LEAVES_THE_DESK:
        return DESK
    if topic in BARE and pending in talk.handlers and is_bare(talk.turn.typed):
        return str(pending)
    return topic


def is_bare(text: str) -> bool:
    """Whether a text holds a title and nothing that asks."""
    left = strip(text, "filler").split()
    return bool(left) and set(words(text)) - set(left) <= lexicon()["beside_a_title"]
