"""find_jobs: jobs by pay, schooling, growth, openings, interests, subjects and weaknesses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.deps import Deps
from actions.memory import remember
from actions.present import area_name, figure, listed, numbered, slug
from actions.reply import Button, Reply, button, payload
from actions.talk import Replies, Talk
from actions.understanding.places import find_place
from actions.understanding.wishes import parse
from actions.words import Joined, Phrase, Value
from knowledge.criteria import Criteria
from knowledge.errors import InvalidCriteria
from knowledge.figures import decimal
from knowledge.finder import Findings, Found, find
from knowledge.model import Fact

PAGE = 4
_TUPLES = ("strong", "weak", "profile")
_REFUSALS = ("pay_at_least", "pay_at_most")
_LABELS = {"projected_growth": "utter_row_growth", "annual_openings": "utter_row_openings"}
_FACT_OF_ORDER = {
    "growth": "projected_growth",
    "openings": "annual_openings",
    "pay": "annual_wage_median",
}


def handle(talk: Talk) -> Replies:
    """Search, or ask for a wish; a follow-up adds its wishes to those before."""
    turn = talk.turn
    place = find_place(turn, talk.deps)
    wishes = {**(turn.memory.get("state") or _earlier(talk)), **parse(turn.typed)}
    if not wishes:
        return (_need(),)
    if wishes.get("weak") and not wishes.get("order"):
        wishes["order"] = "pay"  # by least need of a skill, the plainest jobs would lead
    if place.kind in ("stated", "part", "remembered"):
        wishes["area"] = place.area.code
    try:
        criteria = to_criteria(wishes)
        found = find(talk.deps.knowledge, criteria, PAGE, turn.page * PAGE)
    except InvalidCriteria as error:
        return (_refused(error),)
    reply = present(found, talk.deps, turn.page)
    return (remember(reply, "find_jobs", turn, wishes),)


def _earlier(talk: Talk) -> Mapping[str, Any]:
    """The wishes of the search that a follow-up adds to."""
    last = talk.turn.last
    continues = talk.turn.intent == "follow_up" and last.get("topic") == "find_jobs"
    return (last.get("state") or {}) if continues else {}


def to_criteria(wishes: Mapping[str, Any]) -> Criteria:
    """Criteria from remembered wishes, where JSON made lists of tuples.

    Raises:
        InvalidCriteria: nothing is wished for, or a wish is absurd.
    """
    given: dict[str, Any] = {k: tuple(v) if k in _TUPLES else v for k, v in wishes.items()}
    return Criteria(**given)


def _need() -> Reply:
    """How to say a wish."""
    buttons = (button("quiz"), button("help"))
    return Reply("utter_find_jobs_need", buttons=buttons, slots={"pending": "find_jobs"})


def _refused(error: InvalidCriteria) -> Reply:
    """Which wish makes no sense, and what would."""
    known = error.what if error.what in _REFUSALS else "other"
    buttons = (button("quiz"), button("help"))
    return Reply(f"utter_find_jobs_invalid_{known}", buttons=buttons)


def present(found: Findings, deps: Deps, page: int) -> Reply:
    """Up to four results, why each matched, the filters echoed, how many there are."""
    criteria = found.criteria
    if not found.results:
        response = "utter_no_more" if page else "utter_find_jobs_none"
        return Reply(
            response, {"filters": filters(criteria, deps)}, buttons=(button("quiz"), button("help"))
        )
    values: dict[str, Value] = {
        "filters": filters(criteria, deps),
        "count": str(found.total),
        "results": numbered(_line(one, criteria) for one in found.results),
    }
    return Reply(
        "utter_find_jobs",
        values,
        tuple(dict.fromkeys(fact for one in found.results for fact in one.reasons)),
        list_card(found),
        tuple(
            Button(one.occupation.title, payload("overview", occupation=one.occupation.code.onet))
            for one in found.results[:4]
        ),
        area=criteria.area,
        more=found.total > (page + 1) * PAGE,
    )


def list_card(found: Findings) -> dict[str, Any]:
    """The list card."""
    return {
        "type": "list",
        "count": found.total,
        "items": [
            {
                "code": one.occupation.code.onet,
                "title": one.occupation.title,
                "facts": [fact.to_wire() for fact in one.reasons],
            }
            for one in found.results
        ],
    }


def _line(found: Found, criteria: Criteria) -> Value:
    fact = telling(found, criteria)
    title = found.occupation.title
    if fact is None:
        return title
    said: Value = figure(fact)
    if fact.name in _LABELS:
        said = Joined((Phrase(_LABELS[fact.name]), said), " ")
    return Phrase("utter_named", {"name": title, "figure": said})


def telling(found: Found, criteria: Criteria) -> Fact | None:
    """The figure that says most about a match: that of the order, else pay."""
    wanted = _FACT_OF_ORDER.get(criteria.order, "annual_wage_median")
    named = [fact for fact in found.reasons if fact.name == wanted]
    return named[0] if named else next(iter(found.reasons), None)


def filters(criteria: Criteria, deps: Deps) -> Joined:
    """The wishes as they were understood."""
    found: list[Value] = []
    for name in ("pay_at_least", "pay_at_most"):
        amount = getattr(criteria, name)
        if amount is not None:
            found.append(Phrase(f"utter_filter_{name}", _pay(criteria, amount, deps)))
    if criteria.education_at_most:
        level = _level(criteria.education_at_most)
        found.append(Phrase("utter_filter_education", {"level": level}))
    if criteria.interests:
        names = listed(Phrase(f"utter_letter_{letter.lower()}") for letter in criteria.interests)
        found.append(Phrase("utter_filter_interests", {"interests": names}))
    for side in ("strong", "weak"):
        subjects = [_subject(name) for name in getattr(criteria, side)]
        if subjects:
            found.append(Phrase(f"utter_filter_{side}", {"subjects": listed(subjects)}))
    ranked = criteria.interests or criteria.strong or criteria.weak or criteria.order != "fit"
    found.append(Phrase(f"utter_order_{criteria.order if ranked else 'openings'}"))
    return Joined(tuple(found), "; ")


def _pay(criteria: Criteria, amount: int, deps: Deps) -> dict[str, Value]:
    area = deps.knowledge.area(criteria.area)
    period = next(s.period for s in deps.knowledge.sources() if s.key == "bls_oews")
    return {
        "amount": f"${decimal(amount)}",
        "area": area_name(area.code, area.name),
        "period": period,
    }


def _level(level: str) -> Value:
    return Phrase(f"utter_education_{slug(level)}")


def _subject(name: str) -> Value:
    """``skill.writing`` -> ``writing``; names of O*NET descriptors stand as they are."""
    return name.rpartition(".")[2].replace("_", " ")
