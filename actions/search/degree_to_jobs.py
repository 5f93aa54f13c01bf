"""degree_to_jobs: what a major prepares for, by the CIP-SOC crosswalk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.career.question import shown
from actions.memory import remember
from actions.names import MAJOR, OCCUPATION
from actions.present import numbered
from actions.reply import Button, Reply, button, job_button, payload
from actions.search.filters import filters
from actions.search.find_jobs import PAGE, line, list_card, refused
from actions.talk import Replies, Talk
from actions.understanding.focus import find_focus, without
from actions.understanding.lexicon import strip
from actions.understanding.majors import Major, Studied, find_major, level_of
from actions.understanding.places import find_place
from actions.understanding.turn import Turn
from actions.understanding.wishes import LIMITS, only_limits, parse
from actions.words import Value
from knowledge.criteria import Criteria
from knowledge.errors import InvalidCriteria
from knowledge.finder import Findings, find


def handle(talk: Talk) -> Replies:
    """The jobs of the major named; asks which, where it may be several, or for one."""
    turn = talk.turn
    state = turn.memory.get("state") or _earlier(talk)
    if state.get("major"):
        major = Major(*state["major"])
        return (_jobs(talk, major, {**state.get("limits", {}), **_limits(turn), **_place(talk)}),)
    if turn.is_payload and turn.named(MAJOR):
        return (_jobs(talk, Major(*turn.named(MAJOR)[0].value.split(" ", 1)), {}),)
    asked = _asked(talk)
    if not asked and find_focus(turn, talk.deps).named:
        return talk.about("overview")
    if not asked:
        return (Reply("utter_degree_need", slots={"pending": "degree_to_jobs"}),)
    found = find_major(talk.deps.knowledge, asked)
    job_named = turn.named(OCCUPATION) and not turn.named(MAJOR)
    if (job_named or found.verdict != "match") and find_focus(turn, talk.deps).verdict == "match":
        return talk.about("overview")  # "what jobs do nurses get"
    if found.verdict != "match":
        return (_which(asked, found),)
    return (_jobs(talk, found.majors[0], {**_limits(turn), **_place(talk)}),)


def _earlier(talk: Talk) -> Mapping[str, Any]:
    """The major and limits of the answer that a limit or a place alone goes on with."""
    turn = talk.turn
    if turn.last.get("topic") != "degree_to_jobs" or turn.is_payload or turn.named(MAJOR):
        return {}
    goes_on = only_limits(turn.typed) or not _asked(talk)
    return (turn.last.get("state") or {}) if goes_on else {}


def _asked(talk: Talk) -> str:
    """The major's name: the entity, else what is left of the text."""
    for entity in talk.turn.named(MAJOR):
        return strip(entity.value, "filler", "degree") or entity.value
    text = without(talk.turn.typed, find_place(talk.turn, talk.deps).spans)
    left = strip(text, "filler", "topic", "degree")
    tails = (left, left.split(" in ")[-1], left.split(" with ")[-1])
    known = (t for t in tails if t and find_major(talk.deps.knowledge, t).verdict == "match")
    return next(known, tails[1])


def _limits(turn: Turn) -> dict[str, Any]:
    """Schooling, pay and order wished for beside the major."""
    wishes = parse(turn.typed)
    found = {name: wishes[name] for name in LIMITS - {"settings"} if name in wishes}
    level = level_of(turn.typed)
    return found | ({"education_at_most": level} if level else {})


def _place(talk: Talk) -> dict[str, Any]:
    place = find_place(talk.turn, talk.deps)
    return {"area": place.area.code} if place.is_known else {}


def _which(asked: str, found: Studied) -> Reply:
    """Ask among the majors it may be; say so where there is none like it."""
    values = {"asked": shown(asked)}
    if not found.majors:
        return Reply("utter_degree_unknown", values, buttons=(button("quiz"), button("find_jobs")))
    buttons = tuple(
        Button(m.title, payload("degree_to_jobs", major=f"{m.cip} {m.title}")) for m in found.majors
    )
    return Reply("utter_degree_which", values, buttons=buttons, slots={"pending": "degree_to_jobs"})


def _jobs(talk: Talk, major: Major, limits: dict[str, Any]) -> Reply:
    """One page of the jobs, with the limits; without them where none is within."""
    try:
        found = _within(talk, major, limits)
    except InvalidCriteria as error:
        return refused(error, limits)
    if not (found.total or talk.turn.page):
        limits = {name: limits[name] for name in ("area",) if name in limits}
        found = _within(talk, major, limits)
    reply = _present(found, major.title, talk)
    state = {"major": [major.cip, major.title], "limits": limits}
    return remember(reply, "degree_to_jobs", talk.turn, state)


def _within(talk: Talk, major: Major, limits: Mapping[str, Any]) -> Findings:
    criteria = Criteria(**{"order": "openings", **limits, "major": major.cip})
    return find(talk.deps.knowledge, criteria, PAGE, talk.turn.page * PAGE)


def _present(found: Findings, title: str, talk: Talk) -> Reply:
    criteria, page = found.criteria, talk.turn.page
    if not found.results:
        return Reply("utter_no_more" if page else "utter_degree_none", {"major": title})
    shown_by = replace(criteria, order="pay") if criteria.order == "openings" else criteria
    values: dict[str, Value] = {
        "major": title,
        "count": str(found.total),
        "filters": filters(criteria, talk.deps),
        "results": numbered(line(one, shown_by) for one in found.results),
    }
    return Reply(
        "utter_degree_to_jobs",
        values,
        tuple(dict.fromkeys(fact for one in found.results for fact in one.reasons)),
        {**list_card(found), "title": title},
        tuple(job_button(one.occupation) for one in found.results[:4]),
        area=criteria.area,
        more=found.total > (page + 1) * PAGE,
    )
