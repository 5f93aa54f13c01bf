"""distress: kindness and where to call; the career question is still answered."""

from __future__ import annotations

from actions.reply import Reply, button
from actions.talk import Replies, Talk
from actions.understanding.focus import find_focus
from actions.understanding.kinds import kinds_of
from actions.understanding.places import find_place
from triage import safety


def handle(talk: Talk) -> Replies:
    """Kindness first, then the answer where a job is named.

    Where the channel's screen has said the kind sentence already, only a person is offered.
    """
    response = "utter_distress_person" if talk.turn.screened else "utter_distress"
    resources = safety.resources(talk.turn.language, "distress")
    kind = Reply(response, {"resources": resources}, buttons=(button("handoff"), button("counsel")))
    place = find_place(talk.turn, talk.deps)
    focus = find_focus(talk.turn, talk.deps, place.spans)
    if not (focus.named and focus.verdict in ("match", "ask")):
        return (kind,)
    topic = next(iter(kinds_of(talk.turn.typed, "topic")), "overview")
    return (kind, *talk.about(topic))
