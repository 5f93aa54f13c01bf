"""Weighted n-grams of words and letters: what was typed, beside what was meant."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

_WORD = re.compile(r"[^\s?!.,;:\"]+")


def word_grams(text: str) -> Iterator[str]:
    """Single words and pairs."""
    words = _WORD.findall(text)
    yield from words
    yield from (f"{a} {b}" for a, b in pairwise(words))


def letter_grams(text: str) -> Iterator[str]:
    """Two to four letters within a word and its edges: holds against misspelling."""
    for word in _WORD.findall(text):
        padded = f" {word} "
        for size in (2, 3, 4):
            yield from (padded[i : i + size] for i in range(len(padded) - size + 1))


@dataclass(frozen=True)
class Vocabulary:
    """N-grams with their places and inverse document frequencies."""

    index: dict[str, int]
    idf: np.ndarray

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]], rarest: int) -> Vocabulary:
        """Every n-gram that stands in at least ``rarest`` of the texts."""
        seen = Counter(gram for grams in texts for gram in set(grams))
        kept = sorted(gram for gram, count in seen.items() if count >= rarest)
        idf = [math.log((1 + len(texts)) / (1 + seen[gram])) + 1 for gram in kept]
        return cls({gram: at for at, gram in enumerate(kept)}, np.array(idf, dtype=np.float32))

    def weigh(self, grams: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Places and weights of the n-grams of one text; the weights have length 1."""
        counts = Counter(self.index[gram] for gram in grams if gram in self.index)
        places = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
        often = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        weights = (1 + np.log(often)) * self.idf[places]
        return places, weights / (np.linalg.norm(weights) or 1)

    def matrix(self, texts: Sequence[Sequence[str]]) -> csr_matrix:
        """The weights of all texts, shape (texts, n-grams)."""
        rows = [self.weigh(grams) for grams in texts]
        ends = np.cumsum([0, *(len(places) for places, _ in rows)])
        return csr_matrix(
            (
                np.concatenate([weights for _, weights in rows]),
                np.concatenate([places for places, _ in rows]),
                ends,
            ),
            shape=(len(texts), len(self.index)),
        )
