"""Two questions in one sentence: both are answered where each half is plain."""

from __future__ import annotations

from actions.names import CAREER
from actions.talk import Replies, Talk
from actions.understanding.topic import second_topic


def answer_both(talk: Talk, topic: str) -> Replies:
    """The topic's replies, and those of a second topic about the same occupation and place."""
    replies = talk.about(topic)
    answered = replies[-1]
    if topic not in CAREER or "last" not in answered.slots:
        return replies
    second = second_topic(talk.turn.typed, topic)
    if second is None or second not in talk.handlers:
        return replies
    turn = talk.turn.remember(**answered.slots).about(answered.occupations, answered.area)
    return (*replies, *talk.about(second, turn))
