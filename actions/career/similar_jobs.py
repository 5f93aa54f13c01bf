"""similar_jobs: the nearest neighbours of an occupation in any direction."""

from __future__ import annotations

from actions.career import lattice_lines
from actions.career.question import Question
from actions.deps import Deps
from actions.reply import Reply
from knowledge.model import Lattice, LatticeEdge


def answer(question: Question, deps: Deps) -> Reply:
    """All neighbours by similarity; those that experts or a state published first."""
    return lattice_lines.answer("similar_jobs", question, deps, _nearest)


def _nearest(lattice: Lattice) -> list[LatticeEdge]:
    edges = (*lattice.advance, *lattice.transfer, *lattice.feeders)
    return sorted(edges, key=lambda edge: (not edge.solid, -edge.similarity))
