"""feeders: jobs that lead to an occupation."""

from __future__ import annotations

from actions.career import lattice_lines
from actions.career.question import Question
from actions.deps import Deps
from actions.reply import Reply


def answer(question: Question, deps: Deps) -> Reply:
    """The feeders of the lattice, nearest first."""
    return lattice_lines.answer(
        "feeders", question, deps, lambda lattice: lattice.feeders, inwards=True
    )
