"""One step of the lattice in full: what it asks, what it changes, and what to do in between.

Everything is read from the knowledge base: figures as facts, our own text as phrases.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from knowledge import ladder
from knowledge.lattice import band
from knowledge.model import (
    NATION,
    Fact,
    LatticeEdge,
    OccupationText,
    Outlook,
    Preparation,
    PublishedEdge,
    Rating,
    SocCode,
)
from knowledge.paths import edge_between
from knowledge.store import KnowledgeBase

SHOWN = 5
SKILLS = ("skill", "knowledge")
# On the importance scale 1-5: from "important" on, and a gap that people in the job notice.
IMPORTANT = 3.0
GAP = 0.5

Task = Literal["education", "experience", "training", "licence", "credential", "try_out"]


@dataclass(frozen=True, slots=True)
class PayChange:
    """Median pay on both sides, same area and period; ``difference`` None where one is missing."""

    focus: Fact
    neighbour: Fact
    difference: Fact | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A skill or field of knowledge that matters more there than here."""

    here: Rating
    there: Rating

    @property
    def width(self) -> float:
        """How much more it matters there, on the importance scale."""
        return self.there.importance - self.here.importance


@dataclass(frozen=True, slots=True)
class Between:
    """Something to do on the way: its kind, and the words or the level it takes."""

    kind: Task
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step from one occupation to a neighbour.

    Attributes:
        edge: direction, rung, similarity and its evidence.
        band: meaning of the similarity: "very close", "close", "related" or "far".
        before, after: preparation on both sides; None where BLS assigns none.
        schooling: years of school the step adds.
        pay: None where OEWS has no row for one of them.
        outlook: employment, growth and openings of the neighbour.
        shared, missing: skills and knowledge.
        between: what to do, in order.
        published: how states publish this very step, seen from whichever end they publish.
    """

    focus: SocCode
    edge: LatticeEdge
    band: str
    before: Preparation | None
    after: Preparation | None
    schooling: float
    pay: PayChange | None
    outlook: Outlook | None
    shared: tuple[Rating, ...]
    missing: tuple[Gap, ...]
    between: tuple[Between, ...]
    published: tuple[PublishedEdge, ...]


def describe(
    base: KnowledgeBase, focus: SocCode, neighbour: SocCode, area: str = NATION.code
) -> Step:
    """Everything about the step from an occupation to its neighbour.

    Args:
        base: the knowledge base.
        focus: where the person is.
        neighbour: where the step leads.
        area: whose pay to compare; the nation where the area lacks one of the two.

    Raises:
        NoProfile: there is no such step in the lattice.
        UnknownArea: no such area.
    """
    edge = edge_between(base, focus, neighbour)
    before, after = base.preparation(focus), base.preparation(neighbour)
    return Step(
        focus=focus,
        edge=edge,
        band=band(edge.similarity),
        before=before,
        after=after,
        schooling=schooling(before, after),
        pay=pay_change(base, focus, neighbour, area),
        outlook=base.outlook(neighbour),
        shared=shared(base, focus, neighbour),
        missing=missing(base, focus, neighbour),
        between=between(before, after, base.text(focus), base.text(neighbour)),
        published=published(base, focus, neighbour),
    )


def published(base: KnowledgeBase, focus: SocCode, neighbour: SocCode) -> tuple[PublishedEdge, ...]:
    """How states publish a step, seen from either end: compare ``focus`` before reading it."""
    ends = {focus, neighbour}
    rows = (*base.published_edges(focus), *base.published_edges(neighbour))
    return tuple(row for row in rows if {row.focus, row.neighbour} == ends)


def schooling(before: Preparation | None, after: Preparation | None) -> float:
    """Years of school that a step adds, at the usual full-time length."""
    return max(0.0, _years(after) - _years(before))


def _years(known: Preparation | None) -> float:
    return ladder.years(str(known.entry_education.value)) if known else 0.0


def pay_change(
    base: KnowledgeBase, focus: SocCode, neighbour: SocCode, area: str = NATION.code
) -> PayChange | None:
    """Median pay of both, by the year or else by the hour, in one area for both."""
    for place in dict.fromkeys((area, NATION.code)):
        ours, theirs = base.wage(focus, place), base.wage(neighbour, place)
        if not ours or not theirs:
            continue
        for pair in ((ours.annual[50], theirs.annual[50]), (ours.hourly[50], theirs.hourly[50])):
            if all(fact.status in ("", "at least") for fact in pair):
                return PayChange(*pair, _difference(*pair))
    return None


def _difference(ours: Fact, theirs: Fact) -> Fact | None:
    """Theirs less ours; None where a top-coded side leaves it open."""
    if ours.status or theirs.status or ours.period != theirs.period:
        return None
    if not isinstance(ours.value, int | float) or not isinstance(theirs.value, int | float):
        return None
    change = round(theirs.value - ours.value, 2)
    return Fact(
        "pay_change", change, ours.unit, ours.source, ours.period, ours.area, ours.area_code
    )


def shared(
    base: KnowledgeBase, focus: SocCode, neighbour: SocCode, kinds: Iterable[str] = SKILLS
) -> tuple[Rating, ...]:
    """What is rated important in both, the strongest first; ratings of the neighbour.

    Args:
        base: the knowledge base.
        focus: one occupation.
        neighbour: the other.
        kinds: of ratings: "skill", "knowledge", "activity" …
    """
    kinds = tuple(kinds)
    have = _ratings(base, focus, kinds)
    both = [
        (min(rating.importance, have[name].importance), rating)
        for name, rating in _ratings(base, neighbour, kinds).items()
        if name in have
    ]
    strong = sorted((pair for pair in both if pair[0] >= IMPORTANT), key=lambda pair: -pair[0])
    return tuple(rating for _, rating in strong[:SHOWN])


def missing(base: KnowledgeBase, focus: SocCode, neighbour: SocCode) -> tuple[Gap, ...]:
    """Skills and knowledge that matter more there, the widest gap first."""
    have = _ratings(base, focus, SKILLS)
    gaps = [
        Gap(have[name], rating)
        for name, rating in _ratings(base, neighbour, SKILLS).items()
        if name in have and rating.importance >= IMPORTANT
    ]
    wide = sorted((gap for gap in gaps if gap.width >= GAP), key=lambda gap: -gap.width)
    return tuple(wide[:SHOWN])


def _ratings(base: KnowledgeBase, code: SocCode, kinds: Iterable[str]) -> dict[str, Rating]:
    return {rating.element: rating for kind in kinds for rating in base.ratings(code, kind)}


def between(
    before: Preparation | None,
    after: Preparation | None,
    here: OccupationText | None,
    there: OccupationText | None,
) -> tuple[Between, ...]:
    """What to do on the way: schooling, experience and training to add, then our own ideas."""
    return (*_added(before, after), *_ideas(here, there))


def _added(before: Preparation | None, after: Preparation | None) -> tuple[Between, ...]:
    if after is None:
        return ()
    found: list[Between] = []
    level = str(after.entry_education.value)
    if _height(level) > _height(str(before.entry_education.value) if before else None):
        found.append(Between("education", level))
    if after.work_experience.value not in (None, "None"):
        found.append(Between("experience", str(after.work_experience.value)))
    if after.on_the_job_training.value not in (None, "None"):
        found.append(Between("training", str(after.on_the_job_training.value)))
    return tuple(found)


def _height(level: str | None) -> float:
    step = ladder.EDUCATION.get(level or "")
    return step.height if step else 0.0


def _ideas(here: OccupationText | None, there: OccupationText | None) -> tuple[Between, ...]:
    if there is None:
        return ()
    held = set(here.credentials) if here else set()
    licence = [Between("licence", there.license_note)] if there.license != "none" else []
    credentials = [Between("credential", name) for name in there.credentials if name not in held]
    ideas = [Between("try_out", idea) for idea in there.experience_ideas]
    return (*licence, *credentials[:3], *ideas[:2])
