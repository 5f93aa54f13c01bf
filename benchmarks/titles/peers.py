"""The peers on the same index: exact title, BM25, nearest MiniLM title, MiniLM soft vote.

Each is a function from titles to a matrix of scores, shape (titles, six-digit occupations).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from knowledge.titles.encoder import Encoder
from knowledge.titles.evidence import Witness
from knowledge.titles.index import TitleIndex
from knowledge.titles.normalize import normalize


class Peers:
    """All of them, over one index."""

    def __init__(self, index: TitleIndex, witness: Witness, encoder: Encoder) -> None:
        self.socs = witness.socs
        self._titles = index.titles
        self._encoder = encoder
        self._socs_of: dict[int, set[int]] = defaultdict(set)
        for title, occupation, *_ in index.pairs.tolist():
            self._socs_of[title].add(int(witness.soc_of[occupation]))

    def exact(self, titles: Sequence[str]) -> np.ndarray:
        """The occupations that have the very title, in no order of merit."""
        row = {title: place for place, title in enumerate(self._titles)}
        scores = self._empty(titles)
        for place, title in enumerate(titles):
            for soc in self._socs_of.get(row.get(normalize(title), -1), ()):
                scores[place, soc] = 1
        return scores

    def bm25(self, titles: Sequence[str], k1: float = 1.2, b: float = 0.75) -> np.ndarray:
        """The best BM25 score of each occupation's titles."""
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row, title in enumerate(self._titles):
            for word, count in Counter(title.split()).items():
                postings[word].append((row, count))
        lengths = np.array([len(title.split()) or 1 for title in self._titles])
        norm = k1 * (1 - b + b * lengths / lengths.mean())
        scores = self._empty(titles)
        for place, title in enumerate(titles):
            found: dict[int, float] = defaultdict(float)
            for word in normalize(title).split():
                held = postings.get(word, ())
                idf = math.log(1 + (len(self._titles) - len(held) + 0.5) / (len(held) + 0.5))
                for row, count in held:
                    found[row] += idf * count * (k1 + 1) / (count + norm[row])
            for row, score in found.items():
                for soc in self._socs_of[row]:
                    scores[place, soc] = max(scores[place, soc], score)
        return scores

    def votes(
        self, titles: Sequence[str], settings: Sequence[tuple[int, float]]
    ) -> list[np.ndarray]:
        """Soft votes of the k nearest titles at temperature T, unprojected vectors, exact search.

        ``(1, T)`` is the nearest title alone.
        """
        held = self._encoder.encode(self._titles)
        asked = self._encoder.encode([normalize(title) or "?" for title in titles])
        results = [self._empty(titles) for _ in settings]
        for place, vector in enumerate(asked):
            cosines = held @ vector
            for scores, (k, temperature) in zip(results, settings, strict=True):
                near = np.argpartition(-cosines, k)[:k]
                weights = np.exp((cosines[near] - cosines[near].max()) / temperature)
                for row, weight in zip(near.tolist(), weights.tolist(), strict=True):
                    for soc in self._socs_of[row]:
                        scores[place, soc] += weight
        return results

    def _empty(self, titles: Sequence[str]) -> np.ndarray:
        return np.zeros((len(titles), len(self.socs)), dtype=np.float32)
