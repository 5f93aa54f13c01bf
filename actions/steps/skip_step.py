"""skip_step: whether a person may go straight to a job above, and what nobody can skip."""

from __future__ import annotations

from dataclasses import replace

from actions.career.lattice_lines import note
from actions.deps import Deps
from actions.present import group
from actions.reply import Reply, button
from actions.steps import lines
from actions.steps.path_between import network, route_line
from actions.steps.question import StepQuestion, answer_or_ask
from actions.talk import Replies, Talk
from actions.understanding.ends import Ends, find_ends
from actions.words import Phrase, Value
from knowledge.model import LatticeEdge, Occupation
from knowledge.paths import NoProfile, Path, find
from knowledge.steps import schooling

HIGH = 2
"""Rungs from which on there is something to skip."""


def handle(talk: Talk) -> Replies:
    """About the highest step on the screen or from a job; without any job the general rule."""
    ends = find_ends(talk.turn, talk.deps)
    if ends.goal is None and not ends.unclear:
        if ends.start is None:
            return (Reply("utter_skip_step_rule", buttons=(button("help"),)),)
        ends = replace(ends, goal=_highest(ends.start, ends, talk.deps), offered=())
    return answer_or_ask("skip_step", answer, ends, talk)


def _highest(start: Occupation, ends: Ends, deps: Deps) -> Occupation | None:
    """The job most rungs above: of those on the screen, else of all that lead up."""
    shown = {code for pair in ends.offered for code in pair}
    up = deps.knowledge.lattice(start.code).advance
    wanted = [edge for edge in up if edge.code.onet in shown] or up
    best = max(wanted, key=lambda edge: (edge.solid, edge.rung, edge.similarity), default=None)
    return deps.knowledge.occupation(best.code) if best else None


def answer(question: StepQuestion, deps: Deps) -> Reply:
    """Straight or not, what the job itself asks, the licence, and jobs that some take between."""
    knowledge, start, goal = deps.knowledge, question.start.code, question.goal.code
    before, after = knowledge.preparation(start), knowledge.preparation(goal)
    text = knowledge.text(goal)
    years = lines.schooling_fact(schooling(before, after), after)
    facts = (*lines.preparation_facts(None, after), *((years,) if years else ()))
    edge = question.edge(deps)
    between = _between(question, deps) if edge is None or edge.rung >= HIGH else None
    values: dict[str, Value] = {
        "verdict": _verdict(edge, between),
        "asks": lines.to_add(after),
        "years": lines.schooling_line(years),
        "licence": text.license_note if text and text.license != "none" else "",
        "between": route_line(between) if between else "",
        "group": group(facts),
        "note": note(question.start, question.turn, deps),
    }
    buttons = (
        *question.next("what_is_missing", "path_between"),
        *question.about_goal("how_to_become", "gain_experience"),
    )
    return Reply("utter_skip_step", values, facts, None, buttons)


def _between(question: StepQuestion, deps: Deps) -> Path | None:
    """The best route with a stop on the way."""
    try:
        route = find(
            network(deps.knowledge), deps.knowledge, question.start.code, question.goal.code
        )
    except NoProfile:
        return None
    return next((path for path in route.paths if len(path.steps) > 1), None)


def _verdict(edge: LatticeEdge | None, between: Path | None) -> Phrase:
    if edge is None:
        return Phrase("utter_skip_far" if between else "utter_skip_unknown")
    if edge.rung >= HIGH:
        return Phrase("utter_skip_yes", {"steps": str(edge.rung)})
    return Phrase("utter_skip_one" if edge.rung == 1 else "utter_skip_level")
