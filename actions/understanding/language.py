"""Which language a message is in, of the two we speak. Pure."""

from __future__ import annotations

from actions.understanding.lexicon import lexicon, words

SENTENCE = 3
"""Words from which on one English word is enough."""


def detect(text: str) -> str | None:
    """``es`` or ``en`` where the text is plain about it, else None.

    One Spanish mark, two Spanish words or an accented one make it Spanish. Two English words make
    it English where no more are Spanish, and one does so in a message of some length; a short
    message of neutral words ("ok", "nurse", "Los Angeles") tells nothing.
    """
    said = words(text)
    spanish = sum(word in lexicon()["spanish"] for word in said)
    english = sum(word in lexicon()["english"] for word in said)
    if any(mark in text for mark in "¿¡") or (spanish >= 2 and spanish > english):
        return "es"
    if not english and any(_is_accented(word) for word in said if word in lexicon()["spanish"]):
        return "es"
    if english >= 2 and english > spanish:
        return "en"
    return "en" if english and not spanish and len(said) >= SENTENCE else None


def _is_accented(word: str) -> bool:
    return any(letter in word for letter in "áéíóúñ")
