"""path_between: rows of single lattice steps from one occupation to another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from actions.career.lattice_lines import edge_facts, note, rung, wire
from actions.career.question import SHOWN_QUERY
from actions.deps import Deps
from actions.memory import remember
from actions.names import CAREER, OCCUPATION
from actions.present import numbered
from actions.reply import Button, Reply, button, payload
from actions.talk import Replies, Talk
from actions.understanding.focus import Focus
from actions.understanding.several import find_several
from actions.understanding.turn import Turn
from actions.words import Joined, Phrase, Value
from knowledge.model import LatticeEdge, Occupation
from knowledge.paths import Network, NoProfile, Path, Route, SamePlace, find
from knowledge.store import KnowledgeBase

_FROM = re.compile(r"\b(from|after|being|currently|i am|i'm|im|as an?|was an?|desde|soy)\b")
_ROUTES_SHOWN = 2


def handle(talk: Talk) -> Replies:
    """The cheapest rows of steps; where there is none, the reachable job nearest the goal."""
    found = find_several(talk.turn, talk.deps)
    unclear = [focus for focus in found if focus.verdict == "ask"]
    ends = _ends(found, talk)
    if unclear and len(ends) < 2:
        return (_ask(unclear[0], ends, first=found[0] is unclear[0] and len(found) > 1),)
    if len(ends) < 2:
        return (_need(ends),)
    start, goal = ends
    try:
        route = find(network(talk.deps.knowledge), talk.deps.knowledge, start.code, goal.code)
    except (SamePlace, NoProfile):
        return (_none(start, goal, None, talk.deps),)
    if not route.paths:
        return (_none(start, goal, route, talk.deps),)
    return (remember(_present(start, goal, route, talk.deps), "path_between", talk.turn),)


@lru_cache(maxsize=1)
def network(knowledge: KnowledgeBase) -> Network:
    """The steps of the lattice, read once for a knowledge base."""
    return Network.of(knowledge)


def _ends(found: tuple[Focus, ...], talk: Talk) -> tuple[Occupation, ...]:
    """Start and goal; a goal alone starts at the occupation talked about or kept."""
    named = [focus.occupation for focus in found if focus.occupation]
    if len(named) >= 2:
        turned = starts_at_second(talk.turn.typed, found[0].query, found[1].query)
        return (named[1], named[0]) if turned else (named[0], named[1])
    if len(found) >= 2:
        return tuple(named)
    kept = (talk.turn.memory.get("compare_with") or [])[:1] or _talked_about(talk.turn)
    start = [talk.deps.knowledge.occupation(code) for code in kept]
    return tuple(dict.fromkeys((*start, *named)))


def _talked_about(turn: Turn) -> list[str]:
    code = turn.memory.get(OCCUPATION)
    return [code] if code and turn.last.get("topic") in (*CAREER, "path_between") else []


def starts_at_second(text: str, first: str, second: str) -> bool:
    """Whether the second title named is where a person stands: "become a nurse from a CNA"."""
    said = text.casefold()
    at, then = said.find(first.casefold()), said.find(second.casefold())
    if not 0 <= at < then:
        return False
    return bool(_FROM.search(said[at + len(first) : then])) and not _FROM.search(said[:at])


def _ask(unclear: Focus, ends: tuple[Occupation, ...], *, first: bool) -> Reply:
    """Ask which job is meant; the other end is kept in the payload, on its side."""
    known = [o.code.onet for o in ends]

    def codes(code: str) -> str:
        return " ".join([code, *known] if first else [*known, code])

    buttons = tuple(
        Button(c.title, payload("path_between", occupation=codes(c.code.onet)))
        for c in unclear.candidates
    )
    values = {"query": unclear.query[:SHOWN_QUERY]}
    slots = {"pending": "path_between", "compare_with": known}
    about = (*known, *(c.code.onet for c in unclear.candidates))
    return Reply("utter_which_occupation", values, buttons=buttons, slots=slots, occupations=about)


def _need(ends: tuple[Occupation, ...]) -> Reply:
    slots: dict[str, Any] = {
        "pending": "path_between",
        "compare_with": [o.code.onet for o in ends],
    }
    values = {"title": ends[0].title if ends else ""}
    response = "utter_path_need_goal" if ends else "utter_path_need"
    return Reply(response, values, slots=slots, occupations=tuple(slots["compare_with"]))


def _none(start: Occupation, goal: Occupation, route: Route | None, deps: Deps) -> Reply:
    """No realistic row of steps: say so, and what comes nearest."""
    nearest = deps.knowledge.occupation(route.nearest) if route and route.nearest else None
    near = Phrase("utter_path_nearest", {"nearest": nearest.title}) if nearest else ""
    values: dict[str, Value] = {"start": start.title, "goal": goal.title, "nearest": near}
    buttons = [
        button("how_to_become", occupation=goal.code.onet),
        button("feeders", occupation=goal.code.onet),
    ]
    if nearest:
        buttons.append(Button(nearest.title, payload("overview", occupation=nearest.code.onet)))
    return Reply("utter_path_none", values, buttons=tuple(buttons), slots={"compare_with": None})


def _present(start: Occupation, goal: Occupation, route: Route, deps: Deps) -> Reply:
    shown = route.paths[:_ROUTES_SHOWN]
    steps = [step for path in shown for step in path.steps]
    values: dict[str, Value] = {
        "start": start.title,
        "goal": goal.title,
        "routes": numbered(map(_route, shown)),
        "note": note(start, deps),
    }
    return Reply(
        "utter_path_between",
        values,
        tuple(dict.fromkeys(fact for step in steps for fact in edge_facts(step, deps))),
        {
            "type": "path",
            "from": {"code": start.code.onet, "title": start.title},
            "to": {"code": goal.code.onet, "title": goal.title},
            "routes": [_wires(path, deps) for path in route.paths],
        },
        tuple(_stops(shown)),
        slots={"compare_with": None},
        occupations=(start.code.onet, goal.code.onet),
    )


def _route(path: Path) -> Value:
    return Joined(tuple(map(_step, path.steps)), " → ")


def _step(step: LatticeEdge) -> Value:
    values: dict[str, Value] = {
        "title": step.title,
        "rung": rung(step.rung),
        "similarity": str(round(step.similarity)),
    }
    return Phrase("utter_path_step", values)


def _wires(path: Path, deps: Deps) -> list[dict[str, Any]]:
    return [
        {**wire(step, deps), "years_of_school": years}
        for step, years in zip(path.steps, path.schooling, strict=True)
    ]


def _stops(paths: Iterable[Path]) -> Iterable[Button]:
    """The first stop of each route."""
    firsts = {path.steps[0].code.onet: path.steps[0].title for path in paths}
    for code, title in firsts.items():
        yield Button(title, payload("how_to_become", occupation=code))
