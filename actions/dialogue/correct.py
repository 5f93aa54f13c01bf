"""correct: "no, the other one", "I meant …"."""

from __future__ import annotations

from actions.dialogue.choose import ask_again, chosen, pressed
from actions.reply import Reply
from actions.talk import Replies, Talk
from actions.understanding.focus import find_focus
from actions.understanding.places import find_place


def handle(talk: Talk) -> Replies:
    """The named job or place with the last topic; else the choices that were not taken."""
    turn = talk.turn
    place = find_place(turn, talk.deps)
    focus = find_focus(turn, talk.deps, place.spans)
    topic = turn.memory.get("pending") or turn.memory.get("topic") or "overview"
    if focus.named or place.kind in ("stated", "part", "ask"):
        return talk.about(topic)
    others = [] if turn.memory.get("pending") else turn.last.get("others") or []
    if len(others) == 1:
        return talk.about(*pressed(others[0]["payload"], turn))
    if others:
        return (ask_again(turn.remember(choices=others)),)
    taken = chosen(talk)
    if taken is not None:
        return taken
    return (Reply("utter_correct", slots={"pending": topic}),)
