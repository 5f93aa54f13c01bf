"""feedback: a rating of the last answer, counted without words or person."""

from __future__ import annotations

from actions.guidance.handoff import person
from actions.reply import Reply, button
from actions.talk import Replies, Talk
from actions.understanding.kinds import kinds_of

_ask_why = person("utter_feedback_poor", "sources", "repeat", "handoff")


def handle(talk: Talk) -> Replies:
    """Thanks for a good word; after a bad one, ways to set it right; else ask which it is."""
    kinds = kinds_of(talk.turn.typed, "feedback")
    if not kinds:
        return (Reply("utter_feedback", buttons=(button("handoff"), button("help"))),)
    good = "poor" not in kinds
    topic = talk.turn.memory.get("topic")
    if topic and not talk.turn.is_draft:
        talk.deps.desk.rate(talk.turn.conversation, str(topic), good)
    if good:
        return (Reply("utter_feedback_good", slots={"fallbacks": 0}),)
    return _ask_why(talk)
