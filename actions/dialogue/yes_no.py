"""affirm and deny: yes or no to what was offered last."""

from __future__ import annotations

from actions.dialogue.choose import ask_again, read_payload
from actions.dialogue.greet import suggestions
from actions.reply import Reply
from actions.talk import Replies, Talk


def affirm(talk: Talk) -> Replies:
    """Yes to one offer takes it; to several it asks which."""
    choices = talk.turn.memory.get("choices") or []
    if len(choices) == 1:
        return talk.about(*read_payload(choices[0]["payload"], talk.turn))
    if choices:
        return (ask_again(talk.turn),)
    return (Reply("utter_affirm", buttons=suggestions()),)


def deny(talk: Talk) -> Replies:
    """No: ask for the job in other words where one was asked for, else leave it."""
    if talk.turn.memory.get("pending"):
        return (Reply("utter_deny_choice", slots={"pending": talk.turn.memory["pending"]}),)
    return (Reply("utter_deny", buttons=suggestions()),)
