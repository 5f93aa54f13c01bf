"""find_jobs: jobs by subject, pay, schooling, growth, openings, interests, setting, weakness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.career.question import place_note, shown
from actions.memory import remember
from actions.names import MAJOR
from actions.present import figure, numbered, slug
from actions.reply import Button, Reply, button, job_button, payload
from actions.search.filters import derived, filters
from actions.search.joining import joined
from actions.talk import Replies, Talk
from actions.understanding.focus import without
from actions.understanding.places import Place, find_place
from actions.understanding.senses import senses
from actions.understanding.turn import Turn
from actions.understanding.wishes import SCHOOLING, browses, not_measured, only_limits, parse
from actions.words import Joined, Phrase, Value
from knowledge.criteria import Criteria
from knowledge.errors import InvalidCriteria
from knowledge.figures import decimal
from knowledge.finder import Findings, Found, find
from knowledge.model import Fact

PAGE = 4
_TUPLES = ("strong", "weak", "profile", "about", "not_about", "settings")
_REFUSALS = ("pay_at_least", "pay_at_most")
_LABELS = {"projected_growth": "utter_row_growth", "annual_openings": "utter_row_openings"}
_FACT_OF_ORDER = {
    "growth": "projected_growth",
    "openings": "annual_openings",
    "pay": "annual_wage_median",
}
_ASKING = ("find_jobs", "degree_to_jobs")
"""Intents whose words, where nothing else explains them, name a subject."""


def handle(talk: Talk) -> Replies:
    """Search, or ask for a wish; a follow-up adds its wishes to those before."""
    turn = talk.turn
    place = find_place(turn, talk.deps)
    text = without(turn.typed, place.spans)
    wishes = _wishes(talk, text)
    notes = _notes(text, place)
    if not wishes:
        return (_fields(talk),) if browses(text) else (_need(notes),)
    if turn.typed and (meant := _two_sensed(wishes)):
        return (_which_sense(meant),)
    if wishes.get("weak") and not wishes.keys() & {"order", "strong", "about", "interests"}:
        wishes["order"] = "pay"  # by least need of a skill, the plainest jobs would lead
    if place.is_known:
        wishes["area"] = place.area.code
    reply = _search(talk, wishes, notes)
    if place.is_stated:
        reply = replace(reply, slots={"area": place.area.code, **reply.slots})
    return (reply,)


def _wishes(talk: Talk, text: str) -> dict[str, Any]:
    """Those of this turn, added to those of the search that it continues."""
    turn = talk.turn
    if turn.memory.get("state"):  # "show more", or the same in another place
        return joined(turn.memory["state"], parse(text), text)
    named = [entity.value for entity in turn.named(MAJOR)] if turn.is_payload else []
    new = {"about": named} if named else parse(text, any_subject=turn.intent in _ASKING)
    return joined(_earlier(turn), new, text)


def _earlier(turn: Turn) -> Mapping[str, Any]:
    """The search that this turn goes on with: by a follow-up, or by a limit without a subject."""
    if turn.last.get("topic") != "find_jobs":
        return {}
    goes_on = turn.intent == "follow_up" or only_limits(turn.typed)
    return (turn.last.get("state") or {}) if goes_on else {}


def _notes(text: str, place: Place) -> tuple[Value, ...]:
    """What of the question cannot be answered: a place without figures, wishes nobody measures."""
    kinds = [Phrase(f"utter_not_measured_{kind}") for kind in not_measured(text)]
    unmeasured = Phrase("utter_find_jobs_not_measured", {"wishes": Joined(tuple(kinds), ", ")})
    return (place_note(place), unmeasured if kinds else "")


def _search(talk: Talk, wishes: dict[str, Any], notes: tuple[Value, ...]) -> Reply:
    """The results; a subject that no job is about is left out, and named."""
    try:
        found = look(talk, wishes)
        if found.unknown:
            known = [name for name in wishes["about"] if name not in found.unknown]
            wishes = {k: v for k, v in (wishes | {"about": known}).items() if v}
            if not wishes.keys() - {"area", "order"}:
                return _unknown(found.unknown, talk.turn.typed)
            notes = (*notes, _unknown(found.unknown, talk.turn.typed).phrase)
            found = look(talk, wishes)
    except InvalidCriteria as error:
        return refused(error, wishes)
    if not found.results:
        return _nothing(talk, wishes, found)
    return remember(present(found, talk, notes), "find_jobs", talk.turn, wishes)


def look(talk: Talk, wishes: Mapping[str, Any], most: int = PAGE) -> Findings:
    """One page of the jobs that fit remembered wishes.

    Raises:
        InvalidCriteria: nothing is wished for, or a wish is absurd.
    """
    offset = talk.turn.page * PAGE if most else 0
    criteria = to_criteria(wishes)
    return find(talk.deps.knowledge, criteria, most, offset, talk.deps.matcher.likeness)


def to_criteria(wishes: Mapping[str, Any]) -> Criteria:
    """Criteria from remembered wishes, where JSON made lists of tuples.

    Raises:
        InvalidCriteria: nothing is wished for, or a wish is absurd.
    """
    given: dict[str, Any] = {k: tuple(v) if k in _TUPLES else v for k, v in wishes.items()}
    return Criteria(**given)


# Where there is nothing to list


def _two_sensed(wishes: Mapping[str, Any]) -> str:
    """The only wish, where it is a subject that may mean several things; else ""."""
    subjects: list[str] = wishes["about"] if wishes.keys() == {"about"} else []
    return subjects[0] if len(subjects) == 1 and senses(subjects[0]) else ""


def _which_sense(subject: str) -> Reply:
    buttons = tuple(
        Button(Phrase(f"utter_subject_{name}"), payload("find_jobs", major=name))
        for name in senses(subject)
    )
    return Reply("utter_find_jobs_senses", {"subject": shown(subject)}, buttons=buttons)


def _need(notes: tuple[Value, ...]) -> Reply:
    """How to say a wish."""
    buttons = (button("quiz"), button("help"))
    values = {"notes": Joined(notes)}
    return Reply("utter_find_jobs_need", values, buttons=buttons, slots={"pending": "find_jobs"})


def _fields(talk: Talk) -> Reply:
    """The career fields to browse, with how many jobs each has."""
    fields = talk.deps.knowledge.career_fields()
    lines = [
        Phrase("utter_find_jobs_field", {"field": name, "count": decimal(count)})
        for name, count in fields
    ]
    buttons = tuple(Button(name, payload("find_jobs", major=name)) for name, _ in fields[:5])
    return Reply("utter_find_jobs_fields", {"fields": numbered(lines)}, buttons=buttons)


def _unknown(names: tuple[str, ...], text: str) -> Reply:
    """No job is about it; "jobs in …" may have meant a place, which we do not know either."""
    place = any(f" in {name}" in text.casefold() for name in names)
    response = "utter_find_jobs_unknown_place" if place else "utter_find_jobs_unknown"
    values: dict[str, Value] = {"subject": Joined(tuple(map(shown, names)), " / ")}
    buttons = (button("quiz"), button("help"))
    return Reply(response, values, buttons=buttons)


def refused(error: InvalidCriteria, wishes: Mapping[str, Any]) -> Reply:
    """Which wish makes no sense, and what would."""
    buttons = (button("quiz"), button("help"))
    if error.what == SCHOOLING[0]:
        bounds = (Phrase(f"utter_education_{slug(wishes[name])}") for name in SCHOOLING)
        levels = dict(zip(("low", "high"), bounds, strict=True))
        return Reply("utter_find_jobs_contradiction_schooling", levels, buttons=buttons)
    low, high = wishes.get("pay_at_least"), wishes.get("pay_at_most")
    if error.what == "pay_at_least" and high is not None and low is not None and 0 <= high < low:
        values: dict[str, Value] = {"low": decimal(low), "high": decimal(high)}
        return Reply("utter_find_jobs_contradiction", values, buttons=buttons)
    known = error.what if error.what in _REFUSALS else "other"
    return Reply(f"utter_find_jobs_invalid_{known}", buttons=buttons)


def _nothing(talk: Talk, wishes: Mapping[str, Any], found: Findings) -> Reply:
    """No more results; or none at all, and how many there would be with one wish less."""
    values: dict[str, Value] = {"filters": filters(found.criteria, talk.deps)}
    buttons = (button("quiz"), button("help"))
    if talk.turn.page:
        return Reply("utter_no_more", values, buttons=buttons)
    values["instead"] = Joined(tuple(_with_one_less(talk, wishes)))
    return Reply("utter_find_jobs_none", values, buttons=buttons)


def _with_one_less(talk: Talk, wishes: Mapping[str, Any]) -> list[Value]:
    lines: list[Value] = []
    for name in wishes.keys() - {"area", "order"}:
        fewer = {k: v for k, v in wishes.items() if k != name}
        if not fewer.keys() - {"area", "order"}:
            continue
        count = look(talk, fewer, most=0).total
        if count:
            values: dict[str, Value] = {"wish": Phrase(f"utter_wish_{name}"), "count": str(count)}
            lines.append(Phrase("utter_find_jobs_without", values))
    return lines


# Results


def present(found: Findings, talk: Talk, notes: tuple[Value, ...] = ()) -> Reply:
    """Up to four results, why each matched, the wishes echoed, how many there are."""
    criteria = found.criteria
    values: dict[str, Value] = {
        "filters": filters(criteria, talk.deps),
        "count": decimal(found.total),
        "results": numbered(line(one, criteria) for one in found.results),
        "derived": derived(found),
        "notes": Joined(notes),
    }
    return Reply(
        "utter_find_jobs" if found.total > 1 else "utter_find_jobs_one",
        values,
        tuple(dict.fromkeys(fact for one in found.results for fact in one.reasons)),
        list_card(found),
        tuple(job_button(one.occupation) for one in found.results[:4]),
        area=criteria.area,
        more=found.total > (talk.turn.page + 1) * PAGE,
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


def line(found: Found, criteria: Criteria) -> Value:
    """A job and the figure that says most about it."""
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
