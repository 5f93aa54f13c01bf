"""Nearest vectors by cells: look only into the cells whose centres are nearest.

With n vectors there are about 4·√n cells, so a search costs √n, not n: ten times the titles
cost three times the search, which is small beside one encoder call.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.titles.encoder import Vectors

PROBES = 48
ROUNDS = 4
SAMPLE = 16_000


@dataclass(frozen=True, slots=True)
class Cells:
    """Vectors sorted by cell.

    Attributes:
        centres: shape (cells, dimensions).
        starts: first place of each cell in ``rows``, and the end; shape (cells + 1).
        rows: row of each sorted vector in the caller's order.
        vectors: the sorted vectors, shape (n, dimensions).
    """

    centres: Vectors
    starts: NDArray[np.int64]
    rows: NDArray[np.int64]
    vectors: Vectors

    @classmethod
    def of(cls, vectors: Vectors, cell: NDArray[np.int64], centres: Vectors) -> Cells:
        """Sort vectors by their cells."""
        rows = np.argsort(cell, kind="stable")
        starts = np.searchsorted(cell[rows], np.arange(len(centres) + 1))
        return cls(centres, starts.astype(np.int64), rows, vectors[rows])

    def nearest(self, vector: Vectors, count: int) -> tuple[NDArray[np.int64], Vectors]:
        """Rows and cosines of about the ``count`` nearest vectors, best first."""
        probed = _top(self.centres @ vector, PROBES)
        spans = [slice(self.starts[c], self.starts[c + 1]) for c in probed]
        cosines = np.concatenate([self.vectors[span] @ vector for span in spans])
        rows = np.concatenate([self.rows[span] for span in spans])
        best = _top(cosines, count)
        return rows[best], cosines[best]


def cluster(vectors: Vectors, seed: int = 0) -> tuple[NDArray[np.int64], Vectors]:
    """Cells of unit vectors by spherical k-means: the cell of each, and the centres."""
    random = np.random.default_rng(seed)
    count = max(1, min(len(vectors), int(4 * len(vectors) ** 0.5)))
    centres = vectors[random.choice(len(vectors), count, replace=False)]
    sample = vectors[random.permutation(len(vectors))[:SAMPLE]]
    for _ in range(ROUNDS):
        total = centres * 1e-3
        np.add.at(total, _assign(sample, centres), sample)
        centres = total / np.linalg.norm(total, axis=1, keepdims=True)
    return _assign(vectors, centres), centres


def _assign(vectors: Vectors, centres: Vectors) -> NDArray[np.int64]:
    parts = range(0, len(vectors), 4096)
    return np.concatenate([(vectors[i : i + 4096] @ centres.T).argmax(axis=1) for i in parts])


def _top(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Places of the best scores, best first."""
    if len(scores) > count:
        best = np.argpartition(-scores, count)[:count]
        return best[np.argsort(-scores[best], kind="stable")]
    return np.argsort(-scores, kind="stable")
