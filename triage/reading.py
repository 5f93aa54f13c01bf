"""How hard a text is to read: the Flesch-Kincaid school grade. Pure; an estimate, not a verdict."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z']+")
_VOWELS = re.compile(r"[aeiouy]+")


def grade(text: str) -> float:
    """School grade needed to read ``text``; 0.0 for no words. Lines count as sentences."""
    words = _WORD.findall(text)
    sentences = [s for s in re.split(r"[.!?\n]+", text) if _WORD.search(s)]
    if not words:
        return 0.0
    syllables = sum(map(_syllables, words))
    level = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return round(max(0.0, level), 1)


def _syllables(word: str) -> int:
    low = word.lower()
    found = len(_VOWELS.findall(low.removesuffix("e") if not low.endswith("le") else low))
    return max(1, found)
