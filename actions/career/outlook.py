"""outlook: growth and openings together, beside all occupations."""

from __future__ import annotations

from dataclasses import replace

from actions.career.question import Question
from actions.deps import Deps
from actions.present import figure, group
from actions.reply import Reply
from actions.words import Phrase, Value
from knowledge.model import Fact, Outlook

AVERAGE_WITHIN = 1.0
"""Percentage points around the growth of all occupations that still count as about average."""


def answer(question: Question, deps: Deps) -> Reply:
    """Growth is never said without openings: a shrinking occupation can have many."""
    found = deps.knowledge.outlook(question.occupation.code)
    if found is None or found.projected_growth.value is None:
        return Reply("utter_outlook_unknown", buttons=question.next("overview", "similar_jobs"))
    facts = (
        found.projected_growth,
        found.growth_all_occupations,
        found.annual_openings,
        found.employment,
        found.employment_projected,
        found.employment_change,
    )
    here = jobs_here(question, deps)
    values: dict[str, Value] = {
        "verdict": Phrase(f"utter_growth_{trend(found)}"),
        "growth": figure(found.projected_growth),
        "everyone": figure(found.growth_all_occupations),
        "openings": figure(found.annual_openings),
        "jobs": figure(found.employment),
        "here": figure(here) if here else "",
        "change": _change(found),
        "group": group(facts),
    }
    return Reply(
        "utter_outlook",
        values,
        (*facts, *([here] if here else [])),
        {
            "type": "outlook",
            "code": question.code,
            "title": question.occupation.title,
            "trend": trend(found),
            "facts": [fact.to_wire() for fact in facts],
        },
        question.next("pay", "automation", "similar_jobs", "how_to_become"),
    )


def jobs_here(question: Question, deps: Deps) -> Fact | None:
    """How many work in the place that was asked about; projections are for the nation only."""
    if question.place.kind not in ("stated", "remembered") or question.area.kind == "nation":
        return None
    wage = deps.knowledge.wage(question.occupation.code, question.area.code)
    return wage.employment if wage else None


def trend(found: Outlook) -> str:
    """``shrinking``, ``steady``, ``slower``, ``average`` or ``faster`` than all occupations."""
    growth = float(found.projected_growth.value or 0)
    gap = growth - float(found.growth_all_occupations.value or 0)
    if growth <= -AVERAGE_WITHIN:
        return "shrinking"
    if abs(growth) < AVERAGE_WITHIN and gap < -AVERAGE_WITHIN:
        return "steady"
    if abs(gap) <= AVERAGE_WITHIN:
        return "average"
    return "faster" if gap > 0 else "slower"


def _change(found: Outlook) -> Value:
    """New or lost jobs over the span."""
    change = found.employment_change
    if not isinstance(change.value, int | float) or change.value == 0:
        return ""
    gained = "utter_line_gained" if change.value > 0 else "utter_line_lost"
    return Phrase(gained, {"change": figure(replace(change, value=abs(change.value)))})
