"""How sure the matcher is of the first occupation (docs/decisions/0036)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.titles.evidence import Evidence, Named, Scores
from knowledge.titles.index import OFFICIAL, TITLE

SURE = {OFFICIAL: 0.9, TITLE: 0.5}
"""Least probability of the only occupation that has the title, by what kind of title it is."""

FURTHEST = 12.0
"""A lead in summed evidence beyond this says no more."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the verdict turns; chosen on half of the development titles (benchmarks/titles).

    Attributes:
        match: least trust in the first occupation for "match".
        lead, told, doubt: trust is the logistic function of ``lead`` times how far the first
            occupation leads, plus ``told`` times the cosines with what we wrote about it, less
            ``doubt``.
        sharpness: how sharply the summed evidence is turned into probabilities.
        job: least log odds that the text is a job at all, for anything but "none": the job
            probe's, plus ``near`` times the cosine of the nearest title, plus ``ending`` where
            at least three titles end in its last word.
        near, ending: see ``job``.
        generic: a word that ends the titles of more occupations than this, none of which has
            at least ``owned`` of those titles, is too general: "technician".
        owned: see ``generic``.
    """

    match: float = 0.62
    lead: float = 0.24
    told: float = 3.0
    doubt: float = 4.0
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
        sure: the one that alone has it, and so gets at least the share of its kind of title.
        by: the constants.
    """
    total = evidence.total()
    odds = np.exp((total - total.max()) * by.sharpness)
    odds /= odds.sum()
    least = 0.0 if sure is None else SURE[max(one.kind for one in named)]
    if sure is not None:
        odds *= 1 - least
        odds[sure] += least
    first = int(odds.argmax())
    trust = _trust(evidence, total, first, by)
    return odds.astype(np.float32), least + (1 - least) * trust if first == sure else trust


def _trust(evidence: Evidence, total: Scores, first: int, by: Thresholds) -> float:
    lead = min(float(total[first] - np.delete(total, first).max()), FURTHEST)
    told = float(evidence.parts["summary"][first] + evidence.parts["duties"][first])
    return 1 / (1 + math.exp(by.doubt - by.lead * lead - by.told * told))


def shown(odds: Scores, trust: float) -> Scores:
    """Scores to show: the first occupation's is the trust in it, no other's is higher."""
    first = int(odds.argmax())
    scores = odds * np.float32((1 - trust) / max(1 - float(odds[first]), 1e-6))
    scores = np.minimum(scores, np.float32(trust))
    scores[first] = trust
    return np.asarray(scores, dtype=np.float32)
