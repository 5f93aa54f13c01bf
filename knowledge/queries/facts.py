"""Every fact we hold about an occupation, in one stream; docs/facts.md lists the names."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.model import Area, Fact, Occupation, Outlook, Preparation, Wage
from knowledge.queries import descriptors, exposure, majors, occupations, outlook, pay, technology
from knowledge.queries.reader import Reader


def facts(reader: Reader, occupation: Occupation, area: Area, nation: Area) -> Iterator[Fact]:
    """Facts about an occupation; wages in ``area``, everything else is national."""
    yield from _identity(reader, occupation)
    yield from _pay(reader, occupation, area)
    yield from _prospects(reader, occupation)
    yield from _ratings(reader, occupation)
    code = occupation.code
    yield from technology.technologies(reader, code)
    yield from technology.tools(reader, code)
    yield from majors.majors_of(reader, code)
    yield from exposure.exposures(reader, occupation)
    yield from technology.related(reader, code)
    yield from technology.detailed_activities(reader, code)
    for fact in pay.every_industry(reader, occupation, nation):
        yield fact
        yield _industry(reader, fact)


def _identity(reader: Reader, occupation: Occupation) -> Iterator[Fact]:
    yield reader.onet_fact("title", occupation.title, "name")
    yield from technology.titles(reader, occupation.code)
    yield from majors.clusters(reader, occupation.code)
    yield from occupations.handbook(reader, occupation.code)


def _pay(reader: Reader, occupation: Occupation, area: Area) -> Iterator[Fact]:
    wage = pay.wage(reader, occupation, area)
    yield from wage_facts(wage) if wage else pay.unpublished(reader, occupation, area)
    everyone = pay.median_all_occupations(reader, area)
    if everyone:
        yield everyone


def wage_facts(wage: Wage) -> Iterator[Fact]:
    """Every figure of a wage: jobs, annual and hourly percentiles, then the means."""
    yield wage.employment
    yield from wage.annual.values()
    yield from wage.hourly.values()
    yield wage.annual_mean
    yield wage.hourly_mean


def _prospects(reader: Reader, occupation: Occupation) -> Iterator[Fact]:
    found = outlook.outlook(reader, occupation)
    if found:
        yield from outlook_facts(found)
    yield from outlook.workforce(reader, occupation)
    needed = outlook.preparation(reader, occupation)
    if needed:
        yield from preparation_facts(needed)
    elif zone := outlook.job_zone(reader, occupation):
        yield zone
    yield from outlook.attainment(reader, occupation)
    yield from descriptors.required_education(reader, occupation.code)


def outlook_facts(found: Outlook) -> tuple[Fact, ...]:
    """The figures of an outlook, in the order readers want them."""
    return (
        found.employment,
        found.employment_projected,
        found.employment_change,
        found.projected_growth,
        found.growth_all_occupations,
        found.annual_openings,
    )


def preparation_facts(needed: Preparation) -> tuple[Fact, ...]:
    """Entry education, experience, training and, where rated, the job zone."""
    named = (needed.entry_education, needed.work_experience, needed.on_the_job_training)
    return named if needed.job_zone is None else (*named, needed.job_zone)


def _ratings(reader: Reader, occupation: Occupation) -> Iterator[Fact]:
    for kind in descriptors.SCALES:
        rated = (
            descriptors.interests(reader, occupation.code)
            if kind == "interest"
            else descriptors.ratings(reader, occupation.code, kind)
        )
        for rating in rated:
            yield rating.fact
            level = descriptors.level_fact(rating, kind)
            if level:
                yield level


def _industry(reader: Reader, fact: Fact) -> Fact:
    code = fact.name.partition(".")[2]
    name = pay.industry_name(reader, code)
    return Fact(f"industry.{code}", name, "name", fact.source, fact.period, group=fact.group)
