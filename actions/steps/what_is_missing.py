"""what_is_missing: what a person in one job usually lacks for another, and how to get it."""

from __future__ import annotations

from actions.deps import Deps
from actions.present import bullets, group
from actions.reply import Reply
from actions.steps import lines
from actions.steps.question import StepQuestion
from actions.words import Phrase, Value
from knowledge.steps import between, missing, schooling

MOST_IDEAS = 6


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
    values: dict[str, Value] = {
        **lines.preparation_lines(before, after),
        "years": lines.schooling_line(years),
        "missing": bullets(map(lines.gap_line, gaps)),
        "skills": Phrase("utter_missing_skills") if gaps else _no_gaps(question, deps),
        "between": lines.on_the_way(ideas, MOST_IDEAS),
        "group": group(facts),
    }
    buttons = (
        *question.next("skip_step", "step_pay", "path_between"),
        *question.about_goal("how_to_become", "gain_experience"),
    )
    return Reply("utter_what_is_missing", values, facts, None, buttons)


def _no_gaps(question: StepQuestion, deps: Deps) -> Phrase:
    """Nothing stands out; or nothing is known."""
    ends = (question.start.code, question.goal.code)
    rated = all(deps.knowledge.ratings(code, "skill", 1) for code in ends)
    return Phrase("utter_missing_no_skills" if rated else "utter_step_unrated")
