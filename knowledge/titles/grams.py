"""Character n-grams of titles, inverted: finds titles that are spelt alike.

Grams are hashed into buckets; a bucket holds the titles that have the gram. The cosine of
tf-idf weights is computed over the rarest grams of a query until a budget of postings is spent,
so time is bounded whatever the number of titles.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 18
SIZES = (2, 3, 4, 5)
BUDGET = 60_000
FAR = 0.3
"""Titles with less than this share of the best cosine are not returned."""

COMMONEST = 0.04
"""A gram that more than this share of the titles has is not looked up."""


def grams(text: str) -> NDArray[np.int64]:
    """Distinct buckets of the n-grams of each word, with its borders, sorted."""
    words = [f" {word} " for word in text.split()]
    found = {w[i : i + n] for w in words for n in SIZES for i in range(len(w) - n + 1)}
    return np.array(sorted({zlib.crc32(g.encode()) % BUCKETS for g in found}), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class GramIndex:
    """Postings by bucket.

    Attributes:
        starts: first posting of each bucket, and the end; shape (BUCKETS + 1).
        postings: title rows.
        weights: squared idf of each bucket; shape (BUCKETS).
        norms: length of each title's weight vector.
    """

    starts: NDArray[np.int64]
    postings: NDArray[np.int32]
    weights: NDArray[np.float32]
    norms: NDArray[np.float32]

    @classmethod
    def of(cls, titles: Sequence[str]) -> GramIndex:
        """Index titles."""
        lists = [grams(title) for title in titles]
        buckets = np.concatenate(lists)
        rows = np.repeat(np.arange(len(titles), dtype=np.int32), [len(g) for g in lists])
        counts = np.bincount(buckets, minlength=BUCKETS)
        weights = ((1 + np.log((1 + len(titles)) / (1 + counts))) ** 2).astype(np.float32)
        norms = np.sqrt(np.bincount(rows, weights[buckets], minlength=len(titles)))
        rare = counts[buckets] <= max(50, COMMONEST * len(titles))
        order = np.argsort(buckets[rare], kind="stable")
        starts = np.searchsorted(buckets[rare][order], np.arange(BUCKETS + 1))
        return cls(starts.astype(np.int64), rows[rare][order], weights, norms.astype(np.float32))

    def nearest(self, text: str, count: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Rows and cosines of the titles spelt most alike, best first."""
        asked = grams(text)
        norm = float(np.sqrt(self.weights[asked].sum())) or 1.0
        sizes = self.starts[asked + 1] - self.starts[asked]
        rarest = asked[np.argsort(sizes, kind="stable")]
        kept = rarest[np.cumsum(np.sort(sizes)) <= BUDGET]
        spans = [self.postings[self.starts[b] : self.starts[b + 1]] for b in kept]
        rows = np.concatenate(spans) if spans else np.zeros(0, dtype=np.int32)
        weights = np.repeat(self.weights[kept], [len(span) for span in spans])
        scores = np.bincount(rows, weights, minlength=len(self.norms))
        scores = np.asarray(scores / (self.norms * norm + 1e-9), dtype=np.float32)
        near = np.flatnonzero(scores > FAR * scores.max())
        best = near[np.argsort(-scores[near], kind="stable")[:count]]
        return best, np.asarray(scores[best], dtype=np.float32)
