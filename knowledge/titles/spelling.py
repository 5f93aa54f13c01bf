"""Mends misspelt words with the vocabulary of the titles themselves: one edit, no more.

The last word is mended only to one that ends titles: "paris" is not "parts".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from knowledge.titles.normalize import singular

SHORTEST = 5
"""Shorter words are left alone: too many words lie one edit away."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Speller:
    """Corrects words that no title uses to the most used word one edit away."""

    def __init__(
        self, counts: Mapping[str, int], ends: Mapping[str, int], others: Iterable[str] = ()
    ) -> None:
        """Take the number of titles that use each word, that end in it, and other known words."""
        self._known = {singular(word) for word in (*counts, *others)}
        self._counts = counts
        self._ends = ends

    def mend(self, text: str) -> str:
        """The normalised text with its unknown words corrected, where one edit is enough."""
        *before, last = text.split() or [""]
        mended = [self._word(word, self._counts) for word in before]
        return " ".join([*mended, self._word(last, self._ends)])

    def knows_any(self, text: str) -> bool:
        """Whether a normalised text has a word that we have seen anywhere."""
        return any(singular(word) in self._known for word in text.split())

    def _word(self, word: str, wanted: Mapping[str, int]) -> str:
        if len(word) < SHORTEST or singular(word) in self._known or not word.isalpha():
            return word
        known = [edit for edit in set(_edits(word)) if edit in wanted]
        return max(known, key=lambda w: (wanted[w], w), default=word)


def _edits(word: str) -> Iterator[str]:
    """Every text one deletion, swap, replacement or insertion away; the first letter stays."""
    splits = [(word[:i], word[i:]) for i in range(1, len(word) + 1)]
    for left, right in splits:
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            if right:
                yield left + letter + right[1:]
            yield left + letter + right
