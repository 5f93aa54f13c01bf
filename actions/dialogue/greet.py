"""greet and help: what one can ask, with examples to tap."""

from __future__ import annotations

from actions.dialogue.fixed import examples, library_name
from actions.names import AREA, LANGUAGE
from actions.reply import Button, Reply, payload
from actions.talk import Handler, Replies, Talk
from actions.understanding.places import find_place

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
        slots = {"fallbacks": 0, **_set_by_page(talk)}
        return (Reply(f"utter_{topic}", values, buttons=suggestions(), slots=slots),)

    return handle


def _set_by_page(talk: Talk) -> dict[str, str]:
    """Language and place of the page a talk begins on: the widget sends them with its greeting."""
    turn = talk.turn
    if not turn.is_payload:
        return {}
    slots: dict[str, str] = {}
    for entity in turn.named(LANGUAGE):
        if entity.value in ("en", "es"):
            slots[LANGUAGE] = entity.value
    if turn.named(AREA) and (place := find_place(turn, talk.deps)).kind == "stated":
        slots[AREA] = place.area.code
    return slots
