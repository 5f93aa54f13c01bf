"""Replies that are only words and buttons."""

from __future__ import annotations

from actions.reply import Button, Reply, button
from actions.talk import Handler, Replies, Talk
from actions.words import Phrase, Value

HANDOFF = ("handoff",)


def fixed(topic: str, *next_topics: str) -> Handler:
    """A handler that says ``utter_<topic>`` with these topics as buttons."""

    def handle(talk: Talk) -> Replies:
        values: dict[str, Value] = {"library": library_name(talk)}
        buttons = tuple(button(name) for name in next_topics)
        return (Reply(f"utter_{topic}", values, buttons=buttons, slots={"fallbacks": 0}),)

    return handle


def library_name(talk: Talk) -> Value:
    """The operator's library, or "the library"."""
    return talk.deps.library.name or Phrase("utter_the_library")


def examples(*pairs: tuple[str, str]) -> tuple[Button, ...]:
    """Example questions as buttons: (label, payload)."""
    return tuple(Button(Phrase(label), sends) for label, sends in pairs)
