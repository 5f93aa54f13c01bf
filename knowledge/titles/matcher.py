"""The matcher: a free-form title in, a verdict with up to five occupations out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.model import SocCode, TitleCandidate, TitleMatch, Verdict
from knowledge.titles.encoder import Encoder, SentenceEncoder
from knowledge.titles.index import FILE, TitleIndex
from knowledge.titles.normalize import normalize

CHOICES = 5
NEIGHBOURS = 100
TEMPERATURE = 0.1
MATCH_AT, ASK_AT = 0.75, 0.5


class Matcher:
    """Matches titles against an index with an encoder; holds no state between calls."""

    def __init__(self, index: TitleIndex, encoder: Encoder) -> None:
        self._index = index
        self._encoder = encoder
        self._row = {title: row for row, title in enumerate(index.titles)}
        self._vectors = index.vectors.astype(np.float32)
        self._pairs: dict[int, list[tuple[int, int]]] = {}
        for title, occupation, official in index.pairs.tolist():
            self._pairs.setdefault(title, []).append((occupation, official))

    @classmethod
    def open(cls, folder: str | Path) -> Matcher:
        """Open the index in a build directory, with the local encoder.

        Raises:
            UnusableKnowledge: the index is missing or damaged.
            NoEncoder: the encoder's weights are missing.
        """
        return cls(TitleIndex.read(Path(folder) / FILE), SentenceEncoder())

    def match(self, text: str) -> TitleMatch:
        """The verdict on one title."""
        return self.match_many([text])[0]

    def match_many(self, texts: Sequence[str]) -> list[TitleMatch]:
        """The verdicts on many titles; the encoder is called once."""
        asked = [normalize(text) for text in texts]
        vectors = self._encoder.encode([a or "?" for a in asked])
        return [self._decide(*item) for item in zip(texts, asked, vectors, strict=True)]

    def _decide(self, text: str, asked: str, vector: np.ndarray) -> TitleMatch:
        if len(asked) < 2:
            return TitleMatch(text, "none", ())
        exact = self._pairs.get(self._row.get(asked, -1), [])
        official = [o for o, is_official in exact if is_official]
        if official or len({self._soc(o) for o, _ in exact}) == 1:
            named = official or [o for o, _ in exact]
            return TitleMatch(text, "match", self._exact(named))
        nearest, votes = self._vote(vector)
        for occupation, _ in exact:
            votes[occupation] = votes.get(occupation, 0.0) + 1.0
        ranked = self._ranked(votes, nearest)
        verdict: Verdict = "none" if nearest < ASK_AT else "ask"
        if verdict == "ask" and not exact and nearest >= MATCH_AT and self._clear(ranked):
            verdict = "match"
        return TitleMatch(text, verdict, ranked)

    def _soc(self, occupation: int) -> str:
        return self._index.codes[occupation][:7]

    def _exact(self, occupations: list[int]) -> tuple[TitleCandidate, ...]:
        return tuple(self._candidate(o, 1.0, "exact_title") for o in occupations[:CHOICES])

    def _vote(self, vector: np.ndarray) -> tuple[float, dict[int, float]]:
        """Cosine of the nearest title, and the soft vote of the nearest ones an occupation."""
        cosines = self._vectors @ vector
        near = np.argpartition(-cosines, min(NEIGHBOURS, len(cosines) - 1))[:NEIGHBOURS]
        best = float(cosines[near].max())
        votes: dict[int, float] = {}
        for row in near.tolist():
            weight = float(np.exp((cosines[row] - best) / TEMPERATURE))
            for occupation, _ in self._pairs[row]:
                votes[occupation] = votes.get(occupation, 0.0) + weight
        return best, votes

    def _ranked(self, votes: dict[int, float], nearest: float) -> tuple[TitleCandidate, ...]:
        """The best occupations, one a six-digit code, with scores that share the nearest cosine."""
        best: dict[str, tuple[float, int]] = {}
        for occupation, vote in votes.items():
            soc = self._soc(occupation)
            best[soc] = max(best.get(soc, (0.0, 0)), (vote, occupation))
        ranked = sorted(best.values(), reverse=True)[:CHOICES]
        total = sum(votes.values()) or 1.0
        return tuple(self._candidate(o, nearest * vote / total, "embedding") for vote, o in ranked)

    @staticmethod
    def _clear(ranked: tuple[TitleCandidate, ...]) -> bool:
        return len(ranked) == 1 or ranked[0].score >= 1.5 * ranked[1].score

    def _candidate(self, occupation: int, score: float, basis: str) -> TitleCandidate:
        code = SocCode.parse(self._index.codes[occupation])
        return TitleCandidate(code, self._index.names[occupation], round(score, 4), basis)
