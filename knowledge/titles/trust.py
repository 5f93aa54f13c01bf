"""How sure the matcher is of the first occupation (docs/decisions/0036)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.titles.evidence import Evidence, Named, Scores
from knowledge.titles.index import OFFICIAL

SURE = 0.9
"""Least probability of the only occupation whose official title it is."""

TRUST = {
    "lead": 0.65,
    "twin": 0.5,
    "told": 2.3,
    "agreed": 0.6,
    "spelling": 0.3,
    "ending": -0.7,
    "common": -0.16,
    "residual": 0.9,
}
"""What each sign that the first occupation is right counts for; see ``_signs``."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the verdict turns; chosen on half of the development titles (benchmarks/titles).

    Attributes:
        match: least trust in the first occupation for "match".
        doubt: trust is the logistic function of the sum of ``TRUST``, less this.
        sharpness: how sharply the summed evidence is turned into probabilities.
        job: least log odds that the text is a job at all, for anything but "none": the job
            probe's, plus ``near`` times the cosine of the nearest title, plus ``ending`` where
            at least three titles end in its last word.
        near, ending: see ``job``.
        generic: a word that ends the titles of more occupations than this, none of which has
            at least ``owned`` of those titles, is too general: "technician".
        owned: see ``generic``.
    """

    match: float = 0.66
    doubt: float = 2.9
    sharpness: float = 0.5
    job: float = 2.8
    near: float = 5.0
    ending: float = 4.0
    generic: int = 8
    owned: float = 0.5


def weigh(
    evidence: Evidence, named: Sequence[Named], sure: int | None, by: Thresholds
) -> tuple[Scores, float]:
    """Probabilities of the occupations, and the trust in the likeliest.

    Args:
        evidence: what speaks for each occupation.
        named: those that have the very title.
        sure: the one that alone has it; an official title gives it at least ``SURE``.
        by: the constants.
    """
    total = evidence.total()
    odds = np.exp((total - total.max()) * by.sharpness)
    odds /= odds.sum()
    official = any(one.kind == OFFICIAL for one in named)
    least = SURE if sure is not None and official else 0.0
    if sure is not None:
        odds *= 1 - least
        odds[sure] += least
    first = int(odds.argmax())
    counted = sum(TRUST[sign] * held for sign, held in _signs(evidence, total, first).items())
    trust = 1 / (1 + math.exp(by.doubt - counted))
    return odds.astype(np.float32), least + (1 - least) * trust if first == sure else trust


def _signs(evidence: Evidence, total: Scores, first: int) -> dict[str, float]:
    """What tells a right first occupation from a wrong one, by sign of ``TRUST``.

    How far it leads (the root: a great lead says little more than a good one), and whether the
    runner-up is of its own broad group: a short lead before a near twin is less of a doubt. How
    near what we wrote about it is, and whether our summary of it is the nearest of all. How alike
    its titles are spelt, and how many of them end in the last word, which then says little. Where
    no title is known, how many people do it beside the mean (common ones are guessed too often);
    and whether it is an "All Other", which is put first only for good reasons.
    """
    parts, common = evidence.parts, evidence.parts["common"]
    rest = total.copy()
    rest[first] = -np.inf
    second = int(rest.argmax())
    return {
        "lead": max(float(total[first] - total[second]), 0.0) ** 0.5,
        "twin": float(evidence.groups[first] == evidence.groups[second]),
        "told": float(parts["summary"][first] + parts["duties"][first]),
        "agreed": float(parts["summary"].argmax() == first),
        "spelling": float(parts["spelling"][first]),
        "ending": float(parts["ending"][first]),
        "common": 0.0 if parts["exact"].any() else float(common[first] - common.mean()),
        "residual": float(parts["residual"][first]),
    }


def shown(odds: Scores, trust: float) -> Scores:
    """Scores to show: the first occupation's is the trust in it, no other's is higher."""
    first = int(odds.argmax())
    scores = odds * np.float32((1 - trust) / max(1 - float(odds[first]), 1e-6))
    scores = np.minimum(scores, np.float32(trust))
    scores[first] = trust
    return np.asarray(scores, dtype=np.float32)
