"""Lattice edges as lines, cards and buttons: what next_steps, feeders and similar_jobs share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.career.question import Question
from actions.deps import Deps
from actions.present import amount, numbered
from actions.reply import Button, Reply, payload
from actions.words import Joined, Phrase, Value
from knowledge.model import Fact, LatticeEdge, Occupation, Source

PAGE, EVIDENCE = 4, 4


def page_of(edges: Sequence[LatticeEdge], page: int) -> tuple[LatticeEdge, ...]:
    """The edges of one page."""
    return tuple(edges[page * PAGE : (page + 1) * PAGE])


def reply(response: str, question: Question, edges: Sequence[LatticeEdge], deps: Deps) -> Reply:
    """A page of edges, with the note that every lattice answer carries."""
    shown = page_of(edges, question.turn.page)
    facts = tuple(fact for edge in shown for fact in edge_facts(edge, deps))
    values: dict[str, Value] = {
        "edges": numbered(_line(edge, deps) for edge in shown),
        "note": note(question.occupation, deps),
    }
    return Reply(
        response,
        values,
        facts,
        {
            "type": "lattice",
            "code": question.code,
            "title": question.occupation.title,
            "edges": [wire(edge, deps) for edge in shown],
        },
        _buttons(question, shown),
        more=len(edges) > (question.turn.page + 1) * PAGE,
    )


def _buttons(question: Question, shown: Sequence[LatticeEdge]) -> tuple[Button, ...]:
    """The first neighbours, so that a person can walk on."""
    return tuple(
        Button(edge.title, payload("overview", occupation=edge.code.onet)) for edge in shown[:4]
    )


def note(occupation: Occupation, deps: Deps) -> Value:
    """Rungs may be skipped, neighbours are not related to each other; the state's credit line."""
    states = {edge.state for edge in deps.knowledge.published_edges(occupation.code)}
    credits = [source.credit for source in deps.knowledge.sources() if _of(source, states)]
    return Joined((Phrase("utter_lattice_note"), *credits))


def _of(source: Source, states: set[str]) -> bool:
    return any(source.key.casefold().startswith(state.casefold()) for state in states)


def _line(edge: LatticeEdge, deps: Deps) -> Value:
    needed = deps.knowledge.preparation(edge.code)
    values: dict[str, Value] = {
        "title": edge.title,
        "rung": rung(edge.rung),
        "basis": Phrase("utter_edge_solid" if edge.solid else "utter_edge_computed"),
        "similarity": str(round(edge.similarity)),
    }
    if needed and needed.entry_education.value:
        return Phrase("utter_edge", {**values, "education": amount(needed.entry_education)})
    return Phrase("utter_edge_bare", values)


def rung(steps: int) -> Phrase:
    """``one step up``, ``same level``, ``2 steps below``."""
    if steps == 0:
        return Phrase("utter_rung_same")
    way = "up" if steps > 0 else "down"
    if abs(steps) == 1:
        return Phrase(f"utter_rung_one_{way}")
    return Phrase(f"utter_rung_{way}", {"steps": str(abs(steps))})


def edge_facts(edge: LatticeEdge, deps: Deps) -> tuple[Fact, ...]:
    """The figures of a line: our similarity and the neighbour's entry education."""
    source = next((s for s in deps.knowledge.sources() if s.key == "onet"), None)
    label = f"Career Lattice, from O*NET {source.version}" if source else "Career Lattice"
    period = source.period if source else ""
    similar = Fact(
        f"similarity.{edge.code.onet}", round(edge.similarity, 1), "0-100", label, period
    )
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
