"""What people often believe about a job and its figures tell otherwise, each by a rule.

The figures are measured; that people believe it is not. docs/report.md states the rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.model import NATION, Fact
from knowledge.store import Code, KnowledgeBase
from knowledge.traits import WITHOUT_DEGREE, Trait

MISCONCEPTIONS = (
    "shrinking_means_no_openings",
    "growth_is_all_openings",
    "degree_needed",
    "experience_needed",
    "everyone_earns_alike",
    "one_kind_of_employer",
    "machines_are_certain",
)

SPAN = 10
"""Years of a projection."""
_DEGREES = ("bachelors_degree", "masters_degree", "doctoral_or_professional_degree")
_SOME = 20.0  # percent of workers with a degree, from which people may take it for needed
_PREPARED = 3  # job zone from which people may expect experience to be asked for
_APART = 2.0  # times that the highest tenth earns of what the lowest does
_MOSTLY = 0.5  # share of the jobs
_DISAGREE = 0.4  # on scales from 0 to 1


def misconceptions(base: KnowledgeBase, code: Code, area: str = NATION.code) -> tuple[Trait, ...]:
    """Those whose rule holds, in the order of the list above; pay as in ``area``."""
    rules = (_openings, _preparation, _employers, _machines)
    found = {trait.name: trait for rule in rules for trait in rule(base, code)}
    found |= {trait.name: trait for trait in _pay(base, code, area)}
    return tuple(found[name] for name in MISCONCEPTIONS if name in found)


def _openings(base: KnowledgeBase, code: Code) -> Iterator[Trait]:
    outlook = base.outlook(code)
    if outlook is None or outlook.projected_growth.value is None:
        return
    openings, change = outlook.annual_openings, outlook.employment_change
    if _value(change) < 0:
        yield Trait("shrinking_means_no_openings", (openings, change))
    elif _value(change) / SPAN < _value(openings) / 2:
        yield Trait("growth_is_all_openings", (openings, change))


def _preparation(base: KnowledgeBase, code: Code) -> Iterator[Trait]:
    needed = base.preparation(code)
    if needed is None:
        return
    held = [f for f in base.attainment(code) if f.name.partition(".")[2] in _DEGREES]
    common = sum(map(_value, held)) >= _SOME
    if needed.entry_education.value in WITHOUT_DEGREE and common:
        yield Trait("degree_needed", (needed.entry_education, *held))
    prepared = needed.job_zone is not None and _value(needed.job_zone) >= _PREPARED
    if needed.work_experience.value == "None" and prepared:
        yield Trait("experience_needed", (needed.work_experience,))


def _pay(base: KnowledgeBase, code: Code, area: str) -> Iterator[Trait]:
    wage = base.wage(code, area)
    if wage is None or wage.annual[10].value is None or wage.annual[90].value is None:
        return
    if _value(wage.annual[90]) >= _APART * _value(wage.annual[10]):
        yield Trait("everyone_earns_alike", (wage.annual[10], wage.annual[90]))


def _employers(base: KnowledgeBase, code: Code) -> Iterator[Trait]:
    first, wage = base.industries(code, 1), base.wage(code)
    if first and wage and _value(first[0]) < _MOSTLY * _value(wage.employment):
        yield Trait("one_kind_of_employer", (*first, wage.employment))


def _machines(base: KnowledgeBase, code: Code) -> Iterator[Trait]:
    measured = [fact for fact in base.exposures(code) if fact.value is not None]
    if len(measured) < 2:
        return
    low, high = min(measured, key=_value), max(measured, key=_value)
    if _value(high) - _value(low) >= _DISAGREE:
        yield Trait("machines_are_certain", (low, high))


def _value(fact: Fact) -> float:
    return float(fact.value or 0)
