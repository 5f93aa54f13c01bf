"""handoff: who can help, when and how, exactly as the operator says it; never more."""

from __future__ import annotations

from actions.dialogue.fixed import library_name
from actions.reply import Reply, button
from actions.talk import Handler, Replies, Talk
from actions.words import Value


def person(response: str, *next_topics: str) -> Handler:
    """A handler that names the people who can help, under the words of ``response``."""

    def handle(talk: Talk) -> Replies:
        library = talk.deps.library
        values: dict[str, Value] = {
            "library": library_name(talk),
            "hours": library.hours,
            "contact": library.contact,
        }
        buttons = tuple(button(topic) for topic in next_topics)
        return (Reply(response, values, buttons=buttons, slots={"fallbacks": 0}),)

    return handle
