"""job_search: we hold no openings; the job that was named stays in mind for what we do know."""

from __future__ import annotations

from dataclasses import replace

from actions.guidance.handoff import person
from actions.names import OCCUPATION
from actions.reply import button
from actions.talk import Replies, Talk
from actions.understanding.focus import find_focus

_help = person("utter_job_search", "handoff", "how_to_become", "quiz")


def handle(talk: Talk) -> Replies:
    """What helps with a search, and buttons about the job if one was named."""
    (reply,) = _help(talk)
    focus = find_focus(talk.turn, talk.deps)
    if focus.verdict != "match" or focus.occupation is None or not focus.named:
        return (reply,)
    code = focus.occupation.code.onet
    about = tuple(button(topic, occupation=code) for topic in ("how_to_become", "pay", "outlook"))
    slots = {**reply.slots, OCCUPATION: code}
    return (replace(reply, buttons=(button("handoff"), *about), occupations=(code,), slots=slots),)
