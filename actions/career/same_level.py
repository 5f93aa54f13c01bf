"""same_level: jobs beside an occupation, neither up nor down."""

from __future__ import annotations

from actions.career import lattice_lines
from actions.career.question import Question
from actions.deps import Deps
from actions.reply import Reply


def answer(question: Question, deps: Deps) -> Reply:
    """The transfers of the lattice, nearest first."""
    return lattice_lines.answer("same_level", question, deps, lambda lattice: lattice.transfer)
