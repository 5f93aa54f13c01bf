"""The wishes of a search as they were understood, and how the derived ones came about."""

from __future__ import annotations

from collections.abc import Iterator

from actions.deps import Deps
from actions.present import area_name, listed, slug
from actions.words import Joined, Phrase, Value
from knowledge.criteria import Criteria
from knowledge.figures import decimal
from knowledge.finder import Findings


def filters(criteria: Criteria, deps: Deps) -> Joined:
    """Every wish, then the order of the results."""
    ranked = (
        criteria.about or criteria.interests or criteria.strong or criteria.weak
        or criteria.settings or criteria.order != "fit"
    )  # fmt: skip
    order = Phrase(f"utter_order_{criteria.order if ranked else 'openings'}")
    return Joined((*_subjects(criteria), *_limits(criteria, deps), *_rated(criteria), order), "; ")


def _subjects(criteria: Criteria) -> Iterator[Value]:
    for name in ("about", "not_about"):
        subjects = getattr(criteria, name)
        if subjects:
            joined = Joined(tuple(subjects), " / ")
            yield Phrase(f"utter_filter_{name}", {"subjects": joined})
    if criteria.settings:
        places = listed(Phrase(f"utter_setting_{name}") for name in criteria.settings)
        yield Phrase("utter_filter_settings", {"settings": places})


def _limits(criteria: Criteria, deps: Deps) -> Iterator[Value]:
    for name in ("pay_at_least", "pay_at_most"):
        amount = getattr(criteria, name)
        if amount is not None:
            yield Phrase(f"utter_filter_{name}", _pay(criteria, amount, deps))
    yield from _schooling(criteria.education_at_least, criteria.education_at_most)


def _schooling(least: str | None, most: str | None) -> Iterator[Value]:
    bounds = {"just": least} if least == most else {"at_least": least, "at_most": most}
    for bound, level in bounds.items():
        if level:
            values = {"level": Phrase(f"utter_education_{slug(level)}")}
            yield Phrase(f"utter_filter_education_{bound}", values)


def _rated(criteria: Criteria) -> Iterator[Value]:
    if criteria.interests:
        names = listed(Phrase(f"utter_letter_{letter.lower()}") for letter in criteria.interests)
        yield Phrase("utter_filter_interests", {"interests": names})
    for side in ("strong", "weak"):
        subjects = [_rating(name) for name in getattr(criteria, side)]
        if subjects:
            yield Phrase(f"utter_filter_{side}", {"subjects": listed(subjects)})


def _pay(criteria: Criteria, amount: int, deps: Deps) -> dict[str, Value]:
    area = deps.knowledge.area(criteria.area)
    period = next(s.period for s in deps.knowledge.sources() if s.key == "bls_oews")
    return {
        "amount": f"${decimal(amount)}",
        "area": area_name(area.code, area.name),
        "period": period,
    }


def _rating(name: str) -> Value:
    """``skill.writing`` -> ``writing``; names of O*NET descriptors stand as they are."""
    return name.rpartition(".")[2].replace("_", " ")


def derived(found: Findings) -> Value:
    """How it was worked out that the jobs are about a subject, or in a setting."""
    criteria = found.criteria
    said: list[Value] = []
    if criteria.about:
        sources = listed(Phrase(f"utter_witness_{name}") for name in found.witnesses)
        said.append(Phrase("utter_find_jobs_derived_about", {"sources": sources}))
    if criteria.settings:
        said.append(Phrase("utter_find_jobs_derived_settings"))
    return Joined(tuple(said), " ") if said else ""
