"""next_steps: where one can go from an occupation, up first, then sideways."""

from __future__ import annotations

from actions.career import lattice_lines
from actions.career.question import Question
from actions.deps import Deps
from actions.reply import Reply
from knowledge.model import Lattice, LatticeEdge

UP_FIRST = 2


def answer(question: Question, deps: Deps) -> Reply:
    """Two steps up and two beside on the first page, then the rest."""
    return lattice_lines.answer("next_steps", question, deps, _onwards)


def _onwards(lattice: Lattice) -> tuple[LatticeEdge, ...]:
    up, beside = lattice.advance, lattice.transfer
    sides = max(lattice_lines.PAGE - min(UP_FIRST, len(up)), 0)
    return (*up[:UP_FIRST], *beside[:sides], *up[UP_FIRST:], *beside[sides:])
