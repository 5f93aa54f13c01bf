"""What speaks for each occupation: nearest titles, spelling, words, the head, our summary.

Every kind of evidence is one number an occupation (six-digit code); ``WEIGHTS`` adds them up.
The weights were chosen on half of the development titles (benchmarks/titles), one number a kind,
and for some a second that holds where a title is known as it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.titles.encoder import Vectors
from knowledge.titles.index import OFFICIAL, SPECIALTY, TitleIndex
from knowledge.titles.normalize import letters, singular
from knowledge.titles.vectors import SCALE, Heads

NEIGHBOURS = 100
TEMPERATURES = {"vote": 0.04, "spelling": 0.1}
FLOOR = 1e-4
"""Share of a vote that an occupation without any gets, before the logarithm."""

WEIGHTS = {
    "vote": 0.6,
    "head": 0.5,
    "summary": 9.0,
    "duties": 12.0,
    "spelling": 0.25,
    "words": 0.2,
    "exact": 8.0,
    "listed": 1.5,
    "common": 0.05,
    "residual": -1.0,
}
NAMED = {"head": 0.2, "summary": 3.0, "duties": 3.0, "common": 0.6}
"""Weights where occupations have the very title: the lists say what it is, and how many people do
it tells namesakes apart."""

Scores = NDArray[np.float32]


class Named(NamedTuple):
    """An occupation (its row) that a title names, as what, and in how many lists."""

    occupation: int
    kind: int
    lists: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Evidence for one title.

    Attributes:
        parts: kind → one number an occupation; a kind that has no weight is there for trust alone.
        groups: the broad group of each occupation, as a number.
        cosine: of the nearest title.
        nearest: O*NET occupations by the best cosine of their titles: row → cosine.
    """

    parts: dict[str, Scores]
    groups: NDArray[np.intp]
    cosine: float
    nearest: dict[int, float]

    def total(self) -> Scores:
        """The weighted sum, one number an occupation."""
        chosen = WEIGHTS | NAMED if self.parts["exact"].any() else WEIGHTS
        parts = [weight * self.parts[kind] for kind, weight in chosen.items() if kind in self.parts]
        return np.asarray(np.sum(parts, axis=0), dtype=np.float32)


class Witness:
    """Gathers evidence from an index."""

    def __init__(self, index: TitleIndex, heads: Heads | None) -> None:
        """Prepare the index for search; ``heads`` are left out when None."""
        self.socs = sorted({code[:7] for code in index.codes})
        place = {soc: row for row, soc in enumerate(self.socs)}
        self.soc_of = np.array([place[code[:7]] for code in index.codes])
        self.index = index
        self._groups = np.unique([soc[:6] for soc in self.socs], return_inverse=True)[1]
        self._cells = index.cells()
        self._named: dict[int, list[Named]] = defaultdict(list)
        for title, occupation, kind, lists in index.pairs.tolist():
            self._named[title].append(Named(occupation, kind, lists))
        self._socs = {
            title: tuple({int(self.soc_of[one.occupation]) for one in named})
            for title, named in self._named.items()
        }
        self._by_letters: dict[str, list[int]] = defaultdict(list)
        for row, title in enumerate(index.titles):
            self._by_letters[letters(title)].append(row)
        self._summaries = index.summaries.astype(np.float32) / SCALE
        self._duties = index.duties.astype(np.float32) / SCALE
        self._residual = np.isin(self.socs, index.residual).astype(np.float32)
        self._common = self._commonness()
        self._head = None if heads is None else _aligned(heads, self.socs)
        self._words = WordTable(index, self.soc_of, len(self.socs))

    @property
    def word_counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """How many titles use each word, and how many end in it."""
        return self._words.counts, self._words.ends

    def exact(self, text: str) -> list[Named]:
        """Occupations that a normalised title names as it stands, in whatever number or spacing."""
        rows = self._by_letters.get(letters(text), ())
        named = [one for row in rows for one in self._named[row]]
        return [one for one in named if one.kind != SPECIALTY]

    def head_shares(self, word: str) -> Scores:
        """Share of each occupation among the titles whose last word this is."""
        return self._words.heads(singular(word))

    def ends_titles(self, text: str) -> bool:
        """Whether at least three titles end in the last word of a normalised text."""
        return self._words.ending(singular(text.rpartition(" ")[2])) >= 3

    def gather(self, text: str, vector: Vectors, exact: Sequence[Named]) -> Evidence:
        """Evidence for a normalised title.

        Args:
            text: the title.
            vector: its unit vector, in the space of the index.
            exact: occupations that it names as it stands.
        """
        rows, cosines = self._cells.nearest(vector, NEIGHBOURS)
        alike, spelt = self.index.grams.nearest(text, NEIGHBOURS)
        parts = {
            "vote": self._vote(rows, cosines, TEMPERATURES["vote"]),
            "spelling": self._vote(alike, spelt, TEMPERATURES["spelling"]),
            "summary": self._told(self._summaries, vector),
            "duties": self._told(self._duties, vector),
            "words": self._words.evidence(text),
            "ending": self._words.ended(singular(text.rpartition(" ")[2])),
            "common": self._common,
            "residual": self._residual,
            **self._exact(exact),
        }
        if self._head is not None:
            parts["head"] = _log_softmax(self._head[:, :-1] @ vector + self._head[:, -1])
        nearest: dict[int, float] = {}
        for row, cosine in zip(rows.tolist(), cosines.tolist(), strict=True):
            for one in self._named[row]:
                nearest.setdefault(one.occupation, cosine)
        nearness = float(cosines[0]) if len(cosines) else 0.0
        return Evidence(parts, self._groups, nearness, nearest)

    def _vote(self, rows: NDArray[np.int64], likeness: Scores, temperature: float) -> Scores:
        """Logarithm of each occupation's share of a soft vote of titles."""
        votes = np.zeros(len(self.socs), dtype=np.float32)
        if len(rows):
            weights = np.exp((likeness - likeness[0]) / temperature).tolist()
            for row, weight in zip(rows.tolist(), weights, strict=True):
                for soc in self._socs[row]:
                    votes[soc] += weight
        share = votes / max(float(votes.sum()), 1e-9)
        return np.asarray(np.log(share + FLOOR), dtype=np.float32)

    def _told(self, told: Vectors, vector: Vectors) -> Scores:
        """Cosine with what we wrote about each occupation; the mean where we wrote nothing."""
        cosines = told @ vector
        held = told.any(axis=1)
        best = np.full(len(self.socs), -np.inf, dtype=np.float32)
        np.maximum.at(best, self.soc_of[held], cosines[held])
        known = np.isfinite(best)
        best[~known] = best[known].mean() if known.any() else 0.0
        return best

    def _exact(self, named: Sequence[Named]) -> dict[str, Scores]:
        """Who has the title, and in how many lists."""
        exact, listed = (np.zeros(len(self.socs), dtype=np.float32) for _ in range(2))
        for one in named:
            listed[self.soc_of[one.occupation]] += one.lists
        socs = np.flatnonzero(listed)
        if len(socs):
            exact[socs] = len(socs) ** -0.5
            listed[socs] = np.log(listed[socs])
        return {"exact": exact, "listed": listed}

    def _commonness(self) -> Scores:
        jobs = np.zeros(len(self.socs), dtype=np.float64)
        np.maximum.at(jobs, self.soc_of, self.index.jobs)
        return np.log(jobs + 1000).astype(np.float32)


class WordTable:
    """How often occupations' titles use each word, and end in it."""

    SMOOTHING = 2.4

    def __init__(self, index: TitleIndex, soc_of: NDArray[np.int64], size: int) -> None:
        """Count the words of the titles (not of specialties)."""
        self._used: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        self._ends: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        self.counts: dict[str, int] = defaultdict(int)
        self.ends: dict[str, int] = defaultdict(int)
        self._titles = np.ones(size, dtype=np.float32)
        named = index.pairs[index.pairs[:, 2] != SPECIALTY]
        for title, soc in np.unique(
            np.stack([named[:, 0], soc_of[named[:, 1]]], 1), axis=0
        ).tolist():
            self._count(index.titles[title].split(), soc)
        self._all = float(self._titles.sum())

    def _count(self, words: list[str], soc: int) -> None:
        self._titles[soc] += 1
        for word in set(words):
            self.counts[word] += 1
            self._used[singular(word)][soc] += 1
        if words:
            self.ends[words[-1]] += 1
            self._ends[singular(words[-1])][soc] += 1

    def ending(self, word: str) -> int:
        """How many titles, of whatever occupations, end in the word."""
        return sum(self._ends.get(word, {}).values())

    def heads(self, word: str) -> Scores:
        """Share of each occupation among the titles that end in the word; zeros if none does."""
        shares = np.zeros(len(self._titles), dtype=np.float32)
        for soc, count in self._ends.get(word, {}).items():
            shares[soc] = count
        return np.asarray(shares / max(float(shares.sum()), 1.0), dtype=np.float32)

    def ended(self, word: str) -> Scores:
        """Root of the share of each occupation's titles that end in the word."""
        ended = np.zeros(len(self._titles), dtype=np.float32)
        for soc, count in self._ends.get(word, {}).items():
            ended[soc] = count
        return np.asarray(np.sqrt(ended / self._titles), dtype=np.float32)

    def evidence(self, text: str) -> Scores:
        """Naive-Bayes log ratio of the words, divided by the root of their number."""
        words = {singular(word) for word in text.split()} & self._used.keys()
        ratio = np.zeros(len(self._titles), dtype=np.float32)
        for word in words:
            used = np.zeros(len(self._titles), dtype=np.float32)
            for soc, count in self._used[word].items():
                used[soc] = count
            rate = float(used.sum()) / self._all
            here = (used + self.SMOOTHING * rate + 0.01) / (self._titles + self.SMOOTHING)
            ratio += np.log(here / (rate + 1e-6))
        return np.asarray(ratio / max(len(words), 1) ** 0.5, dtype=np.float32)


def official(named: Sequence[Named]) -> list[Named]:
    """Those occupations whose official title it is."""
    return [one for one in named if one.kind == OFFICIAL]


def _aligned(heads: Heads, socs: list[str]) -> Scores:
    """The head's rows in the order of these occupations; one it does not know gets a low bias."""
    rows = {code: row for row, code in enumerate(heads.codes)}
    aligned = np.zeros((len(socs), heads.weight.shape[1]), dtype=np.float32)
    aligned[:, -1] = float(heads.weight[:, -1].min()) - 1
    for place, soc in enumerate(socs):
        if soc in rows:
            aligned[place] = heads.weight[rows[soc]]
    return aligned


def _log_softmax(scores: Scores) -> Scores:
    shifted = scores - scores.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()), dtype=np.float32)
