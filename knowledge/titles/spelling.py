"""Mends misspelt words with the vocabulary of the titles themselves: one edit, two in long words.

The last word is mended only to one that ends titles, unless a word of titles is before it: "paris"
is not "parts".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from knowledge.titles.normalize import singular

SHORTEST = 4
"""Shorter words are left alone: too many words lie one edit away. To one of this length only a
letter is added: "truk" is "truck", but "unix" is not "unit"."""

LONG = 8
"""Words of this length and more that no single edit mends are mended by two: "electrition"."""

USED = 3
"""Fewest titles that use a word to which two edits lead."""

REMEMBERED = 2048
"""Words whose mending is remembered: a turn reads the same words in several spans."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Speller:
    """Corrects words that no title uses to the most used word one edit away, or two."""

    def __init__(
        self,
        counts: Mapping[str, int],
        ends: Mapping[str, int],
        others: Iterable[str] = (),
        real: Iterable[str] = (),
    ) -> None:
        """Take what is known.

        Args:
            counts: the number of titles that use each word.
            ends: the number of titles that end in it.
            others: other words that we know from names and texts.
            real: words of the language, names among them: "biker" is not "baker". They are mended
                only by a vowel or a double letter, more or fewer ("gardner"), or to one man.
        """
        self._known = {singular(word) for word in (*counts, *others)}
        self._real = frozenset(
            word for word in real if word not in self._known and not word.endswith("men")
        )
        self._counts = counts
        self._ends = ends
        self._long = [
            word
            for word, count in counts.items()
            if count >= USED and len(word) >= LONG - 2 and word.isalpha()
        ]
        self._counted = np.array([_letter_counts(word) for word in self._long]).reshape(-1, 26)
        self._initials = np.array([word[0] for word in self._long], dtype="U1")
        self._mended = lru_cache(REMEMBERED)(self._word)

    def mend(self, text: str) -> str:
        """The normalised text with its unknown words corrected, where few edits are enough."""
        *before, last = text.split() or [""]
        mended = [self._mended(word, ending=False) for word in before]
        beside = any(word in self._counts for word in mended)
        return " ".join([*mended, self._mended(last, ending=not beside)])

    def knows_any(self, text: str) -> bool:
        """Whether a normalised text has a word that we have seen anywhere."""
        return any(singular(word) in self._known for word in text.split())

    def _word(self, word: str, *, ending: bool) -> str:
        """The word mended, to one that ends titles where ``ending``."""
        wanted = self._ends if ending else self._counts
        if len(word) < SHORTEST or singular(word) in self._known or not word.isalpha():
            return word
        least = SHORTEST + 1 if len(word) == SHORTEST else 0
        known = [edit for edit in set(_edits(word)) if edit in wanted and len(edit) >= least]
        if word in self._real:
            bones = _skeleton(word)
            known = [e for e in known if len(e) != len(word) and _skeleton(e) == bones]
        elif not known and len(word) >= LONG:
            known = [near for near in self._two_away(word) if wanted.get(near, 0) >= USED]
        return max(known, key=lambda w: (wanted[w], w), default=word)

    def _two_away(self, word: str) -> Iterator[str]:
        """Long words two edits away, or one where the first letter differs: "sychologist".

        An edit changes at most two counts of letters.
        """
        apart = np.abs(self._counted - _letter_counts(word)).sum(axis=1)
        most = np.where(self._initials == word[0], 4, 2)
        for row in np.flatnonzero(apart <= most).tolist():
            near = self._long[row]
            if _distance(word, near) <= 1 + (word[0] == near[0]):
                yield near


def _skeleton(word: str) -> str:
    """The word without vowels and double letters."""
    return "".join(letter for letter, _ in groupby(word) if letter not in "aeiou")


def _letter_counts(word: str) -> NDArray[np.int16]:
    """How often each letter is in a word; shape (26)."""
    return np.array([word.count(letter) for letter in _LETTERS], dtype=np.int16)


def _distance(one: str, other: str) -> int:
    """Fewest deletions, insertions, replacements and swaps of neighbours from one to the other."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != wanted)))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                row[j] = min(row[j], before[j - 2] + 1)
        before, last = last, row
    return last[-1]


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
