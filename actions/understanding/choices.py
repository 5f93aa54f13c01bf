"""Which of the choices on offer a typed text means: by number, by order, or by name. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from actions.understanding.lexicon import is_only_filler, lexicon, strip, words

_ORDER = re.compile(
    r"(?:\b(?:the|el|la)\s+(?!(?:one|two|three|four|five|uno|dos|tres|cuatro|cinco|[a-e])\b)"
    r"|\b(?:number|option|número|opción)\s+|#)(?P<word>\w+)\b"
    r"(?!\s+(?:thing|class|course|year|cosa|clase|año))"
)
ALIKE = 0.84
"""Share of letters in order from which a mistyped name still counts."""
SHORT = 4
"""A text of more words than this is a sentence, not a number."""


def choose(text: str, titles: Sequence[str]) -> int | None:
    """The index of the title meant, or None.

    >>> choose("the second one", ["Veterinarians", "Veterinary Technologists and Technicians"])
    1
    """
    named = _by_name(text, titles)
    return named if named is not None else _by_number(text, len(titles))


def ordinal(text: str, count: int) -> int | None:
    """The index that an order names within a longer text, or None.

    >>> ordinal("the second one, what am I missing?", 3)
    1
    """
    for found in _ORDER.finditer(text.casefold()):
        word = found["word"]
        number = count if word in lexicon()["last"] else _numbers().get(word, 0)
        if 0 < number <= count:
            return number - 1
    return None


def _by_number(text: str, count: int) -> int | None:
    said = words(text)
    if not said or len(said) > SHORT + 2:
        return None
    if count and any(word in lexicon()["last"] for word in said):
        return count - 1
    numbers = [_numbers()[word.lstrip("#")] for word in said if word.lstrip("#") in _numbers()]
    if len(numbers) > 1:  # "the second one": the word that is not "one"
        numbers = [number for number in numbers if number != 1] or numbers
    rest = [w for w in said if w.lstrip("#") not in _numbers() and not is_only_filler(w)]
    rest = [w for w in rest if w not in ("number", "option", "choice", "número", "opción")]
    if len(set(numbers)) != 1 or rest or numbers[0] > count:
        return None
    return numbers[0] - 1


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


@cache
def _numbers() -> dict[str, int]:
    return {
        str(word): int(number) for number, said in lexicon()["numbers"].items() for word in said
    }
