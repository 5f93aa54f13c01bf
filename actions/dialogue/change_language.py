"""change_language: English or Spanish."""

from __future__ import annotations

from actions.dialogue.greet import suggestions
from actions.reply import Reply
from actions.talk import Replies, Talk
from actions.understanding.lexicon import words

_SPANISH = {"spanish", "español", "espanol", "castellano", "es"}


def handle(talk: Talk) -> Replies:
    """The language named, else the other one."""
    turn = talk.turn
    named = [e.value for e in turn.named("language") if e.value in ("en", "es")]
    if named:
        language = named[0]
    elif turn.is_payload:
        language = "en" if turn.language == "es" else "es"
    else:
        language = "es" if _SPANISH & set(words(turn.typed)) else "en"
    return (Reply("utter_change_language", buttons=suggestions(), slots={"language": language}),)
