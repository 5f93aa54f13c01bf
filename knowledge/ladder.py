"""The preparation ladder: how much schooling, experience and training an occupation takes.

The ladder's steps are those of the seed lattices, one number apart:

    none 0 · HS 1 · VOC 2 · AA 3 · BA 4 · MA 5 · PHD 6

Experience in a related job adds half a step (less than five years) or a whole one (five or
more); long training adds up to a whole one (an apprenticeship takes about four years). BLS
assigns these. The O*NET job zone, put on the same ladder, counts for a quarter of the schooling:
BLS knows one entry level for a whole occupation, job zones tell its O*NET details apart.

Missing values: without a BLS assignment the job zone counts alone, and the other way round.
An occupation with neither has no place on the ladder.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from knowledge.model import Direction


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the ladder: ``label`` as lattices print it, ``years`` of school after HS."""

    label: str
    height: float
    years: float


# Keys are the assignments as BLS words them. Years are the usual full-time length.
EDUCATION: dict[str, Step] = {
    "No formal educational credential": Step("none", 0, 0),
    "High school diploma or equivalent": Step("HS", 1, 0),
    "Some college, no degree": Step("VOC", 2, 1),
    "Postsecondary nondegree award": Step("VOC", 2, 1),
    "Associate's degree": Step("AA", 3, 2),
    "Bachelor's degree": Step("BA", 4, 4),
    "Master's degree": Step("MA", 5, 6),
    "Doctoral or professional degree": Step("PHD", 6, 8),
}
EXPERIENCE = {"None": 0.0, "Less than 5 years": 0.5, "5 years or more": 1.0}
TRAINING = {
    "None": 0.0,
    "Short-term on-the-job training": 0.0,
    "Moderate-term on-the-job training": 0.25,
    "Long-term on-the-job training": 0.5,
    "Internship/residency": 0.5,
    "Apprenticeship": 1.0,
}
# The height of the schooling that O*NET describes for each zone.
JOB_ZONE = {1: 0.25, 2: 1.0, 3: 2.25, 4: 4.0, 5: 5.25}
JOB_ZONE_SHARE = 1 / 4

# A tie-break: what each doubling of pay adds, and how many doublings count.
PAY_STEP = 0.2
DOUBLINGS = 2.0
TRANSFER_WITHIN = 0.5


@dataclass(frozen=True, slots=True)
class Assignment:
    """What is known of an occupation's preparation; None where it is not.

    ``pay_ratio`` is its median pay over that of all occupations, same area and period.
    """

    education: str | None = None
    experience: str | None = None
    training: str | None = None
    job_zone: int | None = None
    pay_ratio: float | None = None


def height(known: Assignment) -> float | None:
    """The place on the ladder, in steps; None where neither BLS nor O*NET assigns anything."""
    step = EDUCATION.get(known.education or "")
    zone = JOB_ZONE.get(known.job_zone or 0)
    if step is None:
        return zone
    schooling = step.height
    if zone is not None:
        schooling += JOB_ZONE_SHARE * (zone - step.height)
    experience = EXPERIENCE.get(known.experience or "None", 0.0)
    return schooling + experience + TRAINING.get(known.training or "None", 0.0)


def years(education: str | None) -> float:
    """Years of school after high school that an entry level takes; 0 where it is unknown."""
    step = EDUCATION.get(education or "")
    return step.years if step else 0.0


def position(known: Assignment) -> float | None:
    """Height with pay as tie-break: twice the usual pay lifts a fifth of a step, half lowers it."""
    base = height(known)
    if base is None or not known.pay_ratio:
        return base
    return base + PAY_STEP * max(-DOUBLINGS, min(DOUBLINGS, math.log2(known.pay_ratio)))


def direction(focus: float, neighbour: float) -> Direction:
    """Where a neighbour stands, seen from the focus; both positions in steps."""
    gap = neighbour - focus
    if abs(gap) < TRANSFER_WITHIN:
        return "transfer"
    return "advance" if gap > 0 else "feeder"


def rung(focus: float, neighbour: float) -> int:
    """Whole steps from the focus up (+) or down (-) to a neighbour; 0 for a transfer."""
    gap = neighbour - focus
    if abs(gap) < TRANSFER_WITHIN:
        return 0
    return int(math.copysign(max(1, math.floor(abs(gap) + 0.5)), gap))
