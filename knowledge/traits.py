"""Strengths and challenges of an occupation, each by a rule over figures.

A trait is a name with the facts that made it; its words stand with the dialogue's responses.
docs/report.md states the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.criteria import EDUCATION
from knowledge.model import NATION, Fact
from knowledge.store import Code, KnowledgeBase

STRENGTHS = (
    "many_openings",
    "growing_faster_than_average",
    "pay_above_all_occupations",
    "entry_without_degree",
    "training_on_the_job",
    "several_next_steps",
)
CHALLENGES = (
    "few_openings",
    "shrinking",
    "pay_below_all_occupations",
    "long_preparation",
    "licence_usual",
    "exposed_to_automation",
)

WITHOUT_DEGREE = EDUCATION[:4]
_LONG = EDUCATION[6:]
_LICENSED = ("most_states", "all_states", "federal")
_SEVERAL_STEPS = 5
_FEW_OPENINGS = 5_000  # a year, in the nation
# "High risk" in Frey & Osborne's own words; half the tasks for the measures of shares.
_HIGH_EXPOSURE = {"frey_osborne_2013": 0.7, "eloundou_2023_human": 0.5}


@dataclass(frozen=True, slots=True)
class Trait:
    """A strength or challenge by name, and the facts behind it."""

    name: str
    basis: tuple[Fact, ...]


def traits(
    base: KnowledgeBase, code: Code, area: str = NATION.code
) -> tuple[tuple[Trait, ...], tuple[Trait, ...]]:
    """Strengths and challenges, in the order of the lists above; pay as in ``area``."""
    found = {
        trait.name: trait
        for rule in (_openings, _growth, _preparation, _ways, _licence, _exposure)
        for trait in rule(base, code)
    }
    found |= {trait.name: trait for trait in _pay(base, code, area)}

    def listed(names: tuple[str, ...]) -> tuple[Trait, ...]:
        return tuple(found[name] for name in names if name in found)

    return listed(STRENGTHS), listed(CHALLENGES)


def _openings(base: KnowledgeBase, code: Code) -> Iterator[Trait]:
    """Many for the size of the occupation; few only where they are few in number too."""
    outlook, rates = base.outlook(code), base.openings_rates(code)
    if outlook is None or not rates:
        return
    own, everyone = (float(rate.value or 0) for rate in rates)
    openings = outlook.annual_openings
    if own > everyone:
        yield Trait("many_openings", (openings, *rates))
    elif float(openings.value or 0) < _FEW_OPENINGS:
        yield Trait("few_openings", (openings, *rates))


def _growth(base: KnowledgeBase, code: Code) -> Iterator[Trait]:
    outlook = base.outlook(code)
    if outlook is None or outlook.projected_growth.value is None:
        return
    basis = (outlook.projected_growth, outlook.growth_all_occupations)
    own, everyone = (float(fact.value or 0) for fact in basis)
    if own < 0:
        yield Trait("shrinking", basis)
    elif own > everyone:
        yield Trait("growing_faster_than_average", basis)


def _pay(base: KnowledgeBase, code: Code, area: str) -> Iterator[Trait]:
    wage, everyone = base.wage(code, area), base.median_all_occupations(area)
    if wage is None or everyone is None or wage.annual[50].value is None:
        return
    basis = (wage.annual[50], everyone)
    above = float(wage.annual[50].value) >= float(everyone.value or 0)
    yield Trait("pay_above_all_occupations" if above else "pay_below_all_occupations", basis)


def _preparation(base: KnowledgeBase, code: Code) -> Iterator[Trait]:
    needed = base.preparation(code)
    if needed is None:
        return
    education, training = needed.entry_education, needed.on_the_job_training
    if education.value in WITHOUT_DEGREE:
        yield Trait("entry_without_degree", (education,))
    if education.value in _LONG:
        yield Trait("long_preparation", (education,))
    if training.value not in (None, "None"):
        yield Trait("training_on_the_job", (training,))


def _ways(base: KnowledgeBase, code: Code) -> Iterator[Trait]:
    steps = base.lattice(code)
    solid = [edge for edge in (*steps.advance, *steps.transfer) if edge.solid]
    if len(solid) >= _SEVERAL_STEPS:
        yield Trait("several_next_steps", ())


def _licence(base: KnowledgeBase, code: Code) -> Iterator[Trait]:
    text = base.text(code)
    if text and text.license in _LICENSED:
        yield Trait("licence_usual", ())


def _exposure(base: KnowledgeBase, code: Code) -> Iterator[Trait]:
    """Where at least one measure is high; the basis shows every measure, for they disagree."""
    measures = base.exposures(code)
    limits = {f"ai_exposure.{name}": limit for name, limit in _HIGH_EXPOSURE.items()}
    if any(float(m.value or 0) >= limits.get(m.name, 2) for m in measures):
        yield Trait("exposed_to_automation", measures)
