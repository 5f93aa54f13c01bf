"""Several questions in one message: each is answered, one after the other."""

from __future__ import annotations

from actions.names import CAREER, STEPS
from actions.talk import Replies, Talk
from actions.understanding.kinds import kinds_of
from actions.understanding.turn import Asked, Turn

MOST = 3


def answer_all(talk: Talk, topic: str) -> Replies:
    """The topic's replies, and those to what else the message asks.

    A further question that names no job or place of its own is about those answered just before.
    """
    replies = talk.about(topic)
    turn = talk.turn
    for asked in _further(turn) if topic in (*CAREER, *STEPS) else ():
        if "last" not in replies[-1].slots:  # asked back: one question at a time
            return replies
        turn = turn.remember(**replies[-1].slots)
        if asked.topic != topic and asked.topic in talk.handlers:
            replies = (*replies, *talk.about(asked.topic, turn.part(asked)))
    return replies


def _further(turn: Turn) -> tuple[Asked, ...]:
    """What NLU found beside the first question; of "and the pay and the outlook" the topics."""
    if turn.also or turn.intent != "follow_up":
        return turn.also
    named = kinds_of(turn.typed, "topic")[:MOST]
    return tuple(Asked(topic, 0, len(turn.text)) for topic in named[1:])
