"""Learn the weights openly: ``python -m benchmarks.lattice.learn [build]``.

Non-negative weights of the mean are climbed towards recall of O*NET primary related occupations,
which are not among the evidence. Five folds over occupations say what the weights are worth on
occupations they have not seen.
"""

import sys
from pathlib import Path

import numpy as np

from benchmarks.lattice.data import Bench, recall
from knowledge.lattice import WEIGHTS, combine

FOLDS = 5
FACTORS = (0.5, 1.5, 0.75, 1.25, 0.87, 1.15)
LEAST = 0.01


def climb(bench: Bench, rows: np.ndarray, sweeps: int = 3) -> dict[str, float]:
    """Weights that sum to one, better than equal ones on the given rows."""
    kinds = tuple(bench.evidence)
    weights = np.full(len(kinds), 1 / len(kinds))

    def worth(candidate: np.ndarray) -> float:
        named = dict(zip(kinds, candidate, strict=True))
        return recall(combine(bench.evidence, named), bench.primary, rows)

    best = worth(weights)
    for _ in range(sweeps):
        for kind in range(len(kinds)):
            for factor in FACTORS:
                candidate = weights.copy()
                candidate[kind] = max(candidate[kind], LEAST) * factor
                candidate /= candidate.sum()
                value = worth(candidate)
                if value > best:
                    best, weights = value, candidate
    return dict(zip(kinds, weights, strict=True))


def main() -> None:
    bench = Bench.read(Path(sys.argv[1] if len(sys.argv) > 1 else "build"))
    size = len(bench.profiles.codes)
    fold = np.random.default_rng(0).integers(0, FOLDS, size)
    unseen = []
    for number in range(FOLDS):
        weights = climb(bench, np.flatnonzero(fold != number))
        similarity = combine(bench.evidence, weights)
        unseen.append(recall(similarity, bench.primary, np.flatnonzero(fold == number)))
        print(f"fold {number}: recall on unseen occupations {unseen[-1]:.3f}", flush=True)
    print(f"mean on unseen occupations: {np.mean(unseen):.3f}")
    print(f"the weights in use: {recall(combine(bench.evidence), bench.primary):.3f}")
    for kind, weight in sorted(climb(bench, np.arange(size)).items(), key=lambda item: -item[1]):
        print(f"{kind:12s} learned {weight:.3f}  in use {WEIGHTS.get(kind, 0):.2f}")


if __name__ == "__main__":
    main()
