"""step: everything about one step of the lattice on one screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from actions.career.lattice_lines import note, rung, similarity_fact
from actions.career.skills import line as skill_line
from actions.deps import Deps
from actions.present import bullets, group
from actions.reply import Reply
from actions.steps import lines, path_between
from actions.steps.question import StepQuestion, answer_or_ask
from actions.talk import Replies, Talk
from actions.understanding.ends import find_ends
from actions.words import Value
from knowledge.model import Fact
from knowledge.paths import NoProfile
from knowledge.steps import Step, describe

FEW = 3


def handle(talk: Talk) -> Replies:
    """A job alone has no step yet: show those that begin at it."""
    ends = find_ends(talk.turn, talk.deps)
    lone = ends.start if ends.goal is None else ends.goal if ends.start is None else None
    if lone and not ends.unclear and not ends.offered:
        return talk.about("next_steps", talk.turn.about((lone.code.onet,)))
    return answer_or_ask("step", answer, ends, talk)


def answer(question: StepQuestion, deps: Deps) -> Reply:
    """The whole step; "show more" gives its skills and what to do on the way at length."""
    try:
        step = describe(deps.knowledge, question.start.code, question.goal.code, question.area.code)
    except NoProfile:
        return path_between.answer(question, deps)
    return _at_length(question, step) if question.turn.page else _in_short(question, step, deps)


def _in_short(question: StepQuestion, step: Step, deps: Deps) -> Reply:
    facts = _facts(step, deps)
    values: dict[str, Value] = {
        "way": rung(step.edge.rung),
        "closeness": lines.closeness_line(step.edge),
        **lines.preparation_lines(step.before, step.after),
        "years": lines.schooling_line(lines.schooling_fact(step.schooling, step.after)),
        "pay": lines.pay_line(step.pay),
        "elsewhere": lines.elsewhere(question.area, (step.pay,)),
        **lines.outlook_lines(step.outlook),
        "shared": lines.names(step.shared[:FEW]),
        "missing": lines.names([gap.there for gap in step.missing[:FEW]]),
        "between": lines.on_the_way(step.between, FEW),
        "published": lines.published(step.published),
        "group": group(facts),
        "note": note(question.start, question.turn, deps),
    }
    buttons = (
        *question.next("what_is_missing", "why_similar"),
        *question.about_goal("overview", "next_steps"),
    )
    more = bool(step.missing or step.shared)
    return Reply("utter_step", values, facts, _card(question, step, deps), buttons, more=more)


def _at_length(question: StepQuestion, step: Step) -> Reply:
    values: dict[str, Value] = {
        "shared": bullets(map(skill_line, step.shared)),
        "missing": bullets(map(lines.gap_line, step.missing)),
        "between": lines.on_the_way(step.between, len(step.between)),
    }
    facts = (*(rating.fact for rating in step.shared), *lines.gap_facts(step.missing))
    return Reply("utter_step_more", values, facts, buttons=question.about_goal("how_to_become"))


def _facts(step: Step, deps: Deps) -> tuple[Fact, ...]:
    years = lines.schooling_fact(step.schooling, step.after)
    return (
        similarity_fact(step.edge, deps),
        *lines.preparation_facts(step.before, step.after),
        *((years,) if years else ()),
        *lines.pay_facts(step.pay),
        *lines.outlook_facts(deps.knowledge.outlook(step.focus)),
        *lines.outlook_facts(step.outlook),
    )


def _card(question: StepQuestion, step: Step, deps: Deps) -> dict[str, Any]:
    """Both jobs side by side."""
    here = deps.knowledge.outlook(question.start.code)
    rows = [
        *lines.pay_rows(step.pay),
        *_rows(lines.PREPARATION, step.before, step.after),
        *_rows(lines.OUTLOOK, here, step.outlook),
    ]
    return lines.side_by_side(question, rows)


def _rows(names: Mapping[str, str], here: object, there: object) -> Iterator[lines.Row]:
    """The same facts of both sides, None where a side has none."""
    for name, fact in names.items():
        yield name, getattr(here, fact, None), getattr(there, fact, None)
