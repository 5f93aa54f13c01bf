"""feeders: jobs that lead to an occupation."""

from __future__ import annotations

from actions.career import lattice_lines
from actions.career.question import Question
from actions.deps import Deps
from actions.reply import Reply


def answer(question: Question, deps: Deps) -> Reply:
    """The feeders of the lattice, nearest first."""
    feeders = deps.knowledge.lattice(question.occupation.code).feeders
    if not feeders:
        return Reply("utter_feeders_none", buttons=question.next("similar_jobs", "how_to_become"))
    return lattice_lines.reply("utter_feeders", question, feeders, deps)
