"""affirm and deny: yes or no to what was offered last."""

from __future__ import annotations

from actions.dialogue.choose import ask_again, in_quiz, pressed
from actions.dialogue.greet import suggestions
from actions.reply import Reply, payload
from actions.route import DESK
from actions.talk import Replies, Talk


def affirm(talk: Talk) -> Replies:
    """Yes to one offer takes it; to several it asks which."""
    choices = talk.turn.memory.get("choices") or []
    if in_quiz(talk.turn):
        return talk.about(*pressed(payload("quiz", choice="like"), talk.turn))
    if len(choices) == 1:
        return talk.about(*pressed(choices[0]["payload"], talk.turn))
    if choices:
        return (ask_again(talk.turn),)
    return (Reply("utter_affirm", buttons=suggestions()),)


def deny(talk: Talk) -> Replies:
    """No: ask for the job in other words where one was asked for, else leave it."""
    if in_quiz(talk.turn):
        return talk.about(*pressed(payload("quiz", choice="dislike"), talk.turn))
    if talk.turn.memory.get("pending") not in (None, DESK):
        return (Reply("utter_deny_choice", slots={"pending": talk.turn.memory["pending"]}),)
    return (Reply("utter_deny", buttons=suggestions()),)
