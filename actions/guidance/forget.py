"""forget: every slot of the conversation is emptied."""

from __future__ import annotations

from actions.dialogue.greet import suggestions
from actions.names import SLOTS
from actions.reply import Reply
from actions.talk import Replies, Talk


def handle(_talk: Talk) -> Replies:
    """Forget job, place, answers and language."""
    slots = dict.fromkeys(SLOTS)
    return (Reply("utter_forget", buttons=suggestions(), slots=slots),)
