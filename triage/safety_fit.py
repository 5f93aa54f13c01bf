"""Fit the learned part of the safety screen: ``python -m triage.safety_fit``.

Reads ``safety_examples.csv`` and, as ordinary questions, the examples that train the bot; writes
``safety_model.bin``. ``--measure`` instead holds out one measured list at a time, since lines that
one writer made resemble one another, and prints what a threshold would find. Needs numpy, scipy,
PyTorch and the encoder; the screen needs none.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

from triage import safety, safety_head_fit, safety_model
from triage.safety_encoder import vector
from triage.safety_features import BUCKETS, features
from triage.safety_model import VECTOR_WEIGHT, Model, Weights

EXAMPLES = Path(__file__).with_name("safety_examples.csv")
_QUESTIONS = Path(__file__).parents[1] / "bot" / "dialogue" / "nlu"
_STRENGTH = {"words": 60.0, "category": 20.0}
_LISTS = ("first", "second", "third", "fourth", "fifth")
_KINDS = {
    "suicide_third_person": "third_person",
    "self_harm": "self_harm",
    "abuse_family": "abuse",
    "abuse_partner": "abuse",
    "abuse_work": "abuse",
    "sexual_abuse": "abuse",
    "neglect": "abuse",
    "trafficking": "trafficking",
    "threat_to_others": "violence",
    "feared_violence": "violence",
    "medical_danger": "medical",
    "eating_danger": "eating",
    "retraction": "retraction",
    "third_person": "third_person",
    "abuse": "abuse",
    "abuse_home": "abuse",
    "violence": "violence",
    "violence_feared": "violence",
    "violence_threatened": "violence",
    "overdose_danger": "medical",
}
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A line of the examples; ``source`` says which list it comes from."""

    text: str
    crisis: bool
    category: str
    language: str
    source: str


def main() -> int:
    """Fit and write, or measure."""
    parser = argparse.ArgumentParser(prog="python -m triage.safety_fit")
    parser.add_argument("--measure", action="store_true", help="hold examples out; write nothing")
    examples = read_examples()
    fitting = _Fitting(examples + _parts(examples) + _questions())
    if parser.parse_args().measure:
        _measure(fitting)
        return 0
    model = fitting.model(np.ones(len(fitting.examples), bool))
    safety_model.FILE.write_bytes(safety_model.pack(model))
    print(f"{len(examples):,} examples fitted; {safety_model.FILE.stat().st_size:,} bytes written")
    return 0


def read_examples() -> list[Example]:
    """The lines of ``safety_examples.csv``."""
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        return [
            Example(
                row["text"],
                row["label"] == "crisis",
                row["category"],
                row["language"],
                row["source"],
            )
            for row in csv.DictReader(file)
        ]


def fingerprint() -> str:
    """Tells one state of the examples from another."""
    return hashlib.sha256(EXAMPLES.read_bytes()).hexdigest()[:16]


def _parts(examples: list[Example]) -> list[Example]:
    """The sentences of harmless messages, each by itself: the screen judges sentences too."""
    return [
        replace(example, text=" ".join(part[1:-1]))
        for example in examples
        if not example.crisis
        for part in safety.parts_of(safety.words_of(example.text))
    ]


def _questions() -> list[Example]:
    """What the bot is trained with, apart from danger and distress: ordinary questions."""
    files = sorted(_QUESTIONS.glob("*.yml"))
    kept = [file for file in files if file.stem not in ("crisis", "distress")]
    lines = [line for file in kept for line in file.read_text(encoding="utf-8").splitlines()]
    typed = [line.strip()[2:] for line in lines if line.startswith(" ") and "- " in line[:8]]
    plain = dict.fromkeys(re.sub(r"\[([^\]]*)\](\{[^}]*\}|\([^)]*\))", r"\1", t) for t in typed)
    return [
        Example(text, crisis=False, category="", language="", source="questions") for text in plain
    ]


class _Fitting:
    """The examples as matrices, and what is fitted on a part of them."""

    def __init__(self, examples: list[Example]) -> None:
        self.examples = examples
        self.words = [safety.words_of(example.text) for example in examples]
        self.found = _matrix([features(words) for words in self.words])
        self.vectors = np.array([_vector(example.text) for example in examples])
        self.both = hstack([self.found, csr_matrix(VECTOR_WEIGHT * self.vectors)]).tocsr()
        self.crisis = np.array([example.crisis for example in examples])
        self.kind = np.array([_kind(example) for example in examples])

    def model(self, chosen: NDArray[np.bool_]) -> Model:
        """Fit on the chosen examples."""
        danger = chosen & self.crisis & (self.kind != "")
        head = safety_head_fit.fitted(self.vectors[chosen], self.crisis[chosen])
        return Model(
            _fitted(self.found[chosen], self.crisis[chosen], _STRENGTH["words"]),
            head,
            round(max(head.score(meaning) for meaning in self.vectors[chosen]), 4),
            {
                str(kind): _fitted(
                    self.both[danger], self.kind[danger] == kind, _STRENGTH["category"]
                )
                for kind in np.unique(self.kind[danger])
            },
            fingerprint(),
        )


def _vector(text: str) -> NDArray[np.float32]:
    found = vector(text)
    if found is None:
        sys.exit("there is no encoder in build/encoder: make model writes it")
    return found


def _matrix(rows: Sequence[dict[int, float]]) -> csr_matrix:
    ends = np.cumsum([0, *map(len, rows)])
    places = np.fromiter((at for row in rows for at in row), np.int32, ends[-1])
    weights = np.fromiter((w for row in rows for w in row.values()), np.float64, ends[-1])
    return csr_matrix((weights, places, ends), shape=(len(rows), BUCKETS))


def _kind(example: Example) -> str:
    """The category whose help numbers fit; "" where the list does not tell."""
    if not example.crisis or example.category == "mixed_long":
        return ""
    if example.category:
        return _KINDS.get(example.category, "suicide")
    ruled = safety.ruled(example.text)
    return ruled.category if ruled and ruled.level == "crisis" else ""


def _fitted(features_: csr_matrix, yes: NDArray[np.bool_], strength: float) -> Weights:
    """Logistic regression, both answers counting the same; ``strength`` as scikit-learn's C."""
    signs = np.where(yes, 1.0, -1.0)
    counts = len(yes) / (2 * np.where(yes, yes.sum(), (~yes).sum()))

    def loss(at: Floats) -> tuple[float, Floats]:
        margins = signs * (features_ @ at[:-1] + at[-1])
        pull = -signs * counts / (1 + np.exp(margins))
        value = counts @ np.logaddexp(0, -margins) + at[:-1] @ at[:-1] / (2 * strength)
        return value, np.append(features_.T @ pull + at[:-1] / strength, pull.sum())

    start = np.zeros(features_.shape[1] + 1)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    words, meaning = best[:BUCKETS], VECTOR_WEIGHT * best[BUCKETS:-1]
    scale = float(np.quantile(np.abs(words[words != 0]), 0.9999)) / 127
    steps = np.clip(np.rint(words / scale), -127, 127).astype(np.int8)
    vector_weights = tuple(round(float(x), 4) for x in meaning)
    return Weights(array("b", steps.tobytes()), scale, float(best[-1]), vector_weights)


def _measure(fitting: _Fitting) -> None:
    """Fit without the lines of one list, and judge them."""
    source = np.array([example.source for example in fitting.examples])
    for name in _LISTS:
        out = source == name
        # The "rules" lines were written while the two lists of other writers were read.
        seen = ~out & ~((source == "rules") & (name in ("first", "second")))
        _report(name, _scores(fitting, fitting.model(seen), out), fitting.crisis[out])


def _scores(fitting: _Fitting, model: Model, chosen: NDArray[np.bool_]) -> Floats:
    """What :func:`safety_model.danger` would say."""
    lines = np.flatnonzero(chosen)
    return np.array(
        [model.danger(features(fitting.words[at]), fitting.vectors[at]) for at in lines]
    )


def _report(name: str, scores: Floats, crisis: NDArray[np.bool_]) -> None:
    harmless = np.sort(scores[~crisis])[::-1]
    for share in (0.01, 0.02, 0.05):
        above = harmless[int(share * len(harmless))]
        found = (scores[crisis] > above).mean()
        print(f"{name}: {found:.1%} found at {share:.0%} false alarms (score above {above:.2f})")


if __name__ == "__main__":
    raise SystemExit(main())
