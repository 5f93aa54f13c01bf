"""path_between: rows of single lattice steps from one occupation to another."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from actions.career.lattice_lines import closeness, edge_facts, note, rung, wire
from actions.deps import Deps
from actions.present import numbered
from actions.reply import Button, Reply, button, payload
from actions.steps.lines import schooling_fact, schooling_line
from actions.steps.question import StepQuestion
from actions.words import Joined, Phrase, Value
from knowledge.model import Fact, LatticeEdge, SocCode
from knowledge.paths import Network, NoProfile, Path, Route, find
from knowledge.store import KnowledgeBase

_ROUTES_SHOWN = 2


def answer(question: StepQuestion, deps: Deps) -> Reply:
    """The cheapest rows of steps; where there is none, the reachable job nearest the goal."""
    start, goal = question.start.code, question.goal.code
    try:
        route = find(network(deps.knowledge), deps.knowledge, start, goal)
    except NoProfile:
        return _none(goal, None, deps)
    return _present(question, route, deps) if route.paths else _none(goal, route.nearest, deps)


@lru_cache(maxsize=1)
def network(knowledge: KnowledgeBase) -> Network:
    """The steps of the lattice, read once for a knowledge base."""
    return Network.of(knowledge)


def _none(goal: SocCode, nearest: SocCode | None, deps: Deps) -> Reply:
    """No realistic row of steps: say so, and what comes nearest."""
    buttons = [button(topic, occupation=goal.onet) for topic in ("how_to_become", "feeders")]
    near: Value = ""
    if nearest:
        title = deps.knowledge.occupation(nearest).title
        near = Phrase("utter_path_nearest", {"nearest": title})
        buttons.append(Button(title, payload("overview", occupation=nearest.onet)))
    return Reply("utter_path_none", {"nearest": near}, buttons=tuple(buttons))


def _present(question: StepQuestion, route: Route, deps: Deps) -> Reply:
    shown = route.paths[:_ROUTES_SHOWN]
    steps = [step for path in shown for step in path.steps]
    years = [_schooling(path, deps) for path in shown]
    values: dict[str, Value] = {
        "routes": numbered(map(route_line, shown, years)),
        "note": note(question.start, question.turn, deps),
    }
    facts = (*(fact for step in steps for fact in edge_facts(step, deps)), *filter(None, years))
    return Reply(
        "utter_path_between",
        values,
        tuple(dict.fromkeys(facts)),
        {
            "type": "path",
            "from": {"code": question.start.code.onet, "title": question.start.title},
            "to": {"code": question.goal.code.onet, "title": question.goal.title},
            "routes": [_wires(path, deps) for path in route.paths],
        },
        (*_stops(shown), *question.next("what_is_missing", "skip_step")),
    )


def _schooling(path: Path, deps: Deps) -> Fact | None:
    return schooling_fact(path.total_schooling, deps.knowledge.preparation(path.steps[-1].code))


def route_line(path: Path, years: Fact | None = None) -> Value:
    """``A (one step up, close: 58) → B (…); about 2 years of school in all``."""
    stops = Joined(tuple(map(_step, path.steps)), " → ")
    said = Phrase("utter_path_years", {"years": schooling_line(years)}) if years else ""
    return Joined((stops, said), "; ")


def _step(step: LatticeEdge) -> Value:
    values: dict[str, Value] = {
        "title": step.title,
        "rung": rung(step.rung),
        **closeness(step),
    }
    return Phrase("utter_path_step", values)


def _wires(path: Path, deps: Deps) -> list[dict[str, Any]]:
    return [
        {**wire(step, deps), "years_of_school": years}
        for step, years in zip(path.steps, path.schooling, strict=True)
    ]


def _stops(paths: Iterable[Path]) -> Iterable[Button]:
    """The first step of each route."""
    firsts = {path.steps[0].code.onet: path for path in paths}
    for code, path in firsts.items():
        step = payload("step", occupation=f"{path.start} {code}")
        yield Button(path.steps[0].title, step)
