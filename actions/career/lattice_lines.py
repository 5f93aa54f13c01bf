"""Lattice edges as lines, cards and buttons: what all lists of neighbours share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from actions.career.question import Question
from actions.deps import Deps
from actions.names import LISTS, STEPS
from actions.present import amount, numbered
from actions.reply import Button, Reply, button, job_button, payload
from actions.understanding.turn import Turn
from actions.words import Joined, Phrase, Value
from knowledge.focus import FocusOnGroup, NoLattice, find_focus, lattice_of
from knowledge.lattice import EXPERT_TIERS, band
from knowledge.model import Fact, Lattice, LatticeEdge, Occupation, Source

PAGE, EVIDENCE, MEMBERS = 4, 4, 4
Pick = Callable[[Lattice], Sequence[LatticeEdge]]


def answer(
    topic: str, question: Question, deps: Deps, pick: Pick, *, inwards: bool = False
) -> Reply:
    """A page of neighbours; a clear word where the occupation has none of its own.

    Args:
        topic: whose words to use.
        question: the occupation asked about.
        deps: what the answer stands on.
        pick: the neighbours wanted, in order.
        inwards: whether the steps lead to the occupation, not from it.
    """
    try:
        focus = find_focus(deps.knowledge, question.code)
    except NoLattice as lacking:
        return no_profile(question, lacking)
    edges = pick(lattice_of(deps.knowledge, focus))
    if not edges:
        return Reply(f"utter_{topic}_none", buttons=question.next("similar_jobs", "how_to_become"))
    found = _page(f"utter_{topic}", question, edges, deps, inwards=inwards)
    return replace(found, values={**found.values, "stands_for": stands_for(focus, deps)})


def no_profile(question: Question, lacking: NoLattice) -> Reply:
    """A military or collecting code: nothing to compare; named jobs beside it."""
    military = question.occupation.kind == "military"
    buttons = tuple(job_button(job, question.topic) for job in lacking.siblings)
    response = "utter_lattice_military" if military else "utter_lattice_collects"
    return Reply(response, buttons=buttons or question.next("what_does_x_do", "education"))


def stands_for(focus: FocusOnGroup, deps: Deps) -> Value:
    """Which occupations answer for a code that only collects them."""
    if not focus.why:
        return ""
    titles = [deps.knowledge.occupation(code).title for code in focus.members[:MEMBERS]]
    more = ("…",) if len(focus.members) > MEMBERS else ()
    return Phrase("utter_lattice_stands_for", {"members": Joined((*titles, *more), "; ")})


def _page(
    response: str, question: Question, edges: Sequence[LatticeEdge], deps: Deps, *, inwards: bool
) -> Reply:
    first = question.turn.page * PAGE
    shown = edges[first : first + PAGE]
    values: dict[str, Value] = {
        "edges": numbered(_line(edge, deps) for edge in shown),
        "note": note(question.occupation, question.turn, deps),
    }
    return Reply(
        response,
        values,
        tuple(fact for edge in shown for fact in edge_facts(edge, deps)),
        card(question, shown, deps),
        (*step_buttons(question, shown, inwards=inwards), picture_button(question.code)),
        more=len(edges) > first + PAGE,
    )


def card(question: Question, edges: Sequence[LatticeEdge], deps: Deps) -> dict[str, Any]:
    """The lattice card."""
    return {
        "type": "lattice",
        "code": question.code,
        "title": question.occupation.title,
        "edges": [wire(edge, deps) for edge in edges],
    }


def step_buttons(
    question: Question, edges: Sequence[LatticeEdge], *, inwards: bool = False
) -> tuple[Button, ...]:
    """The steps shown, so that a person can look into one and walk on."""

    def codes(edge: LatticeEdge) -> str:
        ends = (question.code, edge.code.onet)
        return " ".join(reversed(ends) if inwards else ends)

    return tuple(Button(edge.title, payload("step", occupation=codes(edge))) for edge in edges)


def picture_button(code: str) -> Button:
    """The whole lattice as a picture."""
    return button("lattice_picture", occupation=code)


def note(occupation: Occupation, turn: Turn, deps: Deps) -> Value:
    """What steps and closeness mean, once; then that rungs may be skipped; a state's credit."""
    told = turn.last.get("topic") in (*LISTS, *STEPS)
    meaning = "" if told else Phrase("utter_lattice_meaning", {"version": version(deps)})
    states = {edge.state for edge in deps.knowledge.published_edges(occupation.code)}
    credits = [source.credit for source in deps.knowledge.sources() if _of(source, states)]
    return Joined((meaning, Phrase("utter_lattice_note"), *credits))


def version(deps: Deps) -> str:
    """``30.1``: the release of O*NET data that the lattice is computed from."""
    source = _onet(deps)
    return source.version if source else ""


def _onet(deps: Deps) -> Source | None:
    return next((s for s in deps.knowledge.sources() if s.key == "onet"), None)


def _of(source: Source, states: set[str]) -> bool:
    return any(source.key.casefold().startswith(state.casefold()) for state in states)


def _line(edge: LatticeEdge, deps: Deps) -> Value:
    needed = deps.knowledge.preparation(edge.code)
    values: dict[str, Value] = {
        "title": edge.title,
        "rung": rung(edge.rung),
        "basis": basis(edge),
        "likeness": likeness(edge),
    }
    if needed and needed.entry_education.value:
        return Phrase("utter_edge", {**values, "education": amount(needed.entry_education)})
    return Phrase("utter_edge_bare", values)


def likeness(edge: LatticeEdge) -> Phrase:
    """``very close work (86)``: a similarity with its meaning."""
    return Phrase("utter_likeness", closeness(edge))


def closeness(edge: LatticeEdge) -> dict[str, Value]:
    """The meaning and the number of a similarity."""
    name = band(edge.similarity).replace(" ", "_")
    return {"band": Phrase(f"utter_band_{name}"), "similarity": str(round(edge.similarity))}


def basis(edge: LatticeEdge) -> Phrase:
    """``by experts``, ``by a state`` or ``our estimate``."""
    if not edge.solid:
        return Phrase("utter_edge_computed")
    listed = any(e.kind == "onet_related" and e.note in EXPERT_TIERS for e in edge.evidence)
    return Phrase("utter_edge_solid" if listed else "utter_edge_published")


def rung(steps: int) -> Phrase:
    """``one step up``, ``same level``, ``2 steps below``."""
    if steps == 0:
        return Phrase("utter_rung_same")
    way = "up" if steps > 0 else "down"
    if abs(steps) == 1:
        return Phrase(f"utter_rung_one_{way}")
    return Phrase(f"utter_rung_{way}", {"steps": str(abs(steps))})


def similarity_fact(edge: LatticeEdge, deps: Deps) -> Fact:
    """Our similarity as a figure."""
    source = _onet(deps)
    label = f"Career Lattice, from O*NET {source.version}" if source else "Career Lattice"
    period = source.period if source else ""
    return Fact(f"similarity.{edge.code.onet}", round(edge.similarity, 1), "0-100", label, period)


def edge_facts(edge: LatticeEdge, deps: Deps) -> tuple[Fact, ...]:
    """The figures of a line: our similarity and the neighbour's entry education."""
    similar = similarity_fact(edge, deps)
    needed = deps.knowledge.preparation(edge.code)
    return (similar, needed.entry_education) if needed else (similar,)


def wire(edge: LatticeEdge, deps: Deps) -> dict[str, Any]:
    """An edge of the lattice card."""
    wage = deps.knowledge.wage(edge.code)
    return {
        "code": edge.code.onet,
        "title": edge.title,
        "direction": edge.direction,
        "rung": edge.rung,
        "similarity": round(edge.similarity, 1),
        "solid": edge.solid,
        "evidence": [
            {"kind": e.kind, "strength": round(e.strength, 2)} for e in edge.evidence[:EVIDENCE]
        ],
        "facts": [f.to_wire() for f in edge_facts(edge, deps)]
        + ([wage.annual[50].to_wire()] if wage else []),
    }
