"""What figures are asked of apart that is no place: "in hospitals", "in a zoo". Pure."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from actions.names import OCCUPATION
from actions.understanding.lexicon import lexicon, words
from actions.understanding.turn import Turn

_INDUSTRIES = Path(__file__).with_name("industries.yml")
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


def industry_of(asked: str) -> str:
    """The code of the industry in OEWS that people call by these words; "" where there is none."""
    return _by_words().get(" ".join(words(asked)), "")


@cache
def _by_words() -> dict[str, str]:
    named: dict[str, list[str]] = yaml.safe_load(_INDUSTRIES.read_text(encoding="utf-8"))
    return {" ".join(words(said)): code for code, names in named.items() for said in names}
