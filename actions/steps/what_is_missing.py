"""what_is_missing: what a person in one job usually lacks for another, and how to get it."""

from __future__ import annotations

from collections.abc import Sequence

from actions.deps import Deps
from actions.present import bullets, group
from actions.reply import Reply
from actions.steps import lines
from actions.steps.question import StepQuestion
from actions.words import Phrase, Value
from knowledge.steps import Between, Gap, between, missing, schooling

FEW = 3


def answer(question: StepQuestion, deps: Deps) -> Reply:
    """Schooling, experience, training and licence; then skills; then what to do on the way."""
    knowledge, start, goal = deps.knowledge, question.start.code, question.goal.code
    before, after = knowledge.preparation(start), knowledge.preparation(goal)
    gaps = missing(knowledge, start, goal)
    years = lines.schooling_fact(schooling(before, after), after)
    ideas = between(before, after, knowledge.text(start), knowledge.text(goal))
    facts = (
        *lines.preparation_facts(before, after),
        *((years,) if years else ()),
        *lines.gap_facts(gaps),
    )
    if question.turn.page:
        return _at_length(question, gaps, ideas)
    values: dict[str, Value] = {
        **lines.preparation_lines(before, after),
        "years": lines.schooling_line(years),
        "missing": bullets(map(lines.gap_line, gaps[:FEW])),
        "skills": Phrase("utter_missing_skills") if gaps else _no_gaps(question, deps),
        "between": lines.on_the_way(ideas, FEW),
        "group": group(facts),
    }
    buttons = (
        *question.next("skip_step", "step_pay", "path_between"),
        *question.about_goal("how_to_become", "gain_experience"),
    )
    more = len(gaps) > FEW or len(ideas) > FEW
    return Reply("utter_what_is_missing", values, facts, None, buttons, more=more)


def _at_length(question: StepQuestion, gaps: Sequence[Gap], ideas: Sequence[Between]) -> Reply:
    """What did not fit on the first page."""
    values: dict[str, Value] = {
        "missing": bullets(map(lines.gap_line, gaps[FEW:])),
        "between": lines.on_the_way(ideas[FEW:], len(ideas)),
    }
    facts = lines.gap_facts(gaps[FEW:])
    return Reply("utter_missing_more", values, facts, buttons=question.about_goal("how_to_become"))


def _no_gaps(question: StepQuestion, deps: Deps) -> Phrase:
    """Nothing stands out; or nothing is known."""
    ends = (question.start.code, question.goal.code)
    rated = all(deps.knowledge.ratings(code, "skill", 1) for code in ends)
    return Phrase("utter_missing_no_skills" if rated else "utter_step_unrated")
