"""similar_jobs: the nearest neighbours of an occupation in any direction."""

from __future__ import annotations

from actions.career import lattice_lines
from actions.career.question import Question
from actions.deps import Deps
from actions.reply import Reply


def answer(question: Question, deps: Deps) -> Reply:
    """All neighbours by similarity; those that experts or a state published first."""
    lattice = deps.knowledge.lattice(question.occupation.code)
    edges = (*lattice.advance, *lattice.transfer, *lattice.feeders)
    if not edges:
        return Reply("utter_similar_jobs_none", buttons=question.next("overview", "next_steps"))
    ordered = sorted(edges, key=lambda edge: (not edge.solid, -edge.similarity))
    return lattice_lines.reply("utter_similar_jobs", question, ordered, deps)
