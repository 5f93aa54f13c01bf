"""Ranks intents: kernel ridge regression on sentence vectors and n-grams.

The kernel of two messages is a cubed cosine of their vectors plus weighted overlaps of their
n-grams. It is fitted in closed form (seconds), and the scores of each example as predicted
without it come with the fit, so the temperature that makes confidences honest needs no held-out
part. docs/decisions/0050 has the comparison with other classifiers.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.linalg.lapack import spotrf, spotri

from bot.nlu.near import Near
from bot.nlu.ngrams import Vocabulary, letter_grams, word_grams

_TEMPERATURES = (4, 6, 8, 10, 12, 14, 16, 18, 20, 24)


@dataclass(frozen=True)
class Settings:
    """Weight of words and of letters beside the vectors' 1, the power, and the ridge."""

    words: float = 0.4
    letters: float = 0.2
    power: int = 3
    ridge: float = 0.15


@dataclass(frozen=True)
class Ranker:
    """A fitted model. Shapes: examples n, width d, intents k, n-grams m."""

    settings: Settings
    intents: tuple[str, ...]
    temperature: float
    near: Near  # (n, d)
    duals: np.ndarray  # (n, k)
    words: Vocabulary
    word_weights: np.ndarray  # (m, k)
    letters: Vocabulary
    letter_weights: np.ndarray
    left_out: np.ndarray | None = None  # (n, k): each example's scores without it; not saved

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        vectors: np.ndarray,
        labels: Sequence[str],
        settings: Settings = Settings(),
    ) -> Ranker:
        """Fit on texts, their unit vectors (n, d) and their intents."""
        words = [list(word_grams(text)) for text in texts]
        letters = [list(letter_grams(text)) for text in texts]
        of_words, of_letters = Vocabulary.of(words, 1), Vocabulary.of(letters, 2)
        w, c = of_words.matrix(words), of_letters.matrix(letters)
        kernel = _cubed(vectors @ vectors.T, settings.power)
        kernel += settings.words * (w @ w.T).toarray() + settings.letters * (c @ c.T).toarray()
        intents, truth = np.unique(labels, return_inverse=True)
        duals, left_out = _solve(kernel, truth, len(intents), settings.ridge)
        return cls(
            settings=settings,
            intents=tuple(str(name) for name in intents),
            temperature=_temperature(left_out, truth),
            near=Near.of(vectors),
            duals=duals.astype(np.float32),
            words=of_words,
            word_weights=(settings.words * (w.T @ duals)).astype(np.float32),
            letters=of_letters,
            letter_weights=(settings.letters * (c.T @ duals)).astype(np.float32),
            left_out=left_out,
        )

    def rank(self, text: str, vector: np.ndarray) -> list[tuple[str, float]]:
        """Every intent with its confidence, best first; confidences add up to 1."""
        scores = _cubed(self.near.cosines(vector), self.settings.power) @ self.duals
        for vocabulary, weights, grams in (
            (self.words, self.word_weights, word_grams),
            (self.letters, self.letter_weights, letter_grams),
        ):
            places, values = vocabulary.weigh(list(grams(text)))
            scores = scores + values @ weights[places]
        confidences = _softmax(scores[None] * self.temperature)[0]
        order = np.argsort(-confidences)
        return [(self.intents[at], float(confidences[at])) for at in order]

    def save(self, folder: Path) -> None:
        """Write ``ranker.npz``, ``ranker.json`` and ``near.onnx``."""
        (folder / "near.onnx").write_bytes(self.near.exported)
        np.savez(
            folder / "ranker.npz",
            duals=self.duals,
            word_idf=self.words.idf,
            word_weights=self.word_weights,
            letter_idf=self.letters.idf,
            letter_weights=self.letter_weights,
        )
        names = {
            "settings": vars(self.settings),
            "intents": self.intents,
            "temperature": self.temperature,
            "words": list(self.words.index),
            "letters": list(self.letters.index),
        }
        (folder / "ranker.json").write_text(json.dumps(names), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Ranker:
        """Read what :meth:`save` wrote."""
        names = json.loads((folder / "ranker.json").read_text(encoding="utf-8"))
        with np.load(folder / "ranker.npz", allow_pickle=False) as arrays:
            return cls(
                settings=Settings(**names["settings"]),
                intents=tuple(names["intents"]),
                temperature=names["temperature"],
                near=Near((folder / "near.onnx").read_bytes()),
                duals=arrays["duals"],
                words=_vocabulary(names["words"], arrays["word_idf"]),
                word_weights=arrays["word_weights"],
                letters=_vocabulary(names["letters"], arrays["letter_idf"]),
                letter_weights=arrays["letter_weights"],
            )


def _vocabulary(grams: list[str], idf: np.ndarray) -> Vocabulary:
    return Vocabulary({gram: at for at, gram in enumerate(grams)}, idf)


def _cubed(cosines: np.ndarray, power: int) -> np.ndarray:
    base = (1 + cosines) / 2
    raised = base
    for _ in range(power - 1):  # "**" takes ten times as long
        raised = raised * base
    return raised


def _solve(
    kernel: np.ndarray, truth: np.ndarray, intents: int, ridge: float
) -> tuple[np.ndarray, np.ndarray]:
    """Duals (n, k), and the scores of each example when it is left out (n, k).

    Examples of rare intents weigh more: the square root of how rare they are.
    """
    target = np.eye(intents, dtype=np.float32)[truth]
    rarity = np.sqrt(len(truth) / intents / target.sum(axis=0))[truth]
    kernel[np.diag_indices_from(kernel)] += ridge / rarity
    inverse = _inverse(kernel)
    duals = inverse @ target
    return duals, target - duals / np.diag(inverse)[:, None]


def _inverse(matrix: np.ndarray) -> np.ndarray:
    """The inverse of a symmetric positive definite matrix, in half the time of any other.

    In single precision, which halves it again, and the memory: left out, as many are right.
    """
    triangle, failed = spotrf(matrix)
    if failed:
        raise ValueError(f"the kernel of {len(matrix)} examples is not positive definite")
    inverse, _ = spotri(triangle)
    return np.triu(inverse) + np.triu(inverse, 1).T


def _temperature(left_out: np.ndarray, truth: np.ndarray) -> float:
    """The one that makes the true intents of left-out examples likeliest."""
    rows = np.arange(len(truth))
    loss = {t: -np.log(_softmax(left_out * t)[rows, truth] + 1e-9).mean() for t in _TEMPERATURES}
    return float(min(loss, key=loss.__getitem__))


def _softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)
