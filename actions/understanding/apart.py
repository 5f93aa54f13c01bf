"""What figures are asked of that no release has apart: "nurses in narnia", "in a zoo". Pure."""

from __future__ import annotations

import re

from actions.names import OCCUPATION
from actions.understanding.lexicon import lexicon, words
from actions.understanding.turn import Turn

_TAIL = re.compile(r"\b(?:in|en)\s+((?:[\w'-]+\s+){0,2}[\w'-]*[^\W\d_])\W*$", re.IGNORECASE)


def asked_apart(turn: Turn, title: str) -> str:
    """The words behind the last "in" of a text, where they limit what is asked; else "".

    Args:
        turn: a turn that names no place we know.
        title: the occupation's; words of it limit nothing more.
    """
    tail = _TAIL.search(turn.typed)
    if tail is None or any(tail.start(1) < e.end for e in turn.named(OCCUPATION)):
        return ""
    said = set(words(tail[1])) - {"the"}
    limits_nothing = said & (lexicon()["filler"] | lexicon()["topic"] | lexicon()["no_limit"])
    return "" if limits_nothing or said <= set(words(title)) else tail[1]
