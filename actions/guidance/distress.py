"""distress: one kind sentence and 988 as an option; the career question is still answered."""

from __future__ import annotations

from actions.reply import Reply, button
from actions.talk import Replies, Talk
from actions.understanding.focus import find_focus
from actions.understanding.places import find_place
from actions.understanding.topic import topics_of


def handle(talk: Talk) -> Replies:
    """Kindness first, then the answer where a job is named."""
    kind = Reply("utter_distress", buttons=(button("handoff"), button("counsel")))
    place = find_place(talk.turn, talk.deps)
    focus = find_focus(talk.turn, talk.deps, place.spans)
    if not (focus.named and focus.verdict in ("match", "ask")):
        return (kind,)
    topic = next(iter(topics_of(talk.turn.typed)), "overview")
    return (kind, *talk.about(topic))
