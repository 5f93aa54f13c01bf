"""greet and help: what one can ask, with examples to tap."""

from __future__ import annotations

from actions.dialogue.fixed import examples, library_name
from actions.reply import Button, Reply, payload
from actions.talk import Handler, Replies, Talk

LIBRARIAN = "25-4022.00"


def suggestions() -> tuple[Button, ...]:
    """Four ways in."""
    return examples(
        ("utter_example_become", payload("how_to_become", occupation=LIBRARIAN)),
        ("utter_example_pay", payload("pay", occupation=LIBRARIAN)),
        ("utter_label_quiz", payload("quiz")),
        ("utter_label_handoff", payload("handoff")),
    )


def opening(topic: str) -> Handler:
    """A handler that says ``utter_<topic>`` and offers the ways in."""

    def handle(talk: Talk) -> Replies:
        values = {"library": library_name(talk)}
        return (Reply(f"utter_{topic}", values, buttons=suggestions(), slots={"fallbacks": 0}),)

    return handle
