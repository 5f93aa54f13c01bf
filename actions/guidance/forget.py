"""forget: every slot of the conversation is emptied, and what the desk stored is deleted."""

from __future__ import annotations

from actions.dialogue.greet import suggestions
from actions.names import SLOTS
from actions.reply import Reply
from actions.talk import Replies, Talk


def handle(talk: Talk) -> Replies:
    """Forget job, place, answers, language and questions left for a person."""
    talk.deps.desk.forget(talk.turn.conversation)
    slots = dict.fromkeys(SLOTS)
    return (Reply("utter_forget", buttons=suggestions(), slots=slots),)
