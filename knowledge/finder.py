"""Jobs by pay, education, growth, openings, interests, skills, subject, setting and major.

Pay, education, growth, openings, major and job zone let an occupation in or not; subjects,
settings, interests and skills also rank. Searched are the detailed occupations of SOC 2018: a BLS
figure shown as a reason is their own, or names its group.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from knowledge.criteria import EDUCATION, LETTERS, Criteria
from knowledge.errors import InvalidCriteria
from knowledge.finder_subjects import Subjects
from knowledge.model import Fact, Occupation
from knowledge.queries import bulk
from knowledge.queries.reader import slug
from knowledge.settings import in_setting
from knowledge.store import KnowledgeBase
from knowledge.subjects import Likeness, no_likeness

# Importance on O*NET's scale: 3 is "important", 2 "somewhat important".
STRONG_FROM, WEAK_UP_TO = 3.5, 2.5
MIDDLE = 4.0
"""Of the scale of interests, 1-7."""
ABILITY_KINDS = ("skill", "knowledge", "ability", "activity")

Test = Callable[[Occupation], bool]
Score = Callable[[Occupation], float]


@dataclass(frozen=True, slots=True)
class Found:
    """An occupation that matched; ``fit`` is 0-1, ``reasons`` say why."""

    occupation: Occupation
    fit: float
    reasons: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """One page of results and how many there are in all.

    Attributes:
        unknown: subjects that no occupation is about.
        witnesses: what says that the results are about the subjects (``knowledge.subjects``).
    """

    criteria: Criteria
    total: int
    results: tuple[Found, ...]
    unknown: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()


def find(
    base: KnowledgeBase,
    criteria: Criteria,
    limit: int = 5,
    offset: int = 0,
    likeness: Likeness = no_likeness,
) -> Findings:
    """Occupations that meet all criteria, best first.

    Args:
        base: the knowledge base.
        criteria: what is wished for.
        limit: most results of this page.
        offset: results before it.
        likeness: how near our descriptions are to a subject; without it, words alone decide.

    Raises:
        InvalidCriteria: a skill is unknown.
        UnknownArea: no wages are published for the area.
    """
    base.area(criteria.area)
    subjects = Subjects.of(base.reader, criteria, likeness)
    tests = (*_tests(base, criteria), *subjects.tests())
    scores = (*_scores(base, criteria), *subjects.scores())
    matching = [o for o in _searched(base) if all(test(o) for test in tests)]
    fits = {o.code: _mean([score(o) for score in scores]) for o in matching}
    order = _order(base, criteria)
    matching.sort(key=lambda o: (*order(o, fits[o.code]), o.code))
    page = matching[offset : offset + limit]
    results = tuple(Found(o, fits[o.code], tuple(_reasons(base, criteria, o))) for o in page)
    return Findings(criteria, len(matching), results, subjects.unknown(), subjects.witnesses(page))


def _searched(base: KnowledgeBase) -> Iterator[Occupation]:
    for occupation in base.occupations():
        if occupation.kind == "detailed" and occupation.code.detail == "00":
            yield occupation


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 1.0


def _weighted(values: list[float]) -> float:
    """A mean in which the first of n values counts n times, the last once."""
    weights = range(len(values), 0, -1)
    return sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)


# What lets an occupation in


def _tests(base: KnowledgeBase, criteria: Criteria) -> Iterator[Test]:
    yield from _pay_tests(base, criteria)
    yield from _projection_tests(base, criteria)
    if criteria.major:
        codes = {o.code for o in base.occupations_of_major(criteria.major)}
        yield lambda occupation: occupation.code in codes
    low, high = criteria.zone_at_least or 1, criteria.zone_at_most or 5
    if (low, high) != (1, 5):
        yield lambda o: o.job_zone is not None and low <= o.job_zone <= high
    yield from _interest_tests(base, criteria)
    for name in criteria.settings:
        places = in_setting(base.reader, name)
        yield lambda o, places=places: o.code.onet in places  # type: ignore[misc]
    for name in criteria.strong:
        yield _ability_test(base, name, lambda value: value >= STRONG_FROM)
    for name in criteria.weak:
        yield _ability_test(base, name, lambda value: value <= WEAK_UP_TO)


def _pay_tests(base: KnowledgeBase, criteria: Criteria) -> Iterator[Test]:
    if criteria.pay_at_least is criteria.pay_at_most is None and criteria.order != "pay":
        return
    medians = bulk.annual_medians(base.reader, criteria.area.strip().upper())
    low = criteria.pay_at_least or 0
    high = math.inf if criteria.pay_at_most is None else criteria.pay_at_most
    yield lambda o: o.bls_code in medians and low <= medians[o.bls_code] <= high


def _projection_tests(base: KnowledgeBase, criteria: Criteria) -> Iterator[Test]:
    rows = bulk.projections(base.reader)

    def at_least(column: str, least: float) -> Test:
        return lambda o: o.bls_code in rows and (rows[o.bls_code][column] or -math.inf) >= least

    if criteria.growth_at_least is not None:
        yield at_least("growth", criteria.growth_at_least)
    if criteria.openings_at_least is not None:
        yield at_least("openings", criteria.openings_at_least)
    levels = criteria.education_levels
    if levels != EDUCATION:
        yield lambda o: o.bls_code in rows and rows[o.bls_code]["entry_education"] in levels


def _interest_tests(base: KnowledgeBase, criteria: Criteria) -> Iterator[Test]:
    """Asked letters are among the three highest, the first above the middle; a profile agrees."""
    scores = bulk.interests(base.reader)
    if criteria.interests:
        wanted = [LETTERS.index(letter) for letter in criteria.interests]
        yield (
            lambda o: (
                o.code.onet in scores
                and set(wanted) <= set(_top(scores[o.code.onet]))
                and scores[o.code.onet][wanted[0]] >= MIDDLE
            )
        )
    if criteria.profile:
        yield lambda o: o.code.onet in scores and _agreement(base, criteria, o) > 0


def _top(scores: tuple[float, ...]) -> list[int]:
    return sorted(range(len(scores)), key=lambda place: -scores[place])[:3]


def _ability_test(base: KnowledgeBase, name: str, passes: Callable[[float], bool]) -> Test:
    columns = [bulk.importance(base.reader, element) for element, _, _ in resolve(base, name)]

    def test(occupation: Occupation) -> bool:
        values = [c[occupation.code.onet] for c in columns if occupation.code.onet in c]
        return bool(values) and passes(max(values))

    return test


def resolve(base: KnowledgeBase, name: str) -> tuple[tuple[str, str, str], ...]:
    """Descriptors that a name means: "mathematics" is a skill and a knowledge, both count.

    Raises:
        InvalidCriteria: there is none.
    """
    kind, _, tail = name.rpartition(".")
    found = tuple(
        element
        for element in bulk.elements(base.reader)
        if element[1] in ABILITY_KINDS and element[1] == (kind or element[1])
        if slug(element[2]) == slug(tail)
    )
    if not found:
        expected = "an O*NET skill, knowledge, ability or activity such as mathematics"
        raise InvalidCriteria("a skill", name, expected)
    return found


# What ranks


def _scores(base: KnowledgeBase, criteria: Criteria) -> Iterator[Score]:
    interests = bulk.interests(base.reader)
    if criteria.interests:
        letters = [LETTERS.index(letter) for letter in criteria.interests]
        yield lambda o: _weighted([interests[o.code.onet][place] / 7 for place in letters])
    if criteria.profile:
        yield lambda o: _agreement(base, criteria, o)
    for name in criteria.settings:
        places = in_setting(base.reader, name)
        yield lambda o, places=places: places[o.code.onet]  # type: ignore[misc]
    for name in criteria.strong:
        value = _best_importance(base, name)
        yield lambda o, value=value: value(o) / 5  # type: ignore[misc]
    for name in criteria.weak:
        value = _best_importance(base, name)
        yield lambda o, value=value: 1 - value(o) / 5  # type: ignore[misc]


def _agreement(base: KnowledgeBase, criteria: Criteria, occupation: Occupation) -> float:
    """Correlation of a person's six scores with the occupation's, -1 to 1."""
    return _correlation(criteria.profile, bulk.interests(base.reader)[occupation.code.onet])


def _correlation(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    mean_1, mean_2 = sum(first) / len(first), sum(second) / len(second)
    around_1, around_2 = [x - mean_1 for x in first], [y - mean_2 for y in second]
    spread = math.sqrt(sum(x * x for x in around_1) * sum(y * y for y in around_2))
    return sum(x * y for x, y in zip(around_1, around_2, strict=True)) / spread if spread else 0.0


def _best_importance(base: KnowledgeBase, name: str) -> Score:
    columns = [bulk.importance(base.reader, element) for element, _, _ in resolve(base, name)]
    return lambda o: max(column.get(o.code.onet, 0.0) for column in columns)


def _order(
    base: KnowledgeBase, criteria: Criteria
) -> Callable[[Occupation, float], tuple[float, ...]]:
    medians = bulk.annual_medians(base.reader, criteria.area.strip().upper())
    rows = bulk.projections(base.reader)

    def projected(occupation: Occupation, column: str) -> float:
        row = rows.get(occupation.bls_code)
        return row[column] if row and row[column] is not None else -math.inf

    by: dict[str, Score] = {
        "pay": lambda o: medians.get(o.bls_code, -math.inf),
        "growth": lambda o: projected(o, "growth"),
        "openings": lambda o: projected(o, "openings"),
    }
    if criteria.order == "fit":
        return lambda o, fit: (-round(fit, 3), -by["openings"](o))
    return lambda o, fit: (-by[criteria.order](o), -fit)


# What is said


def _reasons(base: KnowledgeBase, criteria: Criteria, occupation: Occupation) -> Iterator[Fact]:
    """The facts behind a match: for each wish the figure that met it."""
    code = occupation.code
    wage = base.wage(code, criteria.area)
    if wage and wage.annual[50].value is not None:
        yield wage.annual[50]
    outlook, needed = base.outlook(code), base.preparation(code)
    if outlook:
        yield from (outlook.projected_growth, outlook.annual_openings)
    if needed:
        yield needed.entry_education
    if needed and needed.job_zone and (criteria.zone_at_least or criteria.zone_at_most):
        yield needed.job_zone
    if criteria.interests or criteria.profile:
        ranked = sorted(base.interests(code), key=lambda rating: -rating.importance)
        yield from (rating.fact for rating in ranked[:3])
    for name in (*criteria.strong, *criteria.weak):
        yield from _ability_facts(base, occupation, name)
    if criteria.major:
        majors = base.majors_of(code)
        yield from (fact for fact in majors if str(fact.value).startswith(criteria.major))


def _ability_facts(base: KnowledgeBase, occupation: Occupation, name: str) -> Iterator[Fact]:
    for element, kind, _ in resolve(base, name):
        for rating in base.ratings(occupation.code, kind):
            if rating.element == element:
                yield rating.fact
