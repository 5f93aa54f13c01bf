"""next_steps: where one can go from an occupation, up first, then sideways."""

from __future__ import annotations

from actions.career import lattice_lines
from actions.career.question import Question
from actions.deps import Deps
from actions.reply import Reply

UP_FIRST = 2


def answer(question: Question, deps: Deps) -> Reply:
    """Two steps up and two beside on the first page, then the rest."""
    lattice = deps.knowledge.lattice(question.occupation.code)
    up, beside = lattice.advance, lattice.transfer
    sides = max(lattice_lines.PAGE - min(UP_FIRST, len(up)), 0)
    ordered = (*up[:UP_FIRST], *beside[:sides], *up[UP_FIRST:], *beside[sides:])
    if not ordered:
        return Reply("utter_next_steps_none", buttons=question.next("similar_jobs", "feeders"))
    return lattice_lines.reply("utter_next_steps", question, ordered, deps)
