"""Which of the choices on offer a typed text means: by number, by order, or by name. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from actions.understanding.lexicon import strip, words
from actions.understanding.order import pointed_alone

ALIKE = 0.84
"""Share of letters in order from which a mistyped name still counts."""


def choose(text: str, titles: Sequence[str]) -> int | None:
    """The index of the title meant, or None.

    >>> choose("the second one", ["Veterinarians", "Veterinary Technologists and Technicians"])
    1
    """
    named = _by_name(text, titles)
    if named is not None:
        return named
    found = pointed_alone(text, len(titles))
    return found[0] if len(found) == 1 else None


def _by_name(text: str, titles: Sequence[str]) -> int | None:
    names = [" ".join(words(title)) for title in titles]
    typed = " ".join(words(text))
    if typed and typed in names:
        return names.index(typed)
    asked = strip(text, "filler")
    if len(asked) < 3:
        return None
    for test in (_same, _contains, _alike):
        fitting = [n for n, name in enumerate(names) if test(asked, name)]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _same(asked: str, name: str) -> bool:
    return asked == name or _stems(asked) == _stems(name)


def _contains(asked: str, name: str) -> bool:
    return _stems(asked) <= _stems(name)


def _alike(asked: str, name: str) -> bool:
    return SequenceMatcher(None, asked, name).ratio() >= ALIKE


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in text.split())
