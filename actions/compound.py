"""Several questions in one message: each is answered, one after the other."""

from __future__ import annotations

from actions.names import CAREER
from actions.talk import Replies, Talk


def answer_all(talk: Talk, topic: str) -> Replies:
    """The topic's replies, and those to what else the message asks.

    A further question that names no job or place of its own is about those answered just before.
    """
    replies = talk.about(topic)
    turn = talk.turn
    for asked in turn.also if topic in CAREER else ():
        if "last" not in replies[-1].slots:  # asked back: one question at a time
            return replies
        turn = turn.remember(**replies[-1].slots)
        if asked.topic != topic and asked.topic in talk.handlers:
            replies = (*replies, *talk.about(asked.topic, turn.part(asked)))
    return replies
