"""An occupation's profile as data: one page of facts, our own text, and derived traits.

Nothing here is prose; whoever renders it (page, card, PDF) brings the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge.environment import Environment, environment
from knowledge.model import (
    NATION,
    Area,
    Fact,
    Lattice,
    Occupation,
    OccupationText,
    Outlook,
    Preparation,
    Rating,
    Source,
    Wage,
)
from knowledge.queries.facts import outlook_facts, preparation_facts, wage_facts
from knowledge.store import Code, KnowledgeBase
from knowledge.traits import Trait, traits

_SKILLS, _TECHNOLOGIES, _INDUSTRIES, _NEIGHBOURS = 8, 10, 5, 5


@dataclass(frozen=True, slots=True)
class Report:
    """A profile of an occupation in an area, as of a day.

    Attributes:
        key_facts: median pay, jobs, growth, openings, entry education, job zone: what exists.
        wage, outlook, preparation: None where BLS publishes none.
        text: our own words: summary, duties, steps, licence note; None where we have none.
        lattice: at most five neighbours in each direction.
        sources: the releases behind the figures.
    """

    occupation: Occupation
    area: Area
    made_on: date
    key_facts: tuple[Fact, ...]
    wage: Wage | None
    outlook: Outlook | None
    preparation: Preparation | None
    attainment: tuple[Fact, ...]
    text: OccupationText | None
    interests: tuple[Rating, ...]
    skills: tuple[Rating, ...]
    knowledge: tuple[Rating, ...]
    styles: tuple[Rating, ...]
    technologies: tuple[Fact, ...]
    industries: tuple[Fact, ...]
    majors: tuple[Fact, ...]
    exposures: tuple[Fact, ...]
    environment: Environment
    strengths: tuple[Trait, ...]
    challenges: tuple[Trait, ...]
    lattice: Lattice
    sources: tuple[Source, ...]

    def facts(self) -> tuple[Fact, ...]:
        """Every figure in the report, for a reader that checks them."""
        found = list(self.key_facts)
        found += wage_facts(self.wage) if self.wage else ()
        found += outlook_facts(self.outlook) if self.outlook else ()
        found += preparation_facts(self.preparation) if self.preparation else ()
        rated = (*self.interests, *self.skills, *self.knowledge, *self.styles)
        found += (rating.fact for rating in rated)
        lists = (self.attainment, self.technologies, self.industries, self.majors, self.exposures)
        found += (fact for facts in lists for fact in facts)
        return tuple(dict.fromkeys(found))


def report(
    base: KnowledgeBase, code: Code, area: str = NATION.code, made_on: date | None = None
) -> Report:
    """The profile of an occupation.

    Raises:
        UnknownOccupation, UnknownArea: the knowledge base does not hold them.
    """
    wage, outlook = base.wage(code, area), base.outlook(code)
    preparation = base.preparation(code)
    strengths, challenges = traits(base, code, area)
    return Report(
        occupation=base.occupation(code),
        area=base.area(area),
        made_on=made_on or date.today(),
        key_facts=key_facts(wage, outlook, preparation),
        wage=wage,
        outlook=outlook,
        preparation=preparation,
        attainment=base.attainment(code),
        text=base.text(code),
        interests=base.interests(code),
        skills=base.ratings(code, "skill", _SKILLS),
        knowledge=base.ratings(code, "knowledge", _SKILLS),
        styles=base.ratings(code, "style", _SKILLS),
        technologies=base.technologies(code, _TECHNOLOGIES),
        industries=base.industries(code, _INDUSTRIES),
        majors=base.majors_of(code),
        exposures=base.exposures(code),
        environment=environment(base, code),
        strengths=strengths,
        challenges=challenges,
        lattice=_nearest(base.lattice(code)),
        sources=base.sources(),
    )


def key_facts(
    wage: Wage | None, outlook: Outlook | None, preparation: Preparation | None
) -> tuple[Fact, ...]:
    """What stands at the top: pay, jobs, growth, openings, entry education, job zone."""
    found: list[Fact] = []
    if wage:
        found.append(wage.hourly[50] if wage.annual[50].value is None else wage.annual[50])
    if outlook:
        found += [outlook.employment, outlook.projected_growth, outlook.annual_openings]
    if preparation:
        found.append(preparation.entry_education)
        found += [preparation.job_zone] if preparation.job_zone else []
    return tuple(found)


def _nearest(lattice: Lattice) -> Lattice:
    return Lattice(
        lattice.focus,
        lattice.advance[:_NEIGHBOURS],
        lattice.transfer[:_NEIGHBOURS],
        lattice.feeders[:_NEIGHBOURS],
    )
