"""How close two occupations are, and which become neighbours: pure functions over matrices.

Every kind of evidence is a symmetric matrix of strengths: 1 identical, 0 as close as two
occupations usually are, below 0 farther; NaN where it is not known for a pair. Their weighted
mean over the kinds that are known, never below 0, is the computed similarity. Experts' evidence
then closes a share of what is left to 100, so that it can only bring occupations nearer.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Rows = NDArray[np.bool_]

# Learned against O*NET related occupations, which are not among them: benchmarks/lattice/learn.py
WEIGHTS: dict[str, float] = {
    "titles": 0.26,
    "words": 0.22,
    "interests": 0.13,
    "activities": 0.10,
    "knowledge": 0.09,
    "description": 0.09,
    "industries": 0.06,
    "styles": 0.03,
    "preparation": 0.02,
}

# The share of what is left to 100 that an expert's word closes.
RELATED_SHARE = {"Primary-Short": 0.12, "Primary-Long": 0.08, "Supplemental": 0.02}
PUBLISHED_SHARE = 0.5

# Tiers of related occupations that make a step solid.
EXPERT_TIERS = ("Primary-Short", "Primary-Long")


# What a similarity means, from its lower end on; shares are in benchmarks/lattice/README.md.
BANDS: tuple[tuple[float, str], ...] = (
    (60.0, "very close"),
    (45.0, "close"),
    (30.0, "related"),
    (0.0, "far"),
)


def band(similarity: float) -> str:
    """The meaning of a similarity 0-100: "very close", "close", "related" or "far"."""
    return next(name for floor, name in BANDS if similarity >= floor)


def cosine(rows: Matrix) -> Matrix:
    """Cosines between rows about their mean; NaN for rows that hold a NaN. Shape (n, n)."""
    known: Rows = np.asarray(~np.isnan(rows).any(axis=1))
    vectors = np.zeros(rows.shape, dtype=np.float32)
    if known.any():
        vectors[known] = rows[known] - rows[known].mean(axis=0)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return _blank(vectors @ vectors.T, known)


def overlap(counts: Matrix) -> Matrix:
    """Shared terms of sparse counts, rare ones counting more; NaN for empty rows. Shape (n, n).

    The square root spreads the few pairs that share anything at all.
    """
    frequency = np.maximum((counts > 0).sum(axis=0), 1)
    rarity = np.log(len(counts) / frequency).astype(np.float32)
    vectors = np.log1p(counts) * rarity
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.maximum(norms, 1e-9)
    return _blank(np.sqrt(np.clip(vectors @ vectors.T, 0, 1)), norms[:, 0] > 0)


def affinity(counts: Matrix) -> Matrix:
    """How much two distributions over the same places coincide; NaN for rows of zeros."""
    totals = counts.sum(axis=1, keepdims=True)
    roots = np.sqrt(counts / np.maximum(totals, 1e-9), dtype=np.float32)
    return _blank(roots @ roots.T, totals[:, 0] > 0)


def nearness(positions: NDArray[np.float64]) -> Matrix:
    """Closeness of places on one line: 1 at the same place, 0 at its ends. Shape (n, n)."""
    gaps = np.abs(positions[:, None] - positions[None, :])
    closeness: Matrix = (1 - gaps / np.maximum(np.nanmax(gaps), 1e-6)).astype(np.float32)
    return closeness


def _blank(matrix: Matrix, known: Rows) -> Matrix:
    matrix[~known] = np.nan
    matrix[:, ~known] = np.nan
    return matrix


def strength(closeness: Matrix) -> Matrix:
    """Closeness (1 identical) measured from the typical pair, which becomes 0; NaN stays."""
    pairs = closeness[np.triu_indices(len(closeness), 1)]
    if np.isnan(pairs).all():
        return np.full_like(closeness, np.nan)
    typical = np.nanmedian(pairs)
    scale = np.maximum(1 - typical, 1e-6)
    measured: Matrix = np.clip((closeness - typical) / scale, -1, 1).astype(np.float32)
    return measured


def combine(evidence: Mapping[str, Matrix], weights: Mapping[str, float] = WEIGHTS) -> Matrix:
    """Weighted mean of the strengths, over the kinds known for each pair; never below 0.

    Args:
        evidence: strengths by kind, each (n, n); kinds without a weight are left out.
        weights: non-negative weights by kind.
    """
    size = len(next(iter(evidence.values())))
    total = np.zeros((size, size), dtype=np.float32)
    weight = np.zeros_like(total)
    for kind, matrix in evidence.items():
        known = ~np.isnan(matrix)
        total += np.where(known, matrix, 0) * weights.get(kind, 0)
        weight += known * np.float32(weights.get(kind, 0))
    mean = np.divide(total, weight, out=np.zeros_like(total), where=weight > 0)
    return np.maximum(mean, 0)


def nearer(similarity: Matrix, share: Matrix) -> Matrix:
    """Similarity after experts closed a share (0-1) of what is left to 1."""
    return 1 - (1 - similarity) * (1 - share)


def neighbours(
    similarity: Matrix, groups: NDArray[np.int64], counted: NDArray[np.int64], count: int
) -> NDArray[np.bool_]:
    """Which pairs become edges: each occupation's nearest, and whoever counts it among theirs.

    Args:
        similarity: (n, n), symmetric.
        groups: a number per row; rows of one group are no neighbours of each other.
        counted: a number per row; neighbours that share it count once.
        count: neighbours that every row gets at least (where there are).

    Returns:
        A symmetric (n, n) mask with an empty diagonal.
    """
    chosen = np.zeros(similarity.shape, dtype=bool)
    for row, order in enumerate(np.argsort(-similarity, axis=1, kind="stable")):
        others = order[groups[order] != groups[row]]
        _, first = np.unique(counted[others], return_index=True)
        reach = np.sort(first)[:count].max(initial=-1) + 1
        chosen[row, others[:reach]] = True
    return chosen | chosen.T
